/* oracle.h: what must be, and whether it is.  For tests/sim alone.
 *
 * The store in memory goes the same way as the one under test: what was decided must be decided there, too, and lead to
 * the same tips.  The engine's own reader is the checker: each event that was reported is there, in order; what was
 * denied is not; nothing that nobody did is there; what a commit reaches is whole. */
#ifndef SIM_ORACLE_H
#define SIM_ORACLE_H
#include "base/scope.h"

struct life;
struct oracle;
struct oracle *oracle_new(struct life *);
/* What it has open is closed, before the disc goes. */
void oracle_end(struct oracle *);
/* Compare with what is there now.  cut: the power failed, and what nobody was told of may be gone again.
 * whole: read everything anew, to the last object. */
void oracle_compare(struct life *, bool cut, bool whole);
#endif
