/* cmd_remark_reply.c: sarflow remark reply: say something about a remark without answering it. */
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
	TRY(act_reply(d, number, &o));
	term_say(env, "remark {number} is spoken of\n", number);
	return NULL;
}

static const struct command_option options[] = { SAID_TEXT, SAID_ROLE, { 0 } };

const struct command cmd_remark_reply = {
	.name = "remark reply", .args = "N", .brief = "say something about a remark without answering it",
	.help = "What is said stands in the thread of the remark; its state stays.",
	.example = "sarflow remark reply 3 -m \"Which of the two gauges is meant?\"", .options = options,
	.min_words = 1, .max_words = 1, .run = run,
};
