/* valid_until.c: every day in a column lies far enough ahead; an empty day is unlimited. */
#include "base/base.h"
#include "base/date.h"
#include "guard/guard.h"

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	const struct package_register *r = package_register(c->package, guard_text(g, "register", ""));
	int column = r ? template_column(r->of, guard_text(g, "column", "")) : -1, days = (int)guard_number(g, "days",
		0);
	char wanted[DATE_TEXT];
	if (column < 0)
		return fault_make(FAULT_CORRUPT, "guard {guard} names a register or column that does not exist",
			g->name);
	guard_shut_unread(c, r, column, out);
	date_print(c->as_of + days, wanted);
	for (size_t i = 0; i < r->rows.count; i++) {
		const char *text = r->rows.at[i].cells[column];
		int day;
		if (date_parse(text, &day) && day < c->as_of + days)
			guard_shut(c, out, (struct place){ r->path, r->rows.at[i].line, column + 1 },
				PHRASE("{register} {key}: {day} is before {wanted}, {days} {days:day|days} ahead",
				r->of->title.in[c->package->language], r->rows.at[i].cells[r->of->key[0]], text, wanted,
					days));
	}
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	const struct package_register *r = package_register(c->package, guard_text(g, "register", ""));
	int column = r ? template_column(r->of, guard_text(g, "column", "")) : -1;
	const char *first = "";
	for (size_t i = 0; column >= 0 && i < r->rows.count; i++) {
		const char *day = r->rows.at[i].cells[column];
		if (*day && (!*first || strcmp(day, first) < 0))
			first = day;
	}
	return phrase_keep(c->sc, *first ? PHRASE("the first to end is {day}", first) : PHRASE("no day is given"));
}

const struct guard guard_valid_until = {
	.form = { "valid_until", { { "register", GUARD_REGISTER, true }, { "column", GUARD_DAY_COLUMN, true },
	                           { "days", GUARD_NUMBER, true } } },
	.stage = GUARD_EDIT,
	.says = "every day in the column lies at least that many days ahead", .judge = judge, .tells = tells,
};
