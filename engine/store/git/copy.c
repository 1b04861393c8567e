/* copy.c: a repository brought up to date with another one: what sarflow backup makes, and restore-from reads. */
#include "store/git/git_private.h"
#include "base/digest.h"
#include "base/temporary.h"
#include "store/backup.h"
#include "store/mend.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct reference { const char *name; git_oid oid; };
struct references { struct reference *at; size_t count, cap; };

/* --- the copy's folder --- */

/* Aside, and then into its place by its name: never half a repository. */
static const struct fault *make_bare(const char *folder)
{
	SCOPE(turn);
	git_repository *repo = NULL;
	git_repository_init_options options;
	size_t n = strlen(folder) - strlen(path_base(folder));
	const char *above = n ? scope_copy_bytes(turn, folder, n) : ".", *aside = NULL;
	temporary_sweep(above);
	TRY(temporary_folder(turn, above, &aside));
	git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_NO_REINIT | GIT_REPOSITORY_INIT_MKPATH;
	options.initial_head = "main";
	int e = git_repository_init_ext(&repo, aside, &options);
	const struct fault *f = e ? store_git_fault("making the copy {folder}", folder) : NULL;
	git_repository_free(repo);
	TRY(f);
	return rename(aside, folder) == 0 ? NULL : fault_errno("making the copy {folder}", folder);
}

