/* html.h: writing HTML that cannot be injected into.  For render/ and web/.
 *
 * Markup comes from string literals only; everything else goes through
 * an escape that names its place.  html() does not compile for a
 * variable. */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H
#include "base/base.h"
#include "base/buf.h"
#include "base/phrase.h"

#define html(b, literal) buf_put((b), "" literal, sizeof(literal) - 1)
/* Text between tags or in a quoted attribute; control characters become U+FFFD. */
void html_text(struct buf *, const char *);
/* What a field of a form holds, exactly, for it comes back: also what text hides, written by its number. */
void html_field(struct buf *, const char *);
/* A relative path in href or src: everything but letters, digits and -._~/ percent-encoded (RFC 3986, section 2). */
void html_path(struct buf *, const char *);
/* Text inside a quoted CSS string. */
void html_css(struct buf *, const char *);
/* What stands on each page of a print, as part of the head: whose it is, its marking, its version, the page. */
void html_running_head(struct buf *, const char *id, const char *marking, const char *version);
/* The same by itself, as a style sheet. */
void html_running_style(struct buf *, const char *id, const char *marking, const char *version);
/* Open the body; wide: printed across the paper. */
void html_body(struct buf *, bool wide);
enum { HTML_WIDE = 7 };                 /* more columns of a table than fit along the paper */
/* The banner at the beginning and the end of a page; nothing without a marking. */
void html_marking(struct buf *, const char *marking);
void html_number(struct buf *, int64_t);

/* A sentence in the reader's language; what fills its holes is escaped as html_text() does. */
#define html_say(b, reader, ...) html_say_phrase((b), (reader), PHRASE(__VA_ARGS__))
void html_say_phrase(struct buf *, const struct reader *, const struct phrase *);
/* A text of a table in the reader's language. */
void html_word(struct buf *, const struct reader *, const char *english);
/* What fills a hole, marked up. */
enum html_mark { HTML_PLAIN, HTML_STRONG, HTML_SOFT, HTML_CODE };
struct phrase_hole html_mark(enum html_mark, const char *text);
#endif
