/* page_remark.c: one remark, what was said about it, and what can be done about it. */
#include "base/base.h"
#include "base/number.h"
#include "base/path.h"
#include "desk/act.h"
#include "render/acts.h"
#include "render/remarks.h"
#include "render/sight.h"
#include "text/page_picture.h"
#include "view/served.h"
#include "web/page_acts.h"
#include "web/record.h"

static int number_of(const struct page_ask *a) { return number_read(record_value(a, "n"), NUMBER_MOST); }

/* --- what can be done, a form each --- */

/* Was it this one of the forms? */
static bool is_refused(const struct page_ask *a, const char *what)
{
	const char *said = record_value(a, "what");
	return a->refused && said && strcmp(said, what) == 0;
}

static void open_form(struct buf *b, const struct page_ask *a, const char *head, const char *what, bool first)
{
	if (first || is_refused(a, what))
		html(b, "<details open><summary><b>");
	else
		html(b, "<details><summary><b>");
	html_word(b, a->view->reader, head);
	html(b, "</b></summary>\n");
	record_open(b, a, "remark.html");
	acts_hidden(b, "n", record_value(a, "n"));
	acts_hidden(b, "what", what);
}

static void put_words(struct buf *b, const struct page_ask *a, const char *what, const char *label)
{
	html(b, "<div class=\"field\"><label for=\"note-");
	html_text(b, what);
	html(b, "\">");
	html_word(b, a->view->reader, label);
	html(b, "</label><textarea name=\"note\" id=\"note-");
	html_text(b, what);
	html(b, "\">\n");
	html_field(b, is_refused(a, what) ? record_said(a, "note", "") : "");
	html(b, "</textarea></div>\n");
}

static void close_form(struct buf *b, const struct page_ask *a)
{
	record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
	html(b, "</details>\n");
}

static void put_choice(struct buf *b, const struct page_ask *a, const char *value, const char *words, bool checked)
{
	html(b, "<p><label><input type=\"radio\" name=\"disposition\" value=\"");
	html_text(b, value);
	html(b, "\"");
	if (is_refused(a, "answer") ? record_ticked(a, "disposition", value, checked) : checked)
		html(b, " checked");
	html(b, "> ");
	html_word(b, a->view->reader, words);
	html(b, "</label></p>\n");
}

static void put_answer(struct buf *b, const struct page_ask *a)
{
	open_form(b, a, WORD("Answer it"), "answer", true);
	html(b, "<fieldset><legend>");
	frame_say(b, a->view, "What was done");
	html(b, "</legend>\n");
	put_choice(b, a, "changed", WORD("changed: the newest saved version has the change"), true);
	put_choice(b, a, "clarified", WORD("clarified: it is explained below"), false);
	put_choice(b, a, "no-change", WORD("no change: the reason stands below"), false);
	put_choice(b, a, "duplicate", WORD("duplicate: the same as the remark named below"), false);
	html(b, "</fieldset>\n");
	record_text(b, a, "duplicate", WORD("Number of that other remark"), "");
	put_words(b, a, "answer", WORD("What you say"));
	close_form(b, a);
}

static void put_plain(struct buf *b, const struct page_ask *a, const char *head, const char *what)
{
	open_form(b, a, head, what, strcmp(what, "close") == 0);
	put_words(b, a, what, WORD("What you say"));
	close_form(b, a);
}

static bool is_mine(const struct page_ask *a, const struct fold_remark *r)
{
	const struct fold_person *me = a->person.email ? fold_person(a->view->fold, a->person.email) : NULL;
	return me && !r->reported_by && fold_person(a->view->fold, r->email) == me;
}

/* Who answered another person's remark does not close it: a form for them would only be refused. */
static bool may_close(const struct page_ask *a, const struct fold_remark *r)
{
	const struct fold *f = a->view->fold;
	const struct fold_person *me = a->view->served->me;
	const struct fold_answer *last = r->answers.count ? &r->answers.at[r->answers.count - 1] : NULL;
	if (r->state != FOLD_ANSWERED || is_mine(a, r))
		return r->state == FOLD_ANSWERED;
	bool role = me && !r->reported_by && list_has(&me->roles, r->role);
	return (role || record_may(a, EVENT_CLOSE)) && !(last && fold_person(f, last->email) == me);
}

