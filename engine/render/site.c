/* site.c: the pages. */
#include "base/base.h"
#include "base/date.h"
#include "base/path.h"
#include "render/frame.h"
#include "render/site.h"
#include "style.inc"

/* --- one element --- */

static const char *rewrite_link(struct scope *sc, void *context, const char *target)
{
	const struct package_document *d = context;
	size_t n = strcspn(target, "#?");
	const char *path = scope_copy_bytes(sc, target, n), *inside = path_resolve(sc, d->path, path);
	if (!n || strchr(path, ':') || !inside || strncmp(inside, "evidence/", 9) != 0 || !path_has_suffix(path, ".md"))
		return NULL;
	return scope_printf(sc, "%.*s.html%s", (int)n - 3, path, target + n);
}

static void put_where(struct buf *b, const struct view *v, const struct template_requirement *r)
{
	bool any = false;
	for (size_t i = 0; i < v->package->answers.count; i++) {
		const struct package_answer *a = &v->package->answers.at[i];
		if (a->requirement != r)
			continue;
		any = true;
		html(b, "<span class=\"where\">");
		if (a->section) {
			html(b, "<a href=\"#");
			html_text(b, a->section->heading->anchor);
			html(b, "\">in the text</a>");
		} else {
			html(b, "<a href=\"../");
			html_path(b, a->attachment);
			html(b, "\">");
			html_text(b, path_base(a->attachment));
			html(b, "</a>");
			if (*a->pages) {
				html(b, ", page ");
				html_text(b, a->pages);
			}
		}
		html(b, "</span>");
	}
	if (any)
		return;
	if (package_state(v->package, r) == PACKAGE_NOT_APPLICABLE)
		html(b, "<span class=\"where\">not applicable</span>");
	else
		html(b, "<span class=\"where bad\">not answered yet</span>");
}

static void put_aside(struct buf *b, const struct view *v, const struct template_element *e)
{
	SCOPE(turn);
	html(b, "<aside aria-label=\"Checklist lines\"><h2>Checklist lines</h2><ol>\n");
	for (size_t i = 0; i < v->template->requirements.count; i++) {
		const struct template_requirement *r = &v->template->requirements.at[i];
		if (r->element != e || *package_need_of(v->package, r) == '-')
			continue;
		html(b, "<li><span class=\"no\">");
		html_text(b, r->id);
		html(b, "</span>");
		html_text(b, template_say(&r->text, v->language));
		html(b, " <span class=\"soft\" title=\"basis\">[");
		html_text(b, r->basis);
		html(b, "]</span>");
		put_where(b, v, r);
		html(b, "</li>\n");
	}
	html(b, "</ol>\n");
	bool first = true;
	for (size_t i = 0; i < v->template->registers.count; i++) {
		const struct package_register *r = &v->package->registers[i];
		if (!r->of->element || strcmp(r->of->element, e->id) != 0 || !frame_shows(v, r))
			continue;
		if (first)
			html(b, "<h2>Registers</h2><ol>\n");
		first = false;
		html(b, "<li><a href=\"../");
		html_path(b, frame_register_page(turn, r));
		html(b, "\">");
		html_text(b, template_say(&r->of->title, v->language));
		html(b, "</a> <span class=\"soft\">");
		html_number(b, (int64_t)r->rows.count);
		html(b, " rows</span></li>\n");
	}
	if (!first)
		html(b, "</ol>\n");
	html(b, "</aside>\n");
}

static const char *front(const struct package_document *d, const char *field)
{
	for (size_t i = 0; i < d->front.count; i++)
		if (strcmp(d->front.at[i].field, field) == 0)
			return d->front.at[i].value;
	return "";
}

