/* ticks.h: what a person has read of what changed, a change at a time.  For web/.
 *
 * Kept where people have accounts: for each by themselves, and in no package.  A change is known by what it says
 * (compare_change_ids()): once read it is read in every comparison, until it says something else. */
#ifndef WEB_TICKS_H
#define WEB_TICKS_H
#include "view/changes.h"
#include "web/page.h"

/* Puts into the changes which of them the person has read. */
const struct fault *ticks_of(struct page_ask *, struct changes *) MUST_USE;
/* What changed between two saved versions, so marked; to NULL: main.  FAULT_NOT_FOUND where no team is served. */
const struct fault *ticks_between(struct page_ask *, const char *from, const char *to, struct changes **) MUST_USE;
/* What its element is called in addresses and forms; the package as a whole as well. */
const char *ticks_element(const struct compare_change *);
/* Keep what is marked.  Are all read, and is nothing unread before the older state (it is the first one, or none that
 * is newer than what was read), all is read up to the newer one; what comes next is what comes after it. */
const struct fault *ticks_keep(struct page_ask *, const struct changes *) MUST_USE;
#endif