/* Words in place of the passage, while it reads as it did: taken with a click, and looked at before they are saved. */
static void put_suggestion(struct buf *b, const struct page_ask *a, const struct view_remark *k)
{
	const char *now = remark_suggestion(a->sc, k->of, k->text);
	if (!now || k->of->state == FOLD_CLOSED || k->at.gone || k->at.now)
		return;
	html(b, "<p><del>");
	html_text(b, k->of->exact);
	html(b, "</del> <ins>");
	html_text(b, now);
	html(b, "</ins></p>\n");
	if (!record_may(a, EVENT_ANSWER))
		return;
	record_open(b, a, "suggestion.html");
	acts_hidden(b, "n", record_value(a, "n"));
	html(b, "<p class=\"row\"><button class=\"first\">");
	frame_say(b, a->view, "Take the suggested words \xe2\x80\xa6");
	html(b, "</button></p></form>\n");
}

static void put_acts(struct buf *b, const struct page_ask *a, const struct fold_remark *r)
{
	if (r->state == FOLD_OPEN && record_may(a, EVENT_ANSWER))
		put_answer(b, a);
	if (may_close(a, r))
		put_plain(b, a, WORD("Close it: the answer settles it"), "close");
	if (r->state != FOLD_OPEN && record_may(a, EVENT_REOPEN))
		put_plain(b, a, WORD("Open it again: ask further"), "reopen");
	if (r->state != FOLD_CLOSED && record_may(a, EVENT_REPLY))
		put_plain(b, a, WORD("Say something about it, without an answer"), "reply");
	if (r->state != FOLD_CLOSED && is_mine(a, r))
		put_plain(b, a, WORD("Take it back"), "withdraw");
}

/* The picture or the page it is about, with its area. */
static void put_sight(struct buf *b, const struct page_ask *a, const struct view_remark *k)
{
	const struct package_attachment *at = package_attachment(a->view->package, k->at.file);
	const struct sight s = { .file = k->at.file, .page = number_read(k->of->page, NUMBER_MOST) };
	bool leaf = s.page && page_picture_can();
	if (at && at->entry->present && !k->at.gone && (leaf || path_is_picture(s.file)))
		sight_put(b, a->own, &s);
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct view *one = a->own;
	remarks_put_one(b, a->view, &one->remarks.at[0]);
	put_sight(b, a, &one->remarks.at[0]);
	put_suggestion(b, a, &one->remarks.at[0]);
	put_acts(b, a, one->remarks.at[0].of);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct view *one = NULL;
	TRY(view_of_remark(a->desk, *a->view->version ? "main" : NULL, number_of(a), &one));
	a->own = one;
	record_page(a, out, "remark.html", phrase_text(a->sc, a->view->reader, PHRASE("Remark {number}", number_of(a))),
	            put);
	return NULL;
}

const struct fault *page_act_remark(struct page_ask *a)
{
	const struct act_options o = { .note = record_value(a, "note") };
	const char *what = record_value(a, "what"), *disposition = record_value(a, "disposition");
	const char *other = record_value(a, "duplicate");
	int n = number_of(a);
	if (what && strcmp(what, "answer") == 0) {
		static const char *const known[] = { "changed", "clarified", "no-change", "duplicate" };
		bool is = false;
		for (size_t i = 0; disposition && i < countof(known); i++)
			is = is || strcmp(disposition, known[i]) == 0;
		if (!is)
			return fault_make(FAULT_USAGE, "say what was done");
		return act_answer(a->desk, n, disposition, NULL, strcmp(disposition, "duplicate") == 0
			? number_read(other, NUMBER_MOST) : 0, &o);
	}
	if (what && strcmp(what, "close") == 0)
		return act_close(a->desk, n, &o);
	if (what && strcmp(what, "reopen") == 0)
		return act_reopen(a->desk, n, &o);
	if (what && strcmp(what, "reply") == 0)
		return act_reply(a->desk, n, &o);
	if (what && strcmp(what, "withdraw") == 0)
		return act_withdraw(a->desk, n, &o);
	return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "remark.html", phrase_text(a->sc, a->view->reader, PHRASE("Remark {number}",
		number_of(a))), WORD("Record"), scope_printf(a->sc, "remark.html?n=%d", number_of(a)),
		page_act_remark, .form = get };
	return record_answer(a, out, &r);
}

const struct page page_remark = { .paths = (const char *const[]){ "/p/{}/remark.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post };
