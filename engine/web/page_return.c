/* page_return.c: the checklist that the authority filled in and sent back: the letter, and its remarks. */
#include "base/base.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/returned.h"
#include "render/acts.h"
#include "render/outcomes.h"
#include "text/workbook.h"
#include "view/served.h"
#include "web/page_acts.h"
#include "web/pressed.h"
#include "web/propose.h"
#include "web/record.h"
#include "web/route.h"
#include <unistd.h>

static const char *title_of(const struct page_ask *a)
{
	return phrase_word(a->view->reader, WORD("The checklist that the Government sent back"));
}

static void put(struct buf *b, struct page_ask *a)
{
	html(b, "<p>");
	frame_say(b, a->view, "It is held cell by cell against the one that was handed over. The file becomes a letter "
	          "received, each deficiency a remark. The next page shows all of it; nothing is recorded yet.");
	html(b, "</p>\n<form method=\"post\" action=\"return.html\" enctype=\"multipart/form-data\">\n");
	acts_hidden(b, "csrf", a->csrf);
	acts_hidden(b, "stand", a->view->served->stand);
	acts_hidden(b, "step", "look");
	html(b, "<div class=\"field\"><label for=\"files\">");
	frame_say(b, a->view, "Workbook");
	html(b, "</label><input type=\"file\" name=\"files\" required id=\"files\""
	     " accept=\".xlsx,.ods,.xls\"></div>\n");
	propose_close(b, a, WORD("See what it says \xe2\x80\xa6"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	record_page(a, out, "return.html", title_of(a), put);
	return NULL;
}

/* --- the file --- */

static void close_file(void *p) { close((int)(intptr_t)p); }

static const struct fault *find_file(struct page_ask *a, struct act_paper *out)
{
	struct names paths = {0};
	const char *id = record_value(a, "held");
	if (!id) {
		if (a->files.count != 1)
			return fault_make(FAULT_USAGE, "choose one file");
		TRY(route_hold(a, &id));
		*LIST_ADD(a->sc, &a->values) = (struct page_value){ "held", id };
	}
	if (!route_held(a, id, &paths))
		return fault_make(FAULT_NOT_FOUND, "the files are not kept any more; send them again");
	int fd = -1;
	TRY(file_open(paths.at[0], &fd));
	scope_defer(a->sc, close_file, (void *)(intptr_t)fd);
	*out = (struct act_paper){ path_base(paths.at[0]), fd };
	return NULL;
}

static const struct fault *read_file(struct page_ask *a, struct act_paper *file, struct outcomes **out)
{
	struct workbook *book = NULL;
	const struct act_paper none = { NULL, -1 };
	TRY(workbook_read(a->sc, file->fd, &book));
	if (lseek(file->fd, 0, SEEK_SET) != 0)  /* its digest is taken from where it stands */
		return fault_errno("{file}", file->name);
	TRY(template_complete(desk_template(a->desk)));
	if (returned_is_own(a->desk, book))
		return fault_make(FAULT_USAGE, "{file} is a workbook for editing, not one that was handed over; bring "
			"it in as a workbook", file->name);
	return returned_read(a->desk, book, file, &none, out);
}

/* --- what it says --- */

static const char *office_of(const struct page_ask *a, const struct answers *said)
{
	const char *office = answers_field(said, "office"), *evaluator = answers_field(said, "evaluator");
	return *office && *evaluator ? scope_printf(a->sc, "%s, %s", office, evaluator) : *office ? office : evaluator;
}

static const char *day_of(const struct page_ask *a, const struct answers *said)
{
	char text[DATE_TEXT];
	int day;
	if (!date_read(answers_field(said, "day"), &day))
		return "";
	date_print(day, text);
	return scope_copy(a->sc, text);
}

static void put_severity(struct buf *b, const struct page_ask *a)
{
	const struct template *t = a->view->template;
	html(b, "<div class=\"field\"><label for=\"severity\">");
	frame_say(b, a->view, "How grave those are that say nothing of it");
	html(b, "</label><select id=\"severity\" name=\"severity\">\n");
	for (size_t i = t->severities.count; i-- > 0; ) {
		html(b, "<option value=\"");
		html_text(b, t->severities.at[i].id);
		html(b, "\">");
		html_text(b, t->severities.at[i].title.in[a->view->language]);
		html(b, "</option>\n");
	}
	html(b, "</select></div>\n");
}

static bool says_news(const struct outcomes *r)
{
	return r->remarks || r->replies || ((r->items.count || r->answers->fields.count) && !r->letter);
}

static void put_form(struct buf *b, struct page_ask *a, const struct outcomes *r)
{
	char today[DATE_TEXT];
	date_print(desk_today(a->desk), today);
	propose_open(b, a, "return.html", "record", (const char *const[]){ "by", "dated", "received", "severity",
		NULL });
	record_text(b, a, "by", WORD("Office and person who evaluated it"), office_of(a, r->answers));
	record_text(b, a, "dated", WORD("Day of their evaluation"), day_of(a, r->answers));
	record_text(b, a, "received", WORD("Day you received it"), today);
	if (r->unsaid)
		put_severity(b, a);
	propose_close(b, a, WORD("Record what they said"));
}

static void put_outcomes(struct buf *b, struct page_ask *a)
{
	const struct outcomes *r = a->own;
	html(b, "<p>");
	frame_say(b, a->view, "submittal {number}: {rows} {rows:line|lines}, {passed} passed without a word, {remarks} "
	          "new {remarks:remark|remarks}, {known} recorded already", r->submittal, r->answers->rows, r->passed,
	          r->remarks, r->known);
	html(b, "</p>\n");
	outcomes_put_all(r, a->view->reader, b);
	if (says_news(r))
		put_form(b, a, r);
	else
		html(b, "<p>"), frame_say(b, a->view, "There is nothing in it that is not recorded already."),
			html(b, "</p>\n");
}

static const struct fault *record(struct page_ask *a, struct outcomes *r, const struct act_paper *file)
{
	const struct act_options o = { .reported_by = record_value(a, "by"), .occurred = record_value(a, "dated"),
		.received = record_value(a, "received"), .letter = *file };
	const struct returned_wish wish = { record_value(a, "severity"), NULL, NULL };
	if (!o.reported_by || !o.occurred || !o.received)
		return fault_make(FAULT_USAGE, "say who evaluated it, the day of it, and the day you received it");
	return returned_record(a->desk, r, &o, &wish);
}

const struct fault *page_act_return(struct page_ask *a)
{
	struct outcomes *r = NULL;
	struct act_paper file;
	TRY(find_file(a, &file));
	TRY(read_file(a, &file, &r));
	return record(a, r, &file);
}

static const struct fault *answer(struct page_ask *a, struct page_reply *out, const void *unused)
{
	struct outcomes *r = NULL;
	struct act_paper file;
	(void)unused;
	TRY(find_file(a, &file));
	TRY(read_file(a, &file, &r));
	TRY(record(a, r, &file));
	route_let_go(a, record_value(a, "held"));
	page_go_done(a, out, "remarks.html", NULL);
	return NULL;
}

/* Doing it again completes it: so it is not held against what stood when the page was shown. */
static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *step = record_value(a, "step");
	struct outcomes *r = NULL;
	struct act_paper file;
	if (!step || !record_value(a, "stand"))
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	if (strcmp(step, "record") == 0)
		return pressed_once(a, out, answer, NULL);
	TRY(find_file(a, &file));
	TRY(read_file(a, &file, &r));
	a->own = r;
	record_page(a, out, "return.html", title_of(a), put_outcomes);
	return NULL;
}

const struct page page_return = { .paths = (const char *const[]){ "/p/{}/return.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post, .uploads = true };
