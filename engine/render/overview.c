/* overview.c: the front page: where it stands, what is missing, what can happen next. */
#include "base/base.h"
#include "render/frame.h"
#include "render/overview.h"

static void put_fact(struct buf *b, const char *name, const char *value)
{
	html(b, "<dt>");
	html_text(b, name);
	html(b, "</dt><dd>");
	html_text(b, value);
	html(b, "</dd>\n");
}

/* Which event sealed it: whoever has this page can tell a journal that was wound back or written anew. */
static void put_seal(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	put_fact(b, phrase_word(v->reader, WORD("Seal")), phrase_text(turn, v->reader,
		PHRASE("{id}, commit {commit}", v->seal, v->seal_commit)));
}

static void put_identity(struct buf *b, const struct view *v)
{
	html(b, "<h2>");
	frame_say(b, v, "Identity");
	html(b, "</h2>\n<dl class=\"facts\">\n");
	for (size_t i = 0; i < v->template->fields.count; i++) {
		const struct template_field *f = &v->template->fields.at[i];
		SCOPE(turn);
		struct buf *all = buf_new(turn);
		for (size_t k = 0; k < v->package->identity.count; k++)
			if (strcmp(v->package->identity.at[k].field, f->name) == 0 && *v->package->identity.at[k].value)
				buf_printf(all, "%s%s", all->len ? ", " : "", v->package->identity.at[k].value);
		if (all->len)
			put_fact(b, f->title.in[v->language], all->at);
	}
	for (size_t i = 0; i < v->package->uses.count; i++) {
		SCOPE(turn);
		const struct package_use *u = &v->package->uses.at[i];
		const struct phrase *pin = PHRASE("{package}, version {version.10}, pinned on {day}", u->id,
		                                  u->version, u->pinned_on);
		put_fact(b, u->of->title.in[v->language],
		         phrase_text(turn, v->reader, v->inner && u->newer
		                     ? PHRASE("{pin}; newer: {newer}", pin, u->newer) : pin));
	}
	if (v->submittal)
		put_seal(b, v);
	html(b, "</dl>\n");
}

static void put_path(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	const struct fold *f = v->fold;
	html(b, "<h2>");
	frame_say(b, v, "State");
	html(b, "</h2>\n<ol class=\"path\" aria-label=\"");
	frame_say(b, v, "States passed");
	html(b, "\">\n");
	for (size_t i = 0; i < f->path.count; i++) {
		if (i + 1 == f->path.count)
			html(b, "<li><span class=\"now\" aria-current=\"step\">");
		else
			html(b, "<li><span>");
		html_text(b, frame_state(v, f->path.at[i]));
		html(b, "</span></li>\n");
	}
	html(b, "</ol>\n<p>");
	const char *state = v->state->title.in[v->language];
	const char *owner = template_owner(turn, v->template, v->state, v->language);
	if (v->state->authority && f->last_heard)
		frame_say(b, v, "{state} since {day}. The ball is with the {owner}, last heard {heard}.", state,
		          f->entered_on, owner, f->last_heard);
	else
		frame_say(b, v, "{state} since {day}. The ball is with the {owner}.", state, f->entered_on, owner);
	if (v->due) {
		html(b, " ");
		frame_say(b, v, "Due {day}", html_mark(HTML_STRONG, v->due));
	}
	if (v->due && !v->fold->due) {
		html(b, " <span class=\"soft\">");
		frame_say(b, v, "(basis {basis}: {says})", v->state->clock.basis,
		          v->state->clock.says.in[v->language]);
		html(b, "</span>");
	}
	html(b, "</p>\n");
}

static void put_moves(struct buf *b, const struct view *v)
{
	enum { SHOWN = 8 };
	html(b, "<h2>");
	frame_say(b, v, "What can happen next");
	html(b, "</h2>\n");
	for (size_t i = 0; i < v->moves.count; i++) {
		const struct view_move *m = &v->moves.at[i];
		html(b, "<details><summary>");
		frame_badge(b, phrase_word(v->reader, m->reasons.count ? WORD("shut") : WORD("open")),
		            m->reasons.count == 0);
		html(b, " <strong>");
		html_text(b, m->transition->action);
		html(b, "</strong> ");
		html_text(b, m->transition->title.in[v->language]);
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
			html_say_phrase(b, v->reader, r->says);
			html(b, "</li>\n");
		}
		if (m->reasons.count > SHOWN) {
			html(b, "<li>");
			frame_say(b, v, "and {count} more", m->reasons.count - SHOWN);
			html(b, "</li>");
		}
		if (m->reasons.count == 0) {
			html(b, "<li>");
			frame_say(b, v, "leads to {state}", frame_state(v, m->to));
			html(b, "</li>");
		}
		html(b, "</ul></details>\n");
	}
}

