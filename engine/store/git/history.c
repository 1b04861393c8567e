/* history.c: reading commits. */
#include "store/git/git_private.h"

static const struct store_move *moved(const struct store_git *g, const char *ref)
{
	for (size_t i = 0; i < g->move_count; i++)
		if (strcmp(g->moves[i].ref, ref) == 0)
			return &g->moves[i];
	return NULL;
}

const struct fault *store_git_tip(struct store *s, const char *ref, struct store_id *out)
{
	git_oid oid;
	const struct store_move *m = moved(store_git_of(s), ref);
	if (m) {
		*out = m->to;
		return NULL;
	}
	int e = git_reference_name_to_id(&oid, store_git_of(s)->repo, ref);
	out->hex[0] = '\0';
	if (e == GIT_ENOTFOUND)
		return NULL;
	if (e)
		return store_git_fault("reading {file}", ref);
	*out = store_git_id(&oid);
	return NULL;
}

static void describe(git_commit *c, struct store_commit *out)
{
	const git_signature *author = git_commit_author(c);
	out->id = store_git_id(git_commit_id(c));
	out->author_name = author ? author->name : "";
	out->author_email = author ? author->email : "";
	out->time = author ? author->when.time : 0;
	out->message = git_commit_message_raw(c) ? git_commit_message_raw(c) : "";
	out->parent_count = git_commit_parentcount(c);
	for (unsigned i = 0; i < out->parent_count && i < countof(out->parents); i++)
		out->parents[i] = store_git_id(git_commit_parent_id(c, i));
}

const struct fault *store_git_walk(struct store *s, const struct store_id *from, size_t limit, store_visit *visit,
                                   void *context)
{
	git_oid oid;
	TRY(store_git_oid(from, &oid));
	for (size_t n = 1; ; n++) {
		git_commit *c = NULL;
		if (git_commit_lookup(&c, store_git_of(s)->repo, &oid))
			return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
		struct store_commit commit;
		describe(c, &commit);
		const struct fault *f = visit(context, &commit);
		bool more = !f && n != limit && git_commit_parentcount(c) > 0;
		if (more)
			oid = *git_commit_parent_id(c, 0);
		git_commit_free(c);
		if (!more)
			return f;
	}
}

/* As git_revparse_single() does, which loses the reference where a name leads to an object that is not there (1.5). */
static int find_object(git_object **out, git_repository *repo, const char *words)
{
	git_oid oid;
	git_reference *name = NULL;
	if (git_oid_fromstr(&oid, words) == 0 || git_reference_dwim(&name, repo, words) != 0)
		return git_revparse_single(out, repo, words);
	int e = git_object_lookup(out, repo, git_reference_target(name), GIT_OBJECT_ANY);
	git_reference_free(name);
	return e;
}

const struct fault *store_git_resolve(struct store *s, const char *words, struct store_id *out)
{
	SCOPE(turn);
	git_object *object = NULL, *commit = NULL;
	const struct store_move *m = moved(store_git_of(s), strcmp(words, "main") == 0 ? STORE_MAIN : words);
	if (m) {
		*out = m->to;
		return NULL;
	}
	if (find_object(&object, store_git_of(s)->repo, words))
		return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no version \"{version}\"", words),
			REMEDY("log"));
	scope_defer(turn, store_git_close_object, object);
	if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT))
		return fault_make(FAULT_NOT_FOUND, "\"{version}\" is no version", words);
	scope_defer(turn, store_git_close_object, commit);
	*out = store_git_id(git_object_id(commit));
	return NULL;
}

const struct fault *store_git_tree(struct scope *sc, struct store_git *g, const struct store_id *id, git_tree **out)
{
	SCOPE(turn);
	git_oid oid;
	git_commit *c = NULL;
	TRY(store_git_oid(id, &oid));
	if (git_commit_lookup(&c, g->repo, &oid))
		return store_git_fault("reading version {version.7}", id->hex);
	scope_defer(turn, store_git_close_commit, c);
	if (git_commit_tree(out, c))
		return store_git_fault("reading version {version.7}", id->hex);
	scope_defer(sc, store_git_close_tree, *out);
	return NULL;
}

void store_git_close_folders(void *p)
{
	struct store_git *g = p;
	for (size_t i = 0; i < countof(g->folders); i++)
		git_tree_free(g->folders[i]);
}

/* A folder of a version by its id; the store keeps it, good until the next call.  libgit2 keeps none of over 4 KB: each
 * file of a large folder would read the folder again. */
static int read_folder(struct store_git *g, const git_oid *id, git_tree **out)
{
	size_t i = 0, last = countof(g->folders) - 1;
	while (i < last && g->folders[i] && !git_oid_equal(git_tree_id(g->folders[i]), id))
		i++;
	git_tree *found = g->folders[i];
	if (!found || !git_oid_equal(git_tree_id(found), id)) {
		int e = git_tree_lookup(&found, g->repo, id);
		if (e)
			return e;
		git_tree_free(g->folders[i]);
	}
	memmove(g->folders + 1, g->folders, i * sizeof *g->folders);
	g->folders[0] = *out = found;
	return 0;
}

