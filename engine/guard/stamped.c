/* stamped.c: the newest submittal bears an authority's stamp of the time. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy stamp = { 3, (const char *const[]){ "stamp", "", "https://AUTHORITY" } };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct fold_seal *last = c->fold->seals.count ? &c->fold->seals.at[c->fold->seals.count - 1] : NULL;
	(void)g;
	if (!last)
		guard_shut(c, out, (struct place){ "" }, PHRASE("no submittal is sealed"));
	else if (!last->stamped_on)
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("submittal {number} bears no authority's stamp of the time", last->number))->remedy =
			&stamp;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct fold_seal *last = &c->fold->seals.at[c->fold->seals.count - 1];
	(void)g;
	return phrase_new(c->sc, "submittal {number}, stamped on {day}", last->number, last->stamped_on);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	(void)g;
	if (reasons->count || p->sealed)
		guard_plan_add(p, PHRASE("let an authority stamp the time of the seal"), &stamp,
		               guard_plan_actors(p, EVENT_STAMPED));
}

const struct guard guard_stamped = {
	.form = { "stamped", .needs = { EVENT_SEAL, EVENT_STAMPED } }, .stage = GUARD_SEAL, .alone = true,
	.says = "the newest submittal bears an authority's stamp of the time",
	.judge = judge, .tells = tells, .steps = add_steps,
};
