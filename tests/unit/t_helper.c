/* t_helper.c: children with bounds: what comes back, every way to end, and that nothing is left behind. */
#include "unit.h"
#include "base/helper_private.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1             /* memory is then the sanitizer's, and a crash its report */
#else
#define SANITIZED 0
#endif

static const struct helper_limits usual = { .seconds = 20, .memory = 64 << 20, .output = 1 << 20 };

/* --- jobs --- */

static bool repeat(const struct helper_input *input, struct buf *answer)
{
	char part[7];
	ssize_t n;
	buf_put(answer, input->argument, input->len);
	for (size_t i = 0; i < input->count; i++)
		while ((n = read(input->files[i], part, sizeof part)) > 0)
			buf_put(answer, part, (size_t)n);
	return true;
}

static bool write_much(const struct helper_input *input, struct buf *answer)
{
	for (size_t i = *(const size_t *)input->argument; i > 0; i--)
		buf_char(answer, (char)('a' + i % 23));
	return true;
}

static bool sleep_long(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	while (nanosleep(&(struct timespec){ 100, 0 }, NULL) == 0)
		;
	return true;
}

static bool turn_round(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	for (volatile unsigned long n = 1; n; n++)
		;
	return true;
}

static bool say_memory_ended(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	return false;
}

static bool allocate(const struct helper_input *input, struct buf *answer)
{
	(void)input;
	while (answer->len < (size_t)1 << 30)
		buf_printf(answer, "%1000d", 1);        /* scope_alloc() aborts where memory ends */
	return true;
}

static bool map(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	return mmap(NULL, 128 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool abort_at_once(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	errno = 0;
	abort();
}

static bool crash(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	signal(SIGSEGV, SIG_DFL);
	return raise(SIGSEGV) == 0;
}

static bool leave(const struct helper_input *input, struct buf *answer)
{
	(void)input; (void)answer;
	_exit(7);
}

static bool write_garbage(const struct helper_input *input, struct buf *answer)
{
	(void)input;
	unsigned state = 1;
	for (int i = 0; i < 3000; i++) {
		state = state * 1103515245 + 12345;
		buf_char(answer, (char)(state >> 16));
	}
	for (int fd = 0; fd < 300; fd++)                /* whatever is open, the verdict among it if it were */
		if (fd != 2 && fd != 3 && write(fd, answer->at, answer->len) < 0 && errno == EPIPE)
			return false;
	return true;
}

/* What a child can reach, as words. */
static bool reach_out(const struct helper_input *input, struct buf *answer)
{
	(void)input;
	pid_t parent = getppid(), child = fork();
	if (child == 0)
		for (;;)
			nanosleep(&(struct timespec){ 1, 0 }, NULL);
	if (child > 0)
		buf_text(answer, "fork ");
	if (open("/etc/passwd", O_RDONLY) >= 0)
		buf_text(answer, "read ");
	if (open("/tmp/sarflow-unit-escaped", O_WRONLY | O_CREAT, 0600) >= 0)
		buf_text(answer, "write ");
	if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || socket(AF_INET, SOCK_STREAM, 0) >= 0)
		buf_text(answer, "socket ");
	if (kill(parent > 1 ? parent : getpid(), 0) == 0)
		buf_text(answer, "kill ");
	if (dup(input->files[0]) >= 0)
		buf_text(answer, "dup ");
	if (setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 }) == 0)
		buf_text(answer, "setrlimit ");
	for (int fd = 5; fd < 300; fd++)
		if (lseek(fd, 0, SEEK_CUR) >= 0 || errno != EBADF)
			buf_printf(answer, "fd%d ", fd);
	execl("/bin/true", "true", (char *)NULL);
	buf_text(answer, "end");
	return true;
}

