/* register.c: a register as a table: sorted by a column that is chosen, each row with what can be done about it. */
#include "base/base.h"
#include "base/path.h"
#include "render/frame.h"
#include "render/register.h"
#include "text/csv.h"
#include "view/served.h"
#include <stdlib.h>

/* A word that no column has room for. */
static bool is_digest(const char *s) { return strlen(s) == DIGEST_TEXT - 1 && !s[strspn(s, "0123456789abcdef")]; }

static void put_cell(struct buf *b, const struct template_column *c, const char *s)
{
	if (c->type == TEMPLATE_ATTACHMENT && *s && path_is_safe(s)) {
		html(b, "<td><a href=\"../");
		html_path(b, s);
		html(b, "\">");
		html_text(b, path_base(s));
		html(b, "</a></td>");
		return;
	}
	if ((c->type == TEMPLATE_INTEGER || c->type == TEMPLATE_NUMBER) && !c->list)
		html(b, "<td class=\"num\">");
	else if (c->type == TEMPLATE_DATE && !c->list)
		html(b, "<td class=\"short\">");
	else if (is_digest(s))
		html(b, "<td class=\"digest\">");
	else
		html(b, "<td>");
	html_text(b, s);
	html(b, "</td>");
}

static bool holds(const struct template_column *c, const char *cell, const char *code)
{
	size_t n = strlen(code);
	if (!c->list)
		return strcmp(cell, code) == 0;
	const char *item;
	for (size_t len; csv_item(&cell, &item, &len); )
		if (len == n && memcmp(item, code, n) == 0)
			return true;
	return false;
}

/* Is a code of the list `codes` in some row?  Several columns may take theirs from the same list. */
static bool is_used(const struct package_register *r, const char *codes, const char *code)
{
	for (size_t c = 0; c < r->of->column_count; c++)
		for (size_t i = 0; r->of->columns[c].codes && strcmp(r->of->columns[c].codes, codes) == 0
		     && i < r->rows.count; i++)
			if (holds(&r->of->columns[c], r->rows.at[i].cells[c], code))
				return true;
	return false;
}

static void put_codes_head(const struct view *v, const struct package_register *r, const char *codes, struct buf *b)
{
	const char *between = "";
	html(b, "<h2>");
	for (size_t c = 0; c < r->of->column_count; c++) {
		if (!r->of->columns[c].codes || strcmp(r->of->columns[c].codes, codes) != 0)
			continue;
		html_text(b, between);
		html_text(b, r->of->columns[c].title.in[v->language]);
		between = ", ";
	}
	html(b, "</h2>\n<dl class=\"codes\">\n");
}

/* What the codes of a list mean: each that occurs, in the order of the list, under the heads of its columns. */
static void put_codes(const struct view *v, const struct package_register *r, const char *codes, struct buf *b)
{
	bool begun = false;
	for (size_t i = 0; i < v->template->codes.count; i++) {
		const struct template_code *code = &v->template->codes.at[i];
		const char *title = code->title.in[v->language];
		if (strcmp(code->list, codes) != 0 || strcasecmp(title, code->code) == 0
		    || !is_used(r, codes, code->code))
			continue;
		if (!begun)
			put_codes_head(v, r, codes, b);
		begun = true;
		html(b, "<dt>");
		html_text(b, code->code);
		html(b, "</dt><dd>");
		html_text(b, title);
		html(b, "</dd>\n");
	}
	if (begun)
		html(b, "</dl>\n");
}

static void put_all_codes(const struct view *v, const struct package_register *r, struct buf *b)
{
	for (size_t c = 0; c < r->of->column_count; c++) {
		const char *codes = r->of->columns[c].codes;
		bool again = false;
		for (size_t k = 0; codes && k < c; k++)
			again = again || (r->of->columns[k].codes && strcmp(r->of->columns[k].codes, codes) == 0);
		if (codes && !again)
			put_codes(v, r, codes, b);
	}
}

/* What is wrong with it, above: a row may stand far below. */
static void put_register_findings(struct buf *b, const struct view *v, const struct package_register *r)
{
	SCOPE(turn);
	struct findings *own = finding_list(turn);
	for (size_t i = 0; i < v->findings->count; i++)
		if (strcmp(v->findings->at[i].place.file, r->path) == 0)
			finding_add_rule(own, &v->findings->at[i]);
	frame_findings(b, v, own, NULL, "../");
}

/* --- in another order --- */

struct order { const struct package_register *of; size_t column; bool down; };

static int compare_cells(const struct template_column *c, const char *a, const char *b)
{
	bool number = (c->type == TEMPLATE_INTEGER || c->type == TEMPLATE_NUMBER) && !c->list;
	double x = number ? strtod(a, NULL) : 0, y = number ? strtod(b, NULL) : 0;
	return x < y ? -1 : x > y ? 1 : strcmp(a, b);
}

/* Rows that are alike stay as they stand. */
static int by_column(const void *a, const void *b, void *context)
{
	const struct order *o = context;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int d = compare_cells(&o->of->of->columns[o->column], o->of->rows.at[x].cells[o->column],
	                      o->of->rows.at[y].cells[o->column]);
	return d ? (o->down ? -d : d) : x < y ? -1 : x > y;
}

