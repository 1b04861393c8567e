/* taken.c: finding the head, matching its columns, gathering the rows. */
#include "base/base.h"
#include "base/buf.h"
#include "base/lookup.h"
#include "intake/taken.h"
#include "intake/value.h"
#include "text/token.h"
#include "text/unicode.h"

enum { HEAD_WITHIN = 40, WIDEST = 1024, FEW = 2, NEAREST = 3 };
static const char sheet_key[] = "sarflow sheet=", token_head[] = "sarflow row", block_key[] = "sarflow block=";

struct search {
	struct scope *sc;
	const struct workbook_sheet *sheet;
	const struct taken_names *names;
	struct lookup *said;            /* places in names, by shape and head */
	struct doubts *doubts;
	/* merged areas that reach into the first rows, where a head may stand */
	struct { const struct workbook_area **at; size_t count, cap; } areas;
};
/* What a try found: the head ends in this row and takes so many. */
struct try { const struct shape *shape; int row, rows, matched, heads; bool keys; };

static const struct workbook_cell nothing = { .text = "", .raw = "" };

/* --- the head --- */

/* The words of a cell, or of the merged cells that cover it. */
static const char *words_at(const struct search *s, int row, int column)
{
	const char *own = workbook_cell(s->sheet, row, column)->text;
	for (size_t i = 0; !*own && i < s->areas.count; i++) {
		const struct workbook_area *a = s->areas.at[i];
		if (row >= a->top && row <= a->bottom && column >= a->left && column <= a->right)
			own = workbook_cell(s->sheet, a->top, a->left)->text;
	}
	return value_trimmed(s->sc, own);
}

/* A head of two rows: what stands below says more, "Supplier | CAGE". */
static const char *head_at(const struct search *s, int row, int rows, int column)
{
	const char *low = words_at(s, row, column), *high = rows > 1 ? words_at(s, row - 1, column) : "";
	if (!*high || strcmp(low, high) == 0)
		return low;
	return *low ? scope_printf(s->sc, "%s %s", high, low) : high;
}

/* What a column may be called, from the most exact on: by all of its head, by what stands below, by what stands above;
 * each also without what stands in brackets, a unit or a remark.  In the form of value_bare(); NULL: no more. */
enum { CALLS = 6 };
struct calls { const char *at[CALLS + 1]; };

static void add_call(struct search *s, struct calls *out, size_t *count, const char *words)
{
	const char *plain = unicode_plain(s->sc, words), *bare = value_bare(s->sc, plain);
	size_t part = strcspn(plain, "([");
	if (*bare)
		out->at[(*count)++] = bare;
	if (*bare && part && plain[part])
		out->at[(*count)++] = value_bare(s->sc, scope_copy_bytes(s->sc, plain, part));
}

static struct calls calls_at(const struct search *search, int row, int rows, int column)
{
	struct search s = *search;
	struct calls out = {{0}};
	size_t count = 0;
	add_call(&s, &out, &count, head_at(&s, row, rows, column));
	if (rows > 1) {
		add_call(&s, &out, &count, words_at(&s, row, column));
		add_call(&s, &out, &count, words_at(&s, row - 1, column));
	}
	return out;
}

static int column_keyed(const struct shape *shape, const char *key)
{
	for (size_t c = 0; c < shape->column_count; c++)
		if (strcmp(shape->columns[c].key, key) == 0)
			return (int)c;
	return -1;
}

static const char *said_name(struct scope *sc, const char *shape, const char *bare)
{
	return scope_printf(sc, "%s\n%s", shape, bare);
}

static void list_said(struct search *s)
{
	s->said = lookup_new(s->sc);
	for (size_t i = 0; s->names && i < s->names->count; i++) {
		const struct taken_name *n = &s->names->at[i];
		lookup_add(s->said, said_name(s->sc, n->shape, value_bare(s->sc, n->head)), i);
	}
}

static const struct taken_name *name_said(const struct search *s, const struct shape *shape, const char *bare)
{
	if (!bare || !s->names || !s->names->count)
		return NULL;
	size_t at = lookup_find(s->said, said_name(s->sc, shape->name, bare));
	return at != LOOKUP_NONE && column_keyed(shape, s->names->at[at].key) >= 0 ? &s->names->at[at] : NULL;
}

static int column_called(const struct search *s, const struct shape *shape, const struct calls *calls)
{
	const struct taken_name *said = name_said(s, shape, calls->at[0]);
	int at = said ? column_keyed(shape, said->key) : -1;
	for (size_t i = 0; at < 0 && calls->at[i]; i++) {
		size_t found = lookup_find(shape->heads, calls->at[i]);
		at = found == LOOKUP_NONE ? -1 : (int)found;
	}
	return at;
}

