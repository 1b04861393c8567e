/* fates.c: what became of the words of a pair. */
#include "text/markdown/compare_private.h"

static void add_fates(struct scope *sc, struct fates *out, enum markdown_change change, int cell,
                      const struct tokens *t, size_t from,
                      size_t to)
{
	for (size_t i = from; i < to; i++)
		*LIST_ADD(sc, out) = (struct fate){ change, cell, &t->at[i], t->at[i].blank };
}

/* Symbols numbered from 1 within the pair: alignment takes memory by the greatest. */
static uint32_t *compact(struct scope *sc, struct comparing *c, const struct tokens *t, uint32_t *next)
{
	uint32_t *out = NEWS(sc, uint32_t, t->count + 1);
	for (size_t i = 0; i < t->count; i++) {
		uint32_t symbol = t->at[i].symbol;
		if (symbol >= c->compact.count) {
			size_t count = (size_t)symbol * 2 + 64;
			uint32_t *at = NEWS(c->sc, uint32_t, count);
			if (c->compact.count)
				memcpy(at, c->compact.at, c->compact.count * sizeof *at);
			c->compact.at = at;
			c->compact.count = count;
		}
		if (!c->compact.at[symbol])
			c->compact.at[symbol] = ++*next;
		out[i] = c->compact.at[symbol];
	}
	return out;
}

static void forget(struct comparing *c, const struct tokens *t)
{
	for (size_t i = 0; i < t->count; i++)
		c->compact.at[t->at[i].symbol] = 0;
}

/* So many words have come or gone between two runs. */
static size_t gap_between(const struct diff_runs *runs, size_t r, size_t a_count, size_t b_count)
{
	size_t a = r ? runs->at[r - 1].a + runs->at[r - 1].len : 0, b = r ? runs->at[r - 1].b + runs->at[r - 1].len : 0;
	size_t old = (r < runs->count ? runs->at[r].a : a_count) - a, new = (r < runs->count ? runs->at[r].b : b_count)
		- b;
	return old > new ? old : new;
}

/* The run says little, and stands between changes: it is easier read as part of them.  Signs do; and a word or three
 * that happen to be the same in what was written anew on both sides of them. */
static bool is_noise(const struct tokens *a, const struct tokens *b, const struct diff_runs *runs, size_t at)
{
	const struct diff_run *r = &runs->at[at];
	size_t before = gap_between(runs, at, a->count, b->count), behind = gap_between(runs, at + 1, a->count,
		b->count);
	bool weak = r->len <= 2;
	if (before == 0 || behind == 0 || r->len > 3)
		return false;
	for (size_t i = 0; i < r->len; i++) {
		const struct token *t = &a->at[r->a + i];
		if (t->whole || *t->text == '\n')
			return false;
		weak = weak && t->weak;
	}
	return weak || (before >= 2 * r->len && behind >= 2 * r->len);
}

static void align_words(struct scope *sc, struct comparing *c, const struct tokens *a, const struct tokens *b,
                        int cell, struct fates *out)
{
	SCOPE(turn);
	uint32_t next = 0, *x = compact(turn, c, a, &next), *y = compact(turn, c, b, &next);
	struct diff_runs runs = {0};
	diff_align(turn, x, a->count, y, b->count, &runs);
	forget(c, a);
	forget(c, b);
	size_t i = 0, k = 0;
	for (size_t r = 0; r < runs.count; r++) {
		const struct diff_run *run = &runs.at[r];
		if (is_noise(a, b, &runs, r))
			continue;
		add_fates(sc, out, MARKDOWN_REMOVED, cell, a, i, run->a);
		add_fates(sc, out, MARKDOWN_ADDED, cell, b, k, run->b);
		size_t first = out->count;
		add_fates(sc, out, MARKDOWN_SAME, cell, b, run->b, run->b + run->len);
		out->at[first].blank |= a->at[run->a].blank;    /* what stood before the first word is gone */
		i = run->a + run->len;
		k = run->b + run->len;
	}
	add_fates(sc, out, MARKDOWN_REMOVED, cell, a, i, a->count);
	add_fates(sc, out, MARKDOWN_ADDED, cell, b, k, b->count);
}

/* --- rows: which column was which --- */

