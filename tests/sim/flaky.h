/* flaky.h: the store in memory, whose calls fail: before anything is done, or after all of it.  For tests/sim alone. */
#ifndef SIM_FLAKY_H
#define SIM_FLAKY_H
#include "chance.h"
#include "store/store_private.h"

/* Another way into a store in memory, for one process. */
struct store *flaky_store(struct scope *, struct store *base);
/* The n-th call from now fails; a negative number: none. */
void flaky_plan(struct chance *, long in);
#endif
