/* act_move.c: where a package stands: opened, moved, put under a newer template. */
#include "base/base.h"
#include "base/date.h"
#include "desk/act_private.h"
#include "guard/guard.h"

const struct fault *act_open(struct desk *d, const struct template *t, const char *id)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_OPEN));
	if (d->journal->tip.hex[0])
		return fault_make(FAULT_REFUSED, "this package has a journal already");
	ACT_SET(PACKAGE, id);
	ACT_SET(ROLE, t->workflow.founder_role);
	act_add_template(a, t);
	return act_finish(a);
}

static const struct fault *adopt_once(struct desk *d, const struct template *t, const char *state)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_ADOPT));
	TRY(act_choose_role(a, NULL));
	if (strcmp(d->template->snapshot, t->snapshot) == 0)
		return fault_make(FAULT_REFUSED, "this template is in force already");
	TRY(act_guards_on_main(a));
	if (!workflow_state(&t->workflow, state))
		return fault_advise(fault_make(FAULT_REFUSED, "the new template has no state \"{state}\"; name the "
			"one that takes its place", state), REMEDY("", "state", "STATE"));
	ACT_SET(MAPPED, state);
	act_add_template(a, t);
	return act_finish(a);
}

const struct fault *act_adopt(struct desk *d, const struct template *t, const char *state)
{
	return ACT_AGAIN(d, adopt_once(d, t, state));
}

/* The evidence a transition is judged on and binds. */
static const struct fault *choose_evidence(struct acting *a, const struct workflow_transition *t, struct package **p,
                                           struct store_id *id)
{
	struct desk *d = a->desk;
	const char *record = d->journal->fold->record;
	if (t->evidence == WORKFLOW_HEAD) {
		TRY(desk_head(d, p, id));
		ACT_SET(EVIDENCE, id->hex);
		return NULL;
	}
	if (t->evidence == WORKFLOW_RECORD && record) {
		ACT_SET(EVIDENCE, record);
		return desk_package(d, record, p, id);
	}
	TRY(store_tip(d->store, STORE_MAIN, id));
	return desk_package(d, id->hex[0] ? id->hex : NULL, p, id);
}

static const struct fault *transition_once(struct desk *d, const char *action, const struct act_options *o,
                                           struct guard_reasons *reasons)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct package *p = NULL;
	struct store_id evidence;
	TRY(act_begin(a, sc, d, EVENT_TRANSITION));
	*reasons = (struct guard_reasons){0};
	const struct fold *f = d->journal->fold;
	const struct workflow_transition *t = workflow_find(f->workflow, f->state, action);
	if (!t)
		return fault_advise(fault_make(FAULT_REFUSED, "there is no \"{action}\" in state \"{state}\"", action,
			f->state), REMEDY("next"));
	TRY(act_choose_role_of(a, o->role, &t->roles, false));
	if (t->reported && (!o->reported_by || !o->occurred || !o->received))
		return fault_advise(fault_make(FAULT_USAGE, "\"{action}\" records what the authority did: say who "
			"told you and when", action), REMEDY("", "by", "OFFICE, NAME", "on", "YYYY-MM-DD", "received",
			"YYYY-MM-DD"));
	if (!t->reported && (o->reported_by || o->occurred || o->received))
		return fault_make(FAULT_USAGE, "\"{action}\" is your own act; office and days are for what the "
		                               "authority did", action);
	TRY(act_check_days(a, o));
	if (o->due && !date_parse(o->due, &(int){ 0 }))
		return fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", o->due);
	ACT_SET(DUE, o->due);
	TRY(choose_evidence(a, t, &p, &evidence));
	TRY(desk_judge(d, &t->guards, p, &evidence, o->letter.name != NULL, false, reasons));
	a->judged = true;
	d->shut = *reasons;
	if (reasons->count)
		return fault_make(FAULT_REFUSED, "\"{action}\" is shut for {count} {count:reason|reasons}", action,
		                  reasons->count);
	ACT_SET(ACTION, action);
	ACT_SET(FROM, f->state);
	ACT_SET(TO, fold_target(f, t));
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_transition(struct desk *d, const char *action, const struct act_options *o,
                                   struct guard_reasons *reasons)
{
	return ACT_AGAIN(d, transition_once(d, action, o, reasons));
}
