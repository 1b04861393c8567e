/* helper_serve.c: the helper's own life: it forks a child for each job, kills the late ones, tells how each ended. */
#include "base/base.h"
#include "base/helper_private.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SOCKET = 3, MOST = 16, FILES = 256 };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SILENT = 2 };                    /* what a sanitizer says must be heard */
#else
enum { SILENT = 3 };
#endif

struct running { pid_t child; int verdict; int64_t end; bool late; };
struct serving {
	pid_t self;
	size_t base, count, most;
	sigset_t while_waiting;
	struct running at[MOST];
};

void helper_close_from(int first)
{
	if (close_range((unsigned)first, ~0U, 0) == 0)
		return;
	struct rlimit files;                    /* a kernel before 5.9 */
	int end = getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < 1 << 20 ? (int)files.rlim_cur : 1 << 20;
	for (int fd = first; fd < end; fd++)
		close(fd);
}

/* Of the program as it is: shared libraries and what was in memory when the helper was forked. */
static size_t address_space(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");
	bool known = f && fscanf(f, "%lu", &pages) == 1;
	if (f)
		fclose(f);
	return known ? pages * (size_t)sysconf(_SC_PAGESIZE) : (size_t)1 << 30;
}

static void wake(int signal) { (void)signal; }

/* Nothing of the program's own stays: not its files and locks, not its terminal's signals. */
static void settle(struct serving *s, int socket)
{
	int away = fcntl(socket, F_DUPFD, SOCKET + 1);          /* the program may run with 0, 1 or 2 closed */
	int null = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < SILENT; fd++)
		if (dup2(null, fd) != fd)
			_exit(1);
	if (dup2(away, SOCKET) != SOCKET)
		_exit(1);
	helper_close_from(SOCKET + 1);
	s->self = getpid();
	s->base = address_space();
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	s->most = processors < 2 ? 2 : processors > MOST ? MOST : (size_t)processors;
	setrlimit(RLIMIT_NOFILE, &(struct rlimit){ FILES, FILES });
	for (int i = 1; i < 32; i++)
		signal(i, SIG_DFL);             /* in a child, an ignored SIGXFSZ or SIGXCPU would be no bound */
	const int ignored[] = { SIGINT, SIGQUIT, SIGHUP, SIGTERM, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU };
	for (size_t i = 0; i < countof(ignored); i++)
		signal(ignored[i], SIG_IGN);
	sigset_t children;
	sigemptyset(&children);
	sigaddset(&children, SIGCHLD);
	sigprocmask(SIG_SETMASK, &children, NULL);              /* delivered in ppoll() alone, so none is missed */
	sigemptyset(&s->while_waiting);
	sigaction(SIGCHLD, &(struct sigaction){ .sa_handler = wake }, NULL);
	helper_confine_helper();
}

static void tell(int verdict, enum helper_end end, int value)
{
	/* One write of a few bytes to an empty pipe; whoever asked may be gone. */
	ssize_t n = write(verdict, &(struct helper_verdict){ (int32_t)end, value }, sizeof(struct helper_verdict));
	(void)n;
	close(verdict);
}

/* --- children --- */

static void start_child(struct serving *s, const struct helper_request *request, const int fds[HELPER_FDS])
{
	pid_t child = fork();
	if (child == 0)
		helper_become_child(request, fds, s->self, s->base);
	int number = errno;
	for (size_t i = HELPER_ANSWER_FD; i < HELPER_FIRST_FD + request->files; i++)
		close(fds[i]);
	if (child < 0) {
		tell(fds[HELPER_VERDICT_FD], HELPER_UNBORN, number);
		return;
	}
	setpgid(child, child);
	s->at[s->count++] = (struct running){ child, fds[HELPER_VERDICT_FD],
	                                      helper_clock() + (int64_t)request->limits.seconds * 1000, false };
}

static void end_child(struct running *r)
{
	kill(-r->child, SIGKILL);
	kill(r->child, SIGKILL);
}

