/* guards.c: what was asked before an act is asked again, on the evidence and the day of its event. */
#include "base/base.h"
#include "verify/verify_private.h"

enum { TRIED = 40 };            /* versions that an act which binds none may have been made on */

static void tell_shut(struct verifying *v, const struct event *ev, const struct guard_reasons *why)
{
	SCOPE(turn);
	const struct guard_reason *r = &why->at[0];
	const char *action = event_get(ev, EVENT_ACTION_FIELD);
	const struct phrase *where = !*r->place.file ? r->says
		: r->place.line ? PHRASE("{file}:{line}: {says}", r->place.file, r->place.line, r->says)
		: PHRASE("{file}: {says}", r->place.file, r->says);
	verify_tell(v, guard_shut, "\"{action}\" was shut for {count} {count:reason|reasons}, the first: {reason}",
		action ? action : event_kind_name(ev->kind), why->count, where);
}

/* Reasons that are about content which is not here now, and may have been here then. */
static bool is_about_content(const struct guard_reasons *why)
{
	for (size_t i = 0; i < why->count; i++)
		if (strncmp(why->at[i].place.file, "attachments/", 12) != 0)
			return false;
	return true;
}

static void tell_gap(struct verifying *v, const struct event *ev)
{
	const char *action = event_get(ev, EVENT_ACTION_FIELD);
	verify_gap(v, content_absent, "journal", "whether \"{action}\" was open cannot be judged whole: content of "
		"attachments is not here", action ? action : event_kind_name(ev->kind));
}

/* --- on a version --- */

static const struct fault *judge_on(struct scope *turn, struct verifying *v, struct desk *d, const struct event *ev,
                                    const struct workflow_guards *guards, const char *version,
                                    struct guard_reasons *why, bool *lacks)
{
	const struct package *p = guard_looks(guards) ? verify_package(v, d, version) : NULL;
	struct guard_signer signer = verify_signer_of(turn, v, ev);
	struct desk then = *d;
	struct store_id id = {""};
	then.sc = turn;
	then.signer = &signer;
	snprintf(id.hex, sizeof id.hex, "%s", version);
	*lacks = false;
	if (!p && guard_looks(guards))
		return NULL;
	*lacks = p && guard_checks(guards) && verify_lacks_content(p);
	return desk_judge(&then, guards, p, &id, event_get(ev, EVENT_LETTER_FIELD) != NULL, false, why);
}

static void judge_bound(struct verifying *v, struct desk *d, const struct event *ev,
                        const struct workflow_guards *guards, const char *version)
{
	SCOPE(turn);
	struct guard_reasons why = {0};
	bool lacks;
	const struct fault *f = judge_on(turn, v, d, ev, guards, version, &why, &lacks);
	if (f)
		verify_tell(v, guard_shut, "what was asked before it cannot be asked again: {why}",
			verify_words(turn, f));
	else if (why.count && !(lacks && is_about_content(&why)))
		tell_shut(v, ev, &why);
	else if (lacks)
		tell_gap(v, ev);
}

/* An act that binds no version was made on main's newest one, and no event says which that was: on one that was saved
 * by then it must have been open. */
static void judge_unbound(struct verifying *v, struct desk *d, const struct event *ev,
                          const struct workflow_guards *guards)
{
	SCOPE(turn);
	struct guard_reasons first = {0};
	size_t at = 0, tried = 0;
	while (at + 1 < v->mains.count && v->mains.at[at].time > ev->recorded)
		at++;
	for (; at < v->mains.count && tried < TRIED; at++, tried++) {
		struct guard_reasons why = {0};
		bool lacks;
		/* on one that cannot be read nobody knows; where that is all of them, it is a gap */
		bool unread = MISSED(judge_on(turn, v, d, ev, guards, v->mains.at[at].id.hex, &why, &lacks));
		if (!unread && (!why.count || (lacks && is_about_content(&why)))) {
			if (lacks)
				tell_gap(v, ev);
			return;
		}
		if (!first.count)
			first = why;
		if (strcmp(v->mains.at[at].id.hex, v->last_bound.hex) == 0)
			break;          /* main never went back behind what was bound */
	}
	if (first.count)
		tell_shut(v, ev, &first);
	else
		verify_gap(v, not_judged, "journal", "what was asked before it cannot be asked again: no version of "
			"the package can be read");
}

static void judge_seal(struct verifying *v, struct desk *d, const struct event *ev)
{
	SCOPE(turn);
	struct guard_reasons why = {0};
	struct desk then = *d;
	struct guard_signer signer = verify_signer_of(turn, v, ev);
	int number = atoi(event_get(ev, EVENT_SUBMITTAL_FIELD));
	const struct fold_seal *seal = &d->journal->fold->seals.at[number - 1];
	const struct workflow_guards *guards = &d->journal->fold->workflow->acts[ev->kind].guards;
	if (!guards->count)
		return;
	then.sc = turn;
	then.signer = &signer;
	const struct fault *f = desk_judge_seal(&then, ev->kind, seal, &why);
	const struct package *p = verify_package(v, d, seal->evidence);
	bool lacks = p && guard_checks(guards) && verify_lacks_content(p);
	if (f)
		verify_tell(v, guard_shut, "what was asked before it cannot be asked again: {why}",
			verify_words(turn, f));
	else if (why.count && !(lacks && is_about_content(&why)))
		tell_shut(v, ev, &why);
	else if (lacks)
		tell_gap(v, ev);
}

void verify_guards(struct verifying *v, struct desk *d, const struct event *ev)
{
	const struct workflow *w = d->journal->fold->workflow;
	const char *evidence = event_get(ev, EVENT_EVIDENCE_FIELD);
	if (ev->kind == EVENT_EXPORTED || ev->kind == EVENT_DELIVERED) {
		judge_seal(v, d, ev);
		return;
	}
	const struct workflow_transition *t = ev->kind == EVENT_TRANSITION
		? workflow_find(w, d->journal->fold->state, event_get(ev, EVENT_ACTION_FIELD)) : NULL;
	const struct workflow_guards *guards = t ? &t->guards : &w->acts[ev->kind].guards;
	if (!guards->count)
		return;
	if (!guard_looks(guards) || (evidence && (t || ev->kind == EVENT_SEAL)))
		judge_bound(v, d, ev, guards, evidence ? evidence : "");
	else
		judge_unbound(v, d, ev, guards);
}
