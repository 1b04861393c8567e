/* canon.c: canon-1 of an element: what a sign-off covers.
 *
 * The form is a list of lines: the front matter's fields in order of
 * name, the document's canonical Markdown (text/markdown/outline.c),
 * each register's rows in order of key, each attachment's digest.  A
 * change of the form would end every sign-off there is: a new form is a
 * new number, canon-2, beside this one. */
#include "base/base.h"
#include "base/buf.h"
#include "package/package.h"
#include "text/csv.h"

static int by_field(const void *a, const void *b)
{
	const struct package_value *x = a, *y = b;
	int d = strcmp(x->field, y->field);
	if (!d) d = x->position - y->position;
	return d ? d : strcmp(x->value, y->value);
}

static void put_front(struct buf *out, const struct package_document *d)
{
	SCOPE(turn);
	struct package_value *sorted = NEWS(turn, struct package_value, d->front.count + 1);
	if (d->front.count)
		memcpy(sorted, d->front.at, d->front.count * sizeof *sorted);
	qsort(sorted, d->front.count, sizeof *sorted, by_field);
	for (size_t i = 0; i < d->front.count; i++) {
		buf_printf(out, "front %s ", sorted[i].field);
		csv_put(out, sorted[i].value);
		buf_char(out, '\n');
	}
}

static _Thread_local const struct template_register *sorting;

static int by_key(const void *a, const void *b)
{
	const char **x = ((const struct package_row *)a)->cells, **y = ((const struct package_row *)b)->cells;
	int d = 0;
	for (size_t k = 0; k < sorting->key_count && !d; k++)
		d = strcmp(x[sorting->key[k]], y[sorting->key[k]]);
	for (size_t c = 0; c < sorting->column_count && !d; c++)
		d = strcmp(x[c], y[c]);
	return d;
}

static bool row_belongs(const struct package *p, const struct template_register *of, const struct package_row *row,
                        const struct template_element *e)
{
	if (of->element)
		return strcmp(of->element, e->id) == 0;
	int c = of->requirement_column ? template_column(of, of->requirement_column) : -1;
	const struct template_requirement *r = c < 0 ? NULL : template_requirement(p->template, row->cells[c]);
	return r && r->element == e;
}

static void put_register(struct buf *out, const struct package *p, const struct package_register *r,
                         const struct template_element *e)
{
	SCOPE(turn);
	struct package_row *rows = NEWS(turn, struct package_row, r->rows.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < r->rows.count; i++)
		if (row_belongs(p, r->of, &r->rows.at[i], e))
			rows[count++] = r->rows.at[i];
	if (count == 0)
		return;
	sorting = r->of;
	qsort(rows, count, sizeof *rows, by_key);
	buf_printf(out, "register %s", r->of->name);
	for (size_t c = 0; c < r->of->column_count; c++)
		buf_printf(out, " %s", r->of->columns[c].name);
	buf_char(out, '\n');
	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; c < r->of->column_count; c++) {
			csv_put(out, rows[i].cells[c]);
			buf_char(out, c + 1 < r->of->column_count ? ',' : '\n');
		}
}

void package_canon(const struct package *p, const struct template_element *e, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	struct buf *text = buf_new(turn);
	const struct package_document *d = package_document(p, e->id);
	buf_printf(text, "canon-1\nelement %s\n", e->id);
	size_t empty = text->len;
	if (d) {
		put_front(text, d);
		buf_printf(text, "document %s\n%s", d->path, markdown_canon(d->markdown));
	}
	for (size_t i = 0; i < p->companions.count; i++)
		if (p->companions.at[i].element == e) {
			put_front(text, &p->companions.at[i]);
			buf_printf(text, "document %s\n%s", p->companions.at[i].path,
			           markdown_canon(p->companions.at[i].markdown));
		}
	for (size_t i = 0; i < p->template->registers.count; i++)
		put_register(text, p, &p->registers[i], e);
	for (size_t i = 0; i < p->attachments.count; i++)
		if (p->attachments.at[i].element == e)
			buf_printf(text, "attachment %s %s\n", p->attachments.at[i].entry->path,
			           p->attachments.at[i].entry->digest);
	out[0] = '\0';
	if (text->len > empty)
		digest_bytes(text->at, text->len, out);
}

/* --- what a finding is about --- */

static const char *about_row(struct scope *sc, const struct package_register *r, int line)
{
	struct buf *out = buf_new(sc);
	size_t low = 0, high = r->rows.count;
	while (low < high) {                    /* rows stand in the order of their lines */
		size_t mid = (low + high) / 2;
		if (r->rows.at[mid].line < line)
			low = mid + 1;
		else
			high = mid;
	}
	for (size_t c = 0; low < r->rows.count && r->rows.at[low].line == line && c < r->of->column_count; c++) {
		csv_put(out, r->rows.at[low].cells[c]);
		buf_char(out, c + 1 < r->of->column_count ? ',' : '\n');
	}
	return out->at;
}

/* The field of the front matter, else the section the line lies in: what stands under the nearest heading before it. */
static const char *about_text(const struct package_document *d, int line)
{
	const struct markdown_heading *headings = NULL;
	size_t count = markdown_headings(d->markdown, &headings), at = count;
	for (size_t i = 0; i < d->front.count; i++)
		if (d->front.at[i].line == line)
			return d->front.at[i].value;
	for (size_t i = 0; i < count && headings[i].line <= line; i++)
		at = i;
	return line == 0 || at == count ? "" : markdown_content(d->markdown, at);
}

const char *package_about(struct scope *sc, const struct package *p, const char *file, int line)
{
	const struct package_register *r = package_register_at(p, file);
	if (r)
		return about_row(sc, r, line);
	for (size_t i = 0; i < p->documents.count; i++)
		if (strcmp(p->documents.at[i].path, file) == 0)
			return about_text(&p->documents.at[i], line);
	for (size_t i = 0; i < p->companions.count; i++)
		if (strcmp(p->companions.at[i].path, file) == 0)
			return about_text(&p->companions.at[i], line);
	for (size_t i = 0; i < p->identity.count && strcmp(file, "package.yaml") == 0; i++)
		if (p->identity.at[i].line == line)
			return p->identity.at[i].value;
	for (size_t i = 0; i < p->uses.count; i++) {
		size_t n = strlen(p->uses.at[i].of->alias);
		if (strncmp(file, p->uses.at[i].of->alias, n) == 0 && file[n] == ':')
			return package_about(sc, p->uses.at[i].package, file + n + 1, line);
	}
	const struct package_attachment *a = package_attachment(p, file);
	return a ? a->entry->digest : "";
}
