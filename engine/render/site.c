/* site.c: the pages. */
#include "base/base.h"
#include "text/csv.h"
#include "base/date.h"
#include "base/path.h"
#include "render/acts.h"
#include "render/checklist.h"
#include "render/frame.h"
#include "render/overview.h"
#include "render/remarks.h"
#include "render/screening.h"
#include "render/site.h"
#include "render/history.h"
#include "style.inc"

/* --- one element --- */

static const char *rewrite_link(struct scope *sc, void *context, const char *target)
{
	const struct package_document *d = context;
	size_t n = strcspn(target, "#?");
	const char *path = scope_copy_bytes(sc, target, n), *inside = path_resolve(sc, d->path, path);
	if (!n || strchr(path, ':') || !inside)
		return NULL;
	if (strncmp(inside, "evidence/", 9) == 0 && path_has_suffix(path, ".md"))
		return scope_printf(sc, "%.*s.html%s", (int)n - 3, path, target + n);
	if (strncmp(inside, "registers/", 10) == 0 && path_has_suffix(path, ".csv"))
		return scope_printf(sc, "%.*s.html%s", (int)n - 4, path, target + n);
	return NULL;
}

static void put_aside(struct buf *b, const struct view *v, const struct template_element *e)
{
	SCOPE(turn);
	html(b, "<aside aria-label=\"");
	frame_say(b, v, "Checklist lines");
	html(b, "\"><h2>");
	frame_say(b, v, "Checklist lines");
	html(b, "</h2><ol>\n");
	const struct template_requirements *lines = template_requirements(v->template);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		if (r->element != e || *package_need_of(v->package, r) == '-')
			continue;
		html(b, "<li><span class=\"no\">");
		html_text(b, r->id);
		html(b, "</span>");
		html_text(b, r->text.in[v->language]);
		checklist_basis(b, v, r);
		checklist_where(b, v, r, true);
		html(b, "</li>\n");
	}
	html(b, "</ol>\n");
	bool first = true;
	for (size_t i = 0; i < v->template->registers.count; i++) {
		const struct package_register *r = &v->package->registers[i];
		if (!r->of->element || strcmp(r->of->element, e->id) != 0 || !frame_shows(v, r))
			continue;
		if (first) {
			html(b, "<h2>");
			frame_say(b, v, "Registers");
			html(b, "</h2><ol>\n");
		}
		first = false;
		html(b, "<li><a href=\"../");
		html_path(b, frame_register_page(turn, r));
		html(b, "\">");
		html_text(b, r->of->title.in[v->language]);
		html(b, "</a> <span class=\"soft\">");
		frame_say(b, v, "{count} {count:row|rows}", r->rows.count);
		html(b, "</span></li>\n");
	}
	if (!first)
		html(b, "</ol>\n");
	html(b, "</aside>\n");
}

static const char *extent_word(const struct view *v, const char *extent)
{
	return strcmp(extent, "full") == 0 ? phrase_word(v->reader, WORD("full"))
	     : strcmp(extent, "extract") == 0 ? phrase_word(v->reader, WORD("extract")) : extent;
}

static void put_translation(struct buf *b, const struct view *v, const struct package_document *d)
{
	const char *translator = package_front(d, "translator"), *day = package_front(d, "translated_on");
	if (*translator)
		html_say(b, v->reader, ", {translator}, {day}, {extent}", translator, day,
		         extent_word(v, package_front(d, "extent")));
}

/* The same text in another language, and which of both is the original. */
static void put_companions(struct buf *b, const struct view *v, const struct package_document *d)
{
	SCOPE(turn);
	for (size_t i = 0; i < v->package->companions.count; i++) {
		const struct package_document *c = &v->package->companions.at[i];
		if (c->element != d->element)
			continue;
		html(b, "<p class=\"soft\">");
		if (strcmp(package_front(d, "translation_of"), c->path) == 0)
			frame_say(b, v, "Translated from:");
		else
			frame_say(b, v, "Also in:");
		html(b, " <a href=\"");
		html_path(b, path_base(package_delivered(turn, c->path)));
		html(b, "\">");
		html_text(b, c->language);
		html(b, "</a>");
		put_translation(b, v, d);
		html(b, "</p>\n");
	}
}

static void open_text(struct buf *b, const struct view *v, const struct package_document *d)
{
	html(b, "<article class=\"text\"");
	if (strcmp(d->language, v->template->languages.at[v->language]) != 0) {
		html(b, " lang=\"");
		html_text(b, d->language);
		html(b, "\"");
	}
	html(b, ">\n");
}

