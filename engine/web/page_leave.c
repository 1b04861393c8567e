/* page_leave.c: this browser is let in no more. */
#include "base/base.h"
#include "render/message.h"
#include "web/route.h"

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	TRY(route_leave(a, out));
	if (route_is_team(a)) {
		out->status = 303;
		out->location = "/login";
		return NULL;
	}
	const struct message m = { .reader = &a->reader, .title = PHRASE("You have left"),
		.says = PHRASE("This browser sees the packages no more. The terminal shows a new link."),
		.served = route_served(a) };
	message_put(&m, out->body);
	return NULL;
}

const struct page page_leave = { .paths = (const char *const[]){ "/leave", NULL }, .needs = PAGE_PERSON, .post = post };
