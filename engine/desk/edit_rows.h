/* edit_rows.h: a register as it lies somewhere, and rows that come behind it.  For desk/edit*.c and desk/take*.c.
 *
 * What stands in it stays, byte for byte. */
#ifndef DESK_EDIT_ROWS_H
#define DESK_EDIT_ROWS_H
#include "desk/desk_private.h"
#include "intake/attaching.h"

struct edit_rows;

/* As it lies in source; a register that is not there begins with its header.  file_column: of the file that a
 * row is about.  FAULT_REFUSED: it is not UTF-8, or has no header. */
const struct fault *edit_rows_open(struct scope *, struct source *, const struct template_register *,
                                   const char *file_column, struct edit_rows **) MUST_USE;
/* Its columns, and what a row of it says, by the template's columns; NULL: the register has no such column. */
bool edit_rows_has(const struct edit_rows *, size_t column);
const char *edit_rows_cell(const struct edit_rows *, size_t row, size_t column);
/* The row with the keys of these cells (by the template's columns, NULL is empty); LOOKUP_NONE: there is none. */
size_t edit_rows_find(const struct edit_rows *, const char *const *cells);
/* The first row about a file. */
size_t edit_rows_about(const struct edit_rows *, const char *path);
/* Put a row behind the others. */
void edit_rows_add(struct edit_rows *, const char *const *cells);
/* The register with the rows that were put to it; false: there are none. */
bool edit_rows_added(const struct edit_rows *, struct overlay_file *);
#endif
