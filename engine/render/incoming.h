/* incoming.h: what would come in from outside, as a part of a page.  For render/ and web/. */
#ifndef RENDER_INCOMING_H
#define RENDER_INCOMING_H
#include "base/buf.h"
#include "intake/attaching.h"
#include "view/incoming.h"
#include "view/view.h"

/* What is to be looked at first, then each table in a line, then the changes.  The texts' trees are used up. */
const struct fault *incoming_put(struct scope *, const struct view *, const struct incoming *, struct buf *) MUST_USE;
/* What attaching files would do, and what stands against it; answers that lack as fields of a form, named
 * "set.COLUMN". */
void incoming_put_attaching(struct buf *, const struct view *, const struct attaching *);
/* Is there nothing but answers that stands against it? */
bool incoming_only_lacks(const struct attaching *);
#endif
