/* store.h: where a package and its history lie; for the floors from journal to view, see engine/FLOORS.
 *
 * Two implementations stand behind this header: git on disc (git/) and
 * memory (memory/), for unit tests and fuzzers.  Nothing here assumes a
 * path.  Writing a journal event is not here but in write.h, which only
 * the journal may include. */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"
#include "base/list.h"
#include "store/signing.h"
#include "store/source.h"

#define STORE_MAIN    "refs/heads/main"
#define STORE_JOURNAL "refs/sar/journal"

enum { STORE_PARENTS = 3 };                     /* that a commit of ours may have */

struct store_commit {
	struct store_id id;
	struct store_id parents[STORE_PARENTS];
	size_t parent_count;                    /* as recorded; at most three are listed */
	const char *author_name, *author_email, *message;
	int64_t time;                           /* of the author, seconds since 1970 */
};

/* Who writes and when; offset in minutes east of UTC.  signing: how their git signs; NULL: it does not.  Where it does,
 * every commit they write is signed, and what cannot be signed is not written. */
struct store_person { const char *name, *email; int64_t time; int offset; const struct signing *signing; };

/* How a person's git signs in this store, the store's own settings above the person's. */
struct store;
const struct fault *store_signing(struct scope *, struct store *, const struct store_person *,
                                  struct signing *) MUST_USE;

/* What a reference names; what is no commit's name (another reference, a tag of its own) as it is. */
struct store_ref { const char *name; struct store_id id; };

typedef const struct fault *store_visit(void *context, const struct store_commit *) MUST_USE;

struct home;
struct store_laid;
struct store {
	const struct store_history *history;    /* how it is done: store_private.h */
	const struct store_work *work;          /* NULL: a bare copy, without a work tree */
	void *state;
	const char *name;
	const char *results;                    /* a folder for what may vanish (source.h); NULL: nowhere */
	const char *tmp;                        /* its folder of temporaries (base/temporary.h); NULL: it has none */
	struct home *home;                      /* where it is kept with others; NULL: nowhere */
	struct store_laid *laid;                /* laid.h: what lies over main's tip; NULL: it is no such store */
	bool held;                              /* the lock, through this handle */
	/* Set by store_lock(): the writer before us died, or ended with a fault; before: the journal's tip as it began,
	 * and as the one before that began where it ended so, too. */
	bool interrupted;
	struct store_id before[2];
	/* Whether content was removed on purpose: no door takes it in or gives it out.  NULL: nobody knows of any. */
	bool (*purged)(const void *context, const char *digest);
	const void *purged_context;
	/* Told now and then while a large file streams through: its name and the bytes so far; 0 bytes when it
	 * is through. NULL: nobody asks. */
	void (*progress)(void *context, const char *name, uint64_t bytes);
	void *progress_context;
};

/* An empty store in memory that ends with the scope; packages on disc are opened and made by home.h. */
struct store *store_memory(struct scope *);
/* Take a file out of its work tree, as anybody can in a folder; there is nothing to take where there is none. */
void store_memory_remove(struct store *, const char *path);

bool store_is_purged(const struct store *, const char *digest);
/* That what comes in under this digest is none of it; file: for the fault. */
const struct fault *store_refuse_purged(const struct store *, const char *digest, const char *file) MUST_USE;
/* Take content away that was removed on purpose and lies here all the same, for it came with a copy: digests, as the
 * journal names them.  The lock must be held. */
const struct fault *store_remove_purged(struct scope *, struct store *, const struct names *digests) MUST_USE;

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
/* The same for who compares the bytes with a digest of their own: git's is then not worked out, and a damaged object is
 * no fault. */
const struct fault *store_file_to_compare(struct scope *, struct store *, const struct store_id *, const char *path,
                                          const char **bytes, size_t *len) MUST_USE;
/* Files below a folder in a commit, as paths relative to it, sorted. None if the folder is absent. */
const struct fault *store_names(struct scope *, struct store *, const struct store_id *, const char *folder,
                                const char *const **names, size_t *count) MUST_USE;

