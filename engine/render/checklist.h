/* checklist.h: the checklist as a page, and one line of it beside a text.  For render/. */
#ifndef RENDER_CHECKLIST_H
#define RENDER_CHECKLIST_H
#include "base/buf.h"
#include "view/view.h"

/* Every line that applies, by element, with where it is answered.  into is emptied first. */
void checklist_put(const struct view *, struct buf *into);
/* Where a line is answered; here: on the element's own page, in evidence/, else from the top. */
void checklist_where(struct buf *, const struct view *, const struct template_requirement *, bool here);
/* How sure we are that it is asked for: a note of the team, not for whom it is handed to. */
void checklist_basis(struct buf *, const struct view *, const struct template_requirement *);
#endif
