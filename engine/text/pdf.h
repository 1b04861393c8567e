/* pdf.h: how many pages a PDF has, and what it says of itself.  For every floor from template/ up to render/. */
#ifndef TEXT_PDF_H
#define TEXT_PDF_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

enum { PDF_AT_ONCE = 16 };

/* Have a helper that can read PDFs: a server calls it before its first thread, for then it is too late. */
const struct fault *pdf_start(void) MUST_USE;
/* What counts, with its version: another may count otherwise. */
const char *pdf_reader(void);

/* The pages of up to PDF_AT_ONCE PDFs behind file descriptors (which stay open); -1 for what is none, or is damaged.
 * They are read in one child of the helper.  FAULT_CORRUPT if that takes more than its bounds, in words that go on from
 * the file's name: with several files, ask for each alone then to know which is to blame.  *wasted grows by the
 * milliseconds that this took, so that the caller can lose patience. */
const struct fault *pdf_pages(struct scope *, const int *fds, size_t count, int *pages, int64_t *wasted) MUST_USE;

/* What a PDF says of itself, if it does: whoever made it may have said anything.  title: of the document's information,
 * else of its XMP packet, one line (pdf_words.h); language: of the catalog, as RFC 5646 writes it.  "" for nothing. */
struct pdf_facts { int pages; const char *title, *language; };
/* The same as pdf_pages(), which it takes longer than. */
const struct fault *pdf_facts(struct scope *, const int *fds, size_t count, struct pdf_facts *,
                              int64_t *wasted) MUST_USE;
#endif
