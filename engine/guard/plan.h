/* plan.h: the way to open guards, step by step, in an order that works.  For the guards and the view `why`. */
#ifndef GUARD_PLAN_H
#define GUARD_PLAN_H
#include "base/base.h"
#include "base/list.h"
#include "guard/reasons.h"
#include "journal/fold.h"

struct guard_case;

struct guard_plan {
	const struct guard_case *c;
	struct guard_steps steps;
	struct names edited;                    /* elements that a step changes: their sign-offs end */
	bool content;                           /* a step changes content: it must be saved, signed and sealed anew */
	bool sealed;                            /* a step seals: it must be delivered */
};

/* Texts are kept in the case's scope. */
void guard_plan_add(struct guard_plan *, const struct phrase *says, const struct remedy *, const struct phrase *who);
/* Mend what a reason says where it is; told once, whichever guard says so. */
void guard_plan_mend(struct guard_plan *, const struct guard_reason *);

/* Who may: those who hold one of the roles; those to whom a kind of event is open. */
const struct phrase *guard_plan_roles(const struct guard_plan *, const struct names *roles);
const struct phrase *guard_plan_actors(const struct guard_plan *, enum event_kind);
#endif
