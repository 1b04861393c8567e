/* route_git.c: git's door: who asks says so with each request, by address and password. */
#include "base/base.h"
#include "base/digest.h"
#include "web/route_private.h"

/* "Basic" and, in Base64, address:password. */
static bool take_credentials(struct scope *sc, const char *header, const char **email, const char **password)
{
	static const char basic[] = "Basic ";
	size_t len = 0;
	if (!header || strncasecmp(header, basic, sizeof basic - 1) != 0)
		return false;
	const char *words = digest_from_base64(sc, header + sizeof basic - 1, &len);
	const char *colon = words ? strchr(words, ':') : NULL;
	if (!colon || strlen(words) != len)
		return false;
	*email = scope_copy_bytes(sc, words, (size_t)(colon - words));
	*password = colon + 1;
	return **email && *colon;
}

/* No session counts here, so no other site's page can ask in somebody's name. */
bool route_is_git_in(struct route_asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	const char *email = NULL, *password = NULL;
	enum accounts_answer answer = r->judged ? r->judged : ACCOUNTS_WRONG;
	a->ask.person = (struct person){ .language = a->ask.person.language };
	if (!a->site->accounts || a->site->proxy)
		REFUSE(404, "git is served for a team alone, whose people have passwords here");
	if (!r->judged && take_credentials(a->ask.sc, r->credentials, &email, &password)) {
		const struct fault *f = accounts_check(a->ask.sc, a->site->accounts, email, password,
			r->from ? r->from : "", route_now(a->site), &answer, &a->ask.person);
		if (f)
			route_tell(a, out, 503, f);
		if (f)
			return false;
	}
	a->judged = answer;
	if (answer == ACCOUNTS_WAIT)
		REFUSE(429, "there were too many wrong tries; wait some minutes, and try again");
	if (answer == ACCOUNTS_IN)
		return true;
	route_tell(a, out, 401, fault_make(FAULT_REFUSED, "say who you are: the address and the password of your "
		"account"));
	out->challenges = true;
	return false;
}

bool route_check_git(struct route_asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	page_run *run = route_run(a->ask.page, r->method);
	a->ask.csrf = "";
	a->ask.body = (struct page_body){ r->body, r->len, r->fd, r->cut, r->type, r->encoding, r->from };
	if (!route_is_git_in(a, out))
		return false;
	if (!run)
		REFUSE(405, "this page does not answer that");
	return true;
}
