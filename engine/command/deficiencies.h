/* deficiencies.h: one letter of the authority, many deficiencies.  For command/. */
#ifndef COMMAND_DEFICIENCIES_H
#define COMMAND_DEFICIENCIES_H
#include "command/command.h"
#include "desk/act.h"

/* The newest event that holds a letter of this name. */
const struct fault *deficiencies_letter(struct desk *, const char *name, const char **event) MUST_USE;
/* A remark for each row of a CSV file; what every row shares stands in `all`.  The whole file is looked at before the
 * first is recorded; rows whose number of that letter is recorded already are passed over, so that it can be run
 * again. */
const struct fault *deficiencies_add(struct scope *, const struct env *, struct desk *, const char *path,
                                     const struct act_remark *all,
                                     const struct act_options *) MUST_USE;
#endif
