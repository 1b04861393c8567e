/* reached.c: what git still leads to, so that a person can get it back with git.
 *
 * That is what a reference reaches: branches, tags, stashes, the journal and those that came from elsewhere; what a log
 * of a reference (reflog) says that it once was; both sides of a merge, a rebase or a bisect that is under way; what an
 * index holds; and all that of other work trees as well.  Every file of git's own that names an object by its forty
 * digits counts, whatever it is for.  An object that none of this reaches is only waiting for git to prune it: nobody
 * who does not look for it with git fsck comes upon it any more. */
#include "store/git/git_private.h"
#include "store/mend.h"

enum { SAID = 64 << 20 };               /* of a file of git's own, and of an index */

struct reaching {
	struct store_git_reading *reading;
	struct store_git *g;
	git_odb *odb;
	const char *left_out;           /* an index that does not count; NULL: none */
	bool sure;
};

static void close_odb(void *p) { git_odb_free(p); }

static const struct fault *follow(struct reaching *r, const git_oid *oid)
{
	size_t len;
	git_object_t type;
	int e = git_odb_read_header(&len, &type, r->odb, oid);
	r->sure = r->sure && (e == 0 || e == GIT_ENOTFOUND);    /* it is here, and nobody knows what it leads to */
	return e ? NULL : store_git_read_from(r->reading, oid);
}

static const struct fault *read_words(struct reaching *r, const char *at)
{
	static const char digits[] = "0123456789abcdef";
	for (at += strcspn(at, digits); *at; at += strcspn(at, digits)) {
		size_t n = strspn(at, digits);
		git_oid oid;
		if (n == GIT_OID_HEXSZ && git_oid_fromstr(&oid, at) == 0)
			TRY(follow(r, &oid));
		at += n;
	}
	return NULL;
}

static const struct fault *read_file(struct reaching *r, const char *path)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	/* what cannot be read may lead anywhere, unless it is gone by now */
	if (FAILED(file_read(turn, path, SAID, &bytes, &len))) {
		struct stat st;
		bool there = true;
		TRY(file_see(path, &st, &there));
		r->sure = r->sure && !there;
	}
	for (const char *at = bytes; at && at < bytes + len; at += strlen(at) + 1)
		TRY(read_words(r, at));
	return NULL;
}

static const struct fault *read_index(struct reaching *r, const char *path)
{
	SCOPE(turn);
	struct stat st;
	git_index *index = NULL;
	bool there = false;
	TRY(file_see(path, &st, &there));
	if (!there || (r->left_out && strcmp(path, r->left_out) == 0))
		return NULL;
	r->sure = r->sure && st.st_size <= SAID && git_index_open(&index, path) == 0;
	scope_defer(turn, store_git_close_index, index);
	for (size_t i = 0; index && i < git_index_entrycount(index); i++)
		TRY(follow(r, &git_index_get_byindex(index, i)->id));
	return NULL;
}

static const struct fault *read_below(struct reaching *r, const char *folder)
{
	SCOPE(turn);
	const char *const *paths = NULL;
	size_t count = 0;
	TRY(file_tree(turn, folder, &paths, &count));
	/* a branch may be called so as well: that file is no index, and says where the branch is */
	for (size_t i = 0; i < count; i++)
		TRY(strcmp(path_base(folder), "worktrees") == 0 && strcmp(path_base(paths[i]), "index") == 0
		    ? read_index(r, path_join(turn, folder, paths[i]))
		    : read_file(r, path_join(turn, folder, paths[i])));
	return NULL;
}

static const char packed[] = "packed-refs";

/* Objects and content themselves, our own, other repositories, programs, and what is worked out from the others; and
 * what is read last. */
static bool names_nothing(const char *name)
{
	static const char *const none[] = { "objects", "lfs", "sarflow", "modules", "hooks", "info", packed };
	for (size_t i = 0; i < countof(none); i++)
		if (strcmp(name, none[i]) == 0)
			return true;
	return false;
}

static const struct fault *read_all(struct reaching *r)
{
	SCOPE(turn);
	const char *const *names = NULL;
	size_t count = 0;
	TRY(file_names(turn, r->g->folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		struct stat st;
		bool there = false;
		const char *path = path_join(turn, r->g->folder, names[i]);
		if (!names_nothing(names[i]))
			TRY(file_see(path, &st, &there));
		if (!there)
			continue;
		if (S_ISDIR(st.st_mode))
			TRY(read_below(r, path));
		else if (S_ISREG(st.st_mode))
			TRY(strcmp(names[i], "index") == 0 ? read_index(r, path) : read_file(r, path));
	}
	/* git packs a reference before it removes the file: read in git's own order, none is seen nowhere */
	return read_file(r, path_join(turn, r->g->folder, packed));
}

const struct fault *store_git_reached(struct scope *sc, struct store *s, const char *left_out,
                                      struct store_git_reading **out, bool *sure)
{
	SCOPE(turn);
	struct store_mended *lost = NEW(sc, struct store_mended);       /* what a log leads to may be gone */
	struct reaching r = { .g = store_git_of(s), .left_out = left_out, .sure = true };
	if (git_repository_odb(&r.odb, r.g->repo))
		return store_git_fault("reading the package {folder}", r.g->folder);
	scope_defer(turn, close_odb, r.odb);
	TRY(store_git_reading(sc, s, NULL, true, lost, out));
	r.reading = *out;
	TRY(read_all(&r));
	*sure = r.sure && !lost->lost.count;            /* below what cannot be read anything may lie */
	return NULL;
}
