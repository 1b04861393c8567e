/* pressed.h: a button that is pressed again leads where it led.  For web/.
 *
 * Two clicks, or the same form sent again after the back button: what was done is done once, and each of them is led on
 * as the first was.  Known as long as the server runs, as once.h keeps answers. */
#ifndef WEB_PRESSED_H
#define WEB_PRESSED_H
#include "base/digest.h"
#include "web/page.h"

typedef const struct fault *pressed_does(struct page_ask *, struct page_reply *, const void *what) MUST_USE;
/* Do it, unless the same was asked before, with every value the same, and led to another page.  Where it is being done
 * at this moment it is waited for; FAULT_CONFLICT if that takes too long. */
const struct fault *pressed_once(struct page_ask *, struct page_reply *, pressed_does *, const void *what) MUST_USE;
/* What is asked for: the address, every value and every file, and not the bytes of the request, whose boundary is
 * another one each time. */
void pressed_digest(const struct page_ask *, char out[DIGEST_TEXT]);
#endif
