/* page_deliver.c: that a submittal was handed over, with the proof. */
#include "base/base.h"
#include "desk/act.h"
#include "web/page_acts.h"
#include "web/record.h"

static void put(struct buf *b, struct page_ask *a)
{
	if (!record_may(a, EVENT_DELIVERED) || a->view->fold->seals.count == 0) {
		html(b, "<p>");
		frame_say(b, a->view, "Nothing is sealed, or none of your roles may record a delivery.");
		html(b, "</p>\n");
		return;
	}
	html(b, "<p>");
	frame_say(b, a->view, "Submittal {number} was handed over:", a->view->fold->seals.count);
	html(b, "</p>\n");
	record_open_files(b, a, "deliver.html", WORD("Proof, as a file, if there is one"));
	record_text(b, a, "means", WORD("How it was handed over"), "");
	record_day(b, a, "on", WORD("Day it was handed over"));
	record_area(b, a, "note", WORD("Note, if there is something to say"));
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "deliver.html", phrase_word(a->view->reader, WORD("Record a delivery")), put);
	return NULL;
}

const struct fault *page_act_deliver(struct page_ask *a)
{
	struct act_options o = { .note = record_value(a, "note"), .occurred = record_value(a, "on") };
	if (!record_value(a, "means") || !o.occurred)
		return fault_make(FAULT_USAGE, "say how and when it was handed over");
	TRY(record_paper(a, &o.letter));
	return act_deliver(a->desk, (int)a->view->fold->seals.count, record_value(a, "means"), &o);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "deliver.html", WORD("Record a delivery"), WORD("Record"), "index.html",
	                          page_act_deliver, .form = get };
	return record_answer(a, out, &r);
}

const struct page page_deliver = { .paths = (const char *const[]){ "/p/{}/deliver.html", NULL }, .needs = PAGE_VIEW,
                                   .get = get, .post = post, .uploads = true };
