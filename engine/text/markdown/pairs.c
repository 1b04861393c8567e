/* pairs.c: which leaf was which.
 *
 * Headings are paired first, by the number they begin with or else by
 * their words: a reader's own idea of what stands where.  Between two
 * headings, leaves that are the same in the same place are paired (text/
 * diff.h), then, where much is left, those that begin or end with the
 * same words, then what is most alike.  A leaf left over on both sides
 * with the same words has moved. */
#include "text/markdown/compare_private.h"

enum {
	PAIRS_LOOKED_AT = 40000,        /* of leaves, for their likeness, in one gap */
	WORDS_LOOKED_AT = 8000000,      /* in one gap; with more, only its beginnings and ends are looked at */
	FIRST_WORDS = 5                 /* that are enough to know a leaf by in a large gap */
};

struct gap { size_t a, a_end, b, b_end; };
enum step { BY_NAME, BY_ALL, BY_BEGINNING, BY_END, BY_LIKENESS };

static void join(struct comparing *c, size_t a, size_t b, bool moved)
{
	c->a.leaves.at[a].partner = b;
	c->b.leaves.at[b].partner = a;
	c->a.leaves.at[a].moved = c->b.leaves.at[b].moved = moved;
}

/* --- likeness --- */

static bool are_comparable(const struct leaf *a, const struct leaf *b) { return a->block == b->block; }

static bool same_first_cell(const struct leaf *a, const struct leaf *b)
{
	if (a->block != MARKDOWN_TABLE_ROW || a->cell_count < 2 || b->cell_count < 2)
		return false;
	const struct tokens *x = &a->cells[0], *y = &b->cells[0];
	if (x->count == 0 || x->count != y->count)
		return false;
	for (size_t i = 0; i < x->count; i++)
		if (x->at[i].symbol != y->at[i].symbol)
			return false;
	return true;
}

/* 0 to 1: the share of the words they have in common (Dice's coefficient). */
static double likeness(struct comparing *c, struct leaf *a, struct leaf *b)
{
	size_t i = 0, k = 0, same = 0;
	if (!are_comparable(a, b))
		return 0;
	markdown_cut_leaf(c, a);
	markdown_cut_leaf(c, b);
	if (a->content == b->content)
		return 1;
	while (i < a->word_count && k < b->word_count) {
		if (a->words[i] == b->words[k]) {
			same++;
			i++;
			k++;
		} else if (a->words[i] < b->words[k]) {
			i++;
		} else {
			k++;
		}
	}
	double share = a->word_count + b->word_count ? 2.0 * (double)same / (double)(a->word_count + b->word_count) : 0;
	return share < 0.6 && same_first_cell(a, b) ? 0.6 : share;
}

static double enough(const struct leaf *leaf, bool alone)
{
	return leaf->block == MARKDOWN_HEAD_ROW ? 0.15 : alone ? 0.2 : 0.4;
}

static size_t words_in(struct comparing *c, struct side *s, size_t from, size_t to)
{
	size_t total = 0;
	for (size_t i = from; i < to; i++) {
		markdown_cut_leaf(c, &s->leaves.at[i]);
		total += s->leaves.at[i].word_count + 1;
	}
	return total;
}

/* The pairs, in order, with the greatest likeness together. */
static void pair_by_likeness(struct comparing *c, struct gap g)
{
	SCOPE(turn);
	size_t n = g.a_end - g.a, m = g.b_end - g.b;
	if (n * m > PAIRS_LOOKED_AT || words_in(c, &c->a, g.a, g.a_end) * m + words_in(c, &c->b, g.b, g.b_end) * n
	    > WORDS_LOOKED_AT)
		return;
	double *best = NEWS(turn, double, (n + 1) * (m + 1)), *like = NEWS(turn, double, n * m);
	for (size_t i = n; i-- > 0; )
		for (size_t k = m; k-- > 0; ) {
			struct leaf *a = &c->a.leaves.at[g.a + i], *b = &c->b.leaves.at[g.b + k];
			double *cell = &best[i * (m + 1) + k], share = likeness(c, a, b);
			like[i * m + k] = share >= enough(a, n == 1 && m == 1) ? share : 0;
			*cell = cell[1] > cell[m + 1] ? cell[1] : cell[m + 1];
			if (like[i * m + k] > 0 && cell[m + 2] + like[i * m + k] > *cell)
				*cell = cell[m + 2] + like[i * m + k];
		}
	for (size_t i = 0, k = 0; i < n && k < m; ) {
		double *cell = &best[i * (m + 1) + k];
		if (like[i * m + k] > 0 && *cell <= cell[m + 2] + like[i * m + k])
			join(c, g.a + i++, g.b + k++, false);
		else if (*cell <= cell[m + 1])
			i++;
		else
			k++;
	}
}

/* --- by a symbol of their own --- */

static uint32_t own_symbol(struct comparing *c, struct leaf *leaf, enum step step)
{
	SCOPE(turn);
	if (step <= BY_ALL)
		return step == BY_ALL ? leaf->symbol : leaf->name;
	markdown_cut_leaf(c, leaf);
	if (leaf->cell_count == 0 || leaf->block == MARKDOWN_RULE || leaf->block == MARKDOWN_EMPTY)
		return 0;
	struct buf *key = buf_new(turn);
	const struct tokens *t = &leaf->cells[step == BY_END ? leaf->cell_count - 1 : 0];
	if (t->count < FIRST_WORDS && leaf->cell_count == 1)
		return 0;
	buf_printf(key, "step %d %d", (int)step, (int)leaf->block);
	for (size_t i = 0; i < FIRST_WORDS && i < t->count; i++)
		buf_printf(key, " %u", t->at[step == BY_END ? t->count - 1 - i : i].symbol);
	return diff_intern(c->names, scope_copy_bytes(c->sc, key->at, key->len), key->len);
}

