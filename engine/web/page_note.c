/* page_note.c: something to say that moves nothing: a note in the journal. */
#include "base/base.h"
#include "desk/act.h"
#include "web/page_acts.h"
#include "web/record.h"

static void put(struct buf *b, struct page_ask *a)
{
	if (!record_may(a, EVENT_NOTE)) {
		html(b, "<p>"), frame_say(b, a->view, "None of your roles may write a note."), html(b, "</p>\n");
		return;
	}
	html(b, "<p>");
	frame_say(b, a->view, "It stands in the history for everybody who holds a role here, and moves nothing.");
	html(b, "</p>\n");
	record_open(b, a, "note.html");
	record_area(b, a, "note", WORD("What you say"));
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "note.html", phrase_word(a->view->reader, WORD("Write a note")), put);
	return NULL;
}

const struct fault *page_act_note(struct page_ask *a)
{
	const struct act_options o = { .note = record_value(a, "note") };
	return o.note ? act_note(a->desk, &o) : fault_make(FAULT_USAGE, "write your note");
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "note.html", WORD("Write a note"), WORD("Record"), "history.html", page_act_note,
	                          .form = get };
	return record_answer(a, out, &r);
}

const struct page page_note = { .paths = (const char *const[]){ "/p/{}/note.html", NULL }, .needs = PAGE_VIEW,
                                .get = get, .post = post };
