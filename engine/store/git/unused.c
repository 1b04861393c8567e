/* unused.c: content that nothing of git's refers to: it was sent, or attached, and what was to name it never came. */
#include "base/cage.h"
#include "base/digest.h"
#include "base/lookup.h"
#include "store/git/git_private.h"
#include "store/mend.h"

struct sweep {
	struct scope *sc;
	struct store_git *g;
	git_odb *odb;
	struct lookup *named;           /* digests */
	int64_t before;
	bool only_look;
	struct store_unused *out;
};

/* A damaged one still says what it stands for: the doctor can mend it only while that is here. */
static void note_named(struct sweep *w, const char *bytes, size_t len)
{
	struct pointer p;
	char digest[DIGEST_TEXT];
	size_t at = 0;
	bool damaged = pointer_is_damaged(bytes, len);
	if (pointer_parse(bytes, len, &p))
		lookup_add(w->named, scope_copy(w->sc, p.digest), 0);
	while (damaged && pointer_next(bytes, len, &at, digest))
		lookup_add(w->named, scope_copy(w->sc, digest), 0);
}

/* A pointer that is reached no more counts as well, until git itself forgets it: a save may still take it up. */
static int note_pointer(const git_oid *oid, void *payload)
{
	struct sweep *w = payload;
	git_object_t type;
	size_t len = 0;
	git_odb_object *object = NULL;
	if (git_odb_read_header(&len, &type, w->odb, oid) || type != GIT_OBJECT_BLOB || len > POINTER_DAMAGED_MAX)
		return 0;               /* a damaged object names nothing: the doctor looked at them before */
	if (git_odb_read(&object, w->odb, oid) == 0)
		note_named(w, git_odb_object_data(object), len);
	git_odb_object_free(object);
	return 0;
}

static const struct fault *sweep_one(struct sweep *w, const char *place, const char *path)
{
	struct stat st;
	if (!digest_is_valid(path_base(path)) || lookup_find(w->named, path_base(path)) != LOOKUP_NONE
	    || lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_mtim.tv_sec >= w->before)
		return NULL;
	w->out->count++;
	w->out->bytes += (uint64_t)st.st_size;
	return w->only_look ? NULL : cage_remove(w->g->folder, place);
}

/* depth: of the folders above the files. */
static const struct fault *sweep_below(struct sweep *w, const char *place, int depth)
{
	SCOPE(turn);
	const char *folder = path_join(turn, w->g->folder, place);
	const char *const *names = NULL;
	size_t count = 0;
	if (!file_is_folder(folder))
		return NULL;
	TRY(file_names(turn, folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const char *inner = path_join(turn, place, names[i]);
		if (depth == 0)
			TRY(sweep_one(w, inner, path_join(turn, w->g->folder, inner)));
		else if (strlen(names[i]) == 2)
			TRY(sweep_below(w, inner, depth - 1));
	}
	return NULL;
}

static void close_odb(void *p) { git_odb_free(p); }

const struct fault *store_sweep(struct store *s, int64_t before, bool only_look, struct store_unused *out)
{
	SCOPE(turn);
	struct sweep w = { turn, store_git_of(s), NULL, lookup_new(turn), before, only_look, out };
	*out = (struct store_unused){0};
	if (git_repository_odb(&w.odb, w.g->repo))
		return store_git_fault("reading the package {folder}", w.g->folder);
	scope_defer(turn, close_odb, w.odb);
	if (git_odb_foreach(w.odb, note_pointer, &w))
		return store_git_fault("reading the package {folder}", w.g->folder);
	return sweep_below(&w, "lfs/objects", 2);
}
