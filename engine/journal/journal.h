/* journal.h: the history of one package.  For desk/ and view/.
 *
 * Reading only.  Appending is in append.h, which act.c alone may include. */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H
#include "base/base.h"
#include "base/fault.h"
#include "base/finding.h"
#include "journal/event.h"
#include "journal/fold.h"
#include "store/store.h"

struct journal {
	struct scope *sc;
	struct store *store;
	struct fold_resolver resolver;
	struct findings *findings;              /* what is wrong with the journal itself */
	struct event **events;                  /* oldest first; malformed ones are left out */
	size_t count, cap;
	size_t passed, commits;                 /* folded and not kept; commits read, events or not */
	struct store_id tip;                    /* "" while there is no event */
	struct fold *fold;
};

/* Read and fold the whole journal.  An empty one is FAULT_NOT_FOUND unless may_be_empty. */
const struct fault *journal_read(struct scope *, struct store *, const struct fold_resolver *, bool may_be_empty,
                                 struct journal **) MUST_USE;
/* The same up to and including an event: as it was before the others came. */
const struct fault *journal_read_until(struct scope *, struct store *, const struct fold_resolver *,
                                       const struct store_id *until, struct journal **) MUST_USE;

/* Who looks on while a journal is read; a fault ends the reading. */
struct journal_watch {
	/* Every event, oldest first, before it is folded: the journal stands at the one before.  Commits that are no
	 * events are left out.  The event is good during the visit only. */
	const struct fault *(*before)(void *context, struct journal *, const struct event *ev) MUST_USE;
	void *context;
	/* Where who looks on has walked it already: the newest commit, and every JOURNAL_BLOCKth behind it, so that it
	 * is not walked once more to find them; NULL: it is. */
	const struct store_id *marks;
	size_t mark_count;
};
enum { JOURNAL_BLOCK = 64 };            /* events that are held at a time */
/* journal_read() with somebody who looks on.  Where a commit cannot be read, nothing is folded.  Events that pass
 * (fold_passes()) are not held: of these, memory does not grow. */
const struct fault *journal_read_watched(struct scope *, struct store *, const struct fold_resolver *,
                                         const struct journal_watch *, struct journal **) MUST_USE;

/* A text file of an event's tree ("note.md", "letters/x.pdf"). */
const struct fault *journal_file(struct scope *, const struct journal *, const struct event *, const char *path,
                                 const char **bytes, size_t *len) MUST_USE;

/* Make the tags submittal/N that the seals mean, where they are missing.  Where the store cannot be written they
 * stay missing: they say nothing that the journal does not. */
void journal_name_submittals(const struct journal *);
#endif
