/* weave.c: the new tree with what is gone woven into it, and its HTML.
 *
 * Leaves of the old tree that are gone are put where they stood: into
 * the list, quote or table that was theirs if it is still there, else
 * into a copy of it.  Words of a pair are written anew with marks. */
#include "text/markdown/comparing.h"

struct weaving { struct comparing *c; struct scope *sc; };

static cmark_node *mark(cmark_node_type type, const char *enter, const char *leave)
{
	cmark_node *node = cmark_node_new(type);
	cmark_node_set_on_enter(node, enter);
	cmark_node_set_on_exit(node, leave);
	return node;
}

static cmark_node *copy_link(cmark_node *from)
{
	cmark_node *node = cmark_node_new(cmark_node_get_type(from));
	if (cmark_node_get_type(from) == CMARK_NODE_LINK || cmark_node_get_type(from) == CMARK_NODE_IMAGE) {
		cmark_node_set_url(node, cmark_node_get_url(from));
		cmark_node_set_title(node, cmark_node_get_title(from));
	}
	return node;
}

static cmark_node *text_node(const char *text)
{
	cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node_set_literal(node, text);
	return node;
}

/* --- words --- */

struct open { const struct styling *style; cmark_node *node; };
struct writing { struct scope *sc; cmark_node *top; struct { struct open *at; size_t count, cap; } stack; };

static cmark_node *current(const struct writing *w) { return w->stack.count ? w->stack.at[w->stack.count - 1].node : w->top; }

static bool lies_in(const struct styling *inner, const struct styling *outer)
{
	while (inner && inner->depth > outer->depth)
		inner = inner->outer;
	return inner == outer;
}

/* Leave the emphasis and links that the next word does not stand in; then enter those it stands in. */
static void leave_to(struct writing *w, const struct styling *style)
{
	while (w->stack.count && !lies_in(style, w->stack.at[w->stack.count - 1].style))
		w->stack.count--;
}

static void enter_to(struct writing *w, const struct styling *style)
{
	size_t from = w->stack.count, to = style ? (size_t)style->depth : 0;
	while (w->stack.count < to)
		LIST_ADD(w->sc, &w->stack);
	for (size_t i = to; i-- > from; style = style->outer)
		w->stack.at[i].style = style;
	for (size_t i = from; i < to; i++) {
		cmark_node *node = copy_link(w->stack.at[i].style->node);
		cmark_node_append_child(i ? w->stack.at[i - 1].node : w->top, node);
		w->stack.at[i].node = node;
	}
}

/* The old emphasis that is not open already, within a mark. */
static cmark_node *enter_old(struct writing *w, cmark_node *within, const struct styling *style)
{
	cmark_node *inner = NULL, *outer = NULL;
	for (; style; style = style->outer) {
		size_t at = (size_t)style->depth;
		if (at <= w->stack.count && w->stack.at[at - 1].style->symbol == style->symbol)
			break;
		cmark_node *node = copy_link(style->node);
		if (outer)
			cmark_node_append_child(node, outer);
		outer = node;
		inner = inner ? inner : node;
	}
	if (outer)
		cmark_node_append_child(within, outer);
	return inner ? inner : within;
}

static cmark_node *write_group(struct scope *sc, const struct fate *f, size_t count)
{
	cmark_node *whole = f->token->whole, *node;
	if (whole && cmark_node_get_type(whole) == CMARK_NODE_LINEBREAK)
		return cmark_node_new(CMARK_NODE_LINEBREAK);
	if (whole && cmark_node_get_type(whole) == CMARK_NODE_CODE) {
		node = cmark_node_new(CMARK_NODE_CODE);
		cmark_node_set_literal(node, scope_copy_bytes(sc, f->token->text, f->token->len));
		return node;
	}
	if (whole) {
		node = copy_link(whole);
		cmark_node_append_child(node, text_node(scope_copy_bytes(sc, f->token->text, f->token->len)));
		return node;
	}
	struct buf *text = buf_new(sc);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && f[i].blank)
			buf_char(text, ' ');
		buf_put(text, f[i].token->text, f[i].token->len);
	}
	return text_node(text->at);
}

/* The next word of the cell on the side where a change of this kind does not stand, or NULL. */
static const struct fate *next_without(const struct fates *f, size_t from, int cell, enum markdown_change change)
{
	for (size_t i = from; i < f->count && f->at[i].cell == cell; i++)
		if (f->at[i].change != change)
			return &f->at[i];
	return NULL;
}

/* A blank before marked words stands outside their mark: a line under it would look like a word.  Inside, where the
 * other side would be left with a blank of its own before a comma. */
static bool keeps_blank(const struct fate *f, const struct fate *next)
{
	return f->blank && f->change != MARKDOWN_SAME && next && !next->blank;
}

