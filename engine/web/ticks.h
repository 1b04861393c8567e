/* ticks.h: what a person has read of what changed, an element at a time.  For web/.
 *
 * Kept where people have accounts: for each by themselves, and in no package.  An element is read as it stands in the
 * newer state: once read, it is read until it changes again. */
#ifndef WEB_TICKS_H
#define WEB_TICKS_H
#include "view/changes.h"
#include "web/page.h"

struct tick { const struct template_element *element; const char *digest; bool read; };
struct ticks { struct tick *at; size_t count, cap; };

/* The elements that the changes touch, in the template's order. */
const struct fault *ticks_of(struct page_ask *, const struct changes *, struct ticks *out) MUST_USE;
/* The same of two saved versions; to NULL: main.  FAULT_NOT_FOUND where no team is served. */
const struct fault *ticks_between(struct page_ask *, const char *from, const char *to, struct changes **,
                                  struct ticks *out) MUST_USE;
/* Keep each as it is ticked.  Are all read that changed between these versions (whole ids), and is nothing unread
 * before `from` (the first one, or none that is newer than what was read), all is read up to `to`; what comes next is
 * what comes after it. */
const struct fault *ticks_keep(struct page_ask *, const struct ticks *, const char *from, const char *to) MUST_USE;
#endif
