/* save.c: from the work tree to a commit on main, or to the end of a merge. */
#include "base/conflict.h"
#include "store/git/git_private.h"
#include <unistd.h>

enum { MERGE_HEADS = 16 };              /* sides of one merge besides main */

struct changes { struct store_change *at; size_t count, cap; };

/* What main's tip has within the layout, as an index in memory; a fresh package has nothing. */
static const struct fault *committed(struct scope *sc, struct store *s, struct store_id *tip, git_index **out)
{
	git_tree *tree = NULL;
	if (git_index_new(out))
		return store_git_fault("reading the version");
	scope_defer(sc, store_git_close_index, *out);
	TRY(store_tip(s, STORE_MAIN, tip));
	if (!tip->hex[0])
		return NULL;
	TRY(store_git_tree(sc, store_git_of(s), tip, &tree));
	return git_index_read_tree(*out, tree) ? store_git_fault("reading the version") : NULL;
}

static bool saved_by_us(const struct store_git_file *f) { return !f->link && f->kind != LAYOUT_STRAY; }

static bool still_there(const struct store_git_scan *scan, const char *path)
{
	size_t low = 0, high = scan->count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int d = strcmp(path, scan->at[mid].path);
		if (d == 0)
			return saved_by_us(&scan->at[mid]);
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return false;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct store_change *)a)->path, ((const struct store_change *)b)->path);
}

static void add_removed(struct scope *sc, const struct store_git_scan *scan, git_index *head, struct changes *out)
{
	for (size_t i = 0; i < git_index_entrycount(head); i++) {
		const git_index_entry *e = git_index_get_byindex(head, i);
		if (layout_kind_of(e->path) != LAYOUT_STRAY && !still_there(scan, e->path)
		    && !store_git_is_left_out(scan, e->path))
			*LIST_ADD(sc, out) = (struct store_change){ scope_copy(sc, e->path), STORE_REMOVED };
	}
}

const struct fault *store_git_changes(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct changes changes = {0};
	struct store_id tip;
	git_index *head = NULL;
	TRY(store_git_scan(sc, g, &scan));
	TRY(committed(sc, s, &tip, &head));
	for (size_t i = 0; i < scan.count; i++) {
		const struct store_git_file *f = &scan.at[i];
		if (!saved_by_us(f))
			continue;
		const git_index_entry *was = git_index_get_bypath(head, f->path, 0);
		git_oid oid = {{0}};
		const struct fault *fault = store_git_blob(g, &scan, f, false, &oid);
		if (fault && fault->code != FAULT_REFUSED)
			return fault;           /* too large a text differs for certain */
		if (!was || fault || !git_oid_equal(&was->id, &oid))
			*LIST_ADD(sc, &changes) = (struct store_change){ f->path, was ? STORE_CHANGED : STORE_ADDED };
	}
	add_removed(sc, &scan, head, &changes);
	if (changes.count)
		qsort(changes.at, changes.count, sizeof *changes.at, by_path);
	*out = changes.at;
	*count = changes.count;
	return NULL;
}

const struct fault *store_git_removed(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	struct store_git_scan scan = {0};
	struct changes changes = {0};
	struct store_id tip;
	git_index *head = NULL;
	TRY(store_git_scan(sc, store_git_of(s), &scan));
	TRY(committed(sc, s, &tip, &head));
	add_removed(sc, &scan, head, &changes);         /* in the order of the index: by path */
	*out = changes.at;
	*count = changes.count;
	return NULL;
}

static const struct fault *find_branch(struct store_git *g, bool *main)
{
	git_reference *head = NULL;
	if (git_reference_lookup(&head, g->repo, "HEAD"))
		return store_git_fault("reading HEAD");
	const char *target = git_reference_symbolic_target(head);
	*main = target && strcmp(target, STORE_MAIN) == 0;
	git_reference_free(head);
	return NULL;
}

bool store_git_follows_main(struct store *s)
{
	bool main = false;
	return !FAILED(find_branch(store_git_of(s), &main)) && main;    /* what cannot be read follows nothing */
}

