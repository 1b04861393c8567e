/* delivered.c: the last submittal has a recorded delivery. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct fold_seal *last = c->fold->seals.count ? &c->fold->seals.at[c->fold->seals.count - 1] : NULL;
	(void)g;
	if (!last || !last->delivered_on)
		guard_shut(c, out, (struct place){ "" }, "no delivery is recorded; record it with: sarflow deliver --means TEXT");
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct fold_seal *last = &c->fold->seals.at[c->fold->seals.count - 1];
	(void)g;
	return scope_printf(c->sc, "submittal %d, delivered on %s", last->number, last->delivered_on);
}

const struct guard guard_delivered = {
	.form = { "delivered", "", "" }, .stage = GUARD_DELIVER, .says = "the last submittal has a recorded delivery",
	.judge = judge, .tells = tells,
};
