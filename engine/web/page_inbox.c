/* page_inbox.c: what waits for me, over all packages. */
#include "base/base.h"
#include "render/inbox.h"
#include "view/inbox.h"
#include "web/address.h"
#include "web/route.h"

/* A package that cannot be read is named, and hides no other. */
static void look(struct page_ask *a, const char *folder, struct desk_templates *templates, struct inbox_page *page)
{
	SCOPE(turn);
	struct desk *d = NULL;
	struct world w = *a->world;
	const char *name = page_name(a->sc, folder);
	size_t before = page->items.count;
	w.directory = folder;
	const struct fault *f = page_desk(turn, &w, &a->person, templates, &d);
	if (!f)
		f = inbox_add(a->sc, d, &page->items);
	if (f) {
		page->items.count = before;
		*LIST_ADD(a->sc, &page->unread) = (struct inbox_unread){ name, fault_say(a->sc, &a->reader, f) };
		return;
	}
	for (size_t i = before; i < page->items.count; i++)
		page->items.at[i].address = scope_printf(a->sc, "/p/%s/", address_write(a->sc, name));
	if (before == page->items.count)
		*LIST_ADD(a->sc, &page->quiet) = name;
	page->today = desk_today(d);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct inbox_page page = { .reader = &a->reader, .served = route_served(a) };
	struct desk_templates *templates = desk_templates_new(a->sc);
	for (size_t i = 0; i < a->folders->count; i++)
		look(a, a->folders->at[i], templates, &page);
	inbox_sort(&page.items);
	inbox_put(&page, out->body);
	return NULL;
}

const struct page page_inbox = { .paths = (const char *const[]){ "/", NULL }, .needs = PAGE_HOME, .get = get };
