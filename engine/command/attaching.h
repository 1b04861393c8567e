/* attaching.h: what attaching files would do, or did, shown at the terminal.  For command/cmd_attach.c. */
#ifndef COMMAND_ATTACHING_H
#define COMMAND_ATTACHING_H
#include "base/base.h"
#include "command/env.h"
#include "intake/attaching.h"

/* A line for each file, what it says of itself and what is to know under it; then what was left. */
void attaching_show(const struct env *, const struct attaching *);
/* What stands against it as one fault, NULL: nothing does.  Where it is more than one thing, each is told before on
 * env->err, set in; so is what each answer takes that lacks. */
const struct fault *attaching_fault(struct scope *, const struct env *, const struct attaching *,
                                    const struct template *, size_t language) MUST_USE;
#endif
