/* take.c: copies of another package's versions, with all that they reach. */
#include "store/git/git_private.h"
#include <errno.h>
#include <unistd.h>

struct taking { struct scope *sc; struct store_git *to, *from; git_odb *out, *in; };

static void close_odb(void *p) { git_odb_free(p); }
static void close_walk(void *p) { git_revwalk_free(p); }

static const struct fault *copy_object(struct taking *t, const git_oid *oid)
{
	git_odb_object *object = NULL;
	git_oid written;
	if (git_odb_exists(t->out, oid))
		return NULL;
	if (git_odb_read(&object, t->in, oid))
		return store_git_fault("reading the other package");
	errno = 0;
	int e = git_odb_write(&written, t->out, git_odb_object_data(object), git_odb_object_size(object),
	                      git_odb_object_type(object));
	git_odb_object_free(object);
	const struct fault *f = store_git_fault("copying the other package");
	return e || !store_git_was_written(t->to, oid) ? f : NULL;
}

/* What a tree holds comes before the tree: a tree that is here is whole. */
static const struct fault *copy_tree(struct taking *t, const git_oid *oid, int depth)
{
	git_tree *tree = NULL;
	const struct fault *f = NULL;
	if (git_odb_exists(t->out, oid))
		return NULL;
	if (depth > STORE_GIT_DEPTH)
		return store_git_too_deep();
	if (git_tree_lookup(&tree, t->from->repo, oid))
		return store_git_fault("reading the other package");
	for (size_t i = 0; i < git_tree_entrycount(tree) && !f; i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);
		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			f = copy_tree(t, git_tree_entry_id(e), depth + 1);
		else if (git_tree_entry_type(e) == GIT_OBJECT_BLOB)
			f = copy_object(t, git_tree_entry_id(e));
	}
	git_tree_free(tree);
	return f ? f : copy_object(t, oid);
}

static const struct fault *copy_commit(struct taking *t, const git_oid *oid)
{
	git_commit *commit = NULL;
	if (git_odb_exists(t->out, oid))
		return NULL;
	if (git_commit_lookup(&commit, t->from->repo, oid))
		return store_git_fault_in(t->from, PHRASE("reading the other package"));
	const struct fault *f = copy_tree(t, git_commit_tree_id(commit), 0);
	git_commit_free(commit);
	return f ? f : copy_object(t, oid);
}

/* What is not there is passed over; what cannot be read is not taken for that. */
static const struct fault *copy_one(struct taking *t, const struct source_entry *e)
{
	struct pointer p;
	int fd = -1;
	TRY(store_git_lfs_open(t->from, e->digest, &fd));
	if (fd < 0)
		return errno == ENOENT ? NULL : fault_errno("reading the content of {file}", e->path);
	const struct fault *f = store_git_lfs_put(t->to, fd, e->path, &p);
	close(fd);
	return f;
}

/* The content of the attachments, as far as it is there. */
static const struct fault *copy_content(struct taking *t, struct store *from, const struct store_id *id)
{
	struct source *source = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	TRY(store_git_at(t->sc, from, id, &source));
	TRY(source_list(t->sc, source, &entries, &count));
	for (size_t i = 0; i < count; i++) {
		const struct source_entry *e = &entries[i];
		if (e->kind != SOURCE_ATTACHMENT || e->raw || e->damaged || store_is_purged(t->to->store, e->digest)
		    || store_is_purged(from, e->digest))
			continue;
		int there = -1;
		TRY(store_git_lfs_open(t->to, e->digest, &there));
		if (there < 0)
			TRY(copy_one(t, e));
		else
			close(there);
	}
	return NULL;
}

static void close_object(void *p) { git_object_free(p); }

static const struct fault *copy_history(struct taking *t, const git_oid *oid)
{
	git_revwalk *walk = NULL;
	git_oid next;
	int e;
	if (git_revwalk_new(&walk, t->from->repo))
		return store_git_fault_in(t->from, PHRASE("reading the other package"));
	scope_defer(t->sc, close_walk, walk);
	if (git_revwalk_push(walk, oid))
		return store_git_fault_in(t->from, PHRASE("reading the other package"));
	git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);     /* parents first, for the same reason */
	while ((e = git_revwalk_next(&next, walk)) == 0)
		TRY(copy_commit(t, &next));
	return e == GIT_ITEROVER ? NULL : store_git_fault_in(t->from, PHRASE("reading the other package"));
}

/* A version as a rule; or a tag, which is an object of its own in front of what it names. */
static const struct fault *copy_named(struct taking *t, const git_oid *oid)
{
	git_object *o = NULL;
	if (git_object_lookup(&o, t->from->repo, oid, GIT_OBJECT_ANY))
		return store_git_fault("reading the other package");
	scope_defer(t->sc, close_object, o);
	switch (git_object_type(o)) {
	case GIT_OBJECT_COMMIT: return copy_history(t, oid);
	case GIT_OBJECT_TREE:   return copy_tree(t, oid, 0);
	case GIT_OBJECT_TAG:
		TRY(copy_named(t, git_tag_target_id((git_tag *)o)));
		return copy_object(t, oid);
	default:
		return copy_object(t, oid);
	}
}

const struct fault *store_git_copy(struct store *s, struct store *from, const git_oid *tip)
{
	SCOPE(sc);
	struct taking t = { .sc = sc, .to = store_git_of(s), .from = store_git_of(from) };
	if (git_repository_odb(&t.out, t.to->repo) || git_repository_odb(&t.in, t.from->repo))
		return store_git_fault("reading the other package");
	scope_defer(sc, close_odb, t.out);
	scope_defer(sc, close_odb, t.in);
	return copy_named(&t, tip);
}

const struct fault *store_git_take(struct store *s, struct store *from, const struct store_id *id)
{
	SCOPE(sc);
	struct taking t = { .sc = sc, .to = store_git_of(s), .from = store_git_of(from) };
	git_oid oid;
	TRY(store_git_oid(id, &oid));
	TRY(store_git_copy(s, from, &oid));
	return copy_content(&t, from, id);
}
