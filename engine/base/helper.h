/* helper.h: a received file is read in a child process with bounds.  For the doors in text/, and main.c.
 *
 * The parsers of others abort where memory ends, take gigabytes, or run
 * on bytes that somebody chose.  So a job runs in a child of the helper:
 * a small process that was forked from this program while it had one
 * thread (children forked from a threaded process hang), and that forks
 * a child for each job.  The child has the file, a bounded place for its
 * answer and nothing else: no other file, no socket, no program, no
 * child of its own.  Where the kernel lacks Landlock or seccomp, that
 * layer alone is missing.
 *
 * The helper and all its children end with the process that started it,
 * however that ends. */
#ifndef BASE_HELPER_H
#define BASE_HELPER_H
#include "base/base.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/scope.h"

enum { HELPER_FILES = 16, HELPER_ARGUMENT = 4096 };

/* What a job is about: open files, and up to HELPER_ARGUMENT bytes that say what is wanted.  Several files in one job
 * save a child each, some 1 ms; its bounds are then for all of them together. */
struct helper_input { const int *files; size_t count; const void *argument; size_t len; };

/* Runs in the child: read the files, each from wherever it stands, and put what is to be told into the answer.  Whoever
 * asked must not trust the answer: the bytes that were read may have written it.  false: there is not memory enough. */
typedef bool helper_work(const struct helper_input *, struct buf *answer);
/* A job is constant data of the program: helper and asker are the same program, so its address says which it is.
 * load: takes in a library that the program is not linked with, so that its start need not wait for it; it runs in the
 * helper, before that gives away the right to open files, and run() tells if it was in vain.  NULL: nothing.  Several
 * kinds of job, each with a load of its own, get along in one helper. */
struct helper_job { const char *name; helper_work *run; void (*load)(void); };

/* seconds: both on the clock and of the processor.  memory: bytes beyond what the program itself and the files, mapped
 * once, take.  output: bytes of the answer. */
struct helper_limits { size_t seconds, memory, output; };         /* without gaps: it is sent as it is */

/* Fork the helper, unless it runs already and has loaded what the job needs (NULL: nothing).  A server calls it before
 * its first thread, as pdf_start(); else the first job does.  FAULT_SYSTEM if it cannot be forked, or if there are
 * threads already. */
const struct fault *helper_start(const struct helper_job *) MUST_USE;

/* Run a job on files, which stay open; the answer belongs to the scope, a NUL behind it.  Any thread may call; as many
 * children as the machine has processors run at once, the other callers wait their turn.
 * FAULT_CORRUPT, in words that go on from the file's name ("takes more than 5 seconds to read"): a bound was reached or
 * the child died, so the file is to blame.  FAULT_SYSTEM: the helper is. */
const struct fault *helper_run(struct scope *, const struct helper_job *, const struct helper_input *,
                               const struct helper_limits *, const char **answer, size_t *len) MUST_USE;

/* Milliseconds of a clock that nobody sets: for the patience of whoever asks, never for what is written. */
int64_t helper_clock(void);

/* End the helper and what still runs in it; the next job starts another. */
void helper_stop(void);
#endif
