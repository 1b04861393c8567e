/* history.h: the history page, newest first, and a part of it.  For render/, web/ and command/. */
#ifndef RENDER_HISTORY_H
#define RENDER_HISTORY_H
#include "base/buf.h"
#include "view/view.h"

/* into is emptied first. */
void history_put(const struct view *, struct buf *into);
/* What came after the event of this id, oldest first: a list to stand in a page. */
void history_put_later(const struct view *, const char *id, struct buf *);
/* What the reader has just recorded or saved (served->before), where the page is the answer to it; else nothing. */
void history_put_done(const struct view *, const char *root, struct buf *);
#endif
