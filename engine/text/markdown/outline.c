/* outline.c: the headings, and canon-1 for those who ask.
 *
 * canon-1 writes Markdown back in one fixed way: soft breaks are blanks,
 * runs of blanks one blank, list markers and emphasis always the same,
 * comments gone.  A backslash stands before every character of the text
 * that could be taken for a mark.  Its definition for other programs
 * stands in packages/README.md. */
#include "text/markdown/tree_private.h"
#include "text/unicode.h"
#include <ctype.h>

struct canon {
	struct buf *out;
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
		/* What at the start of a line would be a heading, a quote, an item, a rule; and "10." */
		bool mark = c->fresh && (strchr("#>-+", *s) || (isdigit((unsigned char)*s)
		                                                && s[strspn(s, "0123456789")] == '.'));
		c->blank = c->fresh = false;
		if (mark || strchr("\\*`[]|!<", *s))
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

/* Two blanks a level; deeper than people nest, the level as a number, so that no input makes the form explode. */
static void put_indent(struct canon *c)
{
	enum { DRAWN = 20 };
	for (int i = 0; i < c->depth && i < DRAWN; i++)
		buf_text(c->out, "  ");
	if (c->depth > DRAWN)
		buf_printf(c->out, "(%d) ", c->depth);
	c->fresh = true;
	c->blank = false;
}

/* Text in which only these characters could end what it stands in. */
static void put_inside(struct canon *c, const char *s, const char *ends)
{
	for (; s && *s; s++) {
		if (*s == '\\' || strchr(ends, *s))
			buf_char(c->out, '\\');
		buf_char(c->out, *s);
	}
}

static void put_url(struct canon *c, cmark_node *node)
{
	buf_text(c->out, "](");
	put_inside(c, cmark_node_get_url(node), " )");
	const char *title = cmark_node_get_title(node);
	if (title && *title) {
		buf_text(c->out, " \"");
		put_inside(c, title, "\"\n");
		buf_char(c->out, '"');
	}
	buf_char(c->out, ')');
}

static void put_code_block(struct canon *c, cmark_node *node)
{
	const char *info = cmark_node_get_fence_info(node);
	put_indent(c);
	buf_printf(c->out, "```%s\n", info ? info : "");
	for (const char *s = cmark_node_get_literal(node), *end; *s; s = end) {
		end = s + strcspn(s, "\n");
		end += *end == '\n';
		if (*s == '`' || *s == '\\')    /* no line of code passes for the end of it */
			buf_char(c->out, '\\');
		buf_put(c->out, s, (size_t)(end - s));
	}
	buf_text(c->out, "```");
	put_line(c);
}

static void put_inline(struct canon *c, cmark_node *node, bool enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		put_text(c, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_CODE:
		put_mark(c, "`");
		put_inside(c, cmark_node_get_literal(node), "`");
		buf_char(c->out, '`');
		break;
	case CMARK_NODE_SOFTBREAK:
		c->blank = true;
		break;
	case CMARK_NODE_LINEBREAK:
		buf_char(c->out, '\\');
		put_line(c);
		put_indent(c);
		break;
	case CMARK_NODE_EMPH:   enter ? put_mark(c, "*") : buf_char(c->out, '*'); break;
	case CMARK_NODE_STRONG: enter ? put_mark(c, "**") : buf_text(c->out, "**"); break;
	case CMARK_NODE_CUSTOM_INLINE:
		enter ? put_mark(c, cmark_node_get_on_enter(node)) : buf_text(c->out, cmark_node_get_on_exit(node));
		break;
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

/* --- headings --- */

void markdown_plain(cmark_node *top, struct buf *out)
{
	cmark_iter *walk = cmark_iter_new(top);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(node);
		if (ev == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
			buf_text(out, cmark_node_get_literal(node));
		else if (ev == CMARK_EVENT_ENTER && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK))
			buf_char(out, ' ');
	}
	cmark_iter_free(walk);
}

static const char *plain_text(struct markdown *m, cmark_node *heading)
{
	cmark_node *only = cmark_node_first_child(heading);
	if (only && !cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_TEXT)
		return scope_copy(m->sc, cmark_node_get_literal(only));
	struct buf *b = buf_new(m->sc);
	markdown_plain(heading, b);
	return b->at;
}

static size_t find_anchor(const struct markdown *m, const char *name)
{
	size_t h = 1469598103u;
	for (const char *c = name; *c; c++)
		h = (h ^ (unsigned char)*c) * 16777619u;
	for (h &= m->anchors.slots - 1; m->anchors.at[h] && strcmp(m->anchors.at[h], name) != 0; )
		h = (h + 1) & (m->anchors.slots - 1);
	return h;
}

/* False if another heading has it. */
static bool take_anchor(struct markdown *m, const char *name)
{
	if (m->anchors.count * 2 >= m->anchors.slots) {
		const char **old = m->anchors.at;
		size_t slots = m->anchors.slots;
		m->anchors.slots = slots ? slots * 2 : 16;
		m->anchors.at = NEWS(m->sc, const char *, m->anchors.slots);
		for (size_t i = 0; i < slots; i++)
			if (old[i])
				m->anchors.at[find_anchor(m, old[i])] = old[i];
	}
	size_t at = find_anchor(m, name);
	if (m->anchors.at[at])
		return false;
	m->anchors.at[at] = name;
	m->anchors.count++;
	return true;
}

const char *markdown_anchor(struct scope *sc, const char *heading)
{
	enum { MOST = 60 };             /* bytes */
	char out[MOST + 1];
	size_t n = 0, len = 1;
	for (const char *s = heading; *s && n + 4 <= MOST; s += len) {
		unsigned char first = (unsigned char)*s, small = first | 32;
		len = 1;
		if (small >= 'a' && small <= 'z')
			out[n++] = (char)small;
		else if (first >= '0' && first <= '9')
			out[n++] = (char)first;
		else if (first >= 0x80 && unicode_is_letter(unicode_at(s, &len)))
			for (size_t i = 0; i < len; i++)
				out[n++] = s[i];
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n > 0 && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return scope_copy(sc, n ? out : "section");
}

static const char *own_anchor(struct markdown *m, const char *text)
{
	const char *base = markdown_anchor(m->sc, text), *name = base;
	for (int k = 2; !take_anchor(m, name); k++)
		/* Number by position once a name repeats often: unique at the first try. */
		name = scope_printf(m->sc, "%s-%d", base, k < 5 ? k : (int)m->headings.count + k);
	return name;
}

void markdown_list_headings(struct markdown *m)
{
	for (cmark_node *node = cmark_node_first_child(m->root); node; node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
			continue;
		const char *text = plain_text(m, node);
		*LIST_ADD(m->sc, &m->headings) = (struct markdown_heading){ cmark_node_get_heading_level(node),
			cmark_node_get_start_line(node) + m->first_line - 1, text, "" };
		m->headings.at[m->headings.count - 1].anchor = own_anchor(m, text);
	}
}

/* --- words --- */

static void put_words_of(cmark_node *node, bool enter, struct buf *out)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT: case CMARK_NODE_CODE: case CMARK_NODE_CODE_BLOCK:
		buf_text(out, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK: case CMARK_NODE_LINEBREAK:
		buf_char(out, ' ');
		break;
	case CMARK_NODE_PARAGRAPH: case CMARK_NODE_HEADING:
		if (!enter)
			buf_char(out, '\n');
		break;
	case CMARK_NODE_CUSTOM_BLOCK:
		if (markdown_mark_of(node) == MARKDOWN_ROW && !enter)
			buf_char(out, '\n');
		else if (markdown_mark_of(node) == MARKDOWN_CELL && enter && cmark_node_previous(node))
			buf_text(out, " | ");
		break;
	default: break;
	}
}

static void put_words(cmark_node *top, struct buf *out)
{
	cmark_iter *walk = cmark_iter_new(top);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; )
		put_words_of(cmark_iter_get_node(walk), ev == CMARK_EVENT_ENTER, out);
	cmark_iter_free(walk);
}

const char *markdown_words(struct scope *sc, const struct markdown *m, size_t heading)
{
	struct buf *out = buf_new(sc);
	bool whole = heading >= m->headings.count, in = whole;
	size_t at = 0;
	for (cmark_node *node = cmark_node_first_child(m->root); node; node = cmark_node_next(node)) {
		bool head = cmark_node_get_type(node) == CMARK_NODE_HEADING;
		if (head && in && !whole && m->headings.at[at].level <= m->headings.at[heading].level)
			break;
		if (in)
			put_words(node, out);
		in = in || (head && at == heading);
		at += head;
	}
	return out->at;
}

/* --- canon-1 --- */

static void put_node(struct scope *sc, struct canon *c, cmark_node *node, bool enter)
{
	if (cmark_node_get_type(node) >= CMARK_NODE_FIRST_INLINE)
		put_inline(c, node, enter);
	else
		put_block(sc, c, node, enter);
}

static void write_canon(struct markdown *m)
{
	struct canon c = { .out = buf_new(m->sc), .fresh = true };
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		bool enter = ev == CMARK_EVENT_ENTER;
		bool heading = cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_parent(node) == m->root;
		if (heading && enter)
			LIST_ADD(m->sc, &m->spans)->begins = c.out->len;
		put_node(m->sc, &c, node, enter);
		if (heading && !enter)
			m->spans.at[m->spans.count - 1].ends = c.out->len;
	}
	cmark_iter_free(walk);
	m->canon = c.out->at;
	m->canon_len = c.out->len;
}

void markdown_canon_of(cmark_node *leaf, struct buf *out)
{
	SCOPE(turn);
	struct canon c = { .out = out, .fresh = true };
	cmark_iter *walk = cmark_iter_new(leaf);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; )
		put_node(turn, &c, cmark_iter_get_node(walk), ev == CMARK_EVENT_ENTER);
	cmark_iter_free(walk);
}

const char *markdown_canon(const struct markdown *constant)
{
	struct markdown *m = (struct markdown *)(uintptr_t)constant;    /* a value worked out late, not a change */
	if (!m->canon)
		write_canon(m);
	return m->canon;
}

const char *markdown_content(const struct markdown *m, size_t heading)
{
	const char *canon = markdown_canon(m);
	size_t begin = m->spans.at[heading].ends, end = m->canon_len;
	for (size_t k = heading + 1; k < m->headings.count; k++)
		if (m->headings.at[k].level <= m->headings.at[heading].level) {
			end = m->spans.at[k].begins;
			break;
		}
	return end > begin ? scope_copy_bytes(m->sc, canon + begin, end - begin) : "";
}
