/* inbox.h: what waits for a person in one package.  For everyone above view/. */
#ifndef VIEW_INBOX_H
#define VIEW_INBOX_H
#include "base/fault.h"
#include "base/scope.h"

struct desk;
struct inbox_item {
	const char *package;
	const char *due;                        /* YYYY-MM-DD, "" if there is no day */
	bool overdue;
	bool may;                               /* open to them on any day: nothing waits for it, and it has no day */
	const struct phrase *says;
	const struct remedy *remedy;            /* what to do about it */
	const char *marking;                    /* of that package, "" if it has none */
	const char *address;                    /* where the package's pages are; whoever serves them sets it */
};
struct inbox_items { struct inbox_item *at; size_t count, cap; };

/* For the person at the desk, in the roles they hold: remarks to answer and answers to look at, elements to sign, what
 * waits to be sealed, made and delivered, transitions whose guards have opened, the state's clock; and what they may do
 * besides.  Added to what is there; texts are kept in the scope, the desk may go. */
const struct fault *inbox_add(struct scope *, struct desk *, struct inbox_items *) MUST_USE;
/* How many wait for them: all but what they may do besides. */
size_t inbox_waits(const struct inbox_items *);
/* By day, those without a day behind them; what they may do besides comes last. */
void inbox_sort(struct inbox_items *);
#endif
