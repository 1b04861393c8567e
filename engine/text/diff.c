/* diff.c: patience for the anchors, Myers with a limit for what lies between. */
#include "base/base.h"
#include "base/list.h"
#include "text/diff.h"

enum { COST = 400, DEPTH = 48 };        /* edits looked for at once; regions within regions */

struct aligning {
	struct scope *sc;
	const uint32_t *a, *b;
	struct diff_runs *out;
	uint32_t *in_a, *in_b;          /* by symbol: how often, in the region looked at */
	size_t *where;                  /* by symbol: its place in b */
	ptrdiff_t *ahead, *back;        /* furthest x on each diagonal, from the middle of each array */
	size_t zero;                    /* index of diagonal 0 */
};

struct region { size_t a, a_end, b, b_end; };
struct pair { size_t a, b; ptrdiff_t before; };

static void match(struct aligning *d, size_t a, size_t b, size_t len)
{
	struct diff_run *last = d->out->count ? &d->out->at[d->out->count - 1] : NULL;
	if (len == 0)
		return;
	if (last && last->a + last->len == a && last->b + last->len == b)
		last->len += len;
	else
		*LIST_ADD(d->sc, d->out) = (struct diff_run){ a, b, len };
}

/* --- anchors: what stands once on both sides, in the longest rising order --- */

static size_t collect_once(struct aligning *d, struct region r, struct pair *pairs)
{
	size_t count = 0;
	for (size_t i = r.a; i < r.a_end; i++)
		d->in_a[d->a[i]]++;
	for (size_t i = r.b; i < r.b_end; i++) {
		d->in_b[d->b[i]]++;
		d->where[d->b[i]] = i;
	}
	for (size_t i = r.a; i < r.a_end; i++)
		if (d->in_a[d->a[i]] == 1 && d->in_b[d->a[i]] == 1)
			pairs[count++] = (struct pair){ i, d->where[d->a[i]], -1 };
	for (size_t i = r.a; i < r.a_end; i++)
		d->in_a[d->a[i]] = 0;
	for (size_t i = r.b; i < r.b_end; i++)
		d->in_b[d->b[i]] = 0;
	return count;
}

/* Longest run of pairs that rises in b, too; its members are put in front, their number is returned. */
static size_t keep_rising(struct scope *sc, struct pair *pairs, size_t count)
{
	size_t *tops = NEWS(sc, size_t, count + 1), height = 0;
	for (size_t i = 0; i < count; i++) {
		size_t low = 0, high = height;
		while (low < high) {
			size_t mid = (low + high) / 2;
			if (pairs[tops[mid]].b < pairs[i].b)
				low = mid + 1;
			else
				high = mid;
		}
		pairs[i].before = low ? (ptrdiff_t)tops[low - 1] : -1;
		tops[low] = i;
		if (low == height)
			height++;
	}
	ptrdiff_t at = height ? (ptrdiff_t)tops[height - 1] : -1;
	struct pair *chain = NEWS(sc, struct pair, height + 1);
	for (size_t i = height; i-- > 0; at = pairs[at].before)
		chain[i] = pairs[at];
	memcpy(pairs, chain, height * sizeof *chain);
	return height;
}

/* --- Myers --- */

struct middle { size_t a, b, len; };

