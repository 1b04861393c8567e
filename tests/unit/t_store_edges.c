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

int main(void)
{
	const struct CMUnitTest tests[] = { ON_BOTH(empty_save), ON_BOTH(sorted), ON_BOTH(resolve) };
	return cmocka_run_group_tests_name("store edges", tests, NULL, NULL);
}
