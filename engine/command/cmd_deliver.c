/* cmd_deliver.c: sarflow deliver: record that a submittal was handed over. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "command/papers.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	const char *means = command_value(l, "means");
	int number;
	if (!means || !command_value(l, "on"))
		return fault_advise(fault_make(FAULT_USAGE, "say how and when"),
		                    REMEDY("", "means", "TEXT", "on", "DAY"));
	TRY(command_number(l, "submittal", &number));
	TRY(papers_read(sc, env, l, &o));
	TRY(env_open_desk(sc, env, &d));
	int submittal = number ? number : (int)desk_fold(d)->seals.count;
	const struct fault *f = act_deliver(d, submittal, means, &o);
	show_shut(env, desk_shut(d));
	TRY(f);
	term_say(env, "recorded the delivery of submittal {submittal}\n", submittal);
	return NULL;
}

static const struct command_option options[] = {
	{ "means", 0, "TEXT", "how it was handed over" },
	{ "on", 0, "DAY", "the day it was handed over" },
	{ "submittal", 0, "N", "which submittal; else the newest" },
	PAPERS_ROLE, PAPERS_LETTER, PAPERS_NOTE, { 0 },
};

const struct command cmd_deliver = {
	.name = "deliver", .args = "", .brief = "record that a submittal was handed over",
	.help = "Records how (--means) and when (--on) a submittal was handed over, with the proof as --letter.",
	.example = "sarflow deliver --means 'DoD SAFE drop-off' --on 2026-12-01 --letter receipt.pdf",
	.options = options, .run = run,
};
