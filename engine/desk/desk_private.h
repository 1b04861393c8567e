/* desk_private.h: what a desk is made of.  For desk/ and view/ only. */
#ifndef DESK_DESK_PRIVATE_H
#define DESK_DESK_PRIVATE_H
#include "desk/desk.h"
#include "desk/templates.h"
#include "guard/guard.h"
#include "journal/journal.h"
#include "store/overlay.h"

struct desk {
	struct scope *sc;
	struct world world;
	struct person person;
	struct desk_progress progress;
	struct store *store;
	struct journal *journal;
	const struct template *template;        /* in force; NULL while the journal is empty */
	size_t language;                        /* of the template's texts, for people at the terminal */
	int offset;                             /* of the package's zone, minutes */
	bool zone_unread;                       /* reading it failed: nothing may be recorded with a day of it */
	bool template_unread;                   /* of an event: whether that happened nobody knows, so none follows */
	int today;                              /* the civil day there, or --as-of */
	struct { struct desk_snapshot *at; size_t count, cap; } templates;     /* its journal's, by snapshot */
	struct desk_templates *shared;          /* where they are read into */
	struct guard_reasons shut;              /* of the last act */
	bool alone;                             /* nothing is looked at that lies beside this package */
	const struct names *near;               /* ids of those that may be; NULL: any */
	struct desk_again *again;               /* an act that may have been done already: act_again.c */
	bool on_main, rehearses;                /* desk_act_on_main(), desk_rehearse() */
	const struct guard_signer *signer;      /* of the act that is judged; NULL: none is */
	struct names brought;                   /* edit_brought() */
	const char *expected, *rehearsed;       /* desk_expect(), desk_rehearsed() */
	/* act_sign_by(): the line of a passkey, what its browser answered, and what it is asked to sign; else NULL */
	const char *passkey, *challenge;
	const struct act_touch *touch;
};
struct desk_snapshot { const char *snapshot; const struct template *template; };

/* Lay a store open; may_be_empty: a package that is being made. */
const struct fault *desk_of(struct scope *, const struct world *, const struct person *, const struct desk_progress *,
                            struct desk_templates *, struct store *, bool may_be_empty, struct desk **) MUST_USE;
/* Who looks on while a desk's journal is read; see journal_watch. */
struct desk_watch {
	/* The desk stands before the event: template, fold and day are those of then. */
	const struct fault *(*before)(void *context, struct desk *, const struct event *) MUST_USE;
	void *context;
	const struct store_id *marks;           /* as those of a journal_watch */
	size_t mark_count;
};
/* A desk that is read event by event, and from this store alone: nothing beside the package is looked at, nothing that
 * was worked out before is believed.  *out is set before anything is read, and stands as far as the reading came. */
const struct fault *desk_replay(struct scope *, const struct world *, struct store *, const struct desk_watch *,
                                struct desk **out) MUST_USE;
/* Hold what the journal holds now: after taking the lock, and after an act.  Read again only if its tip is another
 * than the one held: an act leaves fold and events at the event it made. */
const struct fault *desk_refresh(struct desk *, bool may_be_empty) MUST_USE;
/* Hold what the journal held behind an event; until the next desk_refresh(). */
const struct fault *desk_go_back(struct desk *, const char *event) MUST_USE;

/* The package's zone and the day in it, as package.yaml says now: main's, else the work tree's. */
void desk_take_zone(struct desk *);

/* What the journal said at a moment: the template in force, the packages pinned. */
struct desk_moment { const struct template *template; const struct fold_uses *uses; };
struct desk_moment desk_now(const struct desk *);
bool desk_same_uses(const struct fold_uses *, const struct fold_uses *);
/* Right behind an event. */
const struct fault *desk_moment_at(struct desk *, const char *event, struct desk_moment *) MUST_USE;
/* When a version was saved or, later, sealed. */
const struct fault *desk_moment_of(struct desk *, const struct store_id *version, struct desk_moment *) MUST_USE;
/* A version by what people call it.  Where acts are on main (desk_act_on_main) it is one that main or the journal goes
 * on from: what a clone of them has, and nothing of somebody's branch or stash.  FAULT_NOT_FOUND. */
const struct fault *desk_resolve(const struct desk *, const char *words, struct store_id *) MUST_USE;
/* desk_package as the journal said it at another moment. */
const struct fault *desk_package_at(struct desk *, const char *version, const struct desk_moment *, struct package **,
                                    struct store_id *) MUST_USE;
/* The work tree as it would be with some files put over it; they live as long as the package. */
const struct fault *desk_package_over(struct desk *, const struct overlay_file *, size_t count,
                                      struct package **) MUST_USE;
/* The template that an event which names a snapshot carries; read only if it is not there yet. */
const struct fault *desk_templates_carried(struct desk_templates *, struct store *, const struct event *,
                                           const struct template **) MUST_USE;
/* The template an open or adopt event carries. */
const struct fault *desk_template_of(struct desk *, const struct event *, const struct template **) MUST_USE;
/* Why guards are shut on the desk's day, for a package: no reason = open.  asking: for `next`, before a letter is at
 * hand. */
const struct fault *desk_judge(struct desk *, const struct workflow_guards *, const struct package *,
                               const struct store_id *, bool has_letter, bool asking, struct guard_reasons *) MUST_USE;
/* The guards of an act on a seal: judged on what was sealed, as the journal said it then; what was made once may be
 * made again, and is judged as on its day. */
const struct fault *desk_judge_seal(struct desk *, enum event_kind, const struct fold_seal *,
                                    struct guard_reasons *) MUST_USE;
/* That it stands as desk_expect() was told; for acts, under the lock. */
const struct fault *desk_refuse_moved(struct desk *) MUST_USE;
/* That the work tree has nothing unsaved. */
const struct fault *desk_require_clean(struct desk *) MUST_USE;
/* FAULT_REFUSED naming them; NULL where there are none. */
const struct fault *desk_refuse_changes(const struct store_change *, size_t count) MUST_USE;
/* Content that was removed on purpose does not come back under another name.  fd: of a file. */
const struct fault *desk_refuse_purged(const struct desk *, int fd, const char *file) MUST_USE;
/* Content that the journal says was removed, and that came with a copy all the same, goes.  The lock must be held. */
const struct fault *desk_remove_purged(struct desk *) MUST_USE;
/* The bytes of the event that sealed a submittal, as git names them: what an authority stamps; and their SHA-256.
 * FAULT_NOT_FOUND: there is no such submittal. */
const struct fault *desk_seal_bytes(struct scope *, struct desk *, const char *event, const char **bytes,
                                    size_t *len) MUST_USE;
const struct fault *desk_seal_digest(struct scope *, struct desk *, int submittal, char digest[DIGEST_TEXT]) MUST_USE;
#define DESK_STAMP "stamp.tsr"          /* the authority's answer, in the tree of the event */
/* What is wrong with the letters and workbooks that events hold. */
void desk_check_papers(struct desk *, struct findings *);
/* Who is acting, valid for a commit. */
const struct fault *desk_person(const struct desk *, struct store_person *) MUST_USE;
#endif
