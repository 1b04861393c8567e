/* t_shelf.c: what is kept of packages is handed out only while they stand where they stood, and is never taken from
 * who has it. */
#include "unit.h"
#include "desk/packages.h"
#include "desk/written.h"
#include "web/shelf.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* A package, as far as a stamp knows one, that nobody has written to for so many seconds. */
static const char *package(struct scope *sc, const char *name)
{
	const char *folder = path_join(sc, unit_folder(sc), name);
	OK(file_write(path_join(sc, folder, ".git/refs/sar/journal"), "1\n", 2));
	OK(file_write(path_join(sc, folder, ".git/refs/heads/main"), "2\n", 2));
	OK(file_write(path_join(sc, folder, ".git/lfs/objects/ab/cd/abcd"), "x", 1));
	return folder;
}

/* The clock of the file system cannot be set back, so the test waits for it: once for all that it made. */
static void grow_old(void) { sleep(4); }

static void put(struct scope *sc, struct shelf *s, const char *name, const char *folder, size_t size)
{
	struct scope *own = scope_open();
	struct shelf_of *of = shelf_of(sc);
	shelf_of_package(sc, of, folder);
	shelf_put(sc, s, name, of, own, scope_copy(own, name), size);
}

static void touches(void **state)
{
	SCOPE(sc);
	struct shelf *s = shelf_begin(sc, 1 << 20);
	static const struct { const char *path, *bytes; } changes[] = {
		{ ".git/refs/sar/journal", "3\n" }, { ".git/refs/heads/main", "3\n" }, { ".git/packed-refs", "3\n" },
		{ ".git/lfs/objects/ab/ef/abef", "y" }, { ".git/lfs/objects/cd/ef/cdef", "y" },
		{ ".git/lfs/objects/ab/cd/abce", "y" },         /* beside what is there */
	};
	const char *folders[countof(changes)];
	(void)state;
	for (size_t i = 0; i < countof(changes); i++)
		folders[i] = package(sc, "P-1");
	grow_old();
	for (size_t i = 0; i < countof(changes); i++) {
		put(sc, s, folders[i], folders[i], 10);
		EXPECT(shelf_find(sc, s, folders[i]), "%s was kept", folders[i]);
		OK(file_write(path_join(sc, folders[i], changes[i].path), changes[i].bytes, strlen(changes[i].bytes)));
		EXPECT(!shelf_find(sc, s, folders[i]), "%s was written", changes[i].path);
		put(sc, s, folders[i], folders[i], 10);
		EXPECT(!shelf_find(sc, s, folders[i]), "%s is too young to be kept", changes[i].path);
	}
}

static void names(void **state)
{
	SCOPE(sc);
	struct shelf *s = shelf_begin(sc, 1000);
	const char *one = package(sc, "P-1"), *other = package(sc, "P-2");
	(void)state;
	grow_old();
	assert_null(shelf_find(sc, s, "a"));
	put(sc, s, "a", one, 100);
	put(sc, s, "b", other, 100);
	SAME(shelf_find(sc, s, "a"), "a");
	SAME(shelf_find(sc, s, "b"), "b");
	assert_null(shelf_find(sc, s, "c"));
	/* more than there is room for: what was asked for the longest ago goes */
	SAME(shelf_find(sc, s, "a"), "a");
	for (int i = 0; i < 9; i++)
		put(sc, s, scope_printf(sc, "more %d", i), one, 100);
	assert_non_null(shelf_find(sc, s, "a"));
	assert_null(shelf_find(sc, s, "b"));
	put(sc, s, "large", one, 500);
	assert_null(shelf_find(sc, s, "large"));
	/* of two packages: each counts; of one that is not there as well */
	struct scope *own = scope_open();
	struct shelf_of *of = shelf_of(sc);
	shelf_of_package(sc, of, one);
	shelf_of_package(sc, of, other);
	shelf_of_package(sc, of, path_join(sc, one, "nothing"));
	shelf_put(sc, s, "two", of, own, "two", 10);
	SAME(shelf_find(sc, s, "two"), "two");
	OK(file_write(path_join(sc, other, ".git/refs/heads/main"), "3\n", 2));
	assert_null(shelf_find(sc, s, "two"));
}

/* No handle is left: what nobody could look at is no stamp that anything is kept by. */
static void what_cannot_be_looked_at(void **state)
{
	SCOPE(sc);
	struct shelf *s = shelf_begin(sc, 1 << 20);
	const char *folder = package(sc, "P-1");
	struct rlimit before;
	(void)state;
	grow_old();
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	for (int left = 0; left <= 1; left++) {         /* one: for the package, and for no folder in it */
		char stamp[DIGEST_TEXT], unseen[DIGEST_TEXT];
		int next = dup(0);
		close(next);
		assert_true(written_of(folder, stamp));
		const struct rlimit few = { (rlim_t)(next + left), before.rlim_max };
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
		bool old = written_of(folder, unseen);
		put(sc, s, "a", folder, 10);
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
		EXPECT(!old && strcmp(stamp, unseen) != 0, "with %d handles", left);
		EXPECT(!shelf_find(sc, s, "a"), "with %d handles", left);
		shelf_leave(s, "a");
	}
}

