/* t_home.c: a place that keeps packages, in memory and on disc: listed, opened, made whole or not at all. */
#include "stores.h"
#include "base/list.h"
#include "base/tool.h"
#include "desk/packages.h"
#include <fcntl.h>
#include <sys/stat.h>

static struct home *in_memory(struct scope *sc) { return home_memory(sc); }
static struct home *on_disc(struct scope *sc) { return home_at(sc, unit_folder(sc)); }

static struct { struct home *(*make)(struct scope *); } kinds[] = { { in_memory }, { on_disc } };
#define HOMES(test) { #test " in memory", (test), NULL, NULL, &kinds[0] }, \
	{ #test " on disc", (test), NULL, NULL, &kinds[1] }

static struct home *home_of(struct scope *sc, void **state)
{
	struct home *(*make)(struct scope *) = ((const __typeof__(kinds[0]) *)*state)->make;
	return make(sc);
}

static const char *listed(struct scope *sc, struct home *h)
{
	const char *const *names = NULL;
	size_t count = 9;
	struct names list = {0};
	OK(home_list(sc, h, &names, &count));
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(sc, &list) = names[i];
	return list_join(sc, &list, " ");
}

static struct home_making *start(struct scope *sc, struct home *h, const char *name)
{
	struct home_making *m = NULL;
	OK(home_make(sc, h, name, "/nowhere/sarflow", &m));
	return m;
}

/* As much of a package as opening wants. */
static struct store_id fill(struct scope *sc, struct home_making *m)
{
	struct store_append a = { .message = "opened\n", .person = stores_person(1) };
	struct store_id none = {""}, event = {""};
	stores_write(sc, m->store, "package.yaml", "id: P-1\n");
	OK(store_prepare(sc, m->store, &a, &event));
	OK(store_publish(m->store, STORE_JOURNAL, &none, &event));
	return stores_save(sc, m->store, 1);
}

static void make(struct scope *sc, struct home *h, const char *name)
{
	struct home_making *m = start(sc, h, name);
	fill(sc, m);
	OK(home_keep(m));
}

static void making(void **state)
{
	SCOPE(sc);
	struct home *h = home_of(sc, state);
	struct store *s = NULL;
	struct store_id tip;
	SAME(listed(sc, h), "");
	struct home_making *m = start(sc, h, "P-1");
	struct store_id saved = fill(sc, m);
	SAME(listed(sc, h), "");
	FAILS(home_open(sc, h, "P-1", &s), FAULT_NOT_FOUND);
	OK(home_keep(m));
	SAME(listed(sc, h), "P-1");
	OK(home_open(sc, h, "P-1", &s));
	OK(store_tip(s, STORE_MAIN, &tip));
	SAME(tip.hex, saved.hex);
	FAILS(home_make(sc, h, "P-1", "/nowhere/sarflow", &m), FAULT_REFUSED);
	SAME(listed(sc, h), "P-1");
}

/* libgit2 alone waits for ever for the rest of an object that was cut off. */
static void torn_while_it_is_made(void **state)
{
	SCOPE(sc);
	struct home_making *m = start(sc, on_disc(sc), "P-1");
	const char *const *names = NULL, *bytes = NULL;
	size_t count = 0, len = 0;
	(void)state;
	struct store_id saved = fill(sc, m);
	const char *objects = path_join(sc, m->store->name, ".git/objects");
	OK(file_tree(sc, objects, &names, &count));
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(sc, objects, names[i]);
		struct stat st;
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(chmod(path, 0644), 0);
		assert_int_equal(truncate(path, st.st_size / 2), 0);
	}
	assert_true(count > 3);
	alarm(20);
	FAILS(store_file(sc, m->store, &saved, "package.yaml", &bytes, &len), FAULT_SYSTEM);
	alarm(0);
}

static void what_is_not_kept_is_gone(void **state)
{
	SCOPE(sc);
	struct home *h = home_of(sc, state);
	{
		SCOPE(turn);
		fill(sc, start(turn, h, "P-1"));
	}
	SAME(listed(sc, h), "");
	make(sc, h, "P-1");
	SAME(listed(sc, h), "P-1");
}

