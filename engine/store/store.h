/* store.h: where a package and its history lie.
 *
 * Two implementations stand behind this header: git on disc (git/) and
 * memory (memory/), for unit tests and fuzzers.  Nothing here assumes a
 * path.  Writing a journal event is not here but in write.h, which only
 * the journal may include. */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "base/base.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/scope.h"
#include "store/source.h"

#define STORE_MAIN    "refs/heads/main"
#define STORE_JOURNAL "refs/sar/journal"

struct store_id { char hex[41]; };              /* "" = none */

struct store_commit {
	struct store_id id;
	struct store_id parents[3];
	size_t parent_count;                    /* as recorded; at most three are listed */
	const char *author_name, *author_email, *message;
	int64_t time;                           /* of the author, seconds since 1970 */
};

/* Who writes and when; offset in minutes east of UTC. */
struct store_person { const char *name, *email; int64_t time; int offset; };

enum store_change_kind { STORE_ADDED, STORE_CHANGED, STORE_REMOVED };
struct store_change { const char *path; enum store_change_kind kind; };

typedef const struct fault *store_visit(void *context, const struct store_commit *);

struct store;
struct store_append;
struct store_ops {
	const struct fault *(*tip)(struct store *, const char *ref, struct store_id *);
	const struct fault *(*walk)(struct store *, const struct store_id *from, size_t limit, store_visit *, void *context);
	const struct fault *(*resolve)(struct store *, const char *words, struct store_id *);
	const struct fault *(*entry)(struct store *, const struct store_id *, const char *path, struct store_id *);
	const struct fault *(*file)(struct scope *, struct store *, const struct store_id *, const char *path,
	                            const char **, size_t *);
	const struct fault *(*names)(struct scope *, struct store *, const struct store_id *, const char *folder,
	                             const char *const **, size_t *);
	const struct fault *(*at)(struct scope *, struct store *, const struct store_id *, struct source **);
	const struct fault *(*work)(struct scope *, struct store *, struct source **);
	const struct fault *(*lock)(struct scope *, struct store *);
	const struct fault *(*changes)(struct scope *, struct store *, const struct store_change **, size_t *);
	const struct fault *(*save)(struct scope *, struct store *, const struct store_person *, const char *message,
	                            struct store_id *);
	const struct fault *(*attach)(struct scope *, struct store *, int fd, const char *path, int how);
	const struct fault *(*write)(struct scope *, struct store *, const char *path, const char *bytes, size_t len);
	const struct fault *(*restore)(struct scope *, struct store *, const struct store_id *, const char *path,
	                               size_t *count);
	const struct fault *(*touched)(struct scope *, struct store *, const struct store_id *, const char *path,
	                               const struct store_id *until, store_visit *, void *context);
	const struct fault *(*follows)(struct store *, const struct store_id *later, const struct store_id *earlier, bool *);
	const struct fault *(*filter)(struct store *, bool clean, FILE *in, FILE *out);
	const struct fault *(*prepare)(struct scope *, struct store *, const struct store_append *, struct store_id *);
	const struct fault *(*publish)(struct store *, const char *ref, const struct store_id *expected,
	                               const struct store_id *next);
	const struct fault *(*name_tag)(struct store *, const char *tag, const struct store_id *);
	const struct fault *(*beside)(struct scope *, struct store *, const char *id, struct store **);
	const struct fault *(*take)(struct store *, struct store *from, const struct store_id *);
	const struct fault *(*purge)(struct scope *, struct store *, const char *path, char digest[DIGEST_TEXT]);
};
struct store {
	const struct store_ops *ops;
	void *state;
	const char *name;
	/* Told now and then while a large file streams through: its name and the bytes so far; 0 bytes when it
	 * is through. NULL: nobody asks. */
	void (*progress)(void *context, const char *name, uint64_t bytes);
	void *progress_context;
};

/* The package a folder lies in.  FAULT_NOT_FOUND if it lies in none. */
const struct fault *store_open(struct scope *, const char *folder, struct store **) MUST_USE;
/* A new, empty package in a folder that does not exist, or is empty.  filter: the program git calls for attachments. */
const struct fault *store_create(struct scope *, const char *folder, const char *filter, struct store **) MUST_USE;
/* An empty store that ends with the scope. */
struct store *store_memory(struct scope *);

