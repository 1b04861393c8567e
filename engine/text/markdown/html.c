/* html.c: the tree as HTML, written by cmark. */
#include "base/utf8.h"
#include "text/markdown/tree_private.h"

static void divide(cmark_node *heading, size_t which, const struct markdown_linker *linker)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	linker->divide(linker->context, which, b);
	if (b->len == 0)
		return;
	cmark_node *between = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	cmark_node_set_on_enter(between, b->at);
	if (!cmark_node_insert_before(heading, between))
		cmark_node_free(between);
}

/* Headings get an id: cmark writes none, so a CUSTOM block takes their place. */
static void name_headings(struct markdown *m, const struct markdown_linker *linker)
{
	enum { TAG = 128 };             /* an anchor has at most some 70 letters */
	size_t next = 0;
	for (cmark_node *node = cmark_node_first_child(m->root), *after; node; node = after) {
		after = cmark_node_next(node);
		if (cmark_node_get_type(node) != CMARK_NODE_HEADING || next == m->headings.count)
			continue;
		const struct markdown_heading *h = &m->headings.at[next++];
		cmark_node *named = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
		/* The anchor holds only letters and digits of any script and '-': outline.c made it. */
		char open[] = "<h0 id=\"", close[] = "</h0>", tag[TAG];
		open[2] = close[3] = (char)('0' + h->level);
		size_t n = strlen(h->anchor);
		if (n > TAG - sizeof open - 2)
			n = TAG - sizeof open - 2;
		memcpy(tag, open, sizeof open - 1);
		memcpy(tag + sizeof open - 1, h->anchor, n);
		memcpy(tag + sizeof open - 1 + n, "\">", 3);
		cmark_node_set_on_enter(named, tag);
		cmark_node_set_on_exit(named, close);
		for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL; )
			cmark_node_append_child(named, child);
		if (linker && linker->divide)
			divide(node, next - 1, linker);
		cmark_node_replace(node, named);
		cmark_node_free(node);
	}
}

void markdown_rewrite_links(struct scope *sc, cmark_node *root, const struct markdown_linker *linker)
{
	cmark_iter *walk = cmark_iter_new(root);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(node);
		if (ev != CMARK_EVENT_ENTER || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE))
			continue;
		markdown_rewriter *rewrite = type == CMARK_NODE_LINK ? linker->link : linker->picture;
		const char *url = rewrite ? rewrite(sc, linker->context, cmark_node_get_url(node)) : NULL;
		if (url)
			cmark_node_set_url(node, url);
	}
	cmark_iter_free(walk);
}

void markdown_html(struct markdown *m, const struct markdown_linker *linker, struct buf *out)
{
	if (linker)
		markdown_rewrite_links(m->sc, m->root, linker);
	if (m->headings.count)
		name_headings(m, linker);
	char *html = cmark_render_html(m->root, CMARK_OPT_DEFAULT);
	utf8_put_shown(out, html);
	free(html);
}