static void the_first_takes_the_place(void **state)
{
	SCOPE(sc);
	struct home *h = home_of(sc, state);
	struct store *s = NULL;
	struct home_making *one = start(sc, h, "P-1"), *two = start(sc, h, "P-1");
	fill(sc, one);
	fill(sc, two);
	OK(home_keep(two));
	FAILS(home_keep(one), FAULT_REFUSED);
	SAME(listed(sc, h), "P-1");
	OK(home_open(sc, h, "P-1", &s));
}

static void names(void **state)
{
	SCOPE(sc);
	struct home *h = home_of(sc, state);
	static const char *const bad[] = { "", ".", "..", ".hidden", "a/b", "../P-1", "/P-1", "P-1/" };
	struct home_making *m = NULL;
	struct store *one = NULL, *s = NULL;
	make(sc, h, "P-1");
	OK(home_open(sc, h, "P-1", &one));
	for (size_t i = 0; i < countof(bad); i++) {
		FAILS(home_make(sc, h, bad[i], "/nowhere/sarflow", &m), FAULT_REFUSED);
		FAILS(home_open(sc, h, bad[i], &s), FAULT_NOT_FOUND);
		FAILS(home_beside(sc, one, bad[i], &s), FAULT_NOT_FOUND);
	}
}

static void beside(void **state)
{
	SCOPE(sc);
	struct home *h = home_of(sc, state);
	struct store *one = NULL, *two = NULL;
	make(sc, h, "P-2");
	make(sc, h, "P-10");
	make(sc, h, "P-1");
	SAME(listed(sc, h), "P-1 P-10 P-2");
	OK(home_open(sc, h, "P-1", &one));
	OK(home_beside(sc, one, "P-2", &two));
	OK(home_beside(sc, two, "P-1", &two));
	FAILS(home_beside(sc, one, "P-3", &two), FAULT_NOT_FOUND);
	/* Without a journal it is listed, and cannot be opened. */
	OK(home_keep(start(sc, h, "P-3")));
	SAME(listed(sc, h), "P-1 P-10 P-2 P-3");
	FAILS(home_open(sc, h, "P-3", &two), FAULT_NOT_FOUND);
	FAILS(home_beside(sc, one, "P-3", &two), FAULT_NOT_FOUND);
	FAILS(home_beside(sc, store_memory(sc), "P-1", &two), FAULT_NOT_FOUND);
}

/* --- what only a disc has --- */

static void folders(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *elsewhere = unit_folder(sc);
	struct home *h = home_at(sc, folder);
	const char *const *list = NULL;
	struct names packages = {0};
	struct store *s = NULL;
	size_t count = 0;
	make(sc, h, "P-1");
	make(sc, home_at(sc, elsewhere), "P-2");
	OK(file_make_folder(path_join(sc, folder, "plain")));
	OK(file_make_folder(path_join(sc, folder, ".hidden/.git")));
	OK(file_write(path_join(sc, folder, "file"), "x", 1));
	assert_int_equal(symlink(path_join(sc, elsewhere, "P-2"), path_join(sc, folder, "P-2")), 0);
	SAME(listed(sc, h), "P-1 P-2");
	OK(home_open(sc, h, "P-2", &s));
	FAILS(home_list(sc, home_at(sc, path_join(sc, folder, "none")), &list, &count), FAULT_SYSTEM);
	FAILS(home_list(sc, home_at(sc, path_join(sc, folder, "file")), &list, &count), FAULT_SYSTEM);
	/* The same for commands. */
	OK(packages_in(sc, folder, &packages));
	assert_int_equal(packages.count, 2);
	SAME(packages.at[0], path_join(sc, folder, "P-1"));
	assert_true(packages_is_one(packages.at[1]));
	assert_false(packages_is_one(folder));
	assert_false(packages_is_one(path_join(sc, folder, "P-1/evidence")));
	/* A place that is taken by something else is no place for a package. */
	struct home_making *m = NULL;
	FAILS(home_make(sc, h, "plain", "/nowhere/sarflow", &m), FAULT_REFUSED);
	FAILS(home_make(sc, h, "file", "/nowhere/sarflow", &m), FAULT_REFUSED);
}

