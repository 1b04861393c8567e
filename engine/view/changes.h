/* changes.h: two states of a package side by side, and what the changes between them touch.
 * For everyone above view/.
 *
 * The one thing that terminal, page and JSON of `sarflow diff` are made
 * from.  Renderers see it as constant data. */
#ifndef VIEW_CHANGES_H
#define VIEW_CHANGES_H
#include "compare/compare.h"
#include "compare/remark.h"
#include "view/view.h"

struct changes_state {
	const char *name;               /* "work tree", "submittal/1", "version 8c1f2e0" */
	const char *version;            /* 40 digits, or "" for the work tree */
	const char *by;                 /* who made the version; "" for the work tree */
	int64_t made;                   /* when: seconds since 1970; of the work tree: now */
	const struct package *package;
	const struct findings *findings;
};

/* A remark that still waits, and whose place or answer the changes touch. */
struct changes_remark { const struct fold_remark *of; struct remark_place now; };

/* Has who reads it read this change? */
struct changes_tick { const char *change; bool read; };     /* change: its id */

struct changes {
	struct changes_state before, after;
	const struct compare *compare;
	const struct template *template;        /* of the newer state */
	size_t language;
	const struct reader *reader;
	const char *program;
	int offset, today;              /* of the package's zone, minutes; the civil day there */
	bool remarking;                 /* who reads it can remark on either side: set by who serves it */
	struct changes_tick *ticks;     /* of each change; set by who keeps them and serves it, NULL: none */
	bool by_element;                /* they are too many for a form: it has a tick for each element */
	size_t elements;                /* how many elements are touched */
	/* they stood before and do not stand now */
	struct { const struct fold_sign_off **at; size_t count, cap; } ended;
	struct { const struct fold_sign_off **at; size_t count, cap; } again;     /* the other way round */
	struct { struct changes_remark *at; size_t count, cap; } remarks;
	struct { const struct finding **at; size_t count, cap; } come, gone;      /* findings */
	/* they were waived and are not now: gone, or their content is another one */
	struct { const struct finding **at; size_t count, cap; } lost;
};

/* Versions as people name them: "submittal/1", seven or more digits of a version, "main", a day (YYYY-MM-DD: what main
 * held at the end of it), "work" for the work tree.  before NULL: main; after NULL: the work tree. */
const struct fault *changes_of(struct desk *, const char *before, const char *after, struct changes **) MUST_USE;
/* The work tree, and what it would be with what comes in. */
struct take;
const struct fault *changes_of_take(struct desk *, struct take *, struct changes **) MUST_USE;
#endif
