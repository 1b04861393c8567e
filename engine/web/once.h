/* once.h: what a program asks again is answered again, and not done again.  For web/.
 *
 * The answers to acts by the API, each by its Idempotency-Key and who sent it: for a day, so many a person, as long as
 * the server runs.  After it ended a retry is an act anew, which is refused where the package has moved. */
#ifndef WEB_ONCE_H
#define WEB_ONCE_H
#include "base/base.h"
#include "base/digest.h"
#include "base/scope.h"

enum { ONCE_EACH = 64, ONCE_KEY = 200 };        /* answers that are kept of one person; bytes of a key */

struct once;
/* Any thread may ask. */
struct once *once_begin(struct scope *);
/* NEW: it is done now, and told with once_end().  AGAIN: *out is its answer.  BUSY: the same is being done at this
 * moment.  OTHER: the key was used for something else.  what: a digest of the request. */
enum once_is { ONCE_NEW, ONCE_AGAIN, ONCE_BUSY, ONCE_OTHER };
struct once_answer { const char *body, *stand; size_t len; };
enum once_is once_ask(struct scope *, struct once *, const char *who, const char *key, const char what[DIGEST_TEXT],
                      int64_t steady, struct once_answer *out);
/* The answer is kept; NULL: nothing was done, and the key is free again. */
void once_end(struct once *, const char *who, const char *key, const struct once_answer *);
#endif
