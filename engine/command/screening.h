/* screening.h: the go or no-go page at the terminal, for `new` and `screen`.  For command/. */
#ifndef COMMAND_SCREENING_H
#define COMMAND_SCREENING_H
#include "command/env.h"
#include "base/fault.h"
#include "desk/desk.h"
#include "view/screening.h"

/* Each question with its answer and what the code means, then what stands against going on. */
void screening_show(const struct env *, const struct screening *);
#endif
