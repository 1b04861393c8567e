/* page_remark_new.c: a remark on an element, a line, a passage, a row, a page, or the package. */
#include "base/base.h"
#include "base/number.h"
#include "base/path.h"
#include "desk/drafts.h"
#include "render/acts.h"
#include "render/sight.h"
#include "text/page_picture.h"
#include "web/page_acts.h"
#include "web/record.h"
#include "web/route.h"

/* The version that the remark is on. */
struct chosen { const struct package *package; struct store_id version; };

static const struct package *of(const struct page_ask *a) { return ((const struct chosen *)a->own)->package; }

/* --- where --- */

static void put_option(struct buf *b, const char *value, const char *chosen, const char *words)
{
	html(b, "<option value=\"");
	html_field(b, value);
	html(b, "\"");
	if (chosen && strcmp(value, chosen) == 0)
		html(b, " selected");
	html(b, ">");
	html_text(b, words);
	html(b, "</option>\n");
}

static void open_select(struct buf *b, const struct page_ask *a, const char *name, const char *label)
{
	html(b, "<div class=\"field\"><label for=\"");
	html_text(b, name);
	html(b, "\">");
	html_word(b, a->view->reader, label);
	html(b, "</label><select id=\"");
	html_text(b, name);
	html(b, "\" name=\"");
	html_text(b, name);
	html(b, "\">\n");
}

static void close_select(struct buf *b) { html(b, "</select></div>\n"); }

/* An element and what belongs to it: its lines, its text; then its registers and files. */
static void put_element(struct buf *b, const struct page_ask *a, const struct template_element *e, const char *on)
{
	const struct view *v = a->view;
	const struct template_requirements *lines = template_requirements(v->template);
	const struct package *p = of(a);
	const struct package_document *d = package_document(p, e->id);
	html(b, "<optgroup label=\"");
	html_text(b, e->id);
	html(b, " ");
	html_text(b, e->title.in[v->language]);
	html(b, "\">\n");
	put_option(b, e->id, on, scope_printf(a->sc, "%s %s", e->id, e->title.in[v->language]));
	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].element == e && *package_need_of(p, &lines->at[i]) != '-')
			put_option(b, lines->at[i].id, on, scope_printf(a->sc, "%s %s", lines->at[i].id,
				lines->at[i].text.in[v->language]));
	if (d)
		put_option(b, d->path, on, d->path);
	for (size_t i = 0; i < v->template->registers.count; i++) {
		const struct package_register *r = &p->registers[i];
		if (r->present && r->of->element && strcmp(r->of->element, e->id) == 0)
			put_option(b, r->path, on, r->path);
	}
	for (size_t i = 0; i < p->attachments.count; i++)
		if (p->attachments.at[i].element == e)
			put_option(b, p->attachments.at[i].entry->path, on, p->attachments.at[i].entry->path);
	html(b, "</optgroup>\n");
}

static void put_where(struct buf *b, const struct page_ask *a, const char *on)
{
	const struct view *v = a->view;
	open_select(b, a, "on", WORD("What it is about"));
	put_option(b, "", on, phrase_word(v->reader, WORD("The package as a whole")));
	put_option(b, "package.yaml", on, "package.yaml");
	for (size_t i = 0; i < v->template->elements.count; i++)
		if (*package_need(of(a), &v->template->elements.at[i]) != '-')
			put_element(b, a, &v->template->elements.at[i], on);
	close_select(b);
}

/* The place in a file that was chosen before. */
static void put_register_place(struct buf *b, const struct page_ask *a, const struct package_register *r)
{
	open_select(b, a, "row", WORD("Row, if it is about one"));
	put_option(b, "", NULL, phrase_word(a->view->reader, WORD("the whole table")));
	for (size_t i = 0; i < r->rows.count; i++) {
		const char *name = package_row_name(a->sc, r, i);
		put_option(b, name, record_value(a, "row"), name);
	}
	close_select(b);
	open_select(b, a, "column", WORD("Column, if it is about one cell of that row"));
	put_option(b, "", NULL, phrase_word(a->view->reader, WORD("the whole row")));
	for (size_t i = 0; i < r->of->column_count; i++)
		put_option(b, r->of->columns[i].name, record_value(a, "column"),
		           r->of->columns[i].title.in[a->view->language]);
	close_select(b);
}

