/* page_api_description.c: what the API answers, as OpenAPI describes such things. */
#include "base/base.h"
#include "openapi.inc"
#include "web/page.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	(void)a;
	out->type = "application/json";
	buf_put(out->body, openapi, sizeof openapi - 1);
	return NULL;
}

const struct page page_api_description = { .paths = (const char *const[]){ "/api/v1/openapi.json", NULL },
                                           .needs = PAGE_NOBODY, .get = get, .asker = PAGE_PROGRAM };