static void put_companion_page(struct scope *sc, const struct view *v, const struct package_document *d, struct buf *b)
{
	const struct frame f = { v, "../", package_delivered(sc, d->path), d->element };
	const struct markdown_linker linker = { rewrite_link, rewrite_link, (void *)(uintptr_t)d };
	buf_clear(b);
	const char *title = d->element->title.in[v->language];
	frame_open(b, &f, scope_printf(sc, "%s %s (%s)", d->element->id, title, d->language), false);
	html(b, "<p class=\"soft\"><a href=\"");
	html_path(b, path_base(package_delivered(sc, d->element->file)));
	html(b, "\">");
	frame_say(b, v, "Element {element}", d->element->id);
	html(b, "</a>, ");
	html_text(b, d->language);
	html(b, "</p>\n");
	open_text(b, v, d);
	markdown_html(d->markdown, &linker, b);
	html(b, "</article>\n");
	frame_close(b, &f);
}

void site_element(struct scope *sc, const struct view *v, const struct template_element *e, struct buf *b)
{
	const struct package_document *d = package_document(v->package, e->id);
	const struct frame f = { v, "../", package_delivered(sc, d->path), e };
	const struct markdown_linker linker = { rewrite_link, rewrite_link, (void *)(uintptr_t)d };
	buf_clear(b);
	frame_open(b, &f, scope_printf(sc, "%s %s", e->id, e->title.in[v->language]), true);
	html(b, "<div><p class=\"soft\">");
	frame_say(b, v, "Element {element}", e->id);
	html(b, ": ");
	html_text(b, e->title.in[v->language]);
	for (size_t i = 0; i < v->template->languages.count; i++) {
		if (strcmp(e->title.in[i], e->title.in[v->language]) == 0)
			continue;
		html(b, " <span lang=\"");
		html_text(b, v->template->languages.at[i]);
		html(b, "\">");
		html_text(b, e->title.in[i]);
		html(b, "</span>");
	}
	html(b, "</p>\n");
	put_companions(b, v, d);
	frame_remark_on(b, v, d->path, "../");
	if (v->inner) {
		frame_findings(b, v, v->findings, e->id, "../");
		remarks_of(b, v, e, "../");
	}
	open_text(b, v, d);
	markdown_html(d->markdown, &linker, b);
	html(b, "</article></div>\n");
	put_aside(b, v, e);
	frame_close(b, &f);
}

/* --- registers --- */

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

static void put_register(struct scope *sc, const struct view *v, const struct package_register *r, struct buf *b)
{
	const struct frame f = { v, "../", frame_register_page(sc, r), NULL, r->of->column_count > HTML_WIDE };
	buf_clear(b);
	frame_open(b, &f, r->of->title.in[v->language], false);
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
	frame_remark_on(b, v, r->path, "../");
	if (v->inner)
		put_register_findings(b, v, r);
	frame_open_table(b, "register", "sheet");
	html(b, "<thead><tr>");
	for (size_t c = 0; c < r->of->column_count; c++) {
		html(b, "<th scope=\"col\">");
		html_text(b, r->of->columns[c].title.in[v->language]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < r->rows.count; i++) {
		buf_printf(b, "<tr id=\"line-%d\">", r->rows.at[i].line);
		for (size_t c = 0; c < r->of->column_count; c++)
			put_cell(b, &r->of->columns[c], r->rows.at[i].cells[c]);
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
	put_all_codes(v, r, b);
	frame_close(b, &f);
}

/* --- findings, attachments --- */

static void put_findings_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "findings.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Findings")), false);
	html(b, "<h1>");
	frame_say(b, v, "Findings");
	html(b, "</h1>\n");
	if (v->findings->count == 0)
		html(b, "<p class=\"good\">"), frame_say(b, v, "Nothing was found."), html(b, "</p>\n");
	frame_findings(b, v, v->findings, NULL, "");
	frame_close(b, &f);
}

