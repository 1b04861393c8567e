/* merge.c: row by row and cell by cell, three ways. */
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/lookup.h"
#include "intake/merge.h"
#include "intake/value.h"
#include "text/csv.h"
#include "text/token.h"

struct merging {
	struct scope *sc;
	const struct package *p;
	const struct template_register *of;
	const struct taken *t;
	const struct merge_base *base;
	bool whole;
	struct doubts *doubts;
	struct merge *out;
	struct lookup *now_keys;        /* rows of the register as it is, by key */
	struct lookup *tokens;          /* rows of the base, by token */
	struct lookup *base_keys;       /* and by key */
	const struct merge_row **by_row;        /* what becomes of each row of the register */
	bool *seen_now, *seen_base;
	struct lookup *new_keys;
};

/* --- keys --- */

static const char *key_of_cells(struct scope *sc, const struct template_register *of, const char *const *cells)
{
	struct buf *b = buf_new(sc);
	for (size_t k = 0; k < of->key_count; k++) {
		const char *cell = cells[of->key[k]];
		buf_printf(b, "%s%s", k ? "|" : "", package_key_value(sc, &of->columns[of->key[k]], cell ? cell : ""));
	}
	return b->at;
}

static bool is_keyless(const struct template_register *of, const char *const *cells)
{
	for (size_t k = 0; k < of->key_count; k++)
		if (cells[of->key[k]] && *cells[of->key[k]])
			return false;
	return true;
}

/* A row as people name it. */
static const char *name_of_cells(struct scope *sc, const struct template_register *of, const char *const *cells)
{
	struct buf *b = buf_new(sc);
	for (size_t k = 0; k < of->key_count; k++) {
		const char *cell = cells[of->key[k]];
		if (cell && *cell)
			buf_printf(b, "%s%s", b->len ? ", " : "", cell);
	}
	return b->at;
}

static const char **cells_of_now(const struct merging *m, size_t row) { return m->out->now->rows.at[row].cells; }

/* --- cells --- */

static void tell(const struct merging *m, enum finding_level level, int row, int column, const struct phrase *says)
{
	doubt_add(m->doubts, level, m->t->sheet->name, row, column, says);
}

static bool counts(const struct template_column *c)
{
	return (c->type == TEMPLATE_INTEGER || c->type == TEMPLATE_NUMBER) && !c->list;
}

static bool same_items(const char *a, const char *b)
{
	const char *x, *y;
	for (size_t n, m;;) {
		bool more = csv_item(&a, &x, &n), others = csv_item(&b, &y, &m);
		if (!more || !others)
			return more == others;
		if (n != m || strncmp(x, y, n) != 0)
			return false;
	}
}

/* Do two texts say the same in this column?  010 and 10 do in one of numbers, a;b and a; b in one of lists. */
static bool same(const struct merging *m, size_t column, const char *a, const char *b)
{
	const struct template_column *c = &m->of->columns[column];
	SCOPE(turn);
	const char *x = value_trimmed(turn, a), *y = value_trimmed(turn, b);
	if (strcmp(x, y) == 0)
		return true;
	if (c->list)
		return same_items(x, y);
	return counts(c) && *x && *y
	       && strcmp(package_key_value(turn, c, x), package_key_value(turn, c, y)) == 0;
}

/* A row's cells as values, NULL where the file has no such column or nothing can be taken.  was: as the file was made,
 * NULL if that is not known: what did not change is no reading of ours. */
static const char **values_of(const struct merging *m, const struct taken_row *row, const char *const *was)
{
	const char **out = NEWS(m->sc, const char *, m->of->column_count);
	for (size_t c = 0; c < m->of->column_count; c++) {
		const struct workbook_cell *cell = row->cells[c];
		if (!cell)
			continue;
		if (was && was[c] && same(m, c, cell->text, was[c]) && !cell->unsaved) {
			out[c] = was[c];
			continue;
		}
		struct value v = value_read(m->sc, m->p->template, &m->of->columns[c], cell);
		out[c] = v.text;
		if (v.says && !(was && was[c] && v.text && same(m, c, v.text, was[c])))
			tell(m, v.level, row->number, m->t->column_of[c], v.says);
	}
	return out;
}

/* --- rows --- */

static struct merge_row *put_row(struct merging *m, enum merge_kind kind, size_t now, int from)
{
	struct merge_row *out = NEW(m->sc, struct merge_row);
	*out = (struct merge_row){ kind, now, from, NEWS(m->sc, const char *, m->of->column_count) };
	if (now != PACKAGE_NO_ROW)
		m->by_row[now] = out;
	return out;
}

