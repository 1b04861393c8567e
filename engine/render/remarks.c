/* remarks.c: one remark after the other: where, what, what was done. */
#include "base/base.h"
#include "base/path.h"
#include "render/remarks.h"
#include "render/sight.h"
#include "view/served.h"
#include "text/markdown/markdown.h"

/* The page that shows a file, with the place in it; NULL if none does. */
static const char *page_of(struct scope *sc, const struct view *v, const struct view_remark *k)
{
	for (size_t i = 0; i < v->package->documents.count; i++)
		if (strcmp(v->package->documents.at[i].path, k->at.file) == 0)
			return package_delivered(sc, k->at.file);
	const struct package_register *g = package_register_at(v->package, k->at.file);
	if (g && frame_shows(v, g))
		return frame_register_page(sc, g);
	const struct package_attachment *a = package_attachment(v->package, k->at.file);
	if (a && a->entry->present)
		return a->entry->path;
	return !*k->at.file && k->element && package_document(v->package, k->element->id)
	       ? package_delivered(sc, k->element->file) : NULL;
}

/* Where a picture or a page is shown with the area it is about; NULL: it is about none. */
static const char *sight_of(struct scope *sc, const struct view *v, const struct view_remark *k)
{
	const struct package_attachment *a = package_attachment(v->package, k->at.file);
	bool pdf = a && path_has_suffix(a->entry->path, ".pdf");
	return pdf || (a && path_is_picture(a->entry->path))
	       ? sight_page(sc, a->entry->path, pdf && k->of->page ? atoi(k->of->page) : 0) : NULL;
}

static const char *anchor_of(const struct view *v, const struct view_remark *k)
{
	const struct markdown_heading *headings = NULL;
	const struct package_document *d = k->element ? package_document(v->package, k->element->id) : NULL;
	size_t count = d && strcmp(d->path, k->at.file) == 0 ? markdown_headings(d->markdown, &headings) : 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(headings[i].text, k->at.heading) == 0)
			return headings[i].anchor;
	return NULL;
}

static void put_place(struct buf *b, const struct view *v, const struct view_remark *k, const char *root)
{
	SCOPE(turn);
	const char *page = page_of(turn, v, k), *anchor = anchor_of(v, k);
	const char *sight = v->served ? sight_of(turn, v, k) : NULL;
	if (page) {
		html(b, "<a href=\"");
		html_path(b, root);
		if (sight)
			html_text(b, sight);
		else
			html_path(b, page);
		if (anchor)
			html(b, "#"), html_text(b, anchor);
		else if (k->element && k->of->requirements.count)
			buf_text(b, "#line-"), html_text(b, k->of->requirements.at[0]);
		else if (k->at.line && strncmp(page, "registers/", strlen("registers/")) == 0)
			buf_printf(b, "#line-%d", k->at.line);
		html(b, "\">");
	}
	html_say_phrase(b, v->reader, k->at.where);
	if (page)
		html(b, "</a>");
}

/* Markdown as people wrote it, in cmark's safe mode. */
void remarks_put_words(struct buf *b, const char *text)
{
	SCOPE(turn);
	html(b, "<div class=\"said\">");
	markdown_html(markdown_read(turn, text, strlen(text), 1), NULL, b);
	html(b, "</div>\n");
}

/* The version of an answer: a link to what changed in it since the remark was made.  Both are digits. */
static void put_answered(struct buf *b, const struct view *v, const struct fold_remark *r, const char *version,
                         const char *root)
{
	bool link = v->served && r->evidence && strcmp(r->evidence, version) != 0;
	html(b, " (");
	if (link)
		buf_printf(b, "<a href=\"%scompare.html?from=%s&amp;to=%s\">", root, r->evidence, version);
	frame_say(b, v, "version {version.7}", version);
	if (link)
		html(b, "</a>");
	html(b, ")");
}

static void put_answer(struct buf *b, const struct view *v, const struct view_remark *k, const char *root)
{
	const struct fold_remark *r = k->of;
	if (r->answers.count == 0 || r->state == FOLD_OPEN)
		return;
	const struct fold_answer *a = &r->answers.at[r->answers.count - 1];
	html(b, "<p class=\"soft\">");
	html_text(b, a->as_of);
	html(b, ", ");
	html_text(b, a->name);
	html(b, ": <strong>");
	html_word(b, v->reader, a->disposition);
	html(b, "</strong>");
	if (a->version)
		put_answered(b, v, r, a->version, root);
	if (a->duplicate_of) {
		html(b, " <a href=\"#remark-");
		html_text(b, a->duplicate_of);
		html(b, "\">");
		html_text(b, a->duplicate_of);
		html(b, "</a>");
	}
	html(b, "</p>\n");
	if (*k->reason)
		remarks_put_words(b, k->reason);
}

