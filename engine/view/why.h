/* why.h: what stands between a package and an action: every guard, and the shortest way to open them.
 * For everyone above view/.
 *
 * Steps stand in the order in which they can be taken: mend the content,
 * settle remarks, save, sign, seal, deliver, act.  An element that must
 * be mended loses its sign-offs: they are among the steps. */
#ifndef VIEW_WHY_H
#define VIEW_WHY_H
#include "guard/reasons.h"
#include "view/view.h"

struct why_guard {
	const struct workflow_guard *guard;
	/* says: a key of the catalogue; arguments: "{role: quality, elements: all}", "" if none */
	const char *says, *arguments;
	const struct phrase *evidence;          /* of an open one, else NULL */
	struct guard_reasons reasons;           /* none: open */
};

struct why {
	const struct workflow_transition *transition;
	bool is_act;                            /* seal, export, deliver ...: the state stays */
	const char *title;                      /* of the action, in the reader's language */
	const char *state;                      /* where the package stands */
	const char *from, *to;                  /* to: NULL if it cannot be told */
	/* actions to take first, where the package is in another state; the last state is `from` */
	struct names before;
	bool open;
	struct { struct why_guard *at; size_t count, cap; } guards;
	struct guard_steps steps;
};

/* The kind of event that a command which is no transition records, "seal"; false if no act with guards is called so. */
bool why_act(const char *command, enum event_kind *);

/* Judged on main's tip, on the desk's day; action: of a transition, or a command that is an act with guards ("seal").
 * FAULT_NOT_FOUND if no state ever has this action, or none can be reached. */
const struct fault *why_of(struct desk *, const char *action, struct why **) MUST_USE;
#endif