static const struct fault *require_main(struct store_git *g)
{
	bool main = false;
	TRY(find_branch(g, &main));
	return main ? NULL : fault_advise(fault_make(FAULT_REFUSED, "the work tree is not on the branch main"),
	                                  REMEDY("git switch", "", "main"));
}

/* A merge that git began and left for people to end: what is saved has both sides as parents. */
struct merge { git_oid heads[MERGE_HEADS]; size_t count; bool under_way; };

static int add_head(const git_oid *oid, void *payload)
{
	struct merge *m = payload;
	if (m->count == MERGE_HEADS)
		return -1;
	m->heads[m->count++] = *oid;
	return 0;
}

/* What was published before its merge was tidied away is no side that is missing. */
static void drop_merged(struct store_git *g, const struct store_id *tip, struct merge *m)
{
	git_oid main;
	size_t kept = 0;
	if (!tip->hex[0] || git_oid_fromstr(&main, tip->hex))
		return;
	for (size_t i = 0; i < m->count; i++)
		if (!git_oid_equal(&main, &m->heads[i]) && git_graph_descendant_of(g->repo, &main, &m->heads[i]) != 1)
			m->heads[kept++] = m->heads[i];
	m->count = kept;
}

static const struct fault *find_merge(struct store_git *g, const struct store_id *tip, struct merge *m)
{
	int state = git_repository_state(g->repo);
	*m = (struct merge){ .under_way = state == GIT_REPOSITORY_STATE_MERGE };
	if (state == GIT_REPOSITORY_STATE_NONE || state == GIT_REPOSITORY_STATE_BISECT)
		return NULL;
	if (!m->under_way)
		return fault_advise(fault_make(FAULT_REFUSED, "a git {what} is under way; end it, or give it up, with "
			"git first", state == GIT_REPOSITORY_STATE_CHERRYPICK
			|| state == GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE ? "cherry-pick"
			: state == GIT_REPOSITORY_STATE_REVERT || state == GIT_REPOSITORY_STATE_REVERT_SEQUENCE
			? "revert" : "rebase"), REMEDY("git status"));
	if (git_repository_mergehead_foreach(g->repo, add_head, m))
		return store_git_fault("reading the merge");
	drop_merged(g, tip, m);
	return NULL;
}

/* Every line must be decided before a merge is over. */
static const struct fault *require_decided(struct store_git *g, const struct store_git_scan *scan)
{
	for (size_t i = 0; i < scan->count; i++) {
		SCOPE(turn);
		const struct store_git_file *f = &scan->at[i];
		const char *bytes = NULL;
		size_t len = 0;
		if (!saved_by_us(f) || f->kind == LAYOUT_ATTACHMENT)
			continue;
		TRY(store_git_read(turn, g, f->path, &bytes, &len));
		int line = conflict_next(bytes, len, 0);
		if (line)
			return fault_make(FAULT_REFUSED, "{file}:{line}: a mark of the merge that is under way; keep "
				"what is right, delete the lines with the marks, and save again", f->path, line);
	}
	for (size_t i = 0; i < git_index_entrycount(scan->index); i++) {
		const git_index_entry *e = git_index_get_byindex(scan->index, i);
		if (git_index_entry_is_conflict(e) && layout_kind_of(e->path) == LAYOUT_STRAY)
			return fault_advise(fault_make(FAULT_REFUSED, "{file}, which is no part of the package, is not "
				"merged yet", e->path), REMEDY("git add", "", e->path));
	}
	return NULL;
}

/* git's memory of the work tree becomes what was just saved, so that its status is clean. */
static const struct fault *renew_index(struct store_git *g, struct store_git_scan *scan, git_index *next)
{
	if (git_index_clear(scan->index))
		return store_git_fault("writing the index");
	for (size_t i = 0; i < git_index_entrycount(next); i++)
		if (git_index_add(scan->index, git_index_get_byindex(next, i)))
			return store_git_fault("writing the index");
	return store_git_write_index(g, scan->index);
}

/* What is left to do once main has moved; without a version of this save it is all there was to do. */
static const struct fault *end_save(struct store_git *g, struct store_git_scan *scan, git_index *next, bool merging)
{
	return merging && git_repository_state_cleanup(g->repo) ? store_git_fault("ending the merge")
	       : renew_index(g, scan, next);
}

