/* hooks_watch.h: a thread that looks at journals and tells addresses of what happened.  For web/web.c. */
#ifndef WEB_HOOKS_WATCH_H
#define WEB_HOOKS_WATCH_H
#include "web/accounts.h"

struct hooks_watch;
struct packages_roles;
struct world;
/* clock: seconds since 1970; NULL: world->now.  What is given stays until the end. */
struct hooks_home { const struct world *world; struct accounts *accounts; struct packages_roles *roles;
                    int64_t (*clock)(void); };
const struct fault *hooks_watch_begin(struct scope *, const struct hooks_home *, struct hooks_watch **) MUST_USE;
/* What is being sent is broken off, and stays to be sent. */
void hooks_watch_end(struct hooks_watch *);
#endif
