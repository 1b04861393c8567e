/* outline.c: canon-1 and the headings, in one walk over the tree.
 *
 * canon-1 writes Markdown back in one fixed way: soft breaks are blanks,
 * runs of blanks one blank, list markers and emphasis always the same,
 * comments gone.  A backslash stands before every character of the text
 * that could be taken for a mark. */
#include "text/markdown/tree.h"
#include <ctype.h>

struct canon {
	struct buf *out, *plain;        /* plain: text of the heading being read */
	int depth;                      /* of lists and quotes */
	struct { int *at; size_t count, cap; } numbers;         /* the next number of each open list */
	bool blank;                     /* a blank waits to be written */
	bool fresh;                     /* at the start of a line of text */
};

static void put_text(struct canon *c, const char *s)
{
	for (; s && *s; s++) {
		if (*s == ' ' || *s == '\t' || *s == '\n') {
			c->blank = true;
			continue;
		}
		if (c->blank && !c->fresh)
			buf_char(c->out, ' ');
		c->blank = c->fresh = false;
		if (strchr("\\*`[]|!", *s))
			buf_char(c->out, '\\');
		buf_char(c->out, *s);
	}
}

static void put_mark(struct canon *c, const char *mark)
{
	if (c->blank && !c->fresh)
		buf_char(c->out, ' ');
	c->blank = c->fresh = false;
	buf_text(c->out, mark);
}

static void put_line(struct canon *c)
{
	buf_char(c->out, '\n');
	c->blank = false;
	c->fresh = true;
}

static void put_indent(struct canon *c)
{
	for (int i = 0; i < c->depth; i++)
		buf_text(c->out, "  ");
	c->fresh = true;
	c->blank = false;
}

static void put_url(struct canon *c, cmark_node *node)
{
	buf_printf(c->out, "](%s", cmark_node_get_url(node) ? cmark_node_get_url(node) : "");
	const char *title = cmark_node_get_title(node);
	if (title && *title)
		buf_printf(c->out, " \"%s\"", title);
	buf_char(c->out, ')');
}

static void put_code_block(struct canon *c, cmark_node *node)
{
	const char *info = cmark_node_get_fence_info(node);
	put_indent(c);
	buf_printf(c->out, "```%s\n%s```", info ? info : "", cmark_node_get_literal(node));
	put_line(c);
}

