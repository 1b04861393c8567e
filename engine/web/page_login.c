/* page_login.c: a member of a team says who they are. */
#include "base/base.h"
#include "render/login.h"
#include "web/address.h"
#include "web/record.h"
#include "web/route.h"

/* An address of this server and of no other. */
static const char *onward(const struct page_ask *a)
{
	const char *here = page_value(a, "here"), *path = NULL;
	struct page_values values = {0};
	return here && here[0] == '/' && here[1] != '/' && address_read(a->sc, here, &path, &values) ? here : "/";
}

static const struct fault *show(struct page_ask *a, struct page_reply *out, const struct fault *why)
{
	struct served own = *route_served(a);
	const char *email = record_value(a, "email");
	TRY(route_greet(a, out));
	own.csrf = a->csrf;
	const struct login l = { &a->reader, &own, email ? email : "", onward(a), why };
	login_put(&l, out->body);
	return NULL;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	if (!route_is_team(a))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	return show(a, out, NULL);
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *email = record_value(a, "email"), *password = page_value(a, "password");
	const struct fault *why = NULL;
	if (!route_is_team(a))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	if (!email || !password || !*password)
		why = fault_make(FAULT_USAGE, "say your address and your password");
	if (!why && route_log_in(a, email, password, out, &why)) {
		out->status = 303;
		out->location = onward(a);
		return NULL;
	}
	TRY(show(a, out, why));
	out->status = why->code == FAULT_SYSTEM ? 503 : 403;
	return NULL;
}

const struct page page_login = { .paths = (const char *const[]){ "/login", NULL }, .needs = PAGE_NOBODY, .get = get,
                                 .post = post };
