/* keys.h: whose keys count for a package, and which did.  For render/, web/ and command/. */
#ifndef VIEW_KEYS_H
#define VIEW_KEYS_H
#include "base/list.h"
#include "base/phrase.h"

struct desk;
enum keys_state { KEYS_COUNTS, KEYS_NOT_YET, KEYS_EXPIRED, KEYS_ENDED, KEYS_REVOKED };
/* since: the day of the event that bound it; line: as in a file .pub; from, until: its days, "" if it has none;
 * ended: the day it ended, "" if it has not; not_believed: of a revoked one, the day from which it is not to be
 * believed, else "". */
struct keys_row {
	enum keys_state state;
	const char *person, *email, *fingerprint, *type, *since, *event, *from, *until, *ended, *not_believed, *line;
};
/* A key that several must trust before it counts, and who has. */
struct keys_vouched { const char *person, *fingerprint; struct names by; int count; };
struct keys_list {
	struct { struct keys_row *at; size_t count, cap; } rows;        /* by the order of their events */
	struct { struct keys_vouched *at; size_t count, cap; } vouched;
};
struct keys_list *keys_of(struct scope *, const struct desk *);
const char *keys_state_name(enum keys_state);           /* "counts", "not-yet", "expired", "ended", "revoked" */
const struct phrase *keys_say(struct scope *, const struct keys_row *);
#endif
