/* page_upload.c: files from outside: tables and texts that are taken, files that are attached. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/edit.h"
#include "render/acts.h"
#include "render/incoming.h"
#include "text/loose.h"
#include "text/workbook.h"
#include "view/served.h"
#include "web/page_acts.h"
#include "web/pressed.h"
#include "web/propose.h"
#include "web/record.h"
#include "web/route.h"
#include <unistd.h>

/* --- what is asked first --- */

static void put_element(struct buf *b, const struct page_ask *a, const char *id, bool choose)
{
	const struct template *t = a->view->template;
	const char *chosen = record_value(a, "element");
	html(b, "<div class=\"field\"><label for=\"");
	html_text(b, id);
	html(b, "\">");
	frame_say(b, a->view, "Element");
	html(b, "</label><select name=\"element\" id=\"");
	html_text(b, id);
	html(b, "\">\n");
	if (!choose)
		html(b, "<option value=\"\">"), frame_say(b, a->view, "as its name or its headings say"),
			html(b, "</option>\n");
	for (size_t i = 0; i < t->elements.count; i++) {
		const struct template_element *e = &t->elements.at[i];
		if (*package_need(a->view->package, e) == '-')
			continue;
		html(b, "<option value=\"");
		html_text(b, e->id);
		html(b, "\"");
		if (chosen && strcmp(chosen, e->id) == 0)
			html(b, " selected");
		html(b, ">");
		html_text(b, e->id);
		html(b, " ");
		html_text(b, e->title.in[a->view->language]);
		html(b, "</option>\n");
	}
	html(b, "</select></div>\n");
}

static void open_form(struct buf *b, const struct page_ask *a, const char *head, const char *what, const char *accept)
{
	html(b, "<section class=\"upload\"><h2>");
	html_word(b, a->view->reader, head);
	html(b, "</h2>\n<form method=\"post\" action=\"upload.html\" enctype=\"multipart/form-data\">\n");
	acts_hidden(b, "csrf", a->csrf);
	acts_hidden(b, "stand", a->view->served->stand);
	acts_hidden(b, "step", "look");
	acts_hidden(b, "what", what);
	html(b, "<div class=\"field\"><label for=\"files-");
	html_text(b, what);
	html(b, "\">");
	frame_say(b, a->view, "Files");
	html(b, "</label><input type=\"file\" name=\"files\" multiple required id=\"files-");
	html_text(b, what);
	if (*accept)
		html(b, "\" accept=\""), html_text(b, accept);
	html(b, "\"></div>\n");
}

static void put(struct buf *b, struct page_ask *a)
{
	open_form(b, a, WORD("Workbooks, tables, Word documents"), "take", ".xlsx,.csv,.tsv,.ods,.xls,.docx");
	html(b, "<p class=\"soft small\">");
	frame_say(b, a->view, "A workbook for editing that comes back, a list of your own, a text. Its rows and "
	          "passages become registers and evidence.");
	html(b, "</p>\n");
	put_element(b, a, "element-take", false);
	propose_close(b, a, WORD("See what changes \xe2\x80\xa6"));
	html(b, "</section>\n");
	open_form(b, a, WORD("Files that are evidence as they stand"), "attach", "");
	html(b, "<p class=\"soft small\">");
	frame_say(b, a->view, "Scans, drawings, certificates. You are asked for their markings before a byte is "
	          "stored.");
	html(b, "</p>\n");
	put_element(b, a, "element-attach", true);
	propose_close(b, a, WORD("See what is asked \xe2\x80\xa6"));
	html(b, "</section>\n<section class=\"upload\"><h2>");
	frame_say(b, a->view, "The checklist that the Government sent back");
	html(b, "</h2>\n<p><a class=\"do\" href=\"return.html\">");
	frame_say(b, a->view, "Record what came back \xe2\x80\xa6");
	html(b, "</a></p></section>\n");
}

static const char *title_of(const struct page_ask *a)
{
	return phrase_word(a->view->reader, WORD("Bring files in"));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	record_page(a, out, "upload.html", title_of(a), put);
	return NULL;
}

/* --- the files --- */

