/* flow.c: the leaves of both documents in one order.
 *
 * Between two pairs the leaves of each side keep their order, and that
 * is all that must be so; rows are put to the table that goes on, or
 * begins, beside them, so that no table is torn. */
#include "text/markdown/compare_private.h"
#include "text/markdown/flow.h"

struct flowing {
	struct scope *sc;
	struct comparing *c;
	struct markdown_flow *out;
	struct { const struct entry **at; size_t count, cap; } order;
	int tables;                     /* numbers for tables that are written twice */
};

static struct leaf *old_of(const struct flowing *w, const struct entry *e)
{
	return e->a == NOWHERE || e->change == MARKDOWN_MOVED ? NULL : &w->c->a.leaves.at[e->a];
}

static struct leaf *new_of(const struct flowing *w, const struct entry *e)
{
	return e->b == NOWHERE ? NULL : &w->c->b.leaves.at[e->b];
}

/* A container's number: that of the new document where it is in both. */
static int number_of(const struct flowing *w, bool old, size_t container)
{
	size_t partner = old ? w->c->a.containers.at[container].partner : container;
	if (old && partner == NOWHERE)
		return (int)(w->c->b.containers.count + container);
	return (int)partner;
}

static bool is_row(const struct leaf *l) { return l->block == MARKDOWN_TABLE_ROW || l->block == MARKDOWN_HEAD_ROW; }

static int table_of(const struct flowing *w, const struct entry *e)
{
	const struct leaf *x = old_of(w, e), *y = new_of(w, e), *one = y ? y : x;
	return is_row(one) ? number_of(w, !y, one->container) : 0;
}

/* --- words --- */

static unsigned style_of(const struct token *t, const char **target)
{
	unsigned out = 0;
	for (const struct styling *s = t->style; s; s = s->outer)
		switch (cmark_node_get_type(s->node)) {
		case CMARK_NODE_LINK:   *target = cmark_node_get_url(s->node); break;
		case CMARK_NODE_EMPH:   out |= MARKDOWN_EMPHASIS; break;
		case CMARK_NODE_STRONG: out |= MARKDOWN_STRONG; break;
		default: out |= markdown_mark_of(s->node) == MARKDOWN_SUP ? MARKDOWN_RAISED : MARKDOWN_LOWERED; break;
		}
	return out;
}

static struct markdown_run run_of(struct scope *sc, enum markdown_change change, const struct token *t)
{
	struct markdown_run r = { .change = change, .text = scope_copy_bytes(sc, t->text, t->len) };
	r.style = style_of(t, &r.target);
	if (!t->whole)
		return r;
	switch (cmark_node_get_type(t->whole)) {
	case CMARK_NODE_CODE: r.kind = MARKDOWN_RUN_CODE; break;
	case CMARK_NODE_LINEBREAK: r.kind = MARKDOWN_RUN_BREAK; break;
	default:
		r.kind = MARKDOWN_RUN_PICTURE;
		r.target = cmark_node_get_url(t->whole);
	}
	return r;
}

static bool goes_on(const struct markdown_run *a, const struct markdown_run *b)
{
	bool same_target = a->target == b->target || (a->target && b->target && strcmp(a->target, b->target) == 0);
	return a->kind == MARKDOWN_RUN_WORDS && b->kind == a->kind && a->change == b->change && a->style == b->style
	       && same_target;
}

static void put_run(struct scope *sc, struct markdown_runs *out, struct markdown_run r)
{
	struct markdown_run *last = out->count ? &out->at[out->count - 1] : NULL;
	if (last && goes_on(last, &r))
		last->text = scope_printf(sc, "%s%s", last->text, r.text);
	else
		*LIST_ADD(sc, out) = r;
}

/* A blank belongs to the words before it if they stand out as those behind it do, else to none. */
static void put_blank(struct scope *sc, struct markdown_runs *out, enum markdown_change change,
                      const struct token *behind)
{
	const char *target = NULL;
	unsigned style = style_of(behind, &target);
	const struct markdown_run *last = out->count ? &out->at[out->count - 1] : NULL;
	bool inside = last && last->style == style && last->target && target && strcmp(last->target, target) == 0;
	put_run(sc, out, (struct markdown_run){ .change = change, .text = " ", .style = inside ? style : 0,
		.target = inside ? target : NULL });
}

