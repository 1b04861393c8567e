/* cmd_new.c: sarflow new: make a package from a template. */
#include "base/base.h"
#include "base/term.h"
#include "command/command.h"
#include "package/edit.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	const char *folder = NULL;
	struct names fields = command_values(sc, l, "set");
	if (!command_value(l, "template") || !command_value(l, "category"))
		return fault_make(FAULT_USAGE, "say --template NAME and --category CATEGORY; see: sarflow template list");
	TRY(edit_new(sc, env, command_word(l, 0), command_value(l, "template"), command_value(l, "category"),
	             command_value(l, "title") ? command_value(l, "title") : command_word(l, 0), &fields, &folder));
	term_say(env, "made %s\nfill in package.yaml, then see what is missing with: sarflow -C %s status\n", folder, folder);
	return NULL;
}

static const struct command_option options[] = {
	{ "template", 't', "NAME", "the sort of package; see: sarflow template list" },
	{ "category", 'c', "CATEGORY", "one of the template's categories" },
	{ "title", 0, "TEXT", "what the package is about" },
	{ "set", 's', "FIELD=VALUE", "an identity field of package.yaml; may be repeated" },
	{ 0 },
};

const struct command cmd_new = {
	.name = "new", .args = "ID", .brief = "make a package from a template",
	.help = "Makes the folder ID with package.yaml, the template's skeletons and empty registers, its own git\n"
	        "repository, and the opening event of its journal, which carries a copy of the template. You are\n"
	        "its founder.",
	.example = "sarflow new F110-NOZ-002 --template repair --category IV --set nsn=2840-01-999-9904",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
