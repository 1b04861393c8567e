/* element.c: a text passage by passage, and what belongs to each of them. */
#include "base/base.h"
#include "base/path.h"
#include "render/checklist.h"
#include "render/element.h"
#include "render/frame.h"
#include "render/remarks.h"
#include "view/seals.h"
#include "view/served.h"
#include <limits.h>

/* What stands under one heading, or under several that belong together: from a line, and before another one. */
struct passage { size_t first, end; int from, until; };
struct element {
	const struct view *view;
	const struct template_element *of;
	const struct package_document *document;
	const struct markdown_heading *headings;
	size_t heading_count;
	struct { struct passage *at; size_t count, cap; } passages;
};

static const char *rewrite_link(struct scope *sc, void *context, const char *target)
{
	const struct package_document *d = ((const struct element *)context)->document;
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

/* --- passages --- */

enum { PASSAGE_LEVEL = 2 };             /* of headings that begin one, whatever they say */

static bool answers_line(const struct element *x, size_t heading)
{
	for (size_t i = 0; i < x->document->sections.count; i++)
		if (x->document->sections.at[i].heading == &x->headings[heading])
			return true;
	return false;
}

/* The first heading is the title's: what stands under it belongs to it. */
static bool begins(const struct element *x, size_t heading)
{
	return heading > 0 && (x->headings[heading].level <= PASSAGE_LEVEL || answers_line(x, heading));
}

static void find_passages(struct scope *sc, struct element *x)
{
	*LIST_ADD(sc, &x->passages) = (struct passage){ 0, x->heading_count, 0, INT_MAX };
	for (size_t i = 0; i < x->heading_count; i++) {
		if (!begins(x, i))
			continue;
		struct passage *before = &x->passages.at[x->passages.count - 1];
		before->end = i;
		before->until = x->headings[i].line;
		*LIST_ADD(sc, &x->passages) = (struct passage){ i, x->heading_count, x->headings[i].line, INT_MAX };
	}
}

static bool answers_here(const struct element *x, const struct passage *p, const struct template_requirement *r)
{
	for (size_t i = 0; i < x->document->sections.count; i++) {
		const struct package_section *s = &x->document->sections.at[i];
		if (s->requirement == r && s->heading >= x->headings + p->first && s->heading < x->headings + p->end)
			return true;
	}
	return false;
}

/* One that no passage answers stands beside the first. */
static bool belongs(const struct element *x, const struct passage *p, const struct template_requirement *r)
{
	const struct passage all = { 0, x->heading_count, 0, INT_MAX };
	return answers_here(x, p, r) || (p == x->passages.at && !answers_here(x, &all, r));
}

/* --- what belongs to a passage --- */

static bool may_remark(const struct view *v)
{
	return v->served && v->served->me && v->template->severities.count;
}

static void put_remark_link(struct buf *b, const struct view *v, const char *on)
{
	if (!may_remark(v))
		return;
	html(b, "<a class=\"small\" href=\"../remark-new.html?on=");
	html_path(b, on);
	html(b, "\">");
	frame_say(b, v, "Remark \xe2\x80\xa6");
	html(b, "</a>");
}

static void put_line(struct buf *b, const struct view *v, const struct template_requirement *r)
{
	html(b, "<div class=\"line\" id=\"line-");
	html_text(b, r->id);
	html(b, "\"><p><b>");
	html_text(b, r->id);
	html(b, "</b> ");
	html_text(b, r->text.in[v->language]);
	checklist_basis(b, v, r);
	html(b, "</p>");
	checklist_where(b, v, r, true);
	put_remark_link(b, v, r->id);
	html(b, "</div>\n");
}

static void put_lines(struct buf *b, const struct element *x, const struct passage *p)
{
	const struct template_requirements *lines = template_requirements(x->view->template);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		if (r->element == x->of && *package_need_of(x->view->package, r) != '-' && belongs(x, p, r))
			put_line(b, x->view, r);
	}
}

static void put_findings(struct buf *b, const struct element *x, const struct passage *p)
{
	SCOPE(turn);
	struct findings *own = finding_list(turn);
	const struct findings *all = x->view->findings;
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->at[i].place.file, x->document->path) == 0 && all->at[i].place.line >= p->from
		    && all->at[i].place.line < p->until)
			finding_add_rule(own, &all->at[i]);
	frame_findings(b, x->view, own, NULL, "../");
}

struct asked { const struct element *x; const struct passage *p; };

static bool names_line_here(const struct element *x, const struct passage *p, const struct fold_remark *r)
{
	for (size_t i = 0; i < r->requirements.count; i++) {
		const struct template_requirement *q = template_requirement(x->view->template, r->requirements.at[i]);
		if (q && q->element == x->of && belongs(x, p, q))
			return true;
	}
	return false;
}

