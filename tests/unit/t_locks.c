/* t_locks.c: what a package on disc finds as its lock is taken: words of who had it, leavings of the dead, and what the
 * machine may have torn as it went down. */
#include "stores.h"
#include "base/digest.h"
#include "base/temporary.h"
#include "base/tool.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

struct world { struct scope *sc; struct store *s; struct store_id first, event; };

static const char *at(const struct world *w, const char *path) { return path_join(w->sc, w->s->name, path); }
static bool there(const struct world *w, const char *path) { return file_exists(at(w, path)); }

static void put(const struct world *w, const char *path, const char *text)
{
	OK(file_write(at(w, path), text, strlen(text)));
}

static const char *get(const struct world *w, const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	OK(file_read(w->sc, at(w, path), 1 << 20, &bytes, &len));
	return bytes;
}

static struct world begin(struct scope *sc)
{
	struct home *home = home_at(sc, unit_folder(sc));
	struct home_making *m = NULL;
	struct world w = { .sc = sc };
	const struct store_append a = { .message = "opened\n", .person = stores_person(1) };
	OK(home_make(sc, home, "P-1", "/nowhere/sarflow", &m));
	w.s = m->store;
	stores_write(sc, w.s, "package.yaml", "id: P-1\n");
	OK(stores_attach(sc, w.s, "attachments/B/x.pdf", "content", 0));
	w.first = stores_save(sc, w.s, 1);
	OK(store_prepare(sc, w.s, &a, &w.event));
	OK(store_publish(w.s, STORE_JOURNAL, &(struct store_id){""}, &w.event));
	OK(home_keep(m));
	OK(home_open(sc, home, "P-1", &w.s));   /* which reads torn objects to their end */
	return w;
}

static const char *host(struct scope *sc)
{
	char name[256] = "";
	gethostname(name, sizeof name - 1);
	for (char *c = name; *c; c++)
		*c = *c <= ' ' ? '-' : *c;
	name[63] = '\0';
	return scope_copy(sc, name);
}

/* --- who had it last --- */

#define A40 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B40 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
enum { DEAD = 0x3fffffff };             /* no process has this number */

static void words_in_the_lock(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		bool alive, here;
		const char *tips;
		bool interrupted, swept;
	} marks[] = {
		{ "", true, true, "", false, false }, { "held", true, true, A40 " " B40, true, true },
		{ "held", false, true, A40 " -", true, true }, { "done", true, true, A40 " " B40, false, false },
		{ "done", false, true, A40 " " B40, true, false }, { "done", true, false, A40 " " B40, true, false },
	};
	for (size_t i = 0; i < countof(marks); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		SCOPE(turn);
		const char *mark = scope_printf(sc, "%s pid %ld host %s since 7 at %s\n", marks[i].word,
			marks[i].alive ? (long)getppid() : (long)DEAD, marks[i].here ? host(sc) : "elsewhere.example",
			marks[i].tips);
		put(&w, ".git/sarflow.lock", *marks[i].word ? mark : "");
		put(&w, ".git/objects/tmp_object_git2_x", "x");
		put(&w, ".git/objects/tmp_object_other", "x");
		put(&w, ".git/lfs/tmp/put-x", "x");
		put(&w, ".git/lfs/tmp/other-x", "x");
		OK(store_lock(turn, w.s));
		EXPECT(w.s->interrupted == marks[i].interrupted, "%s", mark);
		SAME(w.s->before[0].hex, *marks[i].tips ? A40 : "");
		SAME(w.s->before[1].hex, *marks[i].tips ? strchr(marks[i].tips, ' ') + 1 : "");
		EXPECT(there(&w, ".git/objects/tmp_object_git2_x") == !marks[i].swept, "%s", mark);
		EXPECT(there(&w, ".git/lfs/tmp/put-x") == !marks[i].swept, "%s", mark);
		assert_true(there(&w, ".git/objects/tmp_object_other") && there(&w, ".git/lfs/tmp/other-x"));
	}
}

