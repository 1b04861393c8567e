/* taking.h: what `sarflow take` does, and `sarflow return` with a workbook of our own.  For command/. */
#ifndef COMMAND_TAKING_H
#define COMMAND_TAKING_H
#include "command/command.h"
#include "desk/take.h"

/* The options that both have. */
#define TAKING_OPTIONS  { "message", 'm', "TEXT", "for the history; else the names of the files" }, \
	{ "html", 0, "FILE", "write what would change as a page, too" }, \
	{ "all", 'a', NULL, "show every doubt and all words of a text" }, \
	{ "dry-run", 'n', NULL, "only show what would change" }

/* The words of the line are files. */
const struct fault *taking_run(struct scope *, const struct env *, struct command_line *, struct desk *,
                               const struct take_wish *) MUST_USE;
#endif
