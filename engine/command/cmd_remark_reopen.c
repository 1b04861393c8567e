/* cmd_remark_reopen.c: sarflow remark reopen: a remark is not settled after all. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/said.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	int number;
	TRY(said_number(l, &number));
	TRY(said_read(sc, env, l, &o));
	TRY(env_open_desk(sc, env, &d));
	TRY(act_reopen(d, number, &o));
	term_say(env, "remark {number} is open again\n", number);
	return NULL;
}

static const struct command_option options[] = { SAID_TEXT, SAID_REPORTED, SAID_ROLE, { 0 } };

const struct command cmd_remark_reopen = {
	.name = "remark reopen", .args = "N", .brief = "open a remark again",
	.help = "Says with -m what is still wrong. The next answer --changed must then be a new change.",
	.example = "sarflow remark reopen 3 -m \"The gauge is still not named.\"", .options = options,
	.min_words = 1, .max_words = 1, .run = run,
};
