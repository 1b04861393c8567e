/* route_person.c: who asks: by a session, or by the word of the door before ours. */
#include "base/base.h"
#include "base/digest.h"
#include "web/address.h"
#include "web/route_private.h"

void route_take_language(struct route_asking *a)
{
	const char *chosen = address_cookie(a->ask.sc, a->request->cookie, "sarflow-language");
	const char *language = a->site->person.language;
	if (*chosen)
		language = address_language(a->ask.sc, chosen);
	else if (!language)
		language = address_language(a->ask.sc, a->request->languages);
	a->ask.person.language = language;
	a->ask.reader = (struct reader){ .language = language };
}

void route_make_csrf(const char *word, char csrf[SESSION_TEXT])
{
	SCOPE(turn);
	const char *words = scope_printf(turn, "form of %s", word);
	digest_bytes(words, strlen(words), csrf);
}

bool route_comes_near(const struct route_request *r) { return r->from && strcmp(r->from, "127.0.0.1") == 0; }

/* A door before ours, on this machine, says who it is. */
static bool is_proxied(struct route_asking *a, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	if (!a->site->proxy || !route_comes_near(r) || !r->proxied
	    || !accounts_knows(a->ask.sc, a->site->accounts, r->proxied, &a->ask.person))
		return false;
	a->session = scope_printf(a->ask.sc, "%s %s", a->site->proxy_word, a->ask.person.email);
	route_make_csrf(a->session, csrf);
	return true;
}

/* By a certificate that an account is bound to. */
static bool is_certified(struct route_asking *a, char csrf[SESSION_TEXT])
{
	const char *subject = a->request->certificate;
	if (!subject || !accounts_shows(a->ask.sc, a->site->accounts, subject, &a->ask.person))
		return false;
	a->session = scope_printf(a->ask.sc, "%s %s", a->site->proxy_word, a->ask.person.email);
	route_make_csrf(a->session, csrf);
	return true;
}

/* Whoever comes to a team's server is nobody until they said who they are; and nobody's key signs for them here. */
bool route_is_in(struct route_asking *a, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	a->session = address_cookie(a->ask.sc, r->cookie, route_cookie(a->ask.sc, a->site));
	if (!a->site->accounts)
		return *a->session && session_is(a->site->sessions, a->session, r->steady, csrf);
	a->ask.person = (struct person){ .language = a->ask.person.language };
	if (a->site->proxy)
		return is_proxied(a, csrf);
	if (a->site->certified)
		return is_certified(a, csrf);
	route_make_csrf(a->session, csrf);
	return *a->session
	       && accounts_is_in(a->ask.sc, a->site->accounts, a->session, route_now(a->site), &a->ask.person);
}

/* Where it would lead tells nothing: each address of somebody unknown leads to the same page. */
static void send_to_login(struct route_asking *a, struct page_reply *out)
{
	struct buf *b = buf_new(a->ask.sc);
	buf_text(b, "/login?here=");
	for (const char *c = a->request->target; *c; c++)
		buf_printf(b, "%%%02X", (unsigned char)*c);
	out->status = 303;
	out->location = b->at;
}

static bool turn_away(struct route_asking *a, struct page_reply *out)
{
	bool reads = strcmp(a->request->method, "GET") == 0 && !a->site->proxy;
	if (!a->site->accounts)
		REFUSE(403, "you have not entered yet. Open the link that the terminal shows where the server was "
		       "started; it counts once");
	if (a->site->certified && a->request->certificate)
		REFUSE(403, "no account is bound to your certificate, {subject}. Ask who keeps the accounts to bind it",
		       a->request->certificate);
	if (a->site->certified)
		REFUSE(403, "your browser showed no certificate that counts here. Choose one that was issued for this "
		       "server, and that has not ended");
	if (reads && strncmp(a->request->target, "/api/", 5) != 0)
		send_to_login(a, out);
	else
		route_tell(a, out, 403, fault_make(FAULT_REFUSED, "you have not signed in, or were out for too long; "
			"nothing was done. Sign in, and do it again"));
	return false;
}

bool route_check_asker(struct route_asking *a, struct page_reply *out, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	bool entered = route_is_in(a, csrf);
	bool greeted = a->site->accounts && !entered && a->ask.page && a->ask.page->needs == PAGE_NOBODY;
	if (greeted)
		route_make_csrf(address_cookie(a->ask.sc, r->cookie, "sarflow-greeting"), csrf);
	a->ask.csrf = entered || greeted ? csrf : "";
	a->served = (struct served){ .person = entered ? a->ask.person.name ? a->ask.person.name : "?" : NULL,
	                             .csrf = a->ask.csrf, .here = r->target,
	                             .sessions = entered && route_has_sessions(&a->ask) };
	if (!entered && (!a->ask.page || a->ask.page->needs > PAGE_NOBODY))
		return turn_away(a, out);
	return true;
}
