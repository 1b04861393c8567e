/* recover.c: after the machine has gone down: what it may have torn is looked at before anything is built on it.
 *
 * Objects, the content of attachments and git's index are written without a sync of their own; they are on the disc
 * with the next one that publishes something (append.c).  What was written after the last publication and before the
 * machine started may therefore be there by name and not whole, and neither libgit2 nor we write a second time what is
 * there.
 *
 * The same holds when a sync fails: the system takes what it could not write for written from then on, shows it to
 * whoever reads, and a second sync says that all is well. */
#include "base/digest.h"
#include "store/git/git_private.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int compare(struct timespec a, struct timespec b)
{
	return a.tv_sec != b.tv_sec ? (a.tv_sec < b.tv_sec ? -1 : 1) : a.tv_nsec != b.tv_nsec
		? (a.tv_nsec < b.tv_nsec ? -1 : 1) : 0;
}

static struct timespec started(void)
{
	struct timespec now = {0}, up = {0};
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &up);
	now.tv_sec -= up.tv_sec + (now.tv_nsec < up.tv_nsec);
	now.tv_nsec += now.tv_nsec < up.tv_nsec ? 1000000000 - up.tv_nsec : -up.tv_nsec;
	return now;
}

/* The file with a reference's value is written before the sync that makes all durable, and renamed after it. */
static struct timespec published(struct store_git *g)
{
	static const char *const refs[] = { STORE_MAIN, STORE_JOURNAL, "packed-refs" };
	struct timespec last = {0};
	for (size_t i = 0; i < countof(refs); i++) {
		SCOPE(turn);
		struct stat st;
		if (stat(path_join(turn, g->folder, refs[i]), &st) == 0 && compare(st.st_mtim, last) > 0)
			last = st.st_mtim;
	}
	last.tv_nsec = 0;               /* libgit2 touches what is there already, in whole seconds */
	return last;
}

struct store_git_doubt store_git_doubt(struct store_git *g)
{
	return (struct store_git_doubt){ published(g), started() };
}

bool store_git_is_doubtful(const struct store_git_doubt *d, const struct stat *st)
{
	return compare(st->st_mtim, d->from) >= 0 && compare(st->st_mtim, d->until) < 0;
}

static const struct fault *see_from_before(const char *path, bool *before)
{
	struct stat st;
	TRY(file_see_ours(path, &st, before));
	*before = *before && compare(st.st_mtim, started()) < 0;
	return NULL;
}

/* left: not all could be looked at. */
struct walk;
typedef const struct fault *handle(struct walk *, const char *path, bool torn) MUST_USE;
struct walk { struct store_git *g; struct store_git_doubt doubt; handle *handle; bool left; };

/* What the machine cannot read is left to the next one: a place that stays so keeps nobody from working, nor from
 * mending. */
static const struct fault *leave(struct walk *w, const struct fault *f)
{
	w->left = w->left || (f && f->machine);
	return f && f->machine ? NULL : f;
}

/* Is it what its name says?  Two letters of the folder stand before it, if it is git's. */
static bool is_whole_object(struct store_git *g, const char *path)
{
	SCOPE(turn);
	git_odb *odb = NULL;
	git_odb_object *object = NULL;
	git_oid oid;
	const char *hex = scope_printf(turn, "%.2s%s", path_base(path) - 3, path_base(path));
	if (strlen(hex) != GIT_OID_HEXSZ || git_oid_fromstr(&oid, hex))
		return true;            /* no object: whose it is, we do not know */
	if (git_repository_odb(&odb, g->repo))
		return true;
	bool whole = git_odb_read(&object, odb, &oid) == 0;
	git_odb_object_free(object);
	git_odb_free(odb);
	return whole;
}

static const struct fault *digest_path(const char *path, char digest[DIGEST_TEXT])
{
	uint64_t size;
	int fd = -1;
	TRY(file_open(path, &fd));
	const struct fault *f = digest_fd(fd, path, digest, &size);
	close(fd);
	return f;
}

static bool is_whole_content(struct store_git *g, const char *path)
{
	char digest[DIGEST_TEXT];
	(void)g;
	/* what cannot be read is read once more by who asks */
	return !FAILED(digest_path(path, digest)) && strcmp(digest, path_base(path)) == 0;
}

