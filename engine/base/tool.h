/* tool.h: another program, run on a file, when the machine has it.  For base/, text/ and compare/pdf.c.
 *
 * Nothing of sarflow needs one; what a tool says is shown to a person
 * before it counts.  It gets no shell, no terminal, a bare environment,
 * bounded time, memory and output; it ends with this process, and what
 * it started ends with it. */
#ifndef BASE_TOOL_H
#define BASE_TOOL_H
#include "base/base.h"
#include "base/scope.h"

/* seconds: of the processor, and of silence.  memory: bytes of address space.  output: bytes it may write; a file it
 * makes is no longer either.  home: a folder that is HOME and the working directory; NULL: the root, no HOME. */
struct tool_bounds { unsigned seconds; size_t memory, output; const char *home; };

/* Is there a program of this name in /usr/local/bin, /usr/bin or /bin? */
bool tool_is_here(const char *name);

/* Run argv[0], searched there unless it is an absolute path, with `in` as its standard input; what it writes, with a
 * NUL behind.  NULL if there is no such program, if it fails, or if a bound is reached.  in is not closed. */
const char *tool_read(struct scope *, const char *const *argv, int in, const struct tool_bounds *, size_t *len);

/* A program that answers a request: its environment, beside what each has ("NAME=value", ended by NULL; NULL: nothing),
 * what it reads, which is not closed, and who takes what it writes as it comes; false from take ends it.  Its exit
 * status; -1 where there is no such program, a bound was reached, or a signal ended it. */
struct tool_request {
	const char *const *argv, *const *environment;
	int in;
	bool (*take)(void *context, const char *bytes, size_t len);
	void *context;
};
int tool_serve(struct scope *, const struct tool_request *, const struct tool_bounds *);

/* A program that the person chose (gpg, ssh-keygen), as git runs it: searched along their PATH, with their environment
 * and their terminal, for as long as they take to type a passphrase or to touch a key.  text: what it writes, errors:
 * the last line of what it complains about; both never NULL.  false: it is not there, it fails, or it writes more than
 * TOOL_SAID bytes. */
enum { TOOL_SAID = 256 * 1024 };
struct tool_said { const char *text, *errors; };
bool tool_ask(struct scope *, const char *const *argv, const void *in, size_t len, struct tool_said *);
/* A program of the person's desktop, as xdg-open is: searched along their PATH, with their environment, in a session of
 * its own, and left to itself: nobody waits for it, nor hears what it says or whether it is there.  false: it was not
 * tried. */
bool tool_start(const char *const *argv);
#endif
