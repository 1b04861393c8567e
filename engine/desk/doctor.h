/* doctor.h: what can be put right in a package without touching its history.  For desk/ and command/. */
#ifndef DESK_DOCTOR_H
#define DESK_DOCTOR_H
#include "desk/desk.h"

enum doctor_state { DOCTOR_MENDED, DOCTOR_TO_MEND, DOCTOR_LOST };      /* put right; it would be; nobody can, here */
struct doctor_note { enum doctor_state state; const struct phrase *says; const struct remedy *remedy; };
struct doctor { struct { struct doctor_note *at; size_t count, cap; } notes; size_t lost; };

struct doctor_wish {
	const char *from;               /* a copy (backup.h) that may have what is missing; or NULL */
	bool only_look;
	int unused;                     /* days after which content that nothing refers to goes; 0: it stays */
};
/* Look at settings, index, objects and content of the package that world->directory lies in; leftovers of writers that
 * died go with the lock.  Works where the journal cannot be read. */
const struct fault *doctor_run(struct scope *, const struct world *, const struct person *, const struct doctor_wish *,
                               struct doctor *) MUST_USE;
#endif
