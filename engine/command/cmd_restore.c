/* cmd_restore.c: sarflow restore: files back from a version. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "desk/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	size_t count = 0;
	const char *path = command_word(l, 0), *version = command_value(l, "version");
	TRY(env_open_desk(sc, env, &d));
	TRY(edit_restore(d, version ? version : "main", strcmp(path, ".") == 0 ? "" : path, &count));
	term_say(env, "restored {count} {count:file|files}\n", count);
	return NULL;
}

static const struct command_option options[] = {
	{ "version", 'v', "VERSION", "the version to take them from; else the newest saved one" },
	{ 0 },
};

const struct command cmd_restore = {
	.name = "restore", .args = "FILE", .brief = "bring files back from a saved version",
	.help = "Writes a file, or all below a folder (. for everything), as it was in a version; "
	        "attachments come with\n"
	        "their content. What you changed in these files since then is lost.",
	.example = "sarflow restore registers/operations.csv", .options = options, .min_words = 1, .max_words = 1,
	.run = run,
};
