/* book.h: a small database in a file of our own, which many read and write.
 * For text/, web/{accounts,hooks,readings,tokens}.c and desk/drafts.c.
 *
 * Unlike sql.h, whose databases live in memory for one check and run rules of templates.  Any thread may
 * ask; askers take turns, and so do processes. */
#ifndef TEXT_BOOK_H
#define TEXT_BOOK_H
#include "base/fault.h"
#include "base/scope.h"

struct book;
/* Open the file, made where it is missing, for its owner alone; schema: statements that may be run each time.
 * It is closed with the scope. */
const struct fault *book_open(struct scope *, const char *path, const char *schema, struct book **) MUST_USE;

/* Called for each row, its columns as texts (NULL as ""); texts end with the call. */
typedef void book_row(void *context, const char *const *columns);
/* One statement, of ours; its values by ?1, ?2 ..., ended by NULL.  row: NULL where none is wanted. */
const struct fault *book_ask(struct book *, const char *statement, const char *const *values, book_row *row,
                             void *context) MUST_USE;
/* The same for what may be left undone: another process that writes is not waited for.  Was it done? */
bool book_try(struct book *, const char *statement, const char *const *values);
/* Several statements as one: between the two nobody else writes, nor reads through this book.  What was written between
 * them stands only if `keep`. */
const struct fault *book_begin(struct book *) MUST_USE;
const struct fault *book_end(struct book *, bool keep) MUST_USE;
#endif
