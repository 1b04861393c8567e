/* gate.h: a place where a stranger's git may read a package, and put what it would like to add; for store/, desk/ and
 * verify/push.c.
 *
 * A bare repository of its own, in the package's folder of temporaries, that ends with the scope.  It has the names of
 * main, of the journal and of the submittals, reads the package's objects where they lie, and keeps what comes in for
 * itself.  Nothing of the package's own settings and hooks is in it, so whatever a received package brought along is
 * not asked and not run.  What git moves there has moved nowhere else. */
#ifndef STORE_GATE_H
#define STORE_GATE_H
#include "store/store.h"

/* most: bytes of a pack that it takes. */
struct store_gate { const char *folder; const struct store_ref *refs; size_t count; bool worked; };
/* worked: the package has a work tree.  FAULT_REFUSED for a store that is not on disc. */
const struct fault *store_gate_make(struct scope *, struct store *, uint64_t most, struct store_gate **) MUST_USE;

/* A name that does not lead where it led; from or to "": it was not there, it is gone. */
struct store_move { const char *ref; struct store_id from, to; };
const struct fault *store_gate_moves(struct scope *, const struct store_gate *, const struct store_move **,
                                     size_t *count) MUST_USE;
/* This handle reads the package as it would be behind these moves, from here on.  It must write nothing. */
const struct fault *store_gate_see(struct store *, const struct store_gate *, const struct store_move *,
                                   size_t count) MUST_USE;
/* Copy what a move leads to into the package; nothing refers to it yet.  Not by a handle that sees it. */
const struct fault *store_gate_admit(struct store *, const struct store_gate *, const struct store_move *) MUST_USE;
/* Main to where a move leads, durably; FAULT_CONFLICT if it is not where that begins.  The lock must be held. */
const struct fault *store_gate_advance(struct store *, const struct store_move *) MUST_USE;
#endif
