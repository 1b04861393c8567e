/* person.h: who is acting, and how they want to see things.  For everyone.
 *
 * One at the terminal; one a request where several are served. */
#ifndef BASE_PERSON_H
#define BASE_PERSON_H
#include "base/base.h"

struct person {
	const char *name, *email;       /* NULL: not known */
	const char *language;           /* "ja"; NULL: the first of the template */
	const char *as_of;              /* the day to work on, YYYY-MM-DD; NULL: today */
	const struct signing *signing;  /* how their git signs (store/signing.h); NULL: nobody signs for them here */
};
#endif
