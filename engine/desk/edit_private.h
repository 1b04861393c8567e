/* edit_private.h: a package in the making, what edit_new.c and edit_import.c share.  For desk/edit*.c alone. */
#ifndef DESK_EDIT_PRIVATE_H
#define DESK_EDIT_PRIVATE_H
#include "desk/desk_private.h"
#include "desk/edit.h"
#include "store/home.h"

struct making {
	struct scope *sc;
	const struct world *world;
	const struct person *person;
	const struct desk_progress *progress;   /* or NULL */
	struct home_making *home;
	struct store *store;
	struct desk *desk;
};

/* An empty package of this id under way; it is gone with the scope unless it is ended. */
const struct fault *edit_start(struct making *, const char *id) MUST_USE;
/* Whole: it takes its place, folder. */
const struct fault *edit_end(struct scope *, struct making *, const char **folder) MUST_USE;
/* What lies there so far as its first version. */
const struct fault *edit_first_version(struct desk *, const char *message) MUST_USE;
/* A file of it. */
const struct fault *edit_put(struct making *, const char *path, const char *bytes, size_t len) MUST_USE;
#endif
