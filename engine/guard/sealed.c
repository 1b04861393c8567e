/* sealed.c: the newest saved version is sealed as a submittal, after what it answers. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy seal = { 1, (const char *const[]){ "seal" } };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct fold_seal *last = c->fold->seals.count ? &c->fold->seals.at[c->fold->seals.count - 1] : NULL;
	(void)g;
	if (!last)
		guard_shut(c, out, (struct place){ "" }, PHRASE("no submittal is sealed"))->remedy = &seal;
	else if (strcmp(last->evidence, c->evidence->hex) != 0)
		guard_shut(c, out, (struct place){ "" }, PHRASE("the evidence changed after the last seal"))->remedy =
			&seal;
	else if (last->round != c->fold->round)
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("submittal {number} was sealed before this round began; seal the answer anew",
		                  last->number))->remedy = &seal;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct fold_seal *last = &c->fold->seals.at[c->fold->seals.count - 1];
	(void)g;
	return phrase_new(c->sc, "submittal {number}, sealed on {day}", last->number, last->as_of);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	(void)g;
	p->sealed = reasons->count || p->content;
	if (p->sealed)
		guard_plan_add(p, PHRASE("seal the newest saved version"), &seal, guard_plan_actors(p, EVENT_SEAL));
}

const struct guard guard_sealed = {
	.form = { "sealed", .needs = { EVENT_SEAL } }, .stage = GUARD_SEAL,
	.says = "the newest saved version is sealed as a submittal",
	.judge = judge, .tells = tells, .steps = add_steps,
};