static void conflict(struct merging *m, const struct taken_row *row, size_t column, const char *theirs, const char *now)
{
	m->out->conflicts++;
	tell(m, FINDING_ERROR, row->number, m->t->column_of[column],
		PHRASE("changed on both sides: \"{theirs}\" in the file, "
		"\"{now}\" in the package, which stays", theirs, now));
}

/* What the file made of one row of the register. */
static void merge_cells(struct merging *m, const struct taken_row *row, size_t now, const char *const *was,
                        const char *const *theirs)
{
	struct merge_row *out = NULL;
	const char **cells = cells_of_now(m, now);
	for (size_t c = 0; c < m->of->column_count; c++) {
		if (!theirs[c] || same(m, c, theirs[c], cells[c]))
			continue;
		if (was && was[c] && same(m, c, theirs[c], was[c]))
			continue;
		if (!was && !*theirs[c] && !m->whole)
			continue;
		if (was && was[c] && !same(m, c, cells[c], was[c])) {
			conflict(m, row, c, theirs[c], cells[c]);
			continue;
		}
		out = out ? out : put_row(m, MERGE_CHANGE, now, row->number);
		out->cells[c] = theirs[c];
	}
	m->out->same += !out;
}

static void add_row(struct merging *m, const struct taken_row *row, const char **theirs)
{
	const char *key = key_of_cells(m->sc, m->of, theirs);
	if (!lookup_add(m->new_keys, key, 0)) {
		tell(m, FINDING_ERROR, row->number, 0, PHRASE("{row} stands in the file twice: this row is not taken",
			name_of_cells(m->sc, m->of, theirs)));
		return;
	}
	struct merge_row *out = NEW(m->sc, struct merge_row);
	*out = (struct merge_row){ MERGE_ADD, PACKAGE_NO_ROW, row->number, theirs };
	*LIST_ADD(m->sc, &m->out->rows) = *out;
}

/* Without a token: found by its key, or new. */
static void merge_by_key(struct merging *m, const struct taken_row *row)
{
	const char **theirs = values_of(m, row, NULL);
	const char *name = name_of_cells(m->sc, m->of, theirs);
	if (is_keyless(m->of, theirs)) {
		tell(m, FINDING_ERROR, row->number, 0, PHRASE("this row has no key, so nobody can say which it is: it "
			"is not "
			"taken"));
		return;
	}
	size_t now = lookup_find(m->now_keys, key_of_cells(m->sc, m->of, theirs));
	if (now == LOOKUP_NONE) {
		add_row(m, row, theirs);
	} else if (m->seen_now[now]) {
		tell(m, FINDING_ERROR, row->number, 0, PHRASE("{row} stands in the file twice: this row is not "
			"taken", name));
	} else {
		size_t base = m->base_keys ? lookup_find(m->base_keys, key_of_cells(m->sc, m->of, theirs))
			: LOOKUP_NONE;
		m->seen_now[now] = true;
		if (base != LOOKUP_NONE && !m->seen_base[base]) {
			m->seen_base[base] = true;
			merge_cells(m, row, now, m->base->at[base].cells, theirs);
		} else {
			merge_cells(m, row, now, NULL, theirs);
		}
	}
}

static void merge_by_token(struct merging *m, const struct taken_row *row, size_t base)
{
	const char *const *was = m->base->at[base].cells;
	const char **theirs = values_of(m, row, was);
	size_t now = lookup_find(m->now_keys, key_of_cells(m->sc, m->of, was));
	m->seen_base[base] = true;
	if (now == LOOKUP_NONE) {
		bool touched = false;
		for (size_t c = 0; c < m->of->column_count; c++)
			touched = touched || (theirs[c] && was[c] && !same(m, c, theirs[c], was[c]));
		if (touched)
			tell(m, FINDING_ERROR, row->number, 0, PHRASE("{row} was changed in the file and removed from "
				"the "
				"package meanwhile: it is not taken", name_of_cells(m->sc, m->of, was)));
		m->out->conflicts += touched;
		return;
	}
	m->seen_now[now] = true;
	merge_cells(m, row, now, was, theirs);
}

/* Of rows that bear one token, the one that still has its key is the row; the others were copied from it. */
static bool is_the_row(const struct merging *m, const struct taken_row *row, size_t base)
{
	const char *const *was = m->base->at[base].cells;
	for (size_t k = 0; k < m->of->key_count; k++) {
		size_t c = m->of->key[k];
		if (row->cells[c] && was[c] && !same(m, c, row->cells[c]->text, was[c]))
			return false;
	}
	return true;
}

