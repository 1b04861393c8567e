/* route_program.c: who asks by the API: a program with a person's token, or a page of ours in a session. */
#include "base/base.h"
#include "web/fields.h"
#include "web/parts.h"
#include "web/route_private.h"
#include "web/tokens.h"

/* What follows "Bearer "; NULL: it says something else. */
static const char *token_of(const char *header)
{
	static const char bearer[] = "Bearer ";
	if (!header || strncasecmp(header, bearer, sizeof bearer - 1) != 0)
		return NULL;
	header += sizeof bearer - 1;
	return header + strspn(header, " ");
}

static bool ask_for_token(struct route_asking *a, struct page_reply *out, const struct fault *f)
{
	route_tell(a, out, 401, f);
	out->bearer = true;
	return false;
}

/* A token counts alone: whatever session the request bears is not looked at. */
static bool has_token(struct route_asking *a, struct page_reply *out, bool acts)
{
	const struct route_request *r = a->request;
	const char *token = token_of(r->credentials), *language = a->ask.person.language;
	enum accounts_answer answer = r->judged ? r->judged : ACCOUNTS_WRONG;
	struct tokens_bearer who = { .mark = NULL };
	a->ask.person = (struct person){ .language = language };
	bool asks = token && a->site->accounts && !r->judged;
	const struct fault *f = !asks ? NULL : tokens_check(a->ask.sc, a->site->accounts, token, r->from ? r->from : "",
		route_now(a->site), &answer, &who);
	if (f)
		route_tell(a, out, 503, f);
	if (f)
		return false;
	a->judged = answer;
	if (answer == ACCOUNTS_WAIT) {
		route_tell(a, out, 429, fault_make(FAULT_REFUSED, "there were too many wrong tries; wait some minutes, "
			"and try again"));
		out->wait = 60;
		return false;
	}
	if (answer != ACCOUNTS_IN)
		return ask_for_token(a, out, fault_make(FAULT_REFUSED, "this token lets nobody in; it may have been "
			"revoked, or its last day has passed"));
	a->ask.person = who.person;
	a->ask.person.language = language;
	a->session = scope_printf(a->ask.sc, "token %s", who.mark);
	if (acts && !who.acts)
		REFUSE(403, "this token may read, and not act; make one that may");
	return true;
}

/* The browser sends a session along by itself, so an act wants a word that only a page of ours knows. */
static bool has_session(struct route_asking *a, struct page_reply *out, bool acts, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	if (!route_is_in(a, csrf))
		return ask_for_token(a, out, fault_make(FAULT_REFUSED, "you have not signed in; nothing was done. Send "
			"a token, or sign in at the pages"));
	if (!acts)
		return true;
	if (route_is_foreign(a->site, r))
		REFUSE(403, "this form was sent from elsewhere; nothing was done. Open the page here and send it "
		       "again");
	if (!r->csrf || !session_same(csrf, r->csrf))
		REFUSE(403, "a session alone does not act here; nothing was done. Send a token, or the word of a form "
		       "of this session as X-CSRF-Token");
	return true;
}

static bool check_body(struct route_asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	if (r->cut == PAGE_TOO_MANY)
		return route_has_no_room(a, out);
	if (!fields_is_json(r->type) && !(a->ask.page->uploads && parts_is_form(r->type)))
		REFUSE(415, "what was sent is no JSON; nothing was done");
	a->ask.body = (struct page_body){ .bytes = r->body, .len = r->len, .fd = r->fd, .type = r->type };
	return true;
}

bool route_is_program_in(struct route_asking *a, struct page_reply *out, bool acts, char csrf[SESSION_TEXT])
{
	if (a->ask.page && a->ask.page->needs == PAGE_NOBODY)
		return true;
	if (!(a->request->credentials ? has_token(a, out, acts) : has_session(a, out, acts, csrf)))
		return false;
	a->served = (struct served){ .person = a->ask.person.name ? a->ask.person.name : "?", .csrf = "" };
	return true;
}

bool route_check_program(struct route_asking *a, struct page_reply *out, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	const struct page *page = a->ask.page;
	bool acts = strcmp(r->method, "GET") != 0 && strcmp(r->method, "HEAD") != 0;
	bool answers = page && strcmp(r->method, "PUT") != 0 && route_run(page, r->method);
	a->ask.csrf = "";
	if (!route_is_program_in(a, out, acts && answers, csrf))
		return false;
	if (!page)
		REFUSE(404, "there is no such page");
	if (!answers) {
		route_tell(a, out, 405, fault_make(FAULT_REFUSED, "this page does not answer that"));
		out->allow = page->post ? "POST" : "GET, HEAD";
		return false;
	}
	return !acts || check_body(a, out);
}

const char *route_key(const struct page_ask *k) { return ((const struct route_asking *)k->site)->request->key; }
int64_t route_steady(const struct page_ask *k) { return ((const struct route_asking *)k->site)->request->steady; }
struct once *route_once(const struct page_ask *k) { return ((const struct route_asking *)k->site)->site->once; }
