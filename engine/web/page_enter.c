/* page_enter.c: the link that counts once. */
#include "base/base.h"
#include "render/message.h"
#include "web/route.h"

/* The page goes on by itself, and does not send elsewhere: a browser that came from a mail would leave the cookie
 * out. */
static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *token = page_value(a, "token");
	if (!token || !route_enter(a, token, out))
		return fault_make(FAULT_REFUSED, "this link does not count any more, or never did. Start the server "
			"again, and open the link that it shows");
	const struct message m = { .reader = &a->reader, .title = PHRASE("You have entered"),
		.says = PHRASE("The inbox opens by itself."), .back = "/", .at_once = true,
		.served = &(const struct served){ .csrf = "", .here = "/" } };
	message_put(&m, out->body);
	return NULL;
}

const struct page page_enter = { .paths = (const char *const[]){ "/enter", NULL }, .needs = PAGE_NOBODY, .get = get };
