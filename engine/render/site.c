/* site.c: the pages. */
#include "base/base.h"
#include "text/csv.h"
#include "base/date.h"
#include "base/path.h"
#include "render/acts.h"
#include "render/checklist.h"
#include "render/element.h"
#include "render/frame.h"
#include "render/overview.h"
#include "render/register.h"
#include "render/remarks.h"
#include "render/screening.h"
#include "render/sight.h"
#include "render/site.h"
#include "view/served.h"
#include "render/history.h"
#include "style.inc"

/* --- findings, attachments --- */

static void put_findings_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "findings.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Findings")));
	html(b, "<h1>");
	frame_say(b, v, "Findings");
	html(b, "</h1>\n");
	if (v->findings->count == 0)
		html(b, "<p class=\"good\">"), frame_say(b, v, "Nothing was found."), html(b, "</p>\n");
	frame_findings(b, v, v->findings, NULL, "");
	frame_close(b, &f);
}

/* A table's head, open for its rows. */
static void put_heads(struct buf *b, const struct view *v, const char *const *heads)
{
	frame_open_table(b, "files", NULL);
	html(b, "<thead><tr>");
	for (; *heads; heads++) {
		html(b, "<th scope=\"col\">");
		html_word(b, v->reader, *heads);
		html(b, "</th>");
	}
	html(b, "</tr></thead><tbody>\n");
}

/* What can be taken along: made anew each time. */
static void put_workbooks(struct buf *b, const struct view *v)
{
	const struct template_profiles *all = template_profiles(v->template);
	html(b, "<h2>");
	frame_say(b, v, "Workbooks to download");
	html(b, "</h2>\n<ul class=\"plain\">\n");
	for (size_t i = 0; i < all->count; i++) {
		SCOPE(turn);
		/* what is handed over is made by an export, which is recorded; this is a look at it */
		html(b, "<li><a href=\"");
		html_path(b, i ? scope_printf(turn, "workbook/%s.xlsx", all->at[i].name) : "handover/draft.xlsx");
		html(b, "\">");
		html_text(b, all->at[i].title.in[v->language]);
		html(b, "</a> ");
		if (i == 0)
			frame_say(b, v, "(as it would be handed over, stamped DRAFT)");
		html(b, "</li>\n");
	}
	html(b, "</ul>\n");
}

/* What comes in, and what goes out. */
static void put_doors(struct buf *b, const struct view *v)
{
	const struct { const char *page, *word; } doors[] = {
		{ "upload.html", WORD("Bring files in \xe2\x80\xa6") },
		{ "return.html", WORD("Record what came back \xe2\x80\xa6") },
		{ "letter.html", WORD("Letters, and their deficiencies \xe2\x80\xa6") },
		{ "seal.html", WORD("Seal a submittal \xe2\x80\xa6") },
		{ "export.html", WORD("Take what is handed over \xe2\x80\xa6") },
		{ "deliver.html", WORD("Record a delivery \xe2\x80\xa6") },
		{ "appoint.html", WORD("People and roles \xe2\x80\xa6") },
	};
	html(b, "<p class=\"row\">");
	for (size_t i = 0; i < countof(doors); i++) {
		html(b, "<a class=\"do\" href=\"");
		html_path(b, doors[i].page);
		html(b, "\">");
		html_word(b, v->reader, doors[i].word);
		html(b, "</a>\n");
	}
	html(b, "</p>\n");
}

/* In place, with its remarks. */
static void put_sight(struct buf *b, const struct view *v, const struct package_attachment *a)
{
	SCOPE(turn);
	bool shown = path_has_suffix(a->entry->path, ".pdf") || path_is_picture(a->entry->path);
	if (!v->served || !a->entry->present || !shown)
		return;
	html(b, " <a class=\"small\" href=\"");
	html_text(b, sight_page(turn, a->entry->path, 0));
	html(b, "\">");
	frame_say(b, v, "Look, with remarks");
	html(b, "</a>");
}

