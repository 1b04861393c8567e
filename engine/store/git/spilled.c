/* spilled.c: content that no version of main and no event names: found by its digest, and taken out of every place of
 * the package where it lies.
 *
 * It was attached and never saved, or by other means put into git as it is; or it belongs to another branch, a stash,
 * or a version that was taken back.  A pointer that names it may stay: it holds none of it.  What git holds as it is
 * can be removed only where git leads to it no more (reached.c) and it lies in a file of its own. */
#include "base/cage.h"
#include "base/digest.h"
#include "store/git/git_private.h"
#include <unistd.h>

struct looking {
	struct scope *sc;
	struct store_git *g;
	git_odb *odb;
	const char *digits;             /* with which its digest begins */
	struct store_git_reading *reached;
	bool sure;                      /* that is all that git leads to */
	bool several, held, packed;     /* different contents; git leads to it as it is, or has it in a pack */
	const char *elsewhere;          /* what is no attachment, and in git's index is that as it is; NULL: nothing */
	const struct fault *fault;      /* why not all could be looked at */
	struct store_spilled *out;
};

static bool is_asked_for(const struct looking *l, const char *digest)
{
	return strncmp(l->digits, digest, strlen(l->digits)) == 0;
}

static void take(struct looking *l, const char *digest, uint64_t size)
{
	l->several = l->several || (*l->out->digest && strcmp(l->out->digest, digest) != 0);
	snprintf(l->out->digest, sizeof l->out->digest, "%s", digest);
	l->out->size = size;
}

/* An object that is damaged, or not here, holds nothing; one that the machine would not read just now may. */
static const struct fault *unread(const struct store_git *g)
{
	return store_git_is_of_machine() ? store_git_fault("reading the package {folder}", g->folder) : NULL;
}

static void take_path(struct looking *l, struct names *in, const char *path)
{
	if (!list_has(in, path))
		*LIST_ADD(l->sc, in) = scope_copy(l->sc, path);
}

/* --- where it may lie --- */

static const struct fault *look_beside(struct looking *l)
{
	SCOPE(turn);
	const char *const *names = NULL;
	const char *folder = scope_printf(turn, "%s/lfs/objects/%.2s/%.2s", l->g->folder, l->digits, l->digits + 2);
	size_t count = 0;
	struct stat st;
	bool there = false;
	TRY(file_see(folder, &st, &there));
	if (there && S_ISDIR(st.st_mode))
		TRY(file_names(turn, folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		if (!digest_is_valid(names[i]) || !is_asked_for(l, names[i]))
			continue;
		TRY(file_see(path_join(turn, folder, names[i]), &st, &there));
		if (there)
			take(l, names[i], (uint64_t)st.st_size);
	}
	return NULL;
}

static const struct fault *look_at_work(struct looking *l, struct store *s)
{
	struct source *work = NULL;
	const struct source_entry *e = NULL;
	size_t count = 0;
	TRY(store_git_work(l->sc, s, &work));
	TRY(source_list(l->sc, work, &e, &count));
	for (size_t i = 0; i < count; i++) {
		if (e[i].kind != SOURCE_ATTACHMENT || !is_asked_for(l, e[i].digest))
			continue;
		if (!e[i].pointer)
			take(l, e[i].digest, e[i].size);
		take_path(l, &l->out->files, e[i].path);
	}
	return NULL;
}

/* Of a blob: the digest of what it stands for (pointer), or of what it is. */
static void digest_of(const char *bytes, size_t len, struct pointer *p, bool *pointer)
{
	*pointer = pointer_parse(bytes, len, p);
	if (*pointer)
		return;
	digest_bytes(bytes, len, p->digest);
	p->size = len;
}

static const struct fault *look_at_index(struct looking *l)
{
	SCOPE(turn);
	git_index *index = NULL;
	TRY(store_git_index(turn, l->g, &index));
	for (size_t i = 0; i < git_index_entrycount(index); i++) {
		const git_index_entry *e = git_index_get_byindex(index, i);
		git_blob *blob = NULL;
		struct pointer p;
		bool pointer;
		if (git_blob_lookup(&blob, l->g->repo, &e->id)) {
			TRY(unread(l->g));
			continue;
		}
		digest_of(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), &p, &pointer);
		git_blob_free(blob);
		if (!is_asked_for(l, p.digest))
			continue;
		if (layout_kind_of(e->path) == LAYOUT_ATTACHMENT)
			take_path(l, &l->out->staged, e->path);
		else if (!pointer)
			l->elsewhere = scope_copy(l->sc, e->path);
	}
	return NULL;
}