/* In one place a file, in the other a folder of that name. */
static bool collides(git_index *next, const char *path)
{
	SCOPE(turn);
	size_t at = 0;
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/'))
		if (git_index_get_bypath(next, scope_copy_bytes(turn, path, (size_t)(slash - path)), 0))
			return true;
	return git_index_find_prefix(&at, next, scope_printf(turn, "%s/", path)) == 0;
}

/* An entry whose object is missing would end the writing of the index. */
static bool is_here(struct store_git *g, const git_oid *id)
{
	git_odb *odb = NULL;
	bool here = git_repository_odb(&odb, g->repo) == 0 && git_odb_exists(odb, id);
	git_odb_free(odb);
	return here;
}

/* What is no part of the package, and a person put into git's index for a commit of their own, stays in it: main never
 * had it so. */
static const struct fault *keep_staged(struct store_git *g, const struct store_git_scan *scan, git_index *next)
{
	int looks = STORE_GIT_LOOKS;
	for (size_t i = 0; i < git_index_entrycount(scan->index); i++) {
		const git_index_entry *e = git_index_get_byindex(scan->index, i);
		const git_index_entry *saved = git_index_get_bypath(next, e->path, 0);
		if (layout_kind_of(e->path) != LAYOUT_STRAY || git_index_entry_is_conflict(e) || !is_here(g, &e->id)
		    || (saved && git_oid_equal(&saved->id, &e->id) && saved->mode == e->mode)
		    || collides(next, e->path) || store_git_main_had(g, e, &looks))
			continue;
		if (git_index_add(next, e))
			return store_git_fault("keeping {file}", e->path);
	}
	return NULL;
}

/* As it is saved; what the folder leaves out goes on being left out. */
static int recall_one(const struct store_git_scan *scan, const git_index_entry *saved, git_index *next)
{
	git_index_entry e = *saved;
	if (store_git_is_left_out(scan, saved->path))
		e.flags_extended |= GIT_INDEX_ENTRY_SKIP_WORKTREE;
	return git_index_add(next, &e);
}

/* strays: where that which is no part of the package is taken from: main's tip, or git's index in a merge. */
static const struct fault *gather(struct store_git *g, const struct store_git_scan *scan, git_index *strays,
                                  git_index *next)
{
	for (size_t i = 0; i < git_index_entrycount(strays); i++) {
		const git_index_entry *e = git_index_get_byindex(strays, i);
		if ((layout_kind_of(e->path) == LAYOUT_STRAY || store_git_is_left_out(scan, e->path))
		    && recall_one(scan, e, next))
			return store_git_fault("keeping {file}", e->path);
	}
	for (size_t i = 0; i < scan->count; i++) {
		git_oid oid;
		git_index_entry entry;
		if (!saved_by_us(&scan->at[i]))
			continue;
		TRY(store_git_blob(g, scan, &scan->at[i], true, &oid));
		store_git_index_entry(&scan->at[i], &oid, &entry);
		if (git_index_add(next, &entry))
			return store_git_fault("adding {file}", scan->at[i].path);
	}
	return NULL;
}