static int width_of(const struct workbook_sheet *sheet, int row, int rows)
{
	size_t widest = 0;
	for (int i = row - rows + 1; i <= row; i++) {
		const struct workbook_row *r = workbook_row(sheet, i);
		widest = r && r->count > widest ? r->count : widest;
	}
	return widest > WIDEST ? WIDEST : (int)widest;
}

static struct try try_row(const struct search *s, const struct shape *shape, struct try out,
                          const struct calls *calls, int width)
{
	bool *seen = NEWS(s->sc, bool, shape->column_count + 1);
	out.shape = shape;
	out.keys = true;
	for (int c = 0; c < width; c++) {
		int at = column_called(s, shape, &calls[c]);
		out.heads += calls[c].at[0] != NULL;
		if (at < 0 || seen[at])
			continue;
		seen[at] = true;
		out.matched++;
	}
	for (size_t c = 0; c < shape->column_count; c++)
		out.keys = out.keys && (seen[c] || !shape->columns[c].of || !shape->columns[c].of->key);
	return out;
}

/* Is the sheet called like this table? */
static bool is_called(const struct search *s, const struct shape *shape)
{
	const char *bare = value_bare(s->sc, s->sheet->name);
	for (size_t i = 0; i < shape->titles.count; i++)
		if (*bare && strcmp(value_bare(s->sc, shape->titles.at[i]), bare) == 0)
			return true;
	return false;
}

static int worth(const struct search *s, const struct try *t)
{
	return t->matched * 4 + t->keys * 3 + is_called(s, t->shape) * 6 - t->rows;
}

/* Two columns make a table, if all of the key are among them, or if they are half of those that are there. */
static bool is_enough(const struct try *t)
{
	int least = t->shape->column_count < FEW ? (int)t->shape->column_count : FEW;
	return t->matched >= least && (t->keys || t->matched * 2 >= t->heads);
}

static void try_shapes(const struct search *s, const struct shape *const *shapes, size_t count, int row, int rows,
                       struct try *best)
{
	SCOPE(turn);
	struct search own = *s;
	int width = width_of(s->sheet, row, rows);
	struct calls *calls = NEWS(turn, struct calls, (size_t)width + 1);
	own.sc = turn;
	for (int c = 0; c < width; c++)
		calls[c] = calls_at(&own, row, rows, c + 1);
	for (size_t k = 0; k < count; k++) {
		struct try t = try_row(&own, shapes[k], (struct try){ .row = row, .rows = rows }, calls, width);
		if (is_enough(&t) && (!best->shape || worth(&own, &t) > worth(&own, best)))
			*best = t;
	}
}

static struct try best_of(const struct search *s, const struct shape *const *shapes, size_t count)
{
	struct try best = {0};
	for (size_t i = 0; i < s->sheet->row_count && s->sheet->rows[i].number <= HEAD_WITHIN; i++)
		for (int rows = 1; rows <= 2 && rows <= s->sheet->rows[i].number; rows++)
			try_shapes(s, shapes, count, s->sheet->rows[i].number, rows, &best);
	return best;
}

/* --- a sheet of ours --- */

/* The row of keys, and the column of tokens, where it says which sheet it is. */
static bool find_keys(const struct workbook_sheet *sheet, int *row, int *column, const char **key)
{
	for (size_t i = 0; i < sheet->row_count && sheet->rows[i].number <= HEAD_WITHIN; i++)
		for (size_t c = sheet->rows[i].count; c > 0; c--)
			if (strncmp(sheet->rows[i].cells[c - 1].text, sheet_key, sizeof sheet_key - 1) == 0) {
				*row = sheet->rows[i].number;
				*column = (int)c;
				*key = sheet->rows[i].cells[c - 1].text + sizeof sheet_key - 1;
				return true;
			}
	return false;
}

const char *taken_sheet_key(struct scope *sc, const struct workbook_sheet *sheet)
{
	int row, column;
	const char *key;
	return find_keys(sheet, &row, &column, &key) ? value_trimmed(sc, key) : NULL;
}

static const struct shape *shape_called(const struct shape *const *shapes, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(shapes[i]->name, name) == 0
		    || (shapes[i]->sheet && strcmp(shapes[i]->sheet->name, name) == 0))
			return shapes[i];
	return NULL;
}

/* --- columns --- */

static double likeness(struct scope *sc, const char *a, const char *b)
{
	const char *x = value_bare(sc, a), *y = value_bare(sc, b);
	size_t n = strlen(x), m = strlen(y), same = 0;
	bool *used = NEWS(sc, bool, m + 1);
	for (size_t i = 0; i + 1 < n; i++)
		for (size_t k = 0; k + 1 < m; k++)
			if (!used[k] && x[i] == y[k] && x[i + 1] == y[k + 1]) {
				used[k] = true;
				same++;
				break;
			}
	return n + m > 2 ? 2.0 * (double)same / (double)(n + m - 2) : 0;
}

