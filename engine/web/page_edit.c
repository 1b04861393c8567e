/* page_edit.c: a small correction: a passage of a text, a row of a register. */
#include "base/base.h"
#include "base/path.h"
#include "render/acts.h"
#include "view/served.h"
#include "web/address.h"
#include "web/page_acts.h"
#include "web/propose.h"
#include "web/record.h"

enum { LINES = 10000000 };

static int number_of(const struct page_ask *a, const char *name)
{
	const char *n = record_value(a, name);
	long out = n && strlen(n) <= 8 && !n[strspn(n, "0123456789")] ? strtol(n, NULL, 10) : 0;
	return out > LINES ? 0 : (int)out;
}

static const struct package_register *register_of(const struct page_ask *a)
{
	const char *file = record_value(a, "file");
	const struct package_register *r = file ? package_register_at(a->view->package, file) : NULL;
	return r && r->present && !strchr(file, ':') ? r : NULL;
}

/* The page that shows what was changed. */
static const char *page_of(const struct page_ask *a)
{
	const struct package_register *r = register_of(a);
	const char *file = record_value(a, "file");
	return r ? frame_register_page(a->sc, r) : package_delivered(a->sc, file ? file : "");
}

/* --- the form of a passage --- */

static void put_was(struct buf *b, const char *text)
{
	html(b, "<input type=\"hidden\" name=\"was\" value=\"");
	html_field(b, text);
	html(b, "\">\n");
}

static size_t count_lines(const char *s)
{
	size_t n = 1;
	for (; *s; s++)
		n += *s == '\n';
	return n;
}

static void put_words(struct buf *b, const struct page_ask *a, const char *text)
{
	size_t lines = count_lines(text);
	html(b, "<div class=\"field wide\"><label for=\"now\">");
	frame_say(b, a->view, "Text, as Markdown");
	html(b, "</label><textarea class=\"source\" id=\"now\" name=\"now\" spellcheck=\"true\" rows=\"");
	html_number(b, (int64_t)(lines < 6 ? 6 : lines > 30 ? 30 : lines + 1));
	html(b, "\">\n");
	html_field(b, text);
	html(b, "</textarea></div>\n");
}

static void put_passage_form(struct buf *b, struct page_ask *a, int line, const char *was, const char *now)
{
	record_open(b, a, "edit.html");
	acts_hidden(b, "file", record_value(a, "file"));
	acts_hidden(b, "line", scope_printf(a->sc, "%d", line));
	put_was(b, was);
	put_words(b, a, now);
	propose_close(b, a, WORD("See what changes \xe2\x80\xa6"));
}

static void put_passage(struct buf *b, struct page_ask *a)
{
	put_passage_form(b, a, number_of(a, "line"), record_said(a, "was", a->own), record_said(a, "now", a->own));
}

/* --- the form of a row --- */

static void put_options(struct buf *b, const struct template_column *c, const char *is)
{
	static const char *const truth[] = { "yes", "no" };
	bool known = !*is;
	size_t n = c->choices.count ? c->choices.count : countof(truth);
	html(b, "<option></option>\n");
	for (size_t i = 0; i < n; i++) {
		const char *choice = c->choices.count ? c->choices.at[i] : truth[i];
		known = known || strcmp(choice, is) == 0;
		if (strcmp(choice, is) == 0)
			html(b, "<option selected>");
		else
			html(b, "<option>");
		html_text(b, choice);
		html(b, "</option>\n");
	}
	if (!known)
		html(b, "<option selected>"), html_field(b, is), html(b, "</option>\n");
}

/* What the person wants there: what was there, unless both wrote.  A link fills in nothing. */
static const char *wanted(const struct page_ask *a, const struct template_column *c, const char *is)
{
	const char *was = page_value(a, scope_printf(a->sc, "was.%s", c->name));
	const char *now = page_value(a, scope_printf(a->sc, "now.%s", c->name));
	return (a->own || a->refused) && was && now && strcmp(was, now) != 0 ? now : is;
}

/* What became of it meanwhile, where they wanted something else. */
static void put_meanwhile(struct buf *b, const struct page_ask *a, const struct template_column *c, const char *is)
{
	const char *was = page_value(a, scope_printf(a->sc, "was.%s", c->name)), *want = wanted(a, c, is);
	if (!a->own || !was || strcmp(was, is) == 0 || strcmp(want, is) == 0)
		return;
	html(b, "<p class=\"stop small\">");
	frame_say(b, a->view, "It was \"{was}\" as you opened it; somebody made it \"{is}\". You wrote \"{yours}\".",
	          was, is, want);
	html(b, "</p>\n");
}

