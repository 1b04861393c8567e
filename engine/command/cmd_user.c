/* cmd_user.c: sarflow user: who may enter a home that is served to a team. */
#include "base/base.h"
#include "command/command.h"

const struct command cmd_user = {
	.name = "user", .args = "", .brief = "who may enter where packages are served to a team",
	.help = "An account lets a person in at `sarflow serve --team`. What they may see and do in a package is what\n"
	        "the package's own journal says of their address (sarflow appoint); an account alone shows nothing.",
	.example = "sarflow user add 'Sachiko Endo <sachiko.endo@minato-turbine.example>'", .without = "list",
};
