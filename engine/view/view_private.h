/* view_private.h: the parts of a view.  For view/ only. */
#ifndef VIEW_VIEW_PRIVATE_H
#define VIEW_VIEW_PRIVATE_H
#include "desk/desk_private.h"
#include "check/facts.h"
#include "view/view.h"

const struct fault *view_take_remarks(struct desk *, struct view *) MUST_USE;
/* The state, and the day its clock runs out. */
void view_take_state(struct desk *, struct view *);
const struct fault *view_take_thread(struct desk *, struct view_remark *) MUST_USE;
/* What the authority said up to an event, that one included (NULL: the last), and our answers by then. */
const struct fault *view_take_deficiencies(struct desk *, struct view *, const char *until) MUST_USE;
struct facts_table view_deficiencies_table(struct scope *, const struct view *);
struct facts_table view_remarks_table(struct scope *, const struct view *);
#endif
