/* page_files.h: files that pages give, and the API as well: the same functions, on the same holes and
 * values.  For web/. */
#ifndef WEB_PAGE_FILES_H
#define WEB_PAGE_FILES_H
#include "web/page.h"

/* holes[1]: the rest of an attachment's path; a letter or an exported workbook by what desk_paper_find() knows it by; a
 * profile's name; a submittal's number or "draft".  What is opened or taken is noted. */
page_run page_get_attachment, page_get_leaf, page_get_paper, page_get_workbook, page_get_handover;

/* A file as evidence stands, from its start; name: what it is saved under.  fd is the reply's. */
const struct fault *page_give(const struct page_ask *, struct page_reply *, int fd, const char *name) MUST_USE;
#endif
