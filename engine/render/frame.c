/* frame.c: the frame around every page. */
#include "base/base.h"
#include "render/frame.h"

enum { LISTED = 60 };           /* with more elements, the side shows the neighbours only */

static void put_running_head(struct buf *b, const struct view *v)
{
	html(b, "<style>@media print{@page{@top-left{content:\"");
	html_css(b, v->package->id);
	html(b, "\";font-size:8pt}@top-right{content:\"");
	html_css(b, v->package->marking);
	html(b, "\";font-size:8pt}@bottom-left{content:\"");
	html_css(b, v->version_name);
	html(b, "\";font-size:8pt}@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt}}}</style>\n");
}

static void put_marking(struct buf *b, const struct view *v)
{
	if (!*v->package->marking)
		return;
	html(b, "<div class=\"marking\">");
	html_text(b, v->package->marking);
	html(b, "</div>\n");
}

static void put_link(struct buf *b, const struct frame *f, const char *path, const char *letter, const char *title)
{
	html(b, "<li><a href=\"");
	html_path(b, f->root);
	html_path(b, path);
	html(b, "\"");
	if (strcmp(f->current, path) == 0)
		html(b, " aria-current=\"page\"");
	html(b, "><span class=\"letter\">");
	html_text(b, letter);
	html(b, "</span><span class=\"title\">");
	html_text(b, title);
	html(b, "</span></a></li>\n");
}

bool frame_shows(const struct view *v, const struct package_register *r)
{
	const struct template_element *e = r->of->element ? template_element(v->template, r->of->element) : NULL;
	return r->present && !(e && *package_need(v->package, e) == '-') && (v->inner || !r->of->internal);
}

const char *frame_role(const struct view *v, const char *role)
{
	const struct template_role *r = template_role(v->template, role);
	return r ? r->title.in[v->language] : role;
}

const char *frame_register_page(struct scope *sc, const struct package_register *r)
{
	return scope_printf(sc, "registers/%s.html", r->of->name);
}

static void put_elements(struct buf *b, const struct frame *f)
{
	SCOPE(turn);
	const struct template *t = f->view->template;
	size_t here = f->element ? (size_t)(f->element - t->elements.at) : 0;
	html(b, "<h2>");
	frame_say(b, f->view, "Elements");
	html(b, "</h2><ul class=\"elements\">\n");
	size_t first = t->elements.count > LISTED && here > 5 ? here - 5 : 0;
	for (size_t i = first; i < t->elements.count && (t->elements.count <= LISTED || i < first + 12); i++) {
		const struct template_element *e = &t->elements.at[i];
		if (package_document(f->view->package, e->id))
			put_link(b, f, package_delivered(turn, e->file), e->id, e->title.in[f->view->language]);
	}
	html(b, "</ul>\n");
}

static void put_navigation(struct buf *b, const struct frame *f)
{
	SCOPE(turn);
	html(b, "<nav class=\"side\" aria-label=\"");
	frame_say(b, f->view, "Pages");
	html(b, "\"><ul>\n");
	put_link(b, f, "index.html", "", template_phrase(f->view->template, f->view->language, "Overview"));
	if (f->view->inner) {
		if (f->view->screening)
			put_link(b, f, "screening.html", "", f->view->template->screening.into->title.in[f->view->language]);
		put_link(b, f, "findings.html", "", template_phrase(f->view->template, f->view->language, "Findings"));
		if (f->view->remarks.count)
			put_link(b, f, "remarks.html", "", template_phrase(f->view->template, f->view->language, "Remarks"));
		put_link(b, f, "history.html", "", template_phrase(f->view->template, f->view->language, "History"));
	}
	put_link(b, f, "attachments.html", "", template_phrase(f->view->template, f->view->language, "Attachments"));
	html(b, "</ul>\n");
	put_elements(b, f);
	html(b, "<h2>");
	frame_say(b, f->view, "Registers");
	html(b, "</h2><ul>\n");
	for (size_t i = 0; i < f->view->template->registers.count; i++) {
		const struct package_register *r = &f->view->package->registers[i];
		if (frame_shows(f->view, r))
			put_link(b, f, frame_register_page(turn, r), "", r->of->title.in[f->view->language]);
	}
	html(b, "</ul></nav>\n");
}

void frame_say(struct buf *b, const struct view *v, const char *phrase)
{
	html_text(b, template_phrase(v->template, v->language, phrase));
}

