/* history.h: the history page, newest first.  For render/ and command/.  into is emptied first. */
#ifndef RENDER_HISTORY_H
#define RENDER_HISTORY_H
#include "base/buf.h"
#include "view/view.h"

void history_put(const struct view *, struct buf *into);
#endif
