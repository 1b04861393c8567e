/* history.c: the history page: the journal as sentences. */
#include "base/base.h"
#include "render/frame.h"
#include "render/history.h"

static const char *get(const struct event *ev, enum event_field field) { return event_get(ev, field) ? event_get(ev, field) : ""; }

static const char *state_title(const struct view *v, const char *id)
{
	const struct workflow_state *s = workflow_state(v->fold->workflow, id);
	return s ? s->title.in[v->language] : id;
}

static void put_listed(struct buf *b, const struct event *ev, enum event_field field)
{
	size_t at = 0, n = 0;
	for (const char *s; (s = event_next(ev, field, &at)) != NULL; n++) {
		SCOPE(turn);
		if (n)
			html(b, ", ");
		html_text(b, scope_copy_bytes(turn, s, strcspn(s, " ")));
	}
}

/* What happened, as a sentence; the journal's own subject line is for git. */
static void put_sentence(struct buf *b, const struct view *v, const struct event *ev)
{
	const struct workflow *w = v->fold->workflow;
	const char *action = get(ev, EVENT_ACTION_FIELD), *title = action;
	switch (ev->kind) {
	case EVENT_TRANSITION:
		for (size_t i = 0; i < w->transition_count; i++)
			if (strcmp(w->transitions[i].action, action) == 0)
				title = w->transitions[i].title.in[v->language];
		html_text(b, title);
		html(b, "</strong> <span class=\"soft\">");
		html_text(b, state_title(v, get(ev, EVENT_FROM_FIELD)));
		html(b, " \xe2\x86\x92 ");
		html_text(b, state_title(v, get(ev, EVENT_TO_FIELD)));
		html(b, "</span><strong>");
		break;
	case EVENT_APPOINT:
		html_text(b, get(ev, EVENT_APPOINTEE_FIELD));
		if (event_get(ev, EVENT_GRANTED_FIELD))
			html(b, " is appointed: ");
		else
			html(b, " holds no role any more");
		put_listed(b, ev, EVENT_GRANTED_FIELD);
		break;
	case EVENT_SIGN_OFF:
		html_text(b, frame_role(v, get(ev, EVENT_ROLE_FIELD)));
		html(b, " signed ");
		put_listed(b, ev, EVENT_COVERS_FIELD);
		html(b, "</strong> \xe2\x80\x9c");
		html_text(b, get(ev, EVENT_MEANING_FIELD));
		html(b, "\xe2\x80\x9d<strong>");
		break;
	case EVENT_OPEN:
		html(b, "The package was opened from the template ");
		html_text(b, get(ev, EVENT_TEMPLATE_FIELD));
		break;
	case EVENT_SEAL:
		html(b, "Submittal ");
		html_text(b, get(ev, EVENT_SUBMITTAL_FIELD));
		html(b, " was sealed");
		break;
	case EVENT_EXPORTED:
		html(b, "Submittal ");
		html_text(b, get(ev, EVENT_SUBMITTAL_FIELD));
		html(b, " was exported");
		break;
	case EVENT_DELIVERED:
		html(b, "Submittal ");
		html_text(b, get(ev, EVENT_SUBMITTAL_FIELD));
		html(b, " was handed over: ");
		html_text(b, get(ev, EVENT_MEANS_FIELD));
		break;
	case EVENT_NOTE:
		html(b, "Note");
		break;
	case EVENT_USE:
		html(b, "It rests on ");
		html_text(b, get(ev, EVENT_USED_FIELD));
		buf_printf(b, ", version %.10s", get(ev, EVENT_PINNED_FIELD));
		break;
	case EVENT_WAIVE:
		html(b, "The finding ");
		html_text(b, get(ev, EVENT_RULE_FIELD));
		html(b, " is accepted until ");
		html_text(b, get(ev, EVENT_UNTIL_FIELD));
		break;
	case EVENT_UNWAIVE:
		html(b, "A waiver was taken back");
		break;
	case EVENT_PURGE:
		html(b, "The content of ");
		html_text(b, get(ev, EVENT_PATH_FIELD));
		html(b, " was removed");
		break;
	default: {
		SCOPE(turn);
		html_text(b, event_subject(turn, ev));
	}
	}
}

static void put_event(struct buf *b, const struct view *v, const struct view_event *e)
{
	const char *by = event_get(e->event, EVENT_REPORTED_BY_FIELD), *letter = event_get(e->event, EVENT_LETTER_FIELD);
	if (by)
		html(b, "<li class=\"reported\"><time>");
	else
		html(b, "<li><time>");
	html_text(b, e->day);
	html(b, "</time><strong>");
	put_sentence(b, v, e->event);
	html(b, "</strong><span class=\"who\">");
	html_text(b, e->person);
	html(b, ", ");
	html_text(b, frame_role(v, e->role));
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

void history_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "history.html", NULL };
	buf_clear(b);
	frame_open(b, &f, template_phrase(v->template, v->language, "History"), v->template->languages.at[v->language], false);
	html(b, "<h1>");
	frame_say(b, v, "History");
	html(b, "</h1>\n<p class=\"soft\">Newest first. An open circle marks what the ");
	html_text(b, v->template->authority.in[v->language]);
	html(b, " did, as it was reported to us.</p>\n<ol class=\"story\">\n");
	for (size_t i = v->events.count; i-- > 0; )
		put_event(b, v, &v->events.at[i]);
	html(b, "</ol>\n");
	frame_close(b, &f);
}
