/* requirements_answered.c: each checklist line that applies is answered. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct template_requirements *lines = template_requirements(c->package->template);
	(void)g;
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		if (*package_need_of(c->package, r) == '-' || package_state(c->package, r) != PACKAGE_UNANSWERED)
			continue;
		struct place at = { r->element->file, 0, 0 };
		const struct package_document *d = package_document(c->package, r->element->id);
		for (size_t k = 0; d && k < d->sections.count; k++)
			if (d->sections.at[k].requirement == r)
				at.line = d->sections.at[k].heading->line;
		guard_shut(c, out, at, PHRASE("{line} is not answered: {text}", r->id,
			r->text.in[c->package->language]));
	}
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct template_requirements *lines = template_requirements(c->package->template);
	size_t applies = 0;
	(void)g;
	for (size_t i = 0; i < lines->count; i++)
		applies += *package_need_of(c->package, &lines->at[i]) != '-';
	return phrase_new(c->sc, "{count} of {count} are answered", applies);
}

const struct guard guard_requirements_answered = {
	.form = { "requirements_answered" }, .stage = GUARD_EDIT,
	.says = "each checklist line that applies is answered", .judge = judge, .tells = tells,
};
