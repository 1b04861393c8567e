/* sheet.c: a sheet's rows as CSV and as a page. */
#include "base/base.h"
#include "render/html.h"
#include "render/sheet.h"
#include "style.inc"
#include "text/csv.h"

struct putting { struct buf *b; const struct template_sheet *sheet; };

static void put_csv_cell(struct buf *b, const char *text, bool is_number)
{
	SCOPE(turn);
	csv_put(b, !is_number && *text && strchr("=+-@\t\r", *text) ? scope_printf(turn, "'%s", text) : text);
}

static const struct fault *put_csv_row(void *context, const struct sql_row *row)
{
	const struct putting *p = context;
	int shown = (int)p->sheet->column_count;
	for (int c = 0; c < shown; c++) {
		put_csv_cell(p->b, row->texts[c], row->is_number[c]);
		buf_char(p->b, c + 1 < shown ? ',' : '\n');
	}
	return NULL;
}

/* Beside the style of all pages: cells keep the lines of their texts, short ones stay on one. */
static const char own_style[] = "td { white-space: pre-line; } td.short { white-space: nowrap; }\n";

static const struct fault *put_page_row(void *context, const struct sql_row *row)
{
	const struct putting *p = context;
	struct buf *b = p->b;
	html(b, "<tr>");
	for (int c = 0; c < (int)p->sheet->column_count; c++) {
		enum template_type type = p->sheet->columns[c].type;
		if (type == TEMPLATE_DATE || type == TEMPLATE_INTEGER || type == TEMPLATE_NUMBER)
			html(b, "<td class=\"short\">");
		else
			html(b, "<td>");
		html_text(b, row->texts[c]);
		html(b, "</td>");
	}
	html(b, "</tr>\n");
	return NULL;
}

static const struct fault *run(struct scope *sc, const struct view *v, const struct template_sheet *s,
                               sql_visit *visit, void *context)
{
	struct sql *facts = NULL;
	TRY(view_facts(sc, v, &facts));
	return sql_select(facts, s->sql, (int)s->result_count, visit, context);
}

const struct fault *sheet_csv(struct scope *sc, const struct view *v, const struct template_sheet *s, struct buf *b)
{
	struct putting put = { b, s };
	buf_clear(b);
	for (size_t c = 0; c < s->column_count; c++) {
		csv_put(b, s->columns[c].head.in[v->language]);
		buf_char(b, c + 1 < s->column_count ? ',' : '\n');
	}
	return run(sc, v, s, put_csv_row, &put);
}

const struct fault *sheet_page(struct scope *sc, const struct view *v, const struct template_sheet *s, struct buf *b)
{
	struct putting put = { b, s };
	buf_clear(b);
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, v->template->languages.at[v->language]);
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(b, s->title.in[v->language]);
	html(b, " - ");
	html_text(b, v->package->id);
	html(b, "</title>\n<style>\n");
	buf_text(b, style);
	buf_text(b, own_style);
	html(b, "</style>\n");
	html_running_head(b, v->package->id, v->package->marking, v->version_name);
	html(b, "</head>\n");
	html_body(b, s->column_count > HTML_WIDE);
	html_marking(b, v->package->marking);
	html(b, "<header class=\"top\"><p><span class=\"id\">");
	html_text(b, v->package->id);
	html(b, "</span> ");
	html_text(b, v->package->title);
	html(b, "</p><p>");
	html_text(b, v->version_name);
	html(b, "</p></header>\n<main>\n<h1>");
	html_text(b, s->title.in[v->language]);
	html(b, "</h1>\n<div class=\"table\" tabindex=\"0\"><table><thead><tr>");
	for (size_t c = 0; c < s->column_count; c++) {
		buf_printf(b, "<th scope=\"col\" style=\"min-width: %dch\">", s->columns[c].width * 3 / 4);
		html_text(b, s->columns[c].head.in[v->language]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	TRY(run(sc, v, s, put_page_row, &put));
	html(b, "</tbody></table></div>\n</main>\n<footer>");
	html_text(b, v->program);
	html(b, "</footer>\n");
	html_marking(b, v->package->marking);
	html(b, "</body>\n</html>\n");
	return NULL;
}
