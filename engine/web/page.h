/* page.h: what a page of the server is.  For web/.
 *
 * To add one, add one file: engine/web/page_NAME.c defining `const struct page page_NAME`.  The Makefile lists the
 * files; the descriptor says which addresses it answers and what it needs, so that route.c can refuse before run.  A
 * page has no logic of its own: it asks view/ and render/ for what is shown, and desk/act.h for what is done. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H
#include "base/base.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/person.h"
#include "base/world.h"
#include "desk/desk.h"
#include "desk/templates.h"
#include "view/view.h"

/* Each includes what stands before it.  NOBODY: also for who has not entered; PERSON: one who has; HOME: the folders of
 * packages; DESK: the one that the address names is laid open; VIEW: and main's tip is gathered. */
enum page_needs { PAGE_NOBODY, PAGE_PERSON, PAGE_HOME, PAGE_DESK, PAGE_VIEW };

/* Who says who they are: a browser, by its session, whose forms bear a word of ours; a program, by a token, or in such
 * a session with that word, whose body is JSON; or git, by address and password with each request, whose body is no
 * form.  CONTENT: git's as well, and what comes is a file. */
enum page_asker { PAGE_BROWSER, PAGE_PROGRAM, PAGE_GIT, PAGE_CONTENT };
/* Why the body is not whole: it is larger than may come, or many large ones come at this moment. */
enum page_cut { PAGE_WHOLE, PAGE_TOO_LARGE, PAGE_TOO_MANY };
/* What comes from git, as it came; fd: a file of it, from its start, or -1. */
struct page_body { const char *bytes; size_t len; int fd; enum page_cut cut; const char *type, *encoding, *from; };

enum { PAGE_HOLES = 3, PAGE_VALUES = 400 };     /* holes of an address; values of a form or an address, at most */

struct page_value { const char *name, *value; };
struct page_values { struct page_value *at; size_t count, cap; };
/* Files of a form: of which field, what each is called (one step, no dot before), and its bytes. */
enum { PAGE_FILES = 200, PAGE_NAME = 255 };
struct page_file { const char *field, *name, *bytes; size_t len; };
struct page_files { struct page_file *at; size_t count, cap; };

/* What is asked.  Texts are UTF-8 without control characters, but for line feeds and tabs in a form's values. */
struct page_ask {
	struct scope *sc;
	const struct page *page;
	const char *path;               /* decoded, without what stands behind ? */
	const char *target;             /* as it was sent, with that */
	const char *holes[PAGE_HOLES];  /* what fills the holes of page->path */
	struct page_values values;      /* of a form, where it is one; else of the address */
	struct page_files files;        /* of a form that carries some */
	struct page_body body;          /* where git or a program asks */
	const struct world *world;      /* with the time of now; its directory is the package's where one is open */
	struct person person;
	struct reader reader;           /* where no package's template speaks */
	const char *csrf;               /* goes into every form; "" where nobody has entered */
	const char *passkey_host;       /* under which a browser's key can sign; NULL: none can (passkey.h) */
	const struct names *folders;    /* HOME */
	struct desk *desk;              /* DESK */
	struct view *view;              /* VIEW */
	void *site;                     /* route*.c's own */
	void *own;                      /* the page's own */
	const struct fault *refused;    /* its form is shown again, with what was written, for this */
	bool pressed;                   /* pressed_once() sees to it that it is done once */
	bool busy;                      /* it waited in vain: the same is being done for another one */
};

struct page_reply {
	int status;                     /* of HTTP; 200 unless it is set */
	const char *type;               /* NULL: HTML */
	struct buf *body;               /* empty at first */
	int fd;                         /* with size bytes, in place of body; -1: none.  Closed by whoever sends it */
	uint64_t size;
	const char *disposition;        /* of a file: the name it is saved under; NULL: it is shown */
	const char *location;           /* where to go on */
	struct names cookies;
	bool data_pictures;             /* pictures stand in the page itself */
	bool challenges;                /* say who you are, by address and password */
	bool bearer;                    /* say who you are, by a token */
	const char *allow;              /* the methods that are answered here; NULL: not told */
	const char *stand;              /* of the package: what an act by the API names; NULL: not told */
	int wait;                       /* seconds until it may be tried again; 0: not told */
	bool script;                    /* it runs a script of the server: /passkey.js, /area.js */
	const char *etag;               /* what it is known by, in quotes; NULL: it may not be kept */
};

typedef const struct fault *page_run(struct page_ask *, struct page_reply *) MUST_USE;
struct page {
	/* "/p/{}/evidence/{}": each {} is one segment, the last one may be {*}, all that follows.  Ended by NULL. */
	const char *const *paths;
	enum page_needs needs;
	page_run *get, *post;           /* NULL: it does not answer that */
	bool uploads;                   /* its form may carry files */
	enum page_asker asker;
	page_run *put;
};

/* By name: of a form, or of the address; NULL if it is not there.  The next one: *at begins with 0. */
const char *page_value(const struct page_ask *, const char *name);
const char *page_next(const struct page_ask *, const char *name, size_t *at);
/* In place of what has this name, or beside the others. */
void page_set(struct page_ask *, const char *name, const char *value);

/* What a package's folder is called in addresses. */
const char *page_name(struct scope *, const char *folder);
/* A desk for the person; one whose template has not their language speaks its own. */
const struct fault *page_desk(struct scope *, const struct world *, const struct person *, struct desk_templates *,
                              struct desk **) MUST_USE;
/* Go on to another page of the package, after an act: "index.html". */
void page_go(const struct page_ask *, struct page_reply *, const char *page);
/* The same where something was recorded or saved, which that page tells; saved: a version, "" or NULL: none. */
void page_go_done(const struct page_ask *, struct page_reply *, const char *page, const char *saved);
void page_close(struct page_reply *);
#endif
