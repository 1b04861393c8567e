/* weave.c: the new tree with what is gone woven into it, and its HTML.
 *
 * Leaves of the old tree that are gone are put where they stood: into
 * the list, quote or table that was theirs if it is still there, else
 * into a copy of it.  Words of a pair are written anew with marks. */
#include "base/utf8.h"
#include "text/markdown/compare_private.h"

struct weaving { struct comparing *c; struct scope *sc; };

/* --- leaves of the new tree --- */

static void replace(cmark_node *old, cmark_node *new)
{
	cmark_node_replace(old, new);
	cmark_node_free(old);
}

static void adopt_children(cmark_node *to, cmark_node *from)
{
	for (cmark_node *child; (child = cmark_node_first_child(from)) != NULL; )
		cmark_node_append_child(to, child);
}

/* Written anew from its words.  They are written before the old ones go: a word points into them. */
static size_t refill(struct scope *sc, cmark_node *node, const struct fates *f, size_t at, int cell)
{
	cmark_node *words = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
	at = markdown_write_words(sc, f, at, cell, words);
	for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL; )
		cmark_node_free(child);
	adopt_children(node, words);
	cmark_node_free(words);
	return at;
}

static void write_row(struct scope *sc, cmark_node *row, bool head, const struct fates *f)
{
	cmark_node *next = cmark_node_first_child(row);
	size_t at = 0;
	for (size_t k = 0; k < f->cells.count; k++) {
		cmark_node *cell = next;
		if (f->cells.at[k] == '-') {
			cell = head ? markdown_mark_new(CMARK_NODE_CUSTOM_BLOCK,
			                                "<th scope=\"col\" class=\"removed\">", "</th>")
			            : markdown_mark_new(CMARK_NODE_CUSTOM_BLOCK, "<td class=\"removed\">", "</td>");
			if (next)
				cmark_node_insert_before(next, cell);
			else
				cmark_node_append_child(row, cell);
		} else {
			if (f->cells.at[k] == '+')
				cmark_node_set_on_enter(cell, head ? "<th scope=\"col\" class=\"added\">"
				                        : "<td class=\"added\">");
			next = cmark_node_next(cell);
		}
		at = refill(sc, cell, f, at, (int)k);
	}
}

static void take_fates(struct scope *sc, const struct fates *from, bool aside, struct fates *out)
{
	for (size_t i = 0; i < from->count; i++)
		if (from->at[i].token->aside == aside && !(aside && *from->at[i].token->text == '\n'))
			*LIST_ADD(sc, out) = from->at[i];
}

/* Code cannot hold marks; what looks like it can.  Its language is told where it is another one. */
static cmark_node *write_code(struct scope *sc, cmark_node *code, const struct fates *f)
{
	struct fates language = {0}, lines = {0};
	cmark_node *both = markdown_mark_new(CMARK_NODE_CUSTOM_BLOCK, "<div class=\"code\">", "</div>");
	cmark_node *block = markdown_mark_new(CMARK_NODE_CUSTOM_BLOCK, "<pre>", "</pre>");
	cmark_node *inner = markdown_mark_new(CMARK_NODE_CUSTOM_INLINE, "<code>", "</code>");
	bool differs = false;
	take_fates(sc, f, true, &language);
	take_fates(sc, f, false, &lines);
	for (size_t i = 0; i < language.count; i++)
		differs = differs || language.at[i].change != MARKDOWN_SAME;
	if (differs) {
		cmark_node *told = markdown_mark_new(CMARK_NODE_CUSTOM_BLOCK, "<p class=\"language\">", "</p>");
		markdown_write_words(sc, &language, 0, 0, told);
		cmark_node_append_child(both, told);
	}
	markdown_write_words(sc, &lines, 0, 0, inner);
	cmark_node_append_child(block, inner);
	cmark_node_append_child(both, block);
	replace(code, both);
	return both;
}

static bool is_row(const struct leaf *l) { return l->block == MARKDOWN_TABLE_ROW || l->block == MARKDOWN_HEAD_ROW; }

