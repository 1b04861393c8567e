/* element.h: the page of one element: each passage beside the checklist lines it answers, the findings in it and the
 * remarks on it.  For render/ and the bench.  into is emptied first. */
#ifndef RENDER_ELEMENT_H
#define RENDER_ELEMENT_H
#include "base/buf.h"
#include "view/view.h"

/* Its document's tree is used up: it becomes HTML. */
void element_put(struct scope *, const struct view *, const struct template_element *, struct buf *into);
/* The same text in another language. */
void element_put_companion(struct scope *, const struct view *, const struct package_document *, struct buf *into);
#endif
