/* history.c: the journal as sentences: the history page, and what came in between. */
#include "base/base.h"
#include "render/frame.h"
#include "render/history.h"
#include "render/remarks.h"
#include "view/served.h"

static const char *get(const struct event *ev, enum event_field field)
{
	return event_get(ev, field) ? event_get(ev, field) : "";
}

/* What a sign-off covers: elements by their letters, the package itself by its title. */
static const char *list_units(struct scope *sc, const struct view *v, const struct event *ev)
{
	const struct template_element *whole = &v->template->whole;
	struct names out = {0};
	size_t at = 0;
	for (const char *s; (s = event_next(ev, EVENT_COVERS_FIELD, &at)) != NULL; ) {
		const char *name = scope_copy_bytes(sc, s, strcspn(s, " "));
		*LIST_ADD(sc, &out) = strcmp(name, whole->id) == 0 ? whole->title.in[v->language] : name;
	}
	return list_join(sc, &out, ", ");
}

static const char *remark_number(struct scope *sc, const struct view *v, const struct event *ev)
{
	const char *id = event_get(ev, ev->kind == EVENT_REMARK ? EVENT_ID_FIELD : EVENT_REMARK_FIELD);
	const struct fold_remark *r = id ? fold_remark_called(v->fold, id) : NULL;
	return r ? scope_printf(sc, "%d", r->number) : "";
}

static const char *list_roles(struct scope *sc, const struct view *v, const struct event *ev)
{
	struct names out = {0};
	size_t at = 0;
	for (const char *s; (s = event_next(ev, EVENT_GRANTED_FIELD, &at)) != NULL; )
		*LIST_ADD(sc, &out) = frame_role(v, scope_copy_bytes(sc, s, strcspn(s, " ")));
	return list_join(sc, &out, ", ");
}

static const char *action_title(const struct view *v, const char *action)
{
	const struct workflow *w = v->fold->workflow;
	for (size_t i = 0; i < w->transition_count; i++)
		if (strcmp(w->transitions[i].action, action) == 0)
			return w->transitions[i].title.in[v->language];
	return action;
}

static void put_transition(struct buf *b, const struct view *v, const struct event *ev)
{
	html(b, "<strong>");
	html_text(b, action_title(v, get(ev, EVENT_ACTION_FIELD)));
	html(b, "</strong> <span class=\"soft\">");
	html_text(b, frame_state(v, get(ev, EVENT_FROM_FIELD)));
	html(b, " \xe2\x86\x92 ");
	html_text(b, frame_state(v, get(ev, EVENT_TO_FIELD)));
	html(b, "</span>");
}

/* What happened, as a sentence; the journal's own subject line is for git.  NULL: a transition, which is shown and not
 * told. */
