/* lock.c: writers of a package take turns; what a dead one left behind goes.
 *
 * The lock is flock() on a file that stays.  In the file stands who has
 * it, or had it last: "held" or "done", process, machine, time, and the
 * journal's tip when it was taken.  Who ends well makes it empty as it
 * leaves; so whoever finds words there knows that the last one died, or
 * failed, and that what is behind that tip may be its own.
 *
 * git's own locks (index.lock, REF.lock) are taken by a second name of a
 * file in our folder of temporaries: one of ours that was left is thereby
 * known, and one that another program made is not touched: but for one on
 * what is ours alone, below refs/sar, that has stood for two seconds. */
#include "base/cage.h"
#include "base/temporary.h"
#include "store/git/git_private.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum { MARK = 256, HOST = 64 };

/* The lock that this process had last, and what it wrote there. */
static struct { pthread_mutex_t turn; char path[4096], mark[MARK]; pid_t pid; bool asked; } last
	= { .turn = PTHREAD_MUTEX_INITIALIZER };

/* --- who has it --- */

static bool put_mark(int fd, const char *state)
{
	ssize_t n = pwrite(fd, state, 4, 0);
	return n == 4;
}

/* A line; of a longer one before it something may stand behind, where its writer died. */
static void read_mark(int fd, char out[MARK])
{
	ssize_t n = pread(fd, out, MARK - 1, 0);
	out[n > 0 ? n : 0] = '\0';
	out[strcspn(out, "\n") + (strchr(out, '\n') != NULL)] = '\0';
}

static const char *this_host(char out[HOST])
{
	if (gethostname(out, HOST) != 0)
		return "-";
	out[HOST - 1] = '\0';
	for (char *c = out; *c; c++)
		if (*c <= ' ')
			*c = '-';
	return out;
}

/* Of a mark: is its process alive, as far as can be seen from here? */
static bool is_alive(const char *mark)
{
	char host[HOST], theirs[HOST] = "";
	long pid = 0;
	if (sscanf(mark + 4, " pid %ld host %63s", &pid, theirs) != 2 || strcmp(theirs, this_host(host)) != 0)
		return false;
	return kill((pid_t)pid, 0) == 0 || errno == EPERM;
}

/* What is behind the word that says whether it is held. */
static bool is_own(const char *mark)
{
	pthread_mutex_lock(&last.turn);
	bool own = last.pid == getpid() && strlen(mark) > 4 && strcmp(mark + 4, last.mark + 4) == 0;
	pthread_mutex_unlock(&last.turn);
	return own;
}

static void empty(const char *path, const char *mark)
{
	char now[MARK];
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		read_mark(fd, now);
		if (strlen(now) > 4 && strcmp(now + 4, mark + 4) == 0 && ftruncate(fd, 0) != 0)
			errno = 0;              /* then the next one looks for what is not there */
	}
	close(fd);
}

/* As the process ends: all it did is done and told.  After a fault the words stay. */
static void settle(int status, void *unused)
{
	(void)unused;
	if (last.pid == getpid() && *last.path && (status == 0 || status == 1))
		empty(last.path, last.mark);
}

void store_git_end(const char *folder)
{
	SCOPE(turn);
	pthread_mutex_lock(&last.turn);
	empty(path_join(turn, folder, "sarflow.lock"), last.mark);
	*last.path = '\0';
	pthread_mutex_unlock(&last.turn);
}

static void sign(struct store_git *g, int fd, const char *path, const char *tip)
{
	const struct store *s = g->store;
	bool more = s->interrupted && strcmp(s->before[0].hex, tip) != 0;
	char host[HOST];
	pthread_mutex_lock(&last.turn);
	if (*last.path && strcmp(last.path, path) != 0)
		empty(last.path, last.mark);
	snprintf(last.path, sizeof last.path, "%s", path);
	snprintf(last.mark, sizeof last.mark, "held pid %ld host %s since %" PRId64 " at %s %s\n",
		(long)getpid(), this_host(host), g->taken, *tip ? tip : "-",
		more && *s->before[0].hex ? s->before[0].hex : "-");
	last.pid = getpid();
	if (!last.asked)
		on_exit(settle, NULL);
	last.asked = true;
	size_t len = strlen(last.mark);         /* never empty in between: that would say that nobody died */
	if (pwrite(fd, last.mark, len, 0) < 0 || ftruncate(fd, (off_t)len) != 0)
		errno = 0;              /* a full disc will be met again where it matters */
	pthread_mutex_unlock(&last.turn);
}

/* --- what the dead left --- */

static const char *const lockable[] = { "index", STORE_MAIN, STORE_JOURNAL };

static void free_lock(struct store_git *g, const char *what, const struct stat *left)
{
	SCOPE(turn);
	struct stat st;
	const char *lock = scope_printf(turn, "%s/%s.lock", g->folder, what);
	if (lstat(lock, &st) == 0 && st.st_ino == left->st_ino && st.st_dev == left->st_dev)
		unlink(lock);
}

/* A temporary with a second name is a lock that was taken.  Whoever takes one holds the package's lock, and now we do:
 * its process is dead, or lives and could not give it back. */
static void free_locks(struct store_git *g, const char *name)
{
	SCOPE(turn);
	struct stat st;
	if (lstat(path_join(turn, g->tmp, name), &st) != 0 || st.st_nlink < 2)
		return;
	for (size_t i = 0; i < countof(lockable); i++)
		free_lock(g, lockable[i], &st);
	const char *const *tags = NULL;
	size_t count = 0;
	/* what is not found now is met where it stands in the way */
	bool unread = FAILED(file_names(turn, path_join(turn, g->folder, "refs/tags/submittal"), &tags, &count));
	for (size_t i = 0; !unread && i < count; i++)
		if (path_has_suffix(tags[i], ".lock"))
			free_lock(g, scope_printf(turn, "refs/tags/submittal/%.*s", (int)strlen(tags[i]) - 5, tags[i]),
			          &st);
}

