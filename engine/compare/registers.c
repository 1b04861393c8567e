/* registers.c: rows by key: come, gone, moved, changed cell by cell. */
#include "base/buf.h"
#include "compare/compare_private.h"
#include "text/diff.h"

enum { PAIRS_LOOKED_AT = 40000 };       /* of rows with other keys, for one that got a new key */

/* A row of either state, by its key. */
struct keyed { const char *key; size_t row, partner; };
struct table { const struct package_register *r; struct keyed *rows, *sorted; size_t count; };

#define ALONE ((size_t)-1)

static const struct package_register empty;

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int d = strcmp(x->key, y->key);
	return d ? d : (x->row > y->row) - (x->row < y->row);
}

static struct table read_table(struct scope *sc, const struct template_register *of, const struct package_register *r)
{
	struct table t = { r, NEWS(sc, struct keyed, r->rows.count + 1), NEWS(sc, struct keyed, r->rows.count + 1),
	                   r->rows.count };
	for (size_t i = 0; i < t.count; i++)
		t.rows[i] = (struct keyed){ package_key_of(sc, of, r, i, "\037"), i, ALONE };
	if (t.count) {
		memcpy(t.sorted, t.rows, t.count * sizeof *t.rows);
		qsort(t.sorted, t.count, sizeof *t.sorted, by_key);
	}
	return t;
}

/* Rows with the same key; of several with one, the first with the first. */
static void pair_by_key(struct table *a, struct table *b)
{
	for (size_t i = 0, k = 0; i < a->count && k < b->count; ) {
		int d = strcmp(a->sorted[i].key, b->sorted[k].key);
		if (d == 0) {
			a->rows[a->sorted[i].row].partner = b->sorted[k].row;
			b->rows[b->sorted[k].row].partner = a->sorted[i].row;
		}
		i += d <= 0;
		k += d >= 0;
	}
}

static const char *cell_before(const struct table *a, const struct table *b, size_t row, size_t column)
{
	int at = template_column(a->r->of, b->r->of->columns[column].name);
	return at < 0 ? "" : a->r->rows.at[row].cells[at];
}

/* Most of what is filled in is the same: the row got a new key. */
static bool is_alike(const struct table *a, const struct table *b, size_t i, size_t k)
{
	size_t same = 0, filled = 0;
	for (size_t c = 0; c < b->r->of->column_count; c++) {
		const char *before = cell_before(a, b, i, c), *after = b->r->rows.at[k].cells[c];
		bool any = *before || *after;
		filled += any;
		same += any && strcmp(before, after) == 0;
	}
	return filled >= 3 && same * 3 >= filled * 2;
}

static void pair_by_likeness(struct table *a, struct table *b)
{
	size_t n = 0, m = 0;
	for (size_t i = 0; i < a->count; i++)
		n += a->rows[i].partner == ALONE;
	for (size_t k = 0; k < b->count; k++)
		m += b->rows[k].partner == ALONE;
	if (n == 0 || m == 0 || n > PAIRS_LOOKED_AT / m)
		return;
	for (size_t i = 0; i < a->count; i++)
		for (size_t k = 0; k < b->count && a->rows[i].partner == ALONE; k++)
			if (b->rows[k].partner == ALONE && is_alike(a, b, i, k)) {
				a->rows[i].partner = k;
				b->rows[k].partner = i;
			}
}

/* Of the rows on both sides, those that do not stand in the old order; true in out for each row of b. */
static void find_moved(struct scope *sc, const struct table *a, const struct table *b, bool *out)
{
	uint32_t *x = NEWS(sc, uint32_t, a->count + 1), *y = NEWS(sc, uint32_t, b->count + 1);
	size_t n = 0, m = 0, next = 0, *where = NEWS(sc, size_t, b->count + 1);
	struct diff_runs runs = {0};
	for (size_t i = 0; i < a->count; i++)
		if (a->rows[i].partner != ALONE)
			x[n++] = (uint32_t)i + 1;
	for (size_t k = 0; k < b->count; k++)
		if (b->rows[k].partner != ALONE) {
			where[m] = k;
			y[m++] = (uint32_t)b->rows[k].partner + 1;
		}
	diff_align(sc, x, n, y, m, &runs);
	for (size_t r = 0; r <= runs.count; r++) {
		size_t to = r < runs.count ? runs.at[r].b : m;
		for (; next < to; next++)
			out[where[next]] = true;
		next = r < runs.count ? to + runs.at[r].len : next;
	}
}