/* The columns still free that sound most like a head. */
static struct names nearest(const struct search *s, const struct taken *t, const char *head)
{
	struct names out = {0};
	double worst = 2;
	while (out.count < NEAREST) {
		double best = 0.25;
		const char *name = NULL;
		for (size_t c = 0; c < t->shape->column_count; c++) {
			SCOPE(turn);
			const struct shape_column *of = &t->shape->columns[c];
			double like = likeness(turn, of->key, head);
			for (size_t i = 0; i < of->heads.count; i++) {
				double other = likeness(turn, of->heads.at[i], head);
				like = other > like ? other : like;
			}
			if (!t->column_of[c] && like > best && like <= worst && !list_has(&out, of->key)) {
				best = like;
				name = of->key;
			}
		}
		if (!name)
			break;
		worst = best;
		*LIST_ADD(s->sc, &out) = name;
	}
	return out;
}

static void add_head(const struct search *s, struct taken *t, int column, int of, const char *text)
{
	if (of >= 0 && t->column_of[of]) {
		doubt_add(s->doubts, FINDING_WARNING, s->sheet->name, t->head_row, column,
			PHRASE("this column, \"{name}\", would be {column} like another one before it: it is not read",
			text, t->shape->columns[of].key));
		of = -1;
	}
	if (of >= 0)
		t->column_of[of] = column;
	*LIST_ADD(s->sc, &t->heads) = (struct taken_head){ .column = column, .text = text, .of = of };
}

static void map_columns(const struct search *s, struct taken *t, const struct try *by)
{
	int widest = 0;
	for (size_t i = 0; i < s->sheet->row_count; i++)
		widest = (int)s->sheet->rows[i].count > widest ? (int)s->sheet->rows[i].count : widest;
	for (int c = 1; c <= widest && c <= WIDEST; c++) {
		struct calls calls = calls_at(s, by->row, by->rows, c);
		add_head(s, t, c, column_called(s, t->shape, &calls), head_at(s, by->row, by->rows, c));
		t->heads.at[t->heads.count - 1].said = name_said(s, t->shape, calls.at[0]);
	}
}

static void map_keys(const struct search *s, struct taken *t, int keys, int tokens)
{
	const struct workbook_row *row = workbook_row(s->sheet, keys);
	for (int c = 1; row && c <= (int)row->count; c++) {
		const char *key = value_trimmed(s->sc, row->cells[c - 1].text);
		if (c != tokens)
			add_head(s, t, c, *key ? column_keyed(t->shape, key) : -1, words_at(s, t->head_row, c));
	}
}

/* --- rows --- */

/* For each column of the shape, the merged areas that hold it, from the top down. */
struct covers { const struct workbook_area **at; size_t count, cap, next; };

static int by_top(const void *a, const void *b)
{
	return (*(const struct workbook_area *const *)a)->top - (*(const struct workbook_area *const *)b)->top;
}

static struct covers *covers_of(const struct search *s, const struct taken *t)
{
	struct covers *all = NEWS(s->sc, struct covers, t->shape->column_count + 1);
	for (size_t i = 0; i < s->sheet->merged_count; i++)
		for (size_t c = 0; c < t->shape->column_count; c++) {
			const struct workbook_area *a = &s->sheet->merged[i];
			if (t->column_of[c] >= a->left && t->column_of[c] <= a->right && a->bottom > t->head_row)
				*LIST_ADD(s->sc, &all[c]) = a;
		}
	for (size_t c = 0; c < t->shape->column_count; c++)
		if (all[c].count > 1)
			qsort(all[c].at, all[c].count, sizeof *all[c].at, by_top);
	return all;
}

/* A cell, or what the merged cells that cover it hold: down the rows they say it again, across they say it once. */
static const struct workbook_cell *cell_at(const struct search *s, const struct workbook_row *row, int column,
                                           struct covers *covers)
{
	const struct workbook_cell *own = column <= (int)row->count ? &row->cells[column - 1] : &nothing;
	while (covers->next < covers->count && covers->at[covers->next]->bottom < row->number)
		covers->next++;
	const struct workbook_area *a = covers->next < covers->count ? covers->at[covers->next] : NULL;
	if (!a || row->number < a->top || *own->text)
		return own;
	if (column != a->left) {
		doubt_add(s->doubts, FINDING_WARNING, s->sheet->name, row->number, column,
		          PHRASE("this cell is merged with the one left of it: it is taken as empty"));
		return own;
	}
	if (row->number == a->top + 1)
		doubt_add(s->doubts, FINDING_NOTE, s->sheet->name, a->top, column,
			PHRASE("merged cells: what stands here "
			"is taken for each row down to row {row}", a->bottom));
	return workbook_cell(s->sheet, a->top, a->left);
}

