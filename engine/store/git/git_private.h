/* git_private.h: what the files of this folder share: the store on disc, and libgit2's faults; for store/git/ alone. */
#ifndef STORE_GIT_GIT_PRIVATE_H
#define STORE_GIT_GIT_PRIVATE_H
#include "base/base.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/list.h"
#include "base/path.h"
#include "store/layout.h"
#include "store/pointer.h"
#include "store/audit.h"
#include "store/gate.h"
#include "store/store_private.h"
#include <git2.h>
#include <git2/sys/commit.h>
#include <sys/stat.h>

struct store_git {
	struct scope *sc;               /* the store's own life */
	git_repository *repo;
	const char *folder;             /* .git, or what linked work trees share of it; no slash behind */
	const char *work;               /* the work tree, no slash behind; NULL if bare */
	struct store *store;            /* for its progress */
	const char *tmp;                /* where what is not finished lies: .git/sarflow/tmp */
	int64_t taken;                  /* when the lock was taken, by the file system's clock */
	git_tree *folders[16];          /* read last, the latest first: see history.c */
	/* references that are read as if they had moved: see gate.c */
	const struct store_move *moves;
	size_t move_count;
	git_oid top;                    /* the top folder of the version asked for last, and that version */
	struct store_id top_of;
};

/* libgit2's last error as a fault, with what was being done in front. */
#define store_git_fault(...) store_git_fault_of(PHRASE(__VA_ARGS__))
const struct fault *store_git_fault_of(const struct phrase *doing) MUST_USE;
/* The same of a history of this package, whose older part may have been left out on purpose; and that it was. */
const struct fault *store_git_fault_in(struct store_git *, const struct phrase *doing) MUST_USE;
const struct fault *store_git_shallow(void) MUST_USE;
/* Does git's own configuration name this work tree as safe.directory? */
bool store_git_is_trusted(const char *folder);
/* Begin using libgit2: once a process, whatever the thread. */
void store_git_begin(void);
/* mbedTLS's name: libgit2 calls it as it begins, see mbedtls.c. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

/* Is what libgit2 failed with last the machine's own (fault_is_of_machine())? */
bool store_git_is_of_machine(void);

struct store_id store_git_id(const git_oid *);
const struct fault *store_git_oid(const struct store_id *, git_oid *) MUST_USE;
static inline struct store_git *store_git_of(struct store *s) { return s->state; }

/* Closers for scopes. */
void store_git_close_object(void *);
void store_git_close_commit(void *);
void store_git_close_tree(void *);
void store_git_close_folders(void *store_git);
void store_git_close_index(void *);
void store_git_close_fd(void *);

/* history.c */
const struct fault *store_git_tip(struct store *, const char *ref, struct store_id *) MUST_USE;
const struct fault *store_git_walk(struct store *, const struct store_id *from, size_t limit, store_visit *,
                                   void *context) MUST_USE;
const struct fault *store_git_resolve(struct store *, const char *words, struct store_id *) MUST_USE;
const struct fault *store_git_entry(struct store *, const struct store_id *, const char *path,
                                    struct store_id *) MUST_USE;
const struct fault *store_git_file(struct scope *, struct store *, const struct store_id *, const char *path,
                                   const char **bytes, size_t *len) MUST_USE;
const struct fault *store_git_file_to_compare(struct scope *, struct store *, const struct store_id *, const char *path,
                                              const char **bytes, size_t *len) MUST_USE;
const struct fault *store_git_names(struct scope *, struct store *, const struct store_id *, const char *folder,
                                    const char *const **names, size_t *count) MUST_USE;
const struct fault *store_git_written(struct scope *, struct store *, const struct store_id *, const char *folder,
                                      struct buf *) MUST_USE;
const struct fault *store_git_reach(struct scope *, struct store *, const struct store_id *from,
                                    const struct store_id *until, store_visit *, void *context) MUST_USE;
const struct fault *store_git_follows(struct store *, const struct store_id *later, const struct store_id *earlier,
                                      bool *) MUST_USE;
/* The tree of a commit, closed with the scope. */
const struct fault *store_git_tree(struct scope *, struct store_git *, const struct store_id *, git_tree **) MUST_USE;

/* version.c, work.c */
const struct fault *store_git_at(struct scope *, struct store *, const struct store_id *, struct source **) MUST_USE;
const struct fault *store_git_work(struct scope *, struct store *, struct source **) MUST_USE;

