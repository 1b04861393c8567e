/* session.h: who has entered: a link that counts once, and what a browser shows after it.  For web/. */
#ifndef WEB_SESSION_H
#define WEB_SESSION_H
#include "base/base.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/scope.h"

enum { SESSION_TEXT = DIGEST_TEXT };

struct sessions;
/* A word that nobody can guess. */
const struct fault *session_draw(char out[SESSION_TEXT]) MUST_USE;
/* Any thread may ask.  FAULT_SYSTEM if the system gives no random bytes. */
const struct fault *session_begin(struct scope *, struct sessions **) MUST_USE;
/* A new word for the link; the one before counts no more. */
const struct fault *session_invite(struct sessions *, char token[SESSION_TEXT]) MUST_USE;
/* Somebody comes with the word: true, and what their browser shows from now on, the first time; then never again.  now:
 * seconds of a clock that nobody sets. */
bool session_enter(struct sessions *, const char *token, int64_t now, char id[SESSION_TEXT]);
/* Is it one that entered, and was not idle for too long?  csrf: the word its forms bear. */
bool session_is(struct sessions *, const char *id, int64_t now, char csrf[SESSION_TEXT]);
void session_leave(struct sessions *, const char *id);
/* The same words, in a time that does not tell how far they are the same. */
bool session_same(const char *, const char *);
#endif