struct signs { uint32_t *symbols; size_t *where, count; };

static struct signs list_signs(struct scope *sc, struct comparing *c, struct side *s, size_t from, size_t to,
                               enum step step)
{
	struct signs out = { NEWS(sc, uint32_t, to - from + 1), NEWS(sc, size_t, to - from + 1), 0 };
	for (size_t i = from; i < to; i++) {
		uint32_t symbol = own_symbol(c, &s->leaves.at[i], step);
		if (symbol) {
			out.symbols[out.count] = symbol;
			out.where[out.count++] = i;
		}
	}
	return out;
}

static void pair_gap(struct comparing *c, struct gap g, enum step step)
{
	if (g.a == g.a_end || g.b == g.b_end)
		return;
	if (step > BY_ALL && (g.a_end - g.a) * (g.b_end - g.b) <= PAIRS_LOOKED_AT)
		step = BY_LIKENESS;
	if (step == BY_LIKENESS) {
		pair_by_likeness(c, g);
		return;
	}
	SCOPE(turn);
	struct signs a = list_signs(turn, c, &c->a, g.a, g.a_end, step), b = list_signs(turn, c, &c->b, g.b, g.b_end,
		step);
	struct diff_runs runs = {0};
	if (a.count && b.count)
		diff_align(turn, a.symbols, a.count, b.symbols, b.count, &runs);
	struct gap rest = g;
	for (size_t r = 0; r < runs.count; r++)
		for (size_t k = 0; k < runs.at[r].len; k++) {
			size_t i = a.where[runs.at[r].a + k], j = b.where[runs.at[r].b + k];
			rest.a_end = i;
			rest.b_end = j;
			join(c, i, j, false);
			pair_gap(c, rest, step + 1);
			rest.a = i + 1;
			rest.b = j + 1;
		}
	rest.a_end = g.a_end;
	rest.b_end = g.b_end;
	pair_gap(c, rest, step + 1);
}

/* --- moves --- */

static bool is_worth_following(struct comparing *c, struct leaf *leaf)
{
	if (leaf->partner != NOWHERE)
		return false;
	markdown_cut_leaf(c, leaf);
	return leaf->word_count >= 3 || (leaf->block == MARKDOWN_HEADING && leaf->word_count > 0);
}

struct left_over { uint32_t content; size_t leaf; };

static int by_content(const void *x, const void *y)
{
	const struct left_over *a = x, *b = y;
	return a->content != b->content ? (a->content > b->content) - (a->content < b->content)
		: (a->leaf > b->leaf) - (a->leaf < b->leaf);
}

static size_t list_left_over(struct scope *sc, struct comparing *c, struct side *s, struct left_over **out)
{
	size_t count = 0;
	*out = NEWS(sc, struct left_over, s->leaves.count + 1);
	for (size_t i = 0; i < s->leaves.count; i++)
		if (is_worth_following(c, &s->leaves.at[i]))
			(*out)[count++] = (struct left_over){ s->leaves.at[i].content, i };
	if (count)
		qsort(*out, count, sizeof **out, by_content);
	return count;
}

static size_t run_length(const struct left_over *of, size_t at, size_t count)
{
	size_t n = 1;
	while (at + n < count && of[at + n].content == of[at].content)
		n++;
	return n;
}

/* Left over on both sides with the same words, as often on one as on the other. */
static void follow_same(struct comparing *c)
{
	SCOPE(turn);
	struct left_over *a, *b;
	size_t n = list_left_over(turn, c, &c->a, &a), m = list_left_over(turn, c, &c->b, &b);
	for (size_t i = 0, k = 0; i < n && k < m; ) {
		size_t x = run_length(a, i, n), y = run_length(b, k, m);
		if (a[i].content == b[k].content) {
			for (size_t r = 0; r < x && x == y; r++)
				join(c, a[i + r].leaf, b[k + r].leaf, true);
			i += x;
			k += y;
		} else if (a[i].content < b[k].content) {
			i += x;
		} else {
			k += y;
		}
	}
}

/* A long leaf that moved and changed a little. */
static void follow_alike(struct comparing *c)
{
	enum { LONG = 8 };
	SCOPE(turn);
	struct left_over *a, *b;
	size_t n = list_left_over(turn, c, &c->a, &a), m = list_left_over(turn, c, &c->b, &b);
	if (n * m > PAIRS_LOOKED_AT)
		return;
	for (size_t i = 0; i < n; i++) {
		struct leaf *from = &c->a.leaves.at[a[i].leaf];
		size_t best = NOWHERE;
		double most = 0.7;
		for (size_t k = 0; k < m && from->word_count >= LONG; k++) {
			struct leaf *to = &c->b.leaves.at[b[k].leaf];
			double share = to->partner == NOWHERE && to->word_count >= LONG ? likeness(c, from, to) : 0;
			if (share > most) {
				most = share;
				best = b[k].leaf;
			}
		}
		if (best != NOWHERE)
			join(c, a[i].leaf, best, true);
	}
}

void markdown_pair_leaves(struct comparing *c)
{
	pair_gap(c, (struct gap){ 0, c->a.leaves.count, 0, c->b.leaves.count }, BY_NAME);
	follow_same(c);
	follow_alike(c);
}