/* By row of the file: the place in the base that it comes from; LOOKUP_NONE: from none. */
static size_t *find_origins(struct merging *m)
{
	size_t *origin = NEWS(m->sc, size_t, m->t->rows.count + 1), *first = NEWS(m->sc, size_t, m->base->count + 1);
	for (size_t i = 0; i < m->base->count; i++)
		first[i] = LOOKUP_NONE;
	for (size_t i = 0; i < m->t->rows.count; i++) {
		const struct taken_row *row = &m->t->rows.at[i];
		size_t base = *row->token ? lookup_find(m->tokens, row->token) : LOOKUP_NONE;
		origin[i] = LOOKUP_NONE;
		if (*row->token && base == LOOKUP_NONE)
			tell(m, FINDING_WARNING, row->number, 0, token_is_whole(row->token)
				? PHRASE("this row was copied from another sheet: it is found by its key")
				: PHRASE("the hidden name of this row was changed: it is found by its key"));
		if (base == LOOKUP_NONE)
			continue;
		if (first[base] == LOOKUP_NONE || (!is_the_row(m, &m->t->rows.at[first[base]], base)
		                                   && is_the_row(m, row, base))) {
			if (first[base] != LOOKUP_NONE)
				origin[first[base]] = LOOKUP_NONE;
			first[base] = i;
			origin[i] = base;
		}
	}
	return origin;
}

static void merge_with_base(struct merging *m)
{
	size_t *origin = find_origins(m);
	for (size_t i = 0; i < m->t->rows.count; i++)
		if (origin[i] != LOOKUP_NONE)
			merge_by_token(m, &m->t->rows.at[i], origin[i]);
	for (size_t i = 0; i < m->t->rows.count; i++) {
		const struct taken_row *row = &m->t->rows.at[i];
		bool holds = false;
		for (size_t c = 0; c < m->of->column_count; c++)
			holds = holds || (row->cells[c] && *row->cells[c]->text);
		if (origin[i] == LOOKUP_NONE && holds)
			merge_by_key(m, row);
	}
}

/* --- rows that are not in the file --- */

static void remove_row(struct merging *m, size_t now)
{
	put_row(m, MERGE_REMOVE, now, 0);
	tell(m, FINDING_WARNING, 0, 0, PHRASE("{row} is not in the file any more: it is removed",
		name_of_cells(m->sc, m->of, (const char *const *)cells_of_now(m, now))));
}

static void remove_of_base(struct merging *m)
{
	for (size_t i = 0; i < m->base->count; i++) {
		const char *const *was = m->base->at[i].cells;
		size_t now = lookup_find(m->now_keys, key_of_cells(m->sc, m->of, was));
		bool untouched = now != LOOKUP_NONE;
		if (m->seen_base[i] || now == LOOKUP_NONE || m->seen_now[now])
			continue;
		for (size_t c = 0; c < m->of->column_count; c++)
			untouched = untouched && (!was[c] || same(m, c, cells_of_now(m, now)[c], was[c]));
		if (untouched) {
			remove_row(m, now);
			continue;
		}
		m->out->conflicts++;
		tell(m, FINDING_ERROR, 0, 0, PHRASE("{row} was removed from the file and changed in the package "
			"meanwhile: it "
			"stays", name_of_cells(m->sc, m->of, was)));
	}
}

static void remove_absent(struct merging *m)
{
	for (size_t i = 0; i < m->out->now->rows.count; i++) {
		if (m->seen_now[i])
			continue;
		if (m->whole)
			remove_row(m, i);
		else
			m->out->absent++;
	}
}

/* --- all of it --- */

/* What stands in the way of taking anything. */
static bool can_be_merged(const struct merging *m)
{
	for (size_t i = 0; i < m->p->unread.count; i++) {
		const struct package_unread *u = &m->p->unread.at[i];
		if (u->register_ == m->out->now && u->row == PACKAGE_ALL && u->column == PACKAGE_ALL) {
			tell(m, FINDING_ERROR, 0, 0, PHRASE("{file} cannot be read whole: mend it first; nothing is "
				"taken",
				m->out->now->path));
			return false;
		}
	}
	for (size_t k = 0; k < m->of->key_count; k++)
		if (!m->t->column_of[m->of->key[k]]) {
			const struct template_column *c = &m->of->columns[m->of->key[k]];
			tell(m, FINDING_ERROR, m->t->head_row, 0, PHRASE("no column is {name} ({title}), by which the "
				"rows of "
				"{file} are known: nothing is taken", c->name, template_say(m->sc, m->p->template,
					&c->title),
				m->out->now->path));
			return false;
		}
	return m->of->key_count > 0;
}

