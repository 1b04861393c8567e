/* tool.h: another program, run on a file, when the machine has it.  For base/ and compare/pdf.c.
 *
 * Nothing of sarflow needs one; what a tool says is a help to readers and
 * is never stored.  It gets no shell, no terminal, a bare environment,
 * bounded time, memory and output. */
#ifndef BASE_TOOL_H
#define BASE_TOOL_H
#include "base/base.h"
#include "base/scope.h"

/* Run argv[0], searched in /usr/local/bin, /usr/bin and /bin, with `in` as its standard input; what it writes, with a
 * NUL behind.  NULL if there is no such program, if it fails, or if a bound is reached.  in is not closed. */
const char *tool_read(struct scope *, const char *const *argv, int in, size_t limit, size_t *len);
#endif
