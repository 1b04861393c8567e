/* html.h: writing HTML that cannot be injected into.  For render/.
 *
 * Markup comes from string literals only; everything else goes through
 * an escape that names its place.  html() does not compile for a
 * variable. */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H
#include "base/base.h"
#include "base/buf.h"

#define html(b, literal) buf_put((b), "" literal, sizeof(literal) - 1)
/* Text between tags or in a quoted attribute; control characters become U+FFFD. */
void html_text(struct buf *, const char *);
/* A relative path in href or src: everything but letters, digits and -._~/ percent-encoded (RFC 3986, section 2). */
void html_path(struct buf *, const char *);
/* Text inside a quoted CSS string. */
void html_css(struct buf *, const char *);
void html_number(struct buf *, int64_t);
#endif
