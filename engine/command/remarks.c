/* remarks.c: remarks as people and programs read them. */
#include "base/base.h"
#include "command/term.h"
#include "command/remarks.h"
#include "command/show.h"
#include "desk/desk.h"

static const struct fold_answer *last_answer(const struct fold_remark *r)
{
	return r->answers.count && r->state != FOLD_OPEN ? &r->answers.at[r->answers.count - 1] : NULL;
}

static void put_text(const struct env *env, enum term_style style, const char *text)
{
	show_lines(env, style, "      ", text);
}

static void put_first_line(const struct env *env, const char *text)
{
	enum { SHOWN = 160 };
	SCOPE(turn);
	size_t n = strcspn(text, "\n");
	bool more = text[n] && text[n + 1];
	if (n > SHOWN) {
		for (n = SHOWN; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80; )
			n--;
		more = true;
	}
	term_say(env, "      ");
	term_put(env, TERM_PLAIN, scope_printf(turn, "%.*s%s", (int)n, text, more ? " \xe2\x80\xa6" : ""));
	term_say(env, "\n");
}

static void put_head(const struct env *env, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	bool orphan = k->at.gone && r->state != FOLD_CLOSED;
	term_say(env, "%4d  ", r->number);
	term_pad(env, orphan ? TERM_RED : r->state == FOLD_OPEN ? TERM_YELLOW : TERM_GREEN, orphan ? "orphan" : remark_state_name(r->state), 9);
	term_pad(env, TERM_BOLD, r->severity, 9);
	term_put(env, TERM_PLAIN, k->at.where);
	if (*k->owner)
		term_say(env, "; for "), term_put(env, TERM_PLAIN, k->owner);
	if (r->due)
		term_say(env, "; due %s", r->due);
	term_say(env, "\n");
	if (orphan) {
		term_say(env, "      ");
		term_put(env, TERM_RED, k->at.why);
		term_say(env, "\n");
	}
}

static void put_origin(const struct env *env, const struct view_remark *k)
{
	const struct fold_remark *r = k->of;
	term_say(env, "      ");
	if (r->reported_by) {
		term_say(env, "deficiency%s%s by ", r->theirs ? " " : "", r->theirs ? r->theirs : "");
		term_put(env, TERM_PLAIN, r->reported_by);
		term_say(env, ", %s%s%s; recorded by ", r->occurred, *k->letter ? ", letter " : "", k->letter);
	} else {
		term_say(env, "by ");
	}
	term_put(env, TERM_PLAIN, r->name);
	term_say(env, " (%s) on %s\n", r->role, r->as_of);
}

static void put_answer(const struct env *env, const struct fold_answer *a, const char *reason)
{
	term_say(env, "      answered on %s by ", a->as_of);
	term_put(env, TERM_PLAIN, a->name);
	if (a->version)
		term_say(env, ": %s, see version %.7s", a->disposition, a->version);
	else if (a->duplicate_of)
		term_say(env, ": duplicate of %s", a->duplicate_of);
	else
		term_say(env, ": %s", a->disposition);
	term_say(env, "\n");
	put_text(env, TERM_DIM, reason);
}

/* --- JSON --- */

static void json_remark(const struct env *env, const struct view_remark *k, bool first)
{
	const struct fold_remark *r = k->of;
	const struct fold_answer *a = last_answer(r);
	SCOPE(turn);
	fprintf(env->out, "%s\n  {\"number\": %d, \"orphan\": %s, ", first ? "" : ",", r->number, k->at.gone ? "true" : "false");
	show_json(env, "state", remark_state_name(r->state), false);
	show_json(env, "severity", r->severity, false);
	show_json(env, "where", k->at.where, false);
	if (*k->at.file)
		show_json(env, "file", k->at.file, false);
	if (k->at.line)
		fprintf(env->out, "\"line\": %d, ", k->at.line);
	if (k->at.gone)
		show_json(env, "gone", k->at.why, false);
	const struct { const char *key, *value; } fields[] = { { "quote", r->exact }, { "row", r->row }, { "page", r->page },
		{ "element", r->element }, { "owner", r->owner }, { "due", r->due }, { "version", r->evidence }, { "reported_by", r->reported_by },
		{ "occurred_on", r->occurred }, { "received_on", r->received }, { "their_number", r->theirs }, { "closed_on", r->closed_on } };
	for (size_t i = 0; i < countof(fields); i++)
		if (fields[i].value)
			show_json(env, fields[i].key, fields[i].value, false);
	if (*k->letter)
		show_json(env, "letter", k->letter, false);
	show_json(env, "requirements", list_join(turn, &r->requirements, ", "), false);
	if (a) {
		show_json(env, "disposition", a->disposition, false);
		show_json(env, "answer", k->reason, false);
		show_json(env, "answered_by", a->name, false);
		show_json(env, "answered_on", a->as_of, false);
	}
	show_json(env, "by", r->name, false);
	show_json(env, "role", r->role, false);
	show_json(env, "on", r->as_of, false);
	show_json(env, "text", k->text, true);
	fprintf(env->out, "}");
}

