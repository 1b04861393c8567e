/* page_drafts.c: what somebody is still writing, and sending it as one review. */
#include "base/base.h"
#include "desk/drafts.h"
#include "render/acts.h"
#include "render/remarks.h"
#include "web/page_acts.h"
#include "web/record.h"

struct own { struct drafts *drafts; struct draft_list all; };

static void put_place(struct buf *b, const struct page_ask *a, const struct act_remark *r)
{
	SCOPE(turn);
	const char *at = r->row ? r->row : r->field ? r->field : r->page ? r->page : NULL;
	html(b, "<p><b>");
	html_text(b, frame_severity(a->view->template, a->view->language, r->severity));
	html(b, "</b> ");
	html_text(b, r->on ? r->on : phrase_word(a->view->reader, WORD("The package as a whole")));
	if (at)
		html_text(b, scope_printf(turn, ", %s", at));
	if (r->region)
		html_text(b, scope_printf(turn, ", %s \xe2\x80\xb0", r->region));
	if (r->version)
		html_text(b, scope_printf(turn, ", %.7s", r->version));
	if (r->column)
		html_text(b, scope_printf(turn, ", %s", r->column));
	html(b, "</p>\n");
	if (r->quote)
		html(b, "<blockquote>"), html_text(b, r->quote), html(b, "</blockquote>\n");
}

static void put_draft(struct buf *b, const struct page_ask *a, const struct draft *d)
{
	html(b, "<li class=\"draft\">");
	put_place(b, a, &d->of);
	remarks_put_words(b, d->text);
	acts_open_form(b, a->view->served, "drafts.html");
	acts_hidden(b, "drop", d->id);
	html(b, "<p class=\"row\"><span class=\"soft\">");
	html_text(b, d->day);
	html(b, "</span><button>");
	frame_say(b, a->view, "Throw away");
	html(b, "</button></p></form></li>\n");
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct own *own = a->own;
	html(b, "<p>");
	frame_say(b, a->view, "Only you see these. Sent together they become remarks, an event each, on the newest "
	          "saved version.");
	html(b, "</p>\n");
	if (own->all.count) {
		record_open(b, a, "drafts.html");
		record_close(b, a, phrase_text(a->sc, a->view->reader, PHRASE("Send {count} {count:remark|remarks} "
			"\xe2\x80\xa6", own->all.count)));
		html(b, "<ul class=\"findings remarks\">\n");
	}
	for (size_t i = 0; i < own->all.count; i++)
		put_draft(b, a, &own->all.at[i]);
	if (own->all.count)
		html(b, "</ul>\n");
	html(b, "<p class=\"row\"><a class=\"do\" href=\"remark-new.html\">");
	frame_say(b, a->view, "Remark \xe2\x80\xa6");
	html(b, "</a></p>\n");
}

static const struct fault *take(struct page_ask *a)
{
	struct own *own = a->own = NEW(a->sc, struct own);
	TRY(record_drafts(a, &own->drafts));
	return drafts_read(a->sc, own->drafts, &own->all);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	TRY(take(a));
	out->etag = NULL;                       /* it changes when nothing of the package does */
	record_page(a, out, "drafts.html", phrase_word(a->view->reader, WORD("Your drafts")), put);
	return NULL;
}

/* What is sent is what was shown: a draft moves nothing of the package, so it says so itself. */
static const struct fault *expect_shown(struct page_ask *a)
{
	const struct own *own = a->own;
	const char *shown = record_value(a, "shown"), *step = record_value(a, "step");
	struct buf *all = buf_new(a->sc);
	for (size_t i = 0; i < own->all.count; i++)
		buf_printf(all, "%s%s", i ? " " : "", own->all.at[i].id);
	if (shown && strcmp(shown, all->at) != 0 && step && strcmp(step, "record") == 0)
		return fault_make(FAULT_REFUSED, "your drafts are not those that were shown any more, and nothing was "
			"recorded; look at them again");
	if (!shown)
		*LIST_ADD(a->sc, &a->values) = (struct page_value){ "shown", all->at };
	return NULL;
}

static const struct fault *act(struct page_ask *a)
{
	const struct own *own = a->own;
	size_t count = 0;
	if (!own->all.count)
		return fault_make(FAULT_REFUSED, "no draft waits; it may have been sent already");
	TRY(expect_shown(a));
	return drafts_send(own->drafts, NULL, &count);
}

const struct fault *page_act_send(struct page_ask *a)
{
	TRY(take(a));
	return act(a);
}

const struct fault *page_act_drop(struct page_ask *a)
{
	TRY(take(a));
	return drafts_drop(((const struct own *)a->own)->drafts, page_value(a, "drop"));
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *drop = record_value(a, "drop");
	const struct record r = { "drafts.html", WORD("Your drafts"), WORD("Send"), "remarks.html", act, true,
	                          .form = get };
	TRY(take(a));
	if (!drop)
		return record_answer(a, out, &r);
	TRY(page_act_drop(a));
	page_go(a, out, "drafts.html");
	return NULL;
}

const struct page page_drafts = { .paths = (const char *const[]){ "/p/{}/drafts.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post };
