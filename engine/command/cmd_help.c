/* cmd_help.c: sarflow help: all commands, or one. */
#include "base/base.h"
#include "command/command.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	(void)sc;
	const char *name = command_word(l, 0);
	const struct command *c = name ? command_find(name) : NULL;
	if (name && !c)
		return fault_make(FAULT_USAGE, "there is no command \"%s\"; see: sarflow help", name);
	if (c) {
		command_print_help(env, c);
		return NULL;
	}
	fprintf(env->out, "sarflow: source approval packages as files, checked, signed and handed over\n\n"
	        "  sarflow [-C FOLDER] COMMAND [WORDS] [OPTIONS]\n\n");
	command_print_table(env);
	fprintf(env->out, "\nFor every command\n"
	        "  -C FOLDER            work in this package's folder; else in the present one\n"
	        "  --as 'NAME <ADDR>'   who is acting; else git's user.name and user.email\n"
	        "  --as-of DAY          judge as on this day (YYYY-MM-DD); else today\n"
	        "  --json               output for programs\n"
	        "  --lang LANGUAGE      of the template's texts, such as ja\n"
	        "  --no-pager, --no-color, --help\n\n"
	        "Exit status: 0 clean, 1 findings of level error, 2 wrong use, 3 anything that stopped the work.\n");
	return NULL;
}

const struct command cmd_help = {
	.name = "help", .args = "[COMMAND]", .brief = "all commands, or one of them",
	.help = "The same as sarflow COMMAND --help.", .example = "sarflow help check", .max_words = 1, .run = run,
};
