/* pdf_words.h: what a PDF says of itself in words, made fit to be shown.  For text/pdf.c, and whoever asks it.
 *
 * Whoever wrote the file chose these bytes: nothing here trusts them. */
#ifndef TEXT_PDF_WORDS_H
#define TEXT_PDF_WORDS_H
#include "base/base.h"
#include "base/scope.h"

enum { PDF_WORDS_TITLE = 200 };         /* characters of a title that are kept */

/* A title as one line: UTF-8 or nothing, composed, without controls, marks that turn text round, language escapes (ISO
 * 32000-1, 7.9.2.2) and what else cannot be seen; blanks run together; cut at PDF_WORDS_TITLE.  "" if none is left. */
const char *pdf_words_title(struct scope *, const char *bytes, size_t len);
/* A language as RFC 5646 writes it, "ja" or "en-US": at most 35 letters, digits and hyphens, the first part in small
 * letters; "" for anything else. */
const char *pdf_words_language(struct scope *, const char *bytes, size_t len);
/* The title in an XMP packet (ISO 16684-1: dc:title, a choice of languages; that of x-default, else the first), its
 * references to characters resolved, not yet cleaned.  "" if it has none, or is no UTF-8. */
const char *pdf_words_xmp(struct scope *, const char *xml, size_t len);
#endif
