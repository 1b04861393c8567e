/* finds.h: where words stand, over all packages that a person may see.  For web/. */
#ifndef WEB_FINDS_H
#define WEB_FINDS_H
#include "view/search.h"
#include "web/page.h"

/* A package that cannot be read hides no other: the board says why.  question NULL: nothing is found. */
struct search *finds_of(struct page_ask *, const char *question);
#endif