static void write_pair(struct weaving *w, struct leaf *before, struct leaf *after)
{
	SCOPE(turn);
	struct fates f;
	markdown_fates(turn, w->c, before, after, &f);
	if (is_row(after))
		write_row(turn, after->node, after->block == MARKDOWN_HEAD_ROW, &f);
	else if (after->block == MARKDOWN_CODE)
		after->node = write_code(turn, after->node, &f);
	else if (after->block == MARKDOWN_PARAGRAPH || after->block == MARKDOWN_HEADING)
		refill(turn, after->node, &f, 0, 0);
}

/* A whole leaf in a mark: its words, or, where it has none that could hold one, all of it.  row: how its row begins. */
static cmark_node *wrap(struct leaf *l, cmark_node *words, cmark_node *block, const char *row)
{
	cmark_node *used = l->node;
	if (is_row(l)) {
		cmark_node_set_on_enter(l->node, row);
	} else if (l->block == MARKDOWN_CODE || l->block == MARKDOWN_RULE) {
		cmark_node_replace(l->node, block);
		cmark_node_append_child(block, l->node);
		cmark_node_free(words);
		return block;
	} else if (l->block != MARKDOWN_EMPTY) {
		adopt_children(words, l->node);
		cmark_node_append_child(l->node, words);
		cmark_node_free(block);
		return used;
	}
	cmark_node_free(words);
	cmark_node_free(block);
	return used;
}

static cmark_node *inline_mark(const char *enter, const char *exit)
{
	return markdown_mark_new(CMARK_NODE_CUSTOM_INLINE, enter, exit);
}
static cmark_node *block_mark(const char *enter) { return markdown_mark_new(CMARK_NODE_CUSTOM_BLOCK, enter, "</div>"); }

static cmark_node *wrap_added(struct leaf *l)
{
	return wrap(l, inline_mark("<ins>", "</ins>"), block_mark("<div class=\"added\">"),
	            l->block == MARKDOWN_HEAD_ROW ? "<thead><tr class=\"added\">" : "<tr class=\"added\">");
}

static cmark_node *wrap_moved(struct leaf *l)
{
	return wrap(l, inline_mark("<span class=\"moved\">", "</span>"), block_mark("<div class=\"moved\">"),
	            l->block == MARKDOWN_HEAD_ROW ? "<thead><tr class=\"moved\">" : "<tr class=\"moved\">");
}

/* head: it stands as the head of its table; one that was may stand in the body now. */
static cmark_node *wrap_removed(struct leaf *l, bool moved, bool head)
{
	if (moved)
		return wrap(l, inline_mark("<del class=\"left\">", "</del>"),
		            block_mark("<div class=\"removed left\">"),
		            head ? "<thead><tr class=\"removed left\">" : "<tr class=\"removed left\">");
	return wrap(l, inline_mark("<del>", "</del>"), block_mark("<div class=\"removed\">"),
	            head ? "<thead><tr class=\"removed\">" : "<tr class=\"removed\">");
}

/* --- where the old ones go --- */

/* Containers of leaves that did not move are the same, as far out as their kinds are. */
void markdown_join_containers(struct comparing *c)
{
	for (size_t i = 0; i < c->entries.count; i++) {
		const struct entry *e = &c->entries.at[i];
		if (e->a == NOWHERE || e->b == NOWHERE || e->change == MARKDOWN_MOVED)
			continue;
		size_t a = c->a.leaves.at[e->a].container, b = c->b.leaves.at[e->b].container;
		if (c->a.containers.at[a].place != c->b.containers.at[b].place)
			continue;
		while (c->a.containers.at[a].partner == NOWHERE && c->b.containers.at[b].partner == NOWHERE) {
			c->a.containers.at[a].partner = b;
			c->b.containers.at[b].partner = a;
			a = c->a.containers.at[a].parent;
			b = c->b.containers.at[b].parent;
		}
	}
}

/* The child was put in last, in its container and in those around it. */
static void pass(struct side *s, size_t container, cmark_node *child)
{
	for (;; child = s->containers.at[container].node, container = s->containers.at[container].parent) {
		s->containers.at[container].last = child;
		if (container == 0)
			return;
	}
}

