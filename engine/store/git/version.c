/* version.c: the evidence of one commit as a source. */
#include "store/git/git_private.h"

struct version { struct store *store; struct store_id id; git_tree *tree; };

struct entries { struct source_entry *at; size_t count, cap; };
struct listing { struct scope *sc; struct version *v; struct entries out; const struct fault *fault; };

static const struct fault *read_blob(struct version *v, const git_oid *oid, git_blob **out)
{
	return git_blob_lookup(out, store_git_of(v->store)->repo, oid) ? store_git_fault("reading version {version.7}",
		v->id.hex)
	       : NULL;
}

/* An attachment's pointer, or the digest of the raw blob somebody else committed. */
static const struct fault *describe_attachment(struct listing *l, const git_oid *oid, struct source_entry *e)
{
	SCOPE(turn);
	git_blob *blob = NULL;
	struct pointer p;
	TRY(read_blob(l->v, oid, &blob));
	const void *bytes = git_blob_rawcontent(blob);
	size_t len = (size_t)git_blob_rawsize(blob);
	const struct fault *f = NULL;
	if (pointer_parse(bytes, len, &p)) {
		memcpy(e->digest, p.digest, sizeof e->digest);
		e->size = p.size;
		f = store_git_lfs_find(store_git_of(l->v->store), &p, e);
	} else {
		digest_bytes(bytes, len, e->digest);
		e->size = len;
		e->raw = true;
		e->damaged = pointer_is_damaged(bytes, len);
		e->present = !e->damaged;
	}
	git_blob_free(blob);
	return f;
}

static int list_entry(const char *root, const git_tree_entry *entry, void *payload)
{
	struct listing *l = payload;
	if (git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		return 0;
	struct source_entry e = { .path = scope_printf(l->sc, "%s%s", root, git_tree_entry_name(entry)) };
	enum layout_kind kind = layout_kind_of(e.path);
	e.kind = git_tree_entry_filemode(entry) == GIT_FILEMODE_LINK ? SOURCE_LINK
	         : git_tree_entry_type(entry) != GIT_OBJECT_BLOB || kind == LAYOUT_STRAY ? SOURCE_STRAY
	         : kind == LAYOUT_ATTACHMENT ? SOURCE_ATTACHMENT : SOURCE_FILE;
	if (e.kind == SOURCE_ATTACHMENT)
		l->fault = describe_attachment(l, git_tree_entry_id(entry), &e);
	*LIST_ADD(l->sc, &l->out) = e;
	return l->fault ? -1 : 0;
}

struct walk { git_treewalk_cb visit; void *payload; size_t seen; bool stopped, deep; };

static int step(const char *root, const git_tree_entry *entry, void *payload)
{
	struct walk *w = payload;
	size_t depth = 0;
	for (const char *s = root; (s = strchr(s, '/')); s++)
		depth++;
	w->deep = depth > STORE_GIT_DEPTH;
	w->seen++;
	int answer = w->deep || w->seen > STORE_GIT_NAMES ? -1 : w->visit(root, entry, w->payload);
	w->stopped = answer < 0;
	return answer;
}

const struct fault *store_git_too_deep(void)
{
	return fault_make(FAULT_CORRUPT, "a version has more than {most} folders in each other; no package needs that",
		STORE_GIT_DEPTH);
}

const struct fault *store_git_too_many(size_t most)
{
	return fault_make(FAULT_REFUSED, "the package holds more than {most} files; move those out of its folder that "
		"are none of its own", most);
}

const struct fault *store_git_list(git_tree *tree, git_treewalk_cb visit, void *payload)
{
	struct walk w = { .visit = visit, .payload = payload };
	int result = git_tree_walk(tree, GIT_TREEWALK_PRE, step, &w);
	if (w.seen > STORE_GIT_NAMES)
		return store_git_too_many(STORE_GIT_NAMES);
	return w.deep ? store_git_too_deep() : result && !w.stopped ? store_git_fault("reading the folders of a "
		"version") : NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source_entry *)a)->path, ((const struct source_entry *)b)->path);
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	struct listing l = { .sc = sc, .v = s->state };
	TRY(store_git_list(l.v->tree, list_entry, &l));
	if (l.fault)
		return l.fault;
	if (l.out.count)
		qsort(l.out.at, l.out.count, sizeof *l.out.at, by_path);
	*out = l.out.at;
	*count = l.out.count;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                     size_t *len)
{
	struct version *v = s->state;
	return store_git_file(sc, v->store, &v->id, path, bytes, len);
}

static const struct fault *open_raw(struct version *v, const char *path, int *fd)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	TRY(store_git_file(turn, v->store, &v->id, path, &bytes, &len));
	return store_open_bytes(path, bytes, len, fd);
}

static const struct fault *open_content(struct source *s, const struct source_entry *e, int *fd)
{
	struct version *v = s->state;
	if (e->raw)
		return open_raw(v, e->path, fd);
	return store_git_content(v->store, e, fd);
}

const struct fault *store_git_at(struct scope *sc, struct store *store, const struct store_id *id, struct source **out)
{
	static const struct source_ops ops = { list, read_file, open_content };
	struct version *v = NEW(sc, struct version);
	*v = (struct version){ .store = store, .id = *id };
	TRY(store_git_tree(sc, store_git_of(store), id, &v->tree));
	struct source *s = NEW(sc, struct source);
	*s = (struct source){ &ops, v, scope_printf(sc, "version %.7s", id->hex), scope_copy(sc, id->hex) };
	*out = s;
	return NULL;
}