/* One step more of forward paths; true where they met a backward one. */
static bool step_ahead(struct aligning *d, struct region r, ptrdiff_t cost, bool odd, ptrdiff_t delta, struct middle *m)
{
	ptrdiff_t n = (ptrdiff_t)(r.a_end - r.a), k_end = (ptrdiff_t)(r.b_end - r.b), *v = d->ahead + d->zero;
	for (ptrdiff_t k = -cost; k <= cost; k += 2) {
		if (k < -k_end || k > n)
			continue;
		ptrdiff_t x = k == -cost || (k != cost && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1, start;
		if (x < 0 || x > n || x - k < 0 || x - k > k_end) {
			v[k] = x > n ? n + 1 : x;
			continue;
		}
		for (start = x; x < n && x - k < k_end && d->a[r.a + (size_t)x] == d->b[r.b + (size_t)(x - k)]; )
			x++;
		v[k] = x;
		if (odd && k - delta >= -(cost - 1) && k - delta <= cost - 1
		    && x >= d->back[(ptrdiff_t)d->zero + k - delta]) {
			*m = (struct middle){ r.a + (size_t)start, r.b + (size_t)(start - k), (size_t)(x - start) };
			return true;
		}
	}
	return false;
}

static bool step_back(struct aligning *d, struct region r, ptrdiff_t cost, bool odd, ptrdiff_t delta, struct middle *m)
{
	ptrdiff_t n = (ptrdiff_t)(r.a_end - r.a), k_end = (ptrdiff_t)(r.b_end - r.b), *v = d->back + d->zero;
	for (ptrdiff_t k = -cost; k <= cost; k += 2) {
		ptrdiff_t own = k + delta;
		if (own < -k_end || own > n)
			continue;
		ptrdiff_t x = k == cost || (k != -cost && v[k - 1] < v[k + 1]) ? v[k - 1] : v[k + 1] - 1, end;
		if (x < 0 || x > n || x - own < 0 || x - own > k_end) {
			v[k] = x < 0 ? -1 : x;
			continue;
		}
		for (end = x; x > 0 && x - own > 0 && d->a[r.a + (size_t)x - 1] == d->b[r.b + (size_t)(x - own) - 1]; )
			x--;
		v[k] = x;
		if (!odd && own >= -cost && own <= cost && x <= d->ahead[(ptrdiff_t)d->zero + own]) {
			*m = (struct middle){ r.a + (size_t)x, r.b + (size_t)(x - own), (size_t)(end - x) };
			return true;
		}
	}
	return false;
}

/* The cost is spent: go on from the forward path that got furthest. */
static struct middle give_up(struct aligning *d, struct region r, ptrdiff_t cost)
{
	ptrdiff_t best = -1, at = 0, n = (ptrdiff_t)(r.a_end - r.a), m = (ptrdiff_t)(r.b_end - r.b),
		*v = d->ahead + d->zero;
	for (ptrdiff_t k = -cost; k <= cost; k += 2)
		if (v[k] >= 0 && v[k] <= n && v[k] - k >= 0 && v[k] - k <= m && 2 * v[k] - k > best) {
			best = 2 * v[k] - k;
			at = k;
		}
	return (struct middle){ r.a + (size_t)v[at], r.b + (size_t)(v[at] - at), 0 };
}

static struct middle find_middle(struct aligning *d, struct region r)
{
	ptrdiff_t n = (ptrdiff_t)(r.a_end - r.a), m = (ptrdiff_t)(r.b_end - r.b), delta = n - m;
	bool odd = delta & 1;
	struct middle found;
	d->ahead[d->zero + 1] = 0;
	d->back[d->zero - 1] = n;
	for (ptrdiff_t cost = 0; cost <= COST && cost <= (n + m + 1) / 2; cost++) {
		if (step_ahead(d, r, cost, odd, delta, &found) || step_back(d, r, cost, odd, delta, &found))
			return found;
	}
	return give_up(d, r, n + m < 2 * COST ? (n + m + 1) / 2 : COST);
}

static void align(struct aligning *d, struct region r, int depth);

static void align_gap(struct aligning *d, struct region r, int depth)
{
	while (r.a < r.a_end && r.b < r.b_end) {
		struct middle m = find_middle(d, r);
		bool stuck = (m.a == r.a && m.b == r.b && m.len == 0) || (m.a == r.a_end && m.b == r.b_end
			&& m.len == 0);
		if (stuck)
			return;
		align(d, (struct region){ r.a, m.a, r.b, m.b }, depth + 1);
		match(d, m.a, m.b, m.len);
		r.a = m.a + m.len;
		r.b = m.b + m.len;
		while (r.a < r.a_end && r.b < r.b_end && d->a[r.a] == d->b[r.b])
			match(d, r.a++, r.b++, 1);
	}
}

static void align(struct aligning *d, struct region r, int depth)
{
	size_t tail = 0, count = 0;
	while (r.a < r.a_end && r.b < r.b_end && d->a[r.a] == d->b[r.b])
		match(d, r.a++, r.b++, 1);
	while (r.a < r.a_end && r.b < r.b_end && d->a[r.a_end - 1] == d->b[r.b_end - 1]) {
		r.a_end--;
		r.b_end--;
		tail++;
	}
	if (r.a < r.a_end && r.b < r.b_end) {
		SCOPE(turn);
		struct pair *pairs = NEWS(turn, struct pair, r.a_end - r.a + 1);
		if (depth < DEPTH)
			count = keep_rising(turn, pairs, collect_once(d, r, pairs));
		struct region gap = r;
		for (size_t i = 0; i < count; i++) {
			gap.a_end = pairs[i].a;
			gap.b_end = pairs[i].b;
			align(d, gap, depth + 1);
			match(d, pairs[i].a, pairs[i].b, 1);
			gap.a = pairs[i].a + 1;
			gap.b = pairs[i].b + 1;
		}
		gap.a_end = r.a_end;
		gap.b_end = r.b_end;
		if (count)
			align(d, gap, depth + 1);
		else
			align_gap(d, r, depth);
	}
	match(d, r.a_end, r.b_end, tail);
}

void diff_align(struct scope *sc, const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
                struct diff_runs *out)
{
	SCOPE(turn);
	uint32_t top = 0;
	for (size_t i = 0; i < a_count; i++)
		top = a[i] > top ? a[i] : top;
	for (size_t i = 0; i < b_count; i++)
		top = b[i] > top ? b[i] : top;
	size_t span = 2 * COST + 8;
	struct aligning d = { .sc = sc, .a = a, .b = b, .out = out, .in_a = NEWS(turn, uint32_t, (size_t)top + 1),
		.in_b = NEWS(turn, uint32_t, (size_t)top + 1), .where = NEWS(turn, size_t, (size_t)top + 1),
		.ahead = NEWS(turn, ptrdiff_t, span), .back = NEWS(turn, ptrdiff_t, span), .zero = span / 2 };
	align(&d, (struct region){ 0, a_count, 0, b_count }, 0);
}

/* --- names --- */

struct name { uint32_t hash, number; size_t len; const char *text; };
struct diff_names { struct scope *sc; struct name *slots; size_t count, size; };

struct diff_names *diff_names(struct scope *sc)
{
	struct diff_names *n = NEW(sc, struct diff_names);
	*n = (struct diff_names){ .sc = sc, .size = 256 };
	n->slots = NEWS(sc, struct name, n->size);
	return n;
}

static struct name *find_slot(struct diff_names *n, uint32_t hash, const char *text, size_t len)
{
	size_t at = hash & (n->size - 1);
	while (n->slots[at].number
	       && !(n->slots[at].hash == hash && n->slots[at].len == len && memcmp(n->slots[at].text, text, len) == 0))
		at = (at + 1) & (n->size - 1);
	return &n->slots[at];
}

static void grow(struct diff_names *n)
{
	struct name *old = n->slots;
	size_t size = n->size;
	n->size = size * 2;
	n->slots = NEWS(n->sc, struct name, n->size);
	for (size_t i = 0; i < size; i++)
		if (old[i].number)
			*find_slot(n, old[i].hash, old[i].text, old[i].len) = old[i];
}

uint32_t diff_intern(struct diff_names *n, const char *text, size_t len)
{
	uint32_t hash = 2166136261u;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	if (n->count * 2 >= n->size)
		grow(n);
	struct name *slot = find_slot(n, hash, text, len);
	if (!slot->number)
		*slot = (struct name){ hash, (uint32_t)++n->count, len, text };
	return slot->number;
}
