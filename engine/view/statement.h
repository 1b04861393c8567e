/* statement.h: what was reviewed and signed before a submittal was sealed, by whom, and with whose keys.
 * For render/ and command/. */
#ifndef VIEW_STATEMENT_H
#define VIEW_STATEMENT_H
#include "base/fault.h"
#include "view/keys.h"
#include "view/view.h"

/* A sign-off that stood when the submittal was sealed. */
struct statement_review { const struct fold_sign_off *by; };
struct statement {
	const char *package, *template, *snapshot, *evidence, *seal, *seal_commit, *sealed_on;
	int submittal;
	struct { struct statement_review *at; size_t count, cap; } reviews;
	const struct keys_list *keys;
};
/* Of a view of a submittal. */
const struct fault *statement_of(struct scope *, struct desk *, const struct view *, struct statement *) MUST_USE;
#endif