/* "-expires": by this column, the last first.  false: as the file stands. */
static bool order_of(const struct view *v, const struct package_register *r, struct order *out)
{
	const char *sort = v->served && v->served->sort ? v->served->sort : "";
	bool down = *sort == '-';
	int c = template_column(r->of, sort + down);
	*out = (struct order){ r, c >= 0 ? (size_t)c : 0, down };
	return c >= 0;
}

static const size_t *rows_of(struct scope *sc, const struct package_register *r, bool sorted, struct order *o)
{
	size_t *rows = NEWS(sc, size_t, r->rows.count + 1);
	for (size_t i = 0; i < r->rows.count; i++)
		rows[i] = i;
	if (sorted)
		qsort_r(rows, r->rows.count, sizeof *rows, by_column, o);
	return rows;
}

/* --- the page --- */

static void put_head_cell(struct buf *b, const struct view *v, const struct package_register *r, size_t column,
                          const struct order *o, bool sorted)
{
	const struct template_column *c = &r->of->columns[column];
	bool mine = sorted && o->column == column;
	html(b, "<th scope=\"col\"");
	if (mine && o->down)
		html(b, " aria-sort=\"descending\"");
	else if (mine)
		html(b, " aria-sort=\"ascending\"");
	html(b, ">");
	if (v->served) {
		html(b, "<a href=\"");
		html_path(b, r->of->name);
		html_text(b, ".html?sort=");
		html_text(b, mine && !o->down ? "-" : "");
		html_path(b, c->name);
		html(b, "\">");
	}
	html_text(b, c->title.in[v->language]);
	if (mine)
		html_text(b, o->down ? " \xe2\x96\xbc" : " \xe2\x96\xb2");
	if (v->served)
		html(b, "</a>");
	html(b, "</th>");
}

static bool may_change(const struct view *v) { return v->served && v->served->me; }

static void put_link(struct buf *b, const char *page, const char *name, const struct package_register *r,
                     const char *row, int line)
{
	html(b, "<a class=\"small\" href=\"../");
	html_path(b, page);
	html_text(b, "?");
	html_text(b, name);
	html_text(b, "=");
	html_path(b, r->path);
	if (row) {
		html_text(b, "&row=");
		html_path(b, row);
	}
	if (line) {                     /* two rows may have one key */
		html_text(b, "&line=");
		html_number(b, line);
	}
	html(b, "\">");
}

static void put_row_links(struct buf *b, const struct view *v, const struct package_register *r, size_t row)
{
	SCOPE(turn);
	const char *name = package_row_name(turn, r, row);
	html(b, "<td class=\"row-links\">");
	if (v->template->severities.count) {
		put_link(b, "remark-new.html", "on", r, name, 0);
		frame_say(b, v, "Remark \xe2\x80\xa6");
		html(b, "</a> ");
	}
	put_link(b, "edit.html", "file", r, name, r->rows.at[row].line);
	frame_say(b, v, "Edit \xe2\x80\xa6");
	html(b, "</a></td>");
}

static void put_table(struct scope *sc, const struct view *v, const struct package_register *r, struct buf *b)
{
	struct order o;
	bool sorted = order_of(v, r, &o);
	const size_t *rows = rows_of(sc, r, sorted, &o);
	frame_open_table(b, "register", "sheet");
	html(b, "<thead><tr>");
	for (size_t c = 0; c < r->of->column_count; c++)
		put_head_cell(b, v, r, c, &o, sorted);
	if (may_change(v)) {
		html(b, "<th scope=\"col\" class=\"row-links\">");
		frame_say(b, v, "To do");
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < r->rows.count; i++) {
		buf_printf(b, "<tr id=\"line-%d\">", r->rows.at[rows[i]].line);
		for (size_t c = 0; c < r->of->column_count; c++)
			put_cell(b, &r->of->columns[c], r->rows.at[rows[i]].cells[c]);
		if (may_change(v))
			put_row_links(b, v, r, rows[i]);
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

static void put_titles(struct buf *b, const struct view *v, const struct package_register *r)
{
	html(b, "<h1 id=\"register\">");
	html_text(b, r->of->title.in[v->language]);
	html(b, "</h1>\n");
	for (size_t i = 0; i < v->template->languages.count; i++) {
		if (strcmp(r->of->title.in[i], r->of->title.in[v->language]) == 0)
			continue;
		html(b, "<p class=\"ja\" lang=\"");
		html_text(b, v->template->languages.at[i]);
		html(b, "\">");
		html_text(b, r->of->title.in[i]);
		html(b, "</p>\n");
	}
}

void register_put(struct scope *sc, const struct view *v, const struct package_register *r, struct buf *b)
{
	const struct frame f = { v, "../", frame_register_page(sc, r), NULL, r->of->column_count > HTML_WIDE };
	buf_clear(b);
	frame_open(b, &f, r->of->title.in[v->language]);
	put_titles(b, v, r);
	frame_remark_on(b, v, r->path, "../");
	if (v->inner)
		put_register_findings(b, v, r);
	put_table(sc, v, r, b);
	if (may_change(v)) {
		html(b, "<p>");
		put_link(b, "edit.html", "file", r, NULL, 0);
		frame_say(b, v, "A new row \xe2\x80\xa6");
		html(b, "</a></p>\n");
	}
	put_all_codes(v, r, b);
	frame_close(b, &f);
}
