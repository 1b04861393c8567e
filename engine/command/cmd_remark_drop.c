/* cmd_remark_drop.c: sarflow remark drop: throw a draft away. */
#include "base/base.h"
#include "command/command.h"
#include "command/said.h"
#include "command/term.h"
#include "desk/drafts.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct drafts *drafts = NULL;
	struct draft_list all;
	int number;
	TRY(said_number(l, &number));
	TRY(env_open_desk(sc, env, &d));
	TRY(drafts_open(sc, d, NULL, &drafts));
	TRY(drafts_read(sc, drafts, &all));
	if (number < 1 || (size_t)number > all.count)
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no draft {number}", number),
			REMEDY("remark drafts"));
	TRY(drafts_drop(drafts, all.at[number - 1].id));
	term_say(env, "draft {number} is thrown away\n", number);
	return NULL;
}

const struct command cmd_remark_drop = {
	.name = "remark drop", .args = "N", .brief = "throw a draft of yours away",
	.help = "By its number in the list of drafts. A remark that was sent is taken back by sarflow remark withdraw.",
	.example = "sarflow remark drop 2", .min_words = 1, .max_words = 1, .run = run,
};
