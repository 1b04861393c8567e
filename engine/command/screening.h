/* screening.h: the go or no-go page at the terminal, for `new` and `screen`.  For command/. */
#ifndef COMMAND_SCREENING_H
#define COMMAND_SCREENING_H
#include "command/env.h"
#include "base/fault.h"
#include "desk/desk.h"

/* Each question with its answer and what the code means, then what stands against going on. */
const struct fault *screening_show(struct scope *, const struct env *, struct desk *) MUST_USE;
#endif