static void put_cell(struct buf *b, const struct page_ask *a, const struct template_column *c, const char *stands)
{
	const char *is = wanted(a, c, stands);
	bool choice = (c->choices.count || c->type == TEMPLATE_YES_NO) && !c->list, lines = strchr(is, '\n') != NULL;
	html(b, "<div class=\"field\"><label for=\"now.");
	html_text(b, c->name);
	html(b, "\">");
	html_text(b, c->title.in[a->view->language]);
	html(b, "</label>");
	acts_hidden(b, scope_printf(a->sc, "was.%s", c->name), stands);
	if (choice)
		html(b, "<select id=\"now.");
	else if (lines)
		html(b, "<textarea id=\"now.");
	else
		html(b, "<input size=\"50\" id=\"now.");
	html_text(b, c->name);
	html(b, "\" name=\"now.");
	html_text(b, c->name);
	if (!choice && !lines)
		html(b, "\" value=\""), html_field(b, is);
	html(b, "\">");
	if (choice)
		put_options(b, c, is), html(b, "</select>");
	if (lines)
		html(b, "\n"), html_field(b, is), html(b, "</textarea>");
	put_meanwhile(b, a, c, stands);
	html(b, "</div>\n");
}

/* Two rows may have one key: then by its line as well. */
static size_t find_row(const struct page_ask *a, const struct package_register *r, const char *name)
{
	int line = number_of(a, "line");
	for (size_t i = 0; line && i < r->rows.count; i++)
		if (r->rows.at[i].line == line && strcmp(package_row_name(a->sc, r, i), name) == 0)
			return i;
	return package_row_find(r, name);
}

static void put_row(struct buf *b, struct page_ask *a)
{
	const struct package_register *r = register_of(a);
	const char *name = record_value(a, "row");
	size_t row = name ? find_row(a, r, name) : PACKAGE_NO_ROW;
	record_open(b, a, "edit.html");
	acts_hidden(b, "file", r->path);
	if (name)
		acts_hidden(b, "row", name);
	if (row != PACKAGE_NO_ROW)
		acts_hidden(b, "line", scope_printf(a->sc, "%d", r->rows.at[row].line));
	for (size_t c = 0; c < r->of->column_count; c++)
		put_cell(b, a, &r->of->columns[c], row == PACKAGE_NO_ROW ? "" : r->rows.at[row].cells[c]);
	propose_close(b, a, WORD("See what changes \xe2\x80\xa6"));
}

static const char *title_of(const struct page_ask *a)
{
	const struct package_register *r = register_of(a);
	const char *row = record_value(a, "row"), *file = record_value(a, "file");
	if (r && row)
		return phrase_text(a->sc, a->view->reader, PHRASE("Edit {row} of {register}", row,
			r->of->title.in[a->view->language]));
	if (r)
		return phrase_text(a->sc, a->view->reader, PHRASE("A new row in {register}",
			r->of->title.in[a->view->language]));
	return phrase_text(a->sc, a->view->reader, PHRASE("Edit {file}", file ? file : ""));
}

static const struct fault *get_row(struct page_ask *a, struct page_reply *out)
{
	const char *row = record_value(a, "row");
	if (row && package_row_find(register_of(a), row) == PACKAGE_NO_ROW)
		return fault_make(FAULT_NOT_FOUND, "the row \"{row}\" is not in {file} any more", row,
			register_of(a)->path);
	record_page(a, out, "edit.html", title_of(a), put_row);
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *file = record_value(a, "file"), *text = NULL;
	struct take *k = NULL;
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	if (register_of(a))
		return get_row(a, out);
	if (a->refused && file && page_value(a, "was") && page_value(a, "now")) {
		record_page(a, out, "edit.html", title_of(a), put_passage);
		return NULL;
	}
	TRY(desk_edit_main(a->desk));
	TRY(take_start(a->desk, &k));
	TRY(take_passage_read(k, file ? file : "", number_of(a, "line"), number_of(a, "until"), &text));
	a->own = (void *)(uintptr_t)text;
	record_page(a, out, "edit.html", title_of(a), put_passage);
	return NULL;
}

/* --- the change --- */

static const struct fault *lay_row(struct page_ask *a, struct take *k)
{
	const struct package_register *r = register_of(a);
	struct take_cell *cells = NEWS(a->sc, struct take_cell, r->of->column_count + 1);
	size_t n = 0;
	for (size_t i = 0; i < a->values.count; i++)
		if (strncmp(a->values.at[i].name, "now.", 4) == 0
		    && template_column(r->of, a->values.at[i].name + 4) < 0)
			return fault_make(FAULT_USAGE, "{file} has no column \"{column}\"", r->path,
				a->values.at[i].name + 4);
	for (size_t c = 0; c < r->of->column_count; c++) {
		const char *name = r->of->columns[c].name;
		const char *was = page_value(a, scope_printf(a->sc, "was.%s", name));
		const char *now = page_value(a, scope_printf(a->sc, "now.%s", name));
		if (was && now)
			cells[n++] = (struct take_cell){ name, was, now };
	}
	return take_cells(k, r->path, record_value(a, "row"), cells, n);
}

/* Both wrote: what this person did is shown again.  Of a passage: what stands there now, and at which line; NULL: that
 * cannot be told. */
struct both { const char *now; int line; };