/* When the objects of the files below a folder in a commit were written, as a text: the same as long as nobody has
 * touched them, packed or taken them away.  "": it cannot be told. */
const struct fault *store_written(struct scope *, struct store *, const struct store_id *, const char *folder,
                                  const char **out) MUST_USE;

const struct fault *store_source_at(struct scope *, struct store *, const struct store_id *, struct source **) MUST_USE;
/* The work tree; FAULT_REFUSED where the store has none. */
const struct fault *store_source_work(struct scope *, struct store *, struct source **) MUST_USE;

/* Writers take turns: held until the scope ends, released by the system if the process dies.
 * Waits ten seconds, then FAULT_CONFLICT. */
const struct fault *store_lock(struct scope *, struct store *) MUST_USE;
/* Is the lock held through this handle?  Where nobody else can write there is none, and it always is. */
bool store_is_held(const struct store *);
/* What the work tree has that main's tip has not, within the layout, sorted by path. */
const struct fault *store_changes(struct scope *, struct store *, const struct store_change **, size_t *count) MUST_USE;
/* Only what it has no more: without a look into any file. */
const struct fault *store_removed(struct scope *, struct store *, const struct store_change **, size_t *count) MUST_USE;
/* Where main moved on without the work tree: bring in what it gained, in files that were not touched here; brought:
 * their paths, in the scope.  FAULT_CONFLICT where one was changed on both sides, and nothing is written.  The lock
 * must be held. */
const struct fault *store_catch_up(struct scope *, struct store *, struct names *brought) MUST_USE;
/* Commit the work tree's layout to main, durably.  *id "" if nothing had changed.  The lock must be held. */
const struct fault *store_save(struct scope *, struct store *, const struct store_person *, const char *message,
                               struct store_id *) MUST_USE;
/* Bring git's memory of the work tree, its index, to main's tip, so that stock git tells only what differs from it.
 * Nothing is saved.  The lock must be held. */
const struct fault *store_settle(struct scope *, struct store *) MUST_USE;
/* What store_attach() would refuse a file for before it reads it: its path is no place for an attachment, or it is a
 * pointer itself. */
const struct fault *store_attachable(int fd, const char *path) MUST_USE;
/* Take a file in as an attachment, in constant memory.  Without STORE_REPLACE, an existing path is FAULT_REFUSED.
 * STORE_REFERENCE: the pointer only; the content stays where it is.  STORE_MORE: the next call follows at once. */
const struct fault *store_attach(struct scope *, struct store *, int fd, const char *path, int how) MUST_USE;
/* An attachment of main's tip whose content store_forget() can remove. */
const struct fault *store_purgeable(struct scope *, struct store *, const char *path,
                                    const struct source_entry **) MUST_USE;
/* Other work trees of the same repository, which nothing here writes to, and which may hold content that was removed:
 * their folders, whether they are there now or not. */
const struct fault *store_work_trees(struct scope *, struct store *, struct names *out) MUST_USE;
/* Take a file's content in for an event, beside git as an attachment's is, in constant memory.  *pointer: the text that
 * stands for it in the event's tree (empty for an empty file), kept in the scope; what: its digest and size, path as
 * given; fresh: it was not there before.  Nothing refers to it yet.  FAULT_REFUSED for what is a pointer itself. */
const struct fault *store_keep(struct scope *, struct store *, int fd, const char *path, const char **pointer,
                               size_t *len, struct source_entry *what, bool *fresh) MUST_USE;
/* Take back content that store_keep() brought in fresh, where nothing came to refer to it.  No file is touched. */
const struct fault *store_unkeep(struct store *, const struct source_entry *) MUST_USE;
/* Content that is here already is to be named now: its age begins anew, for store_sweep().  FAULT_NOT_FOUND: it is not
 * here. */
const struct fault *store_renew(struct store *, const struct source_entry *) MUST_USE;
/* What a file of a commit's tree stands for, whatever its place: digest, size, whether the content is here, damaged or
 * (raw) the file itself.  path is not copied.  FAULT_NOT_FOUND if there is no such file. */