typedef bool is_whole(struct store_git *, const char *path);

/* A disc that fails tears nothing. */
static const struct fault *handle_one(struct walk *w, const char *path, is_whole *whole)
{
	if (whole(w->g, path))
		return w->handle(w, path, false);
	const struct fault *f = digest_path(path, (char[DIGEST_TEXT]){ 0 });
	if (f)                          /* what is not ours to read is told to who needs it */
		return f->machine ? leave(w, f) : NULL;
	return w->handle(w, path, !whole(w->g, path));
}

static const struct fault *drop_torn(struct walk *w, const char *path, bool torn)
{
	(void)w;
	return !torn || unlink(path) == 0 ? NULL : fault_errno("{file}", path);
}

/* Its bytes are new to the system, then, and the next sync writes them. */
static const struct fault *copy_over(struct walk *w, const char *path, bool torn)
{
	if (torn)
		return NULL;
	TRY(file_copy_by(w->g->tmp, path, path));
	return chmod(path, 0444) == 0 ? NULL : fault_errno("{file}", path);
}

/* Once more where it fails for a moment. */
static const struct fault *see(const char *path, struct stat *st, bool *there)
{
	return FAILED(file_see_ours(path, st, there)) ? file_see_ours(path, st, there) : NULL;
}

static const struct fault *look_at_file(struct walk *w, const char *path, is_whole *whole)
{
	struct stat st;
	bool there;
	TRY(leave(w, see(path, &st, &there)));
	bool doubtful = there && S_ISREG(st.st_mode) && store_git_is_doubtful(&w->doubt, &st);
	return doubtful ? handle_one(w, path, whole) : NULL;
}

/* depth: of the folders above the files. */
static const struct fault *look_below(struct walk *w, const char *folder, int depth, is_whole *whole)
{
	SCOPE(turn);
	const char *const *names = NULL;
	size_t count = 0;
	struct stat st;
	bool there;
	TRY(leave(w, see(folder, &st, &there)));
	if (there && S_ISDIR(st.st_mode))
		TRY(leave(w, file_names(turn, folder, &names, &count)));
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(turn, folder, names[i]);
		if (depth == 0)
			TRY(look_at_file(w, path, whole));
		else if (strlen(names[i]) == 2)
			TRY(look_below(w, path, depth - 1, whole));
	}
	return NULL;
}

static const struct fault *look_at_all(struct walk *w)
{
	SCOPE(turn);
	TRY(look_below(w, path_join(turn, w->g->folder, "objects"), 1, is_whole_object));
	return look_below(w, path_join(turn, w->g->folder, "lfs/objects"), 2, is_whole_content);
}

/* A file of the work tree that may be torn must not pass for what the index remembers: as git does where times are too
 * close, its entry says 0 bytes, which is never what lies there. */
static const struct fault *distrust_index(struct walk *w)
{
	SCOPE(turn);
	struct store_git *g = w->g;
	git_index *index = NULL;
	bool changed = false;
	TRY(store_git_index(turn, g, &index));
	for (size_t i = 0; i < git_index_entrycount(index); i++) {
		SCOPE(sc);
		struct stat st;
		bool there;
		git_index_entry e = *git_index_get_byindex(index, i);
		TRY(leave(w, see(path_join(sc, g->work, e.path), &st, &there)));
		if (git_index_entry_is_conflict(&e) || !there || !store_git_is_doubtful(&w->doubt, &st))
			continue;
		e.path = scope_copy(sc, e.path);
		e.file_size = 0;
		e.mtime.seconds = 0;
		changed = true;
		if (git_index_add(index, &e) != 0 && git_index_remove(index, e.path, 0) == 0)
			i--;            /* what it stood for is gone: the file is new again */
	}
	return changed ? store_git_write_index(g, index) : NULL;
}

