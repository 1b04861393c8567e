/* read.c: from text to tree. */
#include "base/utf8.h"
#include "text/markdown/tree_private.h"
#include "text/unicode.h"

static void close_node(void *p) { cmark_node_free(p); }

enum markdown_mark markdown_mark_of(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type != CMARK_NODE_CUSTOM_BLOCK && type != CMARK_NODE_CUSTOM_INLINE)
		return MARKDOWN_NONE;
	return (enum markdown_mark)((intptr_t)cmark_node_get_user_data(node) & ((1 << MARKDOWN_LINE_SHIFT) - 1));
}

int markdown_above(cmark_node *node) { return (int)((intptr_t)cmark_node_get_user_data(node) >> MARKDOWN_LINE_SHIFT); }

void markdown_set_above(cmark_node *node, int lines)
{
	cmark_node_set_user_data(node, (void *)((intptr_t)lines * (1 << MARKDOWN_LINE_SHIFT)));
}

int markdown_line_of(cmark_node *node, int first_line)
{
	int line = 0, offset = 0;
	for (; node; node = cmark_node_parent(node)) {
		int above = markdown_above(node);
		if (markdown_mark_of(node) == MARKDOWN_ROW)
			return above;
		if (line == 0)
			line = cmark_node_get_start_line(node);
		offset += above;
	}
	return (line ? line : 1) + offset + first_line - 1;
}

static bool ends_in_cjk(const char *s)
{
	size_t n = s ? strlen(s) : 0, len;
	if (n == 0)
		return false;
	uint32_t c = unicode_at(s + utf8_begin(s, n - 1), &len);
	return unicode_is_cjk(c) || (c >= 0x3001 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff65);
}

static bool begins_in_cjk(const char *s)
{
	size_t len;
	if (!s || !*s)
		return false;
	uint32_t c = unicode_at(s, &len);
	return unicode_is_cjk(c) || (c >= 0x3001 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff65);
}

static bool joins_cjk(cmark_node *soft)
{
	cmark_node *before = cmark_node_previous(soft), *behind = cmark_node_next(soft);
	return before && behind && cmark_node_get_type(before) == CMARK_NODE_TEXT
	       && cmark_node_get_type(behind) == CMARK_NODE_TEXT
	       && ends_in_cjk(cmark_node_get_literal(before)) && begins_in_cjk(cmark_node_get_literal(behind));
}

/* Japanese soft breaks are closed. */
static void close_breaks(struct markdown *m)
{
	struct { cmark_node **at; size_t count, cap; } breaks = {0};
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		if (cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK && joins_cjk(node))
			*LIST_ADD(m->sc, &breaks) = node;
	}
	cmark_iter_free(walk);
	for (size_t i = 0; i < breaks.count; i++) {
		markdown_set_above(cmark_node_next(breaks.at[i]), 1);   /* the text keeps that a line ended before it */
		cmark_node_unlink(breaks.at[i]);
		cmark_node_free(breaks.at[i]);
	}
}

static void list_links(struct markdown *m)
{
	cmark_iter *walk = cmark_iter_new(m->root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(node);
		if (ev == CMARK_EVENT_ENTER && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE))
			*LIST_ADD(m->sc, &m->links) = (struct markdown_link){
				markdown_line_of(node, m->first_line), scope_copy(m->sc, cmark_node_get_url(node)),
					type == CMARK_NODE_IMAGE };
	}
	cmark_iter_free(walk);
}

struct markdown *markdown_read(struct scope *sc, const char *text, size_t len, int first_line)
{
	struct markdown *m = NEW(sc, struct markdown);
	*m = (struct markdown){ .sc = sc, .first_line = first_line };
	/* Most texts need none of it; the two looks cost less than one walk. */
	bool multibyte = markdown_has_multibyte(text, len), tables = markdown_may_have_table(text, len);
	m->len = len;
	const char *mended = multibyte ? markdown_mend_emphasis(sc, text, len, &m->len) : text;
	m->text = tables ? markdown_mend_tables(sc, mended, m->len, &m->len) : mended;
	m->root = cmark_parse_document(m->text, m->len, CMARK_OPT_DEFAULT);
	scope_defer(sc, close_node, m->root);
	if (tables)
		markdown_make_tables(m);
	if (mended != text)
		markdown_strip_joiners(m);
	if (memchr(m->text, '<', m->len))
		markdown_settle_raw(m);
	if (multibyte)
		close_breaks(m);
	markdown_list_headings(m);
	return m;
}

size_t markdown_mistakes(const struct markdown *m, const struct markdown_mistake **out)
{
	*out = m->mistakes.at;
	return m->mistakes.count;
}

size_t markdown_headings(const struct markdown *m, const struct markdown_heading **out)
{
	*out = m->headings.at;
	return m->headings.count;
}

size_t markdown_links(const struct markdown *constant, const struct markdown_link **out)
{
	struct markdown *m = (struct markdown *)(uintptr_t)constant;    /* a value worked out late, not a change */
	if (!m->links_listed)
		list_links(m);
	m->links_listed = true;
	*out = m->links.at;
	return m->links.count;
}
