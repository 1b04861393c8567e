/* tree_private.h: what the files of this folder share: the cmark tree and the marks we put in it.
 * For text/markdown/ only. */
#ifndef TEXT_MARKDOWN_TREE_PRIVATE_H
#define TEXT_MARKDOWN_TREE_PRIVATE_H
#include "base/base.h"
#include "base/list.h"
#include "text/markdown/markdown.h"
#include <cmark.h>

/* What a CUSTOM node of ours is, kept in its user data. */
/* Above the mark: the line of a row, how many lines stand before a text read again, or
 * of a text: a line ended before it and was joined, as Japanese is */
enum { MARKDOWN_LINE_SHIFT = 3 };
enum markdown_mark { MARKDOWN_NONE, MARKDOWN_TABLE, MARKDOWN_ROW, MARKDOWN_CELL, MARKDOWN_SUP, MARKDOWN_SUB };

struct markdown_mistakes { struct markdown_mistake *at; size_t count, cap; };
struct markdown_heads { struct markdown_heading *at; size_t count, cap; };
struct markdown_targets { struct markdown_link *at; size_t count, cap; };

struct markdown {
	struct scope *sc;
	cmark_node *root;
	const char *text;               /* as given to cmark */
	size_t len;
	int first_line;
	struct markdown_mistakes mistakes;
	struct markdown_heads headings;
	struct markdown_targets links;  /* once links_listed */
	bool links_listed;
	struct { const char **at; size_t count, slots; } anchors;       /* a set, by hash */
	const char *canon;              /* NULL until somebody asks */
	size_t canon_len;
	struct { struct markdown_span *at; size_t count, cap; } spans;  /* of the headings in canon */
};
struct markdown_span { size_t begins, ends; };

enum markdown_mark markdown_mark_of(cmark_node *);
/* How many lines stand before a text that was read again, kept with its blocks. */
int markdown_above(cmark_node *);
void markdown_set_above(cmark_node *, int lines);

/* Text with U+200B (as &#8203;) put beside asterisks where CommonMark would not see Japanese emphasis;
 * the same pointer if nothing was to do. */
const char *markdown_mend_emphasis(struct scope *, const char *text, size_t len, size_t *out_len);
bool markdown_has_multibyte(const char *text, size_t len);
/* Take the U+200B out of the tree again. */
void markdown_strip_joiners(struct markdown *);

/* Is there a line of nothing but bars, dashes, colons and blanks?  Quick: most documents have none. */
bool markdown_may_have_table(const char *text, size_t len);
/* The text with those lines of pipe tables escaped that CommonMark would take for something else: a row "1. | mill",
 * a line of dashes right behind the table. */
const char *markdown_mend_tables(struct scope *, const char *text, size_t len, size_t *out_len);
/* Turn paragraphs that hold pipe tables into tables. */
void markdown_make_tables(struct markdown *);
/* What becomes of HTML: see raw.c. */
void markdown_settle_raw(struct markdown *);

/* The line a node begins in; canon-1 of a leaf alone; its words without any marks. */
int markdown_line_of(cmark_node *, int first_line);
void markdown_canon_of(cmark_node *, struct buf *);
void markdown_plain(cmark_node *, struct buf *);
void markdown_rewrite_links(struct scope *, cmark_node *root, const struct markdown_linker *);

/* List the headings of the top level, with their anchors. */
void markdown_list_headings(struct markdown *);
#endif