static const struct helper_job repeats = { "repeat", repeat }, writes = { "write", write_much },
	sleeps = { "sleep", sleep_long }, turns = { "turn", turn_round }, says = { "say", say_memory_ended },
	allocates = { "allocate", allocate }, maps = { "map", map }, aborts = { "abort", abort_at_once },
	crashes = { "crash", crash }, leaves = { "leave", leave },
	garbles = { "garble", write_garbage }, reaches = { "reach", reach_out };

/* Two kinds of job that load something, and tell what is loaded. */
static bool loaded_one, loaded_other;
static void load_one(void) { loaded_one = true; }
static void load_other(void) { loaded_other = true; }
static bool tell_loaded(const struct helper_input *input, struct buf *answer)
{
	(void)input;
	buf_printf(answer, "%d%d", loaded_one, loaded_other);
	return true;
}
static const struct helper_job wants_one = { "one", tell_loaded, load_one },
	wants_other = { "other", tell_loaded, load_other }, wants_one_too = { "one too", tell_loaded, load_one };

/* --- asking --- */

static int file_with(struct scope *sc, const void *bytes, size_t len)
{
	const char *path = path_join(sc, unit_folder(sc), "in");
	OK(file_write(path, bytes, len));
	return open(path, O_RDONLY | O_CLOEXEC);
}

static const struct fault *ask(struct scope *sc, const struct helper_job *job, const void *argument, size_t len,
                               const struct helper_limits *limits, const char **answer, size_t *answer_len)
{
	int in = file_with(sc, "file", 4);
	struct helper_input input = { &in, 1, argument, len };
	const struct fault *f = helper_run(sc, job, &input, limits, answer, answer_len);
	close(in);
	return f;
}

/* The job ends badly, and the fault says so. */
static void ends(const struct helper_job *job, const struct helper_limits *limits, const char *words)
{
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	const struct fault *f = ask(sc, job, NULL, 0, limits, &answer, &len);
	FAILS(f, FAULT_CORRUPT);
	HAS(f->text, words);
	assert_null(answer);
}

