/* redline_private.h: what the files of the redline share.  For render/redline*.c alone. */
#ifndef RENDER_REDLINE_PRIVATE_H
#define RENDER_REDLINE_PRIVATE_H
#include "base/list.h"
#include "render/redline.h"
#include "render/archive.h"
#include "text/markdown/flow.h"

/* Lengths in twentieths of a point: the text of an A4 page, upright and across, with margins of 20 mm. */
enum { REDLINE_UPRIGHT = 9638, REDLINE_ACROSS = 14570 };

struct redline_list { struct markdown_standing of; };

struct redline {
	struct scope *sc;
	const struct changes *of;
	struct buf *body;
	const char *by, *when;          /* of our tracked changes */
	int marks;                      /* ids of tracked changes and bookmarks given so far */
	bool across;                    /* the page lies across now */
	struct names links, marked;     /* targets on the web; files that have their bookmark */
	struct { struct redline_list *at; size_t count, cap; } lists;
};

/* Markup comes from literals alone. */
#define redline_xml(b, literal) buf_put((b), "" literal, sizeof(literal) - 1)
/* redline_runs.c: text between tags or in an attribute, what XML cannot hold as U+FFFD; words with their fate; two
 * values word by word. */
void redline_text(struct buf *, const char *);
void redline_run(struct redline *, const struct markdown_run *);
void redline_runs(struct redline *, const struct markdown_runs *);
void redline_words(struct redline *, enum markdown_change, const char *);
void redline_values(struct redline *, const char *before, const char *after);
/* An element of a tracked change: w:ins or w:del with id, author and date, left open before its end. */
void redline_tracked(struct redline *, enum markdown_change);
/* The end of the paragraph or row that is begun has come or gone: for its properties. */
void redline_end_tracked(struct redline *, enum markdown_change);

/* redline_blocks.c: a paragraph of a style, its end tracked; one of plain words; a file's text. */
void redline_begin(struct redline *, const char *style, enum markdown_change);
void redline_end(struct redline *);
void redline_line(struct redline *, const char *style, const char *text);
#define redline_say(r, style, ...) redline_say_phrase((r), (style), PHRASE(__VA_ARGS__))
void redline_say_phrase(struct redline *, const char *style, const struct phrase *);
void redline_flow(struct redline *, const struct markdown_flow *);

/* redline_tables.c */
struct redline_table { int *widths; size_t count; int width; };
/* Widths of columns for what they hold: texts[row * columns + column], NULL for nothing. */
struct redline_table redline_fit(struct scope *, const char *const *texts, size_t rows, size_t columns, int room);
void redline_table_begin(struct redline *, const char *style, const struct redline_table *);
void redline_row_begin(struct redline *, enum markdown_change, bool head);
void redline_cell_begin(struct redline *, int width, enum markdown_change, const char *style);
void redline_cell_end(struct redline *);
void redline_row_end(struct redline *);
void redline_table_end(struct redline *);
/* Rows of one table of a text, from [from, to) of its blocks. */
void redline_rows(struct redline *, const struct markdown_flow *, size_t from, size_t to);

/* redline_parts.c: changes [from, to) of one file that stand together; whole: with what did not change.  Fields; a
 * register, and whether its columns need the page across. */
struct redline_part { const char *file; const struct template_element *element; size_t from, to; bool whole; };
void redline_fields(struct redline *, size_t from, size_t to);
void redline_register(struct redline *, const struct redline_part *);
bool redline_is_wide(const struct redline *, const struct redline_part *);

/* redline_pages.c: the page lies so from here on; the paper at the end; what stands beside document.xml. */
void redline_lay(struct redline *, bool across);
void redline_paper(struct buf *, bool across);
void redline_put_parts(struct redline *, struct archive *);
#endif
