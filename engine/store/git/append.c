/* append.c: the durable append.
 *
 * libgit2's own fsync option makes about eight syncs a commit.  Here the
 * objects and the reference's new value, in git's own lock file, are
 * written without one; then one syncfs; then the lock file takes the
 * reference's place and the folder is synced.  After a power cut the
 * reference names either the old commit or the new one, whole. */
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

const struct fault *store_git_sync(struct store_git *g)
{
	int fd = open(g->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("{folder}", g->folder);
	int e = syncfs(fd);
	int number = errno;
	close(fd);
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

const struct fault *store_git_prepare(struct scope *sc, struct store *s, const struct store_append *a,
                                      const struct buf *object, struct store_id *out)
{
	struct store_git *g = store_git_of(s);
	git_odb *odb = NULL;
	git_oid oid;
	(void)sc;
	(void)a;
	if (git_repository_odb(&odb, g->repo))
		return store_git_fault("writing the event");
	errno = 0;
	int e = git_odb_write(&oid, odb, object->at, object->len, GIT_OBJECT_COMMIT);
	git_odb_free(odb);
	const struct fault *f = store_git_fault("writing the event");
	if (e || !store_git_was_written(g, &oid))
		return f;
	*out = store_git_id(&oid);
	return NULL;
}

static const struct fault *conflict(void)
{
	return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment; nothing was "
		"changed, try again");
}

/* git's protocol for a reference in a file: REF.lock made exclusively, filled, renamed over REF. */
static const struct fault *lock_ref(struct scope *sc, struct store_git *g, const char *ref, const struct store_id *next,
                                    const char **lock)
{
	const char *path = path_join(sc, g->folder, ref);
	*lock = scope_printf(sc, "%s.lock", path);
	if (strncmp(ref, "refs/sar/", 9) == 0)
		unlink(*lock);                  /* left by a process that died: we hold the package lock */
	int fd = open(*lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0 && errno == ENOENT) {
		TRY(file_make_folder(scope_copy_bytes(sc, path, (size_t)(strrchr(path, '/') - path))));
		fd = open(*lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	}
	if (fd < 0)
		return errno == EEXIST ? conflict() : fault_errno("moving {ref}", ref);
	const struct fault *f = file_write_fd(fd, scope_printf(sc, "%s\n", next->hex), 41, ref);
	if (close(fd) != 0 && !f)
		f = fault_errno("moving {ref}", ref);
	if (f)
		unlink(*lock);
	return f;
}

static const struct fault *sync_folder(struct scope *sc, struct store_git *g, const char *ref)
{
	const char *folder = path_join(sc, g->folder, scope_copy_bytes(sc, ref, (size_t)(strrchr(ref, '/') - ref)));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int e = fd < 0 ? -1 : fsync(fd);
	int number = errno;
	if (fd >= 0)
		close(fd);
	errno = number;
	return e ? fault_errno("writing to the disc") : NULL;
}

/* With the lock file in place nobody else can move the reference: compare, sync, swap. */
static const struct fault *swap(struct scope *sc, struct store *s, const char *ref, const struct store_id *expected,
                                const char *lock)
{
	struct store_git *g = store_git_of(s);
	struct store_id now;
	TRY(store_git_tip(s, ref, &now));
	if (strcmp(now.hex, expected->hex) != 0)
		return conflict();
	TRY(store_git_sync(g));
	if (rename(lock, path_join(sc, g->folder, ref)) != 0)
		return fault_errno("moving {ref}", ref);
	return NULL;
}

const struct fault *store_git_publish(struct store *s, const char *ref, const struct store_id *expected,
                                      const struct store_id *next)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	const char *lock = NULL;
	TRY(lock_ref(turn, g, ref, next, &lock));
	const struct fault *f = swap(turn, s, ref, expected, lock);
	if (f) {
		unlink(lock);
		return f;
	}
	return sync_folder(turn, g, ref);
}

const struct fault *store_git_name_tag(struct store *s, const char *tag, const struct store_id *id)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	git_reference *ref = NULL;
	git_oid oid, now;
	const char *name = scope_printf(turn, "refs/tags/%s", tag);
	TRY(store_git_oid(id, &oid));
	if (git_reference_name_to_id(&now, g->repo, name) == 0 && git_oid_equal(&now, &oid))
		return NULL;
	int e = git_reference_create(&ref, g->repo, name, &oid, 1, "sarflow");
	git_reference_free(ref);
	return e ? store_git_fault("naming {tag}", tag) : NULL;
}
