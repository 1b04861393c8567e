/* remark_row.c: rows of registers, followed by their keys, or by what else is in them where they were numbered anew. */
#include "base/base.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "compare/remark_private.h"

enum { SHOWN = 80 };            /* bytes of a cell that is told */

/* A register then and now; rows by key and by the cells beside it. */
struct rows {
	const struct package_register *a, *b;
	struct lookup *key_a, *rest_b;
	bool *twice;                    /* by row of b: another one has the same cells beside the key */
};

/* The cells of a row beside its key, in the columns of the register now; NULL where fewer than two are filled. */
static const char *rest_of(struct scope *sc, const struct package_register *g, size_t row)
{
	struct buf *b = buf_new(sc);
	size_t filled = 0;
	for (size_t c = 0; c < g->of->column_count; c++) {
		if (g->of->columns[c].key)
			continue;
		filled += *g->rows.at[row].cells[c] != '\0';
		buf_printf(b, "%s\037", g->rows.at[row].cells[c]);
	}
	return filled >= 2 ? b->at : NULL;
}

static const char *key_of(struct scope *sc, const struct package_register *g, size_t row)
{
	return package_key_of(sc, g->of, g, row, "\037");
}

static struct rows *rows_of(const struct package *p, struct package_then *then, const struct package_register *now)
{
	struct rows *out = then->followed ? then->followed : NEW(p->sc, struct rows);
	if (then->followed)
		return out;
	*out = (struct rows){ then->table, now, lookup_new(p->sc), lookup_new(p->sc),
	                      NEWS(p->sc, bool, now->rows.count + 1) };
	for (size_t i = 0; i < then->table->rows.count; i++)
		lookup_add(out->key_a, key_of(p->sc, then->table, i), i);
	for (size_t i = 0; i < now->rows.count; i++) {
		const char *rest = rest_of(p->sc, now, i);
		if (rest && !lookup_add(out->rest_b, rest, i))
			out->twice[lookup_find(out->rest_b, rest)] = true;
	}
	then->followed = out;
	return out;
}

/* Of the cells beside the key that are filled on either side, the share that is the same, in per cent; 100 of none. */
static size_t alike(const struct rows *r, size_t i, size_t k, bool with_key)
{
	size_t same = 0, filled = 0;
	for (size_t c = 0; c < r->b->of->column_count; c++) {
		const char *before = r->a->rows.at[i].cells[c], *after = r->b->rows.at[k].cells[c];
		bool counts = (with_key || !r->b->of->columns[c].key) && (*before || *after);
		filled += counts;
		same += counts && strcmp(before, after) == 0;
	}
	return filled ? same * 100 / filled : 100;
}

/* The row with the same cells beside another key, that had not those cells then. */
static size_t find_renumbered(const struct rows *r, size_t i)
{
	SCOPE(turn);
	const char *rest = rest_of(turn, r->a, i);
	size_t k = rest ? lookup_find(r->rest_b, rest) : LOOKUP_NONE;
	if (k == LOOKUP_NONE || r->twice[k])
		return PACKAGE_NO_ROW;
	size_t was = lookup_find(r->key_a, key_of(turn, r->b, k));
	return was != LOOKUP_NONE && was != i && alike(r, was, k, false) == 100 ? PACKAGE_NO_ROW : k;
}

/* The row whose key is new and that is most like it: two cells of three, of at least three. */
static size_t find_alike(const struct rows *r, size_t i)
{
	enum { ENOUGH = 66 };
	size_t best = PACKAGE_NO_ROW, most = ENOUGH - 1, filled = 0;
	for (size_t c = 0; c < r->a->of->column_count; c++)
		filled += *r->a->rows.at[i].cells[c] != '\0';
	for (size_t k = 0; filled >= 3 && k < r->b->rows.count; k++) {
		SCOPE(turn);
		size_t share = alike(r, i, k, true);
		if (share > most && lookup_find(r->key_a, key_of(turn, r->b, k)) == LOOKUP_NONE) {
			most = share;
			best = k;
		}
	}
	return best;
}

/* The key names it, unless that key now is another row's: most of it is not what it was, and one row is. */
static size_t follow(const struct rows *r, size_t i, size_t same_key)
{
	enum { HALF = 50 };
	if (same_key != PACKAGE_NO_ROW && alike(r, i, same_key, false) >= HALF)
		return same_key;
	size_t k = find_renumbered(r, i);
	if (k == PACKAGE_NO_ROW)
		k = same_key;
	return k == PACKAGE_NO_ROW ? find_alike(r, i) : k;
}

/* --- what is otherwise --- */

static void tell_cells(struct remark_search *s, const struct rows *r, size_t i, size_t k)
{
	const char *only = s->of->column;
	size_t count = 0, first = 0;
	for (size_t c = 0; c < r->b->of->column_count; c++) {
		const struct template_column *column = &r->b->of->columns[c];
		if ((only ? strcmp(only, column->name) != 0 : column->key)
		    || strcmp(r->a->rows.at[i].cells[c], r->b->rows.at[k].cells[c]) == 0)
			continue;
		if (count++ == 0)
			first = c;
	}
	if (!count)
		return;
	const char *was = utf8_first_line(s->sc, r->a->rows.at[i].cells[first], SHOWN);
	const char *name = r->b->of->columns[first].name;
	remark_change(s, count == 1 ? PHRASE("{column} was \"{value}\"", name, was)
	              : PHRASE("{column} was \"{value}\", and {count} more {count:cell was|cells were} otherwise",
	                       name, was, count - 1));
}

static void set_row(struct remark_search *s, const struct package_register *g, size_t row)
{
	const char *name = package_row_name(s->sc, g, row);
	s->out->line = g->rows.at[row].line;
	if (strcmp(name, s->of->row) == 0)
		return;
	s->out->now = name;
	remark_change(s, PHRASE("the row was called \"{row}\"", s->of->row));
}

void remark_find_row(struct remark_search *s, const struct package_register *g)
{
	struct package_then *then = remark_then(s, s->of->path);
	size_t i = then && then->table ? package_row_find(then->table, s->of->row) : PACKAGE_NO_ROW;
	size_t k = package_row_find(g, s->of->row);
	const struct rows *r = i == PACKAGE_NO_ROW ? NULL : rows_of(s->now, then, g);
	if (r)
		k = follow(r, i, k);
	if (k == PACKAGE_NO_ROW) {
		remark_lose(s, PHRASE("the row \"{row}\" is not in {file} any more", s->of->row, g->path));
		return;
	}
	set_row(s, g, k);
	if (r)
		tell_cells(s, r, i, k);
}
