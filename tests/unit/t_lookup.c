/* t_lookup.c: names and their places. */
#include "unit.h"
#include "base/lookup.h"

static void nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	assert_true(lookup_find(lookup_new(sc), "") == LOOKUP_NONE);
	assert_true(lookup_find(lookup_new(sc), "C3") == LOOKUP_NONE);
}

static void first_stays(void **state)
{
	(void)state;
	SCOPE(sc);
	struct lookup *l = lookup_new(sc);
	assert_true(lookup_add(l, "C3", 7));
	assert_false(lookup_add(l, scope_copy(sc, "C3"), 8));
	assert_true(lookup_add(l, "", 0));
	assert_int_equal(lookup_find(l, "C3"), 7);
	assert_int_equal(lookup_find(l, ""), 0);
	assert_true(lookup_find(l, "C") == LOOKUP_NONE);
}

static void many(void **state)
{
	(void)state;
	SCOPE(sc);
	enum { COUNT = 20000 };
	struct lookup *l = lookup_new(sc);
	for (size_t i = 0; i < COUNT; i++)
		assert_true(lookup_add(l, scope_printf(sc, "%zu", i), i));
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(lookup_find(l, scope_printf(sc, "%zu", i)), i);
		assert_true(lookup_find(l, scope_printf(sc, "%zu", i + COUNT)) == LOOKUP_NONE);
	}
}

/* Half a million of one kind: in turn, and not each over all before it. */
static void own_names(void **state)
{
	(void)state;
	SCOPE(sc);
	enum { COUNT = 500000 };
	struct lookup *l = lookup_new(sc);
	assert_true(lookup_add(l, "C3#3", 0));
	assert_string_equal(lookup_add_own(l, "C3", 1), "C3");
	assert_string_equal(lookup_add_own(l, "C3", 2), "C3#2");
	assert_string_equal(lookup_add_own(l, "C3", 3), "C3#4");
	assert_string_equal(lookup_add_own(l, "C3#3", 4), "C3#3#2");
	for (size_t i = 0; i < COUNT; i++)
		lookup_add_own(l, "C3", 5 + i);
	assert_int_equal(lookup_find(l, scope_printf(sc, "C3#%d", COUNT + 4)), COUNT + 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing), cmocka_unit_test(first_stays), cmocka_unit_test(many),
		cmocka_unit_test(own_names),
	};
	return cmocka_run_group_tests_name("lookup", tests, NULL, NULL);
}
