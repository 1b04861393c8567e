/* facts_private.h: what the files that fill the tables share.  For check/ only. */
#ifndef CHECK_FACTS_PRIVATE_H
#define CHECK_FACTS_PRIVATE_H
#include "check/facts.h"

struct filling {
	struct scope *sc;
	struct sql *sql;
	const struct package *p;
	int day;
	const char *as_of, *horizon;    /* of the day, as facts_fill() writes them */
	bool delivered;
};

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
