/* take_left.h: what a take that was stopped on its way left in the work tree.  For desk/take*.c alone.
 *
 * Before a take writes its first file it says which, and with which
 * content.  So another can tell what was left half done, which it may save,
 * from the work of a person, which it must not. */
#ifndef DESK_TAKE_LEFT_H
#define DESK_TAKE_LEFT_H
#include "desk/take_private.h"

/* FAULT_REFUSED where anything waits unsaved that no take left just so.  any: something does that one left. */
const struct fault *take_left_judge(struct take *, bool *any) MUST_USE;
/* Say what is to be written, beside what was left before.  The lock must be held. */
const struct fault *take_left_say(struct take *) MUST_USE;
/* All of it is saved. */
void take_left_forget(struct take *);
#endif