/* Those that came with this form, or those that are kept from the one before. */
static const struct fault *find_files(struct page_ask *a, struct names *paths)
{
	const char *id = record_value(a, "held");
	if (!id) {
		if (a->files.count == 0)
			return fault_make(FAULT_USAGE, "choose at least one file");
		TRY(route_hold(a, &id));
		*LIST_ADD(a->sc, &a->values) = (struct page_value){ "held", id };
	}
	return route_held(a, id, paths) ? NULL : fault_make(FAULT_NOT_FOUND, "the files are not kept any more; send "
		"them again");
}

/* "set.COLUMN" of the form: what is said of all its files. */
static const struct names *answers(struct page_ask *a)
{
	static const char prefix[] = "set.";
	struct names *set = NEW(a->sc, struct names);
	for (size_t i = 0; i < a->values.count; i++)
		if (strncmp(a->values.at[i].name, prefix, sizeof prefix - 1) == 0)
			*LIST_ADD(a->sc, set) = scope_printf(a->sc, "%s=%s", a->values.at[i].name + sizeof prefix - 1,
				a->values.at[i].value);
	return set;
}

/* --- taken --- */

static const struct fault *take_table_of(struct page_ask *a, struct take *k, int fd, const char *path,
                                         const struct take_wish *wish)
{
	const char *name = path_base(path), *bytes = NULL;
	struct workbook *book = NULL;
	size_t len = 0;
	if (workbook_form(fd) == WORKBOOK_OTHER) {
		TRY(file_read_fd(a->sc, fd, name, SOURCE_TEXT_LIMIT, &bytes, &len));
		TRY(loose_read(a->sc, bytes, len, scope_copy_bytes(a->sc, name, strcspn(name, ".")), &book));
	} else {
		TRY(workbook_read(a->sc, fd, &book));
	}
	return take_workbook(k, name, book, wish);
}

static const struct fault *take_one(struct page_ask *a, struct take *k, const char *path)
{
	const struct take_wish wish = { .element = record_value(a, "element"), .set = answers(a) };
	int fd = -1;
	TRY(file_open(path, &fd));
	const struct fault *f = path_has_suffix(path, ".docx") ? take_document(k, path, fd, &wish)
		: take_table_of(a, k, fd, path, &wish);
	close(fd);
	return f ? fault_while(f, "{file}", path_base(path)) : NULL;
}

static const struct fault *lay(struct page_ask *a, struct take *k)
{
	const struct names *paths = a->own;
	for (size_t i = 0; i < paths->count; i++)
		TRY(take_one(a, k, paths->at[i]));
	return NULL;
}

const struct fault *page_lay_files(struct page_ask *a, struct take *k)
{
	struct names *paths = NEW(a->sc, struct names);
	TRY(find_files(a, paths));
	a->own = paths;
	return lay(a, k);
}

static const char *message_of(struct page_ask *a, const char *verb, const struct names *paths)
{
	struct buf *b = buf_new(a->sc);
	buf_text(b, verb);
	for (size_t i = 0; i < paths->count && i < 4; i++)
		buf_printf(b, "%s %s", i ? "," : "", path_base(paths->at[i]));
	return b->at;
}

/* --- attached --- */

static const struct fault *plan(struct page_ask *a, const struct names *paths, bool look, struct attaching *out)
{
	struct attaching_wishes wishes = {0};
	for (size_t i = 0; i < paths->count; i++)
		*LIST_ADD(a->sc, &wishes) = (struct attaching_wish){ .file = paths->at[i],
			.called = path_base(paths->at[i]),
			.name = path_base(paths->at[i]) };
	const struct edit_attach how = { .element = record_value(a, "element"), .set = answers(a), .only_look = look,
		.how = record_value(a, "replace") ? STORE_REPLACE : 0 };
	return edit_attach(a->desk, &wishes, &how, out);
}

