/* cmd_template.c: sarflow template: list, check and draw templates. */
#include "base/base.h"
#include "command/command.h"

const struct command cmd_template = {
	.name = "template", .args = "graph|lint|list [NAME]", .brief = "list, check or draw templates",
	.help = "A template says what a sort of package holds, what is checked and how it moves: templates/README.md.",
	.example = "sarflow template list\nsarflow template lint repair",
};