/* What we write there ourselves: who, since when, where the journal stood now and as the one who failed began. */
static void our_words(void **state)
{
	(void)state;
	for (int failed = 0; failed <= 1; failed++) {
		SCOPE(sc);
		struct world w = begin(sc);
		struct stat st;
		put(&w, ".git/sarflow.lock", failed ? "held pid 1 host x since 7 at " A40 " -\n" : "");
		assert_int_equal(stat(at(&w, ".git/sarflow.lock"), &st), 0);
		const char *words = scope_printf(sc, " pid %ld host %s since %lld at %s %s\n", (long)getpid(), host(sc),
			(long long)st.st_mtim.tv_sec, w.event.hex, failed ? A40 : "-");
		{
			SCOPE(turn);
			OK(store_lock(turn, w.s));
			assert_true(store_is_held(w.s));
			SAME(get(&w, ".git/sarflow.lock"), scope_printf(sc, "held%s", words));
		}
		assert_false(store_is_held(w.s));
		SAME(get(&w, ".git/sarflow.lock"), scope_printf(sc, "done%s", words));
		SCOPE(turn);
		w.s->interrupted = false;
		OK(store_lock(turn, w.s));              /* our own words say nothing new */
		assert_false(w.s->interrupted);
	}
}

/* --- what the dead left --- */

/* A process that took a lock of git's as we do, and died, or lives on and could not give it back. */
static pid_t take_and(const struct world *w, const char *lock, bool lives)
{
	int ends[2];
	char taken = 0;
	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		SCOPE(sc);
		const char *made = NULL;
		int fd = temporary_open(sc, at(w, ".git/sarflow/tmp"), 0666, &made);
		taken = fd >= 0 && link(made, at(w, lock)) == 0;
		close(fd);
		if (write(ends[1], &taken, 1) == 1 && lives)
			pause();
		_exit(0);
	}
	assert_int_equal(read(ends[0], &taken, 1), 1);
	close(ends[0]);
	close(ends[1]);
	assert_true(taken);
	if (!lives)
		assert_int_equal(waitpid(child, NULL, 0), child);
	return child;
}

static void end(pid_t living)
{
	assert_int_equal(kill(living, SIGKILL), 0);
	assert_int_equal(waitpid(living, NULL, 0), living);
}

/* Whoever takes them has the package's lock; so who has that meets only such as were left. */
static void locks_that_were_left(void **state)
{
	(void)state;
	static const char *const locks[] = { ".git/index.lock", ".git/refs/heads/main.lock",
		".git/refs/sar/journal.lock", ".git/refs/tags/submittal/1.lock", ".git/refs/tags/submittal/2.lock" };
	SCOPE(sc);
	struct world w = begin(sc);
	OK(store_name_tag(w.s, "submittal/1", &w.first));
	OK(store_name_tag(w.s, "submittal/3", &w.first));
	for (size_t i = 0; i < 2 * countof(locks); i++) {
		size_t left = i / 2;
		bool lives = i % 2;
		pid_t taker = 0;
		for (size_t k = 0; k < countof(locks); k++) {
			unlink(at(&w, locks[k]));
			if (k == left)
				taker = take_and(&w, locks[k], lives);
			else
				put(&w, locks[k], "somebody else's\n");
		}
		SCOPE(turn);
		const struct fault *f = store_lock(turn, w.s);
		if (lives)
			end(taker);
		OK(f);
		for (size_t k = 0; k < countof(locks); k++)
			EXPECT(there(&w, locks[k]) == (k != left), "%s, of one who %s: %s", locks[k],
			       lives ? "lives" : "died", locks[left]);
	}
	assert_true(there(&w, ".git/refs/tags/submittal/1") && there(&w, ".git/refs/tags/submittal/3"));
}

/* A lock that git holds is waited for, and named. */
static void locks_of_the_living(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world w = begin(sc);
	struct store_id id = {""};
	struct store_person person = stores_person(7);
	SCOPE(turn);
	put(&w, "evidence/A.md", "a\n");
	put(&w, ".git/refs/heads/main.lock", "");
	OK(store_lock(turn, w.s));
	const struct fault *f = store_save(sc, w.s, &person, "Save\n", &id);
	FAILS(f, FAULT_SYSTEM);
	HAS(f->text, "refs/heads/main.lock is there");
	assert_true(there(&w, ".git/refs/heads/main.lock"));
	assert_int_equal(unlink(at(&w, ".git/refs/heads/main.lock")), 0);
	put(&w, ".git/index.lock", "");
	f = store_save(sc, w.s, &person, "Save\n", &id);
	FAILS(f, FAULT_SYSTEM);
	HAS(f->text, "index.lock is there");
	HAS(f->text, "the version itself is saved");
	assert_int_equal(unlink(at(&w, ".git/index.lock")), 0);
	OK(store_save(sc, w.s, &person, "Save\n", &id));
	SAME(id.hex, "");
	put(&w, ".git/index.lock", "");         /* nothing is saved this time, and nothing says so */
	f = store_save(sc, w.s, &person, "Save\n", &id);
	FAILS(f, FAULT_SYSTEM);
	HAS(f->text, "index.lock is there");
	LACKS(f->text, "itself is saved");
	assert_int_equal(unlink(at(&w, ".git/index.lock")), 0);
}

