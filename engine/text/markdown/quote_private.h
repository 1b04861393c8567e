/* quote_private.h: the words of a document in one line, for quote.c and trail.c.  For text/markdown/ only. */
#ifndef TEXT_MARKDOWN_QUOTE_PRIVATE_H
#define TEXT_MARKDOWN_QUOTE_PRIVATE_H
#include "base/list.h"
#include "text/markdown/quote.h"

#define QUOTE_NOWHERE ((size_t)-1)

struct stretch { size_t at; int line, block_line, heading; };   /* from this byte on */
struct plain { struct buf *text; struct { struct stretch *at; size_t count, cap; } stretches; };

struct plain quote_plain(struct scope *, const struct markdown *);
/* Where so many words stand: line, end_line, block_line, heading. */
void quote_place(const struct plain *, size_t at, size_t len, struct markdown_quote *);
/* The same, with the words and their surroundings. */
void quote_at(struct scope *, const struct plain *, size_t at, size_t len, struct markdown_quote *);
/* Are the surroundings here those of the quote?  same: bytes of them that agree. */
bool quote_stands(const struct plain *, size_t at, const struct markdown_quote *, size_t *same);
/* The place of the exact words whose surroundings agree most, or QUOTE_NOWHERE. */
size_t quote_find(const struct plain *, const struct markdown_quote *);
#endif
