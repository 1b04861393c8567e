/* cmd_log.c: sarflow log: the journal as a story. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "render/json.h"
#include "view/view.h"

/* Its name, and what it says of itself. */
static void show_letter(const struct env *env, const struct event *ev, const char *letter)
{
	const char *date = event_get(ev, EVENT_LETTER_DATE_FIELD), *from = event_get(ev, EVENT_LETTER_FROM_FIELD);
	const char *reference = event_get(ev, EVENT_LETTER_REF_FIELD);
	term_say(env, "            letter {letter}\n", letter);
	if (date)
		term_say(env, "            the letter is dated {day}\n", date);
	if (from)
		term_say(env, "            the letter is from {sender}\n", from);
	if (reference)
		term_say(env, "            the letter's number or subject: {reference}\n", reference);
}

static void show_event(const struct env *env, const struct view_event *e)
{
	term_printf(env, "%s  ", e->day);
	term_pad(env, TERM_DIM, e->role, 16);
	term_pad(env, TERM_PLAIN, e->person, 20);
	term_put(env, TERM_BOLD, e->subject);
	term_printf(env, "\n");
	const char *by = event_get(e->event, EVENT_REPORTED_BY_FIELD), *letter = event_get(e->event,
		EVENT_LETTER_FIELD);
	const char *happened = event_get(e->event, EVENT_OCCURRED_FIELD),
		   *received = event_get(e->event, EVENT_RECEIVED_FIELD);
	if (by && received)
		term_say(env, "            reported by {office}, happened {day}, received {received}\n", by, happened,
		         received);
	else if (by)
		term_say(env, "            reported by {office}, happened {day}\n", by, happened);
	if (letter)
		show_letter(env, e->event, letter);
	if (e->lacks)
		term_say(env, "            {why}\n", e->lacks);
	if (e->note)
		show_lines(env, TERM_PLAIN, "            ", e->note);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of_history(d, &v));
	if (env->json)
		show_json(env, json_of_history(sc, v));
	for (size_t i = 0; !env->json && i < v->events.count; i++)
		show_event(env, &v->events.at[i]);
	struct env errors = *env;
	errors.out = env->err;
	show_findings(&errors, v->findings, FINDING_NOTE);
	l->status = v->findings->worst == FINDING_ERROR;
	return NULL;
}

const struct command cmd_log = {
	.name = "log", .args = "", .brief = "the journal: who did what, when, in which role",
	.help = "Oldest first. The journal is the branch refs/sar/journal; stock git shows it too:\n"
	        "git log refs/sar/journal. Events that break the workflow are ignored, and reported here. Versions of\n"
	        "the evidence are ordinary commits: git log main.",
	.example = "sarflow log --json", .pages = true, .json = true, .run = run,
};
