/* no_findings.c: check finds nothing at or above a level. */
#include "base/base.h"
#include "guard/guard.h"

static bool is_told(const struct guard_reasons *out, struct place place)
{
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->at[i].place.file, place.file) == 0
		    && (place.line == 0 || out->at[i].place.line == place.line))
			return true;
	return false;
}

/* A rule that could not be asked whole has not said that nothing is wrong; a waiver of what could not be read does not
 * say it for the rule. */
static void shut_unasked(const struct guard_case *c, enum finding_level level, const struct names *files,
                         const struct names *rules, struct guard_reasons *out)
{
	for (size_t i = 0; i < c->findings->unasked.count; i++) {
		const struct finding_unasked *u = &c->findings->unasked.at[i];
		if (u->level >= level && (!files || list_has(files, u->file)) && (!rules || list_has(rules, u->rule))
		    && !is_told(out, u->cause))
			guard_shut(c, out, u->cause, PHRASE("what stands here cannot be read, so the rule {rule} was "
				"not asked", u->rule))->how = finding_fix(FINDING_csv_cell);
	}
}

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	enum finding_level level = FINDING_ERROR;
	const struct names *files = workflow_argument(g, "files"), *rules = workflow_argument(g, "rules");
	size_t accepted = 0, most = guard_number(g, "waivers", SIZE_MAX);
	bool unread = c->package->identity.count == 0;  /* no rule was asked, so what is wrong is wrong for each */
	finding_level_parse(guard_text(g, "level", "error"), &level);
	for (size_t i = 0; i < c->findings->count; i++) {
		const struct finding *f = &c->findings->at[i];
		accepted += f->waived && f->level >= level;
		if (f->level < level || f->waived || (!unread && files && !list_has(files, f->place.file))
		    || (!unread && rules && !list_has(rules, f->rule)))
			continue;
		const struct phrase *message = f->says ? f->says : PHRASE("{message}", f->message);
		const struct phrase *name = phrase_keep(c->sc, phrase_bare(finding_level_name(f->level)));
		struct guard_reason *r = guard_shut(c, out, f->place, PHRASE("{level}: {message} [{rule}]", name,
			message, f->rule));
		r->how = f->fix;
		r->remedy = f->remedy;
	}
	shut_unasked(c, level, files, rules, out);
	if (accepted > most)
		guard_shut(c, out, (struct place){ "" },
		           PHRASE("{count} {count:finding is|findings are} waived, at most {most} may be", accepted,
		                  most));
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return finding_tally(c->sc, c->findings, true);
}

const struct guard guard_no_findings = {
	.form = { "no_findings", { { "level", GUARD_LEVEL, true }, { "files", GUARD_FILES, false },
	                           { "rules", GUARD_RULES, false },
	                           { "waivers", GUARD_NUMBER, false } } },
	.stage = GUARD_EDIT, .says = "check finds nothing at or above the level that nobody waived", .judge = judge,
	.tells = tells,
	.checks = true,
};
