/* served.h: for whom a page is made, where it is served and is no file.  For everyone above view/. */
#ifndef VIEW_SERVED_H
#define VIEW_SERVED_H
#include "journal/fold.h"
#include "view/inbox.h"

struct served {
	const char *person;                     /* their name; NULL: nobody is known yet */
	const char *csrf;                       /* the word that goes into every form */
	const char *here;                       /* the page's own address, to come back to */
	bool sessions;                          /* there is a page /sessions for them */
	/* Of a package's pages, else NULL: */
	const struct fold_person *me;           /* NULL: appointed to nothing in this package */
	const struct inbox_items *items;        /* what waits for them in it */
	const char *stand;                      /* desk_stand(): what they have read */
	/* desk_stand() from before what the reader has just recorded or saved; NULL: no page of that kind */
	const char *before;
	const char *saved;                      /* the version that they saved then, or NULL */
	const char *sort;                       /* of a register: its column, "-" before: downwards; or NULL */
};
#endif