/* Words that a link brings, or those of the block that it leads to. */
static void put_words(struct buf *b, const struct page_ask *a, const char *on)
{
	const char *quote = record_value(a, "quote"), *line = record_value(a, "line");
	if (!quote && line)
		quote = remark_words_at(a->sc, of(a), on, number_read(line, NUMBER_MOST));
	if (line && number_read(line, NUMBER_MOST))
		acts_hidden(b, "line", line);
	record_text(b, a, "quote", WORD("Words of the passage, copied from the page, if it is about one"),
	            quote ? quote : "");
	record_text(b, a, "suggest", WORD("Words you suggest in their place, if you do"), "");
}

static void put_number(struct buf *b, const struct page_ask *a, const char *name, const char *label)
{
	const char *value = record_value(a, name);
	html(b, "<div><label for=\"");
	html_text(b, name);
	html(b, "\">");
	html_word(b, a->view->reader, label);
	html(b, "</label><input type=\"number\" min=\"0\" max=\"1000\" id=\"");
	html_text(b, name);
	html(b, "\" name=\"");
	html_text(b, name);
	html(b, "\" value=\"");
	html_text(b, value ? value : "");
	html(b, "\"></div>\n");
}

/* By numbers, or by a drag on the picture above them, where a script may run. */
static void put_area(struct buf *b, struct page_ask *a, const char *on, int page)
{
	const struct sight s = { .file = on, .page = page, .version = record_value(a, "version"), .choosing = true };
	sight_put(b, a->view, &s);
	html(b, "<fieldset class=\"area\"><legend>");
	frame_say(b, a->view, "The area it is about, if it is about one: in thousandths of the picture's width and "
	          "height, or drag on the picture");
	html(b, "</legend>\n");
	put_number(b, a, "left", WORD("From the left"));
	put_number(b, a, "top", WORD("From the top"));
	put_number(b, a, "width", WORD("Width"));
	put_number(b, a, "height", WORD("Height"));
	html(b, "</fieldset>\n<script src=\"/area.js\" defer></script>\n");
}

static void put_attachment(struct buf *b, struct page_ask *a, const struct package_attachment *at)
{
	const char *page = record_value(a, "page");
	bool picture = path_is_picture(at->entry->path);
	if (!picture)
		record_text(b, a, "page", WORD("Page, if it is about one"), page ? page : "");
	if (at->entry->present && (picture || (number_read(page, NUMBER_MOST) && page_picture_can())))
		put_area(b, a, at->entry->path, picture ? 0 : number_read(page, NUMBER_MOST));
}

static void put_place(struct buf *b, struct page_ask *a, const char *on)
{
	const struct package *p = of(a);
	const char *field = record_value(a, "field");
	const struct package_register *r = on ? package_register_at(p, on) : NULL;
	if (r && r->present)
		put_register_place(b, a, r);
	else if (on && package_text(p, on))
		put_words(b, a, on);
	else if (on && package_attachment(p, on))
		put_attachment(b, a, package_attachment(p, on));
	else if (on && strcmp(on, "package.yaml") == 0)
		record_text(b, a, "field", WORD("Field of package.yaml, if it is about one"), field ? field : "");
}

/* --- the rest --- */

static void put_severities(struct buf *b, const struct page_ask *a)
{
	const struct template *t = a->view->template;
	html(b, "<fieldset><legend>");
	frame_say(b, a->view, "How grave it is");
	html(b, "</legend>\n");
	for (size_t i = 0; i < t->severities.count; i++) {
		html(b, "<label><input type=\"radio\" name=\"severity\" value=\"");
		html_text(b, t->severities.at[i].id);
		html(b, "\"");
		if (record_ticked(a, "severity", t->severities.at[i].id, i + 1 == t->severities.count))
			html(b, " checked");
		html(b, "> ");
		html_text(b, t->severities.at[i].title.in[a->view->language]);
		html(b, "</label>\n");
	}
	html(b, "</fieldset>\n");
}

static void put_owner(struct buf *b, const struct page_ask *a)
{
	const struct fold *f = a->view->fold;
	open_select(b, a, "owner", WORD("Who is to answer"));
	put_option(b, "", NULL, phrase_word(a->view->reader, WORD("the package manager")));
	for (size_t i = 0; i < f->people.count; i++)
		if (f->people.at[i].roles.count)
			put_option(b, f->people.at[i].email, record_said(a, "owner", ""), f->people.at[i].name);
	close_select(b);
}

/* --- a deficiency that a letter of the authority names --- */

