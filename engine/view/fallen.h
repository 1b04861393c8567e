/* fallen.h: why a sign-off stands no more: since which version, through which change.
 * For everyone above view/. */
#ifndef VIEW_FALLEN_H
#define VIEW_FALLEN_H
#include "compare/compare.h"
#include "view/view.h"

struct fallen {
	/* 40 digits; "" while the change is in the work tree only, or nobody can tell */
	const char *version;
	const char *signed_version;             /* 40 digits, or "" */
	const char *day, *author, *message;     /* of that version */
	const struct event *event;              /* or the event that did it: `use`, `adopt`; NULL: none did */
	const struct compare *compare;          /* from the signed version to that one, or to the work tree */
	size_t first, count;                    /* the changes of the element in it */
};

/* Find it for each sign-off of the view that does not stand, held against the package shown. */
const struct fault *fallen_take(struct desk *, struct view *) MUST_USE;
#endif
