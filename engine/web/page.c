/* page.c: what several pages of the server share. */
#include "base/base.h"
#include "base/path.h"
#include "web/address.h"
#include "web/page.h"
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

const char *page_next(const struct page_ask *a, const char *name, size_t *at)
{
	for (; *at < a->values.count; ++*at)
		if (strcmp(a->values.at[*at].name, name) == 0)
			return a->values.at[(*at)++].value;
	return NULL;
}