/* NULL: it is a remark of our own. */
static const struct event *letter_of(const struct page_ask *a)
{
	const char *id = record_value(a, "letter"), *own = id ? desk_letter(a->desk, id) : NULL;
	size_t count = 0;
	const struct event *const *events = desk_events(a->desk, &count);
	for (size_t i = 0; own && i < count; i++)
		if (strcmp(event_get(events[i], EVENT_ID_FIELD), own) == 0)
			return events[i];
	return NULL;
}

static const char *said_in(const struct event *letter, enum event_field one, enum event_field other)
{
	const char *said = event_get(letter, one);
	said = said ? said : event_get(letter, other);
	return said ? said : "";
}

static void put_letter(struct buf *b, const struct page_ask *a, const struct event *letter)
{
	const char *received = event_get(letter, EVENT_RECEIVED_FIELD);
	acts_hidden(b, "letter", event_get(letter, EVENT_ID_FIELD));
	html(b, "<p>");
	frame_say(b, a->view, "A deficiency of the authority, which the letter {letter} names. It is on the submittal "
	          "that they last got.", event_get(letter, EVENT_LETTER_FIELD));
	html(b, "</p>\n");
	record_text(b, a, "theirs", WORD("Their own number for it, if they gave one"), "");
	record_text(b, a, "by", WORD("Office and person who said it"),
	            said_in(letter, EVENT_REPORTED_BY_FIELD, EVENT_LETTER_FROM_FIELD));
	record_day_of(b, a, "dated", WORD("Day they said it"),
	              said_in(letter, EVENT_LETTER_DATE_FIELD, EVENT_OCCURRED_FIELD));
	record_day_of(b, a, "received", WORD("Day you received it"), received ? received : "");
}

/* What a remark on another version than the newest is about. */
static void put_version(struct buf *b, const struct page_ask *a)
{
	const struct chosen *k = a->own;
	if (strcmp(k->version.hex, a->view->version) == 0)
		return;
	html(b, "<p class=\"soft\">");
	frame_say(b, a->view, "On version {version.7}, which is not the newest. The place is followed to the newest "
	          "version; where nothing of it is left, the remark says that it is about what is gone.",
	          k->version.hex);
	html(b, "</p>\n");
}

static void put(struct buf *b, struct page_ask *a)
{
	const char *on = record_value(a, "on");
	const struct event *letter = letter_of(a);
	if (!record_may(a, EVENT_REMARK) || a->view->template->severities.count == 0) {
		html(b, "<p>");
		frame_say(b, a->view, "None of your roles may make a remark in this package.");
		html(b, "</p>\n");
		return;
	}
	put_version(b, a);
	html(b, "<form class=\"bar\" method=\"get\" action=\"remark-new.html\">\n");
	if (record_value(a, "version"))
		acts_hidden(b, "version", record_value(a, "version"));
	if (letter)
		acts_hidden(b, "letter", event_get(letter, EVENT_ID_FIELD));
	put_where(b, a, on);
	html(b, "<button>");
	frame_say(b, a->view, "Choose");
	html(b, "</button></form>\n");
	record_open(b, a, "remark-new.html");
	if (on)
		acts_hidden(b, "on", on);
	if (record_value(a, "version"))
		acts_hidden(b, "version", record_value(a, "version"));
	if (letter)
		put_letter(b, a, letter);
	put_place(b, a, on);
	record_area(b, a, "note", letter ? WORD("What they say, in their words") : WORD("What you say"));
	put_severities(b, a);
	put_owner(b, a);
	record_day(b, a, "due", WORD("Answer wanted by"));
	if (letter) {                   /* what the authority says is recorded, not drafted */
		record_close(b, a, WORD("Go on to record \xe2\x80\xa6"));
		return;
	}
	record_close_with(b, a, WORD("Go on to record \xe2\x80\xa6"), "draft", WORD("Keep as a draft"));
	html(b, "<p class=\"small\"><a href=\"drafts.html\">");
	frame_say(b, a->view, "Your drafts: only you see them until you send them");
	html(b, "</a></p>\n");
}

static const char *title_of(const struct page_ask *a)
{
	const char *on = record_value(a, "on");
	return on ? phrase_text(a->sc, a->view->reader, PHRASE("Remark on {place}", on))
	          : phrase_word(a->view->reader, WORD("Remark on the package"));
}

