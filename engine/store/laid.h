/* laid.h: a store whose work tree is what main's tip holds, in memory.  For desk/ and store/.
 *
 * Who changes evidence by a page sees no folder, and a home that serves a team has none.  What is
 * written lies over main's tip until store_save() makes the next version of it.  Where the store has
 * a folder all the same, its files follow, and one that was changed there and not saved is never
 * written over: FAULT_CONFLICT. */
#ifndef STORE_LAID_H
#define STORE_LAID_H
#include "store/store.h"

/* It lives as long as the scope and the store under it; the lock of either is the lock of both.  FAULT_REFUSED where
 * nothing is saved yet. */
const struct fault *laid_over_main(struct scope *, struct store *under, struct store **) MUST_USE;
#endif
