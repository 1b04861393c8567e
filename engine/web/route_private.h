/* route_private.h: a request on its way to a reply, in the hands of one after the other.  For web/route*.c. */
#ifndef WEB_ROUTE_PRIVATE_H
#define WEB_ROUTE_PRIVATE_H
#include "base/fault.h"
#include "web/route.h"

struct route_asking {
	struct page_ask ask;
	struct route_site *site;
	const struct route_request *request;
	const char *session;
	struct served served;
	int64_t came;                   /* when, by shelf_now() */
	struct shelf_of *of;            /* what the page is made of */
	const char *making;             /* its name on the shelf, while it is made; NULL: it is not */
	bool kept, noted;               /* it is from the shelf; that somebody asked was written down */
	enum accounts_answer judged;    /* what was found of the password or the token */
};

/* --- route.c --- */

/* Seconds since 1970. */
int64_t route_now(const struct route_site *);
/* What answers this method; NULL: nothing does. */
page_run *route_run(const struct page *, const char *method);

/* --- route_refuse.c --- */

/* Put a refusal in place of the page, as who asks can read it: a page, JSON, or lines for git. */
void route_tell(struct route_asking *, struct page_reply *, int status, const struct fault *);
#define REFUSE(status, ...) do { \
	route_tell(a, out, (status), fault_make(FAULT_REFUSED, __VA_ARGS__)); return false; } while (0)

/* --- route_form.c --- */

/* A name of this machine itself: another one was made to lead here by a page from elsewhere (DNS rebinding). */
bool route_is_ours(const struct route_site *, const char *host);
/* A form that another site's page sent in the person's name. */
bool route_is_foreign(const struct route_site *, const struct route_request *);
/* Others, or the person themselves, send so much that this was not kept; always false, and the reply says so. */
bool route_has_no_room(struct route_asking *, struct page_reply *);
/* Read the form that was posted; false: it is refused, and the reply says so. */
bool route_check_form(struct route_asking *, struct page_reply *);

/* --- route_person.c --- */

void route_take_language(struct route_asking *);
/* What a form of somebody bears, from a word that only they and we know. */
void route_make_csrf(const char *word, char csrf[SESSION_TEXT]);
/* It comes from this machine, maybe from a door before ours. */
bool route_comes_near(const struct route_request *);
/* Has who asks entered?  It is then known who it is, and what word their forms bear. */
bool route_is_in(struct route_asking *, char csrf[SESSION_TEXT]);
/* May who asks have the page at all; false: they are turned away, and the reply says so. */
bool route_check_asker(struct route_asking *, struct page_reply *, char csrf[SESSION_TEXT]);

/* --- route_git.c --- */

/* false: the reply says why not. */
bool route_is_git_in(struct route_asking *, struct page_reply *);
bool route_check_git(struct route_asking *, struct page_reply *);

/* --- route_program.c --- */

/* By a token, or by a session; false: the reply says why not. */
bool route_is_program_in(struct route_asking *, struct page_reply *, bool acts, char csrf[SESSION_TEXT]);
bool route_check_program(struct route_asking *, struct page_reply *, char csrf[SESSION_TEXT]);

/* --- route_kept.c --- */

/* Does it ask only? */
bool route_reads(const struct route_asking *);
/* Put the page as it was shown before, if nothing moved since; else it is expected to be made now. */
bool route_take_kept(struct route_asking *, struct page_reply *);
/* What bears an ETag depends on nothing but what that is made of. */
void route_keep(struct route_asking *, const struct page_reply *);
/* All that a page of a package depends on; the desk is open. */
const struct fault *route_make_etag(struct route_asking *, const char **out) MUST_USE;
/* The browser has this very page. */
bool route_is_known(const struct route_asking *, const struct page_reply *);
#endif
