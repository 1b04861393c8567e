/* cmd_hook.c: sarflow hook: addresses that a team's server tells of events. */
#include "base/base.h"
#include "command/command.h"

const struct command cmd_hook = {
	.name = "hook", .args = "", .brief = "tell other programs, over the web, that something happened",
	.help = "While `sarflow serve --team` runs, each new event is told to the addresses there are, whether it was "
	        "recorded\n"
	        "by a page, the API, a push or a command: which event of which package, its kind, who and when, and "
	        "nothing\n"
	        "of what it says. An address is of a person, and is told of what that person may see.",
	.example = "sarflow hook add sachiko.endo@minato-turbine.example https://plm.minato-turbine.example/sar",
	.without = "list",
};
