/* fault.h: why an operation could not go on.  For everyone.
 *
 * A function that can fail returns `const struct fault *`; NULL is
 * success.  A fault is one sentence for the person at the keyboard, a
 * phrase (base/phrase.h), and may carry a remedy: what to do.  What is
 * wrong with the user's *document* is a finding, not a fault.
 *
 * A fault lives in a per-thread ring: valid until FAULT_RING more have
 * been made on the same thread.  Print it or pass it up; never keep it. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/remedy.h"

enum { FAULT_RING = 16, FAULT_TEXT = 1024, FAULT_DEPTH = 5 };

/*      code, the status the process ends with, what it means */
#define FAULTS(X) \
	X(USAGE, 2)             /* the words of the command are off */ \
	X(NOT_FOUND, 3)         /* what was named does not exist */ \
	X(REFUSED, 3)           /* the workflow or a guard says no; nothing changed */ \
	X(CONFLICT, 3)          /* somebody else was faster; try again */ \
	X(CORRUPT, 3)           /* stored data is not what it must be */ \
	X(SYSTEM, 3)            /* disc, memory, permission, library */

enum fault_code {
	FAULT_NONE,
#define X(code, status) FAULT_##code,
	FAULTS(X)
#undef X
	FAULT_COUNT
};

struct fault {
	enum fault_code code;
	const char *text;               /* in English, with what it happened in */
	const struct remedy *remedy;    /* or NULL */
	struct phrase says[FAULT_DEPTH];        /* what we were doing, what in that, and last what went wrong */
	size_t depth;
	const char *system;             /* a library's or the system's own words, "" if none */
	bool machine;                   /* nothing is wrong with what was asked: the disc, handles or memory failed */
};

/* fault_make(FAULT_REFUSED, "there is no \"{action}\"", action) */
#define fault_make(code, ...) fault_of((code), PHRASE(__VA_ARGS__))
const struct fault *fault_of(enum fault_code, const struct phrase *) MUST_USE;

/* Is that errno the machine's own: the disc, handles, memory?  Not: what is asked for is not there, or not ours. */
bool fault_is_of_machine(int number);
/* FAULT_SYSTEM with the words of errno behind the message. */
#define fault_errno(...) fault_of_errno(PHRASE(__VA_ARGS__))
const struct fault *fault_of_errno(const struct phrase *) MUST_USE;
/* The same with the words of a library. */
const struct fault *fault_of_library(enum fault_code, const struct phrase *, const char *words) MUST_USE;

/* The same fault with what we were doing put in front of it. */
#define fault_while(why, ...) fault_of_doing((why), PHRASE(__VA_ARGS__))
const struct fault *fault_of_doing(const struct fault *, const struct phrase *) MUST_USE;

/* The same fault with what to do about it: fault_advise(f, REMEDY("next")). */
const struct fault *fault_advise(const struct fault *, const struct remedy *) MUST_USE;

/* Whether a call failed, for who goes on without what it was to bring: the fault is told to nobody, and a comment
 * beside it says why that is right.  `make check` finds whoever lets one go without this word. */
#define FAILED(call) ((call) != NULL)

/* The same for who makes a judgement of it: this is missing, that is damaged.  A fault of the machine proves nothing of
 * the kind, so it is remembered on this thread, and whoever hands judgements over asks fault_missed() first. */
#define MISSED(call) fault_miss(call)
bool fault_miss(const struct fault *);
/* What was remembered since this was asked last, as a fault; NULL: each judgement stands. */
const struct fault *fault_missed(void) MUST_USE;
/* Begin anew: what was remembered is no matter of what comes now. */
void fault_forget(void);

/* The sentence, without the remedy, in the reader's language. */
const char *fault_say(struct scope *, const struct reader *, const struct fault *);

/* The status the process ends with. */
int fault_exit_status(const struct fault *);
#endif