static void put_attachments_page(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "attachments.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Attachments")));
	if (v->served && v->served->me)
		put_doors(b, v);
	if (v->served)
		put_workbooks(b, v);
	html(b, "<h1 id=\"files\">");
	frame_say(b, v, "Attachments");
	html(b, "</h1>\n");
	if (v->package->attachments.count == 0)
		html(b, "<p>"), frame_say(b, v, "There are none."), html(b, "</p>\n");
	else
		put_heads(b, v, (const char *const[]){ WORD("Element"), WORD("File"), WORD("Pages"), WORD("Bytes"),
		                                       "SHA-256", NULL });
	for (size_t i = 0; i < v->package->attachments.count; i++) {
		const struct package_attachment *a = &v->package->attachments.at[i];
		html(b, "<tr><td>");
		html_text(b, a->element ? a->element->id : "");
		html(b, "</td><td>");
		if (a->entry->present) {
			html(b, "<a href=\"");
			html_path(b, a->entry->path);
			html(b, "\">");
		}
		html_text(b, path_base(a->entry->path));
		if (a->entry->present)
			html(b, "</a>");
		else
			html(b, " "), frame_say(b, v, "(content not here)");
		put_sight(b, v, a);
		html(b, "</td><td class=\"num\">");
		if (a->pages)
			html_number(b, a->pages);
		html(b, "</td><td class=\"num\">");
		html_number(b, (int64_t)a->entry->size);
		html(b, "</td><td class=\"digest\">");
		html_text(b, a->entry->digest);
		html(b, "</td></tr>\n");
	}
	if (v->package->attachments.count)
		html(b, "</tbody></table></div>\n");
	frame_close(b, &f);
}

/* --- all pages --- */

static bool inner_page(const struct view *v, const char *path, struct buf *b)
{
	const struct { const char *path; bool is; void (*put)(const struct view *, struct buf *); } pages[] = {
		{ "screening.html", v->screening != NULL, screening_put },
		{ "checklist.html", true, checklist_put },
		{ "remarks.html", v->remarks.count || v->served, remarks_put },
		{ "findings.html", true, put_findings_page },
		{ "history.html", true, history_put },
	};
	for (size_t i = 0; i < countof(pages); i++)
		if (pages[i].is && strcmp(pages[i].path, path) == 0) {
			pages[i].put(v, b);
			return true;
		}
	return false;
}

static bool text_page(struct scope *sc, const struct view *v, const char *path, struct buf *b)
{
	const struct package_document *d = package_text(v->package, package_written(sc, path));
	if (d && d == package_document(v->package, d->element->id))
		element_put(sc, v, d->element, b);
	else if (d)
		element_put_companion(sc, v, d, b);
	return d != NULL;
}

static bool register_page(struct scope *sc, const struct view *v, const char *path, struct buf *b)
{
	for (size_t i = 0; i < v->template->registers.count; i++) {
		const struct package_register *r = &v->package->registers[i];
		if (frame_shows(v, r) && strcmp(frame_register_page(sc, r), path) == 0) {
			register_put(sc, v, r, b);
			return true;
		}
	}
	return false;
}

bool site_page(struct scope *sc, const struct view *v, const char *path, struct buf *b)
{
	if (strcmp(path, "index.html") == 0)
		overview_put(v, b);
	else if (strcmp(path, "attachments.html") == 0)
		put_attachments_page(v, b);
	else
		return (v->inner && inner_page(v, path, b)) || text_page(sc, v, path, b)
		       || register_page(sc, v, path, b);
	return true;
}

const char *site_style(size_t *len)
{
	*len = sizeof style - 1;
	return style;
}

static const struct fault *put_page(const struct view *v, const struct sink *sink, const char *path)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	return site_page(turn, v, path, b) ? sink->put(sink->context, path, b->at, b->len) : NULL;
}

const struct fault *site_render(struct scope *sc, const struct view *v, const struct sink *sink)
{
	static const char *const pages[] = { "index.html", "attachments.html", "screening.html", "checklist.html",
		"remarks.html", "findings.html", "history.html" };
	const struct package *p = v->package;
	TRY(sink->put(sink->context, "style.css", style, sizeof style - 1));
	for (size_t i = 0; i < countof(pages); i++)
		TRY(put_page(v, sink, pages[i]));
	for (size_t i = 0; i < p->documents.count; i++)
		TRY(put_page(v, sink, package_delivered(sc, p->documents.at[i].path)));
	for (size_t i = 0; i < p->companions.count; i++)
		TRY(put_page(v, sink, package_delivered(sc, p->companions.at[i].path)));
	for (size_t i = 0; i < v->template->registers.count; i++)
		if (frame_shows(v, &p->registers[i]))
			TRY(put_page(v, sink, frame_register_page(sc, &p->registers[i])));
	return NULL;
}
