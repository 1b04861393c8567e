/* cmd_appoint.c: sarflow appoint: bind a person to roles. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct names roles = command_values(sc, l, "role"), addresses = command_values(sc, l, "address"),
	             keys = command_values(sc, l, "key");
	if (roles.count && command_flag(l, "end"))
		return fault_make(FAULT_USAGE, "{option} takes all roles away; it does not go with {other}", "--end",
		                  "--role");
	if (roles.count == 0 && !command_flag(l, "end"))
		return fault_advise(fault_make(FAULT_USAGE, "say the roles; {option} takes all of them away", "--end"),
		                    REMEDY("", "role", "ROLE"));
	TRY(env_open_desk(sc, env, &d));
	TRY(act_appoint(d, command_word(l, 0), &roles, &addresses, &keys));
	if (roles.count)
		term_say(env, "{person} now holds: {roles}\n", command_word(l, 0), list_join(sc, &roles, " "));
	else
		term_say(env, "{person} holds no role any more\n", command_word(l, 0));
	return NULL;
}

static const struct command_option options[] = {
	{ "role", 'r', "ROLE", "a role held from now on; replaces those held before", true },
	{ "address", 0, "ADDRESS", "another address of this person", true },
	{ "key", 0, "KEY", "a public key of this person, as in a file .pub; replaces those bound before", true },
	{ "end", 0, NULL, "take all roles away; what was signed stands" },
	{ 0 },
};

const struct command cmd_appoint = {
	.name = "appoint", .args = "'NAME <ADDRESS>'", .brief = "bind a person to roles",
	.help = "Only people appointed to a package can act on it. The template says which roles there are and who "
	        "may\n"
	        "appoint.",
	.example = "sarflow appoint 'Aiko Sato <aiko.sato@minato-turbine.example>' --role quality",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
