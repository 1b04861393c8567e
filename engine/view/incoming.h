/* incoming.h: what a file from outside would make of the package.  For everyone above view/.
 *
 * The one thing that terminal, JSON and page of `sarflow take` and
 * `sarflow return` are made from. */
#ifndef VIEW_INCOMING_H
#define VIEW_INCOMING_H
#include "intake/doubt.h"
#include "view/changes.h"

/* One sheet; register_ NULL: it is none of this package, and is passed over. */
struct incoming_table {
	const char *file, *sheet;
	const struct template_register *register_;
	bool based;                     /* held against what it was when the workbook was made */
	int head_row;
	size_t added, changed, removed, same, absent, conflicts;
};
struct incoming {
	struct { struct incoming_table *at; size_t count, cap; } tables;
	struct { const char **at; size_t count, cap; } files;   /* paths in the package that come or change */
	const struct doubts *doubts;            /* sorted (doubt.h) */
	const struct changes *changes;          /* from the work tree to what it would be; NULL: nothing would change */
	const struct reader *reader;
};

struct take;
const struct fault *incoming_of(struct desk *, struct take *, struct incoming **) MUST_USE;
#endif
