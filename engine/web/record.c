/* record.c: look first, then record. */
#include "base/base.h"
#include "base/path.h"
#include "desk/act.h"
#include "desk/drafts.h"
#include "render/acts.h"
#include "render/history.h"
#include "render/message.h"
#include "view/changes.h"
#include "view/served.h"
#include "web/passkey.h"
#include "web/pressed.h"
#include "web/record.h"
#include "web/route.h"
#include <fcntl.h>
#include <unistd.h>

const char *record_value(const struct page_ask *a, const char *name)
{
	const char *v = page_value(a, name);
	return v && v[strspn(v, " \n\t")] ? v : NULL;
}

bool record_may(const struct page_ask *a, enum event_kind kind)
{
	const struct fold_person *me = a->view->served->me;
	const struct workflow_act *act = &a->view->fold->workflow->acts[kind];
	for (size_t i = 0; me && i < me->roles.count; i++)
		if (act->anyone || list_has(&act->roles, me->roles.at[i]))
			return true;
	return false;
}

/* --- forms --- */

const char *record_said(const struct page_ask *a, const char *name, const char *at_first)
{
	const char *said = a->refused ? page_value(a, name) : at_first;
	return said ? said : "";
}

bool record_ticked(const struct page_ask *a, const char *name, const char *value, bool at_first)
{
	size_t at = 0;
	if (!a->refused)
		return at_first;
	for (const char *said; (said = page_next(a, name, &at)) != NULL; )
		if (strcmp(said, value) == 0)
			return true;
	return false;
}

void record_open(struct buf *b, const struct page_ask *a, const char *page)
{
	acts_open_form(b, a->view->served, page);
	acts_hidden(b, "step", "look");
}

void record_open_files(struct buf *b, const struct page_ask *a, const char *page, const char *label)
{
	struct names kept = {0};
	html(b, "<form method=\"post\" enctype=\"multipart/form-data\" action=\"");
	html_path(b, page);
	html(b, "\">\n");
	acts_hidden(b, "csrf", a->csrf);
	acts_hidden(b, "stand", a->view->served->stand);
	acts_hidden(b, "step", "look");
	html(b, "<div class=\"field\"><label for=\"files\">");
	html_word(b, a->view->reader, label);
	html(b, "</label><input type=\"file\" name=\"files\" id=\"files\">");
	if (route_held(a, record_said(a, "held", ""), &kept)) {
		acts_hidden(b, "held", record_said(a, "held", ""));
		html(b, "<p class=\"small\">");
		frame_say(b, a->view, "{file} is kept; choose another file in its place, or leave it.",
		          path_base(kept.at[0]));
		html(b, "</p>");
	}
	html(b, "</div>\n");
}

static void close_file(void *p) { close((int)(intptr_t)p); }