static void it_stays_for_who_has_it(void **state)
{
	SCOPE(sc);
	struct shelf *s = shelf_begin(sc, 1 << 20);
	const char *folder = package(sc, "P-1");
	(void)state;
	grow_old();
	put(sc, s, "a", folder, 10);
	const char *had = shelf_find(sc, s, "a");
	{
		SCOPE(turn);
		put(turn, s, "a", folder, 10);          /* in its place */
		assert_true(shelf_find(turn, s, "a") != had);
	}
	OK(file_write(path_join(sc, folder, ".git/refs/heads/main"), "3\n", 2));
	assert_null(shelf_find(sc, s, "a"));
	SAME(had, "a");
}

enum { THREADS = 6, ROUNDS = 400 };
struct asker { struct shelf *s; const char *const *folders; size_t good; pthread_t thread; };

static void *ask(void *context)
{
	struct asker *a = context;
	for (int i = 0; i < ROUNDS; i++) {
		SCOPE(turn);
		const char *name = scope_printf(turn, "%d", i % 7);
		if (i % 5 == 0)
			put(turn, a->s, name, a->folders[i % 2], 300);
		const char *found = shelf_find(turn, a->s, name);
		a->good += !found || strcmp(found, name) == 0;
	}
	return NULL;
}

static void threads(void **state)
{
	SCOPE(sc);
	const char *const folders[] = { package(sc, "P-1"), package(sc, "P-2") };
	struct shelf *s = shelf_begin(sc, 1500);        /* so that some must always go */
	struct asker askers[THREADS];
	(void)state;
	grow_old();
	for (size_t i = 0; i < THREADS; i++) {
		askers[i] = (struct asker){ .s = s, .folders = folders };
		assert_int_equal(pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(askers[i].thread, NULL);
		assert_int_equal(askers[i].good, ROUNDS);
	}
}

/* Many ask for what is not there: one makes it, the others get that one. */
struct maker { struct shelf *s; const char *folder; atomic_int *made; pthread_t thread; bool good; };

static void *make_once(void *context)
{
	SCOPE(sc);
	struct maker *m = context;
	const char *found = shelf_find(sc, m->s, "slow");
	if (!found) {
		atomic_fetch_add(m->made, 1);
		usleep(100 * 1000);
		put(sc, m->s, "slow", m->folder, 10);
		found = shelf_find(sc, m->s, "slow");
	}
	m->good = found && strcmp(found, "slow") == 0;
	return NULL;
}

static void it_is_made_once(void **state)
{
	SCOPE(sc);
	const char *folder = package(sc, "P-1");
	struct shelf *s = shelf_begin(sc, 1 << 20);
	struct maker makers[THREADS];
	atomic_int made = 0;
	(void)state;
	grow_old();
	for (size_t i = 0; i < THREADS; i++) {
		makers[i] = (struct maker){ .s = s, .folder = folder, .made = &made };
		assert_int_equal(pthread_create(&makers[i].thread, NULL, make_once, &makers[i]), 0);
	}
	for (size_t i = 0; i < THREADS; i++) {
		pthread_join(makers[i].thread, NULL);
		assert_true(makers[i].good);
	}
	assert_int_equal(made, 1);
}

/* Who gives up lets the next one make it. */
static void who_gives_up_holds_nobody(void **state)
{
	SCOPE(sc);
	const char *folder = package(sc, "P-1");
	struct shelf *s = shelf_begin(sc, 1 << 20);
	struct maker next = { .s = s, .folder = folder, .made = &(atomic_int){ 0 } };
	(void)state;
	grow_old();
	{
		SCOPE(turn);
		assert_null(shelf_find(turn, s, "slow"));
		assert_int_equal(pthread_create(&next.thread, NULL, make_once, &next), 0);
		usleep(100 * 1000);
		assert_int_equal(*next.made, 0);
	}
	pthread_join(next.thread, NULL);
	assert_true(next.good && *next.made == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(touches), cmocka_unit_test(names),
		cmocka_unit_test(what_cannot_be_looked_at),
		cmocka_unit_test(it_stays_for_who_has_it), cmocka_unit_test(threads),
		cmocka_unit_test(it_is_made_once), cmocka_unit_test(who_gives_up_holds_nobody) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