static bool stands_in(const void *context, const struct view_remark *k)
{
	const struct asked *a = context;
	if (strcmp(k->at.file, a->x->document->path) == 0)
		return k->at.line >= a->p->from && k->at.line < a->p->until;
	return !*k->at.file && names_line_here(a->x, a->p, k->of);
}

/* What is about the element, and about no passage of its text. */
static bool stands_nowhere(const void *context, const struct view_remark *k)
{
	const struct element *x = context;
	for (size_t i = 0; i < x->passages.count; i++)
		if (stands_in(&(const struct asked){ x, &x->passages.at[i] }, k))
			return false;
	return true;
}

static void put_edit(struct buf *b, const struct element *x, const struct passage *p)
{
	if (!x->view->served || !x->view->served->me)
		return;
	html(b, "<a class=\"small\" href=\"../edit.html?file=");
	html_path(b, x->document->path);
	html_text(b, "&line=");
	html_number(b, p->from);
	if (p->until != INT_MAX)
		html_text(b, "&until="), html_number(b, p->until);
	html(b, "\">");
	frame_say(b, x->view, "Edit \xe2\x80\xa6");
	html(b, "</a>\n");
}

static void open_passage(struct buf *b) { html(b, "<section class=\"passage\"><div>\n"); }

static void close_passage(struct buf *b, const struct element *x, const struct passage *p, const char *language)
{
	html(b, "</div>\n<div class=\"beside\"");
	if (*language) {
		html(b, " lang=\"");
		html_text(b, language);
		html(b, "\"");
	}
	html(b, ">\n");
	put_lines(b, x, p);
	if (x->view->inner) {
		put_findings(b, x, p);
		remarks_where(b, x->view, x->of, "../", stands_in, &(const struct asked){ x, p });
	}
	put_edit(b, x, p);
	html(b, "</div></section>\n");
}

/* The page's own language, to be said again where the text around is in another one. */
static const char *own_language(const struct element *x)
{
	const char *mine = x->view->template->languages.at[x->view->language];
	return strcmp(x->document->language, mine) == 0 ? "" : mine;
}

static void divide(void *context, size_t heading, struct buf *b)
{
	const struct element *x = context;
	if (!begins(x, heading))
		return;
	for (size_t i = 1; i < x->passages.count; i++)
		if (x->passages.at[i].first == heading)
			close_passage(b, x, &x->passages.at[i - 1], own_language(x));
	open_passage(b);
}

/* --- who signed it --- */

static void put_seal(struct buf *b, const struct view *v, const struct seals_cell *c)
{
	if (c->state == SEALS_STANDS)
		html(b, "\xe2\x97\x8b "), html_text(b, c->day);
	else if (c->state == SEALS_FELL)
		html(b, "<span class=\"warn\">"), frame_say(b, v, "{sign} fell, {day}", "\xe2\x96\xb3", c->day),
			html(b, "</span>");
	else
		frame_say(b, v, "{sign} not signed yet", "\xe2\x96\xa1");
}

static void put_prepared(struct buf *b, const struct element *x)
{
	const char *by = package_front(x->document, "prepared_by"), *on = package_front(x->document, "prepared_on");
	size_t n = strcspn(by, "<");
	while (n > 0 && by[n - 1] == ' ')
		n--;
	html(b, "<span lang=\"");
	html_text(b, x->document->language);
	html(b, "\">");
	html_text(b, scope_copy_bytes(x->view->package->sc, by, n));
	html(b, "</span> ");
	html_text(b, on);
}

static void put_head(struct buf *b, const char *words)
{
	html(b, "<th scope=\"col\">");
	html_text(b, words);
	html(b, "</th>");
}

/* The approvals of a paper form: who prepared it, then a column for each role that signs it. */
static void put_signed(struct buf *b, const struct element *x)
{
	const struct view *v = x->view;
	const struct seals *s = v->seals;
	const struct seals_row *row = NULL;
	for (size_t i = 0; i < s->rows.count && !row; i++)
		row = s->rows.at[i].unit == x->of ? &s->rows.at[i] : NULL;
	frame_open_table(b, "title", "signed");
	html(b, "<thead><tr>");
	put_head(b, phrase_word(v->reader, WORD("Prepared")));
	for (size_t i = 0; row && i < s->roles.count; i++)
		if (row->cells[i].state != SEALS_NOT_ASKED)
			put_head(b, frame_role(v, s->roles.at[i]));
	html(b, "</tr></thead><tbody><tr><td>");
	put_prepared(b, x);
	html(b, "</td>");
	for (size_t i = 0; row && i < s->roles.count; i++)
		if (row->cells[i].state != SEALS_NOT_ASKED)
			html(b, "<td>"), put_seal(b, v, &row->cells[i]), html(b, "</td>");
	html(b, "</tr></tbody></table></div>\n");
}

