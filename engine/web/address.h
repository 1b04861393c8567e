/* address.h: what a client sent, taken apart: an address, a form, cookies.  For web/.
 *
 * The bytes are anybody's: each function refuses what it does not fully understand. */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H
#include "web/page.h"

/* "/p/A%20B/x?on=C" as path and values, both decoded; false: it is not well formed, decodes to control characters or to
 * no UTF-8, has too many values, or a segment that is empty, "." or "..". */
bool address_read(struct scope *, const char *target, const char **path, struct page_values *);
/* A form's body (application/x-www-form-urlencoded); line ends become line feeds. */
bool address_form(struct scope *, const char *body, size_t len, struct page_values *);
/* Does the path fit the pattern of a page?  What fills its holes. */
bool address_fits(struct scope *, const char *pattern, const char *path, const char *holes[PAGE_HOLES]);
/* The value of a cookie, "" if there is none. */
const char *address_cookie(struct scope *, const char *header, const char *name);
/* The language that Accept-Language likes best among those of the catalogue and English; NULL: English, or it says
 * nothing. */
const char *address_language(struct scope *, const char *header);
/* A path made fit for an address. */
const char *address_write(struct scope *, const char *path);
#endif