/* moved: of store_git_moved(), where the work tree follows, which holds the same; else NULL. */
static const struct fault *commit(struct scope *sc, struct store *s, const struct store_person *person,
                                  const char *message, const struct store_id *tip, const struct merge *merge,
                                  const git_oid *tree_id, const char *moved, struct store_id *out)
{
	struct store_git *g = store_git_of(s);
	git_tree *tree = NULL;
	git_commit *parents[MERGE_HEADS + 1] = {0};
	size_t count = 0;
	git_signature *author = NULL;
	git_oid parent_id;
	if (git_tree_lookup(&tree, g->repo, tree_id))
		return store_git_fault("saving");
	scope_defer(sc, store_git_close_tree, tree);
	if (tip->hex[0]) {
		TRY(store_git_oid(tip, &parent_id));
		if (git_commit_lookup(&parents[count], g->repo, &parent_id))
			return store_git_fault("saving");
		scope_defer(sc, store_git_close_commit, parents[count++]);
	}
	for (size_t i = 0; i < merge->count; i++) {
		if (git_commit_lookup(&parents[count], g->repo, &merge->heads[i]))
			return store_git_fault("reading the merge");
		scope_defer(sc, store_git_close_commit, parents[count++]);
	}
	if (git_signature_new(&author, person->name, person->email, person->time, person->offset))
		return store_git_fault("saving as {person}", person->name);
	const git_commit *given[MERGE_HEADS + 1];
	for (size_t i = 0; i < count; i++)
		given[i] = parents[i];
	git_buf bytes = GIT_BUF_INIT;
	int e = git_commit_create_buffer(&bytes, g->repo, author, author, NULL, message, tree, count, given);
	const struct fault *f = store_git_fault("saving");
	struct buf *object = buf_new(sc);
	buf_put(object, e ? "" : bytes.ptr, e ? 0 : bytes.size);
	git_buf_dispose(&bytes);
	git_signature_free(author);
	if (e)
		return f;
	struct store_id id;
	TRY(store_sign(sc, s, person, &object));
	TRY(store_git_put_commit(g, object, PHRASE("saving"), &id));
	if (moved)
		store_git_begin_came(s, &id, moved);
	TRY(store_publish(s, STORE_MAIN, tip, &id));
	*out = id;
	return NULL;
}

/* What main's tip holds, each file that stands in the work tree just so with what git needs in order to know it. */
static const struct fault *recall(struct store_git *g, const struct store_git_scan *scan, git_index *head,
                                  git_index *next)
{
	for (size_t i = 0; i < git_index_entrycount(head); i++)
		if (recall_one(scan, git_index_get_byindex(head, i), next))
			return store_git_fault("writing the index");
	for (size_t i = 0; i < scan->count; i++) {
		const git_index_entry *was = git_index_get_bypath(head, scan->at[i].path, 0);
		git_oid oid = {{0}};
		git_index_entry entry;
		const struct fault *f = was && saved_by_us(&scan->at[i])
			? store_git_blob(g, scan, &scan->at[i], false, &oid) : NULL;
		if (f && f->code != FAULT_REFUSED)
			return f;               /* too large a text differs for certain */
		if (f || !was || !git_oid_equal(&oid, &was->id))
			continue;
		store_git_index_entry(&scan->at[i], &oid, &entry);
		if (git_index_add(next, &entry))
			return store_git_fault("adding {file}", scan->at[i].path);
	}
	return NULL;
}

static bool same_entries(git_index *a, git_index *b)
{
	bool same = git_index_entrycount(a) == git_index_entrycount(b);
	for (size_t i = 0; same && i < git_index_entrycount(a); i++) {
		const git_index_entry *x = git_index_get_byindex(a, i), *y = git_index_get_byindex(b, i);
		same = strcmp(x->path, y->path) == 0 && git_oid_equal(&x->id, &y->id) && x->mode == y->mode;
	}
	return same;
}

const struct fault *store_git_settle(struct scope *sc, struct store *s, bool only_look, bool *differs)
{
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct store_id tip;
	git_index *head = NULL, *next = NULL;
	*differs = false;
	if (git_repository_state(g->repo) != GIT_REPOSITORY_STATE_NONE || !store_git_follows_main(s))
		return NULL;                    /* the index of a merge, or of another branch, is the person's */
	TRY(store_git_scan(sc, g, &scan));
	if (git_index_has_conflicts(scan.index))
		return NULL;                    /* as git stash and git merge --squash leave them */
	TRY(committed(sc, s, &tip, &head));
	if (git_index_new(&next))
		return store_git_fault("writing the index");
	scope_defer(sc, store_git_close_index, next);
	TRY(recall(g, &scan, head, next));
	TRY(keep_staged(g, &scan, next));
	*differs = !same_entries(scan.index, next);
	return only_look ? NULL : renew_index(g, &scan, next);
}

