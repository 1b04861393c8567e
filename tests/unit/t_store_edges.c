/* t_store_edges.c: order and names in memory as on disc; a save of nothing is no version. */
#include "stores.h"

static void empty_save(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	SAME(stores_save(sc, s, 1).hex, "");
}

static void sorted(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	const struct store_change *c;
	const char *const *names;
	size_t n;
	stores_write(sc, s, "package.yaml", "p");
	stores_write(sc, s, "evidence/B.md", "p");
	stores_write(sc, s, "evidence/A.md", "p");
	OK(store_changes(sc, s, &c, &n));
	SAME(c[0].path, "evidence/A.md");
	struct store_id id = stores_save(sc, s, 1);
	OK(store_names(sc, s, &id, "evidence", &names, &n));
	SAME(names[0], "A.md");
}

static void resolve(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id id, found;
	stores_write(sc, s, "package.yaml", "p");
	id = stores_save(sc, s, 1);
	OK(store_name_tag(s, "submittal/1", &id));
	OK(store_resolve(s, "main", &found));
	OK(store_resolve(s, "submittal/1", &found));
	OK(store_resolve(s, "refs/heads/main", &found));
}

enum { FOLDERS = 40 };

/* More folders than a store keeps, each asked again when it was given up, and in two versions. */
static void many_folders(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id id[2], found, other;
	const char *const *names;
	const char *bytes;
	size_t len;
	for (int version = 0; version < 2; version++) {
		for (int i = 0; i < FOLDERS; i++)
			OK(stores_attach(sc, s, scope_printf(sc, "attachments/E%d/a.txt", i),
			                 scope_printf(sc, "%d of %d", i, version), version ? STORE_REPLACE : 0));
		id[version] = stores_save(sc, s, version);
	}
	for (int turn = 0; turn < 2; turn++)
		for (int i = 0; i < FOLDERS; i++) {
			const char *path = scope_printf(sc, "attachments/E%d/a.txt", i);
			const char *folder = scope_printf(sc, "attachments/E%d", i);
			OK(store_entry(s, &id[0], path, &found));
			OK(store_entry(s, &id[1], path, &other));
			assert_string_not_equal(found.hex, other.hex);
			OK(store_file(sc, s, &id[turn], path, &bytes, &len));
			assert_non_null(strstr(bytes, i < 10 ? "size 6\n" : "size 7\n"));
			OK(store_names(sc, s, &id[turn], folder, &names, &len));
			assert_int_equal(len, 1);
			FAILS(store_file(sc, s, &id[turn], folder, &bytes, &len), FAULT_NOT_FOUND);
		}
}

static void no_path(void **state)
{
	static const char *const paths[] = { "evidence/B.md", "evidence/A.md/x", "evidence/A", "A.md", "evidence//A.md",
		"/evidence" };
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	struct store_id id, found;
	stores_write(sc, s, "evidence/A.md", "p");
	id = stores_save(sc, s, 1);
	for (size_t i = 0; i < countof(paths); i++) {
		OK(store_entry(s, &id, paths[i], &found));
		SAME(found.hex, "");
	}
	OK(store_entry(s, &id, "evidence", &found));
	assert_int_equal(strlen(found.hex), 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = { ON_BOTH(empty_save), ON_BOTH(sorted), ON_BOTH(resolve),
		ON_BOTH(many_folders), ON_BOTH(no_path) };
	return cmocka_run_group_tests_name("store edges", tests, NULL, NULL);
}