/* What was written in this time may be torn: since the last publication, and before the machine started. */
struct store_git_doubt { struct timespec from, until; };

/* One thing found in the work tree. */
struct store_git_file {
	const char *path;
	enum layout_kind kind;
	bool link;
	struct stat st;
};
/* The work tree as found, and the index as git's memory of it. */
struct store_git_scan {
	struct store_git_file *at;
	size_t count, cap;
	size_t strays, seen;            /* of those at no place of a package; of all names */
	git_index *index;
	struct timespec index_time;
	struct store_git_doubt doubt;
};
/* git's index, an empty one where it is damaged; closed with the scope. */
const struct fault *store_git_index(struct scope *, struct store_git *, git_index **) MUST_USE;
const struct fault *store_git_scan(struct scope *, struct store_git *, struct store_git_scan *) MUST_USE;
/* Left out of the folder on purpose, by git sparse-checkout: such a file is as it was saved. */
bool store_git_is_left_out(const struct store_git_scan *, const char *path);
/* The blob a work file is in git.  keep: write the blob, and an attachment's content, into the repository. */
const struct fault *store_git_blob(struct store_git *, const struct store_git_scan *, const struct store_git_file *,
                                   bool keep, git_oid *) MUST_USE;
/* A text or table of the work tree; one behind a link is refused. */
const struct fault *store_git_read(struct scope *, struct store_git *, const char *path, const char **bytes,
                                   size_t *len) MUST_USE;
/* An index entry that says git need not look at the file again. */
void store_git_index_entry(const struct store_git_file *, const git_oid *, git_index_entry *);

/* save.c */
const struct fault *store_git_changes(struct scope *, struct store *, const struct store_change **,
                                      size_t *count) MUST_USE;
const struct fault *store_git_removed(struct scope *, struct store *, const struct store_change **,
                                      size_t *count) MUST_USE;
const struct fault *store_git_lay(struct scope *, struct store *, const struct store_person *, const char *message,
                                  const struct store_id *tip, const struct store_blob *files, size_t count,
                                  struct store_id *) MUST_USE;
const struct fault *store_git_save(struct scope *, struct store *, const struct store_person *, const char *message,
                                   struct store_id *) MUST_USE;

const struct fault *store_git_settle(struct scope *, struct store *, bool only_look, bool *differs) MUST_USE;
/* Is the work tree on the branch main? */
bool store_git_follows_main(struct store *);

/* came.c */
/* Did main ever have that there?  looks: how many versions are looked at still, from STORE_GIT_LOOKS down; what goes
 * unlooked at it never had. */
enum { STORE_GIT_LOOKS = 50000 };
bool store_git_main_had(struct store_git *, const git_index_entry *, int *looks);
const struct fault *store_git_catch_up(struct scope *, struct store *, struct names *brought) MUST_USE;
/* store_git_restore() for a person, which is remembered. */
const struct fault *store_git_bring_back(struct scope *, struct store *, const struct store_id *, const char *path,
                                         size_t *count) MUST_USE;
/* A line that names what git moved last with the work tree, "" where it moved nothing: asked before the work tree is
 * read, for whatever git moves from then on counts as later than what is noted with it. */
const char *store_git_moved(struct scope *, struct store *);
/* The work tree is this version, but for what was changed in it since. */
void store_git_note_came(struct store *, const struct store_id *version, const char *moved);
/* The same, from the moment on that main goes on from it: said before it does. */
void store_git_begin_came(struct store *, const struct store_id *version, const char *moved);
/* Where main moves from this version to another, and what differs is written in the work tree: does that come from the
 * other then?  Only if it came from the first. */
bool store_git_follows_came(struct store *, const struct store_id *was);
/* Has main moved on without the work tree, as far as anybody knows?  Then that is to catch up first. */
bool store_git_is_behind(struct store *, const struct store_id *main);

/* twins.c */
/* FAULT_CONFLICT where main has files that this disc takes for one. */
const struct fault *store_git_refuse_twins(struct store_git *, git_index *main) MUST_USE;
/* The same where what is to be brought cannot stand beside what stays: brought: paths, of which those go that main
 * (now) has not. */
const struct fault *store_git_refuse_standing(const struct store_git_scan *, git_index *now,
                                              const struct names *brought) MUST_USE;
/* A folder goes with the folders in it, where there is no file in any. */
void store_git_remove_empty(struct scope *, const char *folder);