static size_t open_files(void)
{
	size_t n = 0;
	DIR *d = opendir("/proc/self/fd");
	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

/* --- tests --- */

static void what_is_asked_is_answered(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL, *told = "told, ";
	size_t len = 0, much = usual.output;
	OK(ask(sc, &repeats, told, strlen(told), &usual, &answer, &len));
	SAME(answer, "told, file");
	assert_int_equal(len, 10);
	OK(ask(sc, &repeats, NULL, 0, &usual, &answer, &len));
	SAME(answer, "file");
	char longest[HELPER_ARGUMENT + 1];
	memset(longest, 'x', sizeof longest);
	OK(ask(sc, &repeats, longest, HELPER_ARGUMENT, &usual, &answer, &len));
	assert_int_equal(len, HELPER_ARGUMENT + 4);
	FAILS(ask(sc, &repeats, longest, sizeof longest, &usual, &answer, &len), FAULT_SYSTEM);
	OK(ask(sc, &writes, &much, sizeof much, &usual, &answer, &len));
	assert_int_equal(len, much);
}

static void several_files_are_one_job(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	int files[HELPER_FILES + 1];
	for (size_t i = 0; i < countof(files); i++)
		files[i] = file_with(sc, &"0123456789abcdefg"[i], 1);
	OK(helper_run(sc, &repeats, &(struct helper_input){ files, HELPER_FILES, "> ", 2 }, &usual, &answer, &len));
	SAME(answer, "> 0123456789abcdef");
	OK(helper_run(sc, &repeats, &(struct helper_input){ .files = NULL }, &usual, &answer, &len));
	SAME(answer, "");
	struct helper_input too_many = { files, countof(files), NULL, 0 };
	FAILS(helper_run(sc, &repeats, &too_many, &usual, &answer, &len), FAULT_SYSTEM);
	for (size_t i = 0; i < countof(files); i++)
		close(files[i]);
}

/* The helper that was started for one kind gives way to one that serves both, once; without any, to none. */
static void libraries_add_up(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	const struct { const struct helper_job *job; const char *told; } asked[] = {
		{ &wants_one, "10" }, { &wants_one_too, "10" }, { &wants_other, "11" }, { &wants_one, "11" },
		{ &repeats, "file" }, { &wants_one_too, "11" },
	};
	for (size_t i = 0; i < countof(asked); i++) {
		OK(ask(sc, asked[i].job, NULL, 0, &usual, &answer, &len));
		SAME(answer, asked[i].told);
	}
	OK(helper_start(&wants_other));
	assert_false(loaded_one || loaded_other);       /* not here: in the helper */
	helper_stop();
	OK(ask(sc, &wants_one, NULL, 0, &usual, &answer, &len));
	SAME(answer, "11");
}

/* An input that comes in pieces, from a writer that takes its time; and one that was closed at the other end. */
static void short_reads_are_read_on(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	int ends[2];
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t writer = fork();
	if (writer == 0) {
		for (int i = 0; i < 5; i++) {
			nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
			if (write(ends[1], "piece ", 6) != 6)
				_exit(1);
		}
		_exit(0);
	}
	close(ends[1]);
	OK(helper_run(sc, &repeats, &(struct helper_input){ ends, 1, NULL, 0 }, &usual, &answer, &len));
	SAME(answer, "piece piece piece piece piece ");
	OK(helper_run(sc, &repeats, &(struct helper_input){ ends, 1, NULL, 0 }, &usual, &answer, &len));
	assert_int_equal(len, 0);
	close(ends[0]);
	assert_int_equal(waitpid(writer, NULL, 0), writer);
	struct helper_input closed = { (const int[]){ -1 }, 1, NULL, 0 };
	FAILS(helper_run(sc, &repeats, &closed, &usual, &answer, &len), FAULT_SYSTEM);
	OK(ask(sc, &repeats, NULL, 0, &usual, &answer, &len));
}

static void every_bound_is_named(void **state)
{
	(void)state;
	struct helper_limits soon = usual;
	soon.seconds = 1;
	ends(&sleeps, &soon, "takes more than 1 seconds to read");
	ends(&turns, &soon, "takes more than 1 seconds to read");
	ends(&says, &usual, "takes more than 64 MiB of memory to read");
	ends(&maps, &usual, "takes more than 64 MiB of memory to read");
	if (!SANITIZED)
		ends(&allocates, &usual, "takes more than 64 MiB of memory to read");
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0, much = usual.output + 1;
	const struct fault *f = ask(sc, &writes, &much, sizeof much, &usual, &answer, &len);
	FAILS(f, FAULT_CORRUPT);
	HAS(f->text, "holds more than 1024 KiB");
}

static void every_death_is_told(void **state)
{
	(void)state;
	ends(&crashes, &usual, "signal 11");
	ends(&leaves, &usual, "status 7");
	if (!SANITIZED)
		ends(&aborts, &usual, "signal 6");
	what_is_asked_is_answered(state);
}

/* The file itself does not count against the memory a job may take. */
static void a_large_file_is_not_to_blame(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	int in = memfd_create("large", MFD_CLOEXEC);
	assert_int_equal(ftruncate(in, 256 << 20), 0);
	OK(helper_run(sc, &maps, &(struct helper_input){ &in, 1, NULL, 0 }, &usual, &answer, &len));
	close(in);
}

static void garbage_is_an_answer_and_nothing_else(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	OK(ask(sc, &garbles, NULL, 0, &usual, &answer, &len));
	assert_int_equal(len, 3000);
	what_is_asked_is_answered(state);
}

static void a_child_reaches_nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	if (prctl(PR_GET_SECCOMP) < 0)          /* this kernel has none: that layer is missing */
		skip();
	OK(ask(sc, &reaches, NULL, 0, &usual, &answer, &len));
	SAME(answer, "end");
	assert_int_not_equal(access("/tmp/sarflow-unit-escaped", F_OK), 0);
}

