/* desk.h: a package laid open for work: its store, its journal, the template in force.
 *
 * For commands and act.c.  Renderers get a view (view.h) instead: they
 * cannot reach the store from there. */
#ifndef DESK_DESK_H
#define DESK_DESK_H
#include "base/person.h"
#include "base/world.h"
#include "journal/journal.h"
#include "package/package.h"

/* Told now and then by what takes long: bytes of a large file that streams through, by its name (0: it is through); files
 * of an import (number 0: all are in).  Each may be NULL. */
struct desk_progress {
	void (*bytes)(void *context, const char *name, uint64_t bytes);
	void (*files)(void *context, size_t number, size_t count);
	void *context;
};

struct desk {
	struct scope *sc;
	struct world world;
	struct person person;
	struct desk_progress progress;
	struct store *store;
	struct journal *journal;
	const struct template *template;        /* in force; NULL while the journal is empty */
	size_t language;                        /* of the template's texts, for people at the terminal */
	int offset;                             /* of the package's zone, minutes */
	int today;                              /* the civil day there, or --as-of */
	struct { struct desk_template *at; size_t count, cap; } templates;     /* read so far, by snapshot */
};
struct desk_template { const char *snapshot; const struct template *template; };

/* Open the package that world->directory lies in, for a person.  What is given is copied, its texts are not.  progress: NULL
 * where nobody asks. */
const struct fault *desk_open(struct scope *, const struct world *, const struct person *, const struct desk_progress *,
                              struct desk **) MUST_USE;
/* Lay a store open; may_be_empty: a package that is being made. */
const struct fault *desk_of(struct scope *, const struct world *, const struct person *, const struct desk_progress *,
                            struct store *, bool may_be_empty, struct desk **) MUST_USE;
/* Read the journal again: after taking the lock. */
const struct fault *desk_refresh(struct desk *, bool may_be_empty) MUST_USE;

/* A version's words ("submittal/1", digits, "main"), NULL for the work tree; and what it holds. */
const struct fault *desk_package(struct desk *, const char *version, struct package **, struct store_id *) MUST_USE;
/* The same, resting on packages as they were pinned at another time: when a submittal was sealed. */
const struct fault *desk_package_with(struct desk *, const char *version, const struct fold_uses *, struct package **,
                                      struct store_id *) MUST_USE;
/* The same, read with a template that was in force once. */
const struct fault *desk_package_as(struct desk *, const char *version, const struct template *, struct package **,
                                    struct store_id *) MUST_USE;
/* The template an open or adopt event carries. */
const struct fault *desk_template_of(struct desk *, const struct event *, const struct template **) MUST_USE;
/* The template that was in force when a version was saved; the first one for what is older than the journal. */
const struct fault *desk_template_at(struct desk *, const struct store_id *version, const struct template **) MUST_USE;
/* All that is wrong with a package and with its journal, on the desk's day, waivers marked. */
const struct fault *desk_check(struct desk *, const struct package *, struct findings **) MUST_USE;
/* The version of a used package that could be pinned now, in that package's own store: what it bound last where the
 * template wants it in certain states, else its tip.  FAULT_REFUSED, in words, if there is none. */
const struct fault *desk_usable(struct desk *used, const struct template_use *, struct store_id *) MUST_USE;
/* Another package beside this one, by id. FAULT_NOT_FOUND if there is none. */
const struct fault *desk_beside(struct desk *, const char *id, struct desk **) MUST_USE;
/* main's tip, which must exist; and that the work tree has nothing unsaved. */
const struct fault *desk_head(struct desk *, struct package **, struct store_id *) MUST_USE;
const struct fault *desk_require_clean(struct desk *) MUST_USE;
/* Who is acting, valid for a commit. */
const struct fault *desk_person(const struct desk *, struct store_person *) MUST_USE;
#endif
