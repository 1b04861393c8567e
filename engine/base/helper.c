/* helper.c: the asker's side: starting the helper, sending a job, taking the answer. */
#include "base/base.h"
#include "base/helper_private.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/single_threaded.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TURN_SECONDS = 30 };             /* how long a caller waits for its turn, over the job's own time */
enum { LOADS = 8 };                     /* kinds of job that need a library; more than there are */

/* The one helper of this process; its socket is what its life hangs on. */
static struct {
	pthread_mutex_t lock;
	int socket;
	pid_t process;
	const struct helper_job *loaded[LOADS]; /* the jobs that were loaded for */
	size_t loaded_count;
} helper = { .lock = PTHREAD_MUTEX_INITIALIZER, .socket = -1 };

int64_t helper_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- its life; all of these with the lock held --- */

static bool is_alive(void)
{
	struct pollfd p = { .fd = helper.socket };
	int ends = 0;                   /* only its end shows without being asked for */
	while (helper.socket >= 0 && (ends = poll(&p, 1, 0)) < 0 && errno == EINTR)
		;
	return helper.socket >= 0 && ends == 0;
}

static void bury(void)
{
	if (helper.socket >= 0) {
		shutdown(helper.socket, SHUT_RDWR);             /* a process forked since may hold it open */
		close(helper.socket);
	}
	while (helper.process > 0 && waitpid(helper.process, NULL, 0) < 0 && errno == EINTR)
		;
	helper.socket = -1;
	helper.process = 0;
}

static void load_all(void)
{
	for (size_t i = 0; i < helper.loaded_count; i++)
		helper.loaded[i]->load();
}

static const struct fault *give_birth(void)
{
	int ends[2];
	if (!__libc_single_threaded)
		return fault_make(FAULT_SYSTEM, "the helper process, which reads received files, has ended; start "
			"the program again");
	bury();
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return fault_errno("starting the helper process");
	/* A helper that does not answer must not hold its askers for ever. */
	setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &(struct timeval){ TURN_SECONDS, 0 }, sizeof(struct timeval));
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		load_all();
		helper_serve(ends[1]);
	}
	int number = errno;
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		errno = number;
		return fault_errno("starting the helper process");
	}
	helper.socket = ends[0];
	helper.process = child;
	return NULL;
}

static bool is_loaded(const struct helper_job *job)
{
	bool loaded = !job || !job->load;
	for (size_t i = 0; i < helper.loaded_count && !loaded; i++)
		loaded = helper.loaded[i]->load == job->load;
	return loaded;
}

/* Another kind of job needs another helper, which loads for the earlier ones too.  With threads it is too late for
 * that: the job goes to the helper there is, and tells what it lacks. */
static const struct fault *have_ready(const struct helper_job *job)
{
	bool lacks = !is_loaded(job);
	if (is_alive() && (!lacks || !__libc_single_threaded))
		return NULL;
	if (lacks && helper.loaded_count < LOADS)
		helper.loaded[helper.loaded_count++] = job;
	return give_birth();
}

static const struct fault *take_socket(const struct helper_job *job, int *out)
{
	pthread_mutex_lock(&helper.lock);
	const struct fault *f = have_ready(job);
	*out = helper.socket;
	pthread_mutex_unlock(&helper.lock);
	return f;
}

const struct fault *helper_start(const struct helper_job *job)
{
	int socket;
	return take_socket(job, &socket);
}

void helper_stop(void)
{
	pthread_mutex_lock(&helper.lock);
	bury();
	pthread_mutex_unlock(&helper.lock);
}

/* --- one job --- */

static const struct fault *send_request(int socket, const struct helper_request *request, const int fds[HELPER_FDS])
{
	size_t size = (HELPER_FIRST_FD + request->files) * sizeof(int);
	union { struct cmsghdr align; char bytes[CMSG_SPACE(HELPER_FDS * sizeof(int))]; } control = {0};
	struct iovec bytes = { (void *)(uintptr_t)request, offsetof(struct helper_request, argument) + request->len };
	struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control,
	                          .msg_controllen = CMSG_SPACE(size) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&message);
	*c = (struct cmsghdr){ .cmsg_len = CMSG_LEN(size), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS };
	memcpy(CMSG_DATA(c), fds, size);
	ssize_t n;
	do
		n = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n < 0 ? fault_errno("the helper process, which reads received files, takes nothing") : NULL;
}

/* A process that dies closes pipe and socket one after the other; whoever asks next must see that it is dead. */
static const struct fault *has_ended(int socket)
{
	(void)poll(&(struct pollfd){ .fd = socket }, 1, 1000);
	return fault_make(FAULT_SYSTEM, "the helper process, which reads received files, has ended; try again");
}