/* Any message at all, with any descriptors: the helper goes on, and nothing of it stays open. */
static void any_message_is_borne(void **state)
{
	(void)state;
	int pair[2], null = open("/dev/null", O_RDWR | O_CLOEXEC);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
	pid_t helper = fork();
	if (helper == 0) {
		close(pair[0]);
		helper_serve(pair[1]);
	}
	close(pair[1]);
	unsigned random = 7;
	for (int i = 0; i < 2000; i++) {
		struct helper_request request;
		for (size_t k = 0; k < 64; k++)
			((unsigned char *)&request)[k] = (unsigned char)((random = random * 1103515245 + 12345) >> 16);
		union { struct cmsghdr align; char bytes[CMSG_SPACE(8 * sizeof(int))]; } control = {0};
		size_t count = random / 65536 % 9, len = random / 256 % sizeof request;
		if (count >= HELPER_FIRST_FD && len >= offsetof(struct helper_request, argument))
			request.len = len;                              /* never right: what is right would run */
		struct iovec bytes = { &request, len };
		struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };
		if (count) {
			message.msg_control = &control;
			message.msg_controllen = CMSG_SPACE(count * sizeof(int));
			struct cmsghdr *c = CMSG_FIRSTHDR(&message);
			*c = (struct cmsghdr){ CMSG_LEN(count * sizeof(int)), SOL_SOCKET, SCM_RIGHTS };
			for (size_t k = 0; k < count; k++)
				memcpy(CMSG_DATA(c) + k * sizeof(int), &null, sizeof null);
		}
		EXPECT(sendmsg(pair[0], &message, MSG_NOSIGNAL) >= 0, "message %d: %s", i, strerror(errno));
	}
	/* It takes descriptors still: none is left open by the 2000; and its end is an end. */
	SCOPE(sc);
	const char *fds = scope_printf(sc, "/proc/%d/fd", (int)helper);
	size_t n = 0;
	for (int turn = 0; turn < 200 && n != 6; turn++) {
		const char *const *names = NULL;
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
		OK(file_names(sc, fds, &names, &n));
		n += 2;
	}
	assert_int_equal(n, 6);                 /* 0, 1, 2 and its socket, with . and .. */
	int status = -1;
	close(pair[0]);
	assert_int_equal(waitpid(helper, &status, 0), helper);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	close(null);
}

static void *ask_often(void *context)
{
	int *right = context;
	for (int i = 0; i < 20; i++) {
		SCOPE(sc);
		const char *answer = NULL, *told = scope_printf(sc, "%p %d ", context, i);
		size_t len = 0;
		int in = memfd_create("in", MFD_CLOEXEC);
		bool written = write(in, "file", 4) == 4 && lseek(in, 0, SEEK_SET) == 0;
		struct helper_input input = { &in, 1, told, strlen(told) };
		const struct fault *f = helper_run(sc, &repeats, &input, &usual, &answer, &len);
		close(in);
		*right += !f && written && strcmp(answer, scope_printf(sc, "%sfile", told)) == 0;
	}
	return NULL;
}

static void many_threads_ask_at_once(void **state)
{
	(void)state;
	pthread_t threads[32];
	int right[countof(threads)] = {0};
	OK(helper_start(NULL));
	for (size_t i = 0; i < countof(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &right[i]), 0);
	for (size_t i = 0; i < countof(threads); i++) {
		pthread_join(threads[i], NULL);
		EXPECT(right[i] == 20, "thread %zu: %d of 20 answers were right", i, right[i]);
	}
}

static void nothing_is_left_open(void **state)
{
	(void)state;
	struct helper_limits soon = usual;
	soon.seconds = 1;
	OK(helper_start(NULL));
	size_t before = open_files();
	what_is_asked_is_answered(state);
	ends(&crashes, &usual, "signal");
	ends(&sleeps, &soon, "seconds");
	assert_int_equal(open_files(), before);
	helper_stop();
	assert_int_equal(open_files(), before - 1);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);               /* no child at all, so no dead one */
	assert_int_equal(errno, ECHILD);
}

