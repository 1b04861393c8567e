/* guard_no_findings.c: check finds nothing at or above a level. */
#include "base/base.h"
#include "package/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	enum finding_level level = FINDING_ERROR;
	finding_level_parse(guard_text(g, "level", "error"), &level);
	for (size_t i = 0; i < c->findings->count; i++) {
		const struct finding *f = &c->findings->at[i];
		if (f->level >= level)
			guard_shut(c, out, f->place, "%s: %s [%s]", finding_level_name(f->level), f->message, f->rule);
	}
	return NULL;
}

const struct guard guard_no_findings = {
	.name = "no_findings", .arguments = "level", .required = "level",
	.says = "check finds nothing at or above the level", .judge = judge,
};
