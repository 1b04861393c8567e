/* page_waive.c: a finding accepted for a time, with its reason. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "view/waivers.h"
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

/* As it was accepted, and the way to end that. */
static void put_waived(struct buf *b, struct page_ask *a, const struct finding *f)
{
	const struct waivers *all = a->own;
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->at[i].of->finding, f->id) == 0 && all->at[i].present) {
			html(b, "<blockquote>");
			html_text(b, all->at[i].reason);
			html(b, "</blockquote>\n<p class=\"soft\">");
			frame_say(b, a->view, "{person}, {role}, {day}", all->at[i].of->name,
			          frame_role(a->view, all->at[i].of->role), all->at[i].of->as_of);
			html(b, "</p>\n");
		}
	record_open(b, a, "waive.html");
	acts_hidden(b, "finding", f->id);
	acts_hidden(b, "end", "yes");
	record_area(b, a, "note", WORD("Why it is not accepted any more, if there is something to say"));
	record_close(b, a, WORD("Go on to end it \xe2\x80\xa6"));
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
	if (f->waived) {
		put_waived(b, a, f);
		return;
	}
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
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	TRY(check(a));
	a->own = NEW(a->sc, struct waivers);
	TRY(waivers_of(a->desk, a->own));
	record_page(a, out, "waive.html", phrase_word(a->view->reader, WORD("Accept a finding for a time")), put);
	return NULL;
}

const struct fault *page_act_waive(struct page_ask *a)
{
	const struct act_options o = { .note = record_value(a, "note") };
	struct store_id head = {""};
	TRY(check(a));
	if (find(a)->waived)
		return fault_make(FAULT_REFUSED, "this finding is accepted already");
	if (!o.note)
		return fault_make(FAULT_USAGE, "write why it may be accepted");
	if (!record_value(a, "until"))
		return fault_make(FAULT_USAGE, "choose the last day");
	snprintf(head.hex, sizeof head.hex, "%s", a->view->version);
	return act_waive(a->desk, find(a), &head, record_value(a, "until"), &o);
}

const struct fault *page_act_unwaive(struct page_ask *a)
{
	const struct act_options o = { .note = record_value(a, "note") };
	TRY(check(a));
	if (!find(a)->waived)
		return fault_make(FAULT_REFUSED, "this finding is not accepted");
	return act_unwaive(a->desk, find(a)->id, &o);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record end = { "waive.html", WORD("A finding that is accepted no more"), WORD("End it"),
	                            "findings.html", page_act_unwaive, .form = get };
	const struct record r = { "waive.html", WORD("Accept a finding for a time"), WORD("Accept"), "findings.html",
	                          page_act_waive, .form = get };
	TRY(check(a));
	return record_answer(a, out, record_value(a, "end") ? &end : &r);
}

const struct page page_waive = { .paths = (const char *const[]){ "/p/{}/waive.html", NULL }, .needs = PAGE_VIEW,
                                 .get = get, .post = post };
