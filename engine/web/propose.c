/* propose.c: look first, then save. */
#include "base/base.h"
#include "render/acts.h"
#include "render/incoming.h"
#include "view/served.h"
#include "web/pressed.h"
#include "web/propose.h"
#include "web/record.h"

static bool is_own(const char *name, const char *const *anew)
{
	static const char *const own[] = { "csrf", "step", "stand" };
	for (size_t i = 0; i < countof(own); i++)
		if (strcmp(own[i], name) == 0)
			return true;
	for (; anew && *anew; anew++)
		if (strcmp(*anew, name) == 0)
			return true;
	return false;
}

void propose_open(struct buf *b, const struct page_ask *a, const char *page, const char *step, const char *const *anew)
{
	acts_open_form(b, a->view->served, page);
	acts_hidden(b, "step", step);
	for (size_t i = 0; i < a->values.count; i++)
		if (!is_own(a->values.at[i].name, anew))
			acts_hidden(b, a->values.at[i].name, a->values.at[i].value);
}

void propose_close(struct buf *b, const struct page_ask *a, const char *button)
{
	html(b, "<p class=\"row\"><button class=\"first\">");
	html_word(b, a->view->reader, button);
	html(b, "</button><a class=\"do\" href=\"index.html\">");
	frame_say(b, a->view, "Not now");
	html(b, "</a></p></form>\n");
}

static void put_form(struct buf *b, struct page_ask *a, const struct propose *p)
{
	static const char *const anew[] = { "message", NULL };
	const char *message = record_value(a, "message");
	propose_open(b, a, p->page, "record", anew);
	record_text(b, a, "message", WORD("What changed, in a few words for the history"), message ? message
	            : p->message);
	propose_close(b, a, WORD("Save as a version"));
	html(b, "<p class=\"soft small\">");
	frame_say(b, a->view, "Sign-offs on an element end where its content changes. Refused if the package moves on "
	          "before you press it; nothing is lost then.");
	html(b, "</p>\n");
}

/* Files that come with it, and what is asked of them first. */
static void put_attaching(struct buf *b, struct page_ask *a, const struct propose *p, const struct attaching *all)
{
	bool asks = incoming_only_lacks(all);
	if (all->files.count == 0)
		return;
	if (asks)
		propose_open(b, a, p->page, "look", NULL);
	incoming_put_attaching(b, a->view, all);
	if (asks)
		propose_close(b, a, WORD("Go on \xe2\x80\xa6"));
}

bool propose_is_late(const struct page_ask *a)
{
	const char *stand = record_value(a, "stand");
	return !stand || strcmp(stand, a->view->served->stand) != 0;
}

void propose_put_late(struct buf *b, const struct page_ask *a)
{
	html(b, "<p class=\"stop\" role=\"alert\">\xc3\x97 ");
	frame_say(b, a->view, "The package moved on since you looked, and nothing was saved. This is what would change "
	          "now.");
	html(b, "</p>\n");
}

/* late: it was to be saved, and the package had moved on since it was shown. */
static const struct fault *put_look(struct page_ask *a, struct page_reply *out, const struct propose *p,
                                    struct take *k, bool late)
{
	const struct frame f = { a->view, "", p->page, NULL };
	struct incoming *in = NULL;
	struct buf *b = out->body;
	TRY(incoming_of(a->desk, k, &in));
	out->data_pictures = true;
	frame_open(b, &f, p->title);
	html(b, "<h1>");
	html_text(b, p->title);
	html(b, "</h1>\n");
	if (late) {
		propose_put_late(b, a);
		out->status = 409;
	} else {
		html(b, "<p>");
		frame_say(b, a->view, "This would change; nothing is saved yet.");
		html(b, "</p>\n");
	}
	put_attaching(b, a, p, take_attaching(k));
	TRY(incoming_put(a->sc, a->view, in, b));
	if (p->put)
		p->put(b, a);
	if (take_changes(k) && !take_attaching(k)->refused)
		put_form(b, a, p);
	frame_close(b, &f);
	return NULL;
}

static const struct fault *save(struct page_ask *a, struct page_reply *out, const struct propose *p, struct take *k)
{
	const char *message = record_value(a, "message");
	struct store_id id = {""};
	if (take_changes(k))
		TRY(take_save(k, message ? message : p->message, &id));
	if (id.hex[0] && p->saved)
		p->saved(a, &id);
	page_go_done(a, out, p->after, id.hex);
	return NULL;
}

static const struct fault *answer(struct page_ask *a, struct page_reply *out, const struct propose *p, bool saves)
{
	struct take *k = NULL;
	const char *stand = record_value(a, "stand");
	bool late = saves && propose_is_late(a);
	if (!a->view->served->me)
		return fault_make(FAULT_REFUSED, "you hold no role in this package, so you can change nothing in it");
	TRY(desk_edit_main(a->desk));
	if (saves)
		desk_expect(a->desk, stand);
	TRY(take_start(a->desk, &k));
	TRY(p->lay(a, k));
	TRY(take_settle(k));
	return saves && !late ? save(a, out, p, k) : put_look(a, out, p, k, late);
}

static const struct fault *answer_saving(struct page_ask *a, struct page_reply *out, const void *p)
{
	return answer(a, out, p, true);
}

const struct fault *propose_answer(struct page_ask *a, struct page_reply *out, const struct propose *p)
{
	const char *stand = record_value(a, "stand"), *step = record_value(a, "step");
	bool saves = step && strcmp(step, "record") == 0;
	if (!stand || !step || (!saves && strcmp(step, "look") != 0))
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	return saves ? pressed_once(a, out, answer_saving, p) : answer(a, out, p, false);
}
