/* remarks.h: remarks on a terminal and as JSON.  For command/. */
#ifndef COMMAND_REMARKS_H
#define COMMAND_REMARKS_H
#include "command/env.h"
#include "view/view.h"

/* Each in short, with the answer in force. */
void remarks_show_list(const struct env *, const struct view *);
/* One with its whole thread (view_of_remark). */
void remarks_show(const struct env *, const struct view_remark *);
#endif