static const char *file_of(struct scope *sc, const char *id)
{
	return scope_printf(sc, "objects/%.2s/%s", id, id + 2);
}

static void take_blob(struct looking *l, const git_oid *oid, const struct pointer *p, bool pointer)
{
	struct store_id id = store_git_id(oid);
	bool led = !l->sure || store_git_has_read(l->reached, oid);
	if (pointer) {
		l->out->led = l->out->led || led;
		return;
	}
	take(l, p->digest, p->size);
	l->held = l->held || led;
	l->packed = l->packed || !file_exists(path_join(l->sc, l->g->folder, file_of(l->sc, id.hex)));
	*LIST_ADD(l->sc, &l->out->objects) = scope_copy(l->sc, id.hex);
}

static int look_at_object(const git_oid *oid, void *payload)
{
	struct looking *l = payload;
	git_object_t type;
	size_t len = 0;
	git_odb_object *object = NULL;
	struct pointer p;
	bool pointer;
	bool read = git_odb_read_header(&len, &type, l->odb, oid) == 0;
	if (read && (type != GIT_OBJECT_BLOB || len == 0))
		return 0;
	if (!read || git_odb_read(&object, l->odb, oid))
		return (l->fault = unread(l->g)) ? -1 : 0;
	digest_of(git_odb_object_data(object), git_odb_object_size(object), &p, &pointer);
	git_odb_object_free(object);
	if (is_asked_for(l, p.digest))
		take_blob(l, oid, &p, pointer);
	return 0;
}

static void close_odb(void *p) { git_odb_free(p); }

/* What the index alone leads to goes with its entry. */
static const struct fault *look_at_objects(struct looking *l, struct store *s)
{
	SCOPE(turn);
	const char *own = path_join(turn, git_repository_path(l->g->repo), "index");
	if (git_repository_odb(&l->odb, l->g->repo))
		return store_git_fault("reading the package {folder}", l->g->folder);
	scope_defer(turn, close_odb, l->odb);
	TRY(store_git_reached(turn, s, own, &l->reached, &l->sure));
	int e = git_odb_foreach(l->odb, look_at_object, l);
	return l->fault || !e ? l->fault : store_git_fault("reading the package {folder}", l->g->folder);
}

static const struct fault *refuse(const struct looking *l)
{
	if (l->several)
		return fault_make(FAULT_REFUSED, "several contents have a digest that begins with {digits}; give all "
			"of it", l->digits);
	if (l->held)
		return fault_make(FAULT_REFUSED, "git itself holds {digest.12} as it is, and a branch, a tag, a stash, "
			"another work tree, git's log of them (reflog), ORIG_HEAD or FETCH_HEAD leads to it: take it "
			"out there with git, or make a new repository without it, and do the same again",
			l->out->digest);
	if (l->elsewhere)
		return fault_advise(fault_make(FAULT_REFUSED, "{file} is no attachment, and git's index holds it as it "
			"is: take it out of the index, and do the same again", l->elsewhere),
			REMEDY("git rm --cached", "", l->elsewhere));
	return l->packed ? fault_advise(fault_make(FAULT_REFUSED, "git itself holds {digest.12} as it is, in a pack, "
		"and nothing leads to it; let git throw away what it needs no more, and do the same again",
		l->out->digest), REMEDY("git gc --prune=now")) : NULL;
}

const struct fault *store_git_find_spilled(struct scope *sc, struct store *s, const char *digits,
                                           struct store_spilled *out)
{
	struct looking l = { .sc = sc, .g = store_git_of(s), .digits = digits, .out = out };
	*out = (struct store_spilled){""};
	TRY(look_beside(&l));
	if (l.g->work) {
		TRY(look_at_work(&l, s));
		TRY(look_at_index(&l));
	}
	TRY(look_at_objects(&l, s));
	return *out->digest ? refuse(&l) : NULL;
}

/* --- and is taken out of --- */

/* What the version has there on which the work tree stands comes back; else nothing is left. */
static const struct fault *put_back(struct scope *sc, struct store *s, git_index *head, const struct store_id *tip,
                                    const char *path)
{
	size_t count = 0;
	return git_index_get_bypath(head, path, 0) ? store_git_restore(sc, s, tip, path, &count)
	       : cage_remove(store_git_of(s)->work, path);
}

