/* store_private.h: what an implementation of store.h fills in; for store/ and its folders alone.
 *
 * Two tables: every store has a history; only one that is worked in has a work tree.  A table is constant and shared by
 * all stores of its kind, so that threads can use stores of their own beside each other. */
#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H
#include "base/buf.h"
#include "store/audit.h"
#include "store/gate.h"
#include "store/pointer.h"
#include "store/store.h"
#include "store/write.h"

/* A source without what was removed on purpose. */
struct source *store_without_purged(struct scope *, struct store *, struct source *);
/* Bytes as a file to be read from the start. */
const struct fault *store_open_bytes(const char *name, const char *bytes, size_t len, int *fd) MUST_USE;

/* The object of a commit, as composed, with the signature of who writes it where their git, or the package's settings,
 * ask for one. */
const struct fault *store_sign(struct scope *sc, struct store *s, const struct store_person *person,
                               struct buf **object) MUST_USE;

struct store_history {
	const struct fault *(*tip)(struct store *s, const char *ref, struct store_id *out) MUST_USE;
	const struct fault *(*walk)(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
	                            void *context) MUST_USE;
	const struct fault *(*resolve)(struct store *s, const char *words, struct store_id *out) MUST_USE;
	const struct fault *(*entry)(struct store *s, const struct store_id *commit, const char *path,
	                             struct store_id *out) MUST_USE;
	const struct fault *(*file)(struct scope *sc, struct store *s, const struct store_id *commit, const char *path,
	                            const char **bytes, size_t *len) MUST_USE;
	/* NULL: as file. */
	const struct fault *(*file_to_compare)(struct scope *sc, struct store *s, const struct store_id *commit,
	                                       const char *path, const char **bytes, size_t *len) MUST_USE;
	const struct fault *(*names)(struct scope *sc, struct store *s, const struct store_id *commit,
	                             const char *folder, const char *const **names, size_t *count) MUST_USE;
	/* NULL: it cannot be told. */
	const struct fault *(*written)(struct scope *sc, struct store *s, const struct store_id *commit,
	                               const char *folder, struct buf *out) MUST_USE;
	const struct fault *(*at)(struct scope *sc, struct store *s, const struct store_id *commit,
	                          struct source **out) MUST_USE;
	const struct fault *(*follows)(struct store *s, const struct store_id *later, const struct store_id *earlier,
	                               bool *out) MUST_USE;
	/* Every commit from one on, all parents followed, in the order of store_touched(). */
	const struct fault *(*reach)(struct scope *sc, struct store *s, const struct store_id *from,
	                             const struct store_id *until, store_visit *visit, void *context) MUST_USE;
	/* The commit object without headers, its tree written; and the object written as it then is. */
	const struct fault *(*compose)(struct scope *sc, struct store *s, const struct store_append *append,
	                               struct buf *out) MUST_USE;
	const struct fault *(*prepare)(struct scope *sc, struct store *s, const struct store_append *append,
	                               const struct buf *object, struct store_id *out) MUST_USE;
	/* Main's next version: what the tip holds, with these files put over it (attachments as pointers); *out ""
	 * if that is what it holds.  FAULT_CONFLICT if main's tip is another one.  The lock must be held. */
	const struct fault *(*lay)(struct scope *sc, struct store *s, const struct store_person *person,
	                           const char *message, const struct store_id *tip, const struct store_blob *files,
	                           size_t count, struct store_id *out) MUST_USE;
	const struct fault *(*publish)(struct store *s, const char *ref, const struct store_id *expected,
	                               const struct store_id *next) MUST_USE;
	const struct fault *(*name_tag)(struct store *s, const char *tag, const struct store_id *commit) MUST_USE;
	/* What the package's own settings say of signing in place of the person's.  NULL: it has none. */
	const struct fault *(*signing)(struct scope *sc, struct store *s, struct signing *out) MUST_USE;
	/* Let these settings say so.  NULL: there are none. */
	const struct fault *(*sign_with)(struct store *s, const char *key) MUST_USE;
	const struct fault *(*take)(struct store *s, struct store *from, const struct store_id *commit) MUST_USE;
	/* Content beside git: put it in, and say whether it is there for the first time; set present and damaged of
	 * what a pointer names; open it; let its age begin anew (NULL: it has none); remove it. */
	const struct fault *(*keep)(struct store *s, int fd, const char *name, struct pointer *out,
	                            bool *fresh) MUST_USE;
	const struct fault *(*find)(struct store *s, const struct pointer *p, struct source_entry *out) MUST_USE;
	const struct fault *(*open)(struct store *s, const struct source_entry *what, int *fd) MUST_USE;
	const struct fault *(*renew)(struct store *s, const struct source_entry *what) MUST_USE;
	const struct fault *(*forget)(struct store *s, const struct source_entry *what) MUST_USE;
	/* Remove what was worked out from content, or begun, and may hold a part of it: once for a mark, each time for
	 * NULL.  NULL: there is no such place. */
	const struct fault *(*clear)(struct store *s, const char *mark) MUST_USE;
	/* What store.h says; NULL, all three: there is no such content. */
	const struct fault *(*find_spilled)(struct scope *sc, struct store *s, const char *digits,
	                                    struct store_spilled *out) MUST_USE;
	const struct fault *(*remove_spilled)(struct scope *sc, struct store *s,
	                                      const struct store_spilled *what) MUST_USE;
	const struct fault *(*unnamed)(struct scope *sc, struct store *s, struct store_contents *out) MUST_USE;
	/* NULL: there is nothing beside it. */
	const struct fault *(*work_trees)(struct scope *sc, struct store *s, struct names *out) MUST_USE;
	/* NULL: nobody else can write there, so nobody waits. */
	const struct fault *(*lock)(struct scope *sc, struct store *s) MUST_USE;
	/* What audit.h says; NULL, all four: it cannot be looked at so. */
	const struct fault *(*object)(struct scope *sc, struct store *s, const struct store_id *id,
	                              struct store_object *out) MUST_USE;
	const struct fault *(*refs)(struct scope *sc, struct store *s, const struct store_ref **out,
	                            size_t *count) MUST_USE;
	const struct fault *(*oddities)(struct scope *sc, struct store *s, struct store_oddities *out) MUST_USE;
	const struct fault *(*each)(struct store *s, store_each_visit *visit, void *context) MUST_USE;
	/* What gate.h says; NULL: it has none. */
	const struct fault *(*gate)(struct scope *sc, struct store *s, uint64_t most,
	                            struct store_gate **out) MUST_USE;
};