static const struct phrase *tell(struct scope *sc, const struct view *v, const struct event *ev)
{
	const char *submittal = get(ev, EVENT_SUBMITTAL_FIELD), *number = remark_number(sc, v, ev);
	switch (ev->kind) {
	case EVENT_TRANSITION:
		return NULL;
	case EVENT_APPOINT:
		return phrase_keep(sc, event_get(ev, EVENT_GRANTED_FIELD)
			? PHRASE("{person} is appointed: {roles}", get(ev, EVENT_APPOINTEE_FIELD),
			         list_roles(sc, v, ev))
			: PHRASE("{person} holds no role any more", get(ev, EVENT_APPOINTEE_FIELD)));
	case EVENT_SIGN_OFF:
		return phrase_new(sc, "{role} signed {elements}: \xe2\x80\x9c{meaning}\xe2\x80\x9d",
		                  frame_role(v, get(ev, EVENT_ROLE_FIELD)), list_units(sc, v, ev),
		                  get(ev, EVENT_MEANING_FIELD));
	case EVENT_OPEN:
		return phrase_new(sc, "The package was opened from the template {template}",
		                  get(ev, EVENT_TEMPLATE_FIELD));
	case EVENT_ADOPT:
		return phrase_new(sc, "A newer template was adopted: {template}", get(ev, EVENT_TEMPLATE_FIELD));
	case EVENT_SEAL:
		return phrase_new(sc, "Submittal {number} was sealed", submittal);
	case EVENT_EXPORTED:
		return phrase_new(sc, "Submittal {number} was exported", submittal);
	case EVENT_DELIVERED:
		return phrase_new(sc, "Submittal {number} was handed over: {means}", submittal,
		                  get(ev, EVENT_MEANS_FIELD));
	case EVENT_STAMPED:
		return phrase_new(sc, "An authority stamped submittal {number}", submittal);
	case EVENT_NOTE:
		return phrase_new(sc, "A note was written");
	case EVENT_LETTER:
		return phrase_keep(sc, strcmp(get(ev, EVENT_DIRECTION_FIELD), "in") == 0
			? PHRASE("A letter came in") : PHRASE("A letter went out"));
	case EVENT_USE:
		return phrase_new(sc, "It rests on {package}, version {version.10}", get(ev, EVENT_USED_FIELD),
		                  get(ev, EVENT_PINNED_FIELD));
	case EVENT_WAIVE:
		return phrase_new(sc, "The finding {rule} is accepted until {day}", get(ev, EVENT_RULE_FIELD),
		                  get(ev, EVENT_UNTIL_FIELD));
	case EVENT_UNWAIVE:
		return phrase_new(sc, "A waiver was taken back");
	case EVENT_PURGE:
		return phrase_new(sc, "The content of {file} was removed", get(ev, EVENT_PATH_FIELD));
	case EVENT_REMARK:
		return phrase_new(sc, "Remark {number} was made ({severity})", number,
		                  frame_severity(v->template, v->language, get(ev, EVENT_SEVERITY_FIELD)));
	case EVENT_ANSWER:
		return phrase_new(sc, "Remark {number} was answered: {disposition}", number,
		                  phrase_bare(get(ev, EVENT_DISPOSITION_FIELD)));
	case EVENT_REPLY:
		return phrase_new(sc, "Remark {number} was spoken of", number);
	case EVENT_CLOSE:
		return phrase_new(sc, "Remark {number} was closed", number);
	case EVENT_REOPEN:
		return phrase_new(sc, "Remark {number} was opened again", number);
	case EVENT_TRUST:
		return phrase_new(sc, "A key of {person} is trusted", get(ev, EVENT_APPOINTEE_FIELD));
	case EVENT_REVOKE:
		return phrase_new(sc, "A key of {person} was revoked, from {day} on", get(ev, EVENT_APPOINTEE_FIELD),
		                  get(ev, EVENT_OCCURRED_FIELD));
	case EVENT_KIND_COUNT:
		break;
	}
	return phrase_new(sc, "{subject}", event_subject(sc, ev));
}

/* Who did or recorded it. */
static const struct phrase *tell_who(struct scope *sc, const struct view *v, const struct view_event *e)
{
	const char *by = event_get(e->event, EVENT_REPORTED_BY_FIELD);
	const char *letter = event_get(e->event, EVENT_LETTER_FIELD), *role = frame_role(v, e->role);
	const struct phrase *who = phrase_keep(sc, by
		? PHRASE("{person}, {role}; reported by {office}, happened {day}", e->person, role, by,
		         event_get(e->event, EVENT_OCCURRED_FIELD))
		: PHRASE("{person}, {role}", e->person, role));
	const char *date = event_get(e->event, EVENT_LETTER_DATE_FIELD);
	const char *reference = event_get(e->event, EVENT_LETTER_REF_FIELD);
	const char *from = event_get(e->event, EVENT_LETTER_FROM_FIELD);
	who = letter ? phrase_new(sc, "{who}; letter {letter}", who, letter) : who;
	who = date ? phrase_new(sc, "{who} of {day}", who, date) : who;
	who = from ? phrase_new(sc, "{who} from {sender}", who, from) : who;
	who = reference ? phrase_new(sc, "{who} ({reference})", who, reference) : who;
	return e->lacks ? phrase_new(sc, "{who}; {lacks}", who, e->lacks) : who;
}

