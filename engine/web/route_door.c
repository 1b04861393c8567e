/* route_door.c: what the pages of the door itself do: coming in, leaving, what is held and noted. */
#include "base/base.h"
#include "web/address.h"
#include "web/readings.h"
#include "web/route_private.h"

const char *route_cookie(struct scope *sc, const struct route_site *s)
{
	return scope_printf(sc, "sarflow-%d", s->port);
}

/* Held by a browser and given back over the way it came alone. */
static const char *cookie_of(struct scope *sc, const struct route_site *s, const char *name, const char *value,
                             const char *more)
{
	return scope_printf(sc, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", name, value,
	                    s->secure ? "; Secure" : "", more);
}

const struct fault *route_hold(const struct page_ask *k, const char **id)
{
	struct route_asking *a = k->site;
	char *drawn = scope_alloc(k->sc, SESSION_TEXT, 1);
	*id = drawn;
	return held_put(a->site->held, a->session, a->request->steady, &k->files, drawn);
}

bool route_held(const struct page_ask *k, const char *id, struct names *paths)
{
	struct route_asking *a = k->site;
	return held_find(k->sc, a->site->held, a->session, a->request->steady, id, paths);
}

void route_let_go(const struct page_ask *k, const char *id)
{
	struct route_asking *a = k->site;
	held_drop(a->site->held, a->session, id);
}

bool route_enter(const struct page_ask *k, const char *token, struct page_reply *out)
{
	struct route_asking *a = k->site;
	char id[SESSION_TEXT];
	if (!session_enter(a->site->sessions, token, a->request->steady, id))
		return false;
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, route_cookie(k->sc, a->site), id, "");
	return true;
}

const struct fault *route_greet(struct page_ask *k, struct page_reply *out)
{
	const struct route_asking *a = k->site;
	const char *known = address_cookie(k->sc, a->request->cookie, "sarflow-greeting");
	char word[SESSION_TEXT], *csrf = scope_alloc(k->sc, SESSION_TEXT, 1);
	TRY(session_draw(word));
	/* another page of the same browser may hold a form already, and so may its wish for an icon */
	if (strlen(known) == SESSION_TEXT - 1 && !known[strspn(known, "0123456789abcdef")])
		memcpy(word, known, SESSION_TEXT);
	route_make_csrf(word, csrf);
	k->csrf = csrf;
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, "sarflow-greeting", word, "; Max-Age=3600");
	return NULL;
}

struct counts *route_counts(const struct page_ask *k) { return ((struct route_asking *)k->site)->site->counts; }
/* What another server passes on comes from elsewhere, whoever brings it. */
bool route_is_near(const struct page_ask *k)
{
	const struct route_asking *a = k->site;
	return route_comes_near(a->request) && !a->request->passed_on;
}

bool route_is_team(const struct page_ask *k) { return ((struct route_asking *)k->site)->site->accounts; }
const char *route_base(const struct page_ask *k)
{
	const struct route_asking *a = k->site;
	return scope_printf(k->sc, "%s://%s", a->site->secure ? "https" : "http", a->request->host);
}

bool route_has_sessions(const struct page_ask *k)
{
	const struct route_asking *a = k->site;
	return a->site->accounts && !a->site->proxy && !a->site->certified;
}

const struct fault *route_sessions(const struct page_ask *k, struct accounts_sessions *out)
{
	const struct route_asking *a = k->site;
	return accounts_sessions(k->sc, a->site->accounts, k->person.email, a->session, route_now(a->site), out);
}

struct accounts *route_accounts(const struct page_ask *k) { return ((struct route_asking *)k->site)->site->accounts; }

const struct fault *route_note(const struct page_ask *k, const char *what)
{
	struct route_asking *a = k->site;
	a->noted = true;
	return a->site->accounts ? readings_note(a->site->accounts, k->person.email, k->holes[0], what,
	                                         route_now(a->site)) : NULL;
}

bool route_log_in(const struct page_ask *k, const char *email, const char *password, struct page_reply *out,
                  const struct fault **why)
{
	struct route_asking *a = k->site;
	enum accounts_answer answer = ACCOUNTS_WRONG;
	char id[DIGEST_TEXT];
	if (a->site->certified)
		*why = fault_make(FAULT_REFUSED, "people are known here by their certificates");
	if (a->site->proxy)
		*why = fault_make(FAULT_REFUSED, "people are known here by the server before this one");
	if (a->site->certified || a->site->proxy)
		return false;
	*why = accounts_enter(a->site->accounts, email, password, a->request->from ? a->request->from : "",
	                      route_now(a->site), &answer, id);
	if (!*why && answer == ACCOUNTS_WAIT)
		*why = fault_make(FAULT_REFUSED, "there were too many wrong tries; wait some minutes, and try again");
	else if (!*why && answer == ACCOUNTS_WRONG)
		*why = fault_make(FAULT_REFUSED, "the address or the password is not right");
	if (*why)
		return false;
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, route_cookie(k->sc, a->site), id, "");
	return true;
}

bool route_asks_password(const struct page_ask *k) { return route_has_sessions(k); }

const struct fault *route_sign_in_again(const struct page_ask *k)
{
	struct route_asking *a = k->site;
	const char *password = page_value(k, "password");
	enum accounts_answer answer = ACCOUNTS_WRONG;
	if (!password || !*password)
		return fault_make(FAULT_USAGE, "to sign, say your password once more; nothing was recorded");
	TRY(accounts_check_again(a->site->accounts, k->person.email, password, a->session ? a->session : "",
	                         route_now(a->site), &answer));
	if (answer == ACCOUNTS_WAIT)
		return fault_make(FAULT_REFUSED, "there were too many wrong tries; wait some minutes, and try again");
	return answer == ACCOUNTS_IN ? NULL : fault_make(FAULT_REFUSED,
		"this is not your password; nothing was recorded");
}

const struct fault *route_leave(const struct page_ask *k, struct page_reply *out)
{
	struct route_asking *a = k->site;
	char token[SESSION_TEXT];
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, route_cookie(k->sc, a->site), "", "; Max-Age=0");
	a->served = (struct served){ .csrf = "" };
	if (a->site->accounts)
		return accounts_leave(a->site->accounts, a->session);
	session_leave(a->site->sessions, a->session);
	TRY(session_invite(a->site->sessions, token));
	a->site->invite(a->site->context, token);
	return NULL;
}

const struct served *route_served(const struct page_ask *k) { return &((struct route_asking *)k->site)->served; }
