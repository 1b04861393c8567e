/* page_move.c: the package into its next state. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "web/page_acts.h"
#include "web/record.h"

static const struct view_move *find(const struct page_ask *a)
{
	const char *action = record_value(a, "action");
	for (size_t i = 0; action && i < a->view->moves.count; i++)
		if (strcmp(a->view->moves.at[i].transition->action, action) == 0)
			return &a->view->moves.at[i];
	return NULL;
}

static void put_reasons(struct buf *b, const struct page_ask *a, const struct view_move *m)
{
	html(b, "<p>");
	frame_say(b, a->view, "This is shut for {count} {count:reason|reasons}:", m->reasons.count);
	html(b, "</p>\n<ul class=\"reasons\">\n");
	for (size_t i = 0; i < m->reasons.count; i++) {
		html(b, "<li>");
		html_say_phrase(b, a->view->reader, m->reasons.at[i].says);
		html(b, " ");
		acts_put(b, a->view->reader, "", m->reasons.at[i].remedy, true, false);
		html(b, "</li>\n");
	}
	html(b, "</ul>\n");
}

/* What the authority did is reported: who said so, and when. */
static void put_reported(struct buf *b, const struct page_ask *a)
{
	record_text(b, a, "by", WORD("Office and person who told you"), "");
	record_day(b, a, "on", WORD("Day it happened"));
	record_day(b, a, "received", WORD("Day you received it"));
	record_day(b, a, "due", WORD("Day that the letter sets, if it sets one"));
	record_letter(b, a);
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct view_move *m = find(a);
	html(b, "<p>");
	frame_say(b, a->view, "From {from} to {to}.", frame_state(a->view, a->view->fold->state),
	          frame_state(a->view, m->to));
	html(b, "</p>\n");
	if (m->reasons.count) {
		put_reasons(b, a, m);
		return;
	}
	record_open_files(b, a, "move.html", WORD("Letter, as a file, if there is one"));
	acts_hidden(b, "action", m->transition->action);
	if (m->transition->reported)
		put_reported(b, a);
	record_area(b, a, "note", WORD("Note, if there is something to say"));
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
}

static const struct fault *no_such(void)
{
	return fault_make(FAULT_NOT_FOUND, "there is no such move from the state the package is in now");
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const struct view_move *m = find(a);
	if (!m)
		return no_such();
	record_page(a, out, "move.html", m->transition->title.in[a->view->language], put);
	return NULL;
}

const struct fault *page_act_move(struct page_ask *a)
{
	struct guard_reasons *reasons = NEW(a->sc, struct guard_reasons);
	struct act_options o;
	TRY(record_options(a, &o));
	return act_transition(a->desk, page_value(a, "action"), &o, reasons);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct view_move *m = find(a);
	const char *title = m ? m->transition->title.in[a->view->language] : WORD("Move the package");
	const struct record r = { "move.html", title, WORD("Record"), "index.html", page_act_move, .form = get };
	if (!record_value(a, "action"))
		return no_such();
	return record_answer(a, out, &r);
}

const struct page page_move = { .paths = (const char *const[]){ "/p/{}/move.html", NULL }, .needs = PAGE_VIEW,
                                .get = get, .post = post, .uploads = true };