/* Where it can be read what an event was about. */
static void put_links(struct buf *b, const struct view *v, const struct event *ev)
{
	SCOPE(turn);
	const char *number = remark_number(turn, v, ev), *version = event_get(ev, EVENT_EVIDENCE_FIELD);
	if (!v->served || (!*number && !version))
		return;
	html(b, " <a class=\"small\" href=\"");
	if (*number) {
		html_path(b, "remark.html");
		html_text(b, "?n=");
		html_path(b, number);
		html(b, "\">");
		frame_say(b, v, "Remark {number}", number);
	} else {
		html_path(b, "compare.html");
		html_text(b, "?from=");
		html_path(b, version);
		html(b, "\">");
		frame_say(b, v, "what changed since version {version.7}", version);
	}
	html(b, "</a>");
}

/* What it holds beside its words. */
static void put_paper(struct buf *b, const struct view *v, const struct view_event *e)
{
	if (!v->served || !e->content || e->lacks)
		return;
	html(b, " <a class=\"small\" href=\"");
	html_path(b, "paper/");
	html_path(b, e->event->id);
	html(b, "\">");
	if (e->event->kind == EVENT_EXPORTED)
		frame_say(b, v, "open the workbook, as it was exported");
	else if (e->event->kind == EVENT_DELIVERED)
		frame_say(b, v, "open the proof");
	else
		frame_say(b, v, "open the letter");
	html(b, "</a>");
}

static void put_what(struct buf *b, const struct view *v, const struct view_event *e)
{
	SCOPE(turn);
	const struct phrase *says = tell(turn, v, e->event);
	if (says) {
		html(b, "<strong>");
		html_say_phrase(b, v->reader, says);
		html(b, "</strong>");
	} else {
		put_transition(b, v, e->event);
	}
	put_links(b, v, e->event);
	put_paper(b, v, e);
	html(b, "<span class=\"who\">");
	html_say_phrase(b, v->reader, tell_who(turn, v, e));
	html(b, "</span>");
	if (e->note) {
		html(b, "<blockquote>");
		remarks_put_words(b, e->note);
		html(b, "</blockquote>");
	}
}

/* We: a full circle; the authority, as it was reported: an open one. */
static void put_event(struct buf *b, const struct view *v, const struct view_event *e)
{
	bool reported = event_get(e->event, EVENT_REPORTED_BY_FIELD) != NULL;
	if (reported)
		html(b, "<li class=\"reported\"><time>");
	else
		html(b, "<li><time>");
	html_text(b, e->day);
	html(b, "</time><span class=\"dot\" aria-hidden=\"true\"><span>");
	html_text(b, reported ? "\xe2\x97\x8b" : "\xe2\x97\x8f");
	html(b, "</span></span><div class=\"what\">");
	put_what(b, v, e);
	html(b, "</div></li>\n");
}

/* The states as chapters: each ends, further down, with the event that led into it. */
static void put_chapter(struct buf *b, const struct view *v, const char *state, const char *since)
{
	html(b, "<li class=\"state\"><span></span><span class=\"dot\" aria-hidden=\"true\"></span><h2>");
	html_text(b, frame_state(v, state));
	if (since) {
		html(b, " <span class=\"soft small\">");
		frame_say(b, v, "since {day}", since);
		html(b, "</span>");
	}
	html(b, "</h2></li>\n");
}

