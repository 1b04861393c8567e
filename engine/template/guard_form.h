/* guard_form.h: how workflow.yaml may write each guard, so that a slip is found when the template is read.  For the
 * template and guard floors. */
#ifndef TEMPLATE_GUARD_FORM_H
#define TEMPLATE_GUARD_FORM_H
#include "base/base.h"
#include "base/phrase.h"
#include "journal/workflow.h"

struct template;

/* What an argument's value must be; a list where it says so, else one value. */
enum guard_type {
	GUARD_NUMBER,           /* a whole number from 0 */
	GUARD_FLAG,             /* true or false */
	GUARD_ROLE,             /* a role of the template */
	GUARD_LEVEL,            /* error, warning, note */
	GUARD_RULES,            /* a list of rules */
	GUARD_STATES,           /* a list of states */
	GUARD_SEVERITY,         /* one under remarks */
	GUARD_ELEMENTS,         /* a list of elements, or all */
	GUARD_FILES,            /* a list of files that a package of the template has */
	GUARD_REGISTER,         /* a register of the template */
	GUARD_COLUMN,           /* a column of the register that the same guard names */
	GUARD_DAY_COLUMN        /* the same, and it holds days */
};
struct guard_argument { const char *name; enum guard_type type; bool required; };

enum { GUARD_ARGUMENTS = 6 };
struct guard_form {
	const char *name;
	struct guard_argument arguments[GUARD_ARGUMENTS];       /* ended by a name of NULL */
	/* What is wrong with the guard where this transition uses it, kept in the scope; NULL: nothing.  May itself be
	 * NULL.  An act ("seal") stands as a transition that leads nowhere. */
	const struct phrase *(*lint)(struct scope *, const struct template *, const struct workflow_transition *,
	                             const struct workflow_guard *);
	bool proves_answer;             /* open only after something went out to the authority */
	bool plain;                     /* may be written without arguments as NAME: true */
	/* Acts without which it never opens: somebody must be allowed to do them.  Ended by EVENT_OPEN. */
	enum event_kind needs[4];
};

/* Of all guards, by name, NULL-ended.  guard/guard.c fills it: this floor knows what a guard is called, not what it
 * does. */
extern const struct guard_form *const guard_forms[];
#endif