static const struct fault *put_back_entry(git_index *index, git_index *head, const char *path)
{
	const git_index_entry *was = git_index_get_bypath(head, path, 0);
	return (was ? git_index_add(index, was) : git_index_remove_bypath(index, path))
	       ? store_git_fault("writing the index") : NULL;
}

/* What stands in the folder and what git's index has may be two things: each goes only where it is the content. */
static const struct fault *empty_files(struct scope *sc, struct store *s, const struct store_spilled *what)
{
	struct store_git *g = store_git_of(s);
	git_index *index = NULL, *head = NULL;
	git_tree *tree = NULL;
	git_oid oid;
	struct store_id tip = {""};
	TRY(store_git_index(sc, g, &index));
	if (git_index_new(&head))
		return store_git_fault("reading the version");
	scope_defer(sc, store_git_close_index, head);
	if (git_reference_name_to_id(&oid, g->repo, "HEAD") == 0) {
		tip = store_git_id(&oid);
		TRY(store_git_tree(sc, g, &tip, &tree));
	} else
		TRY(unread(g));
	if (tree && git_index_read_tree(head, tree))
		return store_git_fault("reading the version");
	for (size_t i = 0; i < what->files.count; i++)
		TRY(put_back(sc, s, head, &tip, what->files.at[i]));
	for (size_t i = 0; i < what->staged.count; i++)
		TRY(put_back_entry(index, head, what->staged.at[i]));
	return what->staged.count ? store_git_write_index(g, index) : NULL;
}

/* Where git has it in a pack besides its own file, it is there still. */
static const struct fault *check_gone(struct store_git *g, const struct names *objects)
{
	git_odb *odb = NULL;
	size_t left = 0;
	git_oid oid;
	if (git_repository_odb(&odb, g->repo))
		return store_git_fault("reading the package {folder}", g->folder);
	git_odb_refresh(odb);
	for (size_t i = 0; i < objects->count; i++)
		left += git_oid_fromstr(&oid, objects->at[i]) == 0 && git_odb_exists(odb, &oid);
	git_odb_free(odb);
	return left ? fault_advise(fault_make(FAULT_REFUSED, "git has it in a pack as well, and nothing leads to it; "
		"let git throw away what it needs no more"), REMEDY("git gc --prune=now")) : NULL;
}

const struct fault *store_git_remove_spilled(struct scope *sc, struct store *s, const struct store_spilled *what)
{
	struct store_git *g = store_git_of(s);
	struct source_entry content = { .path = what->digest };
	memcpy(content.digest, what->digest, sizeof content.digest);
	TRY(store_git_forget(s, &content));
	if (what->files.count || what->staged.count)
		TRY(empty_files(sc, s, what));
	for (size_t i = 0; i < what->objects.count; i++)
		TRY(cage_remove(g->folder, file_of(sc, what->objects.at[i])));
	TRY(store_git_clear(s, NULL));
	return check_gone(g, &what->objects);
}

/* --- by its path --- */

const struct fault *store_git_unsaved(struct scope *sc, struct store *s, const char *path, struct names *out)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	struct source *work = NULL;
	const struct source_entry *e = NULL;
	git_index *index = NULL;
	git_blob *blob = NULL;
	size_t count = 0;
	TRY(store_git_work(turn, s, &work));
	TRY(source_list(turn, work, &e, &count));
	for (size_t i = 0; i < count; i++)
		if (e[i].kind == SOURCE_ATTACHMENT && strcmp(e[i].path, path) == 0 && !e[i].damaged)
			*LIST_ADD(sc, out) = scope_copy(sc, e[i].digest);
	TRY(store_git_index(turn, g, &index));
	const git_index_entry *staged = git_index_get_bypath(index, path, 0);
	bool held = staged && git_blob_lookup(&blob, g->repo, &staged->id) == 0;
	if (staged && !held)
		TRY(unread(g));
	if (held) {
		struct pointer p;
		bool pointer;
		digest_of(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), &p, &pointer);
		if (!list_has(out, p.digest))
			*LIST_ADD(sc, out) = scope_copy(sc, p.digest);
	}
	git_blob_free(blob);
	return NULL;
}
