/* papers.h: the options of acts that carry papers: letters, notes, reported days. */
#ifndef COMMAND_PAPERS_H
#define COMMAND_PAPERS_H
#include "command/command.h"
#include "package/act.h"

extern const struct command_option papers_options[];
const struct fault *papers_read(struct scope *, const struct env *, const struct command_line *, struct act_options *) MUST_USE;
#endif
