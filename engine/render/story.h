/* story.h: the history page, newest first.  into is emptied first. */
#ifndef RENDER_STORY_H
#define RENDER_STORY_H
#include "base/buf.h"
#include "view/view.h"

void story_put(const struct view *, struct buf *into);
#endif