/* The verdict is one small write to a pipe: it comes whole or not at all. */
static const struct fault *wait_for_verdict(int from, int socket, size_t seconds, struct helper_verdict *verdict)
{
	int64_t end = helper_clock() + ((int64_t)seconds + TURN_SECONDS) * 1000;
	for (;;) {
		int64_t left = end - helper_clock();
		struct pollfd p = { .fd = from, .events = POLLIN };
		int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return fault_make(FAULT_SYSTEM, "the machine is too busy to read received files; try again");
		ssize_t n = read(from, verdict, sizeof *verdict);
		if (n < 0 && errno == EINTR)
			continue;
		return n == (ssize_t)sizeof *verdict ? NULL : has_ended(socket);
	}
}

static const struct fault *too_long(const struct helper_limits *l)
{
	return fault_make(FAULT_CORRUPT, "holds more than {size} KiB of what is to be read",
		(l->output + 1023) >> 10);
}

static const struct fault *judge(const struct helper_verdict *v, const struct helper_limits *l)
{
	if (v->end == HELPER_EXITED && v->value == 0)
		return NULL;
	if (v->end == HELPER_LATE || (v->end == HELPER_SIGNALLED && v->value == SIGXCPU))
		return fault_make(FAULT_CORRUPT, "takes more than {seconds} seconds to read", l->seconds);
	if (v->end == HELPER_EXITED && v->value == HELPER_EXIT_MEMORY)
		return fault_make(FAULT_CORRUPT, "takes more than {size} MiB of memory to read", l->memory >> 20);
	if (v->end == HELPER_SIGNALLED && v->value == SIGXFSZ)
		return too_long(l);
	if (v->end == HELPER_SIGNALLED)
		return fault_make(FAULT_CORRUPT, "ends with signal {signal} what reads it", (int)v->value);
	if (v->end == HELPER_EXITED)
		return fault_make(FAULT_CORRUPT, "ends with status {status} what reads it", (int)v->value);
	errno = v->value;
	return fault_errno("starting a process that reads a received file");
}

static const struct fault *take_answer(struct scope *sc, int from, const struct helper_limits *l, const char **answer,
                                       size_t *len)
{
	struct stat st;
	if (fstat(from, &st) != 0)
		return fault_errno("taking the answer of the helper process");
	if (st.st_size < 0 || (uintmax_t)st.st_size > l->output)
		return too_long(l);
	size_t size = (size_t)st.st_size, at = 0;
	char *bytes = scope_alloc(sc, size + 1, 1);
	while (at < size) {
		ssize_t n = pread(from, bytes + at, size - at, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fault_errno("taking the answer of the helper process");
		at += (size_t)n;
	}
	*answer = bytes;
	*len = size;
	return NULL;
}

static const struct fault *ask(const struct helper_request *request, const int *files, int out,
                               struct helper_verdict *verdict)
{
	int socket, ends[2];
	TRY(take_socket(request->job, &socket));
	if (pipe2(ends, O_CLOEXEC) != 0)
		return fault_errno("asking the helper process");
	int fds[HELPER_FDS] = { [HELPER_VERDICT_FD] = ends[1], [HELPER_ANSWER_FD] = out };
	for (size_t i = 0; i < request->files; i++)
		fds[HELPER_FIRST_FD + i] = files[i];
	const struct fault *f = send_request(socket, request, fds);
	close(ends[1]);                         /* so that the helper's end is the end of the pipe */
	if (!f)
		f = wait_for_verdict(ends[0], socket, request->limits.seconds, verdict);
	close(ends[0]);
	return f;
}

const struct fault *helper_run(struct scope *sc, const struct helper_job *job, const struct helper_input *input,
                               const struct helper_limits *limits, const char **answer, size_t *len)
{
	struct helper_request request = { .job = job, .limits = *limits, .files = input->count, .len = input->len };
	struct helper_verdict verdict = {0};
	if (input->len > HELPER_ARGUMENT || input->count > HELPER_FILES)
		return fault_make(FAULT_SYSTEM, "the helper takes {files} files and {bytes} bytes at most ({job})",
			HELPER_FILES, HELPER_ARGUMENT, job->name);
	if (input->len)
		memcpy(request.argument, input->argument, input->len);
	int out = memfd_create(job->name, MFD_CLOEXEC);
	if (out < 0)
		return fault_errno("asking the helper process");
	const struct fault *f = ask(&request, input->files, out, &verdict);
	if (!f)
		f = judge(&verdict, limits);
	if (!f)
		f = take_answer(sc, out, limits, answer, len);
	close(out);
	return f;
}
