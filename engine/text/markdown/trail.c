/* trail.c: blocks by the comparison of the documents, words by an alignment of the words of two blocks. */
#include "text/diff.h"
#include "text/markdown/compare.h"
#include "text/markdown/quote_private.h"
#include "text/markdown/trail.h"
#include "text/segment.h"

enum {
	ALIKE = 60,             /* per cent of the words that a block has in common with what came elsewhere */
	ALIKE_LEAST = 3,        /* words of a block that is known by them */
	KEPT_LEAST = 50,        /* per cent of a passage's words: with fewer it is another passage */
	REPLACED_MOST = 2,      /* words of a passage that others may have replaced all together */
	GROWN_MOST = 4          /* times its length: what stands between its first and its last block now */
};

/* Bytes of the words of a document. */
struct region { size_t from, to; };
struct block { int line; struct region in; };
/* The words, and the blocks they stand in, by their lines. */
struct side { struct plain words; struct { struct block *at; size_t count, cap; } blocks; };

struct markdown_trail {
	struct scope *sc;
	struct markdown *before, *after;
	struct markdown_comparison *comparison; /* NULL until it is asked for, and where one side is not there */
	struct side a, b;
	bool read;
};

struct word { size_t at, len; uint32_t symbol; bool sign; };
struct words { struct word *at; size_t count, cap; };

struct markdown_trail *markdown_trail_new(struct scope *sc, struct markdown *before, struct markdown *after)
{
	struct markdown_trail *t = NEW(sc, struct markdown_trail);
	*t = (struct markdown_trail){ .sc = sc, .before = before, .after = after };
	return t;
}

static int by_line(const void *x, const void *y)
{
	const struct block *a = x, *b = y;
	return a->line != b->line ? (a->line > b->line) - (a->line < b->line)
		: (a->in.from > b->in.from) - (a->in.from < b->in.from);
}

static void read_side(struct scope *sc, const struct markdown *m, struct side *out)
{
	out->words = m ? quote_plain(sc, m) : (struct plain){ .text = buf_new(sc) };
	for (size_t i = 0; i < out->words.stretches.count; i++) {
		const struct stretch *s = &out->words.stretches.at[i];
		size_t end = i + 1 < out->words.stretches.count ? s[1].at : out->words.text->len;
		struct block *last = out->blocks.count ? &out->blocks.at[out->blocks.count - 1] : NULL;
		if (last && last->line == s->block_line)
			last->in.to = end;
		else
			*LIST_ADD(sc, &out->blocks) = (struct block){ s->block_line, { s->at, end } };
	}
	if (out->blocks.count)
		qsort(out->blocks.at, out->blocks.count, sizeof *out->blocks.at, by_line);
}

static void read_words(struct markdown_trail *t)
{
	if (t->read)
		return;
	read_side(t->sc, t->before, &t->a);
	read_side(t->sc, t->after, &t->b);
	t->read = true;
}

static bool is_same(const struct markdown_trail *t)
{
	return t->before && t->after && strcmp(markdown_canon(t->before), markdown_canon(t->after)) == 0;
}

static void compare(struct markdown_trail *t)
{
	read_words(t);
	if (!t->comparison && t->before && t->after)
		t->comparison = markdown_compare(t->sc, t->before, t->after);
}

/* --- blocks --- */

