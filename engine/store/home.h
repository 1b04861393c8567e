/* home.h: a place that keeps packages, and who lists, opens and makes them there; for desk/ and store/ alone.
 *
 * Two kinds: a folder with one folder for each package (git/home.c), and memory (memory/home.c), for unit tests.  In
 * its home a package goes by a name of its own: its id, where nobody has renamed its folder. */
#ifndef STORE_HOME_H
#define STORE_HOME_H
#include "store/store.h"

struct home;
/* The folder need not exist before something is made there. */
struct home *home_at(struct scope *, const char *folder);
/* An empty one, which ends with the scope. */
struct home *home_memory(struct scope *);

/* The names of the packages kept there, sorted.  FAULT_SYSTEM if the place cannot be read. */
const struct fault *home_list(struct scope *, struct home *, const char *const **names, size_t *count) MUST_USE;
/* FAULT_NOT_FOUND if it keeps none of that name. */
const struct fault *home_open(struct scope *, struct home *, const char *name, struct store **) MUST_USE;
/* Another package kept where this one is; FAULT_NOT_FOUND if there is none of that name. */
const struct fault *home_beside(struct scope *, struct store *, const char *name, struct store **) MUST_USE;
/* The package a folder lies in, at its top or anywhere below.  FAULT_NOT_FOUND if it lies in none. */
const struct fault *home_find(struct scope *, const char *folder, struct store **) MUST_USE;
/* Is the folder a package's top?  Nothing of the package is read.  A fault: the machine would not look just now. */
const struct fault *home_see_package(const char *folder, bool *is) MUST_USE;
/* The same, and one that would not be looked at counts as one: whoever opens it is told why. */
bool home_is_package(const char *folder);
/* Stock git takes no push to the journal of the package there from here on, whoever can write in its folder. */
const struct fault *home_refuse_pushes(const char *folder) MUST_USE;

/* A package in the making.  Until home_keep() nobody lists or opens it, and it is removed when the scope ends. */
struct home_making {
	struct store *store;            /* empty; at an end with home_keep(), which moves it */
	const char *place;              /* where it will stand: a folder for home_find() */
	struct home *home;
	void *state;
};
/* filter: the program git calls for attachments.  FAULT_REFUSED if the name is taken, or cannot be one. */
const struct fault *home_make(struct scope *, struct home *, const char *name, const char *filter,
                              struct home_making **) MUST_USE;
/* Whole or not at all: the package takes its place.  FAULT_REFUSED if somebody else was faster. */
const struct fault *home_keep(struct home_making *) MUST_USE;
#endif
