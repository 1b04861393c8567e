/* table_private.h: the lines a pipe table is written in.  For table.c and table_lines.c only. */
#ifndef TEXT_MARKDOWN_TABLE_PRIVATE_H
#define TEXT_MARKDOWN_TABLE_PRIVATE_H
#include "base/scope.h"

enum { COLUMNS = 64 };

struct line { const char *at; size_t len; };            /* without its end */
struct lines { struct line *at; size_t count, cap; };
struct cells { struct line at[COLUMNS]; size_t count; };

struct lines markdown_cut_lines(struct scope *, const char *text, size_t len);
/* Without blanks and quote marks at both ends. */
struct line markdown_trim_line(struct line);
/* The cells of a row; false if they are more than COLUMNS, of which the first are given. */
bool markdown_split_row(struct line, struct cells *);
/* Is it the line of dashes under a table's head? */
bool markdown_is_table_rule(struct line, struct cells *);
#endif
