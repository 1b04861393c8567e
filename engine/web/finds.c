/* finds.c: one package after the other is looked through. */
#include "base/base.h"
#include "web/finds.h"

static void look(struct page_ask *a, const char *folder, struct desk_templates *templates, struct search *out)
{
	SCOPE(turn);
	struct desk *d = NULL;
	struct world w = *a->world;
	size_t before = out->hits.count;
	w.directory = folder;
	fault_forget();                 /* of the package before this one */
	/* that it cannot be read is told on the board */
	if (FAILED(page_desk(turn, &w, &a->person, templates, &d)) || FAILED(search_add(a->sc, d, out)))
		out->hits.count = before;
	for (size_t i = before; i < out->hits.count; i++)
		out->hits.at[i].package = page_name(a->sc, folder);
}

struct search *finds_of(struct page_ask *a, const char *question)
{
	struct search *found = NEW(a->sc, struct search);
	struct desk_templates *templates = desk_templates_new(a->sc);
	found->words = search_words(a->sc, question ? question : "");
	for (size_t i = 0; i < a->folders->count && found->words->count; i++)
		look(a, a->folders->at[i], templates, found);
	return found;
}
