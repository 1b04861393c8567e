/* letter_attached.c: the act carries a letter. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	(void)g;
	if (!c->has_letter && !c->asking)
		guard_shut(c, out, (struct place){ "" }, "the letter is missing; add it with --letter FILE");
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return c->has_letter ? "it does" : "give it with --letter FILE";
}

const struct guard guard_letter_attached = {
	.form = { "letter_attached", "", "" }, .stage = GUARD_ACT,
	.says = "the act carries a letter", .judge = judge, .tells = tells,
};
