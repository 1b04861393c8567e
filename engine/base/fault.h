/* fault.h: why an operation could not go on.  For everyone.
 *
 * A function that can fail returns `const struct fault *`; NULL is
 * success.  A fault is one sentence for the person at the keyboard, and
 * says what to do where that is not plain.  What is wrong with the
 * user's *document* is a finding, not a fault.
 *
 * A fault lives in a per-thread ring: valid until FAULT_RING more have
 * been made on the same thread.  Print it or pass it up; never keep it. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H
#include "base/base.h"

enum { FAULT_RING = 16, FAULT_TEXT = 1024 };

enum fault_code {
	FAULT_USAGE = 1,        /* the words of the command are off */
	FAULT_NOT_FOUND,        /* what was named does not exist */
	FAULT_REFUSED,          /* the workflow or a guard says no; nothing changed */
	FAULT_CONFLICT,         /* somebody else was faster; try again */
	FAULT_CORRUPT,          /* stored data is not what it must be */
	FAULT_SYSTEM            /* disc, memory, permission, library */
};

struct fault { enum fault_code code; char text[FAULT_TEXT]; };

const struct fault *fault_make(enum fault_code, const char *fmt, ...) MUST_USE PRINTF(2, 3);

/* FAULT_SYSTEM with the words of errno behind the message. */
const struct fault *fault_errno(const char *fmt, ...) MUST_USE PRINTF(1, 2);

/* The same fault with what we were doing put in front of it. */
const struct fault *fault_while(const struct fault *, const char *fmt, ...) MUST_USE PRINTF(2, 3);

/* The status the process ends with: 2 for usage, 3 for every other fault. */
int fault_exit_status(const struct fault *);
#endif