void site_element(struct scope *sc, const struct view *v, const struct template_element *e, struct buf *b)
{
	const struct package_document *d = package_document(v->package, e->id);
	const char *language = *front(d, "language") ? front(d, "language") : "en";
	const struct frame f = { v, "../", view_delivered(sc, d->path), e };
	const struct markdown_linker linker = { rewrite_link, (void *)(uintptr_t)d };
	buf_clear(b);
	frame_open(b, &f, scope_printf(sc, "%s %s", e->id, e->title.en), language, true);
	html(b, "<div><p class=\"soft\">Element ");
	html_text(b, e->id);
	html(b, ": ");
	html_text(b, e->title.en);
	if (strcmp(e->title.ja, e->title.en) != 0) {
		html(b, " <span lang=\"ja\">");
		html_text(b, e->title.ja);
		html(b, "</span>");
	}
	html(b, "</p>\n");
	if (v->inner)
		frame_findings(b, v, e->id, "../");
	html(b, "<article class=\"text\">\n");
	markdown_html(d->markdown, &linker, b);
	html(b, "</article></div>\n");
	put_aside(b, v, e);
	frame_close(b, &f);
}

/* --- registers --- */

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
	else
		html(b, "<td>");
	html_text(b, s);
	html(b, "</td>");
}

static void put_register(struct scope *sc, const struct view *v, const struct package_register *r, struct buf *b)
{
	const struct frame f = { v, "../", frame_register_page(sc, r), NULL };
	buf_clear(b);
	frame_open(b, &f, r->of->title.en, "en", false);
	html(b, "<h1>");
	html_text(b, r->of->title.en);
	html(b, "</h1>\n");
	if (strcmp(r->of->title.ja, r->of->title.en) != 0) {
		html(b, "<p class=\"ja\" lang=\"ja\">");
		html_text(b, r->of->title.ja);
		html(b, "</p>\n");
	}
	html(b, "<div class=\"table\" tabindex=\"0\"><table><thead><tr>");
	for (size_t c = 0; c < r->of->column_count; c++) {
		html(b, "<th scope=\"col\">");
		html_text(b, template_say(&r->of->columns[c].title, v->language));
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
	frame_close(b, &f);
}

/* --- overview --- */

static void put_fact(struct buf *b, const char *name, const char *value)
{
	html(b, "<dt>");
	html_text(b, name);
	html(b, "</dt><dd>");
	html_text(b, value);
	html(b, "</dd>\n");
}

static void put_identity(struct buf *b, const struct view *v)
{
	html(b, "<h2>Identity</h2>\n<dl class=\"facts\">\n");
	for (size_t i = 0; i < v->template->fields.count; i++) {
		const struct template_field *f = &v->template->fields.at[i];
		SCOPE(turn);
		struct buf *all = buf_new(turn);
		for (size_t k = 0; k < v->package->identity.count; k++)
			if (strcmp(v->package->identity.at[k].field, f->name) == 0 && *v->package->identity.at[k].value)
				buf_printf(all, "%s%s", all->len ? ", " : "", v->package->identity.at[k].value);
		if (all->len)
			put_fact(b, template_say(&f->title, v->language), all->at);
	}
	html(b, "</dl>\n");
}

static void put_path(struct buf *b, const struct view *v)
{
	const struct fold *f = v->fold;
	html(b, "<h2>State</h2>\n<ol class=\"path\" aria-label=\"States passed\">\n");
	for (size_t i = 0; i < f->path.count; i++) {
		const struct workflow_state *s = workflow_state(f->workflow, f->path.at[i]);
		if (i + 1 == f->path.count)
			html(b, "<li><span class=\"now\" aria-current=\"step\">");
		else
			html(b, "<li><span>");
		html_text(b, s ? s->title : f->path.at[i]);
		html(b, "</span></li>\n");
	}
	html(b, "</ol>\n<p>");
	html_text(b, v->state->title);
	html(b, " since ");
	html_text(b, f->entered_on);
	html(b, ". The ball is with the ");
	html_text(b, v->state->government ? "Government (reported)" : "applicant");
	if (v->state->government && f->last_heard) {
		html(b, ", last heard ");
		html_text(b, f->last_heard);
	}
	html(b, ".");
	if (v->due) {
		html(b, " Due <strong>");
		html_text(b, v->due);
		html(b, "</strong> <span class=\"soft\">(basis ");
		html_text(b, v->state->clock.basis);
		html(b, ": ");
		html_text(b, v->state->clock.says);
		html(b, ")</span>");
	}
	html(b, "</p>\n");
}

static void put_moves(struct buf *b, const struct view *v)
{
	enum { SHOWN = 8 };
	html(b, "<h2>What can happen next</h2>\n");
	for (size_t i = 0; i < v->moves.count; i++) {
		const struct view_move *m = &v->moves.at[i];
		html(b, "<details><summary>");
		frame_badge(b, m->reasons.count ? "shut" : "open", m->reasons.count == 0);
		html(b, " <strong>");
		html_text(b, m->transition->action);
		html(b, "</strong> ");
		html_text(b, m->transition->title);
		html(b, "</summary>\n<ul>");
		for (size_t k = 0; k < m->reasons.count && k < SHOWN; k++) {
			const struct guard_reason *r = &m->reasons.at[k];
			html(b, "<li>");
			if (*r->place.file) {
				html(b, "<code>");
				html_text(b, r->place.file);
				if (r->place.line)
					buf_printf(b, ":%d", r->place.line);
				html(b, "</code> ");
			}
			html_text(b, r->message);
			html(b, "</li>\n");
		}
		if (m->reasons.count > SHOWN) {
			html(b, "<li>and ");
			html_number(b, (int64_t)m->reasons.count - SHOWN);
			html(b, " more</li>");
		}
		if (m->reasons.count == 0) {
			html(b, "<li>leads to ");
			html_text(b, m->to ? m->to : "");
			html(b, "</li>");
		}
		html(b, "</ul></details>\n");
	}
}

static void put_sign_offs(struct buf *b, const struct view *v, const char *element)
{
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		const struct view_sign_off *s = &v->sign_offs.at[i];
		if (strcmp(s->by->element, element) != 0)
			continue;
		if (s->stands)
			html(b, "<span class=\"good\">");
		else
			html(b, "<span class=\"bad\">");
		html_text(b, s->by->role);
		if (!s->stands)
			html(b, " (fell)");
		html(b, "</span> ");
	}
}