/* --- after the machine went down --- */

static struct timespec started(void)
{
	struct timespec now, up;
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &up);
	int64_t ns = (now.tv_sec - up.tv_sec) * 1000000000LL + now.tv_nsec - up.tv_nsec;
	return (struct timespec){ ns / 1000000000, ns % 1000000000 };
}

/* So many seconds from the machine's start. */
static void set_time(const struct world *w, const char *path, int seconds)
{
	struct timespec t = started();
	t.tv_sec += seconds;
	assert_int_equal(utimensat(AT_FDCWD, at(w, path), (const struct timespec[]){ t, t }, 0), 0);
}

static const char *object_path(struct scope *sc, const struct store_id *id)
{
	return scope_printf(sc, ".git/objects/%.2s/%s", id->hex, id->hex + 2);
}

static const char *content_path(struct scope *sc)
{
	char digest[DIGEST_TEXT];
	digest_bytes("content", 7, digest);
	return scope_printf(sc, ".git/lfs/objects/%.2s/%.2s/%s", digest, digest + 2, digest);
}

static void tear(const struct world *w, const char *path)
{
	assert_int_equal(chmod(at(w, path), 0644), 0);
	assert_int_equal(truncate(at(w, path), 3), 0);
}

/* Published 100 seconds before the machine started: what is from between is doubted, and what is torn of it goes. */
static void torn_files(void **state)
{
	(void)state;
	static const struct { int age; bool torn, down, stays; } files[] = {
		{ -50, true, true, false }, { -50, false, true, true }, { -200, true, true, true },
		{ 50, true, true, true }, { -50, true, false, true }, { -100, true, true, false },
		{ -102, true, true, true }, { -2, true, true, false }, { 2, true, true, true },
	};
	for (int content = 0; content <= 1; content++)
		for (size_t i = 0; i < countof(files); i++) {
			SCOPE(sc);
			struct world w = begin(sc);
			SCOPE(turn);
			const char *path = content ? content_path(sc) : object_path(sc, &w.first);
			if (files[i].torn)
				tear(&w, path);
			set_time(&w, path, files[i].age);
			set_time(&w, ".git/refs/heads/main", -300);
			set_time(&w, ".git/refs/sar/journal", -100);
			if (files[i].down)
				set_time(&w, ".git/sarflow.lock", -10);
			const struct fault *f = store_lock(turn, w.s);
			if (there(&w, path) || content)         /* else main leads nowhere */
				OK(f);
			EXPECT(there(&w, path) == files[i].stays, "%s, %d seconds after the start%s%s", path,
			       files[i].age, files[i].torn ? ", torn" : "", files[i].down ? "" : ", still up");
			assert_false(there(&w, ".git/sarflow.recovering"));
		}
}

/* What git's index says of a file: its size there. */
static const char *indexed_size(const struct world *w, const char *path)
{
	const char *argv[] = { "git", "-C", w->s->name, "ls-files", "--debug", path, NULL };
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	const char *out = tool_read(w->sc, argv, nothing, &(struct tool_bounds){ 10, 512 << 20, 1 << 16, NULL }, &len);
	close(nothing);
	assert_non_null(out);
	const char *size = strstr(out, "size: ");
	assert_non_null(size);
	return scope_copy_bytes(w->sc, size + 6, strspn(size + 6, "0123456789"));
}

/* An index that is none goes, for it is only git's memory; one that cannot be looked at may be another's, and stays. */
static void an_index_that_is_none(void **state)
{
	(void)state;
	static const struct { size_t size; bool goes; } sizes[] = { { 40, true }, { SOURCE_TEXT_LIMIT + 1, false } };
	for (size_t i = 0; i < countof(sizes); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		const struct store_change *changes = NULL;
		size_t count = 0;
		put(&w, ".git/index", "no index at all");
		assert_int_equal(truncate(at(&w, ".git/index"), (off_t)sizes[i].size), 0);
		const struct fault *f = store_changes(sc, w.s, &changes, &count);
		assert_int_equal(f == NULL, sizes[i].goes);
		assert_int_equal(there(&w, ".git/index"), !sizes[i].goes);
	}
}

