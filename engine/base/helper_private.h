/* helper_private.h: what passes between asker, helper and child.  For base/helper*.c and their test. */
#ifndef BASE_HELPER_PRIVATE_H
#define BASE_HELPER_PRIVATE_H
#include "base/helper.h"
#include <sys/types.h>

/* One message of a sequenced socket, with descriptors: where the verdict goes (a pipe), where the answer goes (a file
 * in memory), and the `files` that are to be read.  Only `len` bytes of the argument are sent. */
struct helper_request {
	const struct helper_job *job;
	struct helper_limits limits;
	size_t files, len;
	char argument[HELPER_ARGUMENT];
};
enum { HELPER_VERDICT_FD, HELPER_ANSWER_FD, HELPER_FIRST_FD, HELPER_FDS = HELPER_FIRST_FD + HELPER_FILES };

/* How a child ended, told by the helper when nothing of it is left. */
enum helper_end { HELPER_EXITED, HELPER_SIGNALLED, HELPER_LATE, HELPER_UNBORN };
struct helper_verdict { int32_t end, value; };          /* value: exit status, signal, -, errno */

/* A child's exit status where it is not 0. */
enum { HELPER_EXIT_MEMORY = 101, HELPER_EXIT_ANSWER, HELPER_EXIT_SETUP };

/* The helper's own life: serve until the other end of the socket is closed. */
_Noreturn void helper_serve(int socket);

/* Once, in the helper: what its children inherit. */
void helper_confine_helper(void);
/* In a child: everything but reading, writing, memory and ending is refused from here on. */
void helper_confine_child(void);

/* In a child, the helper's process id given: close all that is not the job's, take the limits on, run, end.  base:
 * bytes of address space the program takes without a job. */
_Noreturn void helper_become_child(const struct helper_request *, const int fds[HELPER_FDS], pid_t helper, size_t base);
/* Close every descriptor from this one on. */
void helper_close_from(int first);
#endif
