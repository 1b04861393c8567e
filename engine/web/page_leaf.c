/* page_leaf.c: one page of a PDF of the package, as a picture. */
#include "base/base.h"
#include "base/path.h"
#include "text/page_picture.h"
#include "web/page_files.h"
#include "web/record.h"
#include "web/route.h"
#include <unistd.h>

enum { LARGEST = 64 << 20, DIGITS = 5 };        /* bytes of a PDF that is drawn; digits of a page's number */

static const struct fault *draw(struct page_ask *a, struct page_reply *out, struct package *p,
                                const struct package_attachment *at, int page)
{
	size_t len = 0;
	int fd = -1;
	TRY(package_open(p, at->entry, &fd));
	const char *png = page_picture_png(a->sc, fd, page, &len);
	close(fd);
	if (!png)
		return fault_make(FAULT_NOT_FOUND, "page {page} of {file} cannot be shown as a picture here; open the "
			"file", page, at->entry->path);
	buf_put(out->body, png, len);
	out->type = "image/png";
	return NULL;
}

const struct fault *page_get_leaf(struct page_ask *a, struct page_reply *out)
{
	struct package *p = NULL;
	struct store_id id;
	const char *file = record_value(a, "file"), *n = record_value(a, "page"), *version = record_value(a, "version");
	int page = n && strlen(n) <= DIGITS && !n[strspn(n, "0123456789")] ? atoi(n) : 0;
	TRY(desk_package(a->desk, version ? version : "main", &p, &id));
	const struct package_attachment *at = file ? package_attachment(p, file) : NULL;
	if (!at || page < 1 || (at->pages && page > at->pages) || !path_has_suffix(at->entry->path, ".pdf")
	    || at->entry->size > LARGEST)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(route_note(a, scope_printf(a->sc, "%s, page %d", at->entry->path, page)));
	return draw(a, out, p, at, page);
}

const struct page page_leaf = { .paths = (const char *const[]){ "/p/{}/leaf.png", NULL }, .needs = PAGE_DESK,
                                .get = page_get_leaf };