/* The block that begins in this line; empty if none does. */
static struct region block_in(const struct side *s, int line)
{
	size_t low = 0, high = s->blocks.count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (s->blocks.at[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->blocks.count && s->blocks.at[low].line == line ? s->blocks.at[low].in
		: (struct region){ 0, 0 };
}

static int line_at(const struct side *s, size_t at)
{
	struct markdown_quote place;
	quote_place(&s->words, at, 1, &place);
	return place.block_line;
}

static struct region block_at(const struct side *s, size_t at) { return block_in(s, line_at(s, at)); }

static const struct markdown_compared *entry_of(const struct markdown_trail *t, int before)
{
	for (size_t i = 0; t->comparison && i < t->comparison->blocks.count; i++) {
		const struct markdown_compared *k = &t->comparison->blocks.at[i];
		if (k->before == before && k->after > 0)
			return k;
	}
	return NULL;
}

/* --- words --- */

static struct words cut(struct scope *sc, struct diff_names *names, const struct side *side, struct region r)
{
	struct words out = {0};
	const char *s = side->words.text->at;
	for (size_t at = r.from, len; at < r.to; at += len) {
		enum segment kind = segment_at(s + at, &len);
		if (kind != SEGMENT_BLANK)
			*LIST_ADD(sc, &out) = (struct word){ at, len, diff_intern(names, s + at, len),
				kind == SEGMENT_SIGN };
	}
	return out;
}

static uint32_t *symbols_of(struct scope *sc, const struct words *w)
{
	uint32_t *out = NEWS(sc, uint32_t, w->count + 1);
	for (size_t i = 0; i < w->count; i++)
		out[i] = w->at[i].symbol;
	return out;
}

/* By word of the first: where the same one stands in the second, or QUOTE_NOWHERE. */
static size_t *align(struct scope *sc, const struct words *a, const struct words *b)
{
	size_t *out = NEWS(sc, size_t, a->count + 1);
	struct diff_runs runs = {0};
	for (size_t i = 0; i <= a->count; i++)
		out[i] = QUOTE_NOWHERE;
	if (a->count && b->count)
		diff_align(sc, symbols_of(sc, a), a->count, symbols_of(sc, b), b->count, &runs);
	for (size_t r = 0; r < runs.count; r++)
		for (size_t k = 0; k < runs.at[r].len; k++)
			out[runs.at[r].a + k] = runs.at[r].b + k;
	return out;
}

/* Words from..to of the old block; what they are in the new one. */
struct mapping { const struct words *a, *b; const size_t *same; size_t from, to; };

/* Most of a passage, or of what it says beside signs, must be left. */
static bool is_kept(const struct mapping *m)
{
	size_t all = 0, kept = 0, lost = 0;
	for (size_t i = m->from; i < m->to; i++) {
		size_t weight = m->a->at[i].sign ? 0 : m->a->at[i].len;
		all += weight;
		kept += m->same[i] != QUOTE_NOWHERE ? weight : 0;
		lost += m->same[i] == QUOTE_NOWHERE;
	}
	return lost == 0 || (kept > 0 && kept * 100 >= all * KEPT_LEAST);
}

/* Is the next word from here on, that is no sign, still beside it?  Behind the end of a block nothing else is. */
static bool is_beside(const struct mapping *m, bool right)
{
	size_t i = right ? m->to : m->from;
	while (right ? i < m->a->count && m->a->at[i].sign : i > 0 && m->a->at[i - 1].sign)
		i += right ? 1 : (size_t)-1;
	return right ? i == m->a->count || m->same[i] != QUOTE_NOWHERE : i == 0 || m->same[i - 1] != QUOTE_NOWHERE;
}

static size_t count_words(const struct words *w, size_t from, size_t to)
{
	size_t count = 0;
	for (size_t i = from; i < to; i++)
		count += !w->at[i].sign;
	return count;
}

/* A word or two, with others in their place, between words that stand: 6 points are 8 points now.  Where more was
 * written anew it is another passage. */
static bool is_replaced(const struct mapping *m, struct region now)
{
	size_t was = count_words(m->a, m->from, m->to), is = count_words(m->b, now.from, now.to);
	return is_beside(m, false) && is_beside(m, true) && count_words(m->a, 0, m->a->count) > was
		&& was <= REPLACED_MOST && is > 0 && is <= REPLACED_MOST;
}

/* Where the new words begin, and behind which they end: at its first and last word that is left, or beside its
 * neighbours. */
static struct region find_new(const struct mapping *m)
{
	size_t first = m->from, last = m->to;           /* of its words that are left */
	while (first < m->to && m->same[first] == QUOTE_NOWHERE)
		first++;
	while (last > m->from && m->same[last - 1] == QUOTE_NOWHERE)
		last--;
	bool beside = m->from == 0 || m->same[m->from - 1] != QUOTE_NOWHERE;
	bool behind = m->to == m->a->count || m->same[m->to] != QUOTE_NOWHERE;
	if (first == m->to && !(beside && behind))
		return (struct region){ 0, 0 };
	size_t before = m->from ? m->same[m->from - 1] + 1 : 0, after = m->to < m->a->count ? m->same[m->to]
		: m->b->count;
	size_t begin = first == m->from || !beside ? m->same[first] : before;
	size_t end = last == m->to || !behind ? m->same[last - 1] + 1 : after;
	return (struct region){ begin, end };
}

/* The part of an old block that a passage takes, in a new block; false: it is gone. */
static bool map(const struct side *of, struct region block, struct region part, const struct side *into,
                struct region to, struct region *out)
{
	SCOPE(turn);
	struct diff_names *names = diff_names(turn);
	struct words a = cut(turn, names, of, block), b = cut(turn, names, into, to);
	struct mapping m = { &a, &b, align(turn, &a, &b), 0, 0 };
	while (m.from < a.count && a.at[m.from].at + a.at[m.from].len <= part.from)
		m.from++;
	for (m.to = m.from; m.to < a.count && a.at[m.to].at < part.to; )
		m.to++;
	if (m.from == m.to)
		return false;
	struct region now = find_new(&m);
	if (now.from >= now.to || now.to > b.count || (!is_kept(&m) && !is_replaced(&m, now)))
		return false;
	const struct word *x = &a.at[m.from], *y = &a.at[m.to - 1], *first = &b.at[now.from],
		*last = &b.at[now.to - 1];
	out->from = first->at;
	out->to = last->at + last->len;
	if (x->symbol == first->symbol && part.from > x->at)            /* it begins, or ends, within a word */
		out->from += part.from - x->at;
	if (y->symbol == last->symbol && part.to < y->at + y->len)
		out->to -= y->at + y->len - part.to;
	return out->from < out->to;
}

/* --- following --- */

static bool follow_block(struct markdown_trail *t, struct region block, struct region part, struct region *out,
                         bool *moved)
{
	const struct markdown_compared *k = entry_of(t, line_at(&t->a, block.from));
	*moved = k && k->change == MARKDOWN_MOVED;
	return k && map(&t->a, block, part, &t->b, block_in(&t->b, k->after), out);
}

/* A passage over several blocks goes with its first and its last one, while both stand as they stood. */
static bool follow(struct markdown_trail *t, struct region part, struct region *out, bool *moved)
{
	struct region first = block_at(&t->a, part.from), last = block_at(&t->a, part.to - 1), end;
	bool end_moved, one = first.from == last.from;
	bool begun = follow_block(t, first, (struct region){ part.from, one || part.to < first.to ? part.to
		: first.to }, out, moved);
	if (one)
		return begun;
	if (!follow_block(t, last, (struct region){ last.from, part.to }, &end, &end_moved))
		return begun;
	if (!begun) {
		*out = end;
		*moved = end_moved;
	} else if (end.from >= out->to && end.to - out->from <= GROWN_MOST * (part.to - part.from)) {
		out->to = end.to;
	}
	return true;
}

bool markdown_trail_begins(struct markdown_trail *t, struct markdown_quote *q)
{
	read_words(t);
	size_t at = quote_find(&t->a.words, q);
	if (at != QUOTE_NOWHERE)
		quote_place(&t->a.words, at, strlen(q->exact), q);
	return at != QUOTE_NOWHERE;
}

bool markdown_trail_follow(struct scope *sc, struct markdown_trail *t, const struct markdown_quote *q,
                           struct markdown_followed *out)
{
	struct region now;
	read_words(t);
	size_t at = quote_find(&t->a.words, q);
	*out = (struct markdown_followed){ .moved = false };
	if (at == QUOTE_NOWHERE || !t->after)
		return false;
	if (is_same(t)) {
		quote_at(sc, &t->b.words, at, strlen(q->exact), &out->now);
		return true;
	}
	compare(t);
	if (!follow(t, (struct region){ at, at + strlen(q->exact) }, &now, &out->moved))
		return false;
	quote_at(sc, &t->b.words, now.from, now.to - now.from, &out->now);
	return true;
}

/* --- what came elsewhere --- */

static int by_symbol(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* The symbols of its words, sorted; signs say nothing. */
static uint32_t *sorted_words(struct scope *sc, const struct words *w, size_t *count)
{
	uint32_t *out = NEWS(sc, uint32_t, w->count + 1);
	*count = 0;
	for (size_t i = 0; i < w->count; i++)
		if (!w->at[i].sign)
			out[(*count)++] = w->at[i].symbol;
	if (*count)
		qsort(out, *count, sizeof *out, by_symbol);
	return out;
}

/* Per cent of the words that two blocks have in common (Dice's coefficient). */
static size_t likeness(struct scope *sc, const struct words *a, const struct words *b)
{
	size_t n, m, same = 0;
	const uint32_t *x = sorted_words(sc, a, &n), *y = sorted_words(sc, b, &m);
	if (n < ALIKE_LEAST || m < ALIKE_LEAST)
		return 0;
	for (size_t i = 0, k = 0; i < n && k < m; ) {
		same += x[i] == y[k];
		size_t next = i + (x[i] <= y[k]);
		k += y[k] <= x[i];
		i = next;
	}
	return 200 * same / (n + m);
}

struct search {
	struct scope *sc;
	struct markdown_trail *from, *to;
	const struct markdown_quote *q;
	struct region block, part, found;       /* part: of the block, at most all of it */
	size_t most;                            /* the likeness or agreement of what was found */
};

/* Blocks of the newer document, one after the other; entry NULL: all of it is new. */
typedef void visit_block(struct search *, const struct markdown_compared *, struct region);

static void each_block(struct search *s, visit_block *visit)
{
	const struct markdown_comparison *c = s->to->comparison;
	for (size_t i = 0; c && i < c->blocks.count; i++)
		if (c->blocks.at[i].after > 0)
			visit(s, &c->blocks.at[i], block_in(&s->to->b, c->blocks.at[i].after));
	for (size_t i = 0; !c && i < s->to->b.blocks.count; i++)
		visit(s, NULL, s->to->b.blocks.at[i].in);
}

static void try_alike(struct search *s, const struct markdown_compared *k, struct region r)
{
	SCOPE(turn);
	struct diff_names *names = diff_names(turn);
	struct region found;
	if (k && k->change != MARKDOWN_ADDED)
		return;
	struct words a = cut(turn, names, &s->from->a, s->block), b = cut(turn, names, &s->to->b, r);
	size_t share = likeness(turn, &a, &b);
	if (share >= ALIKE && share > s->most && map(&s->from->a, s->block, s->part, &s->to->b, r, &found)) {
		s->most = share;
		s->found = found;
	}
}

/* Do these words stand in the block since the newer document only? */
static bool is_new(const struct search *s, const struct markdown_compared *k, struct region r, struct region words)
{
	SCOPE(turn);
	struct diff_names *names = diff_names(turn);
	size_t all = 0, old = 0;
	if (!k || k->change == MARKDOWN_ADDED)
		return true;
	if (k->change != MARKDOWN_CHANGED)
		return false;
	struct words a = cut(turn, names, &s->to->a, block_in(&s->to->a, k->before)), b = cut(turn, names, &s->to->b,
		r);
	const size_t *same = align(turn, &b, &a);
	for (size_t i = 0; i < b.count; i++)
		if (b.at[i].at >= words.from && b.at[i].at < words.to && !b.at[i].sign) {
			all++;
			old += same[i] != QUOTE_NOWHERE;
		}
	return old * 3 < all;
}

static void try_words(struct search *s, const struct markdown_compared *k, struct region r)
{
	const char *text = s->to->b.words.text->at, *exact = s->q->exact;
	size_t len = strlen(exact), same;
	for (const char *at = text + r.from; (at = strstr(at, exact)) != NULL; at++) {
		struct region words = { (size_t)(at - text), (size_t)(at - text) + len };
		if (words.from >= r.to)
			return;
		if (quote_stands(&s->to->b.words, words.from, s->q, &same) && same + 1 > s->most
		    && is_new(s, k, r, words)) {
			s->most = same + 1;
			s->found = words;
		}
	}
}

bool markdown_trail_find_arrived(struct scope *sc, struct markdown_trail *from, const struct markdown_quote *q,
                                 struct markdown_trail *to, struct markdown_followed *out)
{
	read_words(from);
	compare(to);
	size_t at = quote_find(&from->a.words, q), len = strlen(q->exact);
	if (at == QUOTE_NOWHERE || !to->after || is_same(to))
		return false;
	struct region block = block_at(&from->a, at);
	struct search s = { .sc = sc, .from = from, .to = to, .q = q, .block = block,
	                    .part = { at, at + len < block.to ? at + len : block.to } };
	each_block(&s, try_alike);
	if (!s.most)
		each_block(&s, try_words);
	if (!s.most)
		return false;
	out->moved = true;
	quote_at(sc, &to->b.words, s.found.from, s.found.to - s.found.from, &out->now);
	return true;
}