static void put_registers(struct buf *b, const struct view *v, const struct template_element *e)
{
	SCOPE(turn);
	size_t shown = 0;
	for (size_t i = 0; i < v->template->registers.count; i++) {
		const struct package_register *r = &v->package->registers[i];
		if (!r->of->element || strcmp(r->of->element, e->id) != 0 || !frame_shows(v, r))
			continue;
		if (shown++ == 0)
			html(b, "<p>"), frame_say(b, v, "Registers"), html(b, ":");
		html(b, " <a href=\"../");
		html_path(b, frame_register_page(turn, r));
		html(b, "\">");
		html_text(b, r->of->title.in[v->language]);
		html(b, "</a> <span class=\"soft\">");
		frame_say(b, v, "{count} {count:row|rows}", r->rows.count);
		html(b, "</span>");
	}
	if (shown)
		html(b, "</p>\n");
}

/* --- the page --- */

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

/* What it is called in the other languages of the template. */
static void put_titles(struct buf *b, const struct view *v, const struct template_element *e)
{
	html(b, "<p class=\"name\" id=\"title\"><b>");
	html_text(b, e->id);
	html(b, "</b> ");
	html_text(b, e->title.in[v->language]);
	html(b, "</p>\n");
	for (size_t i = 0; i < v->template->languages.count; i++) {
		if (strcmp(e->title.in[i], e->title.in[v->language]) == 0)
			continue;
		html(b, "<p class=\"ja\" lang=\"");
		html_text(b, v->template->languages.at[i]);
		html(b, "\">");
		html_text(b, e->title.in[i]);
		html(b, "</p>\n");
	}
}

static void open_text(struct buf *b, const struct element *x)
{
	html(b, "<article class=\"text\"");
	if (*own_language(x)) {
		html(b, " lang=\"");
		html_text(b, x->document->language);
		html(b, "\"");
	}
	html(b, ">\n");
}

/* Findings in its registers and files, and remarks about no passage: above the text. */
static void put_others(struct buf *b, const struct element *x)
{
	SCOPE(turn);
	struct findings *own = finding_list(turn);
	const struct findings *all = x->view->findings;
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->at[i].element, x->of->id) == 0 && strcmp(all->at[i].place.file, x->document->path) != 0)
			finding_add_rule(own, &all->at[i]);
	frame_findings(b, x->view, own, NULL, "../");
	remarks_where(b, x->view, x->of, "../", stands_nowhere, x);
}

static void put_text(struct buf *b, struct element *x)
{
	const struct markdown_linker linker = { rewrite_link, rewrite_link, x, divide };
	open_text(b, x);
	open_passage(b);
	markdown_html(x->document->markdown, &linker, b);
	close_passage(b, x, &x->passages.at[x->passages.count - 1], own_language(x));
	html(b, "</article>\n");
}

void element_put(struct scope *sc, const struct view *v, const struct template_element *e, struct buf *b)
{
	const struct package_document *d = package_document(v->package, e->id);
	struct element x = { .view = v, .of = e, .document = d };
	const struct frame f = { v, "../", package_delivered(sc, d->path), e };
	x.heading_count = markdown_headings(d->markdown, &x.headings);
	find_passages(sc, &x);
	buf_clear(b);
	frame_open(b, &f, scope_printf(sc, "%s %s", e->id, e->title.in[v->language]));
	put_titles(b, v, e);
	if (v->inner)
		put_signed(b, &x);
	put_companions(b, v, d);
	put_registers(b, v, e);
	frame_remark_on(b, v, d->path, "../");
	if (v->inner)
		put_others(b, &x);
	put_text(b, &x);
	frame_close(b, &f);
}

void element_put_companion(struct scope *sc, const struct view *v, const struct package_document *d, struct buf *b)
{
	const struct element x = { .view = v, .of = d->element, .document = d };
	const struct frame f = { v, "../", package_delivered(sc, d->path), d->element };
	const struct markdown_linker linker = { rewrite_link, rewrite_link, (void *)(uintptr_t)&x, NULL };
	buf_clear(b);
	const char *title = d->element->title.in[v->language];
	frame_open(b, &f, scope_printf(sc, "%s %s (%s)", d->element->id, title, d->language));
	html(b, "<p class=\"soft\"><a href=\"");
	html_path(b, path_base(package_delivered(sc, d->element->file)));
	html(b, "\">");
	frame_say(b, v, "Element {element}", d->element->id);
	html(b, "</a>, ");
	html_text(b, d->language);
	html(b, "</p>\n");
	open_text(b, &x);
	markdown_html(d->markdown, &linker, b);
	html(b, "</article>\n");
	frame_close(b, &f);
}
