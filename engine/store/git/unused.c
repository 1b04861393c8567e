/* unused.c: content that nothing refers to: it was sent, or attached, and what was to name it never came, or went.
 *
 * A pointer names it that git still leads to (reached.c), or that lies in a work tree.  A pointer that git leads to no
 * more does not: of what was attached and never saved one stays behind, and content that was spilled must not stay with
 * it.  Who attaches the same again, or begins to save it, puts the content in as if it came now; so what is on its way
 * to be named is young, and stays. */
#include "base/cage.h"
#include "base/digest.h"
#include "base/lookup.h"
#include "store/git/git_private.h"
#include "store/mend.h"
#include <errno.h>
#include <fcntl.h>

struct sweep {
	struct scope *sc;
	struct store_git *g;
	git_odb *odb;
	struct store_git_reading *reached;
	bool unread;                    /* there are objects that the machine would not read */
	bool sure;                      /* that is all that git leads to; else every pointer names something */
	struct lookup *named;           /* digests */
	int64_t before;
	bool only_look;
	struct store_unused *out;
	struct scope *list_scope;
	struct store_contents *list;    /* NULL: nobody wants to know which */
};

/* A damaged one still says what it stands for, and can be mended only while that is here: it counts wherever it is. */
static void note_named(struct sweep *w, const char *bytes, size_t len, bool reached)
{
	struct pointer p;
	char digest[DIGEST_TEXT];
	size_t at = 0;
	bool damaged = pointer_is_damaged(bytes, len);
	if (reached && pointer_parse(bytes, len, &p))
		lookup_add(w->named, scope_copy(w->sc, p.digest), 0);
	while (damaged && pointer_next(bytes, len, &at, digest))
		lookup_add(w->named, scope_copy(w->sc, digest), 0);
}

static int note_pointer(const git_oid *oid, void *payload)
{
	struct sweep *w = payload;
	git_object_t type;
	size_t len = 0;
	git_odb_object *object = NULL;
	/* a damaged object names nothing: the doctor looked at them before; what the machine refuses may name all */
	int e = git_odb_read_header(&len, &type, w->odb, oid);
	if (!e && (type != GIT_OBJECT_BLOB || len > POINTER_DAMAGED_MAX))
		return 0;
	e = e ? e : git_odb_read(&object, w->odb, oid);
	w->unread = w->unread || (e && store_git_is_of_machine());
	if (!e)
		note_named(w, git_odb_object_data(object), len, !w->sure || store_git_has_read(w->reached, oid));
	git_odb_object_free(object);
	return 0;
}

static const struct fault *note_file(struct sweep *w, const char *folder, const char *path)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	struct stat st;
	int fd = cage_open(folder, path, O_RDONLY);
	if (fd < 0)                     /* it went, or is none */
		return fault_is_of_machine(errno) ? fault_errno("{file}", path) : NULL;
	scope_defer(turn, store_git_close_fd, (void *)(intptr_t)fd);
	if (fstat(fd, &st) != 0)
		return fault_errno("{file}", path);
	if (st.st_size > POINTER_DAMAGED_MAX)
		return NULL;            /* the content itself needs no other to stay */
	TRY(file_read_fd(turn, fd, path, POINTER_DAMAGED_MAX, &bytes, &len));
	note_named(w, bytes, len, true);
	return NULL;
}

/* A pointer may stand in a work tree before any index knows it. */
static const struct fault *note_pointers(struct sweep *w, const char *folder)
{
	SCOPE(turn);
	const char *const *paths = NULL, *inner = path_join(turn, folder, "attachments");
	size_t count = 0;
	struct stat st;
	bool there = false;
	TRY(file_see(inner, &st, &there));
	if (there && S_ISDIR(st.st_mode))
		TRY(file_tree(turn, inner, &paths, &count));
	for (size_t i = 0; i < count; i++)
		TRY(note_file(w, inner, paths[i]));
	return NULL;
}

/* What stands in this one counts as content, too: it is about to be saved. */
static const struct fault *note_work(struct sweep *w, struct store *s)
{
	struct source *work = NULL;
	const struct source_entry *all = NULL;
	size_t count = 0;
	TRY(store_git_work(w->sc, s, &work));
	TRY(source_list(w->sc, work, &all, &count));
	for (size_t i = 0; i < count; i++)
		if (all[i].kind == SOURCE_ATTACHMENT)
			lookup_add(w->named, all[i].digest, 0);
	return note_pointers(w, w->g->work);
}