static void put_word(struct scope *sc, struct markdown_runs *out, const struct fate *f, bool blank)
{
	if (blank)
		put_blank(sc, out, f->change, f->token);
	put_run(sc, out, run_of(sc, f->change, f->token));
}

struct stretch { size_t old, new, end; };       /* removed words from old on, added ones from new to end */

static struct stretch stretch_at(const struct fates *f, size_t at, int cell)
{
	struct stretch s = { at, at, at };
	while (s.new < f->count && f->at[s.new].cell == cell && f->at[s.new].change == MARKDOWN_REMOVED)
		s.new++;
	for (s.end = s.new; s.end < f->count && f->at[s.end].cell == cell && f->at[s.end].change == MARKDOWN_ADDED; )
		s.end++;
	return s;
}

/* Do words of this side stand before these, on their line? */
static bool stands_behind(const struct fates *f, size_t at, int cell, enum markdown_change other)
{
	while (at-- > 0 && f->at[at].cell == cell)
		if (f->at[at].change != other)
			return !f->at[at].token->whole
			       || cmark_node_get_type(f->at[at].token->whole) != CMARK_NODE_LINEBREAK;
	return false;
}

/* What came and went between two words, and the blank before the second, which a side has only where words of its own
 * stand before it.  A blank that both begin with is told once, as the same. */
static void put_stretch(struct scope *sc, struct markdown_runs *out, const struct fates *f, const struct stretch *s,
                        int cell)
{
	bool both = s->new > s->old && s->end > s->new && f->at[s->old].blank && f->at[s->new].blank;
	const struct fate *next = s->end < f->count && f->at[s->end].cell == cell ? &f->at[s->end] : NULL;
	bool before = next && next->blank && stands_behind(f, s->end, cell, MARKDOWN_ADDED);
	bool after = next && next->blank && stands_behind(f, s->end, cell, MARKDOWN_REMOVED);
	if (both)
		put_blank(sc, out, MARKDOWN_SAME, f->at[s->old].token);
	for (size_t i = s->old; i < s->new; i++)
		put_word(sc, out, &f->at[i], f->at[i].blank && !(both && i == s->old));
	if (before && !after)
		put_blank(sc, out, MARKDOWN_REMOVED, next->token);
	for (size_t i = s->new; i < s->end; i++)
		put_word(sc, out, &f->at[i], f->at[i].blank && !(both && i == s->new));
	if (after && !before)
		put_blank(sc, out, MARKDOWN_ADDED, next->token);
	if (next)
		put_word(sc, out, next, before && after);
}

static void drop_asides(struct fates *f)
{
	size_t to = 0;
	for (size_t i = 0; i < f->count; i++)
		if (!f->at[i].token->aside)
			f->at[to++] = f->at[i];
	f->count = to;
}

/* The last word of a side, f->count if it has none. */
static size_t last_of(const struct fates *f, enum markdown_change other)
{
	for (size_t i = f->count; i-- > 0; )
		if (f->at[i].change != other)
			return i;
	return f->count;
}

/* The line end behind the last line of code says nothing.  One that is the last on one side only is a line end of the
 * other. */
static void drop_end(struct fates *f, enum markdown_change side, enum markdown_change other)
{
	size_t at = last_of(f, other), last = last_of(f, side);
	if (at == f->count || *f->at[at].token->text != '\n')
		return;
	if (at != last && f->at[at].change == MARKDOWN_SAME) {
		f->at[at].change = other;
		return;
	}
	f->count--;
	memmove(&f->at[at], &f->at[at + 1], (f->count - at) * sizeof *f->at);
}

static void drop_ends(struct fates *f)
{
	size_t old = last_of(f, MARKDOWN_ADDED), new = last_of(f, MARKDOWN_REMOVED);
	drop_end(f, MARKDOWN_REMOVED, MARKDOWN_ADDED);
	if (old != new)
		drop_end(f, MARKDOWN_ADDED, MARKDOWN_REMOVED);
}

