/* held.h: files that somebody sent, kept from the page that shows what they would do to the one that does it.
 * For web/.
 *
 * Each belongs to one browser's session, and goes when it was used, when others of that session push it
 * out, after an hour, and when the server ends. */
#ifndef WEB_HELD_H
#define WEB_HELD_H
#include "web/page.h"
#include "web/session.h"

struct held;
/* In a room of its own, which is made when the first file comes.  Any thread may ask. */
struct held *held_begin(struct scope *);
/* Keep files; id: by what they are asked for again.  now: seconds of a clock that nobody sets. */
const struct fault *held_put(struct held *, const char *session, int64_t now, const struct page_files *,
                             char id[SESSION_TEXT]) MUST_USE;
/* The same files, each by the path of a copy that lives as long as the scope; false: none are kept so. */
bool held_find(struct scope *, struct held *, const char *session, int64_t now, const char *id, struct names *paths);
void held_drop(struct held *, const char *session, const char *id);
/* What nobody asked for again within the hour goes, whether anything else is sent or not. */
void held_expire(struct held *, int64_t now);
#endif
