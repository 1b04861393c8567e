/* filter_process.h: one filter for all files of a git command, as git asks for it (gitattributes(5), "Long Running
 * Filter Process"; packets: gitprotocol-common(5), "pkt-line Format").  For cmd_filter.c and tests. */
#ifndef COMMAND_FILTER_PROCESS_H
#define COMMAND_FILTER_PROCESS_H
#include "base/base.h"
#include "base/fault.h"

struct filter_process {
	FILE *in, *out;                 /* what git says, what it is told */
	const char *tmp;                /* a folder of temporaries for what git hands over, or NULL */
	/* One file; clean reads all of `in` before it writes.  A fault is of that file alone. */
	const struct fault *(*filter)(void *context, const char *path, bool clean, FILE *in, FILE *out) MUST_USE;
	void (*tell)(void *context, const struct fault *);    /* to the person */
	void *context;
};
/* Until git closes `in`.  Faults are of the talk itself: git does not keep to it, or is gone. */
const struct fault *filter_process(const struct filter_process *) MUST_USE;
#endif
