/* push_private.h: what a push is made of.  For desk/push.c and verify/push.c. */
#ifndef DESK_PUSH_PRIVATE_H
#define DESK_PUSH_PRIVATE_H
#include "desk/push.h"
#include "store/gate.h"

struct desk_push { struct scope *sc; struct store_gate *gate; const struct store_move *moves; size_t count; };
/* Where a reference moves; NULL: it stays. */
const struct store_move *desk_push_move(const struct desk_push *, const char *ref);
#endif
