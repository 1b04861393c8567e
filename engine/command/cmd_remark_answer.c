/* cmd_remark_answer.c: sarflow remark answer: what was done about a remark. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/said.h"

/* The one thing that was done, as the journal names it. */
static const struct fault *read_disposition(const struct command_line *l, const char **how)
{
	static const struct { const char *option, *disposition; } list[] = {
		{ "changed", "changed" }, { "no-change", "no-change" }, { "clarified", "clarified" },
		{ "duplicate-of", "duplicate" } };
	size_t given = 0;
	for (size_t i = 0; i < countof(list); i++)
		if (command_flag(l, list[i].option)) {
			*how = list[i].disposition;
			given++;
		}
	if (given != 1)
		return fault_make(FAULT_USAGE, "say what was done, by one of {options}",
		                  "--changed, --no-change, --clarified, --duplicate-of N");
	return command_flag(l, "changed") || !command_flag(l, "version")
	           ? NULL
	           : fault_make(FAULT_USAGE, "{option} goes with {other}: it is the version with the change",
	                        "--version", "--changed");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	const char *how = NULL;
	int number, other;
	TRY(said_number(l, &number));
	TRY(read_disposition(l, &how));
	TRY(command_number(l, "duplicate-of", &other));
	TRY(said_read(sc, env, l, &o));
	TRY(env_open_desk(sc, env, &d));
	TRY(act_answer(d, number, how, command_value(l, "version"), other, &o));
	term_say(env, "remark {number} is answered: {disposition}\n", number, phrase_bare(how));
	return NULL;
}

static const struct command_option options[] = {
	{ "changed", 0, NULL, "the content was changed; refused where it was not" },
	{ "version", 'v', "VERSION", "with --changed: the version with the change; else the newest saved one" },
	{ "no-change", 0, NULL, "nothing changes, for the reason given with -m" },
	{ "clarified", 0, NULL, "explained with -m" },
	{ "duplicate-of", 0, "N", "another remark says the same" },
	SAID_TEXT, SAID_ROLE, { 0 },
};

const struct command cmd_remark_answer = {
	.name = "remark answer", .args = "N", .brief = "say what was done about a remark",
	.help = "--changed is held against the versions and refused where nothing of the place changed; --no-change\n"
	        "and --clarified want a reason. Who answered another person's remark does not close it.",
	.example = "sarflow remark answer 3 --changed\n"
	           "sarflow remark answer 4 --no-change -m \"The drawing says so: note 4.\"",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
