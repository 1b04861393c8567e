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
		guard_shut(c, out, (struct place){ "" }, "this state has no clock");
		return NULL;
	}
	if (!c->fold->due || !date_parse(c->fold->due, &last))
		last = entered + s->clock.days;
	date_print(last, due);
	if (c->as_of <= last)
		guard_shut(c, out, (struct place){ "" }, "the clock runs until %s", due);
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return scope_printf(c->sc, "in this state since %s", c->fold->entered_on);
}

const struct guard guard_clock_run_out = {
	.form = { "clock_run_out", "", "" }, .stage = GUARD_ACT,
	.says = "the state's clock has run out", .judge = judge, .tells = tells,
};
