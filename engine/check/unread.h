/* unread.h: asking a rule that reads what could not be read.  For check/ only.
 *
 * What is not known makes nothing wrong: a finding stands only if it
 * stands whatever the cell says.  NULL alone does not do.  `expires <
 * as_of()` is not true of NULL, but `expires IS NULL`, `NOT EXISTS (... AND
 * expires >= day)` and a sum over the other rows are, and speak of rows far
 * from the cell.  So the rule is asked twice: in a world where the cell is
 * NULL, and in one where its row stands once for each value the cell could
 * be.  What is found in both hangs on none of them.  Where a table, a
 * column or too many cells could not be read the rule finds nothing.
 * A row whose message hangs on such a cell says nothing either.
 *
 * In each of these cases the list of findings keeps that the rule was not
 * asked whole, and where it might have spoken (the files of what it reads),
 * so that no guard takes its silence for an answer. */
#ifndef CHECK_UNREAD_H
#define CHECK_UNREAD_H
#include "check/facts.h"

/* What is asked of one package: unknown are its facts with NULL for what could not be read. */
struct unread {
	const struct package *package;
	int as_of;
	struct sql *unknown, *any;      /* any: made when the first rule needs it; NULL: not yet, or too large */
	bool tried;
};

/* One rule, whole where it can be, else as said above. */
const struct fault *unread_judge(struct scope *, struct unread *, const struct template_rule *,
                                 struct findings *out) MUST_USE;
#endif
