/* cmd_do.c: sarflow do: a transition. */
#include "base/base.h"
#include "base/path.h"
#include "command/term.h"
#include "command/command.h"
#include "command/papers.h"
#include "command/show.h"
#include "desk/act.h"

/* Where the letter says something else than the report, or where that cannot be told. */
static void warn(const struct env *env, const struct act_options *o)
{
	if (o->reported_by && o->letter.name && !o->letter_date)
		term_say(env, "the day the letter bears is not recorded; next time give it: {option}\n",
			"--letter-date");
	if (o->reported_by && o->letter.name && !o->letter_from)
		term_say(env, "the sender the letter names is not recorded; next time give it: {option}\n",
			"--letter-from");
	if (o->letter_date && o->occurred && strcmp(o->letter_date, o->occurred) != 0)
		term_say(env, "warning: the letter is dated {own}, and you reported {told}\n", o->letter_date,
			o->occurred);
	if (o->letter_from && o->reported_by && !desk_same_sender(o->letter_from, o->reported_by))
		term_say(env, "warning: the letter is from {own}, and you reported {told}\n", o->letter_from,
			o->reported_by);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_options o;
	struct guard_reasons reasons = {0};
	TRY(papers_read(sc, env, l, &o));
	TRY(env_open_desk(sc, env, &d));
	const struct fault *f = act_transition(d, command_word(l, 0), &o, &reasons);
	if (f)
		show_shut(env, &reasons);
	TRY(f);
	warn(env, &o);
	term_say(env, "{package} is now in state \"{state}\"\n", desk_fold(d)->package, desk_fold(d)->state);
	return NULL;
}

static const struct command_option options[] = {
	PAPERS_ROLE, PAPERS_REPORTED,
	{ "due", 0, "DAY", "reported: the day the letter sets, in place of the template's clock" },
	PAPERS_LETTER, PAPERS_NOTE, { 0 },
};

const struct command cmd_do = {
	.name = "do", .args = "ACTION", .brief = "move the package to its next state",
	.help = "Takes a transition that `sarflow next` shows as open, and records it in the journal. What the\n"
	        "authority did is reported: say which office and person told you (--by), when it happened (--on) and\n"
	        "when you received it (--received), and attach the letter. If the letter sets a day for the answer, "
	        "give\n"
	        "it with --due: it counts in place of the template's clock.",
	.example = "sarflow do report-deficiency --by 'SASPO, J. Doe' --on 2027-01-14 --received 2027-01-20 --letter "
	           "deficiency.pdf",
	.options = options, .min_words = 1, .max_words = 1, .run = run,
};
