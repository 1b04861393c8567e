/* frame.c: the frame around every page. */
#include "base/base.h"
#include "render/frame.h"

enum { LISTED = 60 };           /* with more elements, the side shows the neighbours only */

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

const char *frame_state(const struct view *v, const char *id)
{
	const struct workflow_state *s = workflow_state(v->fold->workflow, id);
	return s ? s->title.in[v->language] : id;
}

const char *frame_severity(const struct template *t, size_t language, const char *severity)
{
	int at = template_severity(t, severity);
	return at < 0 ? severity : t->severities.at[at].title.in[language];
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
	put_link(b, f, "index.html", "", phrase_word(f->view->reader, WORD("Overview")));
	if (f->view->inner) {
		if (f->view->screening)
			put_link(b, f, "screening.html", "",
			         f->view->template->screening.into->title.in[f->view->language]);
		put_link(b, f, "findings.html", "", phrase_word(f->view->reader, WORD("Findings")));
		if (f->view->remarks.count)
			put_link(b, f, "remarks.html", "", phrase_word(f->view->reader, WORD("Remarks")));
		put_link(b, f, "history.html", "", phrase_word(f->view->reader, WORD("History")));
	}
	put_link(b, f, "attachments.html", "", phrase_word(f->view->reader, WORD("Attachments")));
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

void frame_open(struct buf *b, const struct frame *f, const char *title, bool with_aside)
{
	const struct view *v = f->view;
	html(b, "<!DOCTYPE html>\n<html lang=\"");
	html_text(b, v->template->languages.at[v->language]);
	html(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(b, title);
	html(b, " - ");
	html_text(b, v->package->id);
	html(b, "</title>\n<link rel=\"stylesheet\" href=\"");
	html_path(b, f->root);
	html(b, "style.css\">\n");
	html_running_head(b, v->package->id, v->package->marking, v->version_name);
	html(b, "</head>\n");
	html_body(b, f->wide);
	html(b, "<a class=\"skip\" href=\"#main\">");
	frame_say(b, v, "Skip to the text");
	html(b, "</a>\n");
	html_marking(b, v->package->marking);
	html(b, "<header class=\"top\"><p><span class=\"id\">");
	html_text(b, v->package->id);
	html(b, "</span> ");
	html_text(b, v->package->title);
	html(b, "</p><p>");
	frame_say(b, v, "{template}, category {category}", v->template->title.in[v->language], v->package->category);
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
	frame_say(b, f->view, "Made by {program}.", f->view->program);
	if (f->view->submittal) {
		html(b, " ");
		frame_say(b, f->view, "Seal {id}, commit {commit.12}", f->view->seal, f->view->seal_commit);
	}
	if (f->view->inner) {
		html(b, " ");
		frame_say(b, f->view, "Basis of a rule or requirement: P primary text read, S secondary text, B trade "
		          "knowledge, D our own design.");
	}
	html(b, "</footer>\n");
	html_marking(b, f->view->package->marking);
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
	const struct package_register *g = package_register_at(v->package, f->place.file);
	if (g && frame_shows(v, g))
		page = frame_register_page(turn, g);
	if (page) {
		html(b, "<a href=\"");
		html_path(b, root);
		html_path(b, page);
		if (f->place.line && strncmp(page, "registers/", 10) == 0)
			buf_printf(b, "#line-%d", f->place.line);
		html(b, "\">");
	}
	html_text(b, *f->place.file ? f->place.file : phrase_word(v->reader, WORD("package")));
	if (f->place.line)
		buf_printf(b, ":%d", f->place.line);
	if (page)
		html(b, "</a>");
}

/* What is to know, then what is to do. */
static void put_remedy(struct buf *b, const struct view *v, const struct finding *f)
{
	if (f->waived || f->note) {
		html(b, "<span class=\"fix\">");
		if (f->waived)
			frame_say(b, v, "Accepted {how}", f->waived);
		else
			html_say_phrase(b, v->reader, f->note);
		html(b, "</span>");
	}
	if (f->waived)
		return;
	html(b, "<span class=\"fix\">");
	html_word(b, v->reader, f->fix);
	html(b, "</span>");
}

void frame_counts(struct buf *b, const struct view *v, const struct findings *fs)
{
	SCOPE(turn);
	html_say_phrase(b, v->reader, finding_tally(turn, fs, false));
}

void frame_level(struct buf *b, const struct view *v, const struct finding *f)
{
	if (f->waived)
		frame_say(b, v, "{level}, waived", phrase_bare(finding_level_name(f->level)));
	else
		html_word(b, v->reader, finding_level_name(f->level));
}

void frame_findings(struct buf *b, const struct view *v, const struct findings *fs, const char *element,
                    const char *root)
{
	size_t shown = 0;
	for (size_t i = 0; i < fs->count; i++) {
		SCOPE(turn);
		const struct finding *f = &fs->at[i];
		if (element && strcmp(f->element, element) != 0)
			continue;
		if (shown++ == 0)
			html(b, "<ul class=\"findings\">\n");
		html(b, "<li class=\"");
		html_text(b, f->waived ? "waived" : finding_level_name(f->level));
		html(b, "\"><strong>");
		frame_level(b, v, f);
		html(b, "</strong> ");
		put_place(b, v, f, root);
		html(b, " ");
		html_text(b, finding_message(turn, v->reader, f));
		html(b, " <span class=\"soft\">[");
		html_text(b, f->rule);
		if (*f->basis) {
			html(b, ", ");
			html_text(b, f->basis);
		}
		html(b, "]</span>");
		put_remedy(b, v, f);
		html(b, "</li>\n");
	}
	if (shown)
		html(b, "</ul>\n");
}
