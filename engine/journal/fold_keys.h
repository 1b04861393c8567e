/* fold_keys.h: whose a key is at a place of the journal.  For journal/, guard/, desk/, verify/ and command/.
 *
 * `appoint` says all keys of a person, `trust` adds one, with the days on which it counts, and `revoke` ends one for
 * ever. */
#ifndef JOURNAL_FOLD_KEYS_H
#define JOURNAL_FOLD_KEYS_H
#include "journal/fold.h"

enum fold_key_state {
	FOLD_KEY_COUNTS,                /* it is the person's, on that day */
	FOLD_KEY_OTHER,                 /* it is another person's; key says whose */
	FOLD_KEY_REVOKED, FOLD_KEY_ENDED,       /* it was the person's */
	FOLD_KEY_EARLY, FOLD_KEY_EXPIRED,       /* it is the person's, and the day lies outside its days */
	FOLD_KEY_UNBOUND                /* it is nobody's */
};
/* What a key (the Base64 of its line) is to the person with this address, on a day YYYY-MM-DD.  key: what was bound,
 * may be NULL. */
enum fold_key_state fold_keys_say(const struct fold *, const char *email, const char *base64, const char *day,
                                  const struct fold_key **key);
/* The newest binding of a key, to a person (email NULL: to anybody), whether it has ended or not; NULL: there is
 * none. */
const struct fold_key *fold_keys_bound(const struct fold *, const char *email, const char *base64);
/* Is it a line as in a file .pub, type and Base64; the second word of such a line is base64? */
bool fold_keys_is_line(const char *line);
bool fold_keys_same(const char *line, const char *base64);
/* May this event be recorded by who holds the role alone; if not, do those whom the template names do it together? */
bool fold_keys_trusts_alone(const struct fold *, const char *role);
/* So many others must still say so before it counts, behind this event. */
int fold_keys_lacking(const struct fold *, const struct event *);

/* For fold.c: why an event of keys may not be; what it does. */
const struct phrase *fold_keys_refuse_revoked(struct scope *, const struct fold *, const struct event *);
const struct phrase *fold_keys_judge_trust(struct scope *, const struct fold *, const struct event *);
const struct phrase *fold_keys_judge_revoke(struct scope *, const struct fold *, const struct event *);
void fold_keys_appoint(struct fold *, const struct fold_person *, const struct event *);
void fold_keys_trust(struct fold *, const struct event *);
void fold_keys_revoke(struct fold *, const struct event *);
bool fold_may_appoint(const struct workflow *, const struct names *roles);
/* Is there anybody who may appoint, beside one person?  except may be NULL. */
bool fold_others_appoint(const struct fold *, const struct workflow *, const struct fold_person *except);
#endif
