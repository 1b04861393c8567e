/* guard_form.h: how workflow.yaml may write each guard, so that a slip is found when the template is read.
 * For template/ and guard/. */
#ifndef TEMPLATE_GUARD_FORM_H
#define TEMPLATE_GUARD_FORM_H
#include "base/base.h"

struct guard_form {
	const char *name;
	const char *arguments, *required;       /* names with blanks between */
};

/* Of all guards, by name, NULL-ended.  guard/guard.c fills it: this floor knows what a guard is called, not what it
 * does. */
extern const struct guard_form *const guard_forms[];
#endif
