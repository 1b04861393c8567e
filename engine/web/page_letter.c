/* page_letter.c: a letter received, kept with who sent it and when. */
#include "base/base.h"
#include "desk/act.h"
#include "web/page_acts.h"
#include "web/record.h"

/* --- those that are filed --- */

static void put_one(struct buf *b, const struct page_ask *a, const struct desk_paper *p)
{
	const char *by = event_get(p->event, EVENT_REPORTED_BY_FIELD), *on = event_get(p->event, EVENT_OCCURRED_FIELD);
	const char *direction = event_get(p->event, EVENT_DIRECTION_FIELD);
	bool ours = direction && strcmp(direction, "out") == 0;
	html(b, "<li><a href=\"paper/");
	html_path(b, p->event->id);
	html(b, "\">");
	html_text(b, p->name);
	html(b, "</a> ");
	html_text(b, on ? on : event_get(p->event, EVENT_AS_OF_FIELD));
	html(b, " ");
	html_text(b, by ? by : "");
	if (!ours && by && record_may(a, EVENT_REMARK) && a->view->template->severities.count) {
		html(b, " <a class=\"do\" href=\"remark-new.html?letter=");
		html_path(b, event_get(p->event, EVENT_ID_FIELD));
		html(b, "\">");
		frame_say(b, a->view, "Record a deficiency from it \xe2\x80\xa6");
		html(b, "</a>");
	}
	html(b, "</li>\n");
}

/* The newest first. */
static void put_filed(struct buf *b, const struct page_ask *a)
{
	size_t count = 0, shown = 0;
	const struct event *const *events = desk_events(a->desk, &count);
	while (count-- > 0) {
		struct desk_paper p;
		if (!events[count]->happened || events[count]->kind == EVENT_EXPORTED
		    || !desk_paper_of(a->sc, a->desk, events[count], &p))
			continue;
		if (shown++ == 0) {
			html(b, "<h2>");
			frame_say(b, a->view, "Letters that are filed");
			html(b, "</h2>\n<ul class=\"plain\">\n");
		}
		put_one(b, a, &p);
	}
	if (shown)
		html(b, "</ul>\n");
}

/* --- another one --- */

static void put(struct buf *b, struct page_ask *a)
{
	put_filed(b, a);
	if (!record_may(a, EVENT_LETTER)) {
		html(b, "<p>"), frame_say(b, a->view, "None of your roles may file a letter."), html(b, "</p>\n");
		return;
	}
	html(b, "<h2>");
	frame_say(b, a->view, "File another");
	html(b, "</h2>\n<p>");
	frame_say(b, a->view, "A letter that moves no state. What moves one is recorded with the move; a checklist "
	          "that came back has a page of its own.");
	html(b, "</p>\n");
	record_open_files(b, a, "letter.html", WORD("The letter, as a file"));
	record_text(b, a, "by", WORD("Office and person it is from"), "");
	record_day(b, a, "on", WORD("Day it bears"));
	record_day(b, a, "received", WORD("Day you received it"));
	record_text(b, a, "letter_reference", WORD("Number or subject of the letter"), "");
	record_area(b, a, "note", WORD("Note, if there is something to say"));
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "letter.html", phrase_word(a->view->reader, WORD("Letters")), put);
	return NULL;
}

const struct fault *page_act_letter(struct page_ask *a)
{
	struct act_options o;
	TRY(record_options(a, &o));
	if (!o.letter.name || !o.reported_by || !o.occurred || !o.received)
		return fault_make(FAULT_USAGE, "choose the file, and say who it is from, the day it bears and the day "
			"you received it");
	return act_letter(a->desk, "in", &o);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "letter.html", WORD("File a letter received"), WORD("Record"), "letter.html",
	                          page_act_letter, .form = get };
	return record_answer(a, out, &r);
}

const struct page page_letter = { .paths = (const char *const[]){ "/p/{}/letter.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post, .uploads = true };
