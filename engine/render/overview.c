/* overview.c: the front page: where it stands, what is missing, what can happen next. */
#include "base/base.h"
#include "render/acts.h"
#include "render/frame.h"
#include "render/overview.h"
#include "view/fallen.h"
#include "view/seals.h"
#include "view/served.h"

static void put_fact(struct buf *b, const char *name, const char *value)
{
	html(b, "<div><dt>");
	html_text(b, name);
	html(b, "</dt><dd>");
	html_text(b, value);
	html(b, "</dd></div>\n");
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
	put_fact(b, phrase_word(v->reader, WORD("Title")), v->package->title);
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

/* --- whose turn it is --- */

/* What waits for the person who reads this, or what they may do besides, each with its button. */
static void put_items(struct buf *b, const struct view *v, bool may)
{
	const struct inbox_items *items = v->served->items;
	html(b, "<ol class=\"steps\">\n");
	for (size_t i = 0; i < items->count; i++) {
		const struct inbox_item *k = &items->at[i];
		if (k->may != may)
			continue;
		html(b, "<li><div><p>");
		html_say_phrase(b, v->reader, k->says);
		html(b, "</p></div><span class=\"soft small\">");
		html_text(b, k->due);
		if (k->overdue)
			html(b, " <span class=\"stop\">\xc3\x97 "), frame_say(b, v, "overdue"), html(b, "</span>");
		html(b, "</span><span class=\"end\">");
		acts_put(b, v->reader, "", k->remedy, true, i == 0 && !may);
		html(b, "</span></li>\n");
	}
	html(b, "</ol>\n");
}

static void put_turn(struct buf *b, const struct view *v)
{
	if (!v->served->me) {
		html(b, "<section class=\"turn\"><h2>");
		frame_say(b, v, "You hold no role in this package: you may read it, and change nothing");
		html(b, "</h2></section>\n");
		return;
	}
	const struct inbox_items *items = v->served->items;
	size_t waits = inbox_waits(items);
	html(b, "<section class=\"turn\"><h2>");
	if (waits)
		frame_say(b, v, "Your turn, {person}: {count} {count:thing waits|things wait} for you",
		          v->served->me->name, waits);
	else
		frame_say(b, v, "Nothing waits for you here, {person}", v->served->me->name);
	html(b, "</h2>\n");
	if (waits)
		put_items(b, v, false);
	if (items->count > waits) {
		html(b, "<h3>");
		frame_say(b, v, "You may, and nothing waits for it");
		html(b, "</h3>\n");
		put_items(b, v, true);
	}
	html(b, "</section>\n");
}

/* The reason and the way out before all else: what follows is not worth work while it stands. */
static void put_halt(struct buf *b, const struct view *v)
{
	html(b, "<section class=\"halt\"><h2>");
	frame_say(b, v, "STOP");
	html(b, "</h2>\n<p>");
	frame_say(b, v, "Stop: what stands against going on is below.");
	html(b, "</p>\n");
	frame_findings(b, v, v->screening->findings, NULL, "");
	html(b, "<p class=\"row\"><a class=\"do\" href=\"screening.html\">");
	frame_say(b, v, "All questions and answers");
	html(b, "</a></p></section>\n");
}

static void put_path(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	const struct fold *f = v->fold;
	html(b, "<h2>");
	frame_say(b, v, "The way so far");
	html(b, "</h2>\n<ol class=\"path\" aria-label=\"");
	frame_say(b, v, "States passed");
	html(b, "\">\n");
	for (size_t i = 0; i < f->path.count; i++) {
		if (i + 1 == f->path.count)
			html(b, "<li class=\"now\"><b aria-current=\"step\">");
		else
			html(b, "<li><span>");
		html_text(b, frame_state(v, f->path.at[i]));
		if (i + 1 == f->path.count)
			html(b, "</b></li>\n");
		else
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

/* --- what can happen next --- */

static void put_reason(struct buf *b, const struct view *v, const struct guard_reason *r)
{
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

static bool may(const struct view *v, const struct workflow_transition *t)
{
	const struct fold_person *me = v->served ? v->served->me : NULL;
	for (size_t i = 0; me && i < me->roles.count; i++)
		if (list_has(&t->roles, me->roles.at[i]))
			return true;
	return false;
}

static void put_roles(struct buf *b, const struct view *v, const struct workflow_transition *t)
{
	SCOPE(turn);
	struct names titles = {0};
	for (size_t i = 0; i < t->roles.count; i++)
		*LIST_ADD(turn, &titles) = frame_role(v, t->roles.at[i]);
	html_text(b, list_join(turn, &titles, ", "));
}

static void put_move_button(struct buf *b, const struct view *v, const struct view_move *m)
{
	const struct workflow_transition *t = m->transition;
	if (v->served && may(v, t) && !m->reasons.count)
		acts_put(b, v->reader, "", REMEDY("do", "", t->action), true, false);
	else if (v->served && m->reasons.count)
		acts_put(b, v->reader, "", REMEDY("why", "", t->action), true, false);
	else if (!v->served)
		frame_badge(b, phrase_word(v->reader, m->reasons.count ? WORD("shut") : WORD("open")),
		            m->reasons.count == 0);
}

static void put_move(struct buf *b, const struct view *v, const struct view_move *m)
{
	enum { SHOWN = 8 };
	html(b, "<li><div><p><b>");
	html_text(b, m->transition->title.in[v->language]);
	html(b, "</b> <span class=\"soft small\">");
	if (m->reasons.count)
		frame_say(b, v, "shut for {count} {count:reason|reasons}", m->reasons.count);
	else
		frame_say(b, v, "leads to {state}", frame_state(v, m->to));
	html(b, "</span></p>");
	if (m->reasons.count)
		html(b, "<ul class=\"reasons\">\n");
	for (size_t k = 0; k < m->reasons.count && k < SHOWN; k++)
		put_reason(b, v, &m->reasons.at[k]);
	if (m->reasons.count > SHOWN) {
		html(b, "<li>");
		frame_say(b, v, "and {count} more", m->reasons.count - SHOWN);
		html(b, "</li>");
	}
	if (m->reasons.count)
		html(b, "</ul>");
	html(b, "</div><span class=\"soft small\">");
	put_roles(b, v, m->transition);
	html(b, "</span><span class=\"end\">");
	put_move_button(b, v, m);
	html(b, "</span></li>\n");
}

/* What is open first. */
static void put_moves(struct buf *b, const struct view *v)
{
	html(b, "<h2 id=\"next\">");
	frame_say(b, v, "What can happen next");
	html(b, "</h2>\n<ol class=\"steps\">\n");
	for (int shut = 0; shut < 2; shut++)
		for (size_t i = 0; i < v->moves.count; i++)
			if ((v->moves.at[i].reasons.count > 0) == (shut == 1))
				put_move(b, v, &v->moves.at[i]);
	html(b, "</ol>\n");
}

/* --- elements, and who signed them --- */

static void put_sign_seal(struct buf *b, const struct view *v, const struct seals_cell *c, const char *role)
{
	static const char *const looks[] = { [SEALS_NOT_ASKED] = "soft no", [SEALS_WAITS] = "soft",
	                                     [SEALS_FELL] = "fell", [SEALS_STANDS] = "" };
	bool mine = v->served && v->served->me && list_has(&v->served->me->roles, role)
	            && (c->state == SEALS_WAITS || c->state == SEALS_FELL);
	html(b, "<td data-h=\"");
	html_text(b, frame_role(v, role));
	html(b, "\" class=\"mid ");
	html_text(b, looks[c->state]);
	html_text(b, mine ? " me" : "");
	html(b, "\">");
	switch (c->state) {
	case SEALS_NOT_ASKED: html(b, "\xe2\x80\x93"); break;
	case SEALS_WAITS:     frame_say(b, v, "{sign} waits", "\xe2\x96\xa1"); break;
	case SEALS_FELL:      frame_say(b, v, "{sign} fell, {day}", "\xe2\x96\xb3", c->day); break;
	case SEALS_STANDS:    html(b, "\xe2\x97\x8b "); html_text(b, c->day); break;
	}
	html(b, "</td>");
}

static void put_check(struct buf *b, const struct view *v, const struct view_count *n)
{
	html(b, "<td data-h=\"");
	frame_say(b, v, "Check");
	html(b, "\">");
	if (n->errors)
		html(b, "<span class=\"stop\">\xc3\x97 "), frame_say(b, v, "{count} {count:error|errors}", n->errors),
			html(b, "</span>");
	else if (n->warnings)
		html(b, "<span class=\"warn\">\xe2\x96\xb3 "), frame_say(b, v, "{count} {count:warning|warnings}",
			n->warnings), html(b, "</span>");
	else
		html(b, "\xe2\x97\x8b <span class=\"hide\">"), frame_say(b, v, "in order"), html(b, "</span>");
	html(b, "</td>");
}

static size_t remarks_on(const struct view *v, const struct template_element *e)
{
	size_t n = 0;
	for (size_t i = 0; i < v->remarks.count; i++)
		n += v->remarks.at[i].element == e && v->remarks.at[i].of->state != FOLD_CLOSED;
	return n;
}

/* How far an element is: for the team only, since what is handed over shows no score. */
static void put_progress(struct buf *b, const struct view *v, const struct template_element *e)
{
	static const struct view_count none;
	bool whole = e == &v->template->whole;
	const struct view_count *n = whole ? &none : view_progress(v, e);
	size_t remarks = whole ? 0 : remarks_on(v, e);
	html(b, "<td class=\"num\" data-h=\"");
	frame_say(b, v, "Answered");
	html(b, "\">");
	if (!whole)
		frame_say(b, v, "{done} of {all}", n->done, n->applies);
	html(b, "</td>");
	if (whole)
		html(b, "<td></td>");
	else
		put_check(b, v, n);
	html(b, "<td class=\"mid\" data-h=\"");
	frame_say(b, v, "Remarks");
	html(b, "\">");
	if (remarks)
		buf_printf(b, "<a class=\"pin\" href=\"remarks.html\">%zu</a>", remarks);
	html(b, "</td>");
}

static void put_name(struct buf *b, const struct view *v, const struct template_element *e)
{
	SCOPE(turn);
	bool whole = e == &v->template->whole;
	bool linked = !whole && package_document(v->package, e->id);
	html(b, "<th scope=\"row\" class=\"title\">");
	if (linked) {
		html(b, "<a href=\"");
		html_path(b, package_delivered(turn, e->file));
		html(b, "\">");
	}
	if (!whole) {
		html(b, "<b>");
		html_text(b, e->id);
		html(b, "</b> ");
	}
	html_text(b, e->title.in[v->language]);
	if (linked)
		html(b, "</a>");
	html(b, "</th>");
}

static void put_heads(struct buf *b, const struct view *v, const struct seals *s)
{
	html(b, "<thead><tr><th scope=\"col\">");
	frame_say(b, v, "Element");
	html(b, "</th>");
	const char *const inner[] = { WORD("Answered"), WORD("Check"), WORD("Remarks") };
	for (size_t i = 0; s && i < countof(inner); i++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, inner[i]);
		html(b, "</th>");
	}
	for (size_t i = 0; s && i < s->roles.count; i++) {
		html(b, "<th scope=\"col\" class=\"mid\">");
		html_text(b, frame_role(v, s->roles.at[i]));
		html(b, "</th>");
	}
	html(b, "</tr></thead>");
}

static void put_legend(struct buf *b, const struct view *v)
{
	html(b, "<p class=\"legend\"><span>\xe2\x97\x8b ");
	frame_say(b, v, "in order, or signed and standing (day)");
	html(b, "</span><span>\xe2\x96\xb3 ");
	frame_say(b, v, "fell: the content changed after it (day it was signed)");
	html(b, "</span><span>\xe2\x96\xa1 ");
	frame_say(b, v, "waits");
	html(b, "</span><span>\xc3\x97 ");
	frame_say(b, v, "error");
	html(b, "</span><span>\xe2\x80\x93 ");
	frame_say(b, v, "not asked for");
	html(b, "</span></p>\n");
}

static void put_elements(struct buf *b, const struct view *v)
{
	SCOPE(turn);
	const struct seals *s = v->inner ? v->seals : NULL;
	html(b, "<h2 id=\"elements\">");
	if (s)
		frame_say(b, v, "Elements and who signed them");
	else
		frame_say(b, v, "Elements");
	html(b, "</h2>\n");
	frame_open_table(b, "elements", "seals full cards");
	put_heads(b, v, s);
	html(b, "<tbody>\n");
	for (size_t i = 0; i < template_unit_count(v->template); i++) {
		const struct template_element *e = template_unit(v->template, i);
		const struct seals_row *row = NULL;
		for (size_t k = 0; s && k < s->rows.count && !row; k++)
			row = s->rows.at[k].unit == e ? &s->rows.at[k] : NULL;
		if (s ? !row : e == &v->template->whole || *package_need(v->package, e) == '-')
			continue;
		html(b, "<tr>");
		put_name(b, v, e);
		if (s)
			put_progress(b, v, e);
		for (size_t k = 0; s && k < s->roles.count; k++)
			put_sign_seal(b, v, &row->cells[k], s->roles.at[k]);
		html(b, "</tr>\n");
	}
	html(b, "</tbody></table></div>\n");
	if (s)
		put_legend(b, v);
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

/* Who holds which role. */
static void put_people(struct buf *b, const struct view *v)
{
	html(b, "<h2>");
	frame_say(b, v, "Team");
	html(b, "</h2>\n<dl class=\"facts\">\n");
	for (size_t i = 0; i < v->fold->people.count; i++) {
		SCOPE(turn);
		const struct fold_person *p = &v->fold->people.at[i];
		struct names titles = {0};
		for (size_t k = 0; k < p->roles.count; k++)
			*LIST_ADD(turn, &titles) = frame_role(v, p->roles.at[k]);
		put_fact(b, p->roles.count ? list_join(turn, &titles, ", ")
		                           : phrase_word(v->reader, WORD("no role any more")), p->name);
	}
	html(b, "</dl>\n");
}

static const char *fell_with(const struct view_sign_off *s) { return s->fall ? s->fall->version : ""; }

/* Of one person, role and day, through the same version. */
static bool fell_together(const struct view_sign_off *a, const struct view_sign_off *b)
{
	return !b->stands && strcmp(a->by->role, b->by->role) == 0 && strcmp(a->by->email, b->by->email) == 0
	       && strcmp(a->by->as_of, b->by->as_of) == 0 && strcmp(fell_with(a), fell_with(b)) == 0;
}

static void put_fall(struct buf *b, const struct view *v, const struct view_sign_off *s, const struct names *elements)
{
	SCOPE(turn);
	html(b, "<li><b class=\"warn\">\xe2\x96\xb3 ");
	frame_say(b, v, "{role} (fell)", frame_role(v, s->by->role));
	html(b, "</b> <b>");
	html_text(b, list_join(turn, elements, ", "));
	html(b, "</b> <span class=\"soft\">");
	html_text(b, s->by->name);
	html(b, ", ");
	html_text(b, s->by->as_of);
	html(b, "</span>");
	if (*fell_with(s)) {
		html(b, " ");
		frame_say(b, v, "fell with version {version.7} of {day} by {author}", s->fall->version, s->fall->day,
		          s->fall->author);
	}
	html(b, "</li>\n");
}

/* Which of the sign-offs do not stand any more, and through which version. */
static void put_fallen(struct buf *b, const struct view *v)
{
	size_t shown = 0;
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		SCOPE(turn);
		struct names elements = {0};
		bool told = v->sign_offs.at[i].stands;
		for (size_t k = 0; k < i && !told; k++)
			told = fell_together(&v->sign_offs.at[i], &v->sign_offs.at[k]);
		for (size_t k = i; k < v->sign_offs.count && !told; k++)
			if (fell_together(&v->sign_offs.at[i], &v->sign_offs.at[k]))
				*LIST_ADD(turn, &elements) = v->sign_offs.at[k].by->element;
		if (told)
			continue;
		if (shown++ == 0)
			html(b, "<h2>"), frame_say(b, v, "What fell since"), html(b, "</h2>\n<ul class=\"plain\">\n");
		put_fall(b, v, &v->sign_offs.at[i], &elements);
	}
	if (shown)
		html(b, "</ul>\n");
}

static void put_inner(struct buf *b, const struct view *v)
{
	if (v->screening && v->screening->verdict == SCREENING_STOP)
		put_halt(b, v);
	if (v->served)
		put_turn(b, v);
	put_path(b, v);
	put_moves(b, v);
}

void overview_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "index.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Overview")));
	html(b, "<h1 class=\"hide\">");
	frame_say(b, v, "Overview");
	html(b, "</h1>\n");
	if (v->inner)
		put_inner(b, v);
	put_elements(b, v);
	if (v->inner) {
		put_fallen(b, v);
		put_missing(b, v);
		put_people(b, v);
	}
	put_identity(b, v);
	frame_close(b, &f);
}
