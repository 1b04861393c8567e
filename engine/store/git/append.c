/* append.c: the durable append.
 *
 * libgit2's own fsync option makes about eight syncs a commit.  Here the
 * objects and the reference's new value, in git's own lock file, are
 * written without one; then one syncfs; then the lock file takes the
 * reference's place and the folder is synced.  After a power cut the
 * reference names either the old commit or the new one, whole. */
#include "base/temporary.h"
#include "store/git/git_private.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool store_git_was_written(struct store_git *g, const git_oid *oid)
{
	git_odb *odb = NULL;
	bool there = git_repository_odb(&odb, g->repo) == 0 && git_odb_exists(odb, oid);
	git_odb_free(odb);
	return there;
}

/* A signal is no failure. */
static int until_done(int (*call)(int), int fd)
{
	int e;
	do
		e = call(fd);
	while (e != 0 && errno == EINTR);
	return e;
}

const struct fault *store_git_sync(struct store_git *g)
{
	int fd = open(g->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("{folder}", g->folder);
	int e = until_done(syncfs, fd);
	int number = errno;
	close(fd);
	if (e)
		store_git_note_unsynced(g);
	errno = number;
	return e ? fault_errno("writing to the disc") : NULL;
}

static const struct fault *write_tree(struct scope *sc, struct store_git *g, const struct store_append *a, git_oid *out)
{
	git_index *index = NULL;
	if (git_index_new(&index))
		return store_git_fault("writing the event");
	scope_defer(sc, store_git_close_index, index);
	for (size_t i = 0; i < a->file_count; i++) {
		git_index_entry entry = { .mode = GIT_FILEMODE_BLOB, .path = a->files[i].path };
		if (git_blob_create_from_buffer(&entry.id, g->repo, a->files[i].bytes, a->files[i].len)
		    || git_index_add(index, &entry))
			return store_git_fault("writing {file} of the event", a->files[i].path);
	}
	return git_index_write_tree_to(out, index, g->repo) ? store_git_fault("writing the event") : NULL;
}

static void close_signature(void *p) { git_signature_free(p); }

static const struct fault *find_parents(struct scope *sc, struct store_git *g, const struct store_append *a,
                                        git_commit *out[STORE_PARENTS])
{
	for (size_t i = 0; i < a->parent_count; i++) {
		git_oid oid;
		TRY(store_git_oid(&a->parents[i], &oid));
		if (git_commit_lookup(&out[i], g->repo, &oid))
			return store_git_fault("writing the event");
		scope_defer(sc, store_git_close_commit, out[i]);
	}
	return NULL;
}

const struct fault *store_git_compose(struct scope *sc, struct store *s, const struct store_append *a, struct buf *out)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	git_oid tree_id;
	git_tree *tree = NULL;
	git_commit *parents[STORE_PARENTS] = { NULL };
	git_signature *author = NULL;
	git_buf object = GIT_BUF_INIT;
	errno = 0;
	TRY(write_tree(sc, g, a, &tree_id));
	if (git_tree_lookup(&tree, g->repo, &tree_id))
		return store_git_fault("writing the event");
	scope_defer(turn, store_git_close_tree, tree);
	TRY(find_parents(turn, g, a, parents));
	if (git_signature_new(&author, a->person.name, a->person.email, a->person.time, a->person.offset))
		return store_git_fault("writing the event as {person}", a->person.name);
	scope_defer(turn, close_signature, author);
	if (git_commit_create_buffer(&object, g->repo, author, author, NULL, a->message, tree, a->parent_count,
	                             (const git_commit **)parents))
		return store_git_fault("writing the event");
	buf_put(out, object.ptr, object.size);
	git_buf_dispose(&object);
	return NULL;
}

const struct fault *store_git_put_commit(struct store_git *g, const struct buf *object, const struct phrase *doing,
                                         struct store_id *out)
{
	git_odb *odb = NULL;
	git_oid oid;
	if (git_repository_odb(&odb, g->repo))
		return store_git_fault_of(doing);
	errno = 0;
	int e = git_odb_write(&oid, odb, object->at, object->len, GIT_OBJECT_COMMIT);
	git_odb_free(odb);
	const struct fault *f = store_git_fault_of(doing);
	if (e || !store_git_was_written(g, &oid))
		return f;
	*out = store_git_id(&oid);
	return NULL;
}

