/* cmd_remark_close.c: sarflow remark close: a remark is settled. */
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
	TRY(act_close(d, number, &o));
	term_say(env, "remark {number} is closed\n", number);
	return NULL;
}

static const struct command_option options[] = { SAID_TEXT, SAID_REPORTED, SAID_ROLE, { 0 } };

const struct command cmd_remark_close = {
	.name = "remark close", .args = "N", .brief = "close a remark that is settled",
	.help = "Who made a remark closes it, or who holds the role it was made in, or a role that the template "
	        "names;\n"
	        "not who answered it, nor whom it is for. Where the answer was a change, it must still be there. "
	        "Without\n"
	        "an answer only who made it closes it, with a reason (-m).",
	.example = "sarflow remark close 3", .options = options, .min_words = 1, .max_words = 1, .run = run,
};
