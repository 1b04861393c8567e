/* page_letter.c: a letter received, kept with who sent it and when. */
#include "base/base.h"
#include "desk/act.h"
#include "web/page_acts.h"
#include "web/record.h"

static void put(struct buf *b, struct page_ask *a)
{
	if (!record_may(a, EVENT_LETTER)) {
		html(b, "<p>"), frame_say(b, a->view, "None of your roles may file a letter."), html(b, "</p>\n");
		return;
	}
	html(b, "<p>");
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
	record_page(a, out, "letter.html", phrase_word(a->view->reader, WORD("File a letter received")), put);
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
	const struct record r = { "letter.html", WORD("File a letter received"), WORD("Record"), "history.html",
	                          page_act_letter, .form = get };
	return record_answer(a, out, &r);
}

const struct page page_letter = { .paths = (const char *const[]){ "/p/{}/letter.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post, .uploads = true };
