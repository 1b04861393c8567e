/* cmd_log.c: sarflow log: the journal as a story. */
#include "base/base.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/desk.h"
#include "view/view.h"

static void show_event(const struct env *env, const struct view_event *e)
{
	term_say(env, "%s  ", e->day);
	term_pad(env, TERM_DIM, e->role, 16);
	term_pad(env, TERM_PLAIN, e->person, 20);
	term_put(env, TERM_BOLD, e->subject);
	term_say(env, "\n");
	const char *by = event_get(e->event, EVENT_REPORTED_BY_FIELD), *letter = event_get(e->event, EVENT_LETTER_FIELD);
	if (by) {
		term_say(env, "            reported by ");
		term_put(env, TERM_PLAIN, by);
		term_say(env, ", happened %s", event_get(e->event, EVENT_OCCURRED_FIELD));
		if (event_get(e->event, EVENT_RECEIVED_FIELD))
			term_say(env, ", received %s", event_get(e->event, EVENT_RECEIVED_FIELD));
		term_say(env, "\n");
	}
	if (letter) {
		term_say(env, "            letter ");
		term_put(env, TERM_PLAIN, letter);
		term_say(env, "\n");
	}
	if (e->note)
		show_lines(env, TERM_PLAIN, "            ", e->note);
}

static void show_json_event(const struct env *env, const struct view_event *e, bool first)
{
	static const struct { const char *key; enum event_field field; } fields[] = {
		{ "action", EVENT_ACTION_FIELD }, { "from", EVENT_FROM_FIELD }, { "to", EVENT_TO_FIELD },
		{ "evidence", EVENT_EVIDENCE_FIELD }, { "reported_by", EVENT_REPORTED_BY_FIELD }, { "occurred_on", EVENT_OCCURRED_FIELD },
		{ "received_on", EVENT_RECEIVED_FIELD }, { "letter", EVENT_LETTER_FIELD }, { "submittal", EVENT_SUBMITTAL_FIELD },
	};
	fprintf(env->out, "%s\n  {", first ? "" : ",");
	show_json(env, "event", e->event->id, false);
	show_json(env, "kind", event_kind_name(e->event->kind), false);
	for (size_t i = 0; i < countof(fields); i++)
		if (event_get(e->event, fields[i].field))
			show_json(env, fields[i].key, event_get(e->event, fields[i].field), false);
	if (e->note)
		show_json(env, "note", e->note, false);
	show_json(env, "as_of", e->day, false);
	show_json(env, "person", e->person, false);
	show_json(env, "role", e->role, false);
	show_json(env, "says", e->subject, true);
	fprintf(env->out, "}");
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct view *v = NULL;
	TRY(env_open_desk(sc, env, &d));
	TRY(view_of_history(d, &v));
	if (env->json)
		fprintf(env->out, "[");
	for (size_t i = 0; i < v->events.count; i++) {
		if (env->json)
			show_json_event(env, &v->events.at[i], i == 0);
		else
			show_event(env, &v->events.at[i]);
	}
	if (env->json)
		fprintf(env->out, "\n]\n");
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
	.example = "sarflow log --json", .pages = true, .run = run,
};
