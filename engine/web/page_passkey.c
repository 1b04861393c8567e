/* page_passkey.c: a passkey is made in the browser, and bound to its person. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "view/served.h"
#include "web/passkey.h"
#include "web/record.h"

static const char *line_of(const struct page_ask *a)
{
	const char *key = record_value(a, "public_key");
	return key && a->passkey_host ? act_passkey_line(a->sc, key, a->passkey_host) : NULL;
}

static void put(struct buf *b, struct page_ask *a)
{
	html(b, "<p>");
	frame_say(b, a->view, "A passkey is a key that your browser or your machine keeps for you. It signs what you "
	          "do here, and never leaves it; this server holds only its public half.");
	html(b, "</p>\n");
	if (!passkey_may(b, a))
		return;
	passkey_open_form(b, a, "passkey.html", "make", NULL);
	acts_hidden(b, "step", "look");
	acts_hidden(b, "public_key", "");
	record_close(b, a, WORD("Make a passkey \xe2\x80\xa6"));
	passkey_put_script(b, a);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	out->script = true;
	record_page(a, out, "passkey.html", phrase_word(a->view->reader, WORD("Passkey")), put);
	return NULL;
}

/* --- the key is there --- */

/* Who may not bind it alone, or signs with another key, gives it to somebody or binds it at home. */
static void put_line(struct buf *b, struct page_ask *a)
{
	html(b, "<p>");
	frame_say(b, a->view, "The passkey is made. It counts as soon as somebody who may trusts it: give them this "
	          "line, in a file.");
	html(b, "</p>\n<pre>");
	html_text(b, line_of(a));
	html(b, "</pre>\n<p><code>");
	html_text(b, remedy_line(a->sc, REMEDY("key trust", "", "FILE.pub", "for",
	                                       a->person.email ? a->person.email : "")));
	html(b, "</code></p>\n");
}

static const struct fault *act(struct page_ask *a)
{
	struct act_trusted out;
	return act_trust(a->desk, &(struct act_key){ .line = line_of(a) }, &out);
}

static bool has_other_keys(const struct page_ask *a)
{
	const struct fold_person *me = a->view->served->me;
	return me && me->keys.count && !(a->passkey_host && act_passkey(a->sc, a->desk, a->passkey_host));
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const struct record r = { "passkey.html", WORD("Passkey"), WORD("Record"), "index.html", act,
	                          .signs = true };
	if (!line_of(a))
		return fault_make(FAULT_USAGE, "the browser made no passkey that can sign here; nothing was recorded");
	if (record_may(a, EVENT_TRUST) && !has_other_keys(a))
		return record_answer(a, out, &r);
	record_page(a, out, "passkey.html", phrase_word(a->view->reader, WORD("Passkey")), put_line);
	return NULL;
}

const struct page page_passkey = { .paths = (const char *const[]){ "/p/{}/passkey.html", NULL }, .needs = PAGE_VIEW,
                                   .get = get, .post = post };
