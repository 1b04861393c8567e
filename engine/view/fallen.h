/* fallen.h: why a sign-off stands no more: since which version, through which change.
 * For everyone above view/. */
#ifndef VIEW_FALLEN_H
#define VIEW_FALLEN_H
#include "compare/compare.h"
#include "journal/fold.h"

struct desk;

struct fallen {
	const char *version;                    /* 40 digits; "" while the change is in the work tree only, or nobody can tell */
	const char *signed_version;             /* 40 digits, or "" */
	const char *day, *author, *message;     /* of that version */
	const struct compare *compare;          /* from the signed version to that one, or to the work tree */
	size_t first, count;                    /* the changes of the element in it */
};

/* now: what the sign-off is held against; its version, or "" for the work tree. */
const struct fault *fallen_find(struct desk *, const struct fold_sign_off *, const struct package *now, struct fallen *) MUST_USE;
#endif
