/* delivered.c: the last submittal was delivered since the package came into its state: what was handed over before a
 * letter does not answer it. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy record = { 5, (const char *const[]){ "deliver", "means", "TEXT", "on", "DAY" } };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct fold_seal *last = c->fold->seals.count ? &c->fold->seals.at[c->fold->seals.count - 1] : NULL;
	(void)g;
	if (!last || !last->delivered_on)
		guard_shut(c, out, (struct place){ "" }, PHRASE("no delivery is recorded"))->remedy = &record;
	else if (last->delivered_at < c->fold->entered_at)
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("the delivery of {day} was recorded before the package came into this state, on "
		                  "{entered}", last->delivered_on, c->fold->entered_on))->remedy = &record;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct fold_seal *last = &c->fold->seals.at[c->fold->seals.count - 1];
	(void)g;
	return phrase_new(c->sc, "submittal {number}, delivered on {day}", last->number, last->delivered_on);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	(void)g;
	if (reasons->count || p->sealed)
		guard_plan_add(p, PHRASE("hand it over and record the delivery"), &record,
		               guard_plan_actors(p, EVENT_DELIVERED));
}

const struct guard guard_delivered = {
	.form = { "delivered", .proves_answer = true,
	          .needs = { EVENT_SEAL, EVENT_DELIVERED } },
	.stage = GUARD_DELIVER,
	.says = "the last submittal was delivered since the package came into this state",
	.judge = judge, .tells = tells, .steps = add_steps,
};