/* Old words and the new ones in their place have one blank before them all. */
static bool shares_blank(const struct fates *f, size_t at)
{
	size_t old = at;
	if (f->at[at].change != MARKDOWN_ADDED || !f->at[at].blank || at == 0 || f->at[at - 1].change != MARKDOWN_REMOVED)
		return false;
	while (old > 0 && f->at[old - 1].change == MARKDOWN_REMOVED && f->at[old - 1].cell == f->at[at].cell)
		old--;
	return old < at && f->at[old].blank;
}

static cmark_node *open_mark(cmark_node *into, const char *enter, const char *leave)
{
	cmark_node *last = cmark_node_last_child(into);
	if (last && cmark_node_get_type(last) == CMARK_NODE_CUSTOM_INLINE && strcmp(cmark_node_get_on_enter(last), enter) == 0)
		return last;
	cmark_node_append_child(into, mark(CMARK_NODE_CUSTOM_INLINE, enter, leave));
	return cmark_node_last_child(into);
}

/* The words of one cell, from its first; returns where the next begins. */
static size_t write_words(struct scope *sc, const struct fates *f, size_t at, int cell, cmark_node *top)
{
	struct writing w = { .sc = sc, .top = top };
	while (at < f->count && f->at[at].cell == cell) {
		const struct fate *first = &f->at[at];
		size_t n = 1;
		while (at + n < f->count && markdown_go_together(&f->at[at + n - 1], &f->at[at + n]))
			n++;
		const struct fate *next = next_without(f, at + n, cell, first->change);
		bool kept = keeps_blank(first, next);
		cmark_node *into;
		if (first->change == MARKDOWN_REMOVED) {
			if (next)
				leave_to(&w, next->token->style);
			if (first->blank && !kept)
				cmark_node_append_child(current(&w), text_node(" "));
			into = open_mark(current(&w), "<del>", "</del>");
			if (kept)
				cmark_node_append_child(into, text_node(" "));
			into = enter_old(&w, into, first->token->style);
		} else {
			leave_to(&w, first->token->style);
			if (first->blank && !shares_blank(f, at))
				cmark_node_append_child(kept ? open_mark(current(&w), "<ins>", "</ins>") : current(&w), text_node(" "));
			enter_to(&w, first->token->style);
			into = current(&w);
			if (first->change == MARKDOWN_ADDED)
				into = open_mark(into, "<ins>", "</ins>");
		}
		cmark_node_append_child(into, write_group(sc, first, n));
		at += n;
	}
	return at;
}

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
	at = write_words(sc, f, at, cell, words);
	for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL; )
		cmark_node_free(child);
	adopt_children(node, words);
	cmark_node_free(words);
	return at;
}

