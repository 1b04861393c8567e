/* parts.h: a form that carries files (multipart/form-data, RFC 7578), taken apart.  For web/.
 *
 * The bytes are anybody's: a body that is not wholly understood is refused. */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H
#include "web/page.h"

/* Is it such a form, by its Content-Type? */
bool parts_is_form(const char *type);
/* Its fields and its files; contents are places in the body, names are copied, no two alike.  A field for which nobody
 * chose a file has none.  FAULT_USAGE: what of it cannot be taken. */
const struct fault *parts_read(struct scope *, const char *type, const char *body, size_t len, struct page_values *,
                               struct page_files *) MUST_USE;
#endif
