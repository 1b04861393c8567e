/* page_metrics.c: how much was answered and how fast; for those who watch over the server, on its own machine. */
#include "base/base.h"
#include "web/route.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	if (!route_is_near(a))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	out->type = "text/plain; version=0.0.4; charset=utf-8";
	counts_put(route_counts(a), out->body);
	return NULL;
}

const struct page page_metrics = { .paths = (const char *const[]){ "/metrics", NULL }, .needs = PAGE_NOBODY,
                                   .get = get };
