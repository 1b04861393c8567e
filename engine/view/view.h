/* view.h: all that a page, a sheet or a status line shows, as constant data.  For everyone above view/.
 *
 * Renderers see a view and nothing below it: no store, no journal
 * writer, no way to act. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H
#include "journal/fold.h"
#include "guard/reasons.h"
#include "package/package.h"
#include "compare/remark.h"
#include "view/screening.h"
#include "text/sql.h"

struct fallen;
/* fall: why it does not stand, where fallen_take() was asked; else NULL. */
struct view_sign_off { const struct fold_sign_off *by; bool stands; const struct fallen *fall; };
struct view_move { const struct workflow_transition *transition; const char *to; struct guard_reasons reasons; };
struct view_file { const char *path; const char *digest; uint64_t size; int pages; };
/* What was done about a remark, an event each.  Texts are NULL where the event has none. */
struct view_turn { const char *day, *kind, *disposition, *version, *duplicate_of, *person, *text; };
struct view_remark {
	const struct fold_remark *of;
	struct remark_place at;                 /* in the package shown */
	const char *text, *reason;              /* Markdown; reason: of the last answer, "" if none */
	const struct template_element *element; /* it is about; NULL: the package as a whole, or several */
	const char *owner, *letter;             /* for people, "" if none; letter: the name of its file */
	struct { struct view_turn *at; size_t count, cap; } thread;     /* in the view of one remark only */
};
/* What the authority found in an earlier round and what was answered by then: nothing inner.  One for each checklist
 * line it names.  requirement, element: "" if it is about none. */
struct view_deficiency {
	int number;
	const char *requirement, *element, *place, *theirs, *text, *raised_by, *raised_on;
	const char *disposition, *answer, *answered_on; /* "" while there is none */
};
struct view_remark_counts { size_t open, answered, closed, orphans; };
struct view_event {
	const struct event *event;
	const char *day, *subject, *person, *role, *note;
	/* Of a letter, or the workbook of an export, else NULL: here, absent, removed, damaged; its SHA-256 or "". */
	const char *content, *digest;
	const struct phrase *lacks;             /* why the content cannot be had, or NULL */
};

/* Of an element: lines that apply, those answered or not applicable, findings that are not waived (where inner). */
struct view_count { size_t applies, done, errors, warnings; };

struct served;
struct seals;
struct view {
	const struct package *package;
	const struct template *template;
	size_t language;                        /* of the template's texts */
	const struct reader *reader;            /* of our own words, in that language */
	const char *version;                    /* 40 digits, or "" for the work tree */
	const char *version_name;               /* for people */
	const char *program;                    /* name and version of this program */
	const struct served *served;            /* for whom, where pages are served; NULL: they are files */
	const struct view_count *progress;      /* by element: view_progress(); NULL in views of remarks and history */
	int as_of;
	/* the instant outputs carry: of the last event or seal, never the clock */
	int64_t created;
	bool draft;                             /* a look at what would be handed over */
	int submittal;                          /* 0: none; else its number, and nothing inner is shown */
	/* The event that sealed it: the id it bears and its commit, 40 digits; "" where nothing is sealed.  On paper
	 * they prove that a journal which lacks them was wound back or written anew. */
	const char *seal, *seal_commit;
	/* The bytes of that event and an authority's stamp on them; NULL: none is recorded. */
	struct { const char *bytes, *answer; size_t len, answer_len; } stamp;
	bool inner;                             /* findings, state, history, sign-offs may be shown */

	/* Only where inner: */
	const struct findings *findings;
	const struct screening *screening;            /* go or no-go; NULL if the template asks nothing */
	const struct fold *fold;
	const struct workflow_state *state;
	const char *due;                        /* YYYY-MM-DD the state's clock runs out, or NULL */
	struct { struct view_event *at; size_t count, cap; } events;
	struct { struct view_sign_off *at; size_t count, cap; } sign_offs;
	const struct seals *seals;              /* who signs what (seals.h) */
	struct { struct view_move *at; size_t count, cap; } moves;
	/* orphans first, then open, answered, closed; the worst first */
	struct { struct view_remark *at; size_t count, cap; } remarks;
	const char *saved;                      /* the version that the work tree is, "" where something is unsaved */
	size_t unsaved;                         /* files of the work tree that main has not */
	bool ahead;                             /* main is ahead of the evidence bound last */

	struct { struct view_deficiency *at; size_t count, cap; } deficiencies;
	const char *supply;                     /* a folder with content that is kept by reference, or NULL */
	struct { struct view_file *at; size_t count, cap; } manifest;   /* what is handed over; outputs fill it */
};

struct desk;
/* Of the work tree (version NULL) or a version. */
const struct fault *view_of(struct desk *, const char *version, struct view **) MUST_USE;
/* The remarks only, held against a version (NULL: the work tree). */
const struct fault *view_of_remarks(struct desk *, const char *version, struct view **) MUST_USE;
/* One of them with its thread; FAULT_NOT_FOUND if there is none with this number. */
const struct fault *view_of_remark(struct desk *, const char *version, int number, struct view **) MUST_USE;
/* The events only, for the log, and what is wrong with the journal. */
const struct fault *view_of_history(struct desk *, struct view **) MUST_USE;
/* What main's tip would hand over, marked as a draft wherever its marking stands; nothing inner. */
const struct fault *view_of_draft(struct desk *, struct view **) MUST_USE;
/* All that was said about each remark of the view; theirs: the authority's are kept, ours are not. */
const struct fault *view_take_threads(struct desk *, struct view *, bool theirs) MUST_USE;
/* Of a submittal: its sealed version on its own day, nothing inner. number 0: the newest. */
const struct fault *view_of_submittal(struct desk *, int number, struct view **) MUST_USE;

/* The tables of templates/README.md for a sheet: manifest and deficiencies always, the inner ones only where the view
 * is inner. */
const struct fault *view_facts(struct scope *, const struct view *, struct sql **) MUST_USE;

/* How far an element is; not in views of remarks and history. */
const struct view_count *view_progress(const struct view *, const struct template_element *);
/* Take out of the view the closed remarks, unless all are wanted, and where mine those that are not for this person
 * (remark_is_for; email NULL: nobody).  How many of all are closed. */
size_t view_keep_remarks(struct view *, bool all, bool mine, const char *email);
struct view_remark_counts view_count_remarks(const struct view *);
/* An attachment's content; the caller closes fd. */
const struct fault *view_open(const struct view *, const struct package_attachment *, int *fd) MUST_USE;
#endif
