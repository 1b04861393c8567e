/* in_state.c: the package stands in one of these states.  For acts: a transition says where it leads from. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy next = { 1, (const char *const[]){ "next" } };

static const char *title_of(const struct guard_case *c, const char *id)
{
	const struct workflow_state *s = workflow_state(c->fold->workflow, id);
	return s ? s->title.in[c->package->language] : id;
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct names *states = workflow_argument(g, "states");
	if (!list_has(states, c->fold->state))
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("the package is in state \"{state}\" ({title}); it may be done in: {states}",
		                  c->fold->state, title_of(c, c->fold->state),
		                  list_join(c->sc, states, ", ")))->remedy = &next;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return phrase_new(c->sc, "{state}", title_of(c, c->fold->state));
}

/* Another act comes first: `next` tells which. */
static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	const struct names *states = workflow_argument(g, "states");
	if (reasons->count)
		guard_plan_add(p, PHRASE("bring the package into one of these states: {states}",
		                         list_join(p->c->sc, states, ", ")), &next, PHRASE("see there"));
}

const struct guard guard_in_state = {
	.form = { "in_state", { { "states", GUARD_STATES, true } } },
	.stage = GUARD_EDIT, .says = "the package stands in one of these states",
	.judge = judge, .tells = tells, .steps = add_steps,
};
