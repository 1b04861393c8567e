/* fold.h: where a package stands, worked out from its events.  For everyone from check/ up.
 *
 * Pure: no clock, no files, no git.  State is never stored; the events
 * are the only truth, and the same events always give the same state.
 * The fold judges each event against the workflow in force at that
 * event; one that was not allowed changes nothing and leaves a finding. */
#ifndef JOURNAL_FOLD_H
#define JOURNAL_FOLD_H
#include "base/base.h"
#include "base/finding.h"
#include "base/list.h"
#include "journal/edition.h"
#include "journal/event.h"
#include "journal/workflow.h"

struct fold_person { const char *name, *email; struct names addresses, roles, keys; };

/* A key that is or was a person's.  It counts from its event on, on its days, until it has ended: since a later event
 * speaks of the person's keys without it, or revokes it. */
struct fold_key {
	const char *line, *name, *email;        /* as in a file .pub; whose it is */
	const char *from, *until;               /* its first and last day, or NULL */
	const char *since, *event;              /* the day of the event that bound it, and that event */
	const char *ended_on, *ended_by;        /* NULL: it has not ended */
	/* the day from which it is not to be believed; NULL: it was not revoked */
	const char *revoked_from;
};
/* Who said of a key that it is the person's, where one alone may not. */
struct fold_voucher { const char *line, *of, *by; };

struct fold_sign_off {
	const char *element, *digest, *role, *name, *email, *meaning, *canon, *as_of, *evidence, *event;
};

struct fold_use { const char *alias, *package, *pinned, *template, *snapshot, *as_of, *event; };
struct fold_uses { struct fold_use *at; size_t count, cap; };

struct fold_seal {
	int number, round;
	const char *evidence, *as_of, *manifest, *event;
	const char *delivered_on;       /* the last time; NULL: not delivered yet */
	size_t delivered_at;            /* how many events came before that delivery */
	size_t export_count;
	const char *snapshot;           /* the template in force when it was sealed */
	/* the day that an authority's stamp says, and the event that holds it; NULL: none does; the newest */
	const char *stamped_on, *stamped;
	struct fold_uses uses;          /* packages as they were pinned then */
};

/* A finding that a person accepts.  It stands for exactly that finding about exactly that content, up to a day. */
struct fold_waiver {
	const char *finding, *rule, *path, *until, *name, *role, *as_of, *event;
	const char *withdrawn_on;       /* NULL: it was not taken back */
};

/* Content that was removed after it should never have come in; pointer and journal stay. */
struct fold_purge { const char *path, *content, *name, *as_of, *event; };

/* What was done about a remark. */
struct fold_answer { const char *disposition, *version, *duplicate_of, *name, *email, *role, *as_of, *event; };

enum fold_remark_state { FOLD_OPEN, FOLD_ANSWERED, FOLD_CLOSED };

/* What a person says about a place of the package, or the authority in a letter (reported_by). */
struct fold_remark {
	int number;                     /* from 1, its place in the list: for people */
	const char *id;                 /* what other events name */
	enum fold_remark_state state;
	const char *severity, *owner, *due;     /* owner, due: may be NULL */
	/* Where: all NULL is the package as a whole. */
	const char *path, *exact, *prefix, *suffix, *row, *column, *field, *page, *region, *content, *element;
	struct names requirements;
	const char *evidence;           /* the version it was made on, or NULL */
	const char *newest;             /* main's newest then, where that is another one; else NULL */
	const char *reported_by, *occurred, *received, *filed_in, *theirs;
	const char *name, *email, *role, *as_of, *event;
	struct { struct fold_answer *at; size_t count, cap; } answers;  /* the last one is in force unless it is open */
	const char *closed_on, *closed_by;      /* NULL unless closed */
};

/* Texts belong to the events, which must live as long as the fold; but for fold_let_go(). */
struct fold {
	struct scope *sc;
	const struct workflow *workflow;        /* in force now; NULL before the opening event */
	const struct edition *edition;          /* of the engine's rules, in force now */
	/* A later edition, or events of a kind this program does not know: it reads what it can, and may not act. */
	const struct phrase *newer;
	const char *package, *template_name, *snapshot, *template_event;
	const char *state;
	const char *entered_on;                 /* as-of day of entry, or the day the authority's act occurred */
	/* the day the letter that led here sets; NULL: the template's clock counts */
	const char *due;
	const char *entered_by;                 /* the event that led here */
	size_t entered_at;                      /* how many came before it */
	const char *record;                     /* evidence bound last, or NULL */
	int round;                              /* from 1; one more for each answer or resubmittal */
	struct { const char **state, **from; size_t count; } back;      /* what history states remember */
	struct { struct fold_person *at; size_t count, cap; } people;
	struct { struct fold_key *at; size_t count, cap; } keys;        /* by the order of their events */
	struct { struct fold_voucher *at; size_t count, cap; } vouchers;
	struct { struct fold_sign_off *at; size_t count, cap; } sign_offs;      /* newest last */
	struct { struct fold_seal *at; size_t count, cap; } seals;
	struct fold_uses uses;
	struct { struct fold_waiver *at; size_t count, cap; } waivers;
	struct { struct fold_purge *at; size_t count, cap; } purges;
	struct { struct fold_remark *at; size_t count, cap; } remarks;  /* number n at n - 1 */
	struct nameset *ids;                    /* of all events */
	struct lookup *by_id;                   /* of remarks: their place */
	struct { const char **at; size_t count, cap; } path;    /* states passed, the first is the initial one */
	const char *last_heard, *last_heard_from;       /* newest report of the authority */
	size_t event_count, refused_count;
};

/* The workflow of the template that an open or adopt event carries; NULL if it cannot be read. */
struct fold_resolver { const struct workflow *(*find)(void *context, const struct event *); void *context; };

struct fold *fold_new(struct scope *);
/* The journal holds what only a newer program understands; the first reason stays. */
void fold_note_newer(struct fold *, const struct phrase *why);
/* Why the event may not happen now, in words, or NULL. */
const struct phrase *fold_judge(struct scope *, const struct fold *, const struct event *,
                                const struct fold_resolver *);
/* Judge, then let it happen or leave a finding. True if it happened. */
bool fold_step(struct fold *, const struct event *, const struct fold_resolver *, struct findings *);

/* Whether an event says no more than where the package stands now: then it need not live longer than until
 * fold_let_go(). */
bool fold_passes(const struct fold *, const struct event *);
/* Take its own copy of what it still has of events that pass. */
void fold_let_go(struct fold *);

/* Pin what a `use` event pins, in place of what its alias meant before. */
void fold_use_add(struct scope *, struct fold_uses *, const struct event *);
/* Where a transition would lead from the current state. */
const char *fold_target(const struct fold *, const struct workflow_transition *);
/* Who an address belongs to; NULL if nobody was appointed with it. */
const struct fold_person *fold_person(const struct fold *, const char *email);
/* The newest waiver of a finding that was not taken back; NULL if there is none. */
const struct fold_waiver *fold_waiver(const struct fold *, const char *finding);
const struct fold_purge *fold_purge(const struct fold *, const char *content);
/* A remark by its number; NULL if there is none. */
const struct fold_remark *fold_remark(const struct fold *, int number);
const struct fold_remark *fold_remark_called(const struct fold *, const char *id);
bool fold_holds(const struct fold *, const char *email, const char *role);
#endif
