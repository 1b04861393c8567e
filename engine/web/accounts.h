/* accounts.h: who may enter a home that serves a team.  For web/ and command/.
 *
 * One file of the home, .sarflow/accounts.db, in no package: people with their passwords (Argon2id), their
 * sessions, their tokens (tokens.h), what they opened and read (readings.h).  Losing it loses no evidence and no event.
 * What a person may do in a package is not here: that is the journal's, by their address. */
#ifndef WEB_ACCOUNTS_H
#define WEB_ACCOUNTS_H
#include "base/fault.h"
#include "base/list.h"
#include "base/person.h"
#include "base/digest.h"
#include "base/scope.h"

enum { ACCOUNTS_SHORTEST = 12, ACCOUNTS_LONGEST = 200 };        /* letters of a password, bytes at most */

struct accounts;
/* The file of this home; make: where there is none, an empty one.  FAULT_NOT_FOUND: there is none. */
const struct fault *accounts_open(struct scope *, const char *home, bool make, struct accounts **) MUST_USE;

/* Its database: drafts of remarks stand in it as well (desk/drafts.h). */
struct book;
struct book *accounts_book(const struct accounts *);

/* now: seconds since 1970.  FAULT_REFUSED: there is one with this address; FAULT_USAGE: the password is too short. */
const struct fault *accounts_add(struct accounts *, const char *name, const char *email, const char *password,
                                 int64_t now) MUST_USE;
/* A new password; it ends their sessions and their tokens.  FAULT_NOT_FOUND: nobody has this address. */
const struct fault *accounts_set_password(struct accounts *, const char *email, const char *password) MUST_USE;
/* Nobody enters with it any more, and who is in is out; or they may again. */
const struct fault *accounts_disable(struct accounts *, const char *email, bool disabled) MUST_USE;
struct accounts_person { const char *name, *email, *added, *seen; bool disabled; size_t sessions; };
struct accounts_people { struct accounts_person *at; size_t count, cap; };
/* By address; added, seen: days in UTC, seen "" where they never came. */
const struct fault *accounts_list(struct scope *, struct accounts *, int64_t now, struct accounts_people *) MUST_USE;

enum accounts_answer { ACCOUNTS_IN, ACCOUNTS_WRONG, ACCOUNTS_WAIT };
/* Somebody says who they are.  Nothing tells whether there is such a person: not the answer, not the time it takes.
 * After several wrong tries for an address from one place, after many for it or from there, tries have to wait.  id: of
 * the session that begins. */
const struct fault *accounts_enter(struct accounts *, const char *email, const char *password, const char *from,
                                   int64_t now, enum accounts_answer *, char id[DIGEST_TEXT]) MUST_USE;
/* The same without a session, for who says it with each request (git): who it is.  What was right is remembered for a
 * minute, as long as the account stays as it is. */
const struct fault *accounts_check(struct scope *, struct accounts *, const char *email, const char *password,
                                   const char *from, int64_t now, enum accounts_answer *, struct person *) MUST_USE;
/* Of who is in already, by this session ("" for a program's token): what others try keeps nobody from it. */
const struct fault *accounts_check_again(struct accounts *, const char *email, const char *password,
                                         const char *session, int64_t now, enum accounts_answer *) MUST_USE;
/* A wrong try from a place, of what belongs to no address (a token); counted apart from passwords, since nobody guesses
 * one, and a program whose token has ended goes on asking.  waits: there were too many; this one is not counted. */
const struct fault *accounts_wrong_from(struct accounts *, const char *from, int64_t now, bool *waits) MUST_USE;
/* FAULT_NOT_FOUND: nobody has this address. */
const struct fault *accounts_require(struct accounts *, const char *email) MUST_USE;
/* Whose session it is, if it is one, was not idle for too long and is not too old; texts are kept in the scope. */
bool accounts_is_in(struct scope *, struct accounts *, const char *id, int64_t now, struct person *);
/* Who somebody is by their address alone, where a door before ours said so. */
bool accounts_knows(struct scope *, struct accounts *, const char *email, struct person *);
/* The same for who decides by a "no"; a fault: the book cannot be read. */
const struct fault *accounts_look_up(struct scope *, struct accounts *, const char *email, struct person *,
                                     bool *known) MUST_USE;
const struct fault *accounts_leave(struct accounts *, const char *id) MUST_USE;
/* A person's sessions that are good still, the newest first.  mark: what it is called by, which lets nobody in; begun,
 * seen: "2026-11-23 09:00" in UTC; own: the one with this id (NULL: none).  FAULT_NOT_FOUND: nobody has the address. */
struct accounts_session { const char *mark, *begun, *seen; bool own; };
struct accounts_sessions { struct accounts_session *at; size_t count, cap; };
const struct fault *accounts_sessions(struct scope *, struct accounts *, const char *email, const char *id,
                                      int64_t now, struct accounts_sessions *) MUST_USE;
/* That one ends, and no other.  FAULT_NOT_FOUND: the person has none that is called so. */
const struct fault *accounts_end_session(struct accounts *, const char *email, const char *mark) MUST_USE;

/* Whose a certificate is, by its subject; binds false: nobody's any more.  FAULT_CONFLICT: it is another person's. */
const struct fault *accounts_bind(struct accounts *, const char *email, const char *subject, bool binds) MUST_USE;
bool accounts_shows(struct scope *, struct accounts *, const char *subject, struct person *);
#endif