static bool is_head_again(const struct search *s, const struct taken *t, const struct workbook_row *row)
{
	size_t same = 0;
	for (size_t i = 0; i < t->heads.count; i++) {
		const struct taken_head *h = &t->heads.at[i];
		const char *text = h->column <= (int)row->count ? row->cells[h->column - 1].text : "";
		if (!*text)
			continue;
		if (strcmp(value_trimmed(s->sc, text), workbook_cell(s->sheet, t->head_row, h->column)->text) != 0)
			return false;
		same++;
	}
	return same >= FEW;
}

static void add_row(const struct search *s, struct taken *t, const struct workbook_row *row, int tokens,
                    struct covers *covers)
{
	struct taken_row out = { row->number, "", NEWS(s->sc, const struct workbook_cell *, t->shape->column_count + 1),
	                         row->hidden, true };
	bool own = false;
	for (size_t i = 0; i < t->heads.count; i++) {
		struct taken_head *h = &t->heads.at[i];
		const struct workbook_cell *c = h->column <= (int)row->count ? &row->cells[h->column - 1] : &nothing;
		bool holds = *c->text || c->unsaved;
		h->filled += holds;
		own = own || (holds && h->of >= 0);
		out.struck = out.struck && (c->struck || !holds);
	}
	if (tokens && tokens <= (int)row->count)
		out.token = value_trimmed(s->sc, row->cells[tokens - 1].text);
	bool block = strncmp(out.token, block_key, sizeof block_key - 1) == 0;
	if (block || (!own && !*out.token))
		return;
	for (size_t c = 0; c < t->shape->column_count; c++)
		if (t->column_of[c])
			out.cells[c] = cell_at(s, row, t->column_of[c], &covers[c]);
	*LIST_ADD(s->sc, &t->rows) = out;
}

static void take_rows(const struct search *s, struct taken *t, int tokens)
{
	struct covers *covers = covers_of(s, t);
	for (size_t i = 0; i < s->sheet->row_count; i++) {
		const struct workbook_row *row = &s->sheet->rows[i];
		if (row->number <= t->head_row)
			continue;
		if (is_head_again(s, t, row))
			doubt_add(s->doubts, FINDING_NOTE, s->sheet->name, row->number, 0,
			          PHRASE("this row repeats the head: it is passed over"));
		else
			add_row(s, t, row, tokens, covers);
	}
}

/* Heads without a place here, and what they may be; those with nothing below are no columns. */
static void judge_heads(const struct search *s, struct taken *t)
{
	size_t kept = 0;
	for (size_t i = 0; i < t->heads.count; i++) {
		struct taken_head h = t->heads.at[i];
		if (h.of < 0 && !h.filled)
			continue;
		if (h.of < 0)
			h.near = nearest(s, t, h.text);
		t->heads.at[kept++] = h;
	}
	t->heads.count = kept;
}

static void find_areas(struct search *s)
{
	for (size_t i = 0; i < s->sheet->merged_count; i++)
		if (s->sheet->merged[i].top <= HEAD_WITHIN)
			*LIST_ADD(s->sc, &s->areas) = &s->sheet->merged[i];
}

const struct taken *taken_read(struct scope *sc, const struct workbook_sheet *sheet,
                               const struct shape *const *shapes, size_t count, const struct taken_names *names,
                               struct doubts *doubts)
{
	struct search s = { .sc = sc, .sheet = sheet, .names = names, .doubts = doubts };
	struct taken *t = NEW(sc, struct taken);
	int keys = 0, tokens = 0;
	const char *key = NULL;
	find_areas(&s);
	list_said(&s);
	t->sheet = sheet;
	t->ours = find_keys(sheet, &keys, &tokens, &key)
	          && (t->shape = shape_called(shapes, count, value_trimmed(sc, key))) != NULL;
	struct try by = {0};
	if (!t->ours) {
		by = best_of(&s, shapes, count);
		t->shape = by.shape;
	}
	if (!t->shape)
		return NULL;
	t->column_of = NEWS(sc, int, t->shape->column_count + 1);
	t->head_row = t->ours ? keys + 1 : by.row;
	if (t->ours)
		map_keys(&s, t, keys, tokens);
	else
		map_columns(&s, t, &by);
	for (int c = 1; !t->ours && c <= width_of(sheet, t->head_row, 1); c++)
		if (strcmp(words_at(&s, t->head_row, c), token_head) == 0)
			tokens = c;
	take_rows(&s, t, tokens);
	judge_heads(&s, t);
	return t;
}

struct names taken_missing(struct scope *sc, const struct taken *t)
{
	struct names out = {0};
	for (size_t c = 0; c < t->shape->column_count; c++)
		if (!t->column_of[c])
			*LIST_ADD(sc, &out) = t->shape->columns[c].key;
	return out;
}
