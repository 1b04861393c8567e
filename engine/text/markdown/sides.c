/* sides.c: the woven tree as two columns: what is new is taken out of one, what is gone out of the other. */
#include "base/list.h"
#include "base/utf8.h"
#include "text/markdown/compare_private.h"

struct taken { cmark_node *node, *parent, *next; };
struct takens { struct taken *at; size_t count, cap; };

static const char *mark_of(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	bool custom = type == CMARK_NODE_CUSTOM_BLOCK || type == CMARK_NODE_CUSTOM_INLINE;
	const char *enter = custom ? cmark_node_get_on_enter(node) : NULL;
	return enter ? enter : "";
}

/* Words, rows, cells or blocks that do not stand on this side. */
static bool is_of_other(const char *mark, bool old)
{
	if (old)
		return strncmp(mark, "<ins>", 5) == 0 || strstr(mark, "class=\"added\"") || strstr(mark,
			"class=\"moved\"");
	return strncmp(mark, "<del", 4) == 0 || strstr(mark, "class=\"removed");
}

/* A row that opens the head or the body of its table stays, empty. */
static bool holds_table(const char *mark)
{
	return strncmp(mark, "<thead>", 7) == 0 || strncmp(mark, "<tbody>", 7) == 0;
}

static void take(struct scope *sc, struct takens *out, cmark_node *node)
{
	*LIST_ADD(sc, out) = (struct taken){ node, cmark_node_parent(node), cmark_node_next(node) };
	cmark_node_unlink(node);
}

/* A table without a cell. */
static bool is_bare_table(cmark_node *node, const char *mark)
{
	cmark_node *row = cmark_node_first_child(node);
	while (row && !cmark_node_first_child(row))
		row = cmark_node_next(row);
	return !row && strstr(mark, "<table");
}

/* It held something, and nothing of it is left. */
static bool is_emptied(const struct takens *t, cmark_node *node, const char *mark)
{
	if (is_bare_table(node, mark))
		return true;
	return !cmark_node_first_child(node) && t->count && t->at[t->count - 1].parent == node
		&& strncmp(mark, "<t", 2) != 0;
}

static void take_other(struct scope *sc, cmark_node *top, bool old, struct takens *out)
{
	cmark_iter *walk = cmark_iter_new(top);
	for (cmark_event_type ev; (ev = cmark_iter_next(walk)) != CMARK_EVENT_DONE; ) {
		cmark_node *node = cmark_iter_get_node(walk);
		const char *mark = mark_of(node);
		if (ev != CMARK_EVENT_EXIT || node == top)      /* leaves of other words stand in a mark */
			continue;
		if (is_of_other(mark, old) && holds_table(mark))
			while (cmark_node_first_child(node))
				take(sc, out, cmark_node_first_child(node));
		else if (is_of_other(mark, old) || is_emptied(out, node, mark))
			take(sc, out, node);
	}
	cmark_iter_free(walk);
}

static void put_back(const struct takens *t)
{
	for (size_t i = t->count; i-- > 0; ) {
		const struct taken *k = &t->at[i];
		if (k->next)
			cmark_node_insert_before(k->next, k->node);
		else
			cmark_node_append_child(k->parent, k->node);
	}
}

static bool is_bare(const struct takens *t, cmark_node *top, const char *mark, bool old)
{
	return is_of_other(mark, old) || is_emptied(t, top, mark);
}

static void put_side(cmark_node *top, bool old, struct buf *out)
{
	SCOPE(turn);
	struct takens taken = {0};
	take_other(turn, top, old, &taken);
	if (!is_bare(&taken, top, mark_of(top), old)) {
		char *html = cmark_render_html(top, CMARK_OPT_DEFAULT);
		utf8_put_shown(out, html);
		free(html);
	}
	put_back(&taken);
}

static size_t number_of(cmark_node *top) { return (size_t)(intptr_t)cmark_node_get_user_data(top); }

static cmark_node *put_same(cmark_node *first, const struct markdown_sides *with, struct buf *out)
{
	size_t count = 0;
	cmark_node *end = first;
	for (; end && !number_of(end); end = cmark_node_next(end))
		count++;
	buf_text(out, "<details class=\"same\"><summary>");
	with->unchanged(with->context, count, out);
	buf_text(out, "</summary>\n");
	for (; first != end; first = cmark_node_next(first)) {
		char *html = cmark_render_html(first, CMARK_OPT_DEFAULT);
		utf8_put_shown(out, html);
		free(html);
	}
	buf_text(out, "</details>\n");
	return end;
}

static void put_behind(const struct markdown_linker *linker, size_t number, enum markdown_side side, struct buf *out)
{
	if (linker && linker->behind)
		linker->behind(linker->context, number, side, out);
}

void markdown_put_sides(cmark_node *top, const char *prefix, const struct markdown_linker *linker,
                        const struct markdown_sides *with, struct buf *out)
{
	for (cmark_node *child = cmark_node_first_child(top); child; ) {
		if (!number_of(child)) {
			child = put_same(child, with, out);
			continue;
		}
		buf_printf(out, "<div class=\"piece touched\" id=\"%s-%zu\"><div class=\"pair\"><div class=\"old\">\n",
		           prefix, number_of(child));
		put_side(child, true, out);
		put_behind(linker, number_of(child), MARKDOWN_OLD, out);
		buf_text(out, "</div><div class=\"new\">\n");
		put_side(child, false, out);
		put_behind(linker, number_of(child), MARKDOWN_NEW, out);
		buf_text(out, "</div></div></div>\n");
		child = cmark_node_next(child);
	}
}
