/* remarks.h: remarks on a terminal and as JSON. */
#ifndef COMMAND_REMARKS_H
#define COMMAND_REMARKS_H
#include "base/env.h"
#include "package/view.h"

/* all: closed ones, too.  mine: only those whose owner is this person, or one of the roles the person holds. */
void remarks_list(const struct env *, const struct view *, bool all, bool mine);
/* One with its whole story. */
const struct fault *remarks_show(struct scope *, const struct env *, struct desk *, const struct view *, int number) MUST_USE;
bool remarks_is_mine(const struct env *, const struct view *, const struct fold_remark *);
#endif
