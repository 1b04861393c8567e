/* propose.h: a change of the evidence by a page: first what would change, then one version.  For web/.
 *
 * What record.h is for events. */
#ifndef WEB_PROPOSE_H
#define WEB_PROPOSE_H
#include "desk/take.h"
#include "web/page.h"

struct propose {
	const char *page, *title;       /* its own: "edit.html"; for people */
	const char *message;            /* for the history, where the person says nothing */
	const char *after;              /* the page to go on to when it is saved */
	/* Lay the change over main's tip, as the form's values say. */
	const struct fault *(*lay)(struct page_ask *, struct take *) MUST_USE;
	/* Behind the changes of the page that shows them; may be NULL. */
	void (*put)(struct buf *, struct page_ask *);
	/* Once it is a version; may be NULL.  What fails here leaves the version. */
	void (*saved)(struct page_ask *, const struct store_id *);
};

/* A form with step=look is answered by the page that shows what would change, one with step=record by the version;
 * where the package has moved on since it was looked at, by what would change now (409). */
const struct fault *propose_answer(struct page_ask *, struct page_reply *, const struct propose *) MUST_USE;
/* Has the package moved on since this form was shown?  What is said of that. */
bool propose_is_late(const struct page_ask *);
void propose_put_late(struct buf *, const struct page_ask *);
/* The form that is looked at, carried on as it is, but for what the page asks anew: its beginning, with step=record or
 * look, and its end. */
void propose_open(struct buf *, const struct page_ask *, const char *page, const char *step, const char *const *anew);
void propose_close(struct buf *, const struct page_ask *, const char *button);
#endif
