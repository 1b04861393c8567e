/* remarks.h: remarks on a terminal and as JSON.  For command/. */
#ifndef COMMAND_REMARKS_H
#define COMMAND_REMARKS_H
#include "command/env.h"
#include "view/view.h"

/* all: closed ones, too.  mine: only those for the person at the terminal (remark_is_for). */
void remarks_list(const struct env *, const struct view *, bool all, bool mine);
/* One with its whole story. */
const struct fault *remarks_show(struct scope *, const struct env *, struct desk *, const struct view *, int number) MUST_USE;
#endif
