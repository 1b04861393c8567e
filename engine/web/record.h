/* record.h: an act by a page: first what would be recorded, word for word, then the act.  For web/. */
#ifndef WEB_RECORD_H
#define WEB_RECORD_H
#include "base/buf.h"
#include "render/frame.h"
#include "web/page.h"

struct record {
	const char *page;               /* its own: "sign.html" */
	const char *title, *button;     /* words of the catalogue */
	const char *after;              /* the page to go on to when it is done */
	/* The act as the form's values say; run twice: to look, where nothing is recorded, and to record. */
	const struct fault *(*act)(struct page_ask *) MUST_USE;
	bool several;                   /* it records more than one event */
	bool signs;                     /* who records it signs in again: route_sign_in_again() */
	/* The page with the form, which is shown again where it is refused; NULL: there is none. */
	page_run *form;
};

/* Answer a form: one with step=look by the page that shows what would be recorded, one with step=record by the act.
 * Refused where the package has moved on since the form was shown.  What is refused otherwise is told on the form, in
 * which all stands as it was written. */
const struct fault *record_answer(struct page_ask *, struct page_reply *, const struct record *) MUST_USE;
/* The same for a form that was refused (ask->refused) elsewhere; the fault where it cannot be shown. */
const struct fault *record_show_again(struct page_ask *, struct page_reply *, page_run *form,
                                      const struct fault *) MUST_USE;
/* Is it one that a person mends in the form? */
bool record_is_mendable(const struct fault *);

/* A page of the package around what put() puts. */
void record_page(struct page_ask *, struct page_reply *, const char *page, const char *title,
                 void (*put)(struct buf *, struct page_ask *));
/* The beginning of a form that will be looked at, and its end: a button and a way back. */
void record_open(struct buf *, const struct page_ask *, const char *page);
void record_close(struct buf *, const struct page_ask *, const char *button);
/* The same for a form that carries a file: the field "files". */
void record_open_files(struct buf *, const struct page_ask *, const char *page, const char *label);
/* The file that came with this form, or that is kept from the one before; name NULL: there is none. */
struct act_paper;
const struct fault *record_paper(struct page_ask *, struct act_paper *) MUST_USE;
/* What was reported, and the letter that says so: fields, and what was put in them.  FAULT_USAGE: a letter's own day,
 * number or sender without the letter. */
struct act_options;
void record_letter(struct buf *, const struct page_ask *);
const struct fault *record_options(struct page_ask *, struct act_options *) MUST_USE;
/* A comparison shows what attachments that differ hold, their pictures and their text: that goes on record as opening
 * them does. */
struct changes;
const struct fault *record_shown(const struct page_ask *, const struct changes *) MUST_USE;
/* The drafts of the person who asks: of the home where a team is served, else of this copy. */
struct drafts;
const struct fault *record_drafts(struct page_ask *, struct drafts **) MUST_USE;
/* The end of a form, with another button that sends the value `name`. */
void record_close_with(struct buf *, const struct page_ask *, const char *button, const char *name, const char *other);
/* What stands in a field: what was written there, where the form is shown again. */
const char *record_said(const struct page_ask *, const char *name, const char *at_first);
/* The same of a box or a choice: is it ticked? */
bool record_ticked(const struct page_ask *, const char *name, const char *value, bool at_first);
/* Fields with their labels, words of the catalogue; value: what stands in it at first. */
void record_text(struct buf *, const struct page_ask *, const char *name, const char *label, const char *value);
void record_area(struct buf *, const struct page_ask *, const char *name, const char *label);
void record_day(struct buf *, const struct page_ask *, const char *name, const char *label);
void record_day_of(struct buf *, const struct page_ask *, const char *name, const char *label, const char *day);
/* May the person do this sort of act in one of their roles? */
bool record_may(const struct page_ask *, enum event_kind);
/* A form's value; NULL where it is not there or empty. */
const char *record_value(const struct page_ask *, const char *name);
#endif
