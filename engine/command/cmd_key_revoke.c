/* cmd_key_revoke.c: sarflow key revoke: end a key for ever. */
#include "base/base.h"
#include "command/command.h"
#include "command/papers.h"
#include "command/term.h"
#include "desk/act.h"

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	const char *whose = NULL;
	TRY(papers_read(sc, env, l, &o));
	if (!o.note)
		return fault_advise(fault_make(FAULT_USAGE, "say why the key ends"), REMEDY("", "note", "WHY"));
	TRY(env_open_desk(sc, env, &d));
	TRY(act_revoke(d, command_word(l, 0), command_value(l, "from"), o.note, &whose));
	term_say(env, "this key of {person} has ended; what was signed with it before stands\n", whose);
	return NULL;
}

static const struct command_option options[] = {
	{ "from", 0, "DAY", "since when it may be in other hands; else today" },
	PAPERS_NOTE, { 0 },
};

const struct command cmd_key_revoke = {
	.name = "key revoke", .args = "NAME|ADDRESS",
	.brief = "end a key that is lost or no longer used, for ever",
	.help = "Everybody may end a key of their own; who may appoint, every key. What was signed from the day given "
	        "on "
	        "is then\n"
	        "doubted by verify. A new key takes its place: sarflow key new.",
	.example = "sarflow key revoke aiko.sato@minato-turbine.example --from 2026-11-20 -m 'the notebook was stolen'",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
