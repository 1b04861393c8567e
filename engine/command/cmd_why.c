/* cmd_why.c: sarflow why: what stands between here and an action, and the way there. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/why.h"

static void show_guard(const struct env *env, const struct why_guard *k, bool all)
{
	bool open = k->reasons.count == 0;
	term_printf(env, "  ");
	term_pad(env, open ? TERM_GREEN : TERM_RED, term_text(env, open ? WORD("open") : WORD("shut")), 6);
	term_put(env, TERM_BOLD, k->guard->name);
	term_printf(env, "%s%s  ", *k->arguments ? " " : "", k->arguments);
	SCOPE(turn);
	struct reader r = term_reader(env);
	term_put(env, TERM_DIM, open ? phrase_text(turn, &r, k->evidence) : phrase_word(&r, k->says));
	term_printf(env, "\n");
	show_reasons(env, &k->reasons, all ? SIZE_MAX : 5);
}

static void show_steps(const struct env *env, const struct why *k, bool all)
{
	enum { FEW = 12 };
	size_t skipped = 0;
	if (k->steps.count == 1)
		term_say(env, "the step\n");
	else
		term_say(env, "the steps, in this order\n");
	for (size_t i = 0; i < k->steps.count; i++) {
		SCOPE(turn);
		const struct guard_step *s = &k->steps.at[i];
		if (!all && i >= FEW && !s->remedy) {
			skipped++;
			continue;
		}
		if (skipped)
			term_say(env, "      and {count} more to mend; all of them: {option}\n", skipped, "--all");
		skipped = 0;
		term_printf(env, "%4zu  ", i + 1);
		term_say_phrase(env, s->says);
		term_printf(env, "\n");
		const char *lines[] = { term_text(env, s->how), remedy_line(turn, s->remedy) };
		for (size_t n = 0; n < countof(lines); n++)
			if (*lines[n]) {
				term_printf(env, "        ");
				term_put(env, n ? TERM_BOLD : TERM_PLAIN, lines[n]);
				term_printf(env, "\n");
			}
		term_say(env, "        by {who}\n", s->who);
	}
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct env here = *env;
	struct desk *d = NULL;
	struct why *k = NULL;
	bool named = command_word(l, 1) != NULL;
	if (named && !(here.world.directory = command_package(sc, env, command_word(l, 0))))
		return fault_make(FAULT_NOT_FOUND, "{folder} is no package", command_word(l, 0));
	TRY(env_open_desk(sc, &here, &d));
	TRY(why_of(d, command_word(l, named), &k));
	if (env->json) {
		show_json(env, json_of_why(sc, k));
		return NULL;
	}
	term_put(env, TERM_BOLD, k->transition->action);
	term_printf(env, ": ");
	term_put(env, TERM_PLAIN, k->title);
	if (k->is_act)
		term_printf(env, "\n");
	else if (k->to)
		term_say(env, ", from {from} to {to}\n", k->from, k->to);
	else
		term_say(env, ", from {from} to where it came from\n", k->from);
	if (k->before.count)
		term_say(env, "the package is in state \"{state}\"; guards are judged as if it were in \"{from}\"\n",
			k->state, k->from);
	else
		term_put(env, k->open ? TERM_GREEN : TERM_RED, term_text(env, k->open ? WORD("it is open")
			: WORD("it is shut"))), term_printf(env, "\n");
	for (size_t i = 0; i < k->guards.count; i++)
		show_guard(env, &k->guards.at[i], command_flag(l, "all"));
	show_steps(env, k, command_flag(l, "all"));
	return NULL;
}

static const struct command_option options[] = {
	{ "all", 'a', NULL, "every reason and every step" },
	{ 0 },
};

const struct command cmd_why = {
	.name = "why", .args = "[PACKAGE] ACTION", .brief = "what stands between here and an action, and the way there",
	.help = "Judges each guard of the action on the newest saved version and shows it, open or shut, "
	        "with its evidence. Then\n"
	        "the shortest list of steps that would open it, in an order that works: what must be mended loses its "
	        "sign-offs,\n"
	        "so they come behind it. Each step says who may take it. If the action belongs to another state, "
	        "the way to\n"
	        "that state comes first. With --as-of DAY it answers for a day to come: what expires by then is shown "
	        "now.",
	.example = "sarflow why release\nsarflow why hand-over --as-of 2027-03-31", .options = options, .min_words = 1,
	.max_words = 2,
	.pages = true, .json = true, .run = run,
};