/* index.c */
/* The index on the disc becomes this one, under git's own lock on it; waits two seconds for who holds that. */
const struct fault *store_git_write_index(struct store_git *, git_index *) MUST_USE;

/* lfs.c */
const char *store_git_lfs_path(struct scope *, struct store_git *, const char *digest);
/* Content for reading; *fd is -1, with errno: it is not here, or what lies in its place is no file of the package's.
 * A fault where the machine refused to look. */
const struct fault *store_git_lfs_open(struct store_git *, const char *digest, int *fd) MUST_USE;
/* Copy it to a path; name: for the fault. */
const struct fault *store_git_lfs_copy(struct store_git *, const char *digest, const char *name,
                                       const char *to) MUST_USE;
/* Stream content into .git/lfs/objects; an object that is there already is kept. */
/* Sets present and damaged: whether the content is here, and is content of the pointer's size. */
const struct fault *store_git_lfs_find(struct store_git *, const struct pointer *, struct source_entry *) MUST_USE;
const struct fault *store_git_lfs_put(struct store_git *, int fd, const char *name, struct pointer *) MUST_USE;
const struct fault *store_git_keep(struct store *, int fd, const char *name, struct pointer *, bool *fresh) MUST_USE;
const struct fault *store_git_find(struct store *, const struct pointer *, struct source_entry *) MUST_USE;
const struct fault *store_git_content(struct store *, const struct source_entry *, int *fd) MUST_USE;
const struct fault *store_git_renew(struct store *, const struct source_entry *) MUST_USE;
const struct fault *store_git_forget(struct store *, const struct source_entry *) MUST_USE;
const struct fault *store_git_clear(struct store *, const char *mark) MUST_USE;
const struct fault *store_git_fill(struct scope *, struct store *, const struct source_entry *pointer) MUST_USE;
const struct fault *store_git_attach(struct scope *, struct store *, int fd, const char *path, int how) MUST_USE;
const struct fault *store_git_purge(struct scope *, struct store *, const struct source_entry *what) MUST_USE;
const struct fault *store_git_write(struct scope *, struct store *, const char *path, const char *bytes,
                                    size_t len) MUST_USE;
const struct fault *store_git_remove(struct store *, const char *path) MUST_USE;
const struct fault *store_git_restore(struct scope *, struct store *, const struct store_id *, const char *path,
                                      size_t *count) MUST_USE;
const struct fault *store_git_filter(struct store *, const char *name, bool clean, FILE *in, FILE *out) MUST_USE;

/* spilled.c */
const struct fault *store_git_find_spilled(struct scope *, struct store *, const char *digits,
                                           struct store_spilled *) MUST_USE;
const struct fault *store_git_remove_spilled(struct scope *, struct store *, const struct store_spilled *) MUST_USE;
const struct fault *store_git_unsaved(struct scope *, struct store *, const char *path, struct names *) MUST_USE;
/* unused.c */
const struct fault *store_git_unnamed(struct scope *, struct store *, struct store_contents *) MUST_USE;

/* Folders in each other that a version may have: no path on a disc is longer, and a tree made by hand could run the
 * stack out. */
enum { STORE_GIT_DEPTH = 2048 };
const struct fault *store_git_too_deep(void) MUST_USE;
/* Files of a package, names in its folder or a version of it, strays that are listed: nobody has more, and a folder of
 * a million files would take minutes. */
enum { STORE_GIT_FILES = 10000, STORE_GIT_NAMES = 300000, STORE_GIT_STRAYS = 20000 };
const struct fault *store_git_too_many(size_t most) MUST_USE;
/* git_tree_walk, each folder before what it holds.  A callback that stops it (below 0) tells why itself: that is no
 * fault here. */
const struct fault *store_git_list(git_tree *, git_treewalk_cb, void *payload) MUST_USE;

/* loose.c: let objects in files of their own be read by us. */
const struct fault *store_git_read_loose(git_repository *, const char *folder) MUST_USE;

/* recover.c */
struct store_git_doubt store_git_doubt(struct store_git *);
bool store_git_is_doubtful(const struct store_git_doubt *, const struct stat *);
/* What the machine tore as it went down, or a sync that failed may not have brought to the disc, is written again or
 * goes.  lock: the package's own, which is held; its time tells when somebody wrote here last. */
const struct fault *store_git_recover(struct store_git *, const char *lock) MUST_USE;
/* A sync failed. */
void store_git_note_unsynced(struct store_git *);