const struct fault *store_git_make_tmp(struct store_git *g) { return cage_make_folder(g->folder, "sarflow/tmp"); }

/* What dead processes left in our folders, and git's locks that were left. */
static void sweep(struct store_git *g)
{
	SCOPE(turn);
	const char *const *names = NULL;
	size_t count = 0;
	bool unread = FAILED(file_names(turn, g->tmp, &names, &count)); /* there is none yet, or the next one sweeps */
	for (size_t i = 0; !unread && i < count; i++)
		free_locks(g, names[i]);
	temporary_sweep(g->tmp);
	temporary_sweep(path_join(turn, g->folder, "sarflow"));
}

/* Objects that libgit2 had begun when the holder of the lock died; earlier programs had content there, too. */
static void sweep_after_death(struct store_git *g)
{
	static const struct { const char *folder, *prefix; } left[] = { { "objects", "tmp_object_git2_" },
		{ "lfs/tmp", "put-" } };
	for (size_t i = 0; i < countof(left); i++) {
		SCOPE(turn);
		const char *const *names = NULL;
		size_t count = 0;
		const char *folder = path_join(turn, g->folder, left[i].folder);
		bool unread = FAILED(file_names(turn, folder, &names, &count)); /* the next one sweeps */
		for (size_t k = 0; !unread && k < count; k++)
			if (strncmp(names[k], left[i].prefix, strlen(left[i].prefix)) == 0)
				unlink(path_join(turn, folder, names[k]));
	}
}

/* --- taking it --- */

static void unlock(void *p)
{
	int fd = (int)(intptr_t)p;
	if (!put_mark(fd, "done"))
		errno = 0;
	close(fd);
}

/* What the last one began with, if it died or failed. */
static void read_interrupted(struct store *s, const char *mark)
{
	const char *at = strstr(mark, " at ");
	s->interrupted = *mark && (strncmp(mark, "done", 4) != 0 || !is_alive(mark));
	if (!at || sscanf(at, " at %40s %40s", s->before[0].hex, s->before[1].hex) < 1)
		s->before[0].hex[0] = s->before[1].hex[0] = '\0';
}

static const struct fault *begin(struct store *s, int fd, const char *path)
{
	struct store_git *g = store_git_of(s);
	char mark[MARK];
	struct store_id tip = {""};
	struct stat st;
	read_mark(fd, mark);
	bool own = is_own(mark);
	if (!own)
		read_interrupted(s, mark);
	TRY(store_git_make_tmp(g));
	sweep(g);
	if (*mark && !own && strncmp(mark, "done", 4) != 0)
		sweep_after_death(g);
	TRY(store_git_recover(g, path));
	TRY(store_git_tip(s, STORE_JOURNAL, &tip));
	g->taken = fstat(fd, &st) == 0 ? st.st_mtim.tv_sec : 0;
	sign(g, fd, path, tip.hex);
	return NULL;
}

const struct fault *store_git_lock(struct scope *sc, struct store *s)
{
	enum { TRIES = 1000, PAUSE = 10 * 1000 * 1000 };        /* ten seconds */
	struct store_git *g = store_git_of(s);
	const char *path = path_join(sc, g->folder, "sarflow.lock");
	int fd = -1;
	TRY(cage_open_file(g->folder, "sarflow.lock", O_RDWR | O_CREAT, &fd));
	for (int i = 0; i < TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
			const struct fault *f = begin(s, fd, path);
			if (f)          /* its words and its time stay those of who had it last */
				close(fd);
			else
				scope_defer(sc, unlock, (void *)(intptr_t)fd);
			return f;
		}
		if (errno != EWOULDBLOCK && errno != EINTR) {
			const struct fault *f = fault_errno("locking the package ({file})", path);
			close(fd);
			return f;
		}
		nanosleep(&(struct timespec){ 0, PAUSE }, NULL);
	}
	close(fd);
	return fault_make(FAULT_CONFLICT, "somebody else has been writing to this package for ten seconds; try again");
}

/* --- git's locks --- */

/* A second name for a file of ours is a lock as good as one made exclusively; where there are no second names, the file
 * is made there. */
static bool take(const char *made, const char *lock)
{
	if (link(made, lock) == 0)
		return true;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return false;
	struct stat st;
	return lstat(lock, &st) != 0 && rename(made, lock) == 0;
}

static void wait_a_while(int turn)
{
	unsigned pid = (unsigned)getpid();
	/* two of us do not meet again and again */
	nanosleep(&(struct timespec){ 0, (5 + turn % 7 * 5 + (int)(pid % 5)) * 1000 * 1000L }, NULL);
}

bool store_git_take_lock(const char *made, const char *lock, bool ours)
{
	enum { TRIES = 100 };                   /* some two seconds */
	for (int i = 0; i < TRIES; i++) {
		if (take(made, lock))
			return true;
		if (errno != EEXIST)
			return false;
		wait_a_while(i);
	}
	/* nobody but us writes there, and we hold the package's lock: it was left by a process that died */
	errno = EEXIST;
	return ours && unlink(lock) == 0 && take(made, lock);
}

const struct fault *store_git_lock_fault(const char *lock)
{
	return errno != EEXIST ? fault_errno("locking {file}", lock)
	       : fault_make(FAULT_SYSTEM, "git is at work in this package, or was stopped in it: {file} is there; when "
			"no git runs here any more, remove that file, and do the same again", lock);
}
