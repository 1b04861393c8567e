/* cmd_seal.c: sarflow seal: the next submittal. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	int number = 0;
	TRY(env_open_desk(sc, env, &d));
	const struct fault *f = act_seal(d, command_value(l, "role"), &number);
	show_shut(env, desk_shut(d));
	TRY(f);
	term_say(env, "sealed submittal {number}; make what is handed over with: {command}\n", number,
	         remedy_line(sc, REMEDY("export")));
	return NULL;
}

static const struct command_option options[] = { { "role", 'r', "ROLE", "seal in this of your roles" }, { 0 } };

const struct command cmd_seal = {
	.name = "seal", .args = "", .brief = "seal the newest saved version as a submittal",
	.help = "Records the number, the version, the day and the SHA-256 of every file that is handed over. A "
	        "submittal\n"
	        "never changes; the next one gets the next number.",
	.example = "sarflow seal", .options = options, .run = run,
};
