/* cmd_remark_withdraw.c: sarflow remark withdraw: take back a remark of your own. */
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
	TRY(act_withdraw(d, number, &o));
	term_say(env, "remark {number} is taken back\n", number);
	return NULL;
}

static const struct command_option options[] = { SAID_TEXT, SAID_ROLE, { 0 } };

const struct command cmd_remark_withdraw = {
	.name = "remark withdraw", .args = "N", .brief = "take back a remark of your own",
	.help = "Closes it, answered or not. Only who made a remark takes it back; -m says why.",
	.example = "sarflow remark withdraw 3 -m \"I read the wrong revision.\"", .options = options,
	.min_words = 1, .max_words = 1, .run = run,
};
