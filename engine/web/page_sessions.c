/* page_sessions.c: where a member of a team is signed in, and an end to one of these. */
#include "base/base.h"
#include "render/sessions.h"
#include "web/record.h"
#include "web/route.h"

struct rows { struct sessions_row *at; size_t count, cap; };

static const struct fault *check(const struct page_ask *a)
{
	return route_has_sessions(a) ? NULL : fault_make(FAULT_NOT_FOUND, "there is no such page");
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct accounts_sessions all = {0};
	struct rows rows = {0};
	TRY(check(a));
	TRY(route_sessions(a, &all));
	for (size_t i = 0; i < all.count; i++)
		*LIST_ADD(a->sc, &rows) = (struct sessions_row){ all.at[i].mark, all.at[i].begun, all.at[i].seen,
			all.at[i].own };
	const struct sessions_page p = { &a->reader, route_served(a), rows.at, rows.count };
	sessions_put(&p, out->body);
	return NULL;
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *mark = record_value(a, "end");
	TRY(check(a));
	if (!mark)
		return fault_make(FAULT_USAGE, "the form is not whole; open the page again");
	TRY(accounts_end_session(route_accounts(a), a->person.email, mark));
	out->status = 303;
	out->location = "/sessions";
	return NULL;
}

const struct page page_sessions = { .paths = (const char *const[]){ "/sessions", NULL }, .needs = PAGE_PERSON,
                                    .get = get, .post = post };
