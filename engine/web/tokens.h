/* tokens.h: words by which a program asks the API in a person's name.  For web/ and command/.
 *
 * Each has a name, a last day, and may read or act; it is shown once, and kept as a digest among the accounts.  It
 * lets nobody into a page, and goes with the person: disabled, or given a new password, they have none. */
#ifndef WEB_TOKENS_H
#define WEB_TOKENS_H
#include "web/accounts.h"

/* Days that one is good for at most; letters of its name; tokens of one person. */
enum { TOKENS_DAYS = 366, TOKENS_NAME = 60, TOKENS_EACH = 20 };

/* acts: it may change something.  *text: what the program shows, told here and never again.  FAULT_NOT_FOUND: nobody
 * has the address; FAULT_REFUSED: they have one of this name, or too many; FAULT_USAGE: no such name, or days. */
const struct fault *tokens_add(struct scope *, struct accounts *, const char *email, const char *name, bool acts,
                               int days, int64_t now, const char **text) MUST_USE;
/* mark: what it is called by, which lets nobody in; days in UTC, seen "" where it never came; over: its last day has
 * passed. */
struct tokens_one { const char *mark, *name, *made, *ends, *seen; bool acts, over; };
struct tokens_list { struct tokens_one *at; size_t count, cap; };
const struct fault *tokens_list(struct scope *, struct accounts *, const char *email, int64_t now,
                                struct tokens_list *) MUST_USE;
/* FAULT_NOT_FOUND: the person has none that is called so. */
const struct fault *tokens_revoke(struct accounts *, const char *email, const char *mark) MUST_USE;
/* Whose it is, and what it may.  A wrong one counts against the place it came from, as a wrong password does; a right
 * one never has to wait, for nobody can guess it. */
struct tokens_bearer { struct person person; const char *mark; bool acts; };
const struct fault *tokens_check(struct scope *, struct accounts *, const char *text, const char *from, int64_t now,
                                 enum accounts_answer *, struct tokens_bearer *) MUST_USE;
#endif