/* The commit a reference names; "" if it does not exist. */
const struct fault *store_tip(struct store *, const char *ref, struct store_id *) MUST_USE;
/* Along first parents, newest first, at most limit commits (0 = all).  The commit is valid during the visit only. */
const struct fault *store_walk(struct store *, const struct store_id *from, size_t limit, store_visit *,
                               void *context) MUST_USE;
/* A version by its digits (7 or more), by reference or tag name; FAULT_NOT_FOUND otherwise. */
const struct fault *store_resolve(struct store *, const char *words, struct store_id *) MUST_USE;
/* The id of what stands at a path in a commit; "" if nothing. */
const struct fault *store_entry(struct store *, const struct store_id *, const char *path, struct store_id *) MUST_USE;
/* The bytes at a path in a commit, at most SOURCE_TEXT_LIMIT; FAULT_NOT_FOUND if there is no such file. */
const struct fault *store_file(struct scope *, struct store *, const struct store_id *, const char *path,
                               const char **bytes, size_t *len) MUST_USE;
/* Files below a folder in a commit, as paths relative to it, sorted. None if the folder is absent. */
const struct fault *store_names(struct scope *, struct store *, const struct store_id *, const char *folder,
                                const char *const **names, size_t *count) MUST_USE;

const struct fault *store_source_at(struct scope *, struct store *, const struct store_id *, struct source **) MUST_USE;
/* The work tree; FAULT_REFUSED where the store has none. */
const struct fault *store_source_work(struct scope *, struct store *, struct source **) MUST_USE;

/* Writers take turns: held until the scope ends, released by the system if the process dies.
 * Waits ten seconds, then FAULT_CONFLICT. */
const struct fault *store_lock(struct scope *, struct store *) MUST_USE;
/* What the work tree has that main's tip has not, within the layout, sorted by path. */
const struct fault *store_changes(struct scope *, struct store *, const struct store_change **, size_t *count) MUST_USE;
/* Commit the work tree's layout to main, durably.  *id "" if nothing had changed.  The lock must be held. */
const struct fault *store_save(struct scope *, struct store *, const struct store_person *, const char *message,
                               struct store_id *) MUST_USE;
/* Take a file in as an attachment, in constant memory.  Without STORE_REPLACE, an existing path is FAULT_REFUSED.
 * STORE_REFERENCE: the pointer only; the content stays where it is. */
enum { STORE_REPLACE = 1, STORE_REFERENCE = 2 };
const struct fault *store_attach(struct scope *, struct store *, int fd, const char *path, int how) MUST_USE;
/* Remove the content of an attachment of main's tip from the work tree and the store: the pointer stays in every
 * version.  digest: of what was removed.  Content that was committed as it is cannot be removed: FAULT_REFUSED. */
const struct fault *store_purge(struct scope *, struct store *, const char *path, char digest[DIGEST_TEXT]) MUST_USE;
/* Another package kept in the same place, by its id; FAULT_NOT_FOUND if there is none. */
const struct fault *store_beside(struct scope *, struct store *, const char *id, struct store **) MUST_USE;
/* Copy a commit of another store with all that it reaches, and the content of its attachments that is there.
 * Nothing refers to it yet. */
const struct fault *store_take(struct store *, struct store *from, const struct store_id *) MUST_USE;
/* Write a file of the work tree, all or nothing. */
const struct fault *store_write(struct scope *, struct store *, const char *path, const char *bytes, size_t len) MUST_USE;
/* Bring back a file, or all below a folder ("" = all), from a version, attachments with their content. */
const struct fault *store_restore(struct scope *, struct store *, const struct store_id *, const char *path,
                                  size_t *count) MUST_USE;
/* Visit the commits reachable from a version that changed a path or anything below it ("": all commits), merges followed
 * on all sides, until (and without) the commit `until` ("" = to the beginning).  Each comes before those it was made from. */
const struct fault *store_touched(struct scope *, struct store *, const struct store_id *from, const char *path,
                                  const struct store_id *until, store_visit *, void *context) MUST_USE;
/* Is the earlier commit the later one, or among those it was made from? */
const struct fault *store_follows(struct store *, const struct store_id *later, const struct store_id *earlier, bool *) MUST_USE;
/* git's clean (content to pointer) or smudge (pointer to content) filter, streaming. */
const struct fault *store_filter(struct store *, bool clean, FILE *in, FILE *out) MUST_USE;
#endif
