/* facts_private.h: what the files that fill the tables share.  For check/ only. */
#ifndef CHECK_FACTS_PRIVATE_H
#define CHECK_FACTS_PRIVATE_H
#include "check/facts.h"

/* What stands in the tables for a cell that could not be read: what is written there, for sheets; NULL, so that no
 * comparison with it is true; or each value that it could be, its row standing once for each. */
enum facts_world { FACTS_WRITTEN, FACTS_UNKNOWN, FACTS_ANY };

struct filling {
	struct scope *sc;
	struct sql *sql;
	const struct package *p;
	int day;
	const char *as_of, *horizon;    /* of the day, as facts_fill() writes them */
	bool delivered;
	enum facts_world world;
	size_t copies;          /* rows of FACTS_ANY beside those of the registers; more than FACTS_COPIES: not all */
};
enum { FACTS_COPIES = 20000 };

/* The tables of rules in one world.  *out is NULL where FACTS_ANY would be too large. */
const struct fault *facts_load_world(struct scope *, const struct package *, int as_of, enum facts_world,
                                     struct sql **out) MUST_USE;
/* A register of a package as it is in the world being filled. */
const struct package_register *facts_in_world(struct filling *, const struct package *,
                                              const struct package_register *);

/* A package's identity into a table of that name; prefix stands before the name of its file. */
const struct fault *facts_fill_identity(struct filling *, const struct package *, const char *table,
                                        const char *prefix) MUST_USE;
const struct fault *facts_fill_registers(struct filling *) MUST_USE;
/* `uses`, and the tables of the used packages: empty where none is pinned, so that each rule can run. */
const struct fault *facts_fill_uses(struct filling *) MUST_USE;
/* Everything, into a database that is opened for it and still takes changes. */
const struct fault *facts_fill(struct filling *) MUST_USE;
/* Facts of a package that is made up: `nothing`, and rows by table and column.  A table that is named holds these rows
 * alone; what a row leaves out is "", a number, or the day of the check.  *bad is the row that a fault is about. */
const struct fault *facts_make(struct scope *, const struct package *nothing, int as_of,
                               const struct template_given *rows, size_t count, struct sql **,
                               const struct template_given **bad) MUST_USE;
#endif
