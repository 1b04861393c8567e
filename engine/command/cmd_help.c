/* cmd_help.c: sarflow help: all commands, or one. */
#include "base/base.h"
#include "command/command.h"
#include "command/term.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct command_line asked;
	const char *const words[] = { "--help", "--", command_word(l, 0), command_word(l, 1) };
	if (words[2]) {
		/* the same walk, so that the same words are understood and the same mistakes told */
		TRY(command_parse(sc, (int)l->words.count + 2, words, &asked));
		if (asked.words.count)
			return fault_advise(fault_make(FAULT_USAGE, "\"{word}\" is one word too many",
			                               asked.words.at[0]), REMEDY("help", "", asked.command->name));
		command_print_help(env, asked.command);
		return NULL;
	}
	term_printf(env, "sarflow: %s\n\n  sarflow [-C FOLDER] COMMAND [WORDS] [OPTIONS]\n\n",
	            term_text(env, WORD("source approval packages as files, checked, signed and handed over")));
	command_print_table(env);
	term_printf(env, "\n%s\n", term_text(env, WORD("For every command")));
	command_print_globals(env);
	term_say(env,
	         "\nExit status: 0 clean, 1 findings of level error, 2 wrong use, 3 anything that stopped the work.\n");
	return NULL;
}

const struct command cmd_help = {
	.name = "help", .args = "[COMMAND [WORD]]", .brief = "all commands, or one of them",
	.help = "The same as sarflow COMMAND --help.", .example = "sarflow help check\nsarflow help remark add",
	.max_words = 2, .alone = true, .run = run,
};
