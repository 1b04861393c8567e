/* conditions_met.c: every row of a register has a column filled. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct package_register *r = package_register(c->package, guard_text(g, "register", ""));
	int met = r ? template_column(r->of, guard_text(g, "met_column", "")) : -1;
	if (met < 0)
		return fault_make(FAULT_CORRUPT, "guard conditions_met names a register or column that does not exist");
	for (size_t i = 0; i < r->rows.count; i++)
		if (!*r->rows.at[i].cells[met])
			guard_shut(c, out, (struct place){ r->path, r->rows.at[i].line }, "condition %s: %s is empty",
			           r->rows.at[i].cells[r->of->key[0]], r->of->columns[met].title.in[0]);
	if (r->rows.count == 0)
		guard_shut(c, out, (struct place){ r->path }, "no condition is listed");
	return NULL;
}

static const char *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct package_register *r = package_register(c->package, guard_text(g, "register", ""));
	return scope_printf(c->sc, "%zu of %zu", r ? r->rows.count : 0, r ? r->rows.count : 0);
}

const struct guard guard_conditions_met = {
	.form = { "conditions_met", "register met_column", "register met_column" }, .stage = GUARD_EDIT,
	.says = "every row of the register has the column filled", .judge = judge, .tells = tells,
};
