/* cage.c: part by part, each opened in the one before. */
#include "base/base.h"
#include "base/cage.h"
#include "base/path.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STEP = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

static int close_with(int fd, int number)
{
	if (fd >= 0)
		close(fd);
	errno = number;
	return -1;
}

/* The folder that holds the path's last part; make: also what is missing on the way. */
static int open_parent(const char *folder, const char *path, bool make)
{
	SCOPE(turn);
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (const char *slash; at >= 0 && (slash = strchr(path, '/')) != NULL; path = slash + 1) {
		const char *name = scope_copy_bytes(turn, path, (size_t)(slash - path));
		if (make && mkdirat(at, name, 0777) != 0 && errno != EEXIST)
			return close_with(at, errno);
		int next = openat(at, name, STEP), number = errno;
		close(at);
		errno = number;
		at = next;
	}
	if (at < 0 && errno == ENOTDIR)
		errno = ELOOP;          /* so Linux says it of a link that must be a folder */
	return at;
}

int cage_open(const char *folder, const char *path, int flags)
{
	struct stat st;
	int at = open_parent(folder, path, false);
	if (at < 0)
		return -1;
	int fd = openat(at, path_base(path), flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
	int number = errno;
	close(at);
	if (fd < 0)
		return close_with(-1, number == ENXIO ? EINVAL : number);
	if (fstat(fd, &st) != 0)
		return close_with(fd, errno);
	return S_ISREG(st.st_mode) ? fd : close_with(fd, EINVAL);
}

static const struct fault *refuse(const char *path, int number)
{
	if (number == ELOOP)
		return fault_make(FAULT_REFUSED, "{file} is a link, or lies behind one; nothing is read or written "
			"through links, so delete it", path);
	if (number == EINVAL)
		return fault_make(FAULT_REFUSED, "{file} is not a file", path);
	errno = number;
	return fault_errno("{file}", path);
}

const struct fault *cage_open_file(const char *folder, const char *path, int flags, int *fd)
{
	*fd = cage_open(folder, path, flags);
	return *fd < 0 ? refuse(path, errno) : NULL;
}

const struct fault *cage_remove(const char *folder, const char *path)
{
	int at = open_parent(folder, path, false);
	int number = at < 0 || unlinkat(at, path_base(path), 0) != 0 ? errno : 0;
	if (at >= 0)
		close(at);
	return number == 0 || number == ENOENT ? NULL : refuse(path, number);
}

const struct fault *cage_make_folder(const char *folder, const char *path)
{
	SCOPE(turn);
	int fd = open_parent(folder, path_join(turn, path, "."), true);
	if (fd < 0)
		return refuse(path, errno);
	close(fd);
	return NULL;
}