const struct fault *store_kept(struct store *, const struct store_id *, const char *path,
                               struct source_entry *) MUST_USE;
/* Its content, to be read from the start; the caller closes fd.  FAULT_NOT_FOUND if it is not here.  Not compared with
 * the digest. */
const struct fault *store_open(struct store *, const struct store_id *, const struct source_entry *, int *fd) MUST_USE;
/* Remove content from the store and from every file of the work tree that holds it: the pointers stay, in every
 * version.  What was begun or worked out from it goes as well. */
const struct fault *store_forget(struct scope *, struct store *, const struct source_entry *) MUST_USE;
/* Content that was committed as it is cannot be removed: FAULT_REFUSED. */
const struct fault *store_forgettable(const struct source_entry *) MUST_USE;
/* Content that lies here and that no version of main and no event names: beside git, in the work tree, in git's index,
 * or in git as it is.  digest: "": there is none. */
struct store_spilled {
	char digest[DIGEST_TEXT];
	uint64_t size;
	bool led;                       /* git leads to a pointer to it: of another branch, a stash, a log */
	struct names files, staged;     /* of the work tree that hold it; those of which git's index does */
	struct names objects;           /* of git's that are it: their ids */
};
/* By the first digits of its digest, seven or more.  FAULT_REFUSED: it is several, or git leads to it as it is.  The
 * caller has looked into the versions and the events.  The lock must be held, for both. */
const struct fault *store_find_spilled(struct scope *, struct store *, const char *digits,
                                       struct store_spilled *) MUST_USE;
/* Take it out of all these places.  A file becomes what the version has there on which the work tree stands. */
const struct fault *store_remove_spilled(struct scope *, struct store *, const struct store_spilled *) MUST_USE;
/* Digests of what the work tree and git's index hold at the path of an attachment. */
const struct fault *store_unsaved(struct scope *, struct store *, const char *path, struct names *digests) MUST_USE;
/* What lies beside git and nothing names, as store_sweep() sees it; came: seconds since 1970. */
struct store_content { char digest[DIGEST_TEXT]; uint64_t size; int64_t came; };
struct store_contents { struct store_content *at; size_t count, cap; };
const struct fault *store_unnamed(struct scope *, struct store *, struct store_contents *) MUST_USE;
/* Copy a commit of another store with all that it reaches, and the content of its attachments that is there.
 * Nothing refers to it yet. */
const struct fault *store_take(struct store *, struct store *from, const struct store_id *) MUST_USE;
/* Write a file of the work tree, all or nothing. */
const struct fault *store_write(struct scope *, struct store *, const char *path, const char *bytes,
                                size_t len) MUST_USE;
/* Bring back a file, or all below a folder ("" = all), from a version, attachments with their content. */
const struct fault *store_restore(struct scope *, struct store *, const struct store_id *, const char *path,
                                  size_t *count) MUST_USE;
/* A file of the work tree that is the pointer to content that is here becomes the file, whatever main has there.
 * *filled: it did. */
const struct fault *store_fill(struct scope *, struct store *, const struct source_entry *pointer,
                               bool *filled) MUST_USE;
/* Visit the commits reachable from a version that changed a path or anything below it ("": all commits), merges
 * followed on all sides, until (and without) the commit `until` ("" = to the beginning).  Each comes before those it
 * was made from. */
const struct fault *store_touched(struct scope *, struct store *, const struct store_id *from, const char *path,
                                  const struct store_id *until, store_visit *, void *context) MUST_USE;
/* Is the earlier commit the later one, or among those it was made from? */
const struct fault *store_follows(struct store *, const struct store_id *later, const struct store_id *earlier,
                                  bool *) MUST_USE;
/* git's clean (content to pointer) or smudge (pointer to content) filter, streaming; name: the file's, for faults. */
const struct fault *store_filter(struct store *, const char *name, bool clean, FILE *in, FILE *out) MUST_USE;
#endif
