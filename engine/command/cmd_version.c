/* cmd_version.c: sarflow version. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "render/json.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	(void)l;
	if (env->json)
		show_json(env, json_of_version(sc));
	else
		term_printf(env, "sarflow %s\n", SARFLOW_VERSION);
	return NULL;
}

const struct command cmd_version = {
	.name = "version", .args = "", .brief = "the version of this program",
	.help = "The version stands in every output, too.",
	.example = "sarflow version", .json = true, .alone = true, .run = run,
};