static size_t count_names(struct scope *sc, const char *folder)
{
	const char *const *names_ = NULL;
	size_t count = 0;
	OK(file_names(sc, folder, &names_, &count));
	return count;
}

static void nothing_is_left_behind(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = path_join(sc, unit_folder(sc), "made/on/the/way");
	struct home *h = home_at(sc, folder);
	{
		SCOPE(turn);
		struct home_making *one = start(turn, h, "P-1"), *two = start(turn, h, "P-1");
		assert_string_not_equal(one->store->name, two->store->name);
		assert_int_equal(count_names(sc, folder), 2);
		/* Somebody puts a file where the package should stand. */
		OK(file_write(one->place, "x", 1));
		FAILS(home_keep(one), FAULT_REFUSED);
		assert_int_equal(unlink(one->place), 0);
		fill(sc, two);
		OK(home_keep(two));
	}
	assert_int_equal(count_names(sc, folder), 1);
	/* What a process that was killed left there is in nobody's way. */
	OK(file_write(path_join(sc, folder, scope_printf(sc, ".P-2.new-%ld-0/x", (long)getpid())), "x", 1));
	make(sc, h, "P-2");
	SAME(listed(sc, h), "P-1 P-2");
}

/* A bare copy has the history and no work tree; one place says so for all. */
static void bare_copies(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc);
	struct home *h = home_at(sc, folder);
	struct store *s = NULL, *other = NULL;
	struct store_id tip = {""}, id;
	struct source *source = NULL;
	const struct store_change *changes = NULL;
	char digest[DIGEST_TEXT];
	size_t count = 0, len = 0;
	make(sc, h, "P-1");
	const char *argv[] = { "git", "clone", "-q", "--mirror", path_join(sc, folder, "P-1"),
	                       path_join(sc, folder, "bare"), NULL };
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	assert_non_null(tool_read(sc, argv, nothing, &(struct tool_bounds){ 10, 512 << 20, 1 << 16, NULL }, &len));
	close(nothing);
	SAME(listed(sc, h), "P-1 bare");
	OK(home_find(sc, path_join(sc, folder, "bare"), &s));
	OK(store_tip(s, STORE_MAIN, &tip));
	OK(store_source_at(sc, s, &tip, &source));
	OK(store_lock(sc, s));
	struct store_person person = stores_person(2);
	const struct fault *const answers[] = {
		store_source_work(sc, s, &source), store_changes(sc, s, &changes, &count), store_save(sc, s, &person,
			"x\n", &id),
		store_write(sc, s, "package.yaml", "x", 1), store_restore(sc, s, &tip, "", &count),
		stores_attach(sc, s, "attachments/B/x.pdf", "x", 0), stores_purge(sc, s, "attachments/B/x.pdf", digest),
		store_filter(s, "x", true, stdin, stdout),
	};
	for (size_t i = 0; i < countof(answers); i++) {
		FAILS(answers[i], FAULT_REFUSED);
		HAS(answers[i]->text, "bare has no work tree");
	}
	/* What lies beside it is what lies beside any package, with or without git's ".git" behind its name. */
	OK(home_beside(sc, s, "P-1", &other));
	assert_int_equal(rename(path_join(sc, folder, "bare"), path_join(sc, folder, "bare.git")), 0);
	OK(home_beside(sc, other, "bare", &s));
	HAS(s->name, "bare.git");
	FAILS(home_beside(sc, other, "bar", &s), FAULT_NOT_FOUND);
	assert_int_equal(count_names(sc, path_join(sc, folder, "P-1")), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOMES(making), HOMES(what_is_not_kept_is_gone), HOMES(the_first_takes_the_place), HOMES(names),
			HOMES(beside),
		cmocka_unit_test(folders), cmocka_unit_test(nothing_is_left_behind), cmocka_unit_test(bare_copies),
		cmocka_unit_test(torn_while_it_is_made),
	};
	return cmocka_run_group_tests_name("home", tests, NULL, NULL);
}