static void put_sign_offs(struct buf *b, const struct view *v, const char *element)
{
	bool first = true;
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		const struct view_sign_off *s = &v->sign_offs.at[i];
		if (strcmp(s->by->element, element) != 0)
			continue;
		if (!first)
			html(b, ", ");
		first = false;
		if (s->stands)
			html(b, "<span class=\"good\">");
		else
			html(b, "<span class=\"bad\">");
		if (s->stands)
			html_text(b, frame_role(v, s->by->role));
		else
			frame_say(b, v, "{role} (fell)", frame_role(v, s->by->role));
		html(b, "</span>");
	}
}

/* How far an element is: for the team only, since what is handed over shows no score. */
static void put_progress(struct buf *b, const struct view *v, const struct template_element *e)
{
	const struct view_count *n = view_progress(v, e);
	html(b, "<td class=\"progress\">");
	buf_printf(b, "<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:%zu%%\"></i></span>",
	           n->applies ? n->done * 100 / n->applies : 100);
	frame_say(b, v, "{done} of {all}", n->done, n->applies);
	html(b, "</td><td>");
	if (n->errors) {
		html(b, "<span class=\"bad\">");
		frame_say(b, v, "{count} {count:error|errors}", n->errors);
		html(b, "</span>");
	}
	html(b, "</td><td class=\"title\">");
	put_sign_offs(b, v, e->id);
	html(b, "</td>");
}

/* What is no element is signed as well: identity, screening, pins. */
static void put_whole(struct buf *b, const struct view *v)
{
	html(b, "<tr><td></td><td>");
	html_text(b, v->template->whole.title.in[v->language]);
	html(b, "</td><td></td><td></td><td class=\"title\">");
	put_sign_offs(b, v, v->template->whole.id);
	html(b, "</td></tr>\n");
}

static void put_elements(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	html(b, "<h2>");
	frame_say(b, v, "Elements");
	html(b, "</h2>\n<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">");
	frame_say(b, v, "Element");
	html(b, "</th><th scope=\"col\">");
	frame_say(b, v, "Title");
	html(b, "</th>");
	const char *const inner[] = { WORD("Answered"), WORD("Findings"), WORD("Signed") };
	for (size_t i = 0; v->inner && i < countof(inner); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, inner[i]);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
	if (v->inner && v->template->whole_is_signed)
		put_whole(b, v);
	for (size_t i = 0; i < v->template->elements.count; i++) {
		const struct template_element *e = &v->template->elements.at[i];
		if (*package_need(v->package, e) == '-')
			continue;
		html(b, "<tr><td>");
		html_text(b, e->id);
		html(b, "</td><td class=\"title\">");
		if (package_document(v->package, e->id)) {
			html(b, "<a href=\"");
			html_path(b, package_delivered(turn, e->file));
			html(b, "\">");
			html_text(b, e->title.in[v->language]);
			html(b, "</a>");
		} else {
			html_text(b, e->title.in[v->language]);
		}
		html(b, "</td>");
		if (v->inner)
			put_progress(b, v, e);
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
}

/* Checklist lines without an answer, with the place where one would stand. */
static void put_missing(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	size_t shown = 0;
	const struct template_requirements *lines = template_requirements(v->template);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		if (*package_need_of(v->package, r) == '-' || package_state(v->package, r) != PACKAGE_UNANSWERED)
			continue;
		if (shown++ == 0)
			html(b, "<h2>"), frame_say(b, v, "What is missing"), html(b, "</h2>\n<ul>\n");
		html(b, "<li>");
		if (package_document(v->package, r->element->id)) {
			html(b, "<a href=\"");
			html_path(b, package_delivered(turn, r->element->file));
			html(b, "\">");
			html_text(b, r->id);
			html(b, "</a> ");
		} else {
			html_text(b, r->id);
			html(b, " ");
		}
		html_text(b, r->text.in[v->language]);
		html(b, "</li>\n");
	}
	if (shown)
		html(b, "</ul>\n");
}

void overview_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "index.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Overview")), false);
	html(b, "<h1>");
	html_text(b, v->package->title);
	html(b, "</h1>\n");
	if (v->inner) {
		put_path(b, v);
		html(b, "<p>");
		if (v->findings->count) {
			html(b, "<a href=\"findings.html\">");
			frame_counts(b, v, v->findings);
			html(b, "</a>");
		} else {
			html(b, "<span class=\"good\">");
			frame_say(b, v, "No findings.");
			html(b, "</span>");
		}
		html(b, "</p>\n");
	}
	put_elements(b, v);
	if (v->inner) {
		put_missing(b, v);
		put_moves(b, v);
	}
	put_identity(b, v);
	frame_close(b, &f);
}