/* --- telling --- */

/* The cells beside the key, of a row that has come or gone. */
static const char *other_cells(struct scope *sc, const struct package_register *r, size_t row)
{
	struct buf *b = buf_new(sc);
	for (size_t c = 0; c < r->of->column_count; c++)
		if (*r->rows.at[row].cells[c] && !r->of->columns[c].key)
			buf_printf(b, "%s%s", b->len ? " | " : "", r->rows.at[row].cells[c]);
	return b->at;
}

static struct compare_change *tell(struct compare_state *c, enum compare_kind kind, const struct table *t, size_t row)
{
	const struct template *now = c->out->after->template;
	const struct package_register *r = t->r;
	struct compare_change *k = compare_tell(c, kind, COMPARE_ROW, r->path);
	int at = r->of->requirement_column ? template_column(r->of, r->of->requirement_column) : -1;
	const struct template_requirement *requirement = at < 0 ? NULL : template_requirement(now,
		r->rows.at[row].cells[at]);
	k->line = r->rows.at[row].line;
	k->what = package_row_name(c->sc, r, row);
	k->element = r->of->element ? template_element(now, r->of->element) : requirement ? requirement->element : NULL;
	k->requirements = requirement ? requirement->id : "";
	return k;
}

static void tell_pair(struct compare_state *c, const struct table *a, const struct table *b, size_t row, bool moved)
{
	size_t was = b->rows[row].partner;
	for (size_t i = 0; i < b->r->of->column_count; i++) {
		const char *before = cell_before(a, b, was, i), *after = b->r->rows.at[row].cells[i];
		if (strcmp(before, after) == 0)
			continue;
		struct compare_change *k = tell(c, COMPARE_CHANGED, b, row);
		k->column = b->r->of->columns[i].name;
		k->before = before;
		k->after = after;
	}
	if (!moved)
		return;
	struct compare_change *k = tell(c, COMPARE_MOVED, b, row);
	k->before = compare_say(c, "line {line}", a->r->rows.at[was].line);
	k->after = compare_say(c, "line {line}", b->r->rows.at[row].line);
}

static void compare_register(struct compare_state *c, const struct package_register *before,
                             const struct package_register *after)
{
	SCOPE(turn);
	const struct template_register *of = after->of ? after->of : before->of;
	struct table a = read_table(c->sc, of, before), b = read_table(c->sc, of, after);
	bool *moved = NEWS(turn, bool, b.count + 1);
	pair_by_key(&a, &b);
	if (a.count && b.count) {
		pair_by_likeness(&a, &b);
		find_moved(turn, &a, &b, moved);
	}
	for (size_t i = 0; i < b.count; i++) {
		if (b.rows[i].partner != ALONE)
			tell_pair(c, &a, &b, i, moved[i]);
		else
			tell(c, COMPARE_ADDED, &b, i)->after = other_cells(c->sc, after, i);
	}
	for (size_t i = 0; i < a.count; i++)
		if (a.rows[i].partner == ALONE)
			tell(c, COMPARE_REMOVED, &a, i)->before = other_cells(c->sc, before, i);
}

void compare_registers(struct compare_state *c)
{
	const struct package *before = c->out->before, *after = c->out->after;
	for (size_t i = 0; i < after->template->registers.count; i++) {
		const struct package_register *b = &after->registers[i];
		const struct package_register *a = before ? package_register(before, b->of->name) : NULL;
		compare_register(c, a ? a : &empty, b);
	}
	for (size_t i = 0; before && i < before->template->registers.count; i++)
		if (!package_register(after, before->registers[i].of->name))
			compare_register(c, &before->registers[i], &empty);
}