static void put_who(struct buf *b, const struct view *v, const struct view_remark *k, const char *root)
{
	SCOPE(turn);
	const struct fold_remark *r = k->of;
	const struct phrase *who = phrase_new(turn, "{person}, {day}", r->reported_by ? r->reported_by : r->name,
	                                      r->reported_by ? r->occurred : r->as_of);
	if (r->theirs)
		who = phrase_new(turn, "{who}, number {number}", who, r->theirs);
	if (*k->letter)
		who = phrase_new(turn, "{who}, {letter}", who, k->letter);
	if (*k->owner)
		who = phrase_new(turn, "{who}. Owner: {owner}", who, k->owner);
	if (r->due)
		who = phrase_new(turn, "{who}. Due: {day}", who, r->due);
	html(b, "<p class=\"soft\">");
	html_say_phrase(b, v->reader, who);
	if (*k->letter && v->served) {
		buf_printf(b, " <a href=\"%spaper/", root);
		html_path(b, r->filed_in);
		html(b, "\">");
		frame_say(b, v, "open the letter");
		html(b, "</a>");
	}
	html(b, "</p>\n");
}

/* Made on another version than the newest of then: what lies between the two. */
static void put_versions(struct buf *b, const struct view *v, const struct fold_remark *r, const char *root)
{
	if (!r->newest)
		return;
	html(b, "<p class=\"soft\">");
	if (v->served)          /* both are digits of versions */
		buf_printf(b, "<a href=\"%scompare.html?from=%s&amp;to=%s\">", root, r->evidence, r->newest);
	frame_say(b, v, "Made on version {version.7}, when {newest.7} was the newest", r->evidence, r->newest);
	if (v->served)
		html(b, "</a>");
	html(b, "</p>\n");
}

/* anchor: it is one of many, else it stands alone with its thread, which has the answers. */
static void put_remark(struct buf *b, const struct view *v, const struct view_remark *k, const char *root, bool anchor)
{
	const struct fold_remark *r = k->of;
	bool orphan = k->at.gone && r->state != FOLD_CLOSED;
	html(b, "<li");
	if (anchor)
		buf_printf(b, " id=\"remark-%d\"", r->number);
	html(b, " class=\"");
	html_text(b, orphan || r->state == FOLD_OPEN ? "warning" : "waived");
	html(b, "\"><p><strong>");
	html_number(b, r->number);
	html(b, "</strong> ");
	const char *state = orphan ? WORD("orphan") : r->state == FOLD_OPEN ? WORD("unanswered")
	                    : remark_state_name(r->state);
	frame_badge(b, phrase_word(v->reader, state), r->state != FOLD_OPEN && !orphan);
	html(b, " ");
	html_text(b, frame_severity(v->template, v->language, r->severity));
	html(b, "</p>\n<p>");
	put_place(b, v, k, root);
	html(b, "</p>\n");
	if (orphan)
		html(b, "<p class=\"bad\">"), html_say_phrase(b, v->reader, k->at.why), html(b, "</p>\n");
	if (r->exact)
		html(b, "<blockquote>"), html_text(b, r->exact), html(b, "</blockquote>\n");
	put_versions(b, v, r, root);
	if (k->at.change) {
		html(b, "<p class=\"soft\">");
		html_say(b, v->reader, "Since the remark was made: {change}", k->at.change);
		html(b, "</p>\n");
	}
	remarks_put_words(b, k->text);
	put_who(b, v, k, root);
	if (anchor)
		put_answer(b, v, k, root);
	if (v->served && anchor) {
		html(b, "<p class=\"row\"><a class=\"do\" href=\"");
		html_path(b, root);
		html_path(b, "remark.html");
		buf_printf(b, "?n=%d\">", r->number);
		frame_say(b, v, "Look");
		html(b, "</a></p>\n");
	}
	html(b, "</li>\n");
}

