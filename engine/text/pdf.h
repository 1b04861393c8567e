/* pdf.h: how many pages a PDF has.  For every floor from template/ up to render/. */
#ifndef TEXT_PDF_H
#define TEXT_PDF_H
#include "base/base.h"

/* The pages of the PDF behind a file descriptor (which stays open); -1 if it is none, or is damaged. */
int pdf_pages(int fd);
#endif