/* The words of a cell, from its first; where the next begins. */
static size_t put_cell(struct scope *sc, const struct fates *f, size_t at, int cell, struct markdown_runs *out)
{
	while (at < f->count && f->at[at].cell == cell) {
		struct stretch s = stretch_at(f, at, cell);
		put_stretch(sc, out, f, &s, cell);
		at = s.end + (s.end < f->count && f->at[s.end].cell == cell);
	}
	return at;
}

static void put_words(struct flowing *w, struct leaf *before, struct leaf *after, struct markdown_flow_block *b)
{
	SCOPE(turn);
	struct fates f;
	size_t at = 0;
	markdown_fates(turn, w->c, before, after, &f);
	drop_asides(&f);
	if (b->block == MARKDOWN_CODE)
		drop_ends(&f);
	b->cell_count = f.cells.count ? f.cells.count : 1;
	b->cells = NEWS(w->sc, struct markdown_runs, b->cell_count);
	for (size_t k = 0; k < b->cell_count; k++)
		at = put_cell(w->sc, &f, at, (int)k, &b->cells[k]);
}

/* --- what a block stands as --- */

/* It is the first of its side in this item. */
static bool begins_item(const struct side *s, const struct leaf *l, size_t item)
{
	if (l == s->leaves.at)
		return true;
	for (size_t k = l[-1].container; k; k = s->containers.at[k].parent)
		if (k == item)
			return false;
	return true;
}

static struct markdown_standing standing_of(const struct flowing *w, bool old, const struct leaf *l)
{
	const struct side *s = old ? &w->c->a : &w->c->b;
	struct markdown_standing out = { .level = l->block == MARKDOWN_HEADING
		? cmark_node_get_heading_level(l->node) : 0 };
	for (size_t k = l->container; k; k = s->containers.at[k].parent) {
		cmark_node *node = s->containers.at[k].node;
		out.quotes += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
		if (cmark_node_get_type(node) != CMARK_NODE_ITEM)
			continue;
		if (out.items++ > 0)
			continue;
		cmark_node *list = cmark_node_parent(node);
		out.list = number_of(w, old, s->containers.at[k].parent);
		out.numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
		out.begins = out.numbered ? cmark_node_get_list_start(list) : 0;
		out.first = begins_item(s, l, k);
	}
	return out;
}

bool markdown_stands_alike(const struct markdown_standing *a, const struct markdown_standing *b)
{
	return a->level == b->level && a->quotes == b->quotes && a->items == b->items && a->list == b->list
	       && a->begins == b->begins && a->numbered == b->numbered && a->first == b->first;
}

/* before or after: NULL where it does not stand there. */
static void put_block(struct flowing *w, struct leaf *before, struct leaf *after, int table)
{
	struct markdown_flow_block *b = LIST_ADD(w->sc, w->out);
	*b = (struct markdown_flow_block){ .table = table, .block = (after ? after : before)->block,
		.change = !before ? MARKDOWN_ADDED : !after ? MARKDOWN_REMOVED : MARKDOWN_SAME };
	b->stands = after ? standing_of(w, false, after) : standing_of(w, true, before);
	b->stood = before ? standing_of(w, true, before) : b->stands;
	put_words(w, before, after, b);
}

static bool holds_words(const struct leaf *l)
{
	return l->block == MARKDOWN_PARAGRAPH || l->block == MARKDOWN_HEADING;
}

static void put_entry(struct flowing *w, const struct entry *e, int table)
{
	struct leaf *x = old_of(w, e), *y = new_of(w, e);
	bool one = !x || !y || x->block == y->block || (holds_words(x) && holds_words(y)) || (is_row(x) && is_row(y));
	if (one) {
		put_block(w, x, y, table);
		return;
	}
	put_block(w, x, NULL, is_row(x) ? table : 0);
	put_block(w, NULL, y, is_row(y) ? table : 0);
}

/* --- tables --- */

