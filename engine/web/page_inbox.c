/* page_inbox.c: what waits for me, over all packages. */
#include "base/base.h"
#include "render/inbox.h"
#include "view/inbox.h"
#include "web/address.h"
#include "web/route.h"

/* What waits in one package, and its day. */
struct part { struct inbox_items items; int today; };

static const struct fault *make_part(struct page_ask *a, const char *folder, struct desk_templates *templates,
                                     struct shelf_of *of, struct scope *own, struct part *part)
{
	SCOPE(turn);
	struct desk *d = NULL;
	struct world w = *a->world;
	w.directory = folder;
	fault_forget();                 /* of the package before this one */
	shelf_of_package(a->sc, of, folder);
	TRY(page_desk(turn, &w, &a->person, templates, &d));
	shelf_of_uses(a->sc, of, folder, &desk_fold(d)->uses);
	part->today = desk_today(d);
	TRY(inbox_add(own, d, &part->items));
	return fault_missed();          /* it would be kept */
}

static const struct fault *part_of(struct page_ask *a, const char *folder, struct desk_templates *templates,
                                   const struct part **out)
{
	const char *name = route_shelf_name(a, "inbox", folder);
	if ((*out = route_shelf_find(a, name)))
		return NULL;
	struct scope *own = scope_open();
	struct part *part = NEW(own, struct part);
	struct shelf_of *of = shelf_of(a->sc);
	const struct fault *f = make_part(a, folder, templates, of, own, part);
	if (f) {
		route_shelf_leave(a, name);
		scope_close(own);
	} else
		route_shelf_put(a, name, of, own, part, 1024 * (1 + part->items.count));
	*out = part;
	return f;
}

/* A package that cannot be read is named, and hides no other. */
static void look(struct page_ask *a, const char *folder, struct desk_templates *templates, struct inbox_page *page)
{
	const char *name = page_name(a->sc, folder);
	const struct part *part = NULL;
	const struct fault *f = part_of(a, folder, templates, &part);
	if (f) {
		*LIST_ADD(a->sc, &page->unread) = (struct inbox_unread){ name, fault_say(a->sc, &a->reader, f) };
		return;
	}
	for (size_t i = 0; i < part->items.count; i++) {
		struct inbox_item *item = LIST_ADD(a->sc, &page->items);
		*item = part->items.at[i];
		item->address = scope_printf(a->sc, "/p/%s/", address_write(a->sc, name));
	}
	if (part->items.count == 0)
		*LIST_ADD(a->sc, &page->quiet) = name;
	page->today = part->today;
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
