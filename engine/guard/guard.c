/* guard.c: the table of guards, made from the file names. */
#include "base/base.h"
#include "guard/guard.h"

#define GUARD(name) extern const struct guard guard_##name;
#include "guards.def"
#undef GUARD

const struct guard *const guard_table[] = {
#define GUARD(name) &guard_##name,
#include "guards.def"
#undef GUARD
	NULL
};

const struct guard_form *const guard_forms[] = {
#define GUARD(name) &guard_##name.form,
#include "guards.def"
#undef GUARD
	NULL
};

const struct guard *guard_find(const char *name)
{
	for (const struct guard *const *g = guard_table; *g; g++)
		if (strcmp((*g)->form.name, name) == 0)
			return *g;
	return NULL;
}

const char *guard_text(const struct workflow_guard *g, const char *name, const char *otherwise)
{
	const struct names *values = workflow_argument(g, name);
	return values && values->count ? values->at[0] : otherwise;
}

size_t guard_number(const struct workflow_guard *g, const char *name, size_t otherwise)
{
	const char *text = guard_text(g, name, NULL);
	return text ? strtoul(text, NULL, 10) : otherwise;
}

bool guard_flag(const struct workflow_guard *g, const char *name)
{
	return strcmp(guard_text(g, name, "false"), "true") == 0;
}

const char *guard_role(const struct workflow_guard *g)
{
	const struct guard *known = guard_find(g->name);
	for (size_t i = 0; known && i < GUARD_ARGUMENTS && known->form.arguments[i].name; i++)
		if (known->form.arguments[i].type == GUARD_ROLE)
			return guard_text(g, known->form.arguments[i].name, "");
	return "";
}

const char *guard_role_title(const struct guard_case *c, const char *role)
{
	const struct template_role *r = template_role(c->package->template, role);
	return r ? r->title.in[c->package->language] : role;
}

void guard_shut_unread(const struct guard_case *c, const struct package_register *r, int column,
                       struct guard_reasons *out)
{
	for (size_t i = 0; i < c->package->unread.count; i++) {
		const struct package_unread *u = &c->package->unread.at[i];
		if (u->register_ == r && (u->column == PACKAGE_ALL || u->column == column))
			guard_shut(c, out, u->place, PHRASE("{column} of {register} cannot be read here",
				r->of->columns[column].title.in[c->package->language],
				r->of->title.in[c->package->language]))->how = finding_fix(FINDING_csv_cell);
	}
}

struct guard_reason *guard_shut(const struct guard_case *c, struct guard_reasons *reasons, struct place place,
                                const struct phrase *says)
{
	struct guard_reason *r = LIST_ADD(c->sc, reasons);
	*r = (struct guard_reason){ place, phrase_keep(c->sc, says), "", NULL };
	return r;
}

bool guard_looks(const struct workflow_guards *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (!guard_find(all->at[i].name) || !guard_find(all->at[i].name)->alone)
			return true;
	return false;
}

bool guard_checks(const struct workflow_guards *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (!guard_find(all->at[i].name) || guard_find(all->at[i].name)->checks)
			return true;
	return false;
}

enum judged { JUDGE_OTHERS, JUDGE_CHECKING, JUDGE_ALL };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guards *all, enum judged which,
                                 struct guard_reasons *reasons)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct guard *g = guard_find(all->at[i].name);
		if (!g)
			return fault_make(FAULT_CORRUPT, "this program has no guard \"{guard}\"", all->at[i].name);
		if (which == JUDGE_ALL || (which == JUDGE_CHECKING) == g->checks)
			TRY(g->judge(c, &all->at[i], reasons));
	}
	return NULL;
}

const struct fault *guard_judge_some(const struct guard_case *c, const struct workflow_guards *all, bool checking,
                                     struct guard_reasons *reasons)
{
	return judge(c, all, checking ? JUDGE_CHECKING : JUDGE_OTHERS, reasons);
}

const struct fault *guard_judge(const struct guard_case *c, const struct workflow_guards *all,
                                struct guard_reasons *reasons)
{
	return judge(c, all, JUDGE_ALL, reasons);
}
