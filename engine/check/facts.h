/* facts.h: a package as tables, for rules and sheets (templates/README.md lists them).
 * For check/ and view/. */
#ifndef CHECK_FACTS_H
#define CHECK_FACTS_H
#include "package/package.h"
#include "text/sql.h"

/* One row of a table that exists in workbooks only. */
struct facts_table {
	const char *name, *columns;
	size_t column_count;
	const char *const *const *rows;
	size_t row_count;
};

/* Load everything; extra tables are added, then the database is closed for changes.
 * delivered: documents of `answers` carry the name under which they are handed over. */
const struct fault *facts_load(struct scope *, const struct package *, int as_of, bool delivered,
                               const struct facts_table *extra,
                               size_t extra_count, struct sql **) MUST_USE;
#endif
