/* helper_child.c: a child of the helper: it gives away all it could reach, does one job, and ends. */
#include "base/base.h"
#include "base/helper_private.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ANSWER = 3, FIRST, END = FIRST + HELPER_FILES, AWAY = 64 };      /* 0, 1 and 2 lead nowhere */

static void bound(__rlimit_resource_t what, rlim_t most) { setrlimit(what, &(struct rlimit){ most, most }); }

/* Libraries end the process where memory does; what says so then is the number that malloc() left. */
static void end_by_abort(int number)
{
	if (errno == ENOMEM)
		_exit(HELPER_EXIT_MEMORY);
	signal(number, SIG_DFL);
	raise(number);
}

static void set_signals(void)
{
	sigset_t none;
	signal(SIGCHLD, SIG_DFL);
	sigaction(SIGABRT, &(struct sigaction){ .sa_handler = end_by_abort }, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The answer and the files, with numbers from ANSWER on, and nothing else. */
static void set_files(const int fds[HELPER_FDS], size_t files)
{
	int away[HELPER_FDS];
	for (size_t i = HELPER_ANSWER_FD; i < HELPER_FIRST_FD + files; i++)
		if ((away[i] = fcntl(fds[i], F_DUPFD, AWAY)) < 0)
			_exit(HELPER_EXIT_SETUP);
	for (size_t i = HELPER_ANSWER_FD; i < HELPER_FIRST_FD + files; i++)
		if (dup2(away[i], ANSWER + (int)i - HELPER_ANSWER_FD) < 0)
			_exit(HELPER_EXIT_SETUP);
	helper_close_from(FIRST + (int)files);
}

static rlim_t size_of(const int *files, size_t count)
{
	struct stat st;
	rlim_t size = 0;
	for (size_t i = 0; i < count; i++)
		if (fstat(files[i], &st) == 0 && st.st_size > 0)
			size += (rlim_t)st.st_size;
	return size;
}

static void set_bounds(const struct helper_limits *l, rlim_t memory)
{
	memory = l->memory < RLIM_INFINITY - memory ? memory + l->memory : RLIM_INFINITY;
	bound(RLIMIT_AS, memory);
	/* The soft bound says what happened, the hard one ends a child that does not care. */
	setrlimit(RLIMIT_CPU, &(struct rlimit){ l->seconds, (rlim_t)l->seconds + 1 });
	bound(RLIMIT_FSIZE, l->output);
	bound(RLIMIT_NOFILE, END);
	bound(RLIMIT_NPROC, 0);
	bound(RLIMIT_CORE, 0);
}

static bool write_answer(const struct buf *answer)
{
	size_t at = 0;
	while (at < answer->len) {
		ssize_t n = write(ANSWER, answer->at + at, answer->len - at);
		if (n < 0 && errno != EINTR)
			return false;
		at += n > 0 ? (size_t)n : 0;
	}
	return true;
}

_Noreturn void helper_become_child(const struct helper_request *request, const int fds[HELPER_FDS], pid_t helper,
                                   size_t base)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != helper)
		_exit(HELPER_EXIT_SETUP);
	set_signals();
	set_files(fds, request->files);
	int files[HELPER_FILES];
	for (int i = 0; i < HELPER_FILES; i++)
		files[i] = FIRST + i;
	set_bounds(&request->limits, base + size_of(files, request->files));
	helper_confine_child();
	SCOPE(sc);
	struct buf *answer = buf_new(sc);
	struct helper_input input = { files, request->files, request->argument, request->len };
	if (!request->job->run(&input, answer))
		_exit(HELPER_EXIT_MEMORY);
	_exit(write_answer(answer) ? 0 : HELPER_EXIT_ANSWER);
}
