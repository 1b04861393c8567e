/* conditions_met.c: every row of a register has a column filled. */
#include "base/base.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct package_register *r = package_register(c->package, guard_text(g, "register", ""));
	int met = r ? template_column(r->of, guard_text(g, "met_column", "")) : -1;
	if (met < 0)
		return fault_make(FAULT_CORRUPT, "guard {guard} names a register or column that does not exist",
			g->name);
	guard_shut_unread(c, r, met, out);
	for (size_t i = 0; i < r->rows.count; i++)
		if (!*r->rows.at[i].cells[met])
			guard_shut(c, out, (struct place){ r->path, r->rows.at[i].line },
				PHRASE("condition {key}: {column} is empty", r->rows.at[i].cells[r->of->key[0]],
				r->of->columns[met].title.in[c->package->language]));
	if (r->rows.count == 0)
		guard_shut(c, out, (struct place){ r->path }, PHRASE("no condition is listed"));
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct package_register *r = package_register(c->package, guard_text(g, "register", ""));
	return phrase_new(c->sc, "{count} of {count}", r ? r->rows.count : 0);
}

const struct guard guard_conditions_met = {
	.form = { "conditions_met", { { "register", GUARD_REGISTER, true }, { "met_column", GUARD_COLUMN, true } } },
	.stage = GUARD_EDIT,
	.says = "every row of the register has the column filled", .judge = judge, .tells = tells,
};