static bool is_both(const struct fault *f)
{
	return f && (f->code == FAULT_CONFLICT || f->code == FAULT_NOT_FOUND);
}

static const struct fault *lay_passage(struct page_ask *a, struct take *k, struct both *both)
{
	const char *file = record_value(a, "file"), *was = page_value(a, "was"), *now = page_value(a, "now");
	const char *stand = record_value(a, "stand");
	if (!file || !was || !now)
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	const struct fault *f = strcmp(was, now) == 0 ? NULL
		: take_passage(k, file, number_of(a, "line"), was, now);
	/* a version that is not known any more tells nothing */
	if (is_both(f) && stand && FAILED(take_passage_since(k, scope_copy_bytes(a->sc, stand, strcspn(stand, ".")),
	                                                     file, number_of(a, "line"), was, &both->line, &both->now)))
		both->now = NULL;
	return f;
}

const struct fault *page_lay_edit(struct page_ask *a, struct take *k)
{
	struct both *both = NEW(a->sc, struct both);
	const struct fault *f = register_of(a) ? lay_row(a, k) : lay_passage(a, k, both);
	a->own = is_both(f) ? both : NULL;
	return f;
}

/* --- both changed it --- */

/* Of a row: the cells that they changed, a line each. */
static const char *what_they_wrote(struct page_ask *a)
{
	const struct package_register *r = register_of(a);
	struct buf *b = buf_new(a->sc);
	for (size_t c = 0; r && c < r->of->column_count; c++) {
		const char *now = wanted(a, &r->of->columns[c], NULL);
		if (now)
			buf_printf(b, "%s: %s\n", r->of->columns[c].title.in[a->view->language], now);
	}
	return r ? b->at : page_value(a, "now");
}

static void put_both(struct buf *b, struct page_ask *a)
{
	html(b, "<p class=\"stop\" role=\"alert\">\xc3\x97 ");
	if (register_of(a))
		frame_say(b, a->view, "The row is not there any more. Nothing was written, and what you wrote stands "
		          "below.");
	else
		frame_say(b, a->view, "Somebody else changed this passage since you opened it. Nothing was written, "
		          "and your words stand below. Open the newest text on the page of the element, and put "
		          "them in there.");
	html(b, "</p>\n<p><a href=\"");
	html_path(b, page_of(a));
	html(b, "\">");
	frame_say(b, a->view, "The newest text");
	html(b, "</a></p>\n<h2>");
	frame_say(b, a->view, "What you wrote");
	html(b, "</h2>\n<div class=\"record\"><pre>");
	html_text(b, what_they_wrote(a));
	html(b, "</pre></div>\n");
}

/* What stands there now is what the next form begins with: whatever the person leaves out of it goes by their word. */
static void put_both_passage(struct buf *b, struct page_ask *a)
{
	const struct both *both = a->own;
	html(b, "<p class=\"stop\" role=\"alert\">\xc3\x97 ");
	frame_say(b, a->view, "Somebody else changed this passage since you opened it. Nothing was written. Put both "
	          "together in the field, where your words stand, and look again.");
	html(b, "</p>\n<h2>");
	frame_say(b, a->view, "What stands there now");
	html(b, "</h2>\n<div class=\"record\"><pre>");
	html_text(b, both->now);
	html(b, "</pre></div>\n<h2>");
	frame_say(b, a->view, "What you wrote");
	html(b, "</h2>\n");
	put_passage_form(b, a, both->line, both->now, page_value(a, "now"));
}

static void put_both_row(struct buf *b, struct page_ask *a)
{
	html(b, "<p class=\"stop\" role=\"alert\">\xc3\x97 ");
	frame_say(b, a->view, "Somebody else changed this row since you opened it. Nothing was written, and what you "
	          "wrote stands in the fields. Decide, and look again.");
	html(b, "</p>\n");
	put_row(b, a);
}

/* The row may be gone: then there is no form to put it into. */
static bool is_there(const struct page_ask *a)
{
	const char *row = record_value(a, "row");
	return !row || package_row_find(register_of(a), row) != PACKAGE_NO_ROW;
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *file = record_value(a, "file");
	const char *message = scope_printf(a->sc, "edit %s", file ? path_base(file) : "");
	const struct propose p = { "edit.html", title_of(a), message, page_of(a), page_lay_edit, NULL };
	const struct fault *f = propose_answer(a, out, &p);
	bool row = register_of(a) && is_there(a);
	const struct both *both = a->own;
	if (!both && record_is_mendable(f))
		return record_show_again(a, out, get, f);
	if (!f || !both)
		return f;
	buf_clear(out->body);
	record_page(a, out, "edit.html", title_of(a), row ? put_both_row : both->now ? put_both_passage : put_both);
	out->status = 409;
	return NULL;
}

const struct page page_edit = { .paths = (const char *const[]){ "/p/{}/edit.html", NULL }, .needs = PAGE_VIEW,
                                .get = get, .post = post };
