/* t_nameset.c: names in hexadecimal digits, each once. */
#include "unit.h"
#include "base/nameset.h"

static void nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	struct nameset *s = nameset_new(sc, 8);
	assert_false(nameset_has(s, "00000000"));
	assert_true(nameset_place(s, "ffffffff") == NAMESET_NONE);
}

/* A name of zeros is one like any other, and the last digit counts. */
static void each_once(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char *const names[] = { "0000000000000000000000000000000000000000",
		"0000000000000000000000000000000000000001", "89abcdef0123456789abcdef0123456789abcdef" };
	struct nameset *s = nameset_new(sc, 40);
	char out[NAMESET_DIGITS + 1];
	for (size_t i = 0; i < countof(names); i++) {
		assert_false(nameset_has(s, names[i]));
		assert_true(nameset_add(s, names[i]));
		assert_false(nameset_add(s, names[i]));
	}
	for (size_t i = 0; i < countof(names); i++) {
		assert_int_equal(nameset_place(s, names[i]), i);
		nameset_name(s, i, out);
		assert_string_equal(out, names[i]);
	}
	assert_false(nameset_has(s, "89abcdef0123456789abcdef0123456789abcdee"));
}

/* Through many growths; and what is behind the digits of a name is not looked at. */
static void many(void **state)
{
	(void)state;
	SCOPE(sc);
	enum { COUNT = 20000 };
	struct nameset *s = nameset_new(sc, 20);
	char name[32];
	for (unsigned i = 0; i < COUNT; i++) {
		snprintf(name, sizeof name, "%020x", i * 2);
		assert_true(nameset_add(s, name));
	}
	for (unsigned i = 0; i < COUNT; i++) {
		snprintf(name, sizeof name, "%020x and more", i * 2);
		assert_int_equal(nameset_place(s, name), i);
		snprintf(name, sizeof name, "%020x", i * 2 + 1);
		assert_false(nameset_has(s, name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing), cmocka_unit_test(each_once), cmocka_unit_test(many),
	};
	return cmocka_run_group_tests_name("nameset", tests, NULL, NULL);
}
