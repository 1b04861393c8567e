/* exported.c: the last submittal was made for hand-over: what is delivered is what the journal knows. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy make = { 1, (const char *const[]){ "export" } };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct fold_seal *last = c->fold->seals.count ? &c->fold->seals.at[c->fold->seals.count - 1] : NULL;
	(void)g;
	if (!last)
		guard_shut(c, out, (struct place){ "" }, PHRASE("no submittal is sealed"));
	else if (!last->export_count)
		guard_shut(c, out, (struct place){ "" }, PHRASE("submittal {number} was never exported",
			last->number))->remedy = &make;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct fold_seal *last = &c->fold->seals.at[c->fold->seals.count - 1];
	(void)g;
	return phrase_new(c->sc, "submittal {number}", last->number);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	(void)g;
	if (reasons->count || p->sealed)
		guard_plan_add(p, PHRASE("make what is handed over"), &make, guard_plan_actors(p, EVENT_EXPORTED));
}

const struct guard guard_exported = {
	.form = { "exported", .needs = { EVENT_SEAL, EVENT_EXPORTED } },
	.stage = GUARD_DELIVER, .says = "the last submittal was made for hand-over",
	.judge = judge, .tells = tells, .steps = add_steps,
};