/* The top folder of a version; libgit2 keeps no commit, and many files of one version are asked for. */
static const struct fault *find_top(struct store_git *g, const struct store_id *id, git_tree **out)
{
	SCOPE(turn);
	git_tree *tree = NULL;
	if (!id->hex[0] || strcmp(g->top_of.hex, id->hex) != 0) {
		TRY(store_git_tree(turn, g, id, &tree));
		g->top = *git_tree_id(tree);
		g->top_of = *id;
	}
	return read_folder(g, &g->top, out) ? store_git_fault("reading version {version.7}", id->hex) : NULL;
}

/* The entry at a path, good until the next folder is read; NULL if there is none. */
static const struct fault *find(struct store_git *g, const struct store_id *id, const char *path,
                                const git_tree_entry **out)
{
	SCOPE(turn);
	git_tree *tree = NULL;
	int e = 0;
	TRY(find_top(g, id, &tree));
	*out = NULL;
	for (const char *at = path; !e; ) {
		size_t n = strcspn(at, "/");
		const git_tree_entry *entry = git_tree_entry_byname(tree, scope_copy_bytes(turn, at, n));
		if (!entry || (at[n] && git_tree_entry_type(entry) != GIT_OBJECT_TREE))
			return NULL;
		if (!at[n] || !at[n + 1]) {
			*out = entry;
			return NULL;
		}
		e = read_folder(g, git_tree_entry_id(entry), &tree);
		at += n + 1;
	}
	return store_git_fault("reading {file}", path);
}

const struct fault *store_git_entry(struct store *s, const struct store_id *id, const char *path, struct store_id *out)
{
	const git_tree_entry *entry = NULL;
	out->hex[0] = '\0';
	TRY(find(store_git_of(s), id, path, &entry));
	if (entry)
		*out = store_git_id(git_tree_entry_id(entry));
	return NULL;
}

static void close_blob(void *p) { git_blob_free(p); }

const struct fault *store_git_file(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                   const char **bytes, size_t *len)
{
	SCOPE(turn);
	const git_tree_entry *entry = NULL;
	git_blob *blob = NULL;
	TRY(find(store_git_of(s), id, path, &entry));
	if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		return fault_make(FAULT_NOT_FOUND, "version {version.7} has no file {file}", id->hex, path);
	if (git_blob_lookup(&blob, store_git_of(s)->repo, git_tree_entry_id(entry)))
		return store_git_fault("reading {file}", path);
	scope_defer(turn, close_blob, blob);
	if ((uint64_t)git_blob_rawsize(blob) > SOURCE_TEXT_LIMIT)
		return fault_make(FAULT_REFUSED, "{file} is larger than {limit} MiB", path, SOURCE_TEXT_LIMIT >> 20);
	*len = (size_t)git_blob_rawsize(blob);
	*bytes = scope_copy_bytes(sc, git_blob_rawcontent(blob), *len);
	return NULL;
}

static void close_odb(void *p) { git_odb_free(p); }
static void close_stream(void *p) { git_odb_stream_free(p); }

/* The bytes of a loose object as they are unpacked: half of the time of reading one is its digest.  *bytes stays NULL
 * where that cannot be had: it is packed, or no text. */
static const struct fault *read_stream(struct scope *sc, struct store_git *g, const git_oid *id, const char *path,
                                       const char **bytes, size_t *len)
{
	SCOPE(turn);
	git_odb *odb = NULL;
	git_odb_stream *stream = NULL;
	git_object_t kind = GIT_OBJECT_INVALID;
	size_t done = 0;
	if (git_repository_odb(&odb, g->repo))
		return store_git_fault("reading {file}", path);
	scope_defer(turn, close_odb, odb);
	if (git_odb_open_rstream(&stream, len, &kind, odb, id)) {
		git_error_clear();
		return NULL;
	}
	scope_defer(turn, close_stream, stream);
	if (kind != GIT_OBJECT_BLOB || *len > SOURCE_TEXT_LIMIT)
		return NULL;
	char *out = scope_alloc(sc, *len + 1, 1);
	for (int n = 1; done < *len; done += (size_t)n) {
		n = git_odb_stream_read(stream, out + done, *len - done);
		if (n <= 0 || (size_t)n > *len - done)
			return store_git_fault("reading {file}", path);
	}
	*bytes = out;
	return NULL;
}

const struct fault *store_git_file_to_compare(struct scope *sc, struct store *s, const struct store_id *id,
                                              const char *path, const char **bytes, size_t *len)
{
	const git_tree_entry *entry = NULL;
	*bytes = NULL;
	TRY(find(store_git_of(s), id, path, &entry));
	if (entry && git_tree_entry_type(entry) == GIT_OBJECT_BLOB)
		TRY(read_stream(sc, store_git_of(s), git_tree_entry_id(entry), path, bytes, len));
	return *bytes ? NULL : store_git_file(sc, s, id, path, bytes, len);
}

