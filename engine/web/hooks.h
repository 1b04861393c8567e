/* hooks.h: addresses that are told of events, and what was and is to be told them.  For web/ and command/.
 *
 * Each is of one person with an account, and is told of the packages in which that person holds a role, or of some of
 * these: that there was an event, which, of what kind, by whom and when, and nothing of what it says.  It stands among
 * the accounts: what waits outlives the server. */
#ifndef WEB_HOOKS_H
#define WEB_HOOKS_H
#include "web/accounts.h"

/* Tries of one message; messages that wait for one address (the others wait in the journals); those that are kept to be
 * looked at, sent or given up; addresses of a home; bytes of one. */
enum { HOOKS_TRIES = 10, HOOKS_WAITING = 50, HOOKS_KEPT = 200, HOOKS_MOST = 50, HOOKS_URL = 500 };

struct hooks_one { const char *mark, *email, *url, *secret, *kinds, *packages, *made; };
struct hooks_list { struct hooks_one *at; size_t count, cap; };
/* From now on; kinds, packages: of these events, of these packages, NULL or none: of all.  secret: what messages are
 * signed with, told once.  FAULT_USAGE: the address is none, or there is no such kind; FAULT_NOT_FOUND: nobody has the
 * account; FAULT_REFUSED: there are too many. */
struct world;
struct hooks_wish { const char *email, *url; const struct names *kinds, *packages; };
const struct fault *hooks_add(struct scope *, struct accounts *, const struct world *, const struct hooks_wish *,
                              struct hooks_one *) MUST_USE;
const struct fault *hooks_read(struct scope *, struct accounts *, struct hooks_list *) MUST_USE;
/* FAULT_NOT_FOUND: none is called so. */
const struct fault *hooks_remove(struct accounts *, const char *mark) MUST_USE;

enum hooks_state { HOOKS_WAITS, HOOKS_SENT, HOOKS_GIVEN_UP };
struct hooks_message { const char *id, *package, *event, *kind, *at, *answer, *body; int tries;
                       enum hooks_state state; };
struct hooks_messages { struct hooks_message *at; size_t count, cap; };
/* The newest first; at: "2026-11-23 09:00" in UTC, of the last try.  FAULT_NOT_FOUND: no address is called so. */
const struct fault *hooks_messages(struct scope *, struct accounts *, const char *mark,
                                   struct hooks_messages *) MUST_USE;

/* --- for the server --- */

/* Put what happened in the package of a folder since an address was last told of it into its queue, as far as there is
 * room.  held: its person may see the package; else it is passed over.  *all: nothing is left. */
const struct fault *hooks_gather(struct accounts *, const struct world *, const char *folder, const struct hooks_one *,
                                 bool held, int64_t now, bool *all) MUST_USE;
/* The message that is to be sent next, *id NULL where none waits. */
const struct fault *hooks_next(struct scope *, struct accounts *, const char *mark, struct hooks_message *) MUST_USE;
/* It was tried.  answer: what came, for people; after HOOKS_TRIES it is given up. */
const struct fault *hooks_tried(struct accounts *, const char *mark, const char *id, bool good, const char *answer,
                                int64_t now) MUST_USE;
/* It is not sent: its person may not see the package any more. */
const struct fault *hooks_withhold(struct accounts *, const char *mark, const char *id) MUST_USE;
/* "t=SECONDS,v1=HEX": HMAC-SHA256 by the secret over SECONDS, a dot and the body. */
const char *hooks_signature(struct scope *, const char *secret, int64_t now, const char *body);
#endif
