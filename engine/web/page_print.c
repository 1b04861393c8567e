/* page_print.c: what stands on each printed page of a package. */
#include "base/base.h"
#include "render/html.h"
#include "web/page.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const struct package *p = a->view->package;
	out->type = "text/css; charset=utf-8";
	html_running_style(out->body, p->id, p->marking, a->view->version_name);
	return NULL;
}

const struct page page_print = { .paths = (const char *const[]){ "/p/{}/print.css", "/p/{}/{}/print.css", NULL },
                                 .needs = PAGE_VIEW, .get = get };
