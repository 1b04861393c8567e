/* letter_attached.c: the act carries a letter. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy give = { 3, (const char *const[]){ "", "letter", "FILE" } };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	(void)g;
	if (!c->has_letter && !c->asking)
		guard_shut(c, out, (struct place){ "" }, PHRASE("the letter is missing"))->remedy = &give;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return phrase_keep(c->sc, c->has_letter ? PHRASE("it does") : PHRASE("it is asked for with the act"));
}

/* The act itself asks for it: no step of its own. */
static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	(void)p;
	(void)g;
	(void)reasons;
}

const struct guard guard_letter_attached = {
	.form = { "letter_attached", .proves_answer = true }, .stage = GUARD_ACT,
	.says = "the act carries a letter", .option = "letter",
	.judge = judge, .tells = tells, .steps = add_steps,
};
