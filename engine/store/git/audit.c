/* audit.c: what lies in a repository, as it lies there. */
#include "store/git/git_private.h"

static void close_object(void *p) { git_odb_object_free(p); }
static void close_odb(void *p) { git_odb_free(p); }

static enum store_kind kind_of(git_object_t type)
{
	return type == GIT_OBJECT_COMMIT ? STORE_COMMIT : type == GIT_OBJECT_TREE ? STORE_TREE
	       : type == GIT_OBJECT_TAG ? STORE_TAG : STORE_BLOB;
}

/* The bytes were compared with the name as they were read: libgit2 does so unless it is told not to. */
const struct fault *store_git_object(struct scope *sc, struct store *s, const struct store_id *id,
                                     struct store_object *out)
{
	SCOPE(turn);
	git_odb *odb = NULL;
	git_odb_object *object = NULL;
	git_oid oid;
	TRY(store_git_oid(id, &oid));
	if (git_repository_odb(&odb, store_git_of(s)->repo))
		return store_git_fault("reading object {id.7}", id->hex);
	scope_defer(turn, close_odb, odb);
	int e = git_odb_read(&object, odb, &oid);
	if (e == GIT_ENOTFOUND)
		return fault_make(FAULT_NOT_FOUND, "object {id.7} is not here", id->hex);
	if (e && store_git_is_of_machine())
		return store_git_fault("reading object {id.7}", id->hex);
	if (e)
		return fault_of_library(FAULT_CORRUPT, PHRASE("object {id.7} is damaged", id->hex),
		                        git_error_last() ? git_error_last()->message : "");
	scope_defer(sc, close_object, object);
	*out = (struct store_object){ kind_of(git_odb_object_type(object)), git_odb_object_data(object),
		git_odb_object_size(object) };
	return NULL;
}

/* --- references --- */

struct refs { struct store_ref *at; size_t count, cap; };
struct listing { struct scope *sc; struct refs out; const struct store_git *g; };

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct store_ref *)a)->name, ((const struct store_ref *)b)->name);
}

/* As if it had moved, where it is read so. */
static const struct store_move *moved(const struct listing *l, const char *name)
{
	for (size_t i = 0; i < l->g->move_count; i++)
		if (strcmp(l->g->moves[i].ref, name) == 0)
			return &l->g->moves[i];
	return NULL;
}

static int list_ref(const char *name, void *payload)
{
	struct listing *l = payload;
	const struct store_move *m = moved(l, name);
	git_oid oid;
	struct store_ref *r = LIST_ADD(l->sc, &l->out);
	*r = (struct store_ref){ .name = scope_copy(l->sc, name) };
	if (m)
		r->id = m->to;
	else if (git_reference_name_to_id(&oid, l->g->repo, name) == 0)
		r->id = store_git_id(&oid);
	else if (store_git_is_of_machine())
		return -1;
	return 0;
}

/* libgit2 passes over what it cannot look at: the two that all rests on are asked for by name as well. */
static const struct fault *find_own(struct store *s, struct listing *l)
{
	static const char *const own[] = { STORE_MAIN, STORE_JOURNAL };
	for (size_t i = 0; i < countof(own); i++) {
		struct store_id id = {""};
		bool listed = false;
		for (size_t k = 0; k < l->out.count && !listed; k++)
			listed = strcmp(l->out.at[k].name, own[i]) == 0;
		if (!listed)
			TRY(store_git_tip(s, own[i], &id));
		if (id.hex[0])
			*LIST_ADD(l->sc, &l->out) = (struct store_ref){ .name = own[i], .id = id };
	}
	return NULL;
}

const struct fault *store_git_refs(struct scope *sc, struct store *s, const struct store_ref **out, size_t *count)
{
	struct listing l = { .sc = sc, .g = store_git_of(s) };
	if (git_reference_foreach_name(l.g->repo, list_ref, &l))
		return store_git_fault("reading the references");
	TRY(find_own(s, &l));
	if (l.out.count)
		qsort(l.out.at, l.out.count, sizeof *l.out.at, by_name);
	*out = l.out.at;
	*count = l.out.count;
	return NULL;
}

/* --- what is odd --- */

/* The first line that is no comment. */
static const struct fault *first_line(struct scope *sc, struct store_git *g, const char *name, const char **out)
{
	const char *bytes = "", *path = path_join(sc, g->folder, name);
	size_t len = 0;
	struct stat st;
	bool there;
	TRY(file_see_ours(path, &st, &there));
	if (there)
		TRY(file_read(sc, path, SOURCE_TEXT_LIMIT, &bytes, &len));
	while (*bytes == '#' || *bytes == '\n')
		bytes += strcspn(bytes, "\n") + (bytes[strcspn(bytes, "\n")] == '\n');
	*out = *bytes ? scope_copy_bytes(sc, bytes, strcspn(bytes, "\n")) : NULL;
	return NULL;
}

static const struct fault *find_partial(struct scope *sc, struct store_git *g, bool *found)
{
	const char *const *names = NULL, *packs = path_join(sc, g->folder, "objects/pack");
	size_t count = 0;
	struct stat st;
	bool there;
	TRY(file_see_ours(packs, &st, &there));
	if (there)
		TRY(file_names(sc, packs, &names, &count));
	for (size_t i = 0; i < count; i++)
		*found = *found || path_has_suffix(names[i], ".promisor");
	return NULL;
}

const struct fault *store_git_oddities(struct scope *sc, struct store *s, struct store_oddities *out)
{
	struct store_git *g = store_git_of(s);
	const char *graft = NULL;
	*out = (struct store_oddities){ .shallow = git_repository_is_shallow(g->repo) == 1 };
	TRY(first_line(sc, g, "info/grafts", &graft));
	TRY(first_line(sc, g, "objects/info/alternates", &out->alternates));
	TRY(find_partial(sc, g, &out->partial));
	out->grafts = graft != NULL;
	return NULL;
}

/* --- all of it --- */

struct each { store_each_visit *visit; void *context; const struct fault *fault; };

static int visit_one(const git_oid *oid, void *payload)
{
	struct each *e = payload;
	struct store_id id = store_git_id(oid);
	e->fault = e->visit(e->context, &id);
	return e->fault ? -1 : 0;
}

const struct fault *store_git_each(struct store *s, store_each_visit *visit, void *context)
{
	SCOPE(turn);
	struct each e = { visit, context, NULL };
	git_odb *odb = NULL;
	if (git_repository_odb(&odb, store_git_of(s)->repo))
		return store_git_fault("reading the store");
	scope_defer(turn, close_odb, odb);
	int result = git_odb_foreach(odb, visit_one, &e);
	return e.fault || !result ? e.fault : store_git_fault("reading the store");
}