static void put_attaching(struct buf *b, struct page_ask *a)
{
	const struct attaching *all = a->own;
	bool lacks = all->lacks.count > 0, good = !all->refused || incoming_only_lacks(all);
	static const char *const anew[] = { "message", NULL };
	const char *message = record_value(a, "message");
	propose_open(b, a, "upload.html", lacks || !good ? "look" : "record", lacks || !good ? NULL : anew);
	incoming_put_attaching(b, a->view, all);
	if (!lacks && good)
		record_text(b, a, "message", WORD("What changed, in a few words for the history"),
		            message ? message : "");
	if (good)
		propose_close(b, a, lacks ? WORD("Go on \xe2\x80\xa6") : WORD("Save as a version"));
	else
		html(b, "</form>\n<p><a class=\"do\" href=\"upload.html\">"), frame_say(b, a->view, "Back"),
			html(b, "</a></p>\n");
}

static void put_late(struct buf *b, struct page_ask *a)
{
	propose_put_late(b, a);
	put_attaching(b, a);
}

/* The first thing that stands against it. */
static const struct fault *refuse(const struct attaching *all)
{
	const struct attaching_problems *p = all->problems.count ? &all->problems : NULL;
	for (size_t i = 0; !p && i < all->files.count; i++)
		if (all->files.at[i].problems.count)
			p = &all->files.at[i].problems;
	if (p)
		return fault_advise(fault_of(FAULT_REFUSED, p->at[0].says), p->at[0].remedy);
	return fault_make(FAULT_REFUSED, "\"{column}\" of {register} is not answered for {count} {count:file|files}",
		all->lacks.at[0].of->name, all->lacks.at[0].into->name, all->lacks.at[0].files);
}

const struct fault *page_act_attach(struct page_ask *a, bool records, struct attaching *all, const char **version)
{
	struct names *paths = NEW(a->sc, struct names);
	struct store_id id = {""};
	const struct store_change *gone = NULL;
	const char *message = record_value(a, "message");
	size_t count = 0;
	*version = "";
	TRY(find_files(a, paths));
	TRY(plan(a, paths, !records, all));
	if (!records)
		return NULL;
	if (all->refused)
		return refuse(all);
	TRY(edit_save(a->desk, message ? message : message_of(a, "attach", paths), false, &gone, &count, &id));
	*version = scope_copy(a->sc, id.hex);
	return NULL;
}

static bool is_saving(const struct page_ask *a)
{
	const char *step = record_value(a, "step");
	return step && strcmp(step, "record") == 0;
}

static const struct fault *attach(struct page_ask *a, struct page_reply *out, const struct names *paths)
{
	struct attaching all = {0};
	struct store_id id = {""};
	const struct store_change *gone = NULL;
	size_t count = 0;
	const char *message = record_value(a, "message"), *stand = record_value(a, "stand");
	bool late = is_saving(a) && propose_is_late(a), saves = is_saving(a) && !late;
	if (!stand)
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	TRY(desk_edit_main(a->desk));
	if (saves)
		desk_expect(a->desk, stand);
	TRY(plan(a, paths, !saves, &all));
	if (!saves || all.refused) {
		a->own = &all;
		record_page(a, out, "upload.html", title_of(a), late ? put_late : put_attaching);
		out->status = late ? 409 : out->status;
		return NULL;
	}
	TRY(edit_save(a->desk, message ? message : message_of(a, "attach", paths), false, &gone, &count, &id));
	page_go_done(a, out, "attachments.html", id.hex);
	return NULL;
}

static const struct fault *answer(struct page_ask *a, struct page_reply *out, const void *unused)
{
	struct names *paths = NEW(a->sc, struct names);
	const char *what = record_value(a, "what");
	(void)unused;
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	TRY(find_files(a, paths));
	if (what && strcmp(what, "attach") == 0)
		TRY(attach(a, out, paths));
	else if (what && strcmp(what, "take") == 0) {
		const struct propose p = { "upload.html", title_of(a), message_of(a, "take", paths), "index.html", lay,
		                           NULL };
		a->own = paths;
		TRY(propose_answer(a, out, &p));
	} else {
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	}
	if (out->status == 303)
		route_let_go(a, record_value(a, "held"));
	return NULL;
}

/* What is kept of the files goes when they are saved: the second press has none. */
static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	return is_saving(a) ? pressed_once(a, out, answer, NULL) : answer(a, out, NULL);
}

const struct page page_upload = { .paths = (const char *const[]){ "/p/{}/upload.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get, .post = post, .uploads = true };