/* git looks above a folder as well; a copy is the folder itself. */
static bool is_itself(const struct store *s, const char *folder)
{
	struct stat a, b;
	return stat(folder, &a) == 0 && stat(store_git_of((struct store *)(uintptr_t)s)->folder, &b) == 0
	       && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

const struct fault *store_backup_open(struct scope *sc, const char *folder, bool make, struct store **out)
{
	store_git_begin();
	if (!file_exists(folder) && !make)
		return fault_make(FAULT_NOT_FOUND, "there is no folder {folder}", folder);
	if (!file_exists(folder))
		TRY(make_bare(folder));
	TRY(store_git_look(sc, folder, out));
	return is_itself(*out, folder) ? NULL : fault_make(FAULT_REFUSED, "{folder} is no copy of a package", folder);
}

static const struct fault *pass(void *context, const struct store_commit *commit)
{
	(void)context;
	(void)commit;
	return NULL;
}

const struct fault *store_copiable(struct store *from)
{
	static const char *const refs[] = { STORE_JOURNAL, STORE_MAIN };
	struct store_id all = {""};
	for (size_t i = 0; i < countof(refs) && git_repository_is_shallow(store_git_of(from)->repo) == 1; i++) {
		SCOPE(turn);
		struct store_id tip = {""};
		TRY(store_git_tip(from, refs[i], &tip));
		if (tip.hex[0])
			TRY(store_git_reach(turn, from, &tip, &all, pass, NULL));
	}
	return NULL;
}

/* --- references --- */

static void close_iterator(void *p) { git_reference_iterator_free(p); }

/* Remotes are somebody else's, a stash is the person's. */
static bool is_copied(const char *name)
{
	return strncmp(name, "refs/", 5) == 0 && strncmp(name, "refs/remotes/", 13) != 0
	       && strcmp(name, "refs/stash") != 0;
}

static const struct fault *read_references(struct scope *sc, struct store_git *g, struct references *out)
{
	git_reference_iterator *all = NULL;
	git_reference *ref = NULL;
	int e;
	if (git_reference_iterator_new(&all, g->repo))
		return store_git_fault("reading the package {folder}", g->folder);
	scope_defer(sc, close_iterator, all);
	while ((e = git_reference_next(&ref, all)) == 0) {
		if (git_reference_type(ref) == GIT_REFERENCE_DIRECT && is_copied(git_reference_name(ref)))
			*LIST_ADD(sc, out) = (struct reference){ scope_copy(sc, git_reference_name(ref)),
				*git_reference_target(ref) };
		git_reference_free(ref);
	}
	return e == GIT_ITEROVER ? NULL : store_git_fault("reading the package {folder}", g->folder);
}

/* The journal and main go on from where they are, or the copy holds another history, which nobody may lose. */
static const struct fault *judge(struct store *to, struct store *from, const char *name)
{
	struct store_id is, next;
	bool follows = false;
	TRY(store_tip(to, name, &is));
	TRY(store_tip(from, name, &next));
	if (!is.hex[0] || strcmp(is.hex, next.hex) == 0)
		return NULL;
	git_oid oid;
	TRY(store_git_oid(&is, &oid));
	if (next.hex[0] && store_git_was_written(store_git_of(from), &oid))
		TRY(store_follows(from, &next, &is, &follows));
	return follows ? NULL : fault_make(FAULT_REFUSED, "{folder} holds a history of {name} that this package does "
		"not go on from; keep it, and copy to another folder", to->name, name);
}

static bool is_named(struct store *s, const struct reference *r)
{
	git_oid now;
	return git_reference_name_to_id(&now, store_git_of(s)->repo, r->name) == 0 && git_oid_equal(&now, &r->oid);
}

static const struct fault *move(struct store *to, const struct reference *r, struct store_copied *out)
{
	git_reference *ref = NULL;
	struct store_git *g = store_git_of(to);
	struct store_id is, next = store_git_id(&r->oid);
	if (is_named(to, r))
		return NULL;
	out->references++;
	if (strcmp(r->name, STORE_MAIN) == 0 || strcmp(r->name, STORE_JOURNAL) == 0) {
		TRY(store_tip(to, r->name, &is));
		return store_git_publish(to, r->name, &is, &next);
	}
	int e = git_reference_create(&ref, g->repo, r->name, &r->oid, 1, "sarflow");
	git_reference_free(ref);
	return e ? store_git_fault("naming {tag}", r->name) : NULL;
}

/* Without these two it is no copy. */
static bool is_needed(const struct reference *r)
{
	return strcmp(r->name, STORE_MAIN) == 0 || strcmp(r->name, STORE_JOURNAL) == 0;
}

/* Another one that cannot be copied is told, and keeps nothing else from the copy. */
static const struct fault *leave(struct scope *sc, const struct reference *r, const struct fault *f,
                                 struct store_copied *out)
{
	if (!f || is_needed(r))
		return f;
	*LIST_ADD(sc, &out->left) = r->name;
	return NULL;
}

/* Tags, main, the journal: who finds it finds all that it speaks of.  Then the others: a name that stands in the way
 * there keeps nothing from the copy. */
static int turn_of(const struct reference *r)
{
	return strncmp(r->name, "refs/tags/", 10) == 0 ? 0 : strcmp(r->name, STORE_MAIN) == 0 ? 1
	       : strcmp(r->name, STORE_JOURNAL) == 0 ? 2 : 3;
}

static const struct fault *move_all(struct scope *sc, struct store *to, const struct references *refs,
                                    struct store_copied *out)
{
	for (int turn = 0; turn < 4; turn++)
		for (size_t i = 0; i < refs->count; i++)
			if (turn_of(&refs->at[i]) == turn)
				TRY(leave(sc, &refs->at[i], move(to, &refs->at[i], out), out));
	return NULL;
}

/* --- what they lead to --- */

struct objects {
	struct scope *sc;
	struct store *to, *from;
	struct store_git_reading *reading;
	struct store_mended read;
};

static const struct fault *say_lost(struct objects *o, const struct reference *r, size_t known)
{
	if (o->read.lost.count == known)
		return NULL;
	/* another name may lead there, too */
	TRY(store_git_reading(o->sc, o->to, o->from, false, &o->read, &o->reading));
	return fault_make(FAULT_REFUSED, "{name} leads to the object {id.12}, which cannot be read from either side; "
		"the copy names what it named before", r->name, o->read.lost.at[known]);
}

/* Copied, and read again in the copy from end to end: only then may a name lead there. */
static const struct fault *bring(struct objects *o, const struct reference *r)
{
	const struct fault *f = is_named(o->to, r) ? NULL : store_git_copy(o->to, o->from, &r->oid);
	if (f)
		return fault_while(f, "copying {name}", r->name);
	size_t known = o->read.lost.count;
	TRY(store_git_read_from(o->reading, &r->oid));
	return say_lost(o, r, known);
}

/* Keeps those that came in refs. */
static const struct fault *bring_all(struct scope *sc, struct store *to, struct store *from, struct references *refs,
                                     struct store_copied *out)
{
	struct objects o = { .sc = sc, .to = to, .from = from };
	size_t kept = 0;
	TRY(store_git_reading(sc, to, from, false, &o.read, &o.reading));
	for (size_t i = 0; i < refs->count; i++) {
		size_t left = out->left.count;
		TRY(leave(sc, &refs->at[i], bring(&o, &refs->at[i]), out));
		if (out->left.count == left)
			refs->at[kept++] = refs->at[i];
	}
	refs->count = kept;
	out->objects = o.read.came;
	return NULL;
}

/* --- content --- */

struct contents { struct scope *sc; struct store_git *to,
	*from; const struct names *purged; struct store_copied *out; };

/* What the copy has is read, each time: it is there for the day when the package is lost, and discs rot in silence.
 * damaged: something is there under that name, and is not what it says. */
static bool is_there(struct store_git *g, const char *digest, off_t size, bool *damaged)
{
	char found[DIGEST_TEXT];
	uint64_t read = 0;
	int fd = -1;
	/* what cannot be read is written anew */
	bool there = !FAILED(store_git_lfs_open(g, digest, &fd)) && fd >= 0
		&& !FAILED(digest_fd(fd, digest, found, &read)) && strcmp(found, digest) == 0;
	*damaged = fd >= 0 && !there;
	if (fd >= 0)
		close(fd);
	return there && read == (uint64_t)size;
}

/* Only what its name says may stand there. */
static const struct fault *copy_opened(struct contents *c, const char *digest, int fd, bool stood_damaged)
{
	char found[DIGEST_TEXT];
	uint64_t size;
	struct pointer p;
	TRY(digest_fd(fd, digest, found, &size));
	if (strcmp(found, digest) != 0) {
		*LIST_ADD(c->sc, &c->out->damaged) = scope_copy(c->sc, digest);
		return NULL;
	}
	TRY(store_git_lfs_put(c->to, fd, digest, &p));
	c->out->contents++;
	c->out->bytes += size;
	if (stood_damaged)
		*LIST_ADD(c->sc, &c->out->mended) = scope_copy(c->sc, digest);
	return NULL;
}

static const struct fault *copy_one(struct contents *c, const char *digest)
{
	struct stat st;
	int fd = -1;
	bool damaged = false;
	TRY(store_git_lfs_open(c->from, digest, &fd));
	if (fd < 0)
		return NULL;
	const struct fault *f = fstat(fd, &st) != 0 ? fault_errno("{file}", digest)
		: is_there(c->to, digest, st.st_size, &damaged) ? NULL : copy_opened(c, digest, fd, damaged);
	close(fd);
	return f;
}

static const struct fault *copy_contents(struct contents *c)
{
	const char *const *paths = NULL, *folder = path_join(c->sc, c->from->folder, "lfs/objects");
	size_t count = 0;
	errno = 0;
	if (file_is_folder(folder))
		TRY(file_tree(c->sc, folder, &paths, &count));
	else if (errno && errno != ENOENT)      /* a copy without what cannot be read is none */
		return fault_errno("{folder}", folder);
	for (size_t i = 0; i < count; i++)
		if (digest_is_valid(path_base(paths[i])) && !list_has(c->purged, path_base(paths[i])))
			TRY(copy_one(c, path_base(paths[i])));
	return NULL;
}

static const struct fault *remove_purged(struct contents *c)
{
	for (size_t i = 0; i < c->purged->count; i++) {
		const char *file = store_git_lfs_path(c->sc, c->to, c->purged->at[i]);
		if (unlink(file) == 0)
			*LIST_ADD(c->sc, &c->out->removed) = c->purged->at[i];
		else if (errno != ENOENT)
			return fault_errno("removing {file}", file);
	}
	return NULL;
}

const struct fault *store_copy(struct scope *sc, struct store *to, struct store *from, const struct names *purged,
                               struct store_copied *out)
{
	struct references refs = {0};
	struct contents c = { sc, store_git_of(to), store_git_of(from), purged, out };
	*out = (struct store_copied){0};
	TRY(judge(to, from, STORE_JOURNAL));
	TRY(judge(to, from, STORE_MAIN));
	TRY(read_references(sc, c.from, &refs));
	TRY(bring_all(sc, to, from, &refs, out));
	TRY(copy_contents(&c));
	TRY(remove_purged(&c));
	TRY(store_git_sync(c.to));
	return move_all(sc, to, &refs, out);
}
