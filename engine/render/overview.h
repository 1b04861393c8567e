/* overview.h: the front page.  For render/ and command/.  into is emptied first. */
#ifndef RENDER_OVERVIEW_H
#define RENDER_OVERVIEW_H
#include "base/buf.h"
#include "view/view.h"

void overview_put(const struct view *, struct buf *into);
#endif
