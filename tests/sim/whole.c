/* whole.c: every object reachable, read to its end by libgit2, which works out each digest anew. */
#include "whole.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/file.h"
#include "store/pointer.h"
#include <git2.h>

struct look { struct scope *sc; git_repository *repo; const char *folder, *broken; };

static void say(struct look *l, const char *what, const git_oid *id)
{
	if (!l->broken)
		l->broken = scope_printf(l->sc, "%s %.7s is missing or damaged", what, git_oid_tostr_s(id));
}

/* What a pointer stands for must be here: nothing is purged in this life, and nothing was reference-only. */
static void look_at_content(struct look *l, const git_blob *blob)
{
	struct pointer p;
	char digest[DIGEST_TEXT];
	const char *bytes = NULL;
	size_t len = 0;
	if (!pointer_parse(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), &p) || p.size == 0)
		return;
	const char *path = scope_printf(l->sc, "%s/.git/lfs/objects/%.2s/%.2s/%s", l->folder, p.digest, p.digest + 2,
	                                p.digest);
	const struct fault *f = file_read(l->sc, path, 1 << 20, &bytes, &len);
	if (!f)
		digest_bytes(bytes, len, digest);
	if (!l->broken && (f || strcmp(digest, p.digest) != 0))
		l->broken = scope_printf(l->sc, "the content %.7s of an attachment is missing or damaged", p.digest);
}

static int look_at_entry(const char *root, const git_tree_entry *entry, void *context)
{
	struct look *l = context;
	git_object *object = NULL;
	(void)root;
	if (git_object_lookup(&object, l->repo, git_tree_entry_id(entry), git_tree_entry_type(entry)) != 0)
		say(l, git_tree_entry_type(entry) == GIT_OBJECT_TREE ? "folder" : "file", git_tree_entry_id(entry));
	else if (git_object_type(object) == GIT_OBJECT_BLOB)
		look_at_content(l, (git_blob *)object);
	git_object_free(object);
	return l->broken ? -1 : 0;
}

static void look_at_commit(struct look *l, const git_oid *id)
{
	git_commit *commit = NULL;
	git_tree *tree = NULL;
	if (git_commit_lookup(&commit, l->repo, id) != 0 || git_commit_tree(&tree, commit) != 0)
		say(l, "the tree of commit", id);
	else if (git_tree_walk(tree, GIT_TREEWALK_PRE, look_at_entry, l) != 0 && !l->broken)
		say(l, "the tree of commit", id);
	git_tree_free(tree);
	git_commit_free(commit);
}

static void look_from(struct look *l, git_revwalk *walk)
{
	git_oid id;
	int e = 0;
	while (!l->broken && (e = git_revwalk_next(&id, walk)) == 0)
		look_at_commit(l, &id);
	if (!l->broken && e != GIT_ITEROVER)
		l->broken = scope_printf(l->sc, "a commit is missing or damaged: %s", git_error_last()
			? git_error_last()->message : "");
}

const char *whole_find_broken(struct scope *sc, const char *folder)
{
	struct look l = { .sc = sc, .folder = folder };
	git_revwalk *walk = NULL;
	if (git_repository_open(&l.repo, folder) != 0 || git_revwalk_new(&walk, l.repo) != 0)
		l.broken = "the repository cannot be opened";
	else if (git_revwalk_push_glob(walk, "refs/*") != 0)
		l.broken = "the references cannot be read";
	else
		look_from(&l, walk);
	git_revwalk_free(walk);
	git_repository_free(l.repo);
	return l.broken;
}