const struct fault *record_paper(struct page_ask *a, struct act_paper *out)
{
	const char *id = record_value(a, "held");
	struct names paths = {0};
	*out = (struct act_paper){ NULL, -1 };
	if (!id && a->files.count == 0)
		return NULL;
	if (a->files.count > 1)
		return fault_make(FAULT_USAGE, "choose one file; several go into one archive, or are recorded one by "
			"one");
	if (a->files.count) {
		TRY(route_hold(a, &id));
		page_set(a, "held", id);
	}
	if (!route_held(a, id, &paths))
		return fault_make(FAULT_NOT_FOUND, "the files are not kept any more; send them again");
	int fd = open(paths.at[0], O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("{file}", path_base(paths.at[0]));
	scope_defer(a->sc, close_file, (void *)(intptr_t)fd);
	*out = (struct act_paper){ path_base(paths.at[0]), fd };
	return NULL;
}

/* As the terminal's --letter-date, --letter-ref and --letter-from: what a screener holds against the report. */
void record_letter(struct buf *b, const struct page_ask *a)
{
	record_day(b, a, "letter_date", WORD("Day that the letter itself bears"));
	record_text(b, a, "letter_reference", WORD("Number or subject of the letter"), "");
	record_text(b, a, "letter_from", WORD("Sender that the letter names"), "");
}

const struct fault *record_options(struct page_ask *a, struct act_options *out)
{
	*out = (struct act_options){ .note = record_value(a, "note"), .reported_by = record_value(a, "by"),
		.occurred = record_value(a, "on"), .received = record_value(a, "received"),
		.letter_date = record_value(a, "letter_date"),
		.letter_reference = record_value(a, "letter_reference"),
		.letter_from = record_value(a, "letter_from"), .due = record_value(a, "due") };
	TRY(record_paper(a, &out->letter));
	if (!out->letter.name && (out->letter_date || out->letter_reference || out->letter_from))
		return fault_make(FAULT_USAGE, "a letter's day, number and sender go with the letter; choose its file");
	return NULL;
}

static void put_back(struct buf *b, const struct page_ask *a)
{
	html(b, "<a class=\"do\" href=\"index.html\">");
	frame_say(b, a->view, "Not now");
	html(b, "</a>");
}

const struct fault *record_shown(const struct page_ask *a, const struct changes *k)
{
	const struct compare_changes *all = &k->compare->changes;
	struct names told = {0};
	for (size_t i = 0; i < all->count; i++) {
		const char *file = all->at[i].file;
		if (all->at[i].place != COMPARE_ATTACHMENT || list_has(&told, file))
			continue;
		*LIST_ADD(a->sc, &told) = file;
		TRY(route_note(a, scope_printf(a->sc, "%s, compared", file)));
	}
	return NULL;
}

const struct fault *record_drafts(struct page_ask *a, struct drafts **out)
{
	return drafts_open(a->sc, a->desk, route_is_team(a) ? accounts_book(route_accounts(a)) : NULL, out);
}

void record_close(struct buf *b, const struct page_ask *a, const char *button)
{
	record_close_with(b, a, button, NULL, NULL);
}

void record_close_with(struct buf *b, const struct page_ask *a, const char *button, const char *name, const char *other)
{
	html(b, "<p class=\"row\"><button class=\"first\">");
	html_word(b, a->view->reader, button);
	html(b, "</button>");
	if (name) {
		html(b, "<button value=\"yes\" name=\"");
		html_text(b, name);
		html(b, "\">");
		html_word(b, a->view->reader, other);
		html(b, "</button>");
	}
	put_back(b, a);
	html(b, "</p>\n<p class=\"soft small\">");
	frame_say(b, a->view, "The next page shows word for word what will be recorded; nothing is recorded yet.");
	html(b, "</p></form>\n");
}

static void open_field(struct buf *b, const struct page_ask *a, const char *name, const char *label)
{
	html(b, "<div class=\"field\"><label for=\"");
	html_text(b, name);
	html(b, "\">");
	html_word(b, a->view->reader, label);
	html(b, "</label>");
}

static void put_name(struct buf *b, const char *name)
{
	html(b, " id=\"");
	html_text(b, name);
	html(b, "\" name=\"");
	html_text(b, name);
	html(b, "\"");
}

void record_text(struct buf *b, const struct page_ask *a, const char *name, const char *label, const char *value)
{
	open_field(b, a, name, label);
	html(b, "<input size=\"50\"");
	put_name(b, name);
	html(b, " value=\"");
	html_field(b, record_said(a, name, value));
	html(b, "\"></div>\n");
}

void record_day_of(struct buf *b, const struct page_ask *a, const char *name, const char *label, const char *day)
{
	open_field(b, a, name, label);
	html(b, "<input type=\"date\"");
	put_name(b, name);
	html(b, " value=\"");
	html_field(b, record_said(a, name, day));
	html(b, "\"></div>\n");
}

void record_day(struct buf *b, const struct page_ask *a, const char *name, const char *label)
{
	record_day_of(b, a, name, label, "");
}

void record_area(struct buf *b, const struct page_ask *a, const char *name, const char *label)
{
	open_field(b, a, name, label);
	html(b, "<textarea");
	put_name(b, name);
	html(b, ">\n");
	html_field(b, record_said(a, name, ""));
	html(b, "</textarea></div>\n");
}

/* Why it was not done, where what stands below is to be mended. */
static void put_refused(struct buf *b, const struct page_ask *a)
{
	html(b, "<div class=\"stop\" role=\"alert\" tabindex=\"-1\" autofocus><p>\xc3\x97 ");
	html_text(b, fault_say(a->sc, a->view->reader, a->refused));
	html(b, "</p>\n");
	message_put_reasons(desk_shut(a->desk), a->view->reader, b);
	html(b, "</div>\n");
}

void record_page(struct page_ask *a, struct page_reply *out, const char *page, const char *title,
                 void (*put)(struct buf *, struct page_ask *))
{
	const struct frame f = { a->view, "", page, NULL };
	frame_open(out->body, &f, title);
	html(out->body, "<h1 id=\"title\">");
	html_text(out->body, title);
	html(out->body, "</h1>\n");
	if (a->refused)
		put_refused(out->body, a);
	put(out->body, a);
	frame_close(out->body, &f);
}

bool record_is_mendable(const struct fault *f)
{
	return f && (f->code == FAULT_USAGE || f->code == FAULT_REFUSED || f->code == FAULT_NOT_FOUND);
}

const struct fault *record_show_again(struct page_ask *a, struct page_reply *out, page_run *form,
                                      const struct fault *f)
{
	a->refused = f;
	page_close(out);
	buf_clear(out->body);
	if (FAILED(form(a, out)))               /* then why it was refused is all there is to say */
		return f;
	out->status = route_status(f);
	return NULL;
}

/* --- what would be recorded --- */

static void put_event(struct buf *b, const struct page_ask *a, bool several)
{
	const char *note = record_value(a, "note");
	html(b, "<h2>");
	frame_say(b, a->view, "What will be recorded, word for word");
	html(b, "</h2>\n<div class=\"record\" lang=\"en\"><p>");
	if (several)
		frame_say(b, a->view, "Several events in the journal, each with its words below it. They cannot be "
		          "taken back, only followed by others.");
	else
		frame_say(b, a->view, "One event in the journal. It cannot be taken back, only followed by another.");
	html(b, "</p>\n<pre>");
	html_text(b, desk_rehearsed(a->desk));
	html(b, "</pre>");
	if (note) {
		html(b, "<p>");
		frame_say(b, a->view, "With it, what you wrote:");
		html(b, "</p><pre>");
		html_text(b, note);
		html(b, "</pre>");
	}
	html(b, "</div>\n");
}

/* Who records it signs in again: by the key's touch, where one signs, else by the password, where people have one. */
static bool asks_password(const struct page_ask *a, const struct record *r)
{
	return r->signs && route_asks_password(a) && !passkey_signs(a);
}

static void put_password(struct buf *b, const struct page_ask *a)
{
	open_field(b, a, "password", WORD("Your password, once more"));
	html(b, "<input type=\"password\" size=\"40\" required autocomplete=\"current-password\"");
	put_name(b, "password");
	html(b, "></div>\n");
}

/* The moment that is signed, and room for what the browser answers. */
static void put_touch(struct buf *b, const struct page_ask *a)
{
	acts_hidden(b, "at", scope_printf(a->sc, "%lld", (long long)a->world->now));
	acts_hidden(b, "auth_data", "");
	acts_hidden(b, "client_data", "");
	acts_hidden(b, "signature", "");
}

static void put_form(struct buf *b, const struct page_ask *a, const struct record *r)
{
	static const char *const own[] = { "csrf", "step", "stand", "at", "auth_data", "client_data", "signature",
		"password" };
	const char *challenge = act_challenge(a->desk);
	if (challenge)
		passkey_open_form(b, a, r->page, "sign", challenge);
	else
		acts_open_form(b, a->view->served, r->page);
	acts_hidden(b, "step", "record");
	if (challenge)
		put_touch(b, a);
	for (size_t i = 0; i < a->values.count; i++) {
		bool is_own = false;
		for (size_t k = 0; k < countof(own); k++)
			is_own = is_own || strcmp(own[k], a->values.at[i].name) == 0;
		if (!is_own)
			acts_hidden(b, a->values.at[i].name, a->values.at[i].value);
	}
	if (asks_password(a, r))
		put_password(b, a);
	html(b, "<p class=\"row\"><button class=\"first\">");
	html_word(b, a->view->reader, challenge ? WORD("Sign with your passkey \xe2\x80\xa6") : r->button);
	html(b, "</button>");
	put_back(b, a);
	html(b, "</p></form>\n");
	if (challenge)
		passkey_put_script(b, a);
	html(b, "<p class=\"soft small\">");
	frame_say(b, a->view, "Refused if the package moves on before you press it: then you see first what came in "
	          "between. What lies unsaved in the folder is not in it.");
	html(b, "</p>\n");
}

/* What came in between reading and the key's touch; since: how it stood as it was read, NULL: nothing did. */
static void put_between(struct buf *b, const struct page_ask *a, const char *since)
{
	const char *journal = since ? strchr(since, '.') : NULL;
	if (!journal)
		return;
	html(b, "<h2>");
	frame_say(b, a->view, "What came in between");
	html(b, "</h2>\n<p>");
	frame_say(b, a->view, "The package has moved on since you read it, and nothing was recorded. Look at what is "
	          "new, and then record it, or do not.");
	html(b, "</p>\n");
	history_put_later(a->view, scope_copy_bytes(a->sc, journal + 1, strcspn(journal + 1, ".")), b);
	html(b, "<p class=\"small\"><a href=\"compare.html\">");
	frame_say(b, a->view, "What changed");
	html(b, "</a></p>\n");
}

/* why: the password was not right; NULL: it was not asked for yet. */
static void put_look(struct page_ask *a, struct page_reply *out, const struct record *r, const char *since,
                     const struct fault *why)
{
	const struct frame f = { a->view, "", r->page, NULL };
	struct buf *b = out->body;
	frame_open(b, &f, phrase_word(a->view->reader, r->title));
	html(b, "<h1>");
	html_word(b, a->view->reader, r->title);
	html(b, "</h1>\n");
	if (why) {
		html(b, "<p class=\"stop\" role=\"alert\">\xc3\x97 ");
		html_text(b, fault_say(a->sc, a->view->reader, why));
		html(b, "</p>\n");
	}
	put_between(b, a, since);
	put_event(b, a, r->several);
	html(b, "<p>");
	frame_say(b, a->view, "You are {person} <{address}>.", a->person.name ? a->person.name : "",
	          a->person.email ? a->person.email : "");
	html(b, "</p>\n");
	put_form(b, a, r);
	out->script = act_challenge(a->desk) != NULL;
	frame_close(b, &f);
}

/* Nothing that was written is lost: it is shown again, on what there is now.  moved: why it was not recorded; NULL: the
 * moment that was signed had passed. */
static const struct fault *look_again(struct page_ask *a, struct page_reply *out, const struct record *r,
                                      const struct fault *moved)
{
	const char *since = record_value(a, "stand");
	page_set(a, "stand", a->view->served->stand);
	desk_expect(a->desk, a->view->served->stand);
	desk_rehearse(a->desk);
	passkey_take(a, false);
	const struct fault *f = r->act(a);
	if (f) {                        /* it cannot be done any more, or not yet */
		page_set(a, "stand", since);
		return moved ? moved : f;
	}
	put_look(a, out, r, since, NULL);
	if (!record_value(a, "at"))     /* who touches a key is only asked to touch it again */
		out->status = 409;
	return NULL;
}

static const struct fault *ask_password_again(struct page_ask *a, struct page_reply *out, const struct record *r,
                                              const struct fault *why)
{
	desk_rehearse(a->desk);
	TRY(r->act(a));
	put_look(a, out, r, NULL, why);
	out->status = why->code == FAULT_SYSTEM ? 503 : 403;
	return NULL;
}

static const struct fault *answer(struct page_ask *a, struct page_reply *out, const struct record *r, bool records)
{
	desk_expect(a->desk, record_value(a, "stand"));
	const struct fault *why = records && asks_password(a, r) ? route_sign_in_again(a) : NULL;
	if (why)
		return ask_password_again(a, out, r, why);
	if (!records)
		desk_rehearse(a->desk);
	bool late = !passkey_take(a, records);
	const struct fault *f = late ? NULL : r->act(a);
	if (late || (f && f->code == FAULT_CONFLICT))
		return look_again(a, out, r, f);
	TRY(f);
	if (records && record_value(a, "held"))
		route_let_go(a, record_value(a, "held"));
	if (records)
		page_go_done(a, out, r->after, NULL);
	else
		put_look(a, out, r, NULL, NULL);
	return NULL;
}

static const struct fault *answer_recording(struct page_ask *a, struct page_reply *out, const void *r)
{
	return answer(a, out, r, true);
}

const struct fault *record_answer(struct page_ask *a, struct page_reply *out, const struct record *r)
{
	const char *stand = record_value(a, "stand"), *step = record_value(a, "step");
	bool records = step && strcmp(step, "record") == 0;
	if (!stand || !step || (!records && strcmp(step, "look") != 0))
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	const struct fault *f = records ? pressed_once(a, out, answer_recording, r) : answer(a, out, r, false);
	return r->form && record_is_mendable(f) ? record_show_again(a, out, r->form, f) : f;
}
