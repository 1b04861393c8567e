/* cmd_version.c: sarflow version. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	(void)sc;
	(void)l;
	term_say(env, env->json ? "{\"version\": \"%s\"}\n" : "sarflow %s\n", SARFLOW_VERSION);
	return NULL;
}

const struct command cmd_version = {
	.name = "version", .args = "", .brief = "the version of this program", .help = "The version stands in every output, too.",
	.example = "sarflow version", .run = run,
};