/* The first child of a process, waited for; 0 if it gets none in 20 seconds. */
static pid_t child_of(pid_t parent)
{
	char path[64];
	int child = 0;
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
	for (int turn = 0; turn < 2000 && child <= 1; turn++) {
		FILE *f = fopen(path, "re");
		if (!f || fscanf(f, "%d", &child) != 1)
			nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
		if (f)
			fclose(f);
	}
	return child > 1 ? child : 0;
}

static void a_killed_helper_is_told_and_replaced(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	OK(helper_start(NULL));
	pid_t first = child_of(getpid()), killer = fork();
	assert_true(first > 1);
	if (killer == 0) {
		if (child_of(first))            /* it is at work */
			kill(first, SIGKILL);
		_exit(0);
	}
	const struct fault *f = ask(sc, &sleeps, NULL, 0, &usual, &answer, &len);
	FAILS(f, FAULT_SYSTEM);
	HAS(f->text, "helper process");
	assert_int_equal(waitpid(killer, NULL, 0), killer);
	OK(ask(sc, &repeats, NULL, 0, &usual, &answer, &len));
	assert_int_not_equal(child_of(getpid()), first);
}

/* Whoever asked is killed in the middle of a job: helper and child end. As their new parent we see them do so. */
static void nobody_outlives_the_asker(void **state)
{
	(void)state;
#ifdef __SANITIZE_THREAD__
	skip();                         /* it gives each forked process a thread of its own: none may start a helper */
#endif
	helper_stop();
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
	pid_t asker = fork();
	if (asker == 0) {
		SCOPE(sc);
		const char *answer = NULL;
		size_t len = 0;
		const struct fault *f = ask(sc, &sleeps, NULL, 0, &usual, &answer, &len);
		_exit(f ? 1 : 0);
	}
	pid_t helper = child_of(asker);
	assert_true(helper && child_of(helper));
	kill(asker, SIGKILL);
	for (int turn = 0; turn < 1000 && waitpid(-1, NULL, WNOHANG) >= 0; turn++)
		nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	prctl(PR_SET_CHILD_SUBREAPER, 0);
}

static void wake(int signal) { (void)signal; }

/* Signals rain on the asker while it waits. */
static void interrupted_calls_go_on(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *answer = NULL;
	size_t len = 0;
	pid_t self = getpid();
	struct sigaction old;
	sigaction(SIGUSR1, &(struct sigaction){ .sa_handler = wake }, &old);
	pid_t rain = fork();
	if (rain == 0) {
		while (kill(self, SIGUSR1) == 0)
			nanosleep(&(struct timespec){ 0, 500000 }, NULL);
		_exit(0);
	}
	for (int i = 0; i < 100; i++) {
		OK(ask(sc, &repeats, NULL, 0, &usual, &answer, &len));
		SAME(answer, "file");
	}
	kill(rain, SIGKILL);
	assert_int_equal(waitpid(rain, NULL, 0), rain);
	sigaction(SIGUSR1, &old, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_asked_is_answered), cmocka_unit_test(several_files_are_one_job),
		cmocka_unit_test(libraries_add_up),
		cmocka_unit_test(short_reads_are_read_on),
		cmocka_unit_test(every_bound_is_named), cmocka_unit_test(every_death_is_told),
		cmocka_unit_test(a_large_file_is_not_to_blame), cmocka_unit_test(garbage_is_an_answer_and_nothing_else),
		cmocka_unit_test(a_child_reaches_nothing), cmocka_unit_test(any_message_is_borne),
		cmocka_unit_test(interrupted_calls_go_on), cmocka_unit_test(nothing_is_left_open),
		cmocka_unit_test(a_killed_helper_is_told_and_replaced), cmocka_unit_test(nobody_outlives_the_asker),
		cmocka_unit_test(many_threads_ask_at_once),
	};
	return cmocka_run_group_tests_name("helper", tests, NULL, NULL);
}
