/* tool.c: a child with bounds.
 *
 * It is forked from here and not by the helper: between fork and exec
 * it makes system calls and nothing else, which a thread of a threaded
 * process may do, and a program that is run has an address space of its
 * own. */
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/temporary.h"
#include "base/tool.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *find(struct scope *sc, const char *name)
{
	if (*name == '/')
		return access(name, X_OK) == 0 ? name : NULL;
	static const char *const folders[] = { "/usr/local/bin", "/usr/bin", "/bin" };
	for (size_t i = 0; i < countof(folders); i++) {
		const char *path = scope_printf(sc, "%s/%s", folders[i], name);
		if (access(path, X_OK) == 0)
			return path;
	}
	return NULL;
}

bool tool_is_here(const char *name)
{
	SCOPE(turn);
	return find(turn, name) != NULL;
}

static void bound(__rlimit_resource_t what, rlim_t most) { setrlimit(what, &(struct rlimit){ most, most }); }

/* What a program of the machine knows of where it runs, and nothing else. */
static const char *const *environment(struct scope *sc, const struct tool_bounds *b, const char *const *more)
{
	struct names out = {0};
	*LIST_ADD(sc, &out) = "LC_ALL=C.UTF-8";
	*LIST_ADD(sc, &out) = "PATH=/usr/bin:/bin";
	if (b->home)
		*LIST_ADD(sc, &out) = scope_printf(sc, "HOME=%s", b->home);
	for (; more && *more; more++)
		*LIST_ADD(sc, &out) = *more;
	*LIST_ADD(sc, &out) = NULL;
	return out.at;
}

/* In the child: nothing that allocates between fork and exec. */
static void become(const char *path, const struct tool_request *r, int out, const struct tool_bounds *b,
                   const char *const *environment, pid_t parent)
{
	int null = open("/dev/null", O_WRONLY);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent || dup2(r->in, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0)
		_exit(127);
	if (chdir(b->home ? b->home : "/") != 0)
		_exit(127);
	bound(RLIMIT_CPU, b->seconds);
	bound(RLIMIT_AS, b->memory);
	bound(RLIMIT_FSIZE, b->output);
	bound(RLIMIT_CORE, 0);
	execve(path, (char *const *)(uintptr_t)r->argv, (char *const *)(uintptr_t)environment);
	_exit(127);
}

/* All it writes; false past the limit, or when it is silent for too long. */
static bool drain(int from, const struct tool_bounds *b, const struct tool_request *r)
{
	char part[16384];
	size_t total = 0;
	for (;;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		int ready = poll(&p, 1, (int)b->seconds * 1000);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return false;
		ssize_t n = read(from, part, sizeof part);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		total += (size_t)n;
		if (total > b->output || !r->take(r->context, part, (size_t)n))
			return false;
	}
}

/* It and all that it started in its group.  While it is not taken away, its number is nobody else's. */
static int end(pid_t child, bool whole)
{
	siginfo_t info;
	int status = -1;
	if (!whole)
		kill(child, SIGKILL);
	while (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
		;
	kill(-child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

int tool_serve(struct scope *sc, const struct tool_request *r, const struct tool_bounds *b)
{
	const char *path = find(sc, r->argv[0]), *const *around = environment(sc, b, r->environment);
	int ends[2], status = -1;
	if (!path || pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid_t parent = getpid(), child = fork();
	if (child == 0)
		become(path, r, ends[1], b, around, parent);
	close(ends[1]);
	bool whole = child > 0 && drain(ends[0], b, r);
	close(ends[0]);
	if (child > 0)
		status = end(child, whole);
	return whole && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool keep(void *context, const char *bytes, size_t len)
{
	buf_put(context, bytes, len);
	return true;
}

const char *tool_read(struct scope *sc, const char *const *argv, int in, const struct tool_bounds *b, size_t *len)
{
	struct buf *out = buf_new(sc);
	const struct tool_request r = { .argv = argv, .in = in, .take = keep, .context = out };
	bool well = tool_serve(sc, &r, b) == 0;
	*len = out->len;
	return well ? out->at : NULL;
}

/* --- a program of the person's own --- */

/* A file without a name, with these bytes to be read from its start. */
static FILE *hold(const void *bytes, size_t len)
{
	FILE *f = temporary_nameless(NULL);
	if (f && fwrite(bytes, 1, len, f) == len && fflush(f) == 0 && lseek(fileno(f), 0, SEEK_SET) == 0)
		return f;
	if (f)
		fclose(f);
	return NULL;
}

/* What lies in it, cut at the limit; whole: and nothing more. */
static const char *let_go(struct scope *sc, FILE *f, size_t most, bool *whole)
{
	struct buf *out = buf_new(sc);
	char part[4096];
	size_t n = 0;
	rewind(f);
	while (out->len <= most && (n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(out, part, n);
	*whole = out->len <= most && !ferror(f) && strlen(out->at) == out->len;
	fclose(f);
	return out->at;
}

static const char *last_line(struct scope *sc, const char *text)
{
	size_t n = strlen(text);
	while (n > 0 && strchr("\r\n", text[n - 1]))
		n--;
	size_t at = n;
	while (at > 0 && text[at - 1] != '\n')
		at--;
	return scope_copy_bytes(sc, text + at, n - at);
}

static int run_own(const char *const *argv, FILE *in, FILE *out, FILE *errors)
{
	int status = -1;
	pid_t child = fork();
	if (child == 0) {
		if (dup2(fileno(in), 0) >= 0 && dup2(fileno(out), 1) >= 0 && dup2(fileno(errors), 2) >= 0)
			execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return child > 0 ? status : -1;
}

bool tool_ask(struct scope *sc, const char *const *argv, const void *bytes, size_t len, struct tool_said *said)
{
	FILE *in = hold(bytes, len), *out = hold("", 0), *errors = hold("", 0);
	bool whole = false;
	int status = in && out && errors ? run_own(argv, in, out, errors) : -1;
	if (in)
		fclose(in);
	said->errors = errors ? last_line(sc, let_go(sc, errors, 16 * 1024, &(bool){ false })) : "";
	said->text = out ? let_go(sc, out, TOOL_SAID, &whole) : "";
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127 && !*said->errors)
		said->errors = strerror(ENOENT);
	return whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- left to itself --- */

/* Nobody's child, so that nobody need wait for it; and with the signals of a program that was started anew. */
static void leave_to_itself(const char *const *argv)
{
	sigset_t none;
	sigemptyset(&none);
	setsid();
	if (fork() != 0)
		_exit(0);
	int null = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

bool tool_start(const char *const *argv)
{
	pid_t child = fork();
	if (child == 0)
		leave_to_itself(argv);
	return child > 0 && waitpid(child, NULL, 0) == child;
}
