/* page_search.c: where words stand, over all packages. */
#include "base/base.h"
#include "render/search.h"
#include "web/address.h"
#include "web/record.h"
#include "web/route.h"

/* A package that cannot be read says so on the board; it hides no other here. */
static void look(struct page_ask *a, const char *folder, struct desk_templates *templates, struct search *out)
{
	SCOPE(turn);
	struct desk *d = NULL;
	struct world w = *a->world;
	size_t before = out->hits.count;
	w.directory = folder;
	if (FAILED(page_desk(turn, &w, &a->person, templates, &d)) || FAILED(search_add(a->sc, d, out)))
		out->hits.count = before;
	for (size_t i = before; i < out->hits.count; i++)
		out->hits.at[i].package = page_name(a->sc, folder);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	const char *question = record_value(a, "words");
	struct search found = { .words = search_words(a->sc, question ? question : "") };
	struct desk_templates *templates = desk_templates_new(a->sc);
	for (size_t i = 0; i < a->folders->count && found.words->count; i++)
		look(a, a->folders->at[i], templates, &found);
	const struct search_page page = { &a->reader, route_served(a), &found, question ? question : "" };
	search_put(&page, out->body);
	return NULL;
}

const struct page page_search = { .paths = (const char *const[]){ "/search", NULL }, .needs = PAGE_HOME, .get = get };