static void write_row(struct scope *sc, cmark_node *row, const struct fates *f)
{
	bool head = strstr(cmark_node_get_on_enter(row), "<thead>") != NULL;
	cmark_node *next = cmark_node_first_child(row);
	size_t at = 0;
	for (size_t k = 0; k < f->cells.count; k++) {
		cmark_node *cell = next;
		if (f->cells.at[k] == '-') {
			cell = head ? mark(CMARK_NODE_CUSTOM_BLOCK, "<th scope=\"col\" class=\"removed\">", "</th>")
			            : mark(CMARK_NODE_CUSTOM_BLOCK, "<td class=\"removed\">", "</td>");
			if (next)
				cmark_node_insert_before(next, cell);
			else
				cmark_node_append_child(row, cell);
		} else {
			if (f->cells.at[k] == '+')
				cmark_node_set_on_enter(cell, head ? "<th scope=\"col\" class=\"added\">" : "<td class=\"added\">");
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
	cmark_node *both = mark(CMARK_NODE_CUSTOM_BLOCK, "<div class=\"code\">", "</div>");
	cmark_node *block = mark(CMARK_NODE_CUSTOM_BLOCK, "<pre>", "</pre>");
	cmark_node *inner = mark(CMARK_NODE_CUSTOM_INLINE, "<code>", "</code>");
	bool differs = false;
	take_fates(sc, f, true, &language);
	take_fates(sc, f, false, &lines);
	for (size_t i = 0; i < language.count; i++)
		differs = differs || language.at[i].change != MARKDOWN_SAME;
	if (differs) {
		cmark_node *told = mark(CMARK_NODE_CUSTOM_BLOCK, "<p class=\"language\">", "</p>");
		write_words(sc, &language, 0, 0, told);
		cmark_node_append_child(both, told);
	}
	write_words(sc, &lines, 0, 0, inner);
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
		write_row(turn, after->node, &f);
	else if (after->block == MARKDOWN_CODE)
		after->node = write_code(turn, after->node, &f);
	else if (after->block == MARKDOWN_PARAGRAPH || after->block == MARKDOWN_HEADING)
		refill(turn, after->node, &f, 0, 0);
}

/* A whole leaf in a mark: its words, or, where it has none that could hold one, all of it. */
static cmark_node *wrap(struct leaf *l, cmark_node *words, cmark_node *block, const char *row, const char *head)
{
	cmark_node *used = l->node;
	if (is_row(l)) {
		cmark_node_set_on_enter(l->node, strstr(cmark_node_get_on_enter(l->node), "<thead>") ? head : row);
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

static cmark_node *wrap_added(struct leaf *l)
{
	return wrap(l, mark(CMARK_NODE_CUSTOM_INLINE, "<ins>", "</ins>"), mark(CMARK_NODE_CUSTOM_BLOCK, "<div class=\"added\">", "</div>"),
	            "<tr class=\"added\">", "<thead><tr class=\"added\">");
}

static cmark_node *wrap_moved(struct leaf *l)
{
	return wrap(l, mark(CMARK_NODE_CUSTOM_INLINE, "<span class=\"moved\">", "</span>"),
	            mark(CMARK_NODE_CUSTOM_BLOCK, "<div class=\"moved\">", "</div>"), "<tr class=\"moved\">", "<thead><tr class=\"moved\">");
}

static cmark_node *wrap_removed(struct leaf *l, bool moved)
{
	if (moved)
		return wrap(l, mark(CMARK_NODE_CUSTOM_INLINE, "<del class=\"left\">", "</del>"),
		            mark(CMARK_NODE_CUSTOM_BLOCK, "<div class=\"removed left\">", "</div>"), "<tr class=\"removed left\">",
		            "<thead><tr class=\"removed left\">");
	return wrap(l, mark(CMARK_NODE_CUSTOM_INLINE, "<del>", "</del>"), mark(CMARK_NODE_CUSTOM_BLOCK, "<div class=\"removed\">", "</div>"),
	            "<tr class=\"removed\">", "<thead><tr class=\"removed\">");
}

/* --- where the old ones go --- */

/* Containers of leaves that did not move are the same, as far out as their kinds are. */
static void join_containers(struct comparing *c)
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
		*LIST_ADD(c->sc, &c->b.containers) = (struct container){ .node = node, .parent = place, .partner = missing.at[missing.count] };
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
	if (l->block == MARKDOWN_HEAD_ROW && !first) {
		cmark_node_set_on_enter(l->node, "<tr>");       /* the table has a head already */
		cmark_node_set_on_exit(l->node, "</tr>");
	}
	put_into(&w->c->b, place, l->node);
	cmark_node *used = wrap_removed(l, moved);
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

/* Blocks of the top level in which something differs are numbered from 1, in their order; their user data is the number. */
static void number_touched(struct markdown_comparison *comparison, cmark_node *top, cmark_node *const *homes)
{
	const struct comparing *c = comparison->inside;
	intptr_t count = 0;
	for (cmark_node *child = cmark_node_first_child(top); child; child = cmark_node_next(child))
		cmark_node_set_user_data(child, NULL);
	for (size_t i = 0; i < c->entries.count; i++)
		if (c->entries.at[i].change != MARKDOWN_SAME)
			cmark_node_set_user_data(homes[i], (void *)1);
	for (cmark_node *child = cmark_node_first_child(top); child; child = cmark_node_next(child))
		if (cmark_node_get_user_data(child))
			cmark_node_set_user_data(child, (void *)++count);
	for (size_t i = 0; i < c->entries.count; i++)
		comparison->blocks.at[i].group = (size_t)(intptr_t)cmark_node_get_user_data(homes[i]);
}

static void put_blocks(cmark_node *top, const char *prefix, struct buf *out)
{
	for (cmark_node *child = cmark_node_first_child(top); child; child = cmark_node_next(child)) {
		size_t number = (size_t)(intptr_t)cmark_node_get_user_data(child);
		char *html = cmark_render_html(child, CMARK_OPT_DEFAULT);
		if (number)
			buf_printf(out, "<div class=\"piece touched\" id=\"%s-%zu\">\n", prefix, number);
		else
			buf_text(out, "<div class=\"piece\">\n");
		buf_text(out, html);
		buf_text(out, "</div>\n");
		free(html);
	}
}

void markdown_compare_html(struct markdown_comparison *comparison, const char *prefix, const struct markdown_linker *linker,
                           struct buf *out)
{
	SCOPE(turn);
	struct comparing *c = comparison->inside;
	struct weaving w = { c, turn };
	struct container *root = &c->b.containers.at[0];
	cmark_node **homes = NEWS(turn, cmark_node *, c->entries.count + 1);    /* by entry: the block of the top level it is in */
	if (!root->node) {
		root->node = cmark_node_new(CMARK_NODE_DOCUMENT);
		scope_defer(turn, free_root, root->node);
	}
	join_containers(c);
	for (size_t i = 0; i < c->entries.count; i++) {
		weave(&w, &c->entries.at[i]);
		homes[i] = c->b.containers.at[0].last;
	}
	cmark_node *top = c->b.containers.at[0].node;
	if (linker)
		markdown_rewrite_links(c->sc, top, linker);
	number_touched(comparison, top, homes);
	put_blocks(top, prefix, out);
}
