/* cmd_import.c: sarflow import: a live package from a plain folder. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = NULL;
	struct names strays = {0};
	struct env errors = *env;
	errors.out = env->err;
	const struct fault *f = edit_import(sc, &env->world, &env->person, env_progress(sc, env), command_word(l, 0),
	                                    &folder, &strays);
	for (size_t i = 0; i < strays.count; i++)
		term_say(&errors, "sarflow: {file} is at no place of a package and stays behind\n", strays.at[i]);
	TRY(f);
	term_say(env, "made {folder}\n", folder);
	return NULL;
}

const struct command cmd_import = {
	.name = "import", .args = "FOLDER", .brief = "make a package from a plain folder",
	.help = "Copies a folder that is laid out as packages/README.md says into a new package, named by the id in\n"
	        "its package.yaml, and saves it as the first version. The folder itself is left alone.",
	.example = "sarflow import packages/F110-NOZ-001", .min_words = 1, .max_words = 1, .run = run,
};
