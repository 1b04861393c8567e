/* append.c: the durable append.
 *
 * libgit2's own fsync option makes about eight syncs a commit.  Here the
 * objects are written without one; then one syncfs; then the reference,
 * by libgit2 with its fsync (file and folder).  After a power cut the
 * reference names either the old commit or the new one, whole. */
#include "store/git/git.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Objects without fsync, references with: libgit2 asks the global option when it opens a reference database,
 * and when it writes an object. */
static const struct fault *open_durable_refs(struct store_git *g)
{
	git_refdb *refs = NULL;
	if (g->durable_refs)
		return NULL;
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	int e = git_refdb_open(&refs, g->repo);
	if (e == 0)
		git_repository_set_refdb(g->repo, refs);
	git_refdb_free(refs);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 0);
	g->durable_refs = e == 0;
	return e ? store_git_fault("opening the references") : NULL;
}

const struct fault *store_git_sync(struct store_git *g)
{
	int fd = open(g->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("%s", g->folder);
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
			return store_git_fault("writing %s of the event", a->files[i].path);
	}
	return git_index_write_tree_to(out, index, g->repo) ? store_git_fault("writing the event") : NULL;
}

const struct fault *store_git_prepare(struct scope *sc, struct store *s, const struct store_append *a,
                                      struct store_id *out)
{
	struct store_git *g = store_git_of(s);
	git_oid tree_id, oid, parents[3];
	const git_oid *parent_list[3];
	git_signature *author = NULL;
	errno = 0;
	TRY(write_tree(sc, g, a, &tree_id));
	for (size_t i = 0; i < a->parent_count; i++) {
		TRY(store_git_oid(&a->parents[i], &parents[i]));
		parent_list[i] = &parents[i];
	}
	if (git_signature_new(&author, a->person.name, a->person.email, a->person.time, a->person.offset))
		return store_git_fault("writing the event as %s", a->person.name);
	int e = git_commit_create_from_ids(&oid, g->repo, NULL, author, author, NULL, a->message, &tree_id,
	                                   a->parent_count, parent_list);
	git_signature_free(author);
	if (e)
		return store_git_fault("writing the event");
	*out = store_git_id(&oid);
	return NULL;
}

static const struct fault *sync_folder(struct scope *sc, struct store_git *g, const char *ref)
{
	const char *slash = strrchr(ref, '/');
	int fd = open(path_join(sc, g->folder, scope_copy_bytes(sc, ref, (size_t)(slash - ref))),
	              O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return NULL;            /* packed references: libgit2 synced the file it replaced */
	int e = fsync(fd);
	close(fd);
	return e ? fault_errno("writing to the disc") : NULL;
}

const struct fault *store_git_publish(struct store *s, const char *ref, const struct store_id *expected,
                                      const struct store_id *next)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	git_reference *moved = NULL;
	git_oid old, oid;
	TRY(store_git_oid(next, &oid));
	TRY(store_git_sync(g));
	if (strncmp(ref, "refs/sar/", 9) == 0)          /* a lock left by a process that died; we hold the package lock */
		unlink(path_join(turn, g->folder, scope_printf(turn, "%s.lock", ref)));
	TRY(open_durable_refs(g));
	int e;
	errno = 0;
	if (expected->hex[0]) {
		TRY(store_git_oid(expected, &old));
		e = git_reference_create_matching(&moved, g->repo, ref, &oid, 1, &old, "sarflow");
	} else {
		e = git_reference_create(&moved, g->repo, ref, &oid, 0, "sarflow");
	}
	int number = errno;
	git_reference_free(moved);
	errno = number;
	if (e == GIT_EMODIFIED || e == GIT_EEXISTS || e == GIT_ELOCKED || e == GIT_ENOTFOUND)
		return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment; nothing was "
		                  "changed, try again");
	if (e)
		return store_git_fault("moving %s", ref);
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
	return e ? store_git_fault("naming %s", tag) : NULL;
}
