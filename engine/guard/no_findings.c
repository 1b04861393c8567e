/* no_findings.c: check finds nothing at or above a level. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	enum finding_level level = FINDING_ERROR;
	const struct names *files = workflow_argument(g, "files");
	size_t accepted = 0, most = (size_t)atoi(guard_text(g, "waivers", "1000000"));
	finding_level_parse(guard_text(g, "level", "error"), &level);
	for (size_t i = 0; i < c->findings->count; i++) {
		const struct finding *f = &c->findings->at[i];
		accepted += f->waived && f->level >= level;
		if (f->level >= level && !f->waived && (!files || list_has(files, f->place.file)))
			guard_shut(c, out, f->place, "%s: %s [%s]", finding_level_name(f->level), f->message, f->rule);
	}
	if (accepted > most)
		guard_shut(c, out, (struct place){ "" }, "%zu findings are waived, at most %zu may be", accepted, most);
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return scope_printf(c->sc, "%zu errors, %zu warnings, %zu notes, %zu waived", c->findings->errors, c->findings->warnings, c->findings->notes,
	                    c->findings->waived);
}

const struct guard guard_no_findings = {
	.form = { "no_findings", "level files waivers", "level" }, .stage = GUARD_EDIT,
	.says = "check finds nothing at or above the level that nobody waived", .judge = judge, .tells = tells,
};
