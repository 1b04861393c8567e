/* file.c: files on disc. */
#include "base/base.h"
#include "base/file.h"
#include "base/list.h"
#include "base/path.h"
#include "base/temporary.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_fd(void *p) { close((int)(intptr_t)p); }

const struct fault *file_open(const char *path, int *fd)
{
	struct stat st;
	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return fault_errno("{path}", path);
	bool known = fstat(*fd, &st) == 0;
	if (known && S_ISREG(st.st_mode))
		return NULL;
	const struct fault *f = known ? fault_make(FAULT_REFUSED, "{file} is not a file", path)
		: fault_errno("{path}", path);
	close(*fd);
	*fd = -1;
	return f;
}

const struct fault *file_read(struct scope *sc, const char *path, size_t limit, const char **bytes, size_t *len)
{
	SCOPE(turn);
	int fd = -1;
	TRY(file_open(path, &fd));
	scope_defer(turn, close_fd, (void *)(intptr_t)fd);
	return file_read_fd(sc, fd, path, limit, bytes, len);
}

const struct fault *file_read_fd(struct scope *sc, int fd, const char *path, size_t limit, const char **bytes,
                                 size_t *len)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return fault_errno("{path}", path);
	if ((uint64_t)st.st_size > limit)
		return fault_make(FAULT_REFUSED, "{file} has {size} bytes, more than the {limit} MiB read here",
			path, (long long)st.st_size, limit >> 20);
	char *at = scope_alloc(sc, (size_t)st.st_size + 1, 1);
	size_t have = 0;
	while (have < (size_t)st.st_size) {
		ssize_t n = read(fd, at + have, (size_t)st.st_size - have);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno("{path}", path);
		if (n == 0)
			break;
		have += (size_t)n;
	}
	*bytes = at;
	*len = have;
	return NULL;
}

const struct fault *file_make_folder(const char *path)
{
	SCOPE(turn);
	char *copy = scope_copy(turn, path);
	for (char *c = copy + 1; ; c++) {
		if (*c != '/' && *c != '\0')
			continue;
		bool last = *c == '\0';
		*c = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			return fault_errno("making the folder {folder}", copy);
		if (last)
			return NULL;
		*c = '/';
	}
}

static const struct fault *make_parent(const char *path)
{
	SCOPE(turn);
	const char *slash = strrchr(path, '/');
	if (!slash || slash == path)
		return NULL;
	return file_make_folder(scope_copy_bytes(turn, path, (size_t)(slash - path)));
}

