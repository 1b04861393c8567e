/* pdf.h: how many pages a PDF has; for the floors that hold attachments and letters. */
#ifndef TEXT_PDF_H
#define TEXT_PDF_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

/* The pages of the PDF behind a file descriptor (which stays open); -1 if it is none, or is damaged.  It is read in a
 * child of the helper: FAULT_CORRUPT if that takes more than its bounds, in words that go on from the file's name. */
const struct fault *pdf_pages(struct scope *, int fd, int *pages) MUST_USE;
#endif