static void close_job(struct serving *s, pid_t child, int status)
{
	for (size_t i = 0; i < s->count; i++) {
		struct running *r = &s->at[i];
		if (r->child != child)
			continue;
		if (r->late)
			tell(r->verdict, HELPER_LATE, 0);
		else if (WIFSIGNALED(status))
			tell(r->verdict, HELPER_SIGNALLED, WTERMSIG(status));
		else
			tell(r->verdict, HELPER_EXITED, WEXITSTATUS(status));
		*r = s->at[--s->count];
		return;
	}
}

/* A child that ended is looked at before it is taken away: until then its number, and its group's, is nobody else's. */
static void reap(struct serving *s)
{
	for (;;) {
		siginfo_t info = {0};
		int status = 0;
		if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
			return;
		kill(-info.si_pid, SIGKILL);
		if (waitpid(info.si_pid, &status, 0) == info.si_pid)
			close_job(s, info.si_pid, status);
	}
}

static int64_t end_late_ones(struct serving *s)
{
	int64_t now = helper_clock(), next = INT32_MAX;
	for (size_t i = 0; i < s->count; i++) {
		struct running *r = &s->at[i];
		if (!r->late && r->end <= now) {
			r->late = true;
			end_child(r);
		}
		if (!r->late && r->end - now < next)
			next = r->end - now;
	}
	return next;
}

/* --- jobs --- */

/* The descriptors of a message of n bytes; false, with none left open, unless it is a request. */
static bool take_descriptors(struct msghdr *message, size_t n, const struct helper_request *request,
                             int fds[HELPER_FDS])
{
	const size_t head = offsetof(struct helper_request, argument);
	size_t count = 0;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
			count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
			memcpy(fds, CMSG_DATA(c), count * sizeof(int));
		}
	bool cut = message->msg_flags & (MSG_CTRUNC | MSG_TRUNC);
	if (!cut && n >= head && request->len == n - head && count >= HELPER_FIRST_FD &&
	    request->files == count - HELPER_FIRST_FD)
		return true;
	for (size_t i = 0; i < count; i++)
		close(fds[i]);
	return false;
}

static void receive(struct serving *s)
{
	struct helper_request request;
	union { struct cmsghdr align; char bytes[CMSG_SPACE(HELPER_FDS * sizeof(int))]; } control;
	struct iovec bytes = { &request, sizeof request };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control,
	                          .msg_controllen = sizeof control };
	int fds[HELPER_FDS];
	ssize_t n = recvmsg(SOCKET, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	if (n >= 0 && take_descriptors(&message, (size_t)n, &request, fds))
		start_child(s, &request, fds);
}

/* Wait until something happens, or is due. What came from the socket; 0: nothing. */
static int wait_for_events(struct serving *s)
{
	struct pollfd p[MOST + 1] = {{ .fd = SOCKET, .events = s->count < s->most ? POLLIN : 0 }};
	int64_t left = end_late_ones(s) + 1;
	for (size_t i = 0; i < s->count; i++)
		p[i + 1] = (struct pollfd){ .fd = s->at[i].verdict };           /* its error: nobody waits for it */
	struct timespec wait = { (time_t)(left / 1000), (long)(left % 1000) * 1000000 };
	if (ppoll(p, s->count + 1, &wait, &s->while_waiting) <= 0)
		return 0;
	for (size_t i = 0; i < s->count; i++)
		if (p[i + 1].revents)
			end_child(&s->at[i]);
	return p[0].revents;
}

_Noreturn void helper_serve(int socket)
{
	struct serving s = {0};
	settle(&s, socket);
	for (int events = 0; !(events & (POLLHUP | POLLERR | POLLNVAL)); ) {
		events = wait_for_events(&s);
		reap(&s);
		if (events == POLLIN)
			receive(&s);
	}
	for (size_t i = 0; i < s.count; i++)
		end_child(&s.at[i]);
	_exit(0);
}