const struct fault *file_write_fd(int fd, const void *bytes, size_t len, const char *what)
{
	const char *at = bytes;
	while (len > 0) {
		ssize_t n = write(fd, at, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno("writing {file}", what);
		at += n;
		len -= (size_t)n;
	}
	return NULL;
}

/* --- all or nothing --- */

/* What is written, where, and where it is made until it is whole. */
struct writing { const char *path, *folder, *temporary; int fd; };

/* Beside it: the name begins with a dot, so that whoever reads the folder meanwhile does not take it for a file. */
static const char *folder_of(struct scope *sc, const char *path)
{
	size_t n = strlen(path) - strlen(path_base(path));
	return n ? scope_copy_bytes(sc, path, n) : ".";
}

static const struct fault *begin(struct scope *sc, struct writing *w)
{
	w->fd = temporary_open(sc, w->folder, 0666, &w->temporary);
	if (w->fd < 0 && errno == ENOENT) {
		TRY(file_make_folder(w->folder));
		w->fd = temporary_open(sc, w->folder, 0666, &w->temporary);
	}
	return w->fd < 0 ? fault_errno("writing {file}", w->path) : NULL;
}

static bool holds_just(int fd, const char *bytes, size_t len)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size != len)
		return false;
	char block[64 * 1024];
	for (;;) {
		ssize_t n = read(fd, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0 && len == 0;
		if ((size_t)n > len || memcmp(block, bytes, (size_t)n) != 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
}

static const struct fault *not_whole(const char *path)
{
	return fault_make(FAULT_SYSTEM, "{file} does not hold what was written; is the disc sound, and is there room?",
		path);
}

/* The name last, and only for what holds what it should.  The folder of the file may be missing. */
static bool take_name(const struct writing *w)
{
	if (rename(w->temporary, w->path) == 0)
		return true;
	/* rename tells what is in the way */
	return errno == ENOENT && !FAILED(make_parent(w->path)) && rename(w->temporary, w->path) == 0;
}

static const struct fault *finish(const struct fault *f, const struct writing *w)
{
	if (close(w->fd) != 0 && !f)
		f = fault_errno("writing {file}", w->path);
	if (!f && !take_name(w))
		f = fault_errno("writing {file}", w->path);
	if (f)
		unlink(w->temporary);
	return f;
}

/* A device, a pipe: nothing can take its place. */
static bool is_written_through(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

/* A pipe that nobody reads is a fault, and no reason to wait. */
static const struct fault *open_through(const char *path, int *fd)
{
	*fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	int flags = *fd < 0 ? -1 : fcntl(*fd, F_GETFL);
	if (flags >= 0 && fcntl(*fd, F_SETFL, flags & ~O_NONBLOCK) == 0)
		return NULL;
	const struct fault *f = fault_errno("writing {file}", path);
	if (*fd >= 0)
		close(*fd);
	return f;
}

static const struct fault *write_through(const char *path, const void *bytes, size_t len)
{
	int fd = -1;
	TRY(open_through(path, &fd));
	const struct fault *f = file_write_fd(fd, bytes, len, path);
	if (close(fd) != 0 && !f)
		f = fault_errno("writing {file}", path);
	return f;
}

static const struct fault *write_in(const char *folder, const char *path, const void *bytes, size_t len)
{
	SCOPE(turn);
	struct writing w = { .path = path, .folder = folder ? folder : folder_of(turn, path) };
	TRY(begin(turn, &w));
	const struct fault *f = file_write_fd(w.fd, bytes, len, path);
	if (!f && (lseek(w.fd, 0, SEEK_SET) != 0 || !holds_just(w.fd, bytes, len)))
		f = not_whole(path);
	return finish(f, &w);
}

const struct fault *file_write(const char *path, const void *bytes, size_t len)
{
	return is_written_through(path) ? write_through(path, bytes, len) : write_in(NULL, path, bytes, len);
}

/* A folder on another file system helps nobody. */
static bool is_apart(const char *folder, const char *path)
{
	SCOPE(turn);
	struct stat one, other;
	return !folder || (stat(folder, &one) == 0 && stat(folder_of(turn, path), &other) == 0
	                   && one.st_dev != other.st_dev);
}

bool file_keep(const char *path, const void *bytes, size_t len)
{
	SCOPE(turn);
	temporary_sweep(scope_copy_bytes(turn, path, (size_t)(path_base(path) - path)));
	return !FAILED(file_write(path, bytes, len));           /* they are worked out each time, then */
}

const struct fault *file_write_by(const char *folder, const char *path, const void *bytes, size_t len)
{
	return write_in(is_apart(folder, path) ? NULL : folder, path, bytes, len);
}

bool file_link_same(const char *old, const char *path, const void *bytes, size_t len)
{
	int fd = open(old, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	bool same = holds_just(fd, bytes, len);
	close(fd);
	if (!same || link(old, path) == 0)
		return same;
	if (errno != ENOENT || FAILED(make_parent(path)))       /* the file is written then, and that tells it */
		return false;
	return link(old, path) == 0;
}

static const struct fault *copy_bytes(int in, const char *from, int out, const char *to)
{
	char block[256 * 1024];
	for (;;) {
		ssize_t n = read(in, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno("reading {file}", from);
		if (n == 0)
			return NULL;
		TRY(file_write_fd(out, block, (size_t)n, to));
	}
}

static const struct fault *copy_through(int in, const char *from, const char *to)
{
	int fd = -1;
	TRY(open_through(to, &fd));
	const struct fault *f = copy_bytes(in, from, fd, to);
	if (close(fd) != 0 && !f)
		f = fault_errno("writing {file}", to);
	return f;
}

/* Is it as long as what it is a copy of? */
static const struct fault *check_copy(int in, int out, const char *to)
{
	struct stat from, made;
	bool same = fstat(in, &from) == 0 && fstat(out, &made) == 0 && from.st_size == made.st_size;
	return same ? NULL : not_whole(to);
}

static const struct fault *copy_in(const char *folder, int in, const char *from, const char *to)
{
	SCOPE(turn);
	struct writing w = { .path = to, .folder = folder ? folder : folder_of(turn, to) };
	TRY(begin(turn, &w));
	const struct fault *f = copy_bytes(in, from, w.fd, to);
	return finish(f ? f : check_copy(in, w.fd, to), &w);
}

const struct fault *file_copy_by(const char *folder, const char *from, const char *to)
{
	SCOPE(turn);
	int in = -1;
	TRY(file_open(from, &in));
	scope_defer(turn, close_fd, (void *)(intptr_t)in);
	return is_written_through(to) ? copy_through(in, from, to)
	       : copy_in(is_apart(folder, to) ? NULL : folder, in, from, to);
}

const struct fault *file_copy(const char *from, const char *to) { return file_copy_by(NULL, from, to); }

/* A disc may fail for a moment: that says nothing of what is there. */
static bool look(int (*see)(const char *, struct stat *), const char *path, struct stat *st)
{
	return see(path, st) == 0 || (fault_is_of_machine(errno) && see(path, st) == 0);
}

bool file_exists(const char *path)
{
	struct stat st;
	return look(lstat, path, &st);
}

const struct fault *file_see(const char *path, struct stat *st, bool *there)
{
	*there = look(lstat, path, st);
	return *there || errno == ENOENT || errno == ENOTDIR ? NULL : fault_errno("{path}", path);
}

const struct fault *file_see_ours(const char *path, struct stat *st, bool *there)
{
	const struct fault *f = file_see(path, st, there);
	return f && f->machine ? f : NULL;
}

bool file_is_folder(const char *path)
{
	struct stat st;
	return look(stat, path, &st) && S_ISDIR(st.st_mode);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void close_folder(void *d) { closedir(d); }

const struct fault *file_names(struct scope *sc, const char *folder, const char *const **names, size_t *count)
{
	SCOPE(turn);
	DIR *d = opendir(folder);
	if (!d)
		return fault_errno("{folder}", folder);
	scope_defer(turn, close_folder, d);
	struct names list = {0};
	errno = 0;
	for (struct dirent *e; (e = readdir(d)) != NULL; errno = 0)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			*LIST_ADD(sc, &list) = scope_copy(sc, e->d_name);
	if (errno)              /* the end, and a folder that cannot be read on, look alike */
		return fault_errno("{folder}", folder);
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, compare_names);
	*names = list.at;
	*count = list.count;
	return NULL;
}

static const struct fault *walk(struct scope *sc, const char *folder, const char *prefix, struct names *out,
                                struct names *others)
{
	const char *const *names = NULL;
	size_t count = 0;
	TRY(file_names(sc, folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(sc, folder, names[i]);
		const char *relative = *prefix ? path_join(sc, prefix, names[i]) : names[i];
		struct stat st;
		if (lstat(path, &st) != 0)
			return fault_errno("{path}", path);
		if (S_ISDIR(st.st_mode))
			TRY(walk(sc, path, relative, out, others));
		else
			*LIST_ADD(sc, S_ISREG(st.st_mode) ? out : others) = relative;
	}
	return NULL;
}

const struct fault *file_tree(struct scope *sc, const char *folder, const char *const **paths, size_t *count)
{
	struct names others = {0};
	return file_tree_and_others(sc, folder, paths, count, &others);
}

const struct fault *file_tree_and_others(struct scope *sc, const char *folder, const char *const **paths, size_t *count,
                                         struct names *others)
{
	struct names list = {0};
	TRY(walk(sc, folder, "", &list, others));
	if (list.count)
		qsort(list.at, list.count, sizeof *list.at, compare_names);
	*paths = list.at;
	*count = list.count;
	return NULL;
}

static bool remove_tree(const char *folder)
{
	SCOPE(turn);
	const char *const *names = NULL;
	size_t count = 0;
	bool unread = FAILED(file_names(turn, folder, &names, &count));        /* what cannot be removed stays */
	for (size_t i = 0; !unread && i < count; i++) {
		const char *path = path_join(turn, folder, names[i]);
		struct stat st;
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			remove_tree(path);
		else
			unlink(path);
	}
	return rmdir(folder) == 0;
}

void file_remove_tree(const char *folder)
{
	if (!remove_tree(folder))
		remove_tree(folder);    /* a disc that failed for a moment */
}
