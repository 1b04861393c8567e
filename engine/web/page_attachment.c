/* page_attachment.c: a file that is evidence as it stands. */
#include "base/base.h"
#include "base/path.h"
#include "web/address.h"
#include "web/page.h"
#include "web/route.h"
#include <sys/stat.h>
#include <unistd.h>

/* What a browser may show by itself.  SVG and HTML can hold programs, and of all else nobody knows: they are saved. */
static const struct { const char *suffix, *type; } shown[] = {
	{ ".pdf", "application/pdf" }, { ".png", "image/png" }, { ".jpg", "image/jpeg" }, { ".jpeg", "image/jpeg" },
	{ ".gif", "image/gif" }, { ".txt", "text/plain; charset=utf-8" },
};

static bool ends_so(const char *name, const char *suffix)
{
	size_t n = strlen(name), k = strlen(suffix);
	return n > k && strcasecmp(name + n - k, suffix) == 0;
}

static void choose_type(struct page_ask *a, struct page_reply *out, const char *name)
{
	const char *how = "attachment";
	out->type = "application/octet-stream";
	for (size_t i = 0; i < countof(shown); i++)
		if (ends_so(name, shown[i].suffix)) {
			out->type = shown[i].type;
			how = "inline";
		}
	out->disposition = scope_printf(a->sc, "%s; filename*=UTF-8''%s", how, address_write(a->sc, name));
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct package *p = NULL;
	struct store_id id;
	struct stat st;
	int fd = -1;
	const char *version = page_value(a, "version"); /* an older one, as a comparison shows it */
	TRY(desk_package(a->desk, version && *version ? version : "main", &p, &id));
	const struct package_attachment *at = package_attachment(p, strchr(a->path + strlen("/p/"), '/') + 1);
	if (!at)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(package_open(p, at->entry, &fd));
	out->fd = fd;
	TRY(route_note(a, at->entry->path));
	if (fstat(fd, &st) != 0)
		return fault_errno("{file}", at->entry->path);
	out->size = (uint64_t)st.st_size;
	choose_type(a, out, path_base(at->entry->path));
	return NULL;
}

const struct page page_attachment = { .paths = (const char *const[]){ "/p/{}/attachments/{*}", NULL },
                                      .needs = PAGE_DESK, .get = get };
