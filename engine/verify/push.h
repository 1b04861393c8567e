/* push.h: whether what somebody pushes may become history.  For verify/ and web/.
 *
 * The package is verified as it would stand behind the push: whatever a verification finds wrong then, and does not
 * find now, refuses all of it.  Beside that: main and the journal alone move, and only forward; each new event is of
 * the person who pushes, or signed with a key of the person it names; nothing that was removed on purpose comes back.
 * Reading only. */
#ifndef VERIFY_PUSH_H
#define VERIFY_PUSH_H
#include "base/fault.h"
#include "base/person.h"
#include "base/world.h"
#include "desk/push.h"

/* ref NULL: it is about the push as a whole. */
struct verify_word { const char *ref; const struct phrase *says; };
struct verify_words { struct verify_word *at; size_t count, cap; };
/* refused: why not, all of them; it may become history where there is none.  told: what who pushes should know. */
struct verify_pushed { struct verify_words refused, told; };

/* Asked now and then: has it taken too long? */
struct verify_patience { bool (*ends)(void *context); void *context; };
/* folder: the package's; the desk of it stands where the push began.  Memory grows with the names of objects and not
 * with what they hold.  FAULT_REFUSED where patience ends (NULL: it never does). */
const struct fault *verify_push(struct scope *, const struct world *, const char *folder, const struct desk *,
                                const struct desk_push *, const struct person *, const struct verify_patience *,
                                struct verify_pushed *) MUST_USE;
#endif
