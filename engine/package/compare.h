/* compare.h: what differs between two states of a package: fields by name, rows by key. */
#ifndef PACKAGE_COMPARE_H
#define PACKAGE_COMPARE_H
#include "base/list.h"
#include "package/package.h"

enum compare_kind { COMPARE_ADDED, COMPARE_REMOVED, COMPARE_CHANGED };

struct compare_change {
	enum compare_kind kind;
	const char *file;               /* package.yaml, registers/x.csv */
	const char *what;               /* the field, or the row's key */
	const char *column;             /* of a changed cell, else NULL */
	const char *before, *after;     /* of a changed value; "" where there is none */
};
struct compare_changes { struct compare_change *at; size_t count, cap; };

/* From before (NULL: nothing) to after, in the order of the files, then of after's rows, then of what was removed.
 * Rows of registers that only one of both templates knows count as added or removed. */
void compare_packages(struct scope *, const struct package *before, const struct package *after, struct compare_changes *);
#endif