/* A table's head, open for its rows. */
static void put_heads(struct buf *b, const struct view *v, const char *const *heads)
{
	frame_open_table(b, "files", NULL);
	html(b, "<thead><tr>");
	for (; *heads; heads++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, *heads);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

/* What can be taken along: made anew each time. */
static void put_workbooks(struct buf *b, const struct view *v)
{
	const struct template_profiles *all = template_profiles(v->template);
	html(b, "<h2>");
	frame_say(b, v, "Workbooks to download");
	html(b, "</h2>\n<ul class=\"plain\">\n");
	for (size_t i = 0; i < all->count; i++) {
		if (i == 0)
			continue;               /* what is handed over is made by an export, which is recorded */
		html(b, "<li><a href=\"workbook/");
		html_path(b, all->at[i].name);
		html(b, ".xlsx\">");
		html_text(b, all->at[i].title.in[v->language]);
		html(b, "</a></li>\n");
	}
	html(b, "</ul>\n");
}

static void put_attachments_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "attachments.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Attachments")), false);
	if (v->served)
		put_workbooks(b, v);
	html(b, "<h1 id=\"files\">");
	frame_say(b, v, "Attachments");
	html(b, "</h1>\n");
	if (v->package->attachments.count == 0)
		html(b, "<p>"), frame_say(b, v, "There are none."), html(b, "</p>\n");
	else
		put_heads(b, v, (const char *const[]){ WORD("Element"), WORD("File"), WORD("Pages"), WORD("Bytes"),
		                                       "SHA-256", NULL });
	for (size_t i = 0; i < v->package->attachments.count; i++) {
		const struct package_attachment *a = &v->package->attachments.at[i];
		html(b, "<tr><td>");
		html_text(b, a->element ? a->element->id : "");
		html(b, "</td><td>");
		if (a->entry->present) {
			html(b, "<a href=\"");
			html_path(b, a->entry->path);
			html(b, "\">");
		}
		html_text(b, path_base(a->entry->path));
		if (a->entry->present)
			html(b, "</a>");
		else
			html(b, " "), frame_say(b, v, "(content not here)");
		html(b, "</td><td class=\"num\">");
		if (a->pages)
			html_number(b, a->pages);
		html(b, "</td><td class=\"num\">");
		html_number(b, (int64_t)a->entry->size);
		html(b, "</td><td class=\"digest\">");
		html_text(b, a->entry->digest);
		html(b, "</td></tr>\n");
	}
	if (v->package->attachments.count)
		html(b, "</tbody></table></div>\n");
	frame_close(b, &f);
}

/* --- all pages --- */

static bool inner_page(const struct view *v, const char *path, struct buf *b)
{
	const struct { const char *path; bool is; void (*put)(const struct view *, struct buf *); } pages[] = {
		{ "screening.html", v->screening != NULL, screening_put },
		{ "checklist.html", true, checklist_put },
		{ "remarks.html", v->remarks.count || v->served, remarks_put },
		{ "findings.html", true, put_findings_page },
		{ "history.html", true, history_put },
	};
	for (size_t i = 0; i < countof(pages); i++)
		if (pages[i].is && strcmp(pages[i].path, path) == 0) {
			pages[i].put(v, b);
			return true;
		}
	return false;
}

static bool text_page(struct scope *sc, const struct view *v, const char *path, struct buf *b)
{
	const struct package_document *d = package_text(v->package, package_written(sc, path));
	if (d && d == package_document(v->package, d->element->id))
		site_element(sc, v, d->element, b);
	else if (d)
		put_companion_page(sc, v, d, b);
	return d != NULL;
}

static bool register_page(struct scope *sc, const struct view *v, const char *path, struct buf *b)
{
	for (size_t i = 0; i < v->template->registers.count; i++) {
		const struct package_register *r = &v->package->registers[i];
		if (frame_shows(v, r) && strcmp(frame_register_page(sc, r), path) == 0) {
			put_register(sc, v, r, b);
			return true;
		}
	}
	return false;
}

bool site_page(struct scope *sc, const struct view *v, const char *path, struct buf *b)
{
	if (strcmp(path, "index.html") == 0)
		overview_put(v, b);
	else if (strcmp(path, "attachments.html") == 0)
		put_attachments_page(v, b);
	else
		return (v->inner && inner_page(v, path, b)) || text_page(sc, v, path, b)
		       || register_page(sc, v, path, b);
	return true;
}

const char *site_style(size_t *len)
{
	*len = sizeof style - 1;
	return style;
}

static const struct fault *put_page(const struct view *v, const struct sink *sink, const char *path)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	return site_page(turn, v, path, b) ? sink->put(sink->context, path, b->at, b->len) : NULL;
}

const struct fault *site_render(struct scope *sc, const struct view *v, const struct sink *sink)
{
	static const char *const pages[] = { "index.html", "attachments.html", "screening.html", "checklist.html",
		"remarks.html", "findings.html", "history.html" };
	const struct package *p = v->package;
	TRY(sink->put(sink->context, "style.css", style, sizeof style - 1));
	for (size_t i = 0; i < countof(pages); i++)
		TRY(put_page(v, sink, pages[i]));
	for (size_t i = 0; i < p->documents.count; i++)
		TRY(put_page(v, sink, package_delivered(sc, p->documents.at[i].path)));
	for (size_t i = 0; i < p->companions.count; i++)
		TRY(put_page(v, sink, package_delivered(sc, p->companions.at[i].path)));
	for (size_t i = 0; i < v->template->registers.count; i++)
		if (frame_shows(v, &p->registers[i]))
			TRY(put_page(v, sink, frame_register_page(sc, &p->registers[i])));
	return NULL;
}
