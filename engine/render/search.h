/* search.h: the page of what was found over all packages.  For web/. */
#ifndef RENDER_SEARCH_H
#define RENDER_SEARCH_H
#include "base/buf.h"
#include "base/phrase.h"
#include "view/search.h"
#include "view/served.h"

struct search_page {
	const struct reader *reader;
	const struct served *served;
	const struct search *found;
	const char *question;
};
/* into is emptied first. */
void search_put(const struct search_page *, struct buf *into);
#endif
