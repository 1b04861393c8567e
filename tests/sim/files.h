/* files.h: the simulated disc behind the C library's calls.  For tests/sim alone.
 *
 * calls.c defines open(), rename() and so on in the test's own executable, where the linker finds them before those of
 * libc, for libgit2 as well.  What lies below FILES_ROOT goes to the disc; all else to the system. */
#ifndef SIM_FILES_H
#define SIM_FILES_H
#include "disc.h"

#define FILES_ROOT "/sim"

/* The disc that calls go to from now on; NULL: none. */
void files_mount(struct disc *);
/* No file of this person's process is open any more, its locks are free; a negative one: of nobody's. */
void files_close_all(int person);
/* Calls so far, and a digest of all that was asked and answered but for the names of temporaries. */
uint64_t files_calls(void);
uint64_t files_digest(void);
/* Every call is shown. */
extern bool files_shown;
/* Real time, whatever the simulated clock says. */
double files_real_seconds(void);
#endif
