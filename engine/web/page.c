/* page.c: what several pages of the server share. */
#include "base/base.h"
#include "base/path.h"
#include "view/served.h"
#include "web/address.h"
#include "web/page_files.h"
#include <sys/stat.h>
#include <unistd.h>

const char *page_name(struct scope *sc, const char *folder)
{
	size_t n = strlen(folder);
	while (n > 1 && folder[n - 1] == '/')
		n--;
	return path_base(scope_copy_bytes(sc, folder, n));
}

const struct fault *page_desk(struct scope *sc, const struct world *w, const struct person *p,
                              struct desk_templates *templates, struct desk **out)
{
	struct person own = *p;
	const struct fault *f = desk_open(sc, w, p, NULL, templates, out);
	if (!f || f->code != FAULT_USAGE || !p->language)
		return f;
	own.language = NULL;
	return desk_open(sc, w, &own, NULL, templates, out);
}

void page_go(const struct page_ask *k, struct page_reply *out, const char *page)
{
	out->status = 303;
	out->location = scope_printf(k->sc, "/p/%s/%s", address_write(k->sc, k->holes[0]), page);
}

void page_go_done(const struct page_ask *k, struct page_reply *out, const char *page, const char *saved)
{
	const char *mark = strchr(page, '?') ? "&" : "?";
	page_go(k, out, scope_printf(k->sc, "%s%sbefore=%s%s%s", page, mark, k->view->served->stand,
	                             saved && *saved ? "&saved=" : "", saved ? saved : ""));
}

void page_close(struct page_reply *r)
{
	if (r->fd >= 0)
		close(r->fd);
	r->fd = -1;
}

const char *page_value(const struct page_ask *a, const char *name)
{
	size_t at = 0;
	return page_next(a, name, &at);
}

void page_set(struct page_ask *a, const char *name, const char *value)
{
	for (size_t i = 0; i < a->values.count; i++)
		if (strcmp(a->values.at[i].name, name) == 0) {
			a->values.at[i].value = value;
			return;
		}
	*LIST_ADD(a->sc, &a->values) = (struct page_value){ name, value };
}

const char *page_next(const struct page_ask *a, const char *name, size_t *at)
{
	for (; *at < a->values.count; ++*at)
		if (strcmp(a->values.at[*at].name, name) == 0)
			return a->values.at[(*at)++].value;
	return NULL;
}

/* --- a file as evidence stands --- */

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

static void choose_type(const struct page_ask *a, struct page_reply *out, const char *name)
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

const struct fault *page_give(const struct page_ask *a, struct page_reply *out, int fd, const char *name)
{
	struct stat st;
	out->fd = fd;
	if (fstat(fd, &st) != 0)
		return fault_errno("{file}", name);
	out->size = (uint64_t)st.st_size;
	choose_type(a, out, name);
	return NULL;
}
