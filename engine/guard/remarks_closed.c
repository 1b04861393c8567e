/* remarks_closed.c: no remark of a severity, or a worse one, waits for anything. */
#include "base/base.h"
#include "guard/guard.h"
#include "compare/remark.h"

/* The authority closes its deficiencies itself, after it has the answer. */
static bool waits(const struct fold_remark *r)
{
	return r->state == FOLD_OPEN || (r->state == FOLD_ANSWERED && !r->reported_by);
}

static bool counts(const struct guard_case *c, const struct workflow_guard *g, const struct fold_remark *r)
{
	return waits(r) && remark_is_at_least(c->package->template, r, guard_text(g, "severity", ""));
}

static const struct phrase *tell(struct scope *sc, const struct fold_remark *r, const struct remark_place *at)
{
	const struct phrase *state = r->state == FOLD_OPEN ? PHRASE("not answered") : PHRASE("answered and not closed");
	const struct phrase *which = r->theirs ? PHRASE("{severity}, number {theirs} of the letter",
	                                                phrase_bare(r->severity), r->theirs)
	                                       : PHRASE("{severity}", phrase_bare(r->severity));
	return phrase_keep(sc, at->gone ? PHRASE("remark {number} ({which}) is {state}, its place is gone: {place}",
	                                         r->number, which, state, at->where)
	                                : PHRASE("remark {number} ({which}) is {state}: {place}", r->number, which,
	                                         state, at->where));
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	for (size_t i = 0; i < c->fold->remarks.count; i++) {
		const struct fold_remark *r = &c->fold->remarks.at[i];
		struct remark_place at;
		if (!counts(c, g, r))
			continue;
		remark_find(c->sc, c->package, r, &at);
		guard_shut(c, out, (struct place){ .file = at.file, .line = at.line }, tell(c->sc, r, &at));
	}
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	size_t closed = 0;
	(void)g;
	for (size_t i = 0; i < c->fold->remarks.count; i++)
		closed += c->fold->remarks.at[i].state == FOLD_CLOSED;
	return phrase_new(c->sc, "{count} {count:remark|remarks}, {closed} of them closed", c->fold->remarks.count,
	                  closed);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	const struct guard_case *c = p->c;
	(void)reasons;
	for (size_t i = 0; i < c->fold->remarks.count; i++) {
		const struct fold_remark *r = &c->fold->remarks.at[i];
		const char *number = scope_printf(c->sc, "%d", r->number);
		struct remark_place at;
		if (!counts(c, g, r))
			continue;
		remark_find(c->sc, c->package, r, &at);
		if (r->state == FOLD_OPEN)
			guard_plan_add(p, tell(c->sc, r, &at), REMEDY("remark answer", "", number, "changed", ""),
			               guard_plan_actors(p, EVENT_ANSWER));
		if (!r->reported_by)
			guard_plan_add(p, PHRASE("look at the answer and close remark {number}", r->number),
			               REMEDY("remark close", "", number),
			               guard_plan_actors(p, EVENT_CLOSE));
	}
}

const struct guard guard_remarks_closed = {
	.form = { "remarks_closed", { { "severity", GUARD_SEVERITY, true } } }, .stage = GUARD_SETTLE,
	.says = "remarks of this severity or a worse one are closed, those of the authority answered",
	.judge = judge, .tells = tells, .steps = add_steps,
};
