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

/* Here and below: what the machine would not look at is looked at by the next one, so the mark stays, by a fault. */
static const struct fault *see_from_before(const char *path, bool *before)
{
	struct stat st;
	TRY(file_see_ours(path, &st, before));
	*before = *before && compare(st.st_mtim, started()) < 0;
	return NULL;
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
static const struct fault *see_torn(struct store_git *g, const char *path, is_whole *whole, bool *torn)
{
	*torn = false;
	if (whole(g, path))
		return NULL;
	const struct fault *f = digest_path(path, (char[DIGEST_TEXT]){ 0 });
	*torn = !f && !whole(g, path);
	return f && f->machine ? f : NULL;      /* what is not ours to read is told to who needs it */
}

typedef const struct fault *handle(struct store_git *, const char *path, is_whole *) MUST_USE;

static const struct fault *drop_torn(struct store_git *g, const char *path, is_whole *whole)
{
	bool torn;
	TRY(see_torn(g, path, whole, &torn));
	return !torn || unlink(path) == 0 ? NULL : fault_errno("{file}", path);
}

/* Its bytes are new to the system, then, and the next sync writes them. */
static const struct fault *copy_over(struct store_git *g, const char *path, is_whole *whole)
{
	bool torn;
	TRY(see_torn(g, path, whole, &torn));
	if (torn)
		return NULL;
	TRY(file_copy_by(g->tmp, path, path));
	return chmod(path, 0444) == 0 ? NULL : fault_errno("{file}", path);
}

struct walk { struct store_git *g; struct store_git_doubt doubt; handle *handle; };

/* depth: of the folders above the files. */
static const struct fault *look_below(const struct walk *w, const char *folder, int depth, is_whole *whole)
{
	SCOPE(turn);
	const char *const *names = NULL;
	size_t count = 0;
	struct stat st;
	bool there;
	TRY(file_see_ours(folder, &st, &there));
	if (!there || !S_ISDIR(st.st_mode))
		return NULL;
	TRY(file_names(turn, folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(turn, folder, names[i]);
		if (depth > 0 && strlen(names[i]) == 2)
			TRY(look_below(w, path, depth - 1, whole));
		if (depth > 0)
			continue;
		TRY(file_see_ours(path, &st, &there));
		if (there && S_ISREG(st.st_mode) && store_git_is_doubtful(&w->doubt, &st))
			TRY(w->handle(w->g, path, whole));
	}
	return NULL;
}

static const struct fault *look_at_all(const struct walk *w)
{
	SCOPE(turn);
	TRY(look_below(w, path_join(turn, w->g->folder, "objects"), 1, is_whole_object));
	return look_below(w, path_join(turn, w->g->folder, "lfs/objects"), 2, is_whole_content);
}

/* A file of the work tree that may be torn must not pass for what the index remembers: as git does where times are too
 * close, its entry says 0 bytes, which is never what lies there. */
static const struct fault *distrust_index(struct store_git *g, const struct store_git_doubt *d)
{
	SCOPE(turn);
	git_index *index = NULL;
	bool changed = false;
	TRY(store_git_index(turn, g, &index));
	for (size_t i = 0; i < git_index_entrycount(index); i++) {
		SCOPE(sc);
		struct stat st;
		bool there;
		git_index_entry e = *git_index_get_byindex(index, i);
		TRY(file_see_ours(path_join(sc, g->work, e.path), &st, &there));
		if (git_index_entry_is_conflict(&e) || !there || !store_git_is_doubtful(d, &st))
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

static const struct fault *look_after_start(struct store_git *g)
{
	struct walk w = { g, store_git_doubt(g), drop_torn };
	TRY(free_old_locks(g));
	TRY(look_at_all(&w));
	return g->work ? distrust_index(g, &w.doubt) : NULL;
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

static const struct fault *write_again(struct store_git *g)
{
	struct walk w = { g, store_git_doubt(g), copy_over };
	w.doubt.until.tv_sec = INT64_MAX;
	TRY(look_at_all(&w));
	return g->work ? copy_work(g, &w.doubt) : NULL;
}

const struct fault *store_git_recover(struct store_git *g, const char *lock)
{
	SCOPE(turn);
	const char *begun = path_join(turn, g->folder, "sarflow.recovering"), *failed = unsynced(turn, g);
	struct stat st;
	bool before, there;
	TRY(see_from_before(lock, &before));
	if (before)
		TRY(put_mark(begun));   /* the lock's time goes on; what is not ended is begun again */
	TRY(file_see_ours(begun, &st, &there));
	if (there) {
		TRY(look_after_start(g));
		TRY(drop_mark(begun));
	}
	TRY(file_see_ours(failed, &st, &there));
	if (there) {
		TRY(write_again(g));
		TRY(drop_mark(failed));
	}
	return NULL;
}