void frame_open(struct buf *b, const struct frame *f, const char *title, const char *language, bool with_aside)
{
	const struct view *v = f->view;
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, language);
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(b, title);
	html(b, " - ");
	html_text(b, v->package->id);
	html(b, "</title>\n<link rel=\"stylesheet\" href=\"");
	html_path(b, f->root);
	html(b, "style.css\">\n");
	put_running_head(b, v);
	html(b, "</head>\n<body>\n<a class=\"skip\" href=\"#main\">");
	frame_say(b, v, "Skip to the text");
	html(b, "</a>\n");
	put_marking(b, v);
	html(b, "<header class=\"top\"><p><span class=\"id\">");
	html_text(b, v->package->id);
	html(b, "</span> ");
	html_text(b, v->package->title);
	html(b, "</p><p>");
	html_text(b, v->template->title.in[v->language]);
	html(b, ", ");
	frame_say(b, v, "category");
	html(b, " ");
	html_text(b, v->package->category);
	html(b, " \xc2\xb7 ");
	html_text(b, v->version_name);
	if (v->version[0])
		buf_printf(b, " (%.7s)", v->version);
	html(b, "</p></header>\n<div class=\"frame\">\n");
	put_navigation(b, f);
	if (with_aside)
		html(b, "<main id=\"main\" class=\"with-aside\">\n");
	else
		html(b, "<main id=\"main\">\n");
}

void frame_close(struct buf *b, const struct frame *f)
{
	html(b, "</main>\n</div>\n<footer>");
	frame_say(b, f->view, "Made by");
	html(b, " ");
	html_text(b, f->view->program);
	html(b, ". ");
	frame_say(b, f->view, "Basis of a rule or requirement: P primary text read, S secondary text, B trade knowledge, D our own design.");
	html(b, "</footer>\n");
	put_marking(b, f->view);
	html(b, "</body>\n</html>\n");
}

void frame_badge(struct buf *b, const char *text, bool good)
{
	if (good)
		html(b, "<span class=\"badge good\">");
	else
		html(b, "<span class=\"badge bad\">");
	html_text(b, text);
	html(b, "</span>");
}

/* Where a finding's file is shown: its page, or the file itself. */
static void put_place(struct buf *b, const struct view *v, const struct finding *f, const char *root)
{
	SCOPE(turn);
	const char *page = NULL;
	for (size_t i = 0; i < v->package->documents.count && !page; i++)
		if (strcmp(v->package->documents.at[i].path, f->place.file) == 0)
			page = package_delivered(turn, f->place.file);
	for (size_t i = 0; i < v->template->registers.count && !page; i++)
		if (strcmp(v->package->registers[i].path, f->place.file) == 0 && frame_shows(v, &v->package->registers[i]))
			page = frame_register_page(turn, &v->package->registers[i]);
	if (page) {
		html(b, "<a href=\"");
		html_path(b, root);
		html_path(b, page);
		if (f->place.line && strncmp(page, "registers/", 10) == 0)
			buf_printf(b, "#line-%d", f->place.line);
		html(b, "\">");
	}
	html_text(b, *f->place.file ? f->place.file : "package");
	if (f->place.line)
		buf_printf(b, ":%d", f->place.line);
	if (page)
		html(b, "</a>");
}

/* What is to know, then what is to do. */
static void put_remedy(struct buf *b, const struct finding *f)
{
	if (f->waived || f->note) {
		html(b, "<span class=\"fix\">");
		if (f->waived)
			html(b, "Accepted ");
		html_text(b, f->waived ? f->waived : f->note);
		html(b, "</span>");
	}
	if (f->waived)
		return;
	html(b, "<span class=\"fix\">");
	html_text(b, f->fix);
	html(b, "</span>");
}

void frame_counts(struct buf *b, const struct findings *fs)
{
	buf_printf(b, "%zu error%s, %zu warning%s, %zu note%s", fs->errors, fs->errors == 1 ? "" : "s", fs->warnings,
	           fs->warnings == 1 ? "" : "s", fs->notes, fs->notes == 1 ? "" : "s");
	if (fs->waived)
		buf_printf(b, ", %zu waived", fs->waived);
}

void frame_findings(struct buf *b, const struct view *v, const struct findings *fs, const char *element, const char *root)
{
	size_t shown = 0;
	for (size_t i = 0; i < fs->count; i++) {
		const struct finding *f = &fs->at[i];
		if (element && strcmp(f->element, element) != 0)
			continue;
		if (shown++ == 0)
			html(b, "<ul class=\"findings\">\n");
		html(b, "<li class=\"");
		html_text(b, f->waived ? "waived" : finding_level_name(f->level));
		html(b, "\"><strong>");
		html_text(b, finding_level_name(f->level));
		if (f->waived)
			html(b, ", waived");
		html(b, "</strong> ");
		put_place(b, v, f, root);
		html(b, " ");
		html_text(b, f->message);
		html(b, " <span class=\"soft\">[");
		html_text(b, f->rule);
		if (*f->basis) {
			html(b, ", ");
			html_text(b, f->basis);
		}
		html(b, "]</span>");
		put_remedy(b, f);
		html(b, "</li>\n");
	}
	if (shown)
		html(b, "</ul>\n");
}
