/* route.h: from a request to a reply: who may ask, which page answers, and what a fault looks like.  For web/.
 *
 * Knows no socket and no library: what a test hands it is answered like what came in. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H
#include "view/served.h"
#include "web/accounts.h"
#include "web/counts.h"
#include "web/held.h"
#include "web/once.h"
#include "web/page.h"
#include "web/session.h"
#include "web/shelf.h"

/* Bytes of a request's body: a form; an act as JSON; one with files; a pack that is pushed; the content of an
 * attachment. */
enum { ROUTE_BODY = 1 << 20, ROUTE_JSON = 8 << 20, ROUTE_UPLOAD = 64 << 20, ROUTE_PACK = 256 << 20 };
#define ROUTE_CONTENT ((size_t)4 << 30)

struct route_site {
	struct world world;             /* its folder holds the packages, or is one */
	struct person person;           /* who everybody is that enters */
	int64_t (*clock)(void);         /* seconds since 1970; NULL: world.now is the time for ever */
	int port;
	struct sessions *sessions;
	struct held *held;
	struct counts *counts;
	struct once *once;
	struct shelf *shelf;            /* pages, and what they are made of; NULL: nothing is kept */
	/* A team, each as who they say they are; NULL: everybody is `person`. */
	struct accounts *accounts;
	struct packages_roles *roles;
	const struct names *hosts;      /* names by which it is asked, beside this machine's own; NULL: none */
	bool secure;                    /* by TLS, here or at the door before ours */
	const char *proxy;              /* the header in which that door says who somebody is; NULL: none is believed */
	bool certified;                 /* certificates say who somebody is, and nothing else does for pages */
	const char *proxy_word;         /* nobody else knows it: what forms of people who come so are known by */
	/* Somebody left, and this word lets the next one in. */
	void (*invite)(void *context, const char *token);
	void *context;
};

/* As it was sent; NULL where it was not. */
struct route_request {
	const char *method, *target, *host, *origin, *site, *cookie, *languages, *known, *type;
	const char *from;               /* the address that it comes from; "" where nobody knows */
	const char *passed_on;          /* X-Forwarded-For or Forwarded */
	const char *proxied;            /* what the header of route_site.proxy says */
	const char *certificate;        /* the subject of one that counts (certificates.h) */
	const char *credentials;        /* Authorization */
	const char *encoding;                   /* Content-Encoding */
	const char *csrf, *key;         /* X-CSRF-Token, Idempotency-Key */
	enum accounts_answer judged;    /* what route_admits() found of who asks, if not ACCOUNTS_IN: it counts once */
	const char *body;
	size_t len;
	int fd;                         /* a file with the body, or -1 */
	enum page_cut cut;
	int64_t steady;                 /* seconds of a clock that nobody sets */
};

/* How many bytes a request may bring, as far as its head tells: more than a form only for who has entered and may see
 * the package, where files are taken.  who: whose large bodies are counted together. */
struct route_admitted { size_t most; const char *who; enum accounts_answer judged; };
struct route_admitted route_admits(struct scope *, struct route_site *, const struct route_request *);
/* It says that it brings more than the most that may come. */
void route_too_large(struct scope *, struct route_site *, const struct route_request *, size_t most,
                     struct page_reply *);
/* Never fails: a fault is a page as well. */
void route_answer(struct scope *, struct route_site *, const struct route_request *, struct page_reply *);
/* For pages.  Somebody comes with the word of a link (false: it does not count), or leaves; what their browser is to
 * remember goes into the reply. */
/* In a team, by address and password; false, with why not, where they are not let in. */
bool route_log_in(const struct page_ask *, const char *email, const char *password, struct page_reply *,
                  const struct fault **why);
/* Whose session it is says their password once more, as the form's value "password": who finds a browser open signs
 * nothing.  Asked of where people come by passwords; else the door before ours, or their key, has said who they are.
 * FAULT_USAGE: none came; FAULT_REFUSED: it is not theirs, or there were too many wrong tries.  They count as at the
 * log-in. */
bool route_asks_password(const struct page_ask *);
const struct fault *route_sign_in_again(const struct page_ask *) MUST_USE;
/* A word for the form by which somebody logs in, and the cookie that it goes with. */
const struct fault *route_greet(struct page_ask *, struct page_reply *) MUST_USE;
struct counts *route_counts(const struct page_ask *);
/* Does it come from this machine? */
bool route_is_near(const struct page_ask *);
bool route_is_team(const struct page_ask *);
/* "https://sar.example", as who asks calls this server. */
const char *route_base(const struct page_ask *);
/* The Idempotency-Key of the request, or NULL; seconds of a clock that nobody sets; where answers are kept. */
const char *route_key(const struct page_ask *);
int64_t route_steady(const struct page_ask *);
struct once *route_once(const struct page_ask *);
struct accounts *route_accounts(const struct page_ask *);
/* Are people known by sessions that are kept; and those of who asks. */
bool route_has_sessions(const struct page_ask *);
const struct fault *route_sessions(const struct page_ask *, struct accounts_sessions *) MUST_USE;
/* That somebody opened a file of a package: kept where a team is served. */
const struct fault *route_note(const struct page_ask *, const char *what) MUST_USE;
bool route_enter(const struct page_ask *, const char *token, struct page_reply *);
const struct fault *route_leave(const struct page_ask *, struct page_reply *) MUST_USE;
/* Of HTTP, where that is all there is to answer. */
int route_status(const struct fault *);
/* Files that came with this form, kept for the next one; and those that were (false: they are not kept any more). */
const struct fault *route_hold(const struct page_ask *, const char **id) MUST_USE;
bool route_held(const struct page_ask *, const char *id, struct names *paths);
void route_let_go(const struct page_ask *, const char *id);
/* For whom a page is made. */
const struct served *route_served(const struct page_ask *);
/* What is kept of a package for whom it is made: the name of a thing on the shelf, which bears all that it depends on
 * but the packages. */
const char *route_shelf_name(const struct page_ask *, const char *what, const char *folder);
/* As shelf.h; where nothing is kept there is none, and what is put there ends with the request. */
const void *route_shelf_find(const struct page_ask *, const char *name);
void route_shelf_leave(const struct page_ask *, const char *name);
void route_shelf_put(const struct page_ask *, const char *name, const struct shelf_of *, struct scope *own,
                     const void *thing, size_t size);
/* What a session is called in the browser: those of other ports are other ones. */
const char *route_cookie(struct scope *, const struct route_site *);
#endif
