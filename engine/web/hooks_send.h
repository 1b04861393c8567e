/* hooks_send.h: one message to an address of the web.  For web/hooks_watch.c.
 *
 * The other side is anybody's: it is believed in nothing but the number with which it answers. */
#ifndef WEB_HOOKS_SEND_H
#define WEB_HOOKS_SEND_H
#include "base/base.h"
#include "base/scope.h"
#include <stdatomic.h>

/* heads: lines "Name: value", ended by NULL. */
struct hooks_sending { const char *url, *body; const char *const *heads; const atomic_bool *stop; };
/* true: it was taken, an answer of 200 to 299.  *answer: what came instead, or the number.  It takes ten seconds at
 * most; no redirect is followed, no more than 64 KiB are read, and where *stop comes true it ends. */
bool hooks_send(struct scope *, const struct hooks_sending *, const char **answer);
#endif