/* The version it is about, the newest unless a link says another. */
static const struct fault *choose(struct page_ask *a)
{
	struct chosen *k = NEW(a->sc, struct chosen);
	const char *version = record_value(a, "version");
	k->package = a->view->package;
	snprintf(k->version.hex, sizeof k->version.hex, "%s", a->view->version);
	a->own = k;
	if (!version)
		return NULL;
	struct package *p = NULL;
	TRY(desk_package(a->desk, version, &p, &k->version));
	k->package = p;
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	TRY(choose(a));
	out->script = true;
	record_page(a, out, "remark-new.html", title_of(a), put);
	return NULL;
}

/* What is suggested becomes a part of what is said, which is shown as it will be recorded. */
static const struct fault *suggest(struct page_ask *a)
{
	const char *said = record_value(a, "note"), *suggested = record_value(a, "suggest");
	if (!suggested)
		return NULL;
	if (!record_value(a, "quote"))
		return fault_make(FAULT_USAGE, "a suggestion takes the place of words; quote them");
	const char *note = remark_with_suggestion(a->sc, said ? said : "", suggested);
	if (!note)
		return fault_make(FAULT_USAGE, "what is suggested holds a word, and no ``` in it");
	page_set(a, "note", note);
	page_set(a, "suggest", "");
	return NULL;
}

/* A form has a field for each number, a program says all of it. */
static const char *region_of(const struct page_ask *a)
{
	static const char *const names[] = { "left", "top", "width", "height" };
	const char *area = record_value(a, "area");
	struct buf *b = buf_new(a->sc);
	bool any = false;
	if (area)
		return area;
	for (size_t i = 0; i < countof(names); i++) {
		const char *value = record_value(a, names[i]);
		any = any || value;
		buf_printf(b, "%s%s", i ? "," : "", value ? value : "");
	}
	return any ? b->at : NULL;
}

static const struct fault *act(struct page_ask *a)
{
	int number = 0;
	const char *line = record_value(a, "line");
	struct drafts *drafts = NULL;
	const char *letter = record_value(a, "letter");
	const struct act_remark r = { .on = record_value(a, "on"), .quote = record_value(a, "quote"),
		.row = record_value(a, "row"), .column = record_value(a, "column"), .page = record_value(a, "page"),
		.severity = record_value(a, "severity"), .owner = record_value(a, "owner"),
		.due = record_value(a, "due"), .field = record_value(a, "field"), .region = region_of(a),
		.version = record_value(a, "version"), .line = number_read(line, NUMBER_MOST),
		.filed_in = letter ? desk_letter(a->desk, letter) : NULL, .theirs = record_value(a, "theirs") };
	const struct act_options o = { .note = record_value(a, "note"), .reported_by = record_value(a, "by"),
		.occurred = record_value(a, "dated"), .received = record_value(a, "received") };
	if (!o.note)
		return fault_make(FAULT_USAGE, "write your remark");
	if (letter && !r.filed_in)
		return fault_make(FAULT_NOT_FOUND, "no letter \"{name}\" is filed; file it first", letter);
	if (letter && (!o.reported_by || !o.occurred || !o.received))
		return fault_make(FAULT_USAGE, "say which office and person said it, the day of it, and the day you "
			"received it");
	if (record_value(a, "draft") && (letter || o.reported_by || r.theirs))
		return fault_make(FAULT_USAGE, "a deficiency of the authority is recorded, not drafted");
	if (!record_value(a, "draft"))
		return act_remark(a->desk, &r, &o, &number);
	TRY(record_drafts(a, &drafts));
	return drafts_keep(drafts, &r, o.note, route_key(a));
}

const struct fault *page_act_remark_new(struct page_ask *a)
{
	TRY(suggest(a));
	return act(a);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	TRY(suggest(a));
	if (record_value(a, "draft")) {         /* what it is about may move on: it is judged again when it is sent */
		TRY(act(a));
		page_go(a, out, "drafts.html");
		return NULL;
	}
	const struct event *letter = letter_of(a);      /* it may name more of them */
	const char *after = letter ? scope_printf(a->sc, "remark-new.html?letter=%s", event_get(letter, EVENT_ID_FIELD))
		: "remarks.html";
	const struct record r = { "remark-new.html", title_of(a), WORD("Record the remark"), after, act,
	                          .form = get };
	return record_answer(a, out, &r);
}

const struct page page_remark_new = { .paths = (const char *const[]){ "/p/{}/remark-new.html", NULL },
                                      .needs = PAGE_VIEW, .get = get, .post = post };