static void put_into(struct side *s, size_t container, cmark_node *node)
{
	struct container *k = &s->containers.at[container];
	cmark_node *first = cmark_node_first_child(k->node);
	if (k->last)
		cmark_node_insert_after(k->last, node);
	else if (first && markdown_mark_of(first) == MARKDOWN_ROW)
		cmark_node_insert_after(first, node);   /* a table's head stays its first row */
	else
		cmark_node_prepend_child(k->node, node);
	pass(s, container, node);
}

static cmark_node *copy_container(cmark_node *from)
{
	cmark_node *node = cmark_node_new(cmark_node_get_type(from));
	if (cmark_node_get_type(from) == CMARK_NODE_LIST) {
		cmark_node_set_list_type(node, cmark_node_get_list_type(from));
		cmark_node_set_list_start(node, cmark_node_get_list_start(from));
		cmark_node_set_list_delim(node, cmark_node_get_list_delim(from));
		cmark_node_set_list_tight(node, cmark_node_get_list_tight(from));
	} else if (cmark_node_get_type(from) == CMARK_NODE_CUSTOM_BLOCK) {
		cmark_node_set_on_enter(node, cmark_node_get_on_enter(from));
		cmark_node_set_on_exit(node, cmark_node_get_on_exit(from));
	}
	return node;
}

/* The new tree's place for a container of the old one, copied where it is gone. */
static size_t place_for(struct weaving *w, size_t container)
{
	struct comparing *c = w->c;
	struct { size_t *at; size_t count, cap; } missing = {0};
	for (; c->a.containers.at[container].partner == NOWHERE; container = c->a.containers.at[container].parent)
		*LIST_ADD(w->sc, &missing) = container;
	size_t place = c->a.containers.at[container].partner;
	while (missing.count > 0) {
		struct container *old = &c->a.containers.at[missing.at[--missing.count]];
		cmark_node *node = copy_container(old->node);
		put_into(&c->b, place, node);
		*LIST_ADD(c->sc, &c->b.containers) = (struct container){ .node = node, .parent = place,
			.partner = missing.at[missing.count] };
		old->partner = place = c->b.containers.count - 1;
	}
	return place;
}

static void put_back(struct weaving *w, struct leaf *l, bool moved)
{
	size_t place = place_for(w, l->container);
	if (l->block == MARKDOWN_EMPTY)
		return;
	cmark_node_unlink(l->node);
	bool first = cmark_node_first_child(w->c->b.containers.at[place].node) == NULL;
	if (l->block == MARKDOWN_HEAD_ROW && !first)    /* the table has a head already */
		cmark_node_set_on_exit(l->node, "</tr>");
	put_into(&w->c->b, place, l->node);
	cmark_node *used = wrap_removed(l, moved, l->block == MARKDOWN_HEAD_ROW && first);
	if (l->block == MARKDOWN_TABLE_ROW && first)    /* its head is in another table now */
		cmark_node_set_on_enter(l->node, scope_printf(w->sc, "<tbody>%s", cmark_node_get_on_enter(l->node)));
	if (used != l->node)
		pass(&w->c->b, place, used);
}

static void weave(struct weaving *w, const struct entry *e)
{
	struct comparing *c = w->c;
	if (e->b == NOWHERE) {
		put_back(w, &c->a.leaves.at[e->a], e->change == MARKDOWN_LEFT);
		return;
	}
	struct leaf *l = &c->b.leaves.at[e->b];
	cmark_node *used = l->node;
	if (e->change == MARKDOWN_ADDED) {
		used = wrap_added(l);
	} else if (e->change != MARKDOWN_SAME) {
		write_pair(w, &c->a.leaves.at[e->a], l);
		used = e->change == MARKDOWN_MOVED ? wrap_moved(l) : l->node;
	}
	bool own = l->block == MARKDOWN_EMPTY;  /* an empty item or quote is its own container */
	pass(&c->b, own ? c->b.containers.at[l->container].parent : l->container, used);
}

