/* renewal.h: what a newer state of a used package would change here, before it is pinned.
 * For everyone above view/. */
#ifndef VIEW_RENEWAL_H
#define VIEW_RENEWAL_H
#include "base/base.h"
#include "base/fault.h"
#include "compare/compare.h"

struct desk;

struct renewal {
	const struct compare *compare;          /* of the used package: from the pinned state to the newer one */
	const struct findings *before, *after;  /* here: as it rests on the one, as it would on the other */
};

/* now: the work tree of the desk; next: the newest usable state of used, which would be pinned as `use`. */
const struct fault *renewal_of(struct desk *, const struct package *now, const struct template_use *use,
                               struct desk *used, const struct package *next, struct renewal *) MUST_USE;
#endif
