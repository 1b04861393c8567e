/* page_seal.c: the newest saved version, sealed as the next submittal. */
#include "base/base.h"
#include "desk/act.h"
#include "web/page_acts.h"
#include "web/record.h"

static void put(struct buf *b, struct page_ask *a)
{
	if (!record_may(a, EVENT_SEAL)) {
		html(b, "<p>"), frame_say(b, a->view, "None of your roles may seal this package."), html(b, "</p>\n");
		return;
	}
	html(b, "<p>");
	frame_say(b, a->view, "Submittal {number} will be version {version.7}, with the SHA-256 of every file that is "
	          "handed over. It never changes.", a->view->fold->seals.count + 1, a->view->version);
	html(b, "</p>\n");
	record_open(b, a, "seal.html");
	record_close(b, a, WORD("Go on to seal \xe2\x80\xa6"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "seal.html", phrase_word(a->view->reader, WORD("Seal a submittal")), put);
	return NULL;
}

const struct fault *page_act_seal(struct page_ask *a)
{
	int number = 0;
	return act_seal(a->desk, NULL, &number);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "seal.html", WORD("Seal a submittal"), WORD("Seal"), "index.html", page_act_seal,
	                          .form = get };
	return record_answer(a, out, &r);
}

const struct page page_seal = { .paths = (const char *const[]){ "/p/{}/seal.html", NULL }, .needs = PAGE_VIEW,
                                .get = get, .post = post };
