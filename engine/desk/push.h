/* push.h: what somebody's git reads of a package, and what it brings, before that may become history.
 * For desk/, verify/ and web/.
 *
 * A push goes three steps: git puts what comes into a place of its own (desk_push_begin), where it moves nothing of the
 * package; it is judged there (verify/push.h); and only then does the package move (desk_push_keep). */
#ifndef DESK_PUSH_H
#define DESK_PUSH_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

struct desk;
struct desk_push;
/* A repository for git alone, with main, the journal and the submittals; it ends with the scope.  most: bytes of a
 * pack. */
const struct fault *desk_push_begin(struct scope *, struct desk *, uint64_t most, struct desk_push **) MUST_USE;
const char *desk_push_folder(const struct desk_push *);
/* Git is through: what it would move is known from here on, as "main, journal". */
const struct fault *desk_push_end(struct desk_push *, size_t *moves) MUST_USE;
const char *desk_push_names(struct scope *, const struct desk_push *);
/* The package moves as was judged: first main, then the journal; what is not there yet is copied before.
 * FAULT_CONFLICT if either has moved since the beginning: then it is to be judged anew. */
const struct fault *desk_push_keep(struct desk *, const struct desk_push *) MUST_USE;
#endif
