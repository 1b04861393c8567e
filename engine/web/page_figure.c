/* page_figure.c: a picture or a page of a PDF, and the remarks that stand on it. */
#include "base/base.h"
#include "base/number.h"
#include "base/path.h"
#include "render/remarks.h"
#include "render/sight.h"
#include "text/page_picture.h"
#include "web/address.h"
#include "web/record.h"

struct looking { const struct package_attachment *of; struct sight sight; };

static bool stands_on(const void *context, const struct view_remark *k)
{
	return sight_has(&((const struct looking *)context)->sight, k);
}

static size_t count_on(const struct page_ask *a, const struct sight *s)
{
	size_t n = 0;
	for (size_t i = 0; i < a->view->remarks.count; i++)
		n += a->view->remarks.at[i].of->state != FOLD_CLOSED && a->view->remarks.at[i].of->page
		     && sight_has(s, &a->view->remarks.at[i]);
	return n;
}

/* Each page of a PDF, with how many remarks wait there. */
static void put_pages(struct buf *b, const struct page_ask *a, const struct looking *k)
{
	html(b, "<nav aria-label=\"");
	html_word(b, a->view->reader, WORD("Pages of the file"));
	html(b, "\"><p class=\"row\">");
	for (int page = 1; page <= k->of->pages; page++) {
		const struct sight one = { .file = k->sight.file, .page = page };
		size_t remarks = count_on(a, &one);
		html(b, "<a class=\"do\" href=\"");
		html_text(b, sight_page(a->sc, k->sight.file, page));
		if (page == k->sight.page)
			html(b, "\" aria-current=\"page");
		html(b, "\">");
		html_number(b, page);
		if (remarks)
			html(b, " <span class=\"n\">"), frame_say(b, a->view, "{count} {count:remark|remarks}",
				remarks), html(b, "</span>");
		html(b, "</a>\n");
	}
	html(b, "</p></nav>\n");
}

static void put_doors(struct buf *b, const struct page_ask *a, const struct looking *k)
{
	html(b, "<p class=\"row\">");
	if (record_may(a, EVENT_REMARK) && a->view->template->severities.count) {
		html(b, "<a class=\"do\" href=\"remark-new.html?on=");
		html_path(b, k->sight.file);
		if (k->sight.page)
			buf_printf(b, "&amp;page=%d", k->sight.page);
		html(b, "\">");
		frame_say(b, a->view, "Remark on this \xe2\x80\xa6");
		html(b, "</a> ");
	}
	html(b, "<a href=\"");
	html_path(b, k->sight.file);
	if (k->sight.page)
		buf_printf(b, "#page=%d", k->sight.page);
	html(b, "\">");
	frame_say(b, a->view, "Open the file");
	html(b, "</a></p>\n");
}

static void put(struct buf *b, struct page_ask *a)
{
	const struct looking *k = a->own;
	if (k->sight.page && k->of->pages > 1)
		put_pages(b, a, k);
	put_doors(b, a, k);
	html(b, "<div class=\"looked\"><div>\n");
	if (!k->of->entry->present)
		html(b, "<p>"), frame_say(b, a->view, "(content not here)"), html(b, "</p>\n");
	else if (k->sight.page && !page_picture_can())
		html(b, "<p>"), frame_say(b, a->view, "This server cannot show pages as pictures. Open the file."),
			html(b, "</p>\n");
	else
		sight_put(b, a->view, &k->sight);
	html(b, "</div><div>\n<h2>");
	frame_say(b, a->view, "Remarks");
	html(b, "</h2>\n");
	if (!remarks_put_some(b, a->view, "", stands_on, k))
		html(b, "<p>"), frame_say(b, a->view, "There are none."), html(b, "</p>\n");
	html(b, "</div></div>\n");
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *file = record_value(a, "file"), *n = record_value(a, "page");
	struct looking *k = NEW(a->sc, struct looking);
	const struct package_attachment *at = file ? package_attachment(a->view->package, file) : NULL;
	bool pdf = at && path_has_suffix(at->entry->path, ".pdf");
	if (!at || (!pdf && !path_is_picture(at->entry->path)))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	*k = (struct looking){ at, { .file = at->entry->path, .page = pdf ? 1 : 0 } };
	int page = number_read(n, at->pages ? at->pages : NUMBER_MOST);
	if (pdf && page)
		k->sight.page = page;
	a->own = k;
	record_page(a, out, "figure.html", path_base(at->entry->path), put);
	return NULL;
}

const struct page page_figure = { .paths = (const char *const[]){ "/p/{}/figure.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get };