struct listing { struct scope *sc; struct names names; };

static int list_entry(const char *root, const git_tree_entry *entry, void *payload)
{
	struct listing *l = payload;
	if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB)
		*LIST_ADD(l->sc, &l->names) = scope_printf(l->sc, "%s%s", root, git_tree_entry_name(entry));
	return 0;
}

const struct fault *store_git_names(struct scope *sc, struct store *s, const struct store_id *id, const char *folder,
                                    const char *const **names, size_t *count)
{
	const git_tree_entry *entry = NULL;
	git_tree *tree = NULL;
	struct listing listing = { .sc = sc };
	*count = 0;
	TRY(find(store_git_of(s), id, folder, &entry));
	if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		return NULL;
	if (read_folder(store_git_of(s), git_tree_entry_id(entry), &tree))
		return store_git_fault("reading {file}", folder);
	TRY(store_git_list(tree, list_entry, &listing));
	*names = listing.names.at;
	*count = listing.names.count;
	return NULL;
}

/* --- when it was written --- */

struct written { struct store_git *g; struct buf *b; bool packed; };

static bool put_written(struct buf *b, const char *path)
{
	struct stat st;
	if (lstat(path, &st) != 0)
		return false;
	buf_printf(b, "%llx %llx %llx.%lx %llx.%lx\n", (unsigned long long)st.st_ino, (unsigned long long)st.st_size,
	           (unsigned long long)st.st_mtim.tv_sec, (unsigned long)st.st_mtim.tv_nsec,
	           (unsigned long long)st.st_ctim.tv_sec, (unsigned long)st.st_ctim.tv_nsec);
	return true;
}

static int put_entry(const char *root, const git_tree_entry *entry, void *payload)
{
	SCOPE(turn);
	struct written *w = payload;
	char hex[GIT_OID_HEXSZ + 1];
	(void)root;
	git_oid_tostr(hex, sizeof hex, git_tree_entry_id(entry));
	if (!put_written(w->b, scope_printf(turn, "%s/objects/%.2s/%s", w->g->folder, hex, hex + 2)))
		w->packed = true;
	return 0;
}

/* Those that are in a pack stand as long as all packs do. */
static const struct fault *put_packs(struct written *w)
{
	SCOPE(turn);
	const char *folder = path_join(turn, w->g->folder, "objects/pack");
	const char *const *names = NULL;
	size_t count = 0;
	TRY(file_names(turn, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		put_written(w->b, path_join(turn, folder, names[i]));
	return NULL;
}

const struct fault *store_git_written(struct scope *sc, struct store *s, const struct store_id *id, const char *folder,
                                      struct buf *out)
{
	const git_tree_entry *entry = NULL;
	git_tree *tree = NULL;
	struct written w = { store_git_of(s), out, false };
	(void)sc;
	TRY(find(w.g, id, folder, &entry));
	if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_TREE)
		return NULL;
	if (read_folder(w.g, git_tree_entry_id(entry), &tree))
		return store_git_fault("reading {file}", folder);
	TRY(store_git_list(tree, put_entry, &w));
	return w.packed ? put_packs(&w) : NULL;
}

static void close_walk(void *p) { git_revwalk_free(p); }

const struct fault *store_git_reach(struct scope *sc, struct store *s, const struct store_id *from,
                                    const struct store_id *until, store_visit *visit, void *context)
{
	git_revwalk *walk = NULL;
	git_oid oid;
	TRY(store_git_oid(from, &oid));
	if (git_revwalk_new(&walk, store_git_of(s)->repo))
		return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
	scope_defer(sc, close_walk, walk);
	git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
	if (git_revwalk_push(walk, &oid))
		return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
	if (until->hex[0]) {
		TRY(store_git_oid(until, &oid));
		if (git_revwalk_hide(walk, &oid))
			return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
	}
	for (int e; (e = git_revwalk_next(&oid, walk)) != GIT_ITEROVER; ) {
		git_commit *c = NULL;
		if (e)
			return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
		if (git_commit_lookup(&c, store_git_of(s)->repo, &oid))
			return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
		SCOPE(turn);
		scope_defer(turn, store_git_close_commit, c);
		struct store_commit commit;
		describe(c, &commit);
		TRY(visit(context, &commit));
	}
	return NULL;
}

const struct fault *store_git_follows(struct store *s, const struct store_id *later, const struct store_id *earlier,
                                      bool *out)
{
	git_oid a, b;
	TRY(store_git_oid(later, &a));
	TRY(store_git_oid(earlier, &b));
	int found = git_oid_equal(&a, &b) ? 1 : git_graph_descendant_of(store_git_of(s)->repo, &a, &b);
	if (found < 0)
		return store_git_fault_in(store_git_of(s), PHRASE("reading the history"));
	*out = found > 0;
	return NULL;
}