/* behind: main moved on after the work tree caught up with it, and is to be caught up with first. */
static const struct fault *save(struct scope *sc, struct store *s, const struct store_person *person,
                                const char *message, bool *behind, struct store_id *out)
{
	struct store_git *g = store_git_of(s);
	struct store_git_scan scan = {0};
	struct store_id tip;
	git_index *head = NULL, *next = NULL;
	git_tree *old = NULL;
	git_oid tree;
	struct merge merge;
	const char *moved = store_git_moved(sc, s);
	out->hex[0] = '\0';
	TRY(require_main(g));
	TRY(store_git_scan(sc, g, &scan));
	TRY(committed(sc, s, &tip, &head));
	*behind = store_git_is_behind(s, &tip);
	TRY(fault_missed());
	if (*behind)
		return fault_make(FAULT_CONFLICT, "somebody saved a version meanwhile; do it again");
	TRY(store_git_refuse_twins(g, head));
	TRY(find_merge(g, &tip, &merge));
	if (merge.under_way || git_index_has_conflicts(scan.index))
		TRY(require_decided(g, &scan));
	if (git_index_new(&next))
		return store_git_fault("saving");
	scope_defer(sc, store_git_close_index, next);
	TRY(gather(g, &scan, merge.under_way ? scan.index : head, next));
	if (git_index_write_tree_to(&tree, next, g->repo))
		return store_git_fault("saving");
	bool holds = git_index_entrycount(next) > 0;
	TRY(keep_staged(g, &scan, next));
	if (tip.hex[0])
		TRY(store_git_tree(sc, g, &tip, &old));
	if (merge.count || (old ? !git_oid_equal(git_tree_id(old), &tree) : holds))
		TRY(commit(sc, s, person, message, &tip, &merge, &tree, moved, out));
	store_git_note_came(s, out->hex[0] ? out : &tip, moved);
	const struct fault *f = end_save(g, &scan, next, merge.under_way);
	return f && out->hex[0] ? fault_while(f, "the version itself is saved") : f;
}

/* Who saves in the same folder by other means, again and again, leaves gaps: what they saved is then what this stands
 * on, and nothing of it is lost, for they saved what lies there. */
const struct fault *store_git_save(struct scope *sc, struct store *s, const struct store_person *person,
                                   const char *message, struct store_id *out)
{
	enum { TRIES = 20 };
	const struct fault *f = NULL;
	for (int i = 0; i < TRIES; i++) {
		bool behind = false;
		f = save(sc, s, person, message, &behind, out);
		if (!f || f->code != FAULT_CONFLICT || behind)
			break;
		nanosleep(&(struct timespec){ 0, (1 + i % 8) * (10 + getpid() % 7) * 1000 * 1000L }, NULL);
	}
	return f;
}

static const struct fault *lay_file(struct store_git *g, git_index *next, const struct store_blob *f)
{
	const git_index_entry *was = git_index_get_bypath(next, f->path, 0);
	git_index_entry entry = { .mode = was ? was->mode : GIT_FILEMODE_BLOB, .path = f->path };
	if (git_blob_create_from_buffer(&entry.id, g->repo, f->bytes, f->len) || git_index_add(next, &entry))
		return store_git_fault("adding {file}", f->path);
	return NULL;
}

const struct fault *store_git_lay(struct scope *sc, struct store *s, const struct store_person *person,
                                  const char *message, const struct store_id *tip, const struct store_blob *files,
                                  size_t count, struct store_id *out)
{
	struct store_git *g = store_git_of(s);
	struct store_id now;
	git_index *next = NULL;
	git_tree *old = NULL;
	git_oid tree;
	out->hex[0] = '\0';
	TRY(committed(sc, s, &now, &next));
	if (strcmp(now.hex, tip->hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody else wrote to this package at the same moment; try again");
	for (size_t i = 0; i < count; i++)
		TRY(lay_file(g, next, &files[i]));
	if (git_index_write_tree_to(&tree, next, g->repo))
		return store_git_fault("saving");
	TRY(store_git_tree(sc, g, tip, &old));
	if (git_oid_equal(git_tree_id(old), &tree))
		return NULL;
	const char *moved = store_git_moved(sc, s);
	bool follows = store_git_follows_main(s) && store_git_follows_came(s, tip);
	TRY(fault_missed());
	TRY(commit(sc, s, person, message, tip, &(struct merge){0}, &tree, follows ? moved : NULL, out));
	if (follows)
		store_git_note_came(s, out, moved);
	return NULL;
}
