/* passkey.c: forms that a browser's key answers. */
#include "base/base.h"
#include "desk/act.h"
#include "render/acts.h"
#include "view/served.h"
#include "web/passkey.h"
#include "web/record.h"
#include "web/route.h"
#include <ctype.h>
#include <stdlib.h>

enum { PATIENCE = 10 * 60 };            /* seconds from what is shown to the key's touch */

/* Browsers take no address of digits, and no name without TLS but this machine's own. */
const char *passkey_host_of(struct scope *sc, const char *host, bool secure)
{
	if (!host || *host == '[')
		return NULL;
	char *name = scope_copy_bytes(sc, host, strcspn(host, ":"));
	bool digits = true;
	for (char *c = name; *c; c++) {
		*c = (char)tolower((unsigned char)*c);
		digits = digits && (isdigit((unsigned char)*c) || *c == '.');
	}
	return !digits && (secure || strcmp(name, "localhost") == 0) ? name : NULL;
}

static void put_command(struct buf *b, const struct page_ask *a, const struct remedy *r)
{
	html(b, " <code>");
	html_text(b, remedy_line(a->sc, r));
	html(b, "</code>");
}

bool passkey_may(struct buf *b, const struct page_ask *a)
{
	if (a->passkey_host)
		return true;
	html(b, "<p class=\"warn\">");
	frame_say(b, a->view, "Browsers use passkeys only over https, or where the address begins with localhost. Open "
	          "this page so, or sign at home:");
	put_command(b, a, REMEDY("sign"));
	html(b, "</p>\n");
	return false;
}

void passkey_put_note(struct buf *b, const struct page_ask *a)
{
	const struct fold_person *me = a->view->served->me;
	bool bound = a->passkey_host && act_passkey(a->sc, a->desk, a->passkey_host);
	html(b, "<p class=\"small\">");
	if (bound) {
		frame_say(b, a->view, "You sign with your passkey: the next page asks your browser for it. That needs "
		          "a browser that runs scripts. Without one, sign at home:");
		put_command(b, a, REMEDY("sign"));
	} else if (me && me->keys.count) {
		frame_say(b, a->view, "A key is bound to you that is not in this browser. Sign with it at home:");
		put_command(b, a, REMEDY("sign"));
	} else if (route_asks_password(a))
		frame_say(b, a->view, "The page after this one asks for your password once more.");
	if (!bound) {
		html(b, " <a href=\"passkey.html\">");
		frame_say(b, a->view, "Make a passkey, to sign here");
		html(b, "</a>");
	}
	html(b, "</p>\n");
}

static void put_data(struct buf *b, const char *value)
{
	html(b, "=\"");
	html_text(b, value);
	html(b, "\"");
}

void passkey_open_form(struct buf *b, const struct page_ask *a, const char *page, const char *what,
                       const char *challenge)
{
	html(b, "<form method=\"post\" action=\"");
	html_path(b, page);
	html(b, "\" data-passkey"), put_data(b, what);
	html(b, " data-host"), put_data(b, a->passkey_host);
	html(b, " data-person"), put_data(b, a->person.name ? a->person.name : "");
	html(b, " data-address"), put_data(b, a->person.email ? a->person.email : "");
	if (challenge)
		html(b, " data-challenge"), put_data(b, challenge);
	html(b, ">\n");
	acts_hidden(b, "csrf", a->csrf);
	acts_hidden(b, "stand", a->view->served->stand);
}

void passkey_put_script(struct buf *b, const struct page_ask *a)
{
	html(b, "<p class=\"soft\" role=\"status\" data-says=\"waits\" hidden>");
	frame_say(b, a->view, "Your browser asks for your passkey \xe2\x80\xa6");
	html(b, "</p>\n<p class=\"warn\" role=\"alert\" data-says=\"failed\" hidden>");
	frame_say(b, a->view, "The browser gave no answer; nothing was recorded. Try again.");
	html(b, "</p>\n<p class=\"warn\" role=\"alert\" data-says=\"none\" hidden>");
	frame_say(b, a->view, "This browser has no passkeys, or not at this address. Sign at home:");
	put_command(b, a, REMEDY("sign"));
	html(b, "</p>\n<noscript><p class=\"warn\">");
	frame_say(b, a->view, "This needs a script, and your browser runs none. Sign at home:");
	put_command(b, a, REMEDY("sign"));
	html(b, "</p></noscript>\n<script src=\"/passkey.js\"></script>\n");
}

static const char *line_of(const struct page_ask *a)
{
	return a->passkey_host ? act_passkey(a->sc, a->desk, a->passkey_host) : NULL;
}

bool passkey_signs(const struct page_ask *a) { return line_of(a) != NULL; }

bool passkey_take(struct page_ask *a, bool records)
{
	const char *line = line_of(a);
	const char *at = record_value(a, "at"), *auth = record_value(a, "auth_data");
	struct act_touch *touch = NULL;
	int64_t moment = records && at ? strtoll(at, NULL, 10) : a->world->now;
	if (!line)
		return true;
	if (records && auth && record_value(a, "client_data") && record_value(a, "signature")) {
		touch = NEW(a->sc, struct act_touch);
		*touch = (struct act_touch){ auth, record_value(a, "client_data"), record_value(a, "signature") };
	}
	if (moment > a->world->now || moment < a->world->now - PATIENCE)
		return false;
	act_sign_by(a->desk, line, moment, touch);
	return true;
}
