/* page_picture.h: a page of a PDF as a picture, where the machine has poppler's pdftoppm.  For web/. */
#ifndef TEXT_PAGE_PICTURE_H
#define TEXT_PAGE_PICTURE_H
#include "base/base.h"
#include "base/scope.h"

/* A PNG, made by a program with bounds of time, memory and size; NULL: the program is not here, or it could not.  fd:
 * of the PDF, from its start, which is not closed.  page: from 1. */
const char *page_picture_png(struct scope *, int fd, int page, size_t *len);
/* Is the program here? */
bool page_picture_can(void);
#endif
