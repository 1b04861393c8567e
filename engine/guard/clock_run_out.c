/* clock_run_out.c: the clock of the present state has run out. */
#include "base/base.h"
#include "base/date.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct workflow_state *s = workflow_state(c->fold->workflow, c->fold->state);
	int entered, last;
	char due[DATE_TEXT];
	(void)g;
	if (!s->clock.days || !date_parse(c->fold->entered_on, &entered)) {
		guard_shut(c, out, (struct place){ "" }, PHRASE("this state has no clock"));
		return NULL;
	}
	if (!c->fold->due || !date_parse(c->fold->due, &last))
		last = entered + s->clock.days;
	date_print(last, due);
	if (c->as_of <= last)
		guard_shut(c, out, (struct place){ "" }, PHRASE("the clock runs until {due}", due));
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return phrase_new(c->sc, "in this state since {day}", c->fold->entered_on);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	(void)g;
	for (size_t i = 0; i < reasons->count; i++)
		guard_plan_add(p, PHRASE("wait: {reason}", reasons->at[i].says), NULL, PHRASE("nobody can shorten it"));
}

static const struct phrase *lint(struct scope *sc, const struct template *t, const struct workflow_transition *move,
                                 const struct workflow_guard *g)
{
	(void)g;
	for (size_t i = 0; i < move->from.count; i++) {
		const struct workflow_state *from = workflow_state(&t->workflow, move->from.at[i]);
		if (from && !from->clock.days)
			return phrase_new(sc, "\"{action}\" waits for the clock of \"{state}\", which has none",
			                  move->action, from->id);
	}
	return NULL;
}

const struct guard guard_clock_run_out = {
	.form = { "clock_run_out", .lint = lint }, .stage = GUARD_ACT, .says = "the state's clock has run out",
	.judge = judge, .tells = tells, .steps = add_steps,
};
