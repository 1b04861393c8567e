/* remarks_closed.c: no remark of a severity, or a worse one, waits for anything. */
#include "base/base.h"
#include "guard/guard.h"
#include "compare/remark.h"

/* The Government closes its deficiencies itself, after it has the answer. */
static bool waits(const struct fold_remark *r) { return r->state == FOLD_OPEN || (r->state == FOLD_ANSWERED && !r->reported_by); }

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const char *severity = guard_text(g, "severity", "");
	for (size_t i = 0; i < c->fold->remarks.count; i++) {
		const struct fold_remark *r = &c->fold->remarks.at[i];
		struct remark_place at;
		if (!waits(r) || !remark_is_at_least(c->package->template, r, severity))
			continue;
		remark_find(c->sc, c->package, r, &at);
		guard_shut(c, out, (struct place){ .file = at.file, .line = at.line }, "remark %d (%s%s) is %s%s: %s", r->number, r->severity,
		           r->theirs ? scope_printf(c->sc, ", number %s of the letter", r->theirs) : "",
		           r->state == FOLD_OPEN ? "not answered" : "answered and not closed", at.gone ? ", its place is gone" : "", at.where);
	}
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	size_t closed = 0;
	(void)g;
	for (size_t i = 0; i < c->fold->remarks.count; i++)
		closed += c->fold->remarks.at[i].state == FOLD_CLOSED;
	return scope_printf(c->sc, "%zu remarks, %zu of them closed", c->fold->remarks.count, closed);
}

const struct guard guard_remarks_closed = {
	.form = { "remarks_closed", "severity", "severity" }, .stage = GUARD_EDIT,
	.says = "remarks of this severity or a worse one are closed, those of the Government answered", .judge = judge, .tells = tells,
};
