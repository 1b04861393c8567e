/* listing.h: a line a package, of many: where each stands; for commands and renderers. */
#ifndef VIEW_LISTING_H
#define VIEW_LISTING_H
#include "base/base.h"
#include "base/scope.h"

struct listing_row {
	const char *package, *template, *state, *since;
	const char *title, *owner;              /* of the state, in the reader's language */
	bool authority;                         /* the next move is the authority's, else the applicant's */
};
struct listing { struct listing_row *at; size_t count, cap; };

struct desk;
/* Added to what is there; texts are kept in the scope, the desk may go. */
void listing_add(struct scope *, struct desk *, struct listing *);
#endif