/* --- the two views --- */

void remarks_list(const struct env *env, const struct view *v, bool all, bool mine)
{
	const struct fold_person *me = env->person.email ? fold_person(v->fold, env->person.email) : NULL;
	size_t shown = 0, closed = 0;
	if (env->json)
		fprintf(env->out, "[");
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct view_remark *k = &v->remarks.at[i];
		closed += k->of->state == FOLD_CLOSED;
		if ((!all && k->of->state == FOLD_CLOSED) || (mine && !remark_is_for(v->fold, me, k->of)))
			continue;
		if (env->json) {
			json_remark(env, k, shown++ == 0);
			continue;
		}
		shown++;
		put_head(env, k);
		put_first_line(env, k->text);
		if (last_answer(k->of))
			put_answer(env, last_answer(k->of), "");
	}
	if (env->json)
		fprintf(env->out, "%s]\n", shown ? "\n" : "");
	else if (shown == 0)
		term_say(env, "no remark waits%s\n", closed && !all ? "; closed ones: sarflow remark list --all" : "");
}

static const struct fault *put_story(struct scope *sc, const struct env *env, struct desk *d, const struct fold_remark *r)
{
	size_t count;
	const struct event *const *events = desk_events(d, &count);
	for (size_t i = 0; i < count; i++) {
		const struct event *ev = events[i];
		const char *number = event_get(ev, EVENT_REMARK_FIELD), *note = event_get(ev, EVENT_NOTE_FIELD), *text = "", *name, *email;
		size_t len;
		if (ev->kind == EVENT_REMARK || !number || atoi(number) != r->number || !event_person(sc, event_get(ev, EVENT_PERSON_FIELD), &name, &email))
			continue;
		if (note)
			TRY(desk_event_file(sc, d, ev->id, note, &text, &len));
		term_say(env, "      %s  ", event_get(ev, EVENT_AS_OF_FIELD));
		term_put(env, TERM_BOLD, event_kind_name(ev->kind));
		if (event_get(ev, EVENT_DISPOSITION_FIELD))
			term_say(env, ", %s", event_get(ev, EVENT_DISPOSITION_FIELD));
		if (event_get(ev, EVENT_EVIDENCE_FIELD))
			term_say(env, ", version %.7s", event_get(ev, EVENT_EVIDENCE_FIELD));
		if (event_get(ev, EVENT_DUPLICATE_FIELD))
			term_say(env, " of %s", event_get(ev, EVENT_DUPLICATE_FIELD));
		term_say(env, ", ");
		term_put(env, TERM_PLAIN, name);
		term_say(env, "\n");
		put_text(env, TERM_DIM, text);
	}
	return NULL;
}

const struct fault *remarks_show(struct scope *sc, const struct env *env, struct desk *d, const struct view *v, int number)
{
	for (size_t i = 0; i < v->remarks.count; i++) {
		const struct view_remark *k = &v->remarks.at[i];
		if (k->of->number != number)
			continue;
		if (env->json) {
			json_remark(env, k, true);
			fprintf(env->out, "\n");
			return NULL;
		}
		put_head(env, k);
		put_origin(env, k);
		if (k->of->exact)
			term_say(env, "      on the words \""), term_put(env, TERM_PLAIN, k->of->exact), term_say(env, "\"\n");
		put_text(env, TERM_PLAIN, k->text);
		return put_story(sc, env, d, k->of);
	}
	return fault_make(FAULT_NOT_FOUND, "there is no remark %d; see: sarflow remark list --all", number);
}
