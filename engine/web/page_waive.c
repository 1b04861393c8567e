/* page_waive.c: a finding accepted for a time, with its reason. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "web/page_acts.h"
#include "web/record.h"

static const struct finding *find(const struct page_ask *a)
{
	const char *id = record_value(a, "finding");
	for (size_t i = 0; id && i < a->view->findings->count; i++)
		if (strcmp(a->view->findings->at[i].id, id) == 0)
			return &a->view->findings->at[i];
	return NULL;
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct finding *f = find(a);
	struct findings *own = finding_list(a->sc);
	finding_add_rule(own, f);
	frame_findings(b, a->view, own, NULL, "");
	html(b, "<p>");
	frame_say(b, a->view, "It stands for exactly this finding about exactly this content: when that changes, or "
	          "the day passes, it ends. At most {days} {days:day|days}.", a->view->template->waivers.days);
	html(b, "</p>\n");
	record_open(b, a, "waive.html");
	acts_hidden(b, "finding", f->id);
	record_area(b, a, "note", WORD("Why it may be accepted"));
	record_day(b, a, "until", WORD("Last day"));
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
}

static const struct fault *check(const struct page_ask *a)
{
	const struct finding *f = find(a);
	if (!f)
		return fault_make(FAULT_NOT_FOUND, "the newest saved version has this finding no more");
	if (f->waived)
		return fault_make(FAULT_REFUSED, "this finding is accepted already");
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	TRY(check(a));
	record_page(a, out, "waive.html", phrase_word(a->view->reader, WORD("Accept a finding for a time")), put);
	return NULL;
}

const struct fault *page_act_waive(struct page_ask *a)
{
	const struct act_options o = { .note = record_value(a, "note") };
	struct store_id head = {""};
	TRY(check(a));
	if (!o.note || !record_value(a, "until"))
		return fault_make(FAULT_USAGE, "say why and how long");
	snprintf(head.hex, sizeof head.hex, "%s", a->view->version);
	return act_waive(a->desk, find(a), &head, record_value(a, "until"), &o);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "waive.html", WORD("Accept a finding for a time"), WORD("Accept"), "findings.html",
	                          page_act_waive, .form = get };
	TRY(check(a));
	return record_answer(a, out, &r);
}

const struct page page_waive = { .paths = (const char *const[]){ "/p/{}/waive.html", NULL }, .needs = PAGE_VIEW,
                                 .get = get, .post = post };
