/* merge_write.c: a register's file with rows changed, added, taken out; the others as they lie. */
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "intake/merge.h"
#include "text/csv.h"
#include "text/unicode.h"

struct writing {
	struct scope *sc;
	const struct merge *m;
	const char *bytes;
	size_t len;
	const struct csv *csv;
	const size_t *lines;            /* where each begins, from 0 */
	size_t line_count;
	const char *end;                /* of a line, as this file ends them */
	int *column_of;                 /* by the register's columns, those that come behind included */
	size_t width;                   /* columns of the file */
	bool widened;                   /* some come: every row is written anew */
	struct buf *out;
};

static void find_lines(struct writing *w)
{
	struct { size_t *at; size_t count, cap; } lines = {0};
	*LIST_ADD(w->sc, &lines) = 0;
	for (size_t i = 0; i < w->len; i++)
		if (w->bytes[i] == '\n')
			*LIST_ADD(w->sc, &lines) = i + 1;
	w->lines = lines.at;
	w->line_count = lines.count;
}

static size_t offset_of(const struct writing *w, int line)
{
	return line >= 1 && (size_t)line <= w->line_count ? w->lines[line - 1] : w->len;
}

/* The bytes of a row of the file, up to where the next begins. */
static void put_as_it_is(struct writing *w, size_t row)
{
	size_t from = offset_of(w, w->csv->rows[row].line);
	size_t to = row + 1 < w->csv->count ? offset_of(w, w->csv->rows[row + 1].line) : w->len;
	buf_put(w->out, w->bytes + from, to - from);
	if (to > from && w->bytes[to - 1] != '\n')
		buf_text(w->out, w->end);
}

static void put_cells(struct writing *w, const char *const *cells)
{
	for (size_t i = 0; i < w->width; i++) {
		if (i)
			buf_char(w->out, ',');
		csv_put(w->out, cells[i] ? cells[i] : "");
	}
	buf_text(w->out, w->end);
}

/* A row of the file, NULL: none, with the cells that a change brings. */
static void put_changed(struct writing *w, const struct csv_row *row, const struct merge_row *change)
{
	const struct template_register *of = w->m->now->of;
	const char **cells = NEWS(w->sc, const char *, w->width + 1);
	for (size_t i = 0; row && i < row->count && i < w->width; i++)
		cells[i] = row->cells[i];
	for (size_t c = 0; change && c < of->column_count; c++)
		if (change->cells[c] && w->column_of[c] >= 0)
			cells[w->column_of[c]] = change->cells[c];
	put_cells(w, cells);
}

/* Columns of the template that the file lacks and a change needs come behind the others. */
static void map_columns(struct writing *w)
{
	const struct template_register *of = w->m->now->of;
	w->width = w->csv->rows[0].count;
	w->column_of = NEWS(w->sc, int, of->column_count + 1);
	for (size_t c = 0; c < of->column_count; c++) {
		bool wanted = false;
		w->column_of[c] = w->m->now->column_of ? w->m->now->column_of[c] : -1;
		for (size_t i = 0; w->column_of[c] < 0 && i < w->m->rows.count; i++) {
			const struct merge_row *row = &w->m->rows.at[i];
			wanted = wanted || (row->kind != MERGE_REMOVE && row->cells[c] && *row->cells[c]);
		}
		if (wanted) {
			w->column_of[c] = (int)w->width++;
			w->widened = true;
		}
	}
}

static void put_head(struct writing *w)
{
	const struct template_register *of = w->m->now->of;
	const char **cells = NEWS(w->sc, const char *, w->width + 1);
	if (!w->widened) {
		buf_put(w->out, w->bytes, offset_of(w, w->csv->rows[0].line));
		put_as_it_is(w, 0);
		return;
	}
	for (size_t i = 0; i < w->csv->rows[0].count; i++)
		cells[i] = w->csv->rows[0].cells[i];
	for (size_t c = 0; c < of->column_count; c++)
		if (w->column_of[c] >= (int)w->csv->rows[0].count)
			cells[w->column_of[c]] = of->columns[c].name;
	put_cells(w, cells);
}

/* What becomes of the row of the register at a line; NULL: nothing. */
static const struct merge_row *change_at(const struct writing *w, size_t *next, int line)
{
	const struct merge *m = w->m;
	while (*next < m->rows.count && m->rows.at[*next].kind != MERGE_ADD
	       && m->now->rows.at[m->rows.at[*next].row].line < line)
		++*next;
	const struct merge_row *row = *next < m->rows.count ? &m->rows.at[*next] : NULL;
	return row && row->kind != MERGE_ADD && m->now->rows.at[row->row].line == line ? row : NULL;
}

static void put_rows(struct writing *w)
{
	size_t next = 0;
	for (size_t i = 1; i < w->csv->count; i++) {
		const struct merge_row *change = change_at(w, &next, w->csv->rows[i].line);
		if (change && change->kind == MERGE_REMOVE)
			continue;
		if (change || w->widened)
			put_changed(w, &w->csv->rows[i], change);
		else
			put_as_it_is(w, i);
	}
	for (size_t i = 0; i < w->m->rows.count; i++)
		if (w->m->rows.at[i].kind == MERGE_ADD)
			put_changed(w, NULL, &w->m->rows.at[i]);
}

/* A register without a file has all the columns of its template. */
static const char *fresh_head(struct scope *sc, const struct template_register *of)
{
	struct buf *b = buf_new(sc);
	for (size_t c = 0; c < of->column_count; c++)
		buf_printf(b, "%s%s", c ? "," : "", of->columns[c].name);
	buf_char(b, '\n');
	return b->at;
}

static const struct fault *read_file(struct writing *w, const struct template_register *of)
{
	enum unicode_origin origin;
	size_t len = 0;
	int bad;
	const char *text = unicode_normalise(w->sc, w->bytes, w->len, true, &len, &origin, &bad);
	if (!text || origin == UNICODE_CP932)
		return fault_make(FAULT_REFUSED, "{file} is not UTF-8; save it as UTF-8 first", w->m->now->path);
	w->csv = csv_read(w->sc, text, len);
	if (w->csv->mistake_count)
		return fault_while(fault_of(FAULT_REFUSED, w->csv->mistakes[0].says), "{file}:{line}", w->m->now->path,
		                   w->csv->mistakes[0].line);
	if (w->csv->count > 0)
		return NULL;
	w->bytes = fresh_head(w->sc, of);
	w->len = strlen(w->bytes);
	w->csv = csv_read(w->sc, w->bytes, w->len);
	return NULL;
}

const struct fault *merge_write(struct scope *sc, const struct merge *m, const char *bytes, size_t len, struct buf *out)
{
	struct writing w = { .sc = sc, .m = m, .bytes = bytes, .len = len, .out = out };
	bool present = m->now->column_of != NULL;
	TRY(read_file(&w, m->now->of));
	find_lines(&w);
	const char *first = memchr(w.bytes, '\n', w.len);
	w.end = first && first > w.bytes && first[-1] == '\r' ? "\r\n" : "\n";
	map_columns(&w);
	for (size_t c = 0; !present && c < m->now->of->column_count; c++)
		w.column_of[c] = (int)c;
	w.widened = w.widened && present;
	w.width = present ? w.width : m->now->of->column_count;
	put_head(&w);
	put_rows(&w);
	return NULL;
}