static void index_rows(struct merging *m)
{
	const struct package_register *now = m->out->now;
	m->now_keys = lookup_new(m->sc);
	m->new_keys = lookup_new(m->sc);
	m->by_row = NEWS(m->sc, const struct merge_row *, now->rows.count + 1);
	m->seen_now = NEWS(m->sc, bool, now->rows.count + 1);
	for (size_t i = 0; i < now->rows.count; i++)
		lookup_add(m->now_keys, key_of_cells(m->sc, m->of, now->rows.at[i].cells), i);
	if (!m->base)
		return;
	m->tokens = lookup_new(m->sc);
	m->base_keys = lookup_new(m->sc);
	m->seen_base = NEWS(m->sc, bool, m->base->count + 1);
	for (size_t i = 0; i < m->base->count; i++) {
		lookup_add(m->tokens, m->base->at[i].token, i);
		lookup_add(m->base_keys, key_of_cells(m->sc, m->of, m->base->at[i].cells), i);
	}
}

/* Changed and removed rows first, in the register's order; those that come behind them, in the file's. */
static void put_in_order(struct merging *m)
{
	struct merge *out = m->out;
	struct merge sorted = *out;
	sorted.rows.at = NULL;
	sorted.rows.count = sorted.rows.cap = 0;
	for (size_t i = 0; i < out->now->rows.count; i++)
		if (m->by_row[i])
			*LIST_ADD(m->sc, &sorted.rows) = *m->by_row[i];
	for (size_t i = 0; i < out->rows.count; i++)
		*LIST_ADD(m->sc, &sorted.rows) = out->rows.at[i];
	*out = sorted;
}

const struct merge *merge_table(struct scope *sc, const struct package *p, const struct taken *t,
                                const struct merge_base *base, bool whole, struct doubts *doubts)
{
	struct merge *out = NEW(sc, struct merge);
	struct merging m = { .sc = sc, .p = p, .of = t->shape->of, .t = t, .base = base, .whole = whole,
	                     .doubts = doubts, .out = out };
	out->now = package_register(p, t->shape->of->name);
	if (!can_be_merged(&m))
		return out;
	index_rows(&m);
	if (base)
		merge_with_base(&m);
	else
		for (size_t i = 0; i < t->rows.count; i++)
			merge_by_key(&m, &t->rows.at[i]);
	if (base)
		remove_of_base(&m);
	remove_absent(&m);
	put_in_order(&m);
	return out;
}

/* --- the base --- */

const struct merge_base *merge_base_of(struct scope *sc, const char *sheet, const struct package_register *r)
{
	struct merge_base *out = NEW(sc, struct merge_base);
	struct lookup *ids = lookup_new(sc);
	for (size_t i = 0; i < r->rows.count; i++) {
		char token[TOKEN_TEXT];
		token_of_row(sheet, lookup_add_own(ids, package_key_of(sc, r->of, r, i, "|"), i), token);
		*LIST_ADD(sc, out) = (struct merge_was){ scope_copy(sc, token), r->rows.at[i].cells };
	}
	return out;
}

const struct merge_base *merge_base_read(struct scope *sc, const struct template_register *of,
                                         const struct workbook_sheet *sheet)
{
	struct merge_base *out = NEW(sc, struct merge_base);
	const struct workbook_row *head = sheet->row_count ? &sheet->rows[0] : NULL;
	int *column_of = NEWS(sc, int, of->column_count + 1);
	if (!head || head->number != 1)
		return NULL;
	for (size_t i = 1; i < head->count; i++) {
		int c = template_column(of, head->cells[i].text);
		if (c >= 0)
			column_of[c] = (int)i;
	}
	for (size_t i = 1; i < sheet->row_count; i++) {
		const struct workbook_row *row = &sheet->rows[i];
		struct merge_was was = { row->count ? row->cells[0].text : "", NEWS(sc, const char *,
			of->column_count) };
		for (size_t c = 0; c < of->column_count; c++)
			if (column_of[c])
				was.cells[c] = column_of[c] < (int)row->count ? row->cells[column_of[c]].text : "";
		*LIST_ADD(sc, out) = was;
	}
	return out;
}
