/* said.h: what the words of `sarflow remark` share: its number, what is said, the days.  For command/. */
#ifndef COMMAND_SAID_H
#define COMMAND_SAID_H
#include "command/command.h"
#include "desk/act.h"

/* Those that a sub-word lists among its options. */
#define SAID_TEXT       { "text", 'm', "TEXT", "the words, Markdown; - reads them from the standard input" }
#define SAID_ROLE       { "role", 'r', "ROLE", "act in this of your roles" }
#define SAID_REPORTED   { "by", 0, "TEXT", "the authority's: its office and person" }, \
	{ "dated", 0, "DAY", "the authority's: the day it was said" }, \
	{ "received", 0, "DAY", "the authority's: the day you received it" }

/* The options above; those that were not given are NULL. */
const struct fault *said_read(struct scope *, const struct env *, const struct command_line *,
                              struct act_options *) MUST_USE;
/* The remark that the first word names by its number. */
const struct fault *said_number(const struct command_line *, int *number) MUST_USE;
#endif
