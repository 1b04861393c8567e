/* page_export.c: what is handed over of a submittal, recorded, and where it is taken from. */
#include "base/base.h"
#include "base/number.h"
#include "base/path.h"
#include "desk/act.h"
#include "render/acts.h"
#include "render/handover.h"
#include "view/served.h"
#include "web/handing.h"
#include "web/page_acts.h"
#include "web/record.h"
#include <fcntl.h>
#include <unistd.h>

static void put_link(struct buf *b, const struct page_ask *a, int number, const char *suffix, const char *word)
{
	html(b, "<li><a href=\"");
	html_path(b, scope_printf(a->sc, "handover/%d%s", number, suffix));
	html(b, "\">");
	html_word(b, a->view->reader, word);
	html(b, "</a></li>\n");
}

static void put_taken(struct buf *b, const struct page_ask *a, int number, const char *sums)
{
	html(b, "<ul class=\"plain\">\n");
	put_link(b, a, number, ".zip", WORD("All that is handed over, as one file (ZIP)"));
	put_link(b, a, number, ".xlsx", WORD("The checklist workbook alone"));
	html(b, "</ul>\n<p class=\"small\">");
	frame_say(b, a->view, "SHA-256 of its file SHA256SUMS, as the journal has it:");
	html(b, " <code>");
	html_text(b, sums);
	html(b, "</code></p>\n<p class=\"row\"><a class=\"do\" href=\"deliver.html\">");
	html_word(b, a->view->reader, WORD("Record a delivery \xe2\x80\xa6"));
	html(b, "</a></p>\n");
}

static void put_form(struct buf *b, const struct page_ask *a, int number, bool again)
{
	html(b, "<p>");
	if (again)
		frame_say(b, a->view, "Where a stamp came since, or sarflow is newer, it is made otherwise: then "
		          "record the export again.");
	else
		frame_say(b, a->view, "It is made from the seal: the checklist workbook, a page for each element and "
		          "register, the attachments, and a list with the SHA-256 of each file. The journal keeps the "
		          "digest of all of it, and the workbook, to which what comes back is compared.");
	html(b, "</p>\n");
	record_open(b, a, "export.html");
	acts_hidden(b, "submittal", scope_printf(a->sc, "%d", number));
	record_close(b, a, WORD("Go on to record the export \xe2\x80\xa6"));
}

static void put_submittal(struct buf *b, const struct page_ask *a, int number)
{
	const char *sums = act_export_of(a->desk, number, NULL);
	html(b, "<h2>");
	frame_say(b, a->view, "Submittal {number}", number);
	html(b, "</h2>\n");
	if (sums)
		put_taken(b, a, number, sums);
	put_form(b, a, number, sums != NULL);
}

static void put(struct buf *b, struct page_ask *a)
{
	const size_t seals = a->view->fold->seals.count;
	if (!record_may(a, EVENT_EXPORTED) || seals == 0) {
		html(b, "<p>");
		frame_say(b, a->view, "Nothing is sealed, or none of your roles may take out what is handed over.");
		html(b, "</p>\n");
		return;
	}
	for (size_t n = seals; n > 0; n--)
		put_submittal(b, a, (int)n);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	record_page(a, out, "export.html", phrase_word(a->view->reader, WORD("What is handed over")), put);
	return NULL;
}

static void close_file(void *p) { close((int)(intptr_t)p); }

const struct fault *page_act_export(struct page_ask *a)
{
	struct handing *h = NULL;
	const char *number = record_value(a, "submittal");
	int submittal = number ? number_read(number, NUMBER_MOST) : HANDING_NEWEST;
	if (number && submittal == 0)
		return fault_make(FAULT_USAGE, "\"{word}\" is no number", number);
	TRY(handing_make(a->sc, a, submittal, false, &h));
	if (act_export_of(a->desk, h->view->submittal, h->sums) && !desk_was_interrupted(a->desk))
		return fault_make(FAULT_REFUSED, "submittal {number} was exported already; take it from the page",
			h->view->submittal);
	int fd = open(path_join(a->sc, h->folder, h->workbook), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("{file}", h->workbook);
	scope_defer(a->sc, close_file, (void *)(intptr_t)fd);
	const struct act_export made = { .profile = template_profiles(h->view->template)->at[0].name, .sums = h->sums,
		.made = handover_digest(h->view, h->workbook), .workbook = { h->workbook, fd } };
	return act_exported(a->desk, h->view->submittal, &made);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "export.html", WORD("What is handed over"), WORD("Record"), "export.html",
	                          page_act_export, .form = get };
	return record_answer(a, out, &r);
}

const struct page page_export = { .paths = (const char *const[]){ "/p/{}/export.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post };
