/* changes.h: the page of what changed, one file that needs no other.  For render/, web/ and command/. */
#ifndef RENDER_CHANGES_H
#define RENDER_CHANGES_H
#include "base/buf.h"
#include "base/fault.h"
#include "view/changes.h"

/* Texts inline, and side by side at a key; pictures of both states beside each other.  into is emptied first.  The
 * texts' trees are used up. */
const struct fault *changes_put(struct scope *, const struct changes *, struct buf *into) MUST_USE;
/* The same without head and foot, behind what is in b, for a page that has its own.  sides: old and new in two columns,
 * without a script. */
const struct fault *changes_put_all(struct scope *, const struct changes *, bool sides, struct buf *b) MUST_USE;
const char *changes_style_sheet(size_t *len);
#endif
