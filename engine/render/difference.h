/* difference.h: the page of what changed, one file that needs no other. */
#ifndef RENDER_DIFFERENCE_H
#define RENDER_DIFFERENCE_H
#include "base/buf.h"
#include "base/fault.h"
#include "view/difference.h"

/* Texts inline, and side by side at a key; pictures of both states beside each other.  into is emptied first.  The
 * texts' trees are used up. */
const struct fault *difference_put(struct scope *, const struct difference *, struct buf *into) MUST_USE;
#endif