const struct fault *store_git_prepare(struct scope *sc, struct store *s, const struct store_append *a,
                                      const struct buf *object, struct store_id *out)
{
	(void)sc;
	(void)a;
	return store_git_put_commit(store_git_of(s), object, PHRASE("writing the event"), out);
}

static const struct fault *conflict(void)
{
	return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment; try again");
}

/* A reference that is about to move: git's own lock on it, which is a second name of our file with the new value. */
struct moving { const char *ref, *path, *lock, *made; };

static const struct fault *make_value(struct scope *sc, struct store_git *g, const struct store_id *next,
                                      struct moving *m)
{
	int fd = temporary_open(sc, g->tmp, 0666, &m->made);
	if (fd < 0 && errno == ENOENT) {
		TRY(store_git_make_tmp(g));
		fd = temporary_open(sc, g->tmp, 0666, &m->made);
	}
	if (fd < 0)
		return fault_errno("moving {ref}", m->ref);
	const struct fault *f = file_write_fd(fd, scope_printf(sc, "%s\n", next->hex), 41, m->ref);
	if (close(fd) != 0 && !f)
		f = fault_errno("moving {ref}", m->ref);
	return f;
}

/* git's protocol for a reference in a file: REF.lock made exclusively, filled, renamed over REF. */
static const struct fault *lock_ref(struct scope *sc, struct store_git *g, const struct store_id *next,
                                    struct moving *m)
{
	bool ours = strncmp(m->ref, "refs/heads/", 11) != 0;
	m->path = path_join(sc, g->folder, m->ref);
	m->lock = scope_printf(sc, "%s.lock", m->path);
	const struct fault *f = make_value(sc, g, next, m);
	bool taken = !f && store_git_take_lock(m->made, m->lock, ours);
	if (!f && !taken && errno == ENOENT) {
		f = file_make_folder(scope_copy_bytes(sc, m->path, (size_t)(strrchr(m->path, '/') - m->path)));
		taken = !f && store_git_take_lock(m->made, m->lock, ours);
	}
	if (!f && !taken)
		f = store_git_lock_fault(m->lock);
	if (f && m->made)
		unlink(m->made);
	return f;
}

const struct fault *store_git_sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int e = fd < 0 ? -1 : until_done(fsync, fd);
	int number = errno;
	if (fd >= 0)
		close(fd);
	errno = number;
	return e ? fault_errno("writing to the disc") : NULL;
}

/* With the lock file in place nobody else can move the reference: compare, sync, swap. */
static const struct fault *swap(struct store *s, const struct store_id *expected, const struct moving *m)
{
	struct store_id now;
	TRY(store_git_tip(s, m->ref, &now));
	if (strcmp(now.hex, expected->hex) != 0)
		return conflict();
	TRY(store_git_sync(store_git_of(s)));
	return rename(m->lock, m->path) == 0 ? NULL : fault_errno("moving {ref}", m->ref);
}

/* The lock has taken the reference's place (f: it has not, and goes), and its folder is on the disc; only then
 * goes the other name, by which the lock is known as ours (lock.c): a power cut could else bring back the lock
  alone. */
static const struct fault *let_go(const struct moving *m, const struct fault *f)
{
	SCOPE(turn);
	bool gone = !f || unlink(m->lock) == 0;
	const struct fault *unsynced = store_git_sync_folder(scope_copy_bytes(turn, m->path,
		(size_t)(strrchr(m->path, '/') - m->path)));
	if (gone && !unsynced)
		unlink(m->made);
	if (f || !unsynced)
		return f;
	return fault_while(unsynced, "it is recorded, but it is not known whether the disc will keep it; do the same "
		"again to make sure");
}

const struct fault *store_git_publish(struct store *s, const char *ref, const struct store_id *expected,
                                      const struct store_id *next)
{
	SCOPE(turn);
	struct moving m = { .ref = ref };
	TRY(lock_ref(turn, store_git_of(s), next, &m));
	return let_go(&m, swap(s, expected, &m));
}

const struct fault *store_git_name_tag(struct store *s, const char *tag, const struct store_id *id)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	struct moving m = { .ref = scope_printf(turn, "refs/tags/%s", tag) };
	git_oid oid, now;
	TRY(store_git_oid(id, &oid));
	if (git_reference_name_to_id(&now, g->repo, m.ref) == 0 && git_oid_equal(&now, &oid))
		return NULL;
	TRY(lock_ref(turn, g, id, &m));
	return let_go(&m, rename(m.lock, m.path) == 0 ? NULL : fault_errno("naming {tag}", tag));
}
