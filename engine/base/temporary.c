/* temporary.c: names of what is not finished yet, and whose it is. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".sarflow-tmp-"

enum { TRIES = 1000 };

static const char *place = "/tmp";

void temporary_settle(const char *folder) { place = folder; }

static const char *next_name(struct scope *sc, const char *folder)
{
	static atomic_uint last;
	return path_join(sc, folder, scope_printf(sc, PREFIX "%ld-%u", (long)getpid(), atomic_fetch_add(&last, 1)));
}

int temporary_open(struct scope *sc, const char *folder, unsigned mode, const char **path)
{
	for (int i = 0; i < TRIES; i++) {
		*path = next_name(sc, folder);
		int fd = open(*path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
		if (fd >= 0)
			flock(fd, LOCK_EX | LOCK_NB);   /* where there are no locks, the number alone tells */
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

struct made { const char *path; int fd; };

/* Renamed: what has the name now, if anything, is not ours. */
static bool stands(const struct made *m)
{
	struct stat now, own;
	return m->fd >= 0 && fstat(m->fd, &own) == 0 && lstat(m->path, &now) == 0 && own.st_ino == now.st_ino
	       && own.st_dev == now.st_dev;
}

static void drop(void *p)
{
	const struct made *m = p;
	if (stands(m) || stands(m))           /* a disc that failed for a moment */
		file_remove_tree(m->path);
	if (m->fd >= 0)
		close(m->fd);
}

static const struct fault *make_folder(struct scope *sc, const char *folder, mode_t mode, const char **path)
{
	struct made *m = NEW(sc, struct made);
	for (int i = 0; i < TRIES; i++) {
		*path = next_name(sc, folder);
		if (mkdir(*path, mode) == 0)
			break;
		if (errno != EEXIST || i == TRIES - 1)
			return fault_errno("making the folder {folder}", *path);
	}
	*m = (struct made){ *path, open(*path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	if (m->fd < 0) {
		const struct fault *f = fault_errno("making the folder {folder}", *path);
		rmdir(*path);
		return f;
	}
	flock(m->fd, LOCK_EX | LOCK_NB);
	scope_defer(sc, drop, m);
	return NULL;
}

const struct fault *temporary_folder(struct scope *sc, const char *folder, const char **path)
{
	TRY(file_make_folder(folder));
	return make_folder(sc, folder, 0777, path);
}

static bool takes_more(const char *folder)
{
	struct stat st;
	return lstat(folder, &st) == 0 && S_ISDIR(st.st_mode) && access(folder, W_OK | X_OK) == 0;
}

const struct fault *temporary_room(struct scope *sc, const char *near, const char **path)
{
	if (near && takes_more(near))
		return make_folder(sc, near, 0700, path);
	temporary_sweep_place();
	return make_folder(sc, place, 0700, path);
}

FILE *temporary_nameless(const char *near)
{
	SCOPE(turn);
	const char *path = NULL, *folder = near && takes_more(near) ? near : place;
	int fd = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
	if (fd < 0 && (fd = temporary_open(turn, folder, 0600, &path)) >= 0)
		unlink(path);           /* a file system that has none without a name */
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w+");
	if (fd >= 0 && !f)
		close(fd);
	return f;
}

/* The number of the process in its name; 0: it is none of ours. */
static long owner_of(const char *name)
{
	char *end = NULL;
	if (strncmp(name, PREFIX, strlen(PREFIX)) != 0)
		return 0;
	long pid = strtol(name + strlen(PREFIX), &end, 10);
	return pid > 0 && *end == '-' ? pid : 0;
}

/* A number may be another machine's or container's: whoever lives there holds the lock. */
static bool is_locked(const char *path)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool held = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	if (fd >= 0)
		close(fd);
	return held;
}

static bool is_dead(const char *path, long pid)
{
	return pid != getpid() && kill((pid_t)pid, 0) != 0 && errno == ESRCH && !is_locked(path);
}

/* In a place that others write in, too: what is not ours cannot be changed by us, and must not lead us anywhere. */
static bool is_ours(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0 && st.st_uid == geteuid();
}

void temporary_sweep_place(void)
{
	SCOPE(turn);
	DIR *d = opendir(place);
	for (struct dirent *e; d && (e = readdir(d)) != NULL; ) {
		long pid = owner_of(e->d_name);
		const char *path = pid ? path_join(turn, place, e->d_name) : NULL;
		if (pid && is_ours(path) && is_dead(path, pid) && unlink(path) != 0)
			file_remove_tree(path);
	}
	if (d)
		closedir(d);
}

void temporary_sweep(const char *folder)
{
	SCOPE(turn);
	DIR *d = opendir(folder);
	for (struct dirent *e; d && (e = readdir(d)) != NULL; ) {
		long pid = owner_of(e->d_name);
		const char *path = pid ? path_join(turn, folder, e->d_name) : NULL;
		if (pid && is_dead(path, pid) && unlink(path) != 0)
			file_remove_tree(path);
	}
	if (d)
		closedir(d);
}