static void put_inline(struct canon *c, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		put_text(c, cmark_node_get_literal(node));
		if (c->plain)
			buf_text(c->plain, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_CODE:
		put_mark(c, "`");
		buf_text(c->out, cmark_node_get_literal(node));
		buf_char(c->out, '`');
		if (c->plain)
			buf_text(c->plain, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		c->blank = true;
		if (c->plain)
			buf_char(c->plain, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		buf_char(c->out, '\\');
		put_line(c);
		put_indent(c);
		break;
	case CMARK_NODE_EMPH:   enter ? put_mark(c, "*") : buf_char(c->out, '*'); break;
	case CMARK_NODE_STRONG: enter ? put_mark(c, "**") : buf_text(c->out, "**"); break;
	case CMARK_NODE_LINK:   enter ? put_mark(c, "[") : put_url(c, node); break;
	case CMARK_NODE_IMAGE:  enter ? put_mark(c, "![") : put_url(c, node); break;
	default: break;
	}
}

static void put_item(struct canon *c, cmark_node *item)
{
	put_indent(c);
	if (cmark_node_get_list_type(cmark_node_parent(item)) == CMARK_ORDERED_LIST)
		buf_printf(c->out, "%d.", c->numbers.at[c->numbers.count - 1]++);
	else
		buf_char(c->out, '-');
	put_line(c);
	c->depth++;
}

static void put_block(struct scope *sc, struct canon *c, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		if (enter) {
			put_indent(c);
			buf_char(c->out, '>');
			put_line(c);
			c->depth++;
		} else {
			c->depth--;
		}
		break;
	case CMARK_NODE_LIST:
		if (enter)
			*LIST_ADD(sc, &c->numbers) = cmark_node_get_list_start(node);
		else
			c->numbers.count--;
		break;
	case CMARK_NODE_ITEM:
		if (enter)
			put_item(c, node);
		else
			c->depth--;
		break;
	case CMARK_NODE_CODE_BLOCK: put_code_block(c, node); break;
	case CMARK_NODE_THEMATIC_BREAK:
		put_indent(c);
		buf_text(c->out, "---");
		put_line(c);
		break;
	case CMARK_NODE_HEADING:
		if (enter) {
			put_indent(c);
			for (int i = 0; i < cmark_node_get_heading_level(node); i++)
				buf_char(c->out, '#');
			buf_char(c->out, ' ');
		} else {
			put_line(c);
		}
		break;
	case CMARK_NODE_PARAGRAPH:
		enter ? put_indent(c) : put_line(c);
		break;
	case CMARK_NODE_CUSTOM_BLOCK:
		if (markdown_mark_of(node) == MARKDOWN_ROW)
			enter ? put_indent(c) : put_line(c);
		else if (markdown_mark_of(node) == MARKDOWN_CELL && enter) {
			buf_char(c->out, '|');
			c->fresh = true;
			c->blank = false;
		}
		break;
	default: break;
	}
}

static const char *slug(struct markdown *m, const char *text)
{
	struct buf *out = buf_new(m->sc);
	for (const char *s = text; *s && out->len < 60; s++) {
		if (isalnum((unsigned char)*s))
			buf_char(out, (char)tolower((unsigned char)*s));
		else if (out->len > 0 && out->at[out->len - 1] != '-')
			buf_char(out, '-');
	}
	while (out->len > 0 && out->at[out->len - 1] == '-')
		out->at[--out->len] = '\0';
	const char *base = out->len ? out->at : "section";
	const char *name = base;
	for (int n = 2; ; n++) {
		bool taken = false;
		for (size_t i = 0; i < m->headings.count && !taken; i++)
			taken = m->headings.at[i].anchor && strcmp(m->headings.at[i].anchor, name) == 0;
		if (!taken)
			return name;
		/* Number by position once names repeat often: unique at the first try. */
		name = scope_printf(m->sc, "%s-%d", base, n < 5 ? n : (int)m->headings.count);
	}
}

struct span { size_t begins, ends; };
struct spans { struct span *at; size_t count, cap; };

static void close_sections(struct markdown *m, const struct spans *spans, const char *canon, size_t len)
{
	for (size_t i = 0; i < m->headings.count; i++) {
		size_t end = len;
		for (size_t k = i + 1; k < m->headings.count; k++)
			if (m->headings.at[k].level <= m->headings.at[i].level) {
				end = spans->at[k].begins;
				break;
			}
		size_t begin = spans->at[i].ends;
		m->headings.at[i].content = end > begin ? scope_copy_bytes(m->sc, canon + begin, end - begin) : "";
	}
}

void markdown_outline(struct markdown *m)
{
	struct canon c = { .out = buf_new(m->sc), .fresh = true };
	struct spans spans = {0};
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		bool enter = ev == CMARK_EVENT_ENTER;
		bool heading = cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_parent(node) == m->root;
		if (heading && enter) {
			*LIST_ADD(m->sc, &m->headings) = (struct markdown_heading){
				cmark_node_get_heading_level(node), cmark_node_get_start_line(node) + m->first_line - 1,
				"", NULL, "" };
			LIST_ADD(m->sc, &spans)->begins = c.out->len;
			c.plain = buf_new(m->sc);
		}
		if (cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE)
			put_inline(&c, node, enter);
		else
			put_block(m->sc, &c, node, enter);
		if (heading && !enter) {
			struct markdown_heading *h = &m->headings.at[m->headings.count - 1];
			h->text = c.plain->at;
			h->anchor = slug(m, h->text);
			spans.at[spans.count - 1].ends = c.out->len;
			c.plain = NULL;
		}
	}
	cmark_iter_free(walk);
	m->canon = c.out->at;
	close_sections(m, &spans, c.out->at, c.out->len);
}
