/* memory_private.h: what the files of this folder share: a package in memory; for store/memory/ alone. */
#ifndef STORE_MEMORY_MEMORY_PRIVATE_H
#define STORE_MEMORY_MEMORY_PRIVATE_H
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/list.h"
#include "store/layout.h"
#include "store/pointer.h"
#include "store/store_private.h"

/* A file of a version or of the work tree; bytes has a NUL behind. */
struct memory_file { const char *path, *bytes; size_t len; };
/* Sorted by path, each path once. */
struct memory_files { struct memory_file *at; size_t count, cap; };

struct memory_commit {
	struct store_commit head;               /* of the author as git writes it, trimmed */
	struct store_id tree;
	struct memory_files files;
};
struct memory_ref { const char *name; struct store_id id; };
struct memory_content { char digest[DIGEST_TEXT]; const char *bytes; size_t len; };

struct memory {
	struct scope *sc;                       /* the store's own life */
	struct memory_files work;
	struct { struct memory_commit **at; size_t count, cap; } commits;      /* each behind those it was made from */
	struct { struct memory_ref *at; size_t count, cap; } refs;
	struct { struct memory_content *at; size_t count, cap; } contents;     /* of attachments, as .git/lfs/objects */
};

static inline struct memory *memory_of(struct store *s) { return s->state; }

/* memory.c: a store that lives as long as the scope, kept where `home` says. */
struct store *memory_new(struct scope *, const char *name, struct home *home);

/* files.c */
struct memory_file *memory_find(const struct memory_files *, const char *path);         /* or NULL */
void memory_put(struct scope *, struct memory_files *, const char *path, const void *bytes, size_t len);
void memory_remove(struct memory_files *, const char *path);
/* The content of an attachment, by digest; NULL if it is not here. */
const struct memory_content *memory_content(const struct memory *, const char *digest);
/* Keep content; the pointer that stands for it. */
struct pointer memory_keep(struct memory *, const void *bytes, size_t len);
/* Set present and damaged of what a pointer names. */
void memory_look(const struct memory *, const struct pointer *, struct source_entry *);
/* Let the content go. */
void memory_drop(struct memory *, const char *digest);
/* All that can be read from fd, from its start where it has one. */
const struct fault *memory_read(int fd, const char *name, struct buf *) MUST_USE;
/* Files as a source.  work: attachments stand there as themselves, not as pointers. */
struct source *memory_source(struct scope *, struct memory *, const struct memory_files *, bool work,
                             const char *name, const char *version);

/* object.c */
/* The id git gives what stands at a path, file or folder ("" = the whole tree); "" if nothing does. */
void memory_name(const struct memory_files *, const char *path, struct store_id *);
/* The object that git would write for a commit; files: its tree.  FAULT_NOT_FOUND if a parent is not here. */
const struct fault *memory_compose(struct memory *, const struct store_append *, const struct memory_files *,
                                   struct buf *) MUST_USE;
/* A commit of which this is the object; files are copied. */
const struct fault *memory_commit(struct memory *, const struct store_append *, const struct memory_files *,
                                  const struct buf *object, struct store_id *) MUST_USE;

/* history.c */
extern const struct store_history memory_history;
/* FAULT_NOT_FOUND if there is no such commit. */
const struct fault *memory_lookup(struct memory *, const struct store_id *, const struct memory_commit **) MUST_USE;

/* work.c */
extern const struct store_work memory_work;
#endif