static void put_progress(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	html(b, "<h2>Elements</h2>\n<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Element</th>"
	        "<th scope=\"col\">Title</th><th scope=\"col\">Answered</th>");
	if (v->inner)
		html(b, "<th scope=\"col\">Findings</th><th scope=\"col\">Signed</th>");
	html(b, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < v->template->elements.count; i++) {
		const struct template_element *e = &v->template->elements.at[i];
		size_t applies, done, errors = 0;
		if (*package_need(v->package, e) == '-')
			continue;
		view_progress(v, e, &applies, &done);
		html(b, "<tr><td>");
		html_text(b, e->id);
		html(b, "</td><td>");
		if (package_document(v->package, e->id)) {
			html(b, "<a href=\"");
			html_path(b, view_delivered(turn, e->file));
			html(b, "\">");
			html_text(b, template_say(&e->title, v->language));
			html(b, "</a>");
		} else {
			html_text(b, template_say(&e->title, v->language));
		}
		html(b, "</td><td>");
		buf_printf(b, "<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:%zu%%\"></i></span>%zu of %zu</td>",
		           applies ? done * 100 / applies : 100, done, applies);
		for (size_t k = 0; v->inner && k < v->findings->count; k++)
			errors += strcmp(v->findings->at[k].element, e->id) == 0 && v->findings->at[k].level == FINDING_ERROR;
		if (v->inner) {
			html(b, "<td>");
			if (errors)
				buf_printf(b, "<span class=\"bad\">%zu error%s</span>", errors, errors > 1 ? "s" : "");
			html(b, "</td><td>");
			put_sign_offs(b, v, e->id);
			html(b, "</td>");
		}
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

static void put_index(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "index.html", NULL };
	buf_clear(b);
	frame_open(b, &f, "Overview", "en", false);
	html(b, "<h1>");
	html_text(b, v->package->title);
	html(b, "</h1>\n");
	if (v->inner) {
		put_path(b, v);
		html(b, "<p>");
		if (v->findings->count) {
			html(b, "<a href=\"findings.html\">");
			buf_printf(b, "%zu error%s, %zu warning%s, %zu note%s</a>", v->findings->errors, v->findings->errors == 1 ? "" : "s",
			           v->findings->warnings, v->findings->warnings == 1 ? "" : "s", v->findings->notes,
			           v->findings->notes == 1 ? "" : "s");
		} else {
			html(b, "<span class=\"good\">No findings.</span>");
		}
		html(b, "</p>\n");
	}
	put_progress(b, v);
	if (v->inner)
		put_moves(b, v);
	put_identity(b, v);
	frame_close(b, &f);
}

/* --- findings, attachments, history --- */

static void put_findings_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "findings.html", NULL };
	buf_clear(b);
	frame_open(b, &f, "Findings", "en", false);
	html(b, "<h1>Findings</h1>\n");
	if (v->findings->count == 0)
		html(b, "<p class=\"good\">Nothing was found.</p>\n");
	frame_findings(b, v, NULL, "");
	frame_close(b, &f);
}

