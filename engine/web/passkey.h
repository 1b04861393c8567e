/* passkey.h: forms that a browser's key answers.  For web/. */
#ifndef WEB_PASSKEY_H
#define WEB_PASSKEY_H
#include "base/buf.h"
#include "render/frame.h"
#include "web/page.h"

/* The name by which a request asked, if browsers let a passkey be used under it: https, or this machine itself by its
 * name.  NULL: they do not. */
const char *passkey_host_of(struct scope *, const char *host, bool secure);
/* Can one be used here?  false: the page says why not, and what to do. */
bool passkey_may(struct buf *, const struct page_ask *);
/* How the person signs on this page, and what to do where they cannot. */
void passkey_put_note(struct buf *, const struct page_ask *);
/* The beginning of a form whose answer the script fetches; what: "make", or "sign" with a challenge. */
void passkey_open_form(struct buf *, const struct page_ask *, const char *page, const char *what,
                       const char *challenge);
/* What the script says, and the script. */
void passkey_put_script(struct buf *, const struct page_ask *);

/* Does the person's own passkey sign what they record here? */
bool passkey_signs(const struct page_ask *);
/* Let the person's passkey sign, if they have one here: at this moment (records: at the one the form bears), with what
 * the browser answered.  false: that moment is too long ago. */
bool passkey_take(struct page_ask *, bool records);
#endif