void history_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "history.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("History")));
	html(b, "<h1>");
	frame_say(b, v, "History");
	html(b, "</h1>\n<p class=\"soft\">");
	frame_say(b, v, "Newest first. An open circle marks what the {authority} did, as it was reported to us.",
	          v->template->authority.in[v->language]);
	html(b, "</p>\n");
	if (v->served && v->served->me) {
		html(b, "<p class=\"row\"><a class=\"do\" href=\"note.html\">");
		frame_say(b, v, "Write a note \xe2\x80\xa6");
		html(b, "</a></p>\n");
	}
	html(b, "<ol class=\"story\">\n");
	put_chapter(b, v, v->fold->state, v->fold->entered_on);
	for (size_t i = v->events.count; i-- > 0; ) {
		const struct event *ev = v->events.at[i].event;
		put_event(b, v, &v->events.at[i]);
		if (ev->kind == EVENT_TRANSITION && ev->happened)
			put_chapter(b, v, get(ev, EVENT_FROM_FIELD), NULL);
	}
	html(b, "</ol>\n");
	frame_close(b, &f);
}

void history_put_later(const struct view *v, const char *id, struct buf *b)
{
	size_t at = 0;
	while (at < v->events.count && strcmp(v->events.at[at].event->id, id) != 0)
		at++;
	html(b, "<ol class=\"story\">\n");
	for (at++; at < v->events.count; at++)
		put_event(b, v, &v->events.at[at]);
	html(b, "</ol>\n");
}

/* --- what was just done --- */

/* Where a version and an event stand in desk_stand()'s word; of event: false if it is none of this journal. */
static bool read_stand(struct scope *sc, const struct view *v, const char *stand, const char **version, size_t *event)
{
	const char *journal = strchr(stand, '.');
	const char *id = journal ? scope_copy_bytes(sc, journal + 1, strcspn(journal + 1, ".")) : "";
	*version = scope_copy_bytes(sc, stand, strcspn(stand, "."));
	for (*event = 0; *event < v->events.count; ++*event)
		if (strcmp(v->events.at[*event].event->id, id) == 0)
			return true;
	return false;
}

static bool is_readers(struct scope *sc, const struct view *v, const struct event *ev)
{
	const char *name, *email;
	return event_person(sc, get(ev, EVENT_PERSON_FIELD), &name, &email)
	       && fold_person(v->fold, email) == v->served->me;
}

static void put_done(struct buf *b, const struct view *v, const struct view_event *e)
{
	SCOPE(turn);
	const struct phrase *says = tell(turn, v, e->event);
	html(b, "<li>");
	if (says)
		html_say_phrase(b, v->reader, says);
	else
		put_transition(b, v, e->event);
	html(b, "</li>\n");
}

static void put_saved(struct buf *b, const struct view *v, const char *root, const char *before)
{
	html(b, "<li>");
	frame_say(b, v, "Saved as version {version.7}", v->version);
	if (*before) {
		html(b, ": <a href=\"");
		html_path(b, root);
		html_path(b, "compare.html");
		html_text(b, "?from=");
		html_path(b, before);
		html(b, "\">");
		frame_say(b, v, "what changed");
		html(b, "</a>");
	}
	html(b, "</li>\n");
}

void history_put_done(const struct view *v, const char *root, struct buf *b)
{
	SCOPE(turn);
	const char *version = NULL;
	size_t at = 0, told = 0;
	if (!v->served || !v->served->before || !v->served->me
	    || !read_stand(turn, v, v->served->before, &version, &at))
		return;
	bool saved = v->served->saved && *v->version && strcmp(v->version, v->served->saved) == 0
	             && strcmp(v->version, version) != 0;
	struct buf *list = buf_new(turn);
	for (at++; at < v->events.count; at++)
		if (is_readers(turn, v, v->events.at[at].event)) {
			put_done(list, v, &v->events.at[at]);
			told++;
		}
	if (saved)
		put_saved(list, v, root, version);
	if (!told && !saved)
		return;
	html(b, "<section class=\"done\" role=\"status\"><h2>\xe2\x9c\x93 ");
	frame_say(b, v, "Done");
	html(b, "</h2>\n<ul class=\"plain\">\n");
	buf_put(b, list->at, list->len);
	html(b, "</ul>\n<p class=\"small\"><a href=\"");
	html_path(b, root);
	html_path(b, "history.html");
	html(b, "\">");
	frame_say(b, v, "In the history");
	html(b, "</a></p></section>\n");
}
