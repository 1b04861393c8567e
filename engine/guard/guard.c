/* guard.c: the table of guards, made from the file names. */
#include "base/base.h"
#include "guard/guard.h"
#include <stdarg.h>

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

void guard_shut(const struct guard_case *c, struct guard_reasons *reasons, struct place place, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	*LIST_ADD(c->sc, reasons) = (struct guard_reason){ place, scope_copy(c->sc, text) };
}

const struct fault *guard_judge(const struct guard_case *c, const struct workflow_transition *t, struct guard_reasons *reasons)
{
	for (size_t i = 0; i < t->guard_count; i++) {
		const struct guard *g = guard_find(t->guards[i].name);
		if (!g)
			return fault_make(FAULT_CORRUPT, "this sarflow has no guard \"%s\"", t->guards[i].name);
		TRY(g->judge(c, &t->guards[i], reasons));
	}
	return NULL;
}
