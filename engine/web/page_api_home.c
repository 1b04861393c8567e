/* page_api_home.c: what waits for a person, and the packages they may see, as JSON. */
#include "base/base.h"
#include "render/json.h"
#include "view/inbox.h"
#include "view/listing.h"
#include "web/address.h"

/* A package that cannot be read is left out: its own address says why. */
static void look(struct page_ask *a, const char *folder, struct desk_templates *templates, struct inbox_items *items,
                 struct listing *list)
{
	SCOPE(turn);
	struct desk *d = NULL;
	struct world w = *a->world;
	size_t before = items->count;
	w.directory = folder;
	fault_forget();                 /* of the package before this one */
	if (FAILED(page_desk(turn, &w, &a->person, templates, &d)))
		return;
	listing_add(a->sc, d, list);
	/* a half of what waits would mislead */
	if (FAILED(inbox_add(a->sc, d, items)) || FAILED(fault_missed()))
		items->count = before;
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct inbox_items items = {0};
	struct listing list = {0};
	struct desk_templates *templates = desk_templates_new(a->sc);
	bool inbox = strcmp(a->path, "/api/v1/inbox") == 0;
	for (size_t i = 0; i < a->folders->count; i++)
		look(a, a->folders->at[i], templates, &items, &list);
	inbox_sort(&items);
	out->type = "application/json";
	json_write(inbox ? json_of_inbox(a->sc, &items) : json_of_listing(a->sc, &list), out->body);
	return NULL;
}

const struct page page_api_home = { .paths = (const char *const[]){ "/api/v1/inbox", "/api/v1/packages", NULL },
                                    .needs = PAGE_HOME, .get = get, .asker = PAGE_PROGRAM };
