/* page_healthz.c: whether the server answers; for those who watch over it. */
#include "base/base.h"
#include "web/page.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	(void)a;
	out->type = "application/json";
	buf_text(out->body, "{\"status\":\"ok\"}\n");
	return NULL;
}

const struct page page_healthz = { .paths = (const char *const[]){ "/healthz", NULL }, .needs = PAGE_NOBODY,
                                   .get = get };