struct store_work {
	const struct fault *(*source)(struct scope *sc, struct store *s, struct source **out) MUST_USE;
	const struct fault *(*changes)(struct scope *sc, struct store *s, const struct store_change **changes,
	                               size_t *count) MUST_USE;
	const struct fault *(*removed)(struct scope *sc, struct store *s, const struct store_change **changes,
	                               size_t *count) MUST_USE;
	/* NULL: main does not move without it. */
	const struct fault *(*catch_up)(struct scope *sc, struct store *s, struct names *brought) MUST_USE;
	const struct fault *(*save)(struct scope *sc, struct store *s, const struct store_person *person,
	                            const char *message, struct store_id *out) MUST_USE;
	/* Does it stand on main, and go with it?  NULL: always. */
	bool (*follows)(struct store *s);
	/* NULL: nothing remembers the work tree. */
	const struct fault *(*settle)(struct scope *sc, struct store *s, bool only_look, bool *differs) MUST_USE;
	const struct fault *(*attach)(struct scope *sc, struct store *s, int fd, const char *path, int how) MUST_USE;
	const struct fault *(*write)(struct scope *sc, struct store *s, const char *path, const char *bytes,
	                             size_t len) MUST_USE;
	/* A file goes, if it is there. */
	const struct fault *(*remove)(struct store *s, const char *path) MUST_USE;
	const struct fault *(*restore)(struct scope *sc, struct store *s, const struct store_id *commit,
	                               const char *path, size_t *count) MUST_USE;
	/* A pointer becomes the file whose content is here.  NULL: pointers are not kept apart. */
	const struct fault *(*fill)(struct scope *sc, struct store *s, const struct source_entry *pointer) MUST_USE;
	const struct fault *(*filter)(struct store *s, const char *name, bool clean, FILE *in, FILE *out) MUST_USE;
	/* What store.h says; NULL: nobody asks. */
	const struct fault *(*unsaved)(struct scope *sc, struct store *s, const char *path, struct names *out) MUST_USE;
	/* what: as it stands in main's tip, and no raw one. */
	const struct fault *(*purge)(struct scope *sc, struct store *s, const struct source_entry *what) MUST_USE;
};
#endif
