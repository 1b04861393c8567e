/* page_access.c: who opened which file of a package. */
#include "base/base.h"
#include "render/access.h"
#include "web/readings.h"
#include "web/record.h"
#include "web/route.h"

enum { SHOWN = 1000 };

static void put(struct buf *b, struct page_ask *a)
{
	const struct readings_accesses *all = a->own;
	size_t count = all->count < SHOWN ? all->count : SHOWN;
	struct access_row *rows = NEWS(a->sc, struct access_row, count + 1);
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct access_row){ all->at[i].at, all->at[i].email, all->at[i].what };
	access_put(b, a->view, rows, count, all->count > SHOWN);
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	struct readings_accesses all = {0};
	if (!route_is_team(a))
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	TRY(readings_accesses(a->sc, route_accounts(a), a->holes[0], SHOWN + 1, &all));
	a->own = &all;
	out->etag = NULL;                       /* it changes when nothing of the package does */
	record_page(a, out, "access.html", phrase_word(a->view->reader, WORD("Who opened which file")), put);
	return NULL;
}

const struct page page_access = { .paths = (const char *const[]){ "/p/{}/access.html", NULL }, .needs = PAGE_VIEW,
                                  .get = get };