static void put_attachments_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "attachments.html", NULL };
	buf_clear(b);
	frame_open(b, &f, "Attachments", "en", false);
	html(b, "<h1>Attachments</h1>\n");
	if (v->package->attachments.count == 0)
		html(b, "<p>There are none.</p>\n");
	else
		html(b, "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Element</th><th scope=\"col\">File</th>"
		        "<th scope=\"col\">Pages</th><th scope=\"col\">Bytes</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>\n");
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
			html(b, " (content not here)");
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

static void put_event(struct buf *b, const struct view_event *e)
{
	const char *by = event_get(e->event, EVENT_REPORTED_BY_FIELD), *letter = event_get(e->event, EVENT_LETTER_FIELD);
	if (by)
		html(b, "<li class=\"reported\"><time>");
	else
		html(b, "<li><time>");
	html_text(b, e->day);
	html(b, "</time><strong>");
	html_text(b, e->subject);
	html(b, "</strong><span class=\"who\">");
	html_text(b, e->person);
	html(b, ", ");
	html_text(b, e->role);
	if (by) {
		html(b, "; reported by ");
		html_text(b, by);
		html(b, ", happened ");
		html_text(b, event_get(e->event, EVENT_OCCURRED_FIELD));
	}
	if (letter) {
		html(b, "; letter ");
		html_text(b, letter);
	}
	html(b, "</span>");
	if (e->note) {
		html(b, "<blockquote>");
		html_text(b, e->note);
		html(b, "</blockquote>");
	}
	html(b, "</li>\n");
}

static void put_history_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "history.html", NULL };
	buf_clear(b);
	frame_open(b, &f, "History", "en", false);
	html(b, "<h1>History</h1>\n<p class=\"soft\">Newest first. An open circle marks what the Government did, as it was reported to us.</p>\n"
	        "<ol class=\"story\">\n");
	for (size_t i = v->events.count; i-- > 0; )
		put_event(b, &v->events.at[i]);
	html(b, "</ol>\n");
	frame_close(b, &f);
}

const struct fault *site_render(struct scope *sc, const struct view *v, const struct sink *sink)
{
	struct buf *b = buf_new(sc);
	TRY(sink->put(sink->context, "style.css", style, sizeof style - 1));
	put_index(v, b);
	TRY(sink->put(sink->context, "index.html", b->at, b->len));
	put_attachments_page(v, b);
	TRY(sink->put(sink->context, "attachments.html", b->at, b->len));
	if (v->inner) {
		put_findings_page(v, b);
		TRY(sink->put(sink->context, "findings.html", b->at, b->len));
		put_history_page(v, b);
		TRY(sink->put(sink->context, "history.html", b->at, b->len));
	}
	for (size_t i = 0; i < v->package->documents.count; i++) {
		SCOPE(turn);
		const struct package_document *d = &v->package->documents.at[i];
		site_element(turn, v, d->element, b);
		TRY(sink->put(sink->context, view_delivered(turn, d->path), b->at, b->len));
	}
	for (size_t i = 0; i < v->template->registers.count; i++) {
		SCOPE(turn);
		const struct package_register *r = &v->package->registers[i];
		if (!frame_shows(v, r))
			continue;
		put_register(turn, v, r, b);
		TRY(sink->put(sink->context, frame_register_page(turn, r), b->at, b->len));
	}
	return NULL;
}
