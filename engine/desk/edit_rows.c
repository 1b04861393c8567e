/* edit_rows.c: rows behind a register. */
#include "base/base.h"
#include "base/buf.h"
#include "desk/edit_rows.h"
#include "text/csv.h"
#include "text/unicode.h"

struct edit_rows {
	struct scope *sc;
	const struct template_register *of;
	const char *path, *end;         /* end: how its lines end */
	size_t file_column;
	const struct csv *csv;
	int *column_of;                 /* by the template's columns: the table's, or -1 */
	struct lookup *keys, *files;    /* to rows of the table, from 1 */
	struct buf *bytes;              /* of the file as it will be */
	size_t added;
};

static const struct fault *read_bytes(struct edit_rows *r, struct source *source)
{
	const char *bytes = NULL;
	size_t len = 0;
	const struct fault *f = source_read(r->sc, source, r->path, &bytes, &len);
	if (f && f->code != FAULT_NOT_FOUND)
		return f;
	if (!f) {
		buf_put(r->bytes, bytes, len);
		return NULL;
	}
	for (size_t c = 0; c < r->of->column_count; c++)
		buf_printf(r->bytes, "%s%s", c ? "," : "", r->of->columns[c].name);
	buf_char(r->bytes, '\n');
	return NULL;
}

static const struct fault *read_table(struct edit_rows *r)
{
	enum unicode_origin origin;
	int bad_line;
	size_t len = 0;
	const char *text = unicode_normalise(r->sc, r->bytes->at, r->bytes->len, true, &len, &origin, &bad_line);
	if (!text || origin == UNICODE_CP932)
		return fault_make(FAULT_REFUSED, "{file} is not UTF-8; save it as UTF-8 first", r->path);
	r->csv = csv_read(r->sc, text, len);
	return r->csv->count ? NULL : fault_make(FAULT_REFUSED, "{file} has no header row", r->path);
}

static const char *table_cell(const struct edit_rows *r, size_t row, size_t column)
{
	int at = r->column_of[column];
	return at >= 0 && (size_t)at < r->csv->rows[row].count ? r->csv->rows[row].cells[at] : "";
}

/* The cells of the key, each with its length in front, so that none can run into the next. */
static const char *key_of(const struct edit_rows *r, const char *const *cells)
{
	struct buf *b = buf_new(r->sc);
	for (size_t k = 0; k < r->of->key_count; k++) {
		const char *cell = cells[r->of->key[k]] ? cells[r->of->key[k]] : "";
		buf_printf(b, "%zu:%s", strlen(cell), cell);
	}
	return b->at;
}

static void index_rows(struct edit_rows *r)
{
	const char **cells = NEWS(r->sc, const char *, r->of->column_count + 1);
	const struct csv_row *head = &r->csv->rows[0];
	r->column_of = NEWS(r->sc, int, r->of->column_count + 1);
	for (size_t c = 0; c < r->of->column_count; c++) {
		r->column_of[c] = -1;
		for (size_t i = 0; i < head->count && r->column_of[c] < 0; i++)
			if (strcmp(head->cells[i], r->of->columns[c].name) == 0)
				r->column_of[c] = (int)i;
	}
	for (size_t i = 1; i < r->csv->count; i++) {
		for (size_t c = 0; c < r->of->column_count; c++)
			cells[c] = table_cell(r, i, c);
		lookup_add(r->keys, key_of(r, cells), i);
		lookup_add(r->files, cells[r->file_column], i);
	}
}

const struct fault *edit_rows_open(struct scope *sc, struct source *source, const struct template_register *of,
                                   const char *file_column, struct edit_rows **out)
{
	struct edit_rows *r = NEW(sc, struct edit_rows);
	*r = (struct edit_rows){ .sc = sc, .of = of, .path = scope_printf(sc, "registers/%s.csv", of->name),
		.file_column = (size_t)template_column(of, file_column), .keys = lookup_new(sc),
		.files = lookup_new(sc), .bytes = buf_new(sc) };
	TRY(read_bytes(r, source));
	TRY(read_table(r));
	size_t n = r->bytes->len;
	if (n && r->bytes->at[n - 1] != '\n')
		buf_char(r->bytes, '\n');
	r->end = n > 1 && r->bytes->at[n - 2] == '\r' ? "\r\n" : "\n";
	index_rows(r);
	*out = r;
	return NULL;
}

bool edit_rows_has(const struct edit_rows *r, size_t column) { return r->column_of[column] >= 0; }

const char *edit_rows_cell(const struct edit_rows *r, size_t row, size_t column) { return table_cell(r, row, column); }

size_t edit_rows_find(const struct edit_rows *r, const char *const *cells)
{
	return r->of->key_count ? lookup_find(r->keys, key_of(r, cells)) : LOOKUP_NONE;
}

size_t edit_rows_about(const struct edit_rows *r, const char *path) { return lookup_find(r->files, path); }

void edit_rows_add(struct edit_rows *r, const char *const *cells)
{
	const struct csv_row *head = &r->csv->rows[0];
	for (size_t i = 0; i < head->count; i++) {
		int c = template_column(r->of, head->cells[i]);
		if (i)
			buf_char(r->bytes, ',');
		csv_put(r->bytes, c >= 0 && cells[c] ? cells[c] : "");
	}
	buf_text(r->bytes, r->end);
	r->added++;
}

bool edit_rows_added(const struct edit_rows *r, struct overlay_file *out)
{
	*out = (struct overlay_file){ r->path, r->bytes->at, r->bytes->len };
	return r->added > 0;
}
