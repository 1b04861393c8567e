/* canon.c: canon-1 of a unit: what a sign-off covers.
 *
 * Everything that a version holds belongs to exactly one unit: an element,
 * or the package as a whole.  The form is a list of lines; its definition
 * for other programs stands in packages/README.md.  A change of the form
 * would end every sign-off there is: a new form is a new number, canon-2,
 * beside this one. */
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

static void put_values(struct buf *out, const char *word, const struct package_values *values)
{
	SCOPE(turn);
	struct package_value *sorted = NEWS(turn, struct package_value, values->count + 1);
	if (values->count)
		memcpy(sorted, values->at, values->count * sizeof *sorted);
	qsort(sorted, values->count, sizeof *sorted, by_field);
	for (size_t i = 0; i < values->count; i++) {
		buf_printf(out, "%s ", word);
		csv_put(out, sorted[i].field);
		buf_char(out, ',');
		csv_put(out, sorted[i].value);
		buf_char(out, '\n');
	}
}

static void put_document(struct buf *out, const struct package_document *d)
{
	put_values(out, "front", &d->front);
	/* with its length: no text passes for what follows it */
	buf_printf(out, "document %zu %s\n%s", strlen(markdown_canon(d->markdown)), d->path,
	           markdown_canon(d->markdown));
}

/* --- registers --- */

/* The columns in which some row says something, by name: a column that is empty everywhere says nothing. */
struct columns { const size_t *at; size_t count; };

static _Thread_local struct columns sorting;

static int by_cells(const void *a, const void *b)
{
	const char **x = ((const struct package_row *)a)->cells, **y = ((const struct package_row *)b)->cells;
	int d = 0;
	for (size_t c = 0; c < sorting.count && !d; c++)
		d = strcmp(x[sorting.at[c]], y[sorting.at[c]]);
	return d;
}

static struct columns columns_of(struct scope *sc, const struct template_register *of, const struct package_row *rows,
                                 size_t count)
{
	size_t *out = NEWS(sc, size_t, of->column_count + 1), n = 0;
	for (size_t c = 0; c < of->column_count; c++) {
		bool says = false;
		for (size_t i = 0; i < count && !says; i++)
			says = *rows[i].cells[c] != '\0';
		if (!says)
			continue;
		size_t at = n++;
		for (; at > 0 && strcmp(of->columns[out[at - 1]].name, of->columns[c].name) > 0; at--)
			out[at] = out[at - 1];
		out[at] = c;
	}
	return (struct columns){ out, n };
}

/* An element that this category does not use is no unit of its own. */
static const struct template_element *unit_of(const struct package *p, const struct template_element *e)
{
	return e && *package_need(p, e) != '-' ? e : &p->template->whole;
}

/* Is the register for the team only, and no ground of the request either? */
static bool is_aside(const struct package *p, const struct template_register *of)
{
	return of->internal && of != p->template->screening.into;
}

/* The unit a row belongs to; NULL if none covers it. */
static const struct template_element *unit_of_row(const struct package *p, const struct template_register *of,
                                                  const struct package_row *row)
{
	const struct template *t = p->template;
	if (is_aside(p, of))
		return NULL;
	const struct template_element *e = of->element ? template_element(t, of->element) : NULL;
	int c = of->requirement_column ? template_column(of, of->requirement_column) : -1;
	const struct template_requirement *r = e || c < 0 ? NULL : template_requirement(t, row->cells[c]);
	return unit_of(p, e ? e : r ? r->element : NULL);
}

static void put_register(struct buf *out, const struct package *p, const struct package_register *r,
                         const struct template_element *unit)
{
	SCOPE(turn);
	struct package_row *rows = NEWS(turn, struct package_row, r->rows.count + 1);
	size_t count = 0;
	for (size_t i = 0; i < r->rows.count; i++)
		if (unit_of_row(p, r->of, &r->rows.at[i]) == unit)
			rows[count++] = r->rows.at[i];
	struct columns columns = columns_of(turn, r->of, rows, count);
	if (columns.count == 0)
		return;
	sorting = columns;
	qsort(rows, count, sizeof *rows, by_cells);
	buf_printf(out, "register %zu %s", count, r->of->name);
	for (size_t c = 0; c < columns.count; c++)
		buf_printf(out, " %s", r->of->columns[columns.at[c]].name);
	buf_char(out, '\n');
	for (size_t i = 0; i < count; i++)
		for (size_t c = 0; c < columns.count; c++) {
			csv_put(out, rows[i].cells[columns.at[c]]);
			buf_char(out, c + 1 < columns.count ? ',' : '\n');
		}
}

/* --- units --- */

/* What a unit holds: texts, rows, attachments. */
static void put_content(struct buf *out, const struct package *p, const struct template_element *unit)
{
	for (size_t i = 0; i < p->documents.count; i++)
		if (unit_of(p, p->documents.at[i].element) == unit)
			put_document(out, &p->documents.at[i]);
	for (size_t i = 0; i < p->companions.count; i++)
		if (unit_of(p, p->companions.at[i].element) == unit)
			put_document(out, &p->companions.at[i]);
	for (size_t i = 0; i < p->template->registers.count; i++)
		put_register(out, p, &p->registers[i], unit);
	for (size_t i = 0; i < p->attachments.count; i++)
		if (unit_of(p, p->attachments.at[i].element) == unit)
			buf_printf(out, "attachment %s %s\n", p->attachments.at[i].entry->path,
			           p->attachments.at[i].entry->digest);
}

/* The words of the checklist that it answers. */
static void put_lines(struct buf *out, const struct package *p, const struct template_element *unit)
{
	const struct template_requirements *lines = template_requirements(p->template);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		if (r->element != unit || *package_need_of(p, r) == '-')
			continue;
		for (size_t k = 0; k < p->template->languages.count; k++) {
			buf_printf(out, "line %s %s %s ", r->id, package_need_of(p, r), p->template->languages.at[k]);
			csv_put(out, r->text.in[k]);
			buf_char(out, '\n');
		}
	}
}

static void put_uses(struct buf *out, const struct package *p)
{
	for (size_t i = 0; i < p->template->uses.count; i++) {
		const struct package_use *u = package_use(p, p->template->uses.at[i].alias);
		if (u)
			buf_printf(out, "use %s %s %s\n", u->of->alias, u->id, u->version);
	}
}

void package_canon(const struct package *p, const struct template_element *unit, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	struct buf *text = buf_new(turn);
	buf_printf(text, "canon-1\nunit %s\n", unit->id);
	size_t empty = text->len;
	if (unit == &p->template->whole) {
		put_values(text, "field", &p->identity);
		put_uses(text, p);
	}
	put_content(text, p, unit);
	out[0] = '\0';
	if (text->len == empty)
		return;
	put_lines(text, p, unit);
	digest_bytes(text->at, text->len, out);
}

/* --- what a finding is about --- */

static const char *about_row(struct scope *sc, const struct package_register *r, int line)
{
	struct buf *out = buf_new(sc);
	const struct package_row *row = package_row_at(r, line);
	for (size_t c = 0; row && c < r->of->column_count; c++) {
		csv_put(out, row->cells[c]);
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
	const struct package_document *d = package_text(p, file);
	if (d)
		return about_text(d, line);
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