/* home.c */
/* Settings that a package needs; changed: they were not so. */
const struct fault *store_git_configure(git_repository *, const char *filter, bool only_look, bool *changed) MUST_USE;
/* The repository that the folder lies in, whatever it holds. */
const struct fault *store_git_look(struct scope *, const char *folder, struct store **) MUST_USE;

/* worktrees.c */
const struct fault *store_git_work_trees(struct scope *, struct store *, struct names *) MUST_USE;
/* lock.c */
const struct fault *store_git_lock(struct scope *, struct store *) MUST_USE;
/* The folder of temporaries; one that is there is fine. */
const struct fault *store_git_make_tmp(struct store_git *) MUST_USE;
/* All that this process did in a repository (.git, not yet in its place) is done. */
void store_git_end(const char *folder);
/* git's lock on a file: made, which is in our folder of temporaries and holds what the file shall hold, gets the name
 * lock as well; the caller renames lock, and then removes made.  Waits two seconds; false and errno: EEXIST where
 * somebody holds it.  ours: nobody but us takes it, so that one that stays was left by a dead process. */
bool store_git_take_lock(const char *made, const char *lock, bool ours);
/* Why it was not taken, after errno. */
const struct fault *store_git_lock_fault(const char *lock) MUST_USE;

/* take.c */
/* Copy what an id names, a commit or a tag as a rule, with all that it reaches; what is there already is passed
 * over, and not read. */
const struct fault *store_git_copy(struct store *, struct store *from, const git_oid *) MUST_USE;
const struct fault *store_git_take(struct store *, struct store *from, const struct store_id *) MUST_USE;

/* mend.c */
/* Read all that an id leads to, object for object and each once for one reading.  One that is missing or damaged comes
 * from the other store (NULL: there is none), unless it only looks; whose ids came and which are lost, out tells. */
struct store_git_reading;
struct store_mended;
const struct fault *store_git_reading(struct scope *, struct store *, struct store *other, bool only_look,
                                      struct store_mended *out, struct store_git_reading **) MUST_USE;
const struct fault *store_git_read_from(struct store_git_reading *, const git_oid *) MUST_USE;
bool store_git_has_read(const struct store_git_reading *, const git_oid *);

/* reached.c */
/* Read all that git still leads to.  left_out: the path of an index that does not count, or NULL; sure: it is all, and
 * not only what could be read. */
const struct fault *store_git_reached(struct scope *, struct store *, const char *left_out,
                                      struct store_git_reading **, bool *sure) MUST_USE;

/* audit.c */
const struct fault *store_git_object(struct scope *, struct store *, const struct store_id *,
                                     struct store_object *) MUST_USE;
const struct fault *store_git_refs(struct scope *, struct store *, const struct store_ref **, size_t *count) MUST_USE;
const struct fault *store_git_oddities(struct scope *, struct store *, struct store_oddities *) MUST_USE;
const struct fault *store_git_each(struct store *, store_each_visit *, void *context) MUST_USE;

/* gate.c */
const struct fault *store_git_gate(struct scope *, struct store *, uint64_t most, struct store_gate **) MUST_USE;

/* append.c */
const struct fault *store_git_compose(struct scope *, struct store *, const struct store_append *,
                                      struct buf *) MUST_USE;
const struct fault *store_git_prepare(struct scope *, struct store *, const struct store_append *, const struct buf *,
                                      struct store_id *) MUST_USE;
const struct fault *store_git_publish(struct store *, const char *ref, const struct store_id *expected,
                                      const struct store_id *next) MUST_USE;
const struct fault *store_git_name_tag(struct store *, const char *tag, const struct store_id *) MUST_USE;
/* libgit2 1.5 says 0 when the commit object could not be written (git_commit__create_internal): look whether it is
 * there; ask for the fault first, looking changes it. */
bool store_git_was_written(struct store_git *, const git_oid *);
const struct fault *store_git_sync(struct store_git *) MUST_USE;
/* The names in a folder are on the disc. */
const struct fault *store_git_sync_folder(const char *folder) MUST_USE;
/* The object of a commit, written as it is; doing: for the fault. */
const struct fault *store_git_put_commit(struct store_git *, const struct buf *object, const struct phrase *doing,
                                         struct store_id *) MUST_USE;
/* git.c */
const struct fault *store_git_sign_with(struct store *, const char *key) MUST_USE;
const struct fault *store_git_signing(struct scope *, struct store *, struct signing *) MUST_USE;
#endif
