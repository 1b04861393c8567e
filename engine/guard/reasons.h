/* reasons.h: why an act is shut, and what to do about it, as data.  For everyone above the guards. */
#ifndef GUARD_REASONS_H
#define GUARD_REASONS_H
#include "base/base.h"
#include "base/finding.h"
#include "base/phrase.h"
#include "base/remedy.h"

struct guard_reason {
	struct place place;
	const struct phrase *says;
	/* how to mend it, in words of the catalogue or of a rule; "" if says is enough */
	const char *how;
	const struct remedy *remedy;    /* the act that mends it, or NULL */
};
struct guard_reasons { struct guard_reason *at; size_t count, cap; };

/* A step on the way to open a guard. */
struct guard_step {
	const struct phrase *says;              /* what to do, for people */
	const char *how;                        /* "" if nothing more is to say; as in a reason */
	const struct remedy *remedy;            /* NULL where it is done in an editor, or by waiting */
	const struct phrase *who;               /* who may: roles with the names of those who hold them */
};
struct guard_steps { struct guard_step *at; size_t count, cap; };
#endif
