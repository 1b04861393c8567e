/* screening.h: the go or no-go page.  For render/ and command/. */
#ifndef RENDER_SCREENING_H
#define RENDER_SCREENING_H
#include "base/buf.h"
#include "view/view.h"

void screening_put(const struct view *, struct buf *);
#endif
