/* page_paper.c: a letter that is filed, or the workbook of an export, as the journal holds it. */
#include "base/base.h"
#include "desk/desk.h"
#include "web/page_files.h"
#include "web/route.h"

const struct fault *page_get_paper(struct page_ask *a, struct page_reply *out)
{
	struct desk_paper p;
	int fd = -1;
	TRY(desk_paper_find(a->sc, a->desk, a->holes[1], false, &p));
	TRY(desk_paper_open(a->desk, &p, &fd));
	TRY(page_give(a, out, fd, p.name));
	return route_note(a, p.path);
}

const struct page page_paper = { .paths = (const char *const[]){ "/p/{}/paper/{}", NULL }, .needs = PAGE_DESK,
                                 .get = page_get_paper };