/* What was said and done, in order. */
static void put_turn(struct buf *b, const struct view *v, const struct fold_remark *r, const struct view_turn *t)
{
	html(b, "<li><p class=\"soft\">");
	html_text(b, t->day);
	html(b, ", ");
	html_text(b, t->person);
	html(b, ": <strong>");
	html_word(b, v->reader, t->kind);
	if (t->disposition) {
		html(b, ", ");
		html_word(b, v->reader, t->disposition);
	}
	html(b, "</strong>");
	if (t->version)
		put_answered(b, v, r, t->version, "");
	html(b, "</p>\n");
	if (t->text)
		remarks_put_words(b, t->text);
	html(b, "</li>\n");
}

void remarks_put_one(struct buf *b, const struct view *v, const struct view_remark *k)
{
	html(b, "<ul class=\"findings remarks\">\n");
	put_remark(b, v, k, "", false);
	html(b, "</ul>\n");
	if (k->thread.count == 0)
		return;
	html(b, "<h2>");
	frame_say(b, v, "What was said and done");
	html(b, "</h2>\n<ul class=\"findings remarks\">\n");
	for (size_t i = 0; i < k->thread.count; i++)
		put_turn(b, v, k->of, &k->thread.at[i]);
	html(b, "</ul>\n");
}

void remarks_put(const struct view *v, struct buf *b)
{
	const struct frame f = { v, "", "remarks.html", NULL };
	buf_clear(b);
	frame_open(b, &f, phrase_word(v->reader, WORD("Remarks")));
	html(b, "<h1>");
	frame_say(b, v, "Remarks");
	html(b, "</h1>\n");
	if (v->served && v->served->me && v->template->severities.count) {
		html(b, "<p class=\"row\"><a class=\"do\" href=\"remark-new.html\">");
		frame_say(b, v, "Remark \xe2\x80\xa6");
		html(b, "</a> <a class=\"do\" href=\"drafts.html\">");
		frame_say(b, v, "Your drafts");
		html(b, "</a></p>\n");
	}
	if (v->remarks.count == 0)
		html(b, "<p>"), frame_say(b, v, "There are none."), html(b, "</p>\n");
	else
		html(b, "<ul class=\"findings remarks\">\n");
	for (size_t i = 0; i < v->remarks.count; i++)
		put_remark(b, v, &v->remarks.at[i], "", true);
	if (v->remarks.count)
		html(b, "</ul>\n");
	frame_close(b, &f);
}

/* closed: those only, else the others. */
static size_t put_list(struct buf *b, const struct view *v, const char *root,
                       bool (*is_wanted)(const void *, const struct view_remark *), const void *context, bool closed)
{
	size_t shown = 0;
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct view_remark *k = &v->remarks.at[i];
		if ((k->of->state == FOLD_CLOSED) != closed || !is_wanted(context, k))
			continue;
		if (shown++ == 0)
			html(b, "<ul class=\"findings remarks\">\n");
		put_remark(b, v, k, root, true);
	}
	if (shown)
		html(b, "</ul>\n");
	return shown;
}

size_t remarks_put_some(struct buf *b, const struct view *v, const char *root,
                        bool (*is_wanted)(const void *, const struct view_remark *), const void *context)
{
	size_t shown = put_list(b, v, root, is_wanted, context, false), closed = 0;
	for (size_t i = 0; i < v->remarks.count; i++)
		closed += v->remarks.at[i].of->state == FOLD_CLOSED && is_wanted(context, &v->remarks.at[i]);
	if (closed) {
		html(b, "<details><summary>");
		frame_say(b, v, "{count} closed {count:remark|remarks}", closed);
		html(b, "</summary>\n");
		put_list(b, v, root, is_wanted, context, true);
		html(b, "</details>\n");
	}
	return shown + closed;
}

struct of_element { const struct template_element *element; bool (*is_wanted)(const void *, const struct view_remark *);
                    const void *context; };

static bool is_of_element(const void *context, const struct view_remark *k)
{
	const struct of_element *of = context;
	return k->element == of->element && of->is_wanted(of->context, k);
}

void remarks_where(struct buf *b, const struct view *v, const struct template_element *e, const char *root,
                   bool (*is_wanted)(const void *, const struct view_remark *), const void *context)
{
	remarks_put_some(b, v, root, is_of_element, &(const struct of_element){ e, is_wanted, context });
}
