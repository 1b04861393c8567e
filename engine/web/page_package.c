/* page_package.c: the pages of a package that are written into a folder as well: overview, elements, registers, ... */
#include "base/base.h"
#include "render/site.h"
#include "view/fallen.h"
#include "view/served.h"
#include "web/page.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *path = strchr(a->path + strlen("/p/"), '/') + 1;
	struct served *own = NEW(a->sc, struct served);
	*own = *a->view->served;
	own->sort = page_value(a, "sort");
	a->view->served = own;
	if (strcmp(path, "index.html") == 0)
		TRY(fallen_take(a->desk, a->view));
	if (!site_page(a->sc, a->view, path, out->body))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	return NULL;
}

const struct page page_package = {
	.paths = (const char *const[]){ "/p/{}/{}.html", "/p/{}/evidence/{}.html", "/p/{}/registers/{}.html", NULL },
	.needs = PAGE_VIEW, .get = get };
