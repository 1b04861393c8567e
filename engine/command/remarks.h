/* remarks.h: remarks on a terminal. */
#ifndef COMMAND_REMARKS_H
#define COMMAND_REMARKS_H
#include "base/env.h"
#include "view/view.h"

/* Each in short, with the answer in force. */
void remarks_show_list(const struct env *, const struct view *);
/* One with its whole thread (view_of_remark). */
void remarks_show(const struct env *, const struct view_remark *);
#endif
