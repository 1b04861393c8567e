/* page_attachment.c: a file that is evidence as it stands. */
#include "base/base.h"
#include "base/path.h"
#include "web/page_files.h"
#include "web/route.h"

const struct fault *page_get_attachment(struct page_ask *a, struct page_reply *out)
{
	struct package *p = NULL;
	struct store_id id;
	int fd = -1;
	const char *version = page_value(a, "version"); /* an older one, as a comparison shows it */
	TRY(desk_package(a->desk, version && *version ? version : "main", &p, &id));
	const struct package_attachment *at = package_attachment(p, scope_printf(a->sc, "attachments/%s", a->holes[1]));
	if (!at)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(package_open(p, at->entry, &fd));
	TRY(page_give(a, out, fd, path_base(at->entry->path)));
	return route_note(a, at->entry->path);
}

const struct page page_attachment = { .paths = (const char *const[]){ "/p/{}/attachments/{*}", NULL },
                                      .needs = PAGE_DESK, .get = page_get_attachment };
