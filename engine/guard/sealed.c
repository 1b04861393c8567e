/* sealed.c: the newest saved version is sealed as a submittal. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct fold_seal *last = c->fold->seals.count ? &c->fold->seals.at[c->fold->seals.count - 1] : NULL;
	(void)g;
	if (!last || strcmp(last->evidence, c->evidence->hex) != 0)
		guard_shut(c, out, (struct place){ "" }, "%s; seal it with: sarflow seal",
		           last ? "the evidence changed after the last seal" : "no submittal is sealed");
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct fold_seal *last = &c->fold->seals.at[c->fold->seals.count - 1];
	(void)g;
	return scope_printf(c->sc, "submittal %d, sealed on %s", last->number, last->as_of);
}

const struct guard guard_sealed = {
	.form = { "sealed", "", "" }, .stage = GUARD_SEAL, .says = "the newest saved version is sealed as a submittal",
	.judge = judge, .tells = tells,
};
