/* changes_parts.c: fields, rows, attachments and pictures, each in full. */
#include "base/base.h"
#include "base/digest.h"
#include "base/path.h"
#include "render/changes_private.h"
#include <unistd.h>

enum { PICTURE_LIMIT = 2 << 20 };       /* bytes of a picture that is shown */

static bool is_picture(const char *path)
{
	return path_has_suffix(path, ".png") || path_has_suffix(path, ".jpg") || path_has_suffix(path, ".jpeg");
}

/* The picture as an address that holds it; NULL if it is none, too large or not here. */
const struct fault *changes_read_picture(struct scope *sc, const struct changes_state *s, const char *path,
                                         const char **out)
{
	const struct package_attachment *a = package_attachment(s->package, path);
	int fd = -1;
	*out = NULL;
	if (!a || !a->entry->present || a->entry->size > PICTURE_LIMIT || !is_picture(path))
		return NULL;
	TRY(package_open(s->package, a->entry, &fd));
	unsigned char *bytes = scope_alloc(sc, a->entry->size + 1, 1);
	size_t got = 0;
	for (ssize_t n; got < a->entry->size && (n = read(fd, bytes + got, a->entry->size - got)) > 0; )
		got += (size_t)n;
	close(fd);
	*out = scope_printf(sc, "data:image/%s;base64,%s", path_has_suffix(path, ".png") ? "png" : "jpeg",
	                    digest_base64(sc, bytes, got));
	return NULL;
}

/* --- fields and rows --- */

static void open_change(struct buf *b, size_t index, enum compare_kind kind)
{
	buf_printf(b, "<tr id=\"change-%zu\" class=\"touched ", index);
	html_text(b, compare_kind_name(kind));
	html(b, "\">");
}

void changes_put_fields(struct buf *b, const struct changes *d, size_t from, size_t to)
{
	html(b, "<div class=\"table\"><table><tbody>\n");
	for (size_t i = from; i < to; i++) {
		const struct compare_change *k = &d->compare->changes.at[i];
		buf_printf(b, "<tr id=\"change-%zu\" class=\"touched\"><th scope=\"row\">", i);
		html_text(b, k->what);
		changes_put_column(b, d, k);
		html(b, "</th><td>");
		changes_put_kind(b, d, k->kind);
		changes_put_values(b, k);
		changes_put_remark_on(b, d, k, true);
		changes_put_remark_on(b, d, k, false);
		html(b, "</td></tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

/* One row with all its cells; changes [from, to) are of this row. */
static void put_row(struct buf *b, const struct changes *d, const struct package_register *r, size_t from, size_t to)
{
	const struct compare_change *first = &d->compare->changes.at[from];
	const struct package_row *row = package_row_at(r, first->line);
	open_change(b, from, first->kind);
	html(b, "<td>");
	changes_put_kind(b, d, first->kind);
	for (size_t i = from + 1; i < to; i++)  /* the list leads to each of them */
		buf_printf(b, "<span id=\"change-%zu\"></span>", i);
	changes_put_remark_on(b, d, first, true);
	changes_put_remark_on(b, d, first, false);
	html(b, "</td>");
	for (size_t c = 0; row && c < r->of->column_count; c++) {
		const struct compare_change *cell = NULL;
		for (size_t i = from; i < to && !cell; i++)
			if (d->compare->changes.at[i].column
			    && strcmp(d->compare->changes.at[i].column, r->of->columns[c].name) == 0)
				cell = &d->compare->changes.at[i];
		if (r->of->columns[c].type == TEMPLATE_DATE && !cell)
			html(b, "<td class=\"short\">");
		else
			html(b, "<td>");
		if (cell)
			changes_put_values(b, cell);
		else
			html_text(b, row->cells[c]);
		html(b, "</td>");
	}
	html(b, "</tr>\n");
}

void changes_put_register(struct buf *b, const struct changes *d, size_t from, size_t to)
{
	const char *path = d->compare->changes.at[from].file;
	const struct package_register *now = package_register_at(d->after.package, path);
	const struct package_register *then = package_register_at(d->before.package, path);
	const struct package_register *head = now ? now : then;
	html(b, "<div class=\"table\" tabindex=\"0\"><table class=\"rows\"><thead><tr><td></td>");
	for (size_t c = 0; c < head->of->column_count; c++) {
		html(b, "<th scope=\"col\">");
		html_text(b, head->of->columns[c].title.in[d->language]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = from, n; i < to; i += n) {
		const struct compare_change *k = &d->compare->changes.at[i];
		for (n = 1; i + n < to && k->kind != COMPARE_REMOVED && k[n].line == k->line
		     && k[n].kind != COMPARE_REMOVED; )
			n++;
		put_row(b, d, k->kind == COMPARE_REMOVED && then ? then : head, i, i + n);
	}
	html(b, "</tbody></table></div>\n");
}

/* --- attachments --- */

static const struct fault *put_picture(struct scope *sc, struct buf *b, const struct changes_state *s, const char *path)
{
	const char *address = NULL;
	TRY(changes_read_picture(sc, s, path, &address));
	if (!address)
		return NULL;
	html(b, "<figure><img alt=\"\" src=\"");
	html_text(b, address);
	html(b, "\"><figcaption>");
	html_text(b, s->name);
	html(b, "</figcaption></figure>\n");
	return NULL;
}

const struct fault *changes_put_attachment(struct scope *sc, struct buf *b, const struct changes *d, size_t index)
{
	const struct compare_change *k = &d->compare->changes.at[index];
	buf_printf(b, "<div id=\"change-%zu\" class=\"file touched\"><p>", index);
	changes_put_kind(b, d, k->kind);
	changes_put_values(b, k);
	changes_put_remark_on(b, d, k, true);
	changes_put_remark_on(b, d, k, false);
	html(b, "</p>\n<div class=\"pictures\">");
	if (k->kind == COMPARE_CHANGED || k->kind == COMPARE_REMOVED)
		TRY(put_picture(sc, b, &d->before, k->file));
	if (k->kind == COMPARE_CHANGED || k->kind == COMPARE_ADDED)
		TRY(put_picture(sc, b, &d->after, k->file));
	html(b, "</div></div>\n");
	return NULL;
}
