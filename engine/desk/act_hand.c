/* act_hand.c: what leaves the house: exports, and handing them over. */
#include "base/base.h"
#include "desk/act_private.h"
#include "guard/guard.h"

static const struct fold_seal *find_seal(const struct desk *d, int submittal)
{
	const struct fold *f = d->journal->fold;
	return submittal >= 1 && (size_t)submittal <= f->seals.count ? &f->seals.at[submittal - 1] : NULL;
}

static const struct fault *no_seal(int submittal)
{
	return fault_advise(submittal > 0 ? fault_make(FAULT_REFUSED, "there is no submittal {number}", submittal)
	                                  : fault_make(FAULT_REFUSED, "no submittal is sealed"), REMEDY("seal"));
}

/* What it was sealed from, as the journal said it then. */
static const struct fault *guards_on_seal(struct acting *a, const struct fold_seal *seal)
{
	struct desk *d = a->desk;
	d->shut = (struct guard_reasons){0};
	a->judged = true;
	TRY(desk_judge_seal(d, a->event->kind, seal, &d->shut));
	return d->shut.count ? act_refuse_shut(a, &d->journal->fold->workflow->acts[a->event->kind].guards) : NULL;
}

const struct fault *act_may_export(struct desk *d, int submittal)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_EXPORTED));
	TRY(act_choose_role(a, NULL));
	const struct fold_seal *seal = find_seal(d, submittal);
	return seal ? guards_on_seal(a, seal) : no_seal(submittal);
}

const struct fault *act_may_draft(struct desk *d, const struct package *p)
{
	const struct workflow_guards *guards = &d->journal->fold->workflow->draft;
	struct store_id id = {""};
	d->shut = (struct guard_reasons){0};
	if (guards->count)
		TRY(desk_judge(d, guards, p, &id, false, false, &d->shut));
	return d->shut.count ? fault_make(FAULT_REFUSED, "a draft is shut for {count} {count:reason|reasons}",
	                                  d->shut.count) : NULL;
}

static const struct fault *exported_once(struct desk *d, int submittal, const struct act_export *made)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct source_entry workbook;
	TRY(act_begin(a, sc, d, EVENT_EXPORTED));
	TRY(act_choose_role(a, NULL));
	const struct fold_seal *seal = find_seal(d, submittal);
	if (!seal)
		return no_seal(submittal);
	TRY(guards_on_seal(a, seal));
	ACT_SET(SUBMITTAL, scope_printf(sc, "%d", submittal));
	ACT_SET(PROFILE, made->profile);
	ACT_SET(RESULT, made->sums);
	ACT_SET(WORKBOOK, made->made);
	TRY(act_add_content(a, DESK_PAPER_WORKBOOK, &made->workbook, &workbook));
	if (strcmp(workbook.digest, made->made) != 0)
		return fault_make(FAULT_CONFLICT, "{file} changed while its export was being recorded; export again",
			made->workbook.name);
	return act_finish(a);
}

const struct fault *act_exported(struct desk *d, int submittal, const struct act_export *made)
{
	return ACT_AGAIN(d, exported_once(d, submittal, made));
}

const char *act_export_of(const struct desk *d, int submittal, const char *sums)
{
	SCOPE(turn);
	size_t count;
	const struct event *const *events = desk_events(d, &count);
	const char *number = scope_printf(turn, "%d", submittal), *out = NULL;
	for (size_t i = 0; i < count; i++) {
		const char *of = event_get(events[i], EVENT_SUBMITTAL_FIELD);
		const char *result = event_get(events[i], EVENT_RESULT_FIELD);
		if (events[i]->kind == EVENT_EXPORTED && events[i]->happened && of && strcmp(of, number) == 0
		    && (!sums || strcmp(sums, result ? result : "") == 0))
			out = result;
	}
	return out;
}

static const struct fault *deliver_once(struct desk *d, int submittal, const char *means, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_DELIVERED));
	TRY(act_choose_role(a, o->role));
	const struct fold_seal *seal = find_seal(d, submittal);
	if (!seal)
		return no_seal(submittal);
	TRY(act_check_days(a, o));
	if (o->occurred && strcmp(o->occurred, seal->as_of) < 0)
		return fault_make(FAULT_REFUSED, "it cannot be delivered on {day}: it was sealed on {sealed}",
			o->occurred, seal->as_of);
	TRY(guards_on_seal(a, seal));
	ACT_SET(SUBMITTAL, scope_printf(sc, "%d", submittal));
	ACT_SET(MEANS, means);
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_deliver(struct desk *d, int submittal, const char *means, const struct act_options *o)
{
	return ACT_AGAIN(d, deliver_once(d, submittal, means, o));
}