/* A lock of git's that is older than the machine's start is nobody's any more. */
static const struct fault *free_old_locks(struct store_git *g)
{
	static const char *const locks[] = { "index.lock", STORE_MAIN ".lock", STORE_JOURNAL ".lock" };
	for (size_t i = 0; i < countof(locks); i++) {
		SCOPE(turn);
		const char *lock = path_join(turn, g->folder, locks[i]);
		bool before;
		TRY(see_from_before(lock, &before));
		if (before && unlink(lock) != 0 && fault_is_of_machine(errno))
			return fault_errno("{file}", lock);
	}
	return NULL;
}

/* --- marks of what is still to be done --- */

static const struct fault *put_mark(const char *mark)
{
	int fd = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return errno == EEXIST ? NULL : fault_errno("{file}", mark);
	close(fd);
	return NULL;
}

/* By the next look more is published: the mark has the time from which on this one looked. */
static const struct fault *put_left(const struct walk *w, const char *mark)
{
	TRY(put_mark(mark));
	const struct timespec times[2] = { w->doubt.from, w->doubt.from };
	return utimensat(AT_FDCWD, mark, times, AT_SYMLINK_NOFOLLOW) == 0 ? NULL : fault_errno("{file}", mark);
}

static struct walk walk_since(struct store_git *g, handle *h, const struct stat *mark)
{
	struct walk w = { .g = g, .doubt = store_git_doubt(g), .handle = h };
	if (mark && compare(mark->st_mtim, w.doubt.from) < 0)
		w.doubt.from = mark->st_mtim;
	return w;
}

static const struct fault *drop_mark(const char *mark)
{
	return unlink(mark) == 0 ? NULL : fault_errno("{file}", mark);
}

/* --- after a sync that failed --- */

static const char *unsynced(struct scope *sc, struct store_git *g)
{
	return path_join(sc, g->folder, "sarflow.unsynced");
}

void store_git_note_unsynced(struct store_git *g)
{
	SCOPE(turn);
	const char *mark = unsynced(turn, g);
	/* once more, for a moment; that the disc fails is told to who writes, and no more can be done on it */
	(void)(FAILED(put_mark(mark)) && FAILED(put_mark(mark)));
}

/* Nobody saved these yet, or git's index hides it if they lose a part. */
static const struct fault *copy_work(struct store_git *g, const struct store_git_doubt *d)
{
	SCOPE(sc);
	struct store_git_scan scan = {0};
	TRY(store_git_scan(sc, g, &scan));
	for (size_t i = 0; i < scan.count; i++) {
		const struct store_git_file *f = &scan.at[i];
		const char *path = path_join(sc, g->work, f->path);
		if (f->link || f->kind == LAYOUT_STRAY || !store_git_is_doubtful(d, &f->st))
			continue;
		TRY(file_copy_by(g->tmp, path, path));
		if (chmod(path, f->st.st_mode & 07777) != 0)
			return fault_errno("{file}", path);
	}
	return NULL;
}

static const struct fault *look_after_start(struct walk *w)
{
	TRY(free_old_locks(w->g));
	TRY(look_at_all(w));
	return w->g->work ? distrust_index(w) : NULL;
}

static const struct fault *write_again(struct walk *w)
{
	w->doubt.until.tv_sec = INT64_MAX;
	TRY(look_at_all(w));
	return w->g->work ? copy_work(w->g, &w->doubt) : NULL;
}

const struct fault *store_git_recover(struct store_git *g, const char *lock)
{
	SCOPE(turn);
	const char *begun = path_join(turn, g->folder, "sarflow.recovering"), *failed = unsynced(turn, g);
	struct stat st;
	bool before, marked;
	TRY(see_from_before(lock, &before));
	TRY(file_see_ours(begun, &st, &marked));
	struct walk started_anew = walk_since(g, drop_torn, marked ? &st : NULL);
	if (before || marked)
		TRY(look_after_start(&started_anew));
	if (started_anew.left)
		TRY(put_left(&started_anew, begun));    /* the lock's time goes on when this one has it */
	else if (marked)
		TRY(drop_mark(begun));
	TRY(file_see_ours(failed, &st, &marked));
	if (!marked)
		return NULL;
	struct walk not_synced = walk_since(g, copy_over, &st);
	TRY(write_again(&not_synced));
	return not_synced.left ? put_left(&not_synced, failed) : drop_mark(failed);
}
