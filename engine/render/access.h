/* access.h: who opened which file of a package, and when, where a team is served.  For web/. */
#ifndef RENDER_ACCESS_H
#define RENDER_ACCESS_H
#include "base/buf.h"
#include "view/view.h"

struct access_row { const char *at, *who, *what; };
/* A part of a page.  more: there are older ones. */
void access_put(struct buf *, const struct view *, const struct access_row *, size_t count, bool more);
#endif
