/* desk.h: a package laid open for work.  For desk/, view/ and command/.
 *
 * What it is made of (its store, its journal) stands in desk_private.h:
 * who has a desk can ask it, act on it (act.h), change its work tree
 * (edit.h) and look at it (view/), and cannot go round them. */
#ifndef DESK_DESK_H
#define DESK_DESK_H
#include "guard/reasons.h"
#include "base/person.h"
#include "base/world.h"
#include "journal/fold.h"
#include "package/package.h"

struct desk;
struct desk_templates;

/* Told now and then by what takes long: bytes of a large file that streams through, by its name (0: it is through);
 * files of an import (number 0: all are in).  Each may be NULL. */
struct desk_progress {
	void (*bytes)(void *context, const char *name, uint64_t bytes);
	void (*files)(void *context, size_t number, size_t count);
	void *context;
};

/* Open the package that world->directory lies in, for a person.  What is given is copied, its texts are not.
 * progress: NULL where nobody asks; templates: what other desks have read (templates.h), or NULL. */
const struct fault *desk_open(struct scope *, const struct world *, const struct person *, const struct desk_progress *,
                              struct desk_templates *, struct desk **) MUST_USE;
/* What lies on it.  After an act, ask again: the fold then stands at the new event, and what was handed out before may
 * be neither the old state nor the new one. */
const struct template *desk_template(const struct desk *);      /* in force */
const struct fold *desk_fold(const struct desk *);              /* where the package stands */
size_t desk_language(const struct desk *);                      /* of the template's texts, for the person */
int desk_today(const struct desk *);                            /* the civil day in the package's zone, or as_of */
const char *desk_name(const struct desk *);                     /* of its store, for people: on disc the folder */
const char *desk_temporary(const struct desk *);                /* for temporary_room(); NULL: it has no such place */
/* Other work trees of the package (git worktree): their folders.  No act reaches them. */
const struct fault *desk_work_trees(struct scope *, const struct desk *, struct names *out) MUST_USE;
/* The events, oldest first; and a text file of an event's tree ("note.md"), FAULT_NOT_FOUND if it has none so named. */
const struct event *const *desk_events(const struct desk *, size_t *count);
const struct fault *desk_event_file(struct scope *, const struct desk *, const char *event, const char *path,
                                    const char **bytes, size_t *len) MUST_USE;
/* The same as a text for people, whatever is wrong with the event: "" where it holds none, words in its place where
 * that is no text.  What is wrong is a finding of desk_check(); it stops nobody from reading the rest. */
const char *desk_event_text(struct scope *, const struct desk *, const char *event, const char *path);
/* The writer before this one died, or ended with a fault: what it recorded last may be what is done again now.  Known
 * after the first act of a desk. */
bool desk_was_interrupted(const struct desk *);
/* The newest event that holds a letter of this name, or holds one and has an id that begins so (7 digits or more):
 * the id it bears (Sar-Id).  NULL if there is none. */
const char *desk_letter(const struct desk *, const char *name);

/* A letter, or the workbook of an export: what an event holds beside its words. */
#define DESK_PAPER_WORKBOOK "workbook.xlsx"     /* where the one stands in the event's tree; letters: letters/NAME */
enum desk_paper_state { DESK_PAPER_HERE, DESK_PAPER_ABSENT, DESK_PAPER_REMOVED, DESK_PAPER_DAMAGED };
struct desk_paper {
	const struct event *event;
	const char *name, *path;        /* for people; in the event's tree */
	struct source_entry content;    /* digest "" where the event does not say which */
	enum desk_paper_state state;
	const struct phrase *lacks;     /* why the content cannot be had; NULL: it can */
};
/* false: the event holds none.  Whatever is wrong with it, it says so itself. */
bool desk_paper_of(struct scope *, const struct desk *, const struct event *, struct desk_paper *);
/* The newest with this name or path, or whose event or content has an id that begins so (7 digits or more).  alone:
 * FAULT_REFUSED where there are others with other content.  FAULT_NOT_FOUND if there is none. */
const struct fault *desk_paper_find(struct scope *, const struct desk *, const char *words, bool alone,
                                    struct desk_paper *) MUST_USE;
/* Its content, compared with its digest, from the start; the caller closes fd.  FAULT_NOT_FOUND says why it cannot be
 * had. */
const struct fault *desk_paper_open(const struct desk *, const struct desk_paper *, int *fd) MUST_USE;

/* Whether a letter's own sender can be the office and person that a report names: one says what the other says, or a
 * part of it. */
bool desk_same_sender(const char *own, const char *told);

/* Every reason why the last act was refused by guards; none where it was not. */
const struct guard_reasons *desk_shut(const struct desk *);

/* A version's words ("submittal/1", digits, "main"), NULL for the work tree; and what it holds. */
const struct fault *desk_package(struct desk *, const char *version, struct package **, struct store_id *) MUST_USE;
/* All that is wrong with a package and with its journal, on the desk's day, waivers marked. */
const struct fault *desk_check(struct desk *, const struct package *, struct findings **) MUST_USE;
/* The version of a used package that could be pinned now, in that package's own store: what it bound last where the
 * template wants it in certain states, else its tip.  FAULT_REFUSED, in words, if there is none. */
const struct fault *desk_usable(struct desk *used, const struct template_use *, struct store_id *) MUST_USE;
/* Another package beside this one, by id. FAULT_NOT_FOUND if there is none. */
const struct fault *desk_beside(struct desk *, const char *id, struct desk **) MUST_USE;
/* Of what lies beside it, only packages with these ids are looked at: those that the person may see. */
void desk_sees(struct desk *, const struct names *ids);
/* The newest versions of main, at most so many. */
struct desk_version { const char *id, *day, *author, *message; };
struct desk_versions { struct desk_version *at; size_t count, cap; };
const struct fault *desk_versions(struct desk *, size_t most, struct desk_versions *) MUST_USE;
/* main's tip, which must exist, the work tree having nothing unsaved. */
const struct fault *desk_head(struct desk *, struct package **, struct store_id *) MUST_USE;

/* For pages, whose reader does not see the work tree: */
/* Acts from here on are on main's tip, whatever lies unsaved beside it. */
void desk_act_on_main(struct desk *);
/* Evidence is changed there as well, from here on: what edit.h and take.h call the work tree is main's tip, and each
 * save its next version (store/laid.h).  For a package without a folder, too.  FAULT_REFUSED: nothing is saved yet. */
const struct fault *desk_edit_main(struct desk *) MUST_USE;
/* Where evidence and journal stand, and the day, as one word: another one when any of them has moved. */
const struct fault *desk_stand(struct desk *, const char **out) MUST_USE;
/* Which contents of main's attachments are here, as one word: another one when one comes, goes or is damaged. */
const struct fault *desk_contents(struct desk *, const char **out) MUST_USE;
/* The word of desk_stand(); acts from here on are refused, FAULT_CONFLICT, where it is another one by the time they
 * hold the lock: what was read is not what would be recorded.  It is kept as given. */
void desk_expect(struct desk *, const char *stand);
/* Acts from here on are judged whole and record nothing. */
void desk_rehearse(struct desk *);
/* The event that the last act would have recorded, as it would stand in the journal, but for its own id; NULL: none. */
const char *desk_rehearsed(const struct desk *);
#endif