static void free_root(void *root) { cmark_node_free(root); }

/* Blocks of the top level in which something differs are numbered from 1, in their order; their user data is the
 * number. */
static void number_touched(struct markdown_comparison *comparison, cmark_node *top, cmark_node *const *homes)
{
	const struct comparing *c = comparison->inside;
	*LIST_ADD(c->sc, &comparison->groups) = (struct markdown_group){ 0, 0 };
	for (cmark_node *child = cmark_node_first_child(top); child; child = cmark_node_next(child))
		cmark_node_set_user_data(child, NULL);
	for (size_t i = 0; i < c->entries.count; i++)
		if (c->entries.at[i].change != MARKDOWN_SAME)
			cmark_node_set_user_data(homes[i], (void *)1);
	for (cmark_node *child = cmark_node_first_child(top); child; child = cmark_node_next(child))
		if (cmark_node_get_user_data(child)) {
			cmark_node_set_user_data(child, (void *)(intptr_t)comparison->groups.count);
			*LIST_ADD(c->sc, &comparison->groups) = (struct markdown_group){ 0, 0 };
		}
}

static void fill_groups(struct markdown_comparison *comparison, cmark_node *const *homes)
{
	for (size_t i = 0; i < comparison->blocks.count; i++) {
		struct markdown_compared *k = &comparison->blocks.at[i];
		k->group = (size_t)(intptr_t)cmark_node_get_user_data(homes[i]);
		struct markdown_group *g = &comparison->groups.at[k->group];
		if (k->change == MARKDOWN_SAME)
			continue;
		if (!g->before)
			g->before = k->before;
		if (!g->after)
			g->after = k->after;
	}
}

static void put_blocks(cmark_node *top, const char *prefix, const struct markdown_linker *linker, struct buf *out)
{
	for (cmark_node *child = cmark_node_first_child(top); child; child = cmark_node_next(child)) {
		size_t number = (size_t)(intptr_t)cmark_node_get_user_data(child);
		char *html = cmark_render_html(child, CMARK_OPT_DEFAULT);
		if (number)
			buf_printf(out, "<div class=\"piece touched\" id=\"%s-%zu\">\n", prefix, number);
		else
			buf_text(out, "<div class=\"piece\">\n");
		utf8_put_shown(out, html);
		if (number && linker && linker->behind)
			linker->behind(linker->context, number, MARKDOWN_BOTH, out);
		buf_text(out, "</div>\n");
		free(html);
	}
}

static cmark_node *weave_all(struct scope *turn, struct markdown_comparison *comparison,
                             const struct markdown_linker *linker)
{
	struct comparing *c = comparison->inside;
	struct weaving w = { c, turn };
	struct container *root = &c->b.containers.at[0];
	/* by entry: the block of the top level it is in */
	cmark_node **homes = NEWS(turn, cmark_node *, c->entries.count + 1);
	if (!root->node) {
		root->node = cmark_node_new(CMARK_NODE_DOCUMENT);
		scope_defer(turn, free_root, root->node);
	}
	markdown_join_containers(c);
	for (size_t i = 0; i < c->entries.count; i++) {
		weave(&w, &c->entries.at[i]);
		homes[i] = c->b.containers.at[0].last;
	}
	cmark_node *top = c->b.containers.at[0].node;
	if (linker)
		markdown_rewrite_links(c->sc, top, linker);
	number_touched(comparison, top, homes);
	fill_groups(comparison, homes);
	return top;
}

void markdown_compare_html(struct markdown_comparison *comparison, const char *prefix,
                           const struct markdown_linker *linker, struct buf *out)
{
	SCOPE(turn);
	put_blocks(weave_all(turn, comparison, linker), prefix, linker, out);
}

void markdown_compare_sides(struct markdown_comparison *comparison, const char *prefix,
                            const struct markdown_linker *linker, const struct markdown_sides *with, struct buf *out)
{
	SCOPE(turn);
	markdown_put_sides(weave_all(turn, comparison, linker), prefix, linker, with, out);
}