/* Has a row another number of cells than the one before, or a column that came or went? */
static bool has_other_columns(struct flowing *w, size_t from, size_t to)
{
	SCOPE(turn);
	size_t count = 0;
	for (size_t i = from; i < to; i++) {
		struct leaf *x = old_of(w, w->order.at[i]), *y = new_of(w, w->order.at[i]);
		struct fates f;
		markdown_fates(turn, w->c, x ? x : y, x && y ? y : NULL, &f);
		if (i > from && f.cells.count != count)
			return true;
		count = f.cells.count;
		for (size_t k = 0; x && y && k < f.cells.count; k++)
			if (f.cells.at[k] != '=')
				return true;
	}
	return false;
}

/* A table whose columns are others is written twice: the old one, and the new one. */
static void put_table(struct flowing *w, size_t from, size_t to, int table)
{
	if (!has_other_columns(w, from, to)) {
		for (size_t i = from; i < to; i++)
			put_entry(w, w->order.at[i], table);
		return;
	}
	int new_table = ++w->tables;
	for (size_t i = from; i < to; i++)
		if (old_of(w, w->order.at[i]))
			put_block(w, old_of(w, w->order.at[i]), NULL, table);
	for (size_t i = from; i < to; i++)
		if (new_of(w, w->order.at[i]))
			put_block(w, NULL, new_of(w, w->order.at[i]), new_table);
}

/* --- the order --- */

static bool is_pair(const struct flowing *w, size_t i)
{
	return old_of(w, &w->c->entries.at[i]) && new_of(w, &w->c->entries.at[i]);
}

/* Those of one side in [from, to), which at least so many rows of a table begin or end. */
struct part { struct { size_t *at; size_t count, cap; } of; size_t head, tail; };

static struct part part_of(struct flowing *w, struct scope *turn, size_t from, size_t to, bool old, int above,
                           int below)
{
	struct part p = {0};
	const struct entry *at = w->c->entries.at;
	for (size_t i = from; i < to; i++)
		if ((old_of(w, &at[i]) != NULL) == old)
			*LIST_ADD(turn, &p.of) = i;
	while (above && p.head < p.of.count && table_of(w, &at[p.of.at[p.head]]) == above)
		p.head++;
	p.tail = p.of.count;
	while (below && p.tail > p.head && table_of(w, &at[p.of.at[p.tail - 1]]) == below)
		p.tail--;
	return p;
}

static void take(struct flowing *w, const struct part *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		*LIST_ADD(w->sc, &w->order) = &w->c->entries.at[p->of.at[i]];
}

static void order_gap(struct flowing *w, size_t from, size_t to)
{
	SCOPE(turn);
	const struct entry *at = w->c->entries.at;
	int above = from ? table_of(w, &at[from - 1]) : 0;
	int below = to < w->c->entries.count ? table_of(w, &at[to]) : 0;
	struct part old = part_of(w, turn, from, to, true, above, below);
	struct part new = part_of(w, turn, from, to, false, above, below);
	take(w, &old, 0, old.head);
	take(w, &new, 0, new.head);
	take(w, &old, old.head, old.tail);
	take(w, &new, new.head, new.tail);
	take(w, &old, old.tail, old.of.count);
	take(w, &new, new.tail, new.of.count);
}

static void order_all(struct flowing *w)
{
	for (size_t i = 0, to; i < w->c->entries.count; i = to + 1) {
		for (to = i; to < w->c->entries.count && !is_pair(w, to); )
			to++;
		order_gap(w, i, to);
		if (to < w->c->entries.count)
			*LIST_ADD(w->sc, &w->order) = &w->c->entries.at[to];
	}
}

struct markdown_flow *markdown_flow(struct scope *sc, struct markdown_comparison *comparison)
{
	struct flowing w = { .sc = sc, .c = comparison->inside, .out = NEW(sc, struct markdown_flow) };
	w.tables = (int)(w.c->a.containers.count + w.c->b.containers.count);
	markdown_join_containers(w.c);
	order_all(&w);
	for (size_t i = 0, to; i < w.order.count; i = to) {
		int table = table_of(&w, w.order.at[i]);
		for (to = i + 1; table && to < w.order.count && table_of(&w, w.order.at[to]) == table; )
			to++;
		if (table)
			put_table(&w, i, to, table);
		else
			put_entry(&w, w.order.at[i], 0);
	}
	return w.out;
}
