/* checklist.c: every line of the checklist and where it is answered. */
#include "base/base.h"
#include "base/path.h"
#include "render/checklist.h"
#include "render/frame.h"

static void put_answer(struct buf *b, const struct view *v, const struct package_answer *a, bool here)
{
	SCOPE(turn);
	html(b, "<span class=\"where\">");
	if (a->section && here)
		html(b, "\xe2\x97\x8b ");
	html(b, "<a href=\"");
	if (a->section) {
		html_path(b, here ? "" : package_delivered(turn, a->document->path));
		html(b, "#");
		html_text(b, a->section->heading->anchor);
		html(b, "\">");
		if (here)
			frame_say(b, v, "answered here");
		else
			frame_say(b, v, "in the text");
		html(b, "</a>");
	} else {
		html_path(b, here ? "../" : "");
		html_path(b, a->attachment);
		html(b, "\">");
		html_text(b, path_base(a->attachment));
		html(b, "</a>");
		if (*a->pages) {
			html(b, ", ");
			frame_say(b, v, "{count:page|pages} {pages}", strpbrk(a->pages, ",-") ? 2 : 1, a->pages);
		}
	}
	html(b, "</span>");
}

void checklist_where(struct buf *b, const struct view *v, const struct template_requirement *r, bool here)
{
	bool any = false;
	for (size_t i = 0; i < v->package->answers.count; i++) {
		const struct package_answer *a = &v->package->answers.at[i];
		if (a->requirement == r)
			put_answer(b, v, a, here);
		any = any || a->requirement == r;
	}
	if (any)
		return;
	if (package_state(v->package, r) == PACKAGE_NOT_APPLICABLE)
		html(b, "<span class=\"where\">"), frame_say(b, v, "not applicable");
	else
		html(b, "<span class=\"where bad\">\xe2\x96\xa1 "), frame_say(b, v, "not answered yet");
	html(b, "</span>");
}

void checklist_basis(struct buf *b, const struct view *v, const struct template_requirement *r)
{
	if (!v->inner)
		return;
	html(b, " <span class=\"soft\" title=\"");
	frame_say(b, v, "basis");
	html(b, "\">[");
	html_text(b, r->basis);
	html(b, "]</span>");
}

static void put_line(struct buf *b, const struct view *v, const struct template_requirement *r)
{
	bool open = package_state(v->package, r) == PACKAGE_UNANSWERED;
	html(b, "<tr id=\"line-");
	html_text(b, r->id);
	html(b, "\"><th scope=\"row\">");
	html_text(b, r->id);
	html(b, "</th><td class=\"title\">");
	html_text(b, r->text.in[v->language]);
	checklist_basis(b, v, r);
	html(b, "</td><td>");
	html_text(b, open ? "\xe2\x96\xa1" : "\xe2\x97\x8b");
	html(b, "</td><td>");
	checklist_where(b, v, r, false);
	html(b, "</td></tr>\n");
}

static void put_element(struct buf *b, const struct view *v, const struct template_element *e)
{
	SCOPE(turn);
	html(b, "<tr class=\"group\"><th colspan=\"4\" scope=\"rowgroup\">");
	if (package_document(v->package, e->id)) {
		html(b, "<a href=\"");
		html_path(b, package_delivered(turn, e->file));
		html(b, "\">");
	}
	html_text(b, e->id);
	html(b, " ");
	html_text(b, e->title.in[v->language]);
	if (package_document(v->package, e->id))
		html(b, "</a>");
	html(b, "</th></tr>\n");
}

/* Those of one element that apply; its name only where there is one. */
static void put_lines(struct buf *b, const struct view *v, const struct template_element *e)
{
	const struct template_requirements *lines = template_requirements(v->template);
	size_t shown = 0;
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		if (r->element != e || *package_need_of(v->package, r) == '-')
			continue;
		if (shown++ == 0)
			put_element(b, v, e);
		put_line(b, v, r);
	}
}

static void put_heads(struct buf *b, const struct view *v)
{
	const char *const heads[] = { WORD("Line"), WORD("What it asks for"), WORD("State"), WORD("Where answered") };
	frame_open_table(b, "checklist", "full");
	html(b, "<thead><tr>");
	for (size_t i = 0; i < countof(heads); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, heads[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead>\n");
}

void checklist_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "checklist.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Checklist")));
	html(b, "<h1 id=\"checklist\">");
	frame_say(b, v, "Checklist");
	html(b, "</h1>\n");
	put_heads(b, v);
	html(b, "<tbody>\n");
	for (size_t i = 0; i < v->template->elements.count; i++)
		put_lines(b, v, &v->template->elements.at[i]);
	html(b, "</tbody></table></div>\n");
	frame_close(b, &f);
}
