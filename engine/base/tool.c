/* tool.c: a child with bounds.
 *
 * It is forked from here and not by the helper: between fork and exec
 * it makes system calls and nothing else, which a thread of a threaded
 * process may do, and a program that is run has an address space of its
 * own. */
#include "base/base.h"
#include "base/buf.h"
#include "base/tool.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 10, MEMORY = 512 << 20 };

static const char *find(struct scope *sc, const char *name)
{
	static const char *const folders[] = { "/usr/local/bin", "/usr/bin", "/bin" };
	for (size_t i = 0; i < countof(folders); i++) {
		const char *path = scope_printf(sc, "%s/%s", folders[i], name);
		if (access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

/* In the child: nothing that allocates between fork and exec. */
static void become(const char *path, const char *const *argv, int in, int out)
{
	static char *const environment[] = { "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", NULL };
	int null = open("/dev/null", O_WRONLY);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0)
		_exit(127);
	setrlimit(RLIMIT_CPU, &(struct rlimit){ SECONDS, SECONDS });
	setrlimit(RLIMIT_AS, &(struct rlimit){ MEMORY, MEMORY });
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	execve(path, (char *const *)(uintptr_t)argv, environment);
	_exit(127);
}

/* All it writes; false past the limit, or when it is silent for too long. */
static bool drain(int from, size_t limit, struct buf *out)
{
	char part[16384];
	for (;;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		int ready = poll(&p, 1, SECONDS * 1000);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = read(from, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		if (out->len + (size_t)n > limit)
			return false;
		buf_put(out, part, (size_t)n);
	}
}

const char *tool_read(struct scope *sc, const char *const *argv, int in, size_t limit, size_t *len)
{
	const char *path = find(sc, argv[0]);
	struct buf *out = buf_new(sc);
	int ends[2], status = 0;
	if (!path || pipe2(ends, O_CLOEXEC) != 0)
		return NULL;
	pid_t child = fork();
	if (child == 0)
		become(path, argv, in, ends[1]);
	close(ends[1]);
	bool whole = child > 0 && drain(ends[0], limit, out);
	close(ends[0]);
	if (child > 0 && !whole)
		kill(child, SIGKILL);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*len = out->len;
	return whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? out->at : NULL;
}
