/* facts_private.h: what the files that fill the tables share.  For check/ only. */
#ifndef CHECK_FACTS_PRIVATE_H
#define CHECK_FACTS_PRIVATE_H
#include "check/facts.h"

struct filling {
	struct scope *sc;
	struct sql *sql;
	const struct package *p;
	const char *as_of, *horizon;
	bool delivered;
};

/* A package's identity into a table of that name; prefix stands before the name of its file. */
const struct fault *facts_fill_identity(struct filling *, const struct package *, const char *table,
                                        const char *prefix) MUST_USE;
const struct fault *facts_fill_registers(struct filling *) MUST_USE;
/* `uses`, and the tables of the used packages: empty where none is pinned, so that each rule can run. */
const struct fault *facts_fill_uses(struct filling *) MUST_USE;
#endif
