/* page_search.c: where words stand, over all packages. */
#include "base/base.h"
#include "render/search.h"
#include "web/finds.h"
#include "web/record.h"
#include "web/route.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *question = record_value(a, "words");
	const struct search_page page = { &a->reader, route_served(a), finds_of(a, question),
		question ? question : "" };
	search_put(&page, out->body);
	return NULL;
}

const struct page page_search = { .paths = (const char *const[]){ "/search", NULL }, .needs = PAGE_HOME, .get = get };