static uint32_t cell_symbol(struct comparing *c, const struct tokens *t)
{
	SCOPE(turn);
	struct buf *key = buf_new(turn);
	buf_text(key, "cell");
	for (size_t i = 0; i < t->count; i++)
		buf_printf(key, " %u", t->at[i].symbol);
	return diff_intern(c->names, scope_copy_bytes(c->sc, key->at, key->len), key->len);
}

/* The first row of the table a leaf stands in. */
static struct leaf *head_of(struct side *s, struct leaf *leaf)
{
	size_t i = (size_t)(leaf - s->leaves.at);
	while (i > 0 && s->leaves.at[i].block != MARKDOWN_HEAD_ROW && s->leaves.at[i - 1].container == leaf->container)
		i--;
	return &s->leaves.at[i];
}

/* Columns by the heads of the tables; those between two that are the same pair by their place. */
static void align_cells(struct scope *sc, struct comparing *c, struct leaf *a, struct leaf *b, struct diff_runs *out)
{
	struct leaf *x = head_of(&c->a, a), *y = head_of(&c->b, b);
	size_t n = a->cell_count, m = b->cell_count;
	markdown_cut_leaf(c, x);
	markdown_cut_leaf(c, y);
	uint32_t *in_a = NEWS(sc, uint32_t, n + 1), *in_b = NEWS(sc, uint32_t, m + 1);
	for (size_t i = 0; i < n; i++)
		in_a[i] = i < x->cell_count ? cell_symbol(c, &x->cells[i]) : 0;
	for (size_t k = 0; k < m; k++)
		in_b[k] = k < y->cell_count ? cell_symbol(c, &y->cells[k]) : 0;
	struct diff_runs same = {0};
	diff_align(sc, in_a, n, in_b, m, &same);
	size_t i = 0, k = 0;
	for (size_t r = 0; r <= same.count; r++) {
		size_t to_a = r < same.count ? same.at[r].a : n, to_b = r < same.count ? same.at[r].b : m;
		if (to_a - i == to_b - k && to_a > i)
			*LIST_ADD(sc, out) = (struct diff_run){ i, k, to_a - i };
		if (r < same.count)
			*LIST_ADD(sc, out) = same.at[r];
		i = r < same.count ? to_a + same.at[r].len : i;
		k = r < same.count ? to_b + same.at[r].len : k;
	}
}

static int open_cell(struct scope *sc, struct fates *out, char side)
{
	*LIST_ADD(sc, &out->cells) = side;
	return (int)out->cells.count - 1;
}

static void align_row(struct scope *sc, struct comparing *c, struct leaf *a, struct leaf *b, struct fates *out)
{
	SCOPE(turn);
	struct diff_runs runs = {0};
	align_cells(turn, c, a, b, &runs);
	size_t i = 0, k = 0;
	for (size_t r = 0; r <= runs.count; r++) {
		size_t to_a = r < runs.count ? runs.at[r].a : a->cell_count, to_b = r < runs.count ? runs.at[r].b
			: b->cell_count;
		for (; i < to_a; i++)
			add_fates(sc, out, MARKDOWN_REMOVED, open_cell(sc, out, '-'), &a->cells[i], 0,
			          a->cells[i].count);
		for (; k < to_b; k++)
			add_fates(sc, out, MARKDOWN_ADDED, open_cell(sc, out, '+'), &b->cells[k], 0, b->cells[k].count);
		for (size_t n = 0; r < runs.count && n < runs.at[r].len; n++)
			align_words(sc, c, &a->cells[i++], &b->cells[k++], open_cell(sc, out, '='), out);
	}
}

void markdown_fates(struct scope *sc, struct comparing *c, struct leaf *before, struct leaf *after, struct fates *out)
{
	struct leaf *one = before ? before : after;
	*out = (struct fates){0};
	markdown_cut_leaf(c, one);
	if (before && after) {
		markdown_cut_leaf(c, after);
		if (before->block == MARKDOWN_TABLE_ROW || before->block == MARKDOWN_HEAD_ROW)
			align_row(sc, c, before, after, out);
		else
			align_words(sc, c, &before->cells[0], &after->cells[0], open_cell(sc, out, '='), out);
		return;
	}
	for (size_t k = 0; k < one->cell_count; k++)
		add_fates(sc, out, before ? MARKDOWN_REMOVED : MARKDOWN_ADDED, open_cell(sc, out, before ? '-' : '+'),
		          &one->cells[k], 0,
		          one->cells[k].count);
}
