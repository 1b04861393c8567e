/* env.h: everything a command is handed: the world, the person, the terminal.  For command/ and main.c.
 *
 * main() fills it, a test fills it by hand. */
#ifndef COMMAND_ENV_H
#define COMMAND_ENV_H
#include "base/base.h"
#include "base/fault.h"
#include "base/person.h"
#include "base/scope.h"
#include "base/world.h"

struct desk_templates;
struct env {
	struct world world;
	struct person person;
	const char *home;               /* the person's own folder; NULL: none is known */
	FILE *in, *out, *err;
	bool in_terminal, out_terminal, err_terminal;
	const char *desktop;            /* this login's own folder, where it has a desktop (XDG); NULL: it has none */
	bool color;                     /* out may carry colour */
	bool json;                      /* --json */
	int64_t (*clock)(void);         /* for who runs for long: the time of now; NULL: world.now for ever */
	struct desk_templates *templates;       /* for who opens many packages; else NULL */
};

/* Who acts, 'NAME <ADDRESS>'; NULL: as it is. */
const struct fault *env_take_person(struct scope *, struct env *, const char *as) MUST_USE;
/* now: seconds since 1970, for tests and for outputs that must come out the same again; as_of: a day; or NULL. */
/* What ids are drawn from: given (tests), or drawn from the system. */
const struct fault *env_take_seed(struct scope *, struct env *, const char *given) MUST_USE;
const struct fault *env_take_time(struct env *, const char *now, const char *as_of) MUST_USE;
/* What was printed has left; a reader who went away early is no fault. */
const struct fault *env_flush(const struct env *) MUST_USE;

struct desk;
struct desk_progress;
/* The desk of the package that world.directory lies in; somebody who waits at a terminal sees progress. */
const struct fault *env_open_desk(struct scope *, const struct env *, struct desk **) MUST_USE;
/* What to hand on to what takes long; NULL where nobody waits at a terminal. */
const struct desk_progress *env_progress(struct scope *, const struct env *);
#endif