static const struct fault *note_works(struct sweep *w, struct store *s)
{
	struct names folders = {0};
	if (w->g->work)
		TRY(note_work(w, s));
	TRY(store_git_work_trees(w->sc, s, &folders));
	for (size_t i = 0; i < folders.count; i++)
		TRY(note_pointers(w, folders.at[i]));
	return NULL;
}

static const struct fault *sweep_one(struct sweep *w, const char *place, const char *path)
{
	struct stat st;
	if (!digest_is_valid(path_base(path)) || lookup_find(w->named, path_base(path)) != LOOKUP_NONE
	    || lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_mtim.tv_sec >= w->before)
		return NULL;
	w->out->count++;
	w->out->bytes += (uint64_t)st.st_size;
	if (w->list) {
		struct store_content *c = LIST_ADD(w->list_scope, w->list);
		*c = (struct store_content){ .size = (uint64_t)st.st_size, .came = st.st_mtim.tv_sec };
		snprintf(c->digest, sizeof c->digest, "%s", path_base(path));
	}
	return w->only_look ? NULL : cage_remove(w->g->folder, place);
}

/* depth: of the folders above the files. */
static const struct fault *sweep_below(struct sweep *w, const char *place, int depth)
{
	SCOPE(turn);
	const char *folder = path_join(turn, w->g->folder, place);
	const char *const *names = NULL;
	size_t count = 0;
	struct stat st;
	bool there = false;
	TRY(file_see(folder, &st, &there));
	if (!there || !S_ISDIR(st.st_mode))
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

const struct fault *store_staged(struct scope *sc, struct store *s, struct names *out)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	git_index *index = NULL;
	if (!s->work)
		return NULL;
	TRY(store_git_index(turn, g, &index));
	for (size_t i = 0; i < git_index_entrycount(index); i++) {
		const git_index_entry *e = git_index_get_byindex(index, i);
		git_blob *blob = NULL;
		struct pointer p;
		if (layout_kind_of(e->path) != LAYOUT_ATTACHMENT || git_blob_lookup(&blob, g->repo, &e->id))
			continue;       /* an object that is missing names nothing */
		if (pointer_parse(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), &p))
			*LIST_ADD(sc, out) = scope_copy(sc, p.digest);
		git_blob_free(blob);
	}
	return NULL;
}

static void close_odb(void *p) { git_odb_free(p); }

static const struct fault *sweep(struct sweep *w, struct store *s, const struct names *kept)
{
	if (git_repository_odb(&w->odb, w->g->repo))
		return store_git_fault("reading the package {folder}", w->g->folder);
	scope_defer(w->sc, close_odb, w->odb);
	TRY(store_git_reached(w->sc, s, NULL, &w->reached, &w->sure));
	TRY(note_works(w, s));
	for (size_t i = 0; i < kept->count; i++)
		lookup_add(w->named, kept->at[i], 0);
	/* twice: git may pack an object between the look at its file and the look into the packs */
	for (int i = 0; i < 2; i++)
		if (git_odb_refresh(w->odb) || git_odb_foreach(w->odb, note_pointer, w))
			return store_git_fault("reading the package {folder}", w->g->folder);
	if (w->unread)
		return fault_make(FAULT_SYSTEM, "not every object could be read just now, so nobody knows what is "
			"unused; do the same again");
	return sweep_below(w, "lfs/objects", 2);
}

const struct fault *store_sweep(struct store *s, const struct names *kept, int64_t before, bool only_look,
                                struct store_unused *out)
{
	SCOPE(turn);
	struct sweep w = { .sc = turn, .g = store_git_of(s), .named = lookup_new(turn), .before = before,
		.only_look = only_look, .out = out };
	*out = (struct store_unused){0};
	return sweep(&w, s, kept);
}

const struct fault *store_git_unnamed(struct scope *sc, struct store *s, struct store_contents *out)
{
	SCOPE(turn);
	struct store_unused sum = {0};
	struct sweep w = { .sc = turn, .g = store_git_of(s), .named = lookup_new(turn), .before = INT64_MAX,
		.only_look = true, .out = &sum, .list_scope = sc, .list = out };
	return sweep(&w, s, &(struct names){0});
}