/* A file of the work tree that may be torn does not pass for what the index remembers; one from before does. */
static void an_index_that_is_not_believed(void **state)
{
	(void)state;
	static const struct { int age; const char *size; } files[] = { { -50, "0" }, { -200, "8" }, { 50, "8" } };
	for (size_t i = 0; i < countof(files); i++) {
		SCOPE(sc);
		struct world w = begin(sc);
		SCOPE(turn);
		SAME(indexed_size(&w, "package.yaml"), "8");
		set_time(&w, "package.yaml", files[i].age);
		set_time(&w, "attachments/B/x.pdf", -200);
		set_time(&w, ".git/refs/heads/main", -300);
		set_time(&w, ".git/refs/sar/journal", -100);
		set_time(&w, ".git/sarflow.lock", -10);
		OK(store_lock(turn, w.s));
		SAME(indexed_size(&w, "package.yaml"), files[i].size);
	}
}

/* A recovery that was stopped is done again, however new the lock is. */
static void a_recovery_that_was_stopped(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world w = begin(sc);
	SCOPE(turn);
	tear(&w, content_path(sc));
	set_time(&w, content_path(sc), -50);
	set_time(&w, ".git/refs/heads/main", -100);
	set_time(&w, ".git/refs/sar/journal", -300);
	put(&w, ".git/sarflow.recovering", "");
	OK(store_lock(turn, w.s));
	assert_false(there(&w, content_path(sc)));
	assert_false(there(&w, ".git/sarflow.recovering"));
}

static void old_locks_of_git(void **state)
{
	(void)state;
	static const char *const locks[] = { ".git/index.lock", ".git/refs/heads/main.lock",
		".git/refs/sar/journal.lock" };
	for (int old = 0; old <= 1; old++) {
		SCOPE(sc);
		struct world w = begin(sc);
		SCOPE(turn);
		for (size_t i = 0; i < countof(locks); i++) {
			put(&w, locks[i], "");
			set_time(&w, locks[i], old ? -5 : 5);
		}
		set_time(&w, ".git/sarflow.lock", -10);
		if (!old)
			unlink(at(&w, locks[0]));       /* which would be waited for */
		OK(store_lock(turn, w.s));
		for (size_t i = old ? 0 : 1; i < countof(locks); i++)
			EXPECT(there(&w, locks[i]) == !old, "%s", locks[i]);
	}
}

static ino_t number_of(const struct world *w, const char *path)
{
	struct stat st;
	assert_int_equal(stat(at(w, path), &st), 0);
	return st.st_ino;
}

/* A sync that failed: all that was written since the last publication is written again, whatever is whole. */
static void after_a_failed_sync(void **state)
{
	(void)state;
	for (int newer = 0; newer <= 1; newer++) {
		SCOPE(sc);
		struct world w = begin(sc);
		SCOPE(turn);
		const char *paths[] = { object_path(sc, &w.first), content_path(sc), "package.yaml",
			"attachments/B/x.pdf" };
		ino_t before[countof(paths)];
		set_time(&w, ".git/refs/heads/main", 100);
		set_time(&w, ".git/refs/sar/journal", 100);
		chmod(at(&w, "package.yaml"), 0640);
		for (size_t i = 0; i < countof(paths); i++) {
			set_time(&w, paths[i], newer ? 200 : 50);
			before[i] = number_of(&w, paths[i]);
		}
		put(&w, ".git/sarflow.unsynced", "");
		OK(store_lock(turn, w.s));
		for (size_t i = 0; i < countof(paths); i++)
			EXPECT((number_of(&w, paths[i]) != before[i]) == newer, "%s: %d", paths[i], newer);
		struct stat st;
		assert_int_equal(stat(at(&w, "package.yaml"), &st), 0);
		assert_int_equal(st.st_mode & 07777, 0640);
		assert_int_equal(stat(at(&w, paths[0]), &st), 0);
		assert_int_equal(st.st_mode & 07777, 0444);
		SAME(get(&w, "package.yaml"), "id: P-1\n");
		SAME(get(&w, "attachments/B/x.pdf"), "content");
		assert_false(there(&w, ".git/sarflow.unsynced"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_in_the_lock), cmocka_unit_test(our_words),
		cmocka_unit_test(locks_that_were_left), cmocka_unit_test(locks_of_the_living),
		cmocka_unit_test(torn_files),
		cmocka_unit_test(a_recovery_that_was_stopped),
		cmocka_unit_test(an_index_that_is_none), cmocka_unit_test(an_index_that_is_not_believed),
		cmocka_unit_test(old_locks_of_git),
		cmocka_unit_test(after_a_failed_sync),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
