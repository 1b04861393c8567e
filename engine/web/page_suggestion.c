/* page_suggestion.c: the words that a remark suggests, taken as a version. */
#include "base/base.h"
#include "desk/act.h"
#include "web/page_acts.h"
#include "web/propose.h"
#include "web/record.h"

static int number_of(const struct page_ask *a)
{
	const char *n = record_value(a, "n");
	return n && strlen(n) <= 6 && !n[strspn(n, "0123456789")] ? atoi(n) : 0;
}

const struct fault *page_lay_suggestion(struct page_ask *a, struct take *k)
{
	return take_suggestion(k, number_of(a));
}

static bool is_answered_so(const struct page_ask *a)
{
	const struct fold_remark *r = fold_remark(a->view->fold, number_of(a));
	return r && r->state == FOLD_OPEN && record_may(a, EVENT_ANSWER);
}

static void put(struct buf *b, struct page_ask *a)
{
	if (!is_answered_so(a))
		return;
	html(b, "<p>");
	frame_say(b, a->view, "Saving it answers remark {number}: changed, in your name. Who raised it settles it.",
	          number_of(a));
	html(b, "</p>\n");
}

void page_answer_suggestion(struct page_ask *a, const struct store_id *version)
{
	const struct act_options o = {0};
	if (!is_answered_so(a))
		return;
	desk_expect(a->desk, NULL);             /* it is this version that moved main on */
	/* where it is refused, the remark's page goes on to ask for an answer */
	if (FAILED(act_answer(a->desk, number_of(a), "changed", version->hex, 0, &o)))
		return;
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct propose p = { "suggestion.html", phrase_text(a->sc, a->view->reader,
		PHRASE("What remark {number} suggests", number_of(a))),
		scope_printf(a->sc, "remark %d: its suggestion is taken", number_of(a)),
		scope_printf(a->sc, "remark.html?n=%d", number_of(a)), page_lay_suggestion, put,
		page_answer_suggestion };
	return propose_answer(a, out, &p);
}

/* Somebody loads the page again: there is nothing to see here but the remark. */
static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	page_go(a, out, number_of(a) ? scope_printf(a->sc, "remark.html?n=%d", number_of(a)) : "remarks.html");
	return NULL;
}

const struct page page_suggestion = { .paths = (const char *const[]){ "/p/{}/suggestion.html", NULL },
                                      .needs = PAGE_VIEW, .get = get, .post = post };
