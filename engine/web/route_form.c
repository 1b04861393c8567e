/* route_form.c: was a form sent by a page of ours, and asked for at a name of ours? */
#include "base/base.h"
#include "web/address.h"
#include "web/parts.h"
#include "web/route_private.h"

bool route_is_ours(const struct route_site *s, const char *host)
{
	SCOPE(turn);
	static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
	for (size_t i = 0; host && i < countof(names); i++)
		if (strcmp(host, scope_printf(turn, "%s:%d", names[i], s->port)) == 0)
			return true;
	for (size_t i = 0; host && s->hosts && i < s->hosts->count; i++)
		if (strcasecmp(host, s->hosts->at[i]) == 0
		    || strcasecmp(host, scope_printf(turn, "%s:%d", s->hosts->at[i], s->port)) == 0)
			return true;
	return false;
}

bool route_is_foreign(const struct route_site *s, const struct route_request *r)
{
	if (r->site && strcmp(r->site, "same-origin") != 0 && strcmp(r->site, "none") != 0)
		return true;
	const char *scheme = s->secure ? "https://" : "http://";
	size_t n = strlen(scheme);
	return r->origin && !(strncmp(r->origin, scheme, n) == 0 && route_is_ours(s, r->origin + n)
	                      && r->host && strcmp(r->origin + n, r->host) == 0);
}

static bool is_form(const char *type)
{
	static const char form[] = "application/x-www-form-urlencoded";
	return type && strncasecmp(type, form, sizeof form - 1) == 0 && (!type[sizeof form - 1]
		|| strchr("; ", type[sizeof form - 1]));
}

bool route_has_no_room(struct route_asking *a, struct page_reply *out)
{
	route_tell(a, out, 503, fault_make(FAULT_SYSTEM, "several large files are coming in at this moment; nothing "
		"was done. Try again in a minute"));
	out->wait = 60;
	return false;
}

bool route_check_form(struct route_asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	if (r->cut == PAGE_TOO_MANY)
		return route_has_no_room(a, out);
	if (route_is_foreign(a->site, r))
		REFUSE(403, "this form was sent from elsewhere; nothing was done. Open the page here and send it "
		       "again");
	bool files = a->ask.page->uploads && parts_is_form(r->type);
	if (!files && !is_form(r->type))
		REFUSE(415, "what was sent is no form of this server; nothing was done");
	a->ask.values = (struct page_values){0};
	const struct fault *f = files ? parts_read(a->ask.sc, r->type, r->body, r->len, &a->ask.values, &a->ask.files)
		: NULL;
	if (f) {
		route_tell(a, out, 400, f);
		return false;
	}
	if (!files && !address_form(a->ask.sc, r->body, r->len, &a->ask.values))
		REFUSE(400, "the form cannot be read; nothing was done. Take out control characters and send it "
		       "again");
	const char *word = page_value(&a->ask, "csrf");
	if (!word || !*a->ask.csrf || !session_same(a->ask.csrf, word))
		REFUSE(403, "this form is not one of yours, or you entered anew since it was shown; nothing was done. "
		       "Open the page again");
	return true;
}
