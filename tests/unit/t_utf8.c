/* t_utf8.c: where a character begins and ends. */
#include "unit.h"
#include "base/utf8.h"

static void lengths(void **state)
{
	(void)state;
	static const struct { const char *s; size_t length; } table[] = {
		{ "a", 1 }, { "", 1 }, { "\xc3\xa9", 2 }, { "\xe6\xa4\x9c", 3 }, { "\xf0\x9f\x98\x80", 4 },
			{ "\xc3", 0 }, { "\xc3(", 0 },
		{ "\x80", 0 }, { "\xc0\xaf", 0 }, { "\xc1\xbf", 0 }, { "\xe0\x9f\xbf", 0 }, { "\xed\xa0\x80", 0 },
			{ "\xf0\x8f\xbf\xbf", 0 },
		{ "\xf4\x90\x80\x80", 0 }, { "\xf5\x80\x80\x80", 0 }, { "\xff", 0 }, { "\xf4\x8f\xbf\xbf", 4 },
			{ "\xed\x9f\xbf", 3 },
	};
	for (size_t i = 0; i < countof(table); i++)
		EXPECT(utf8_length(table[i].s) == table[i].length, "%zu: %zu", i, utf8_length(table[i].s));
}

static void cuts(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *text = "ab\xe6\xa4\x9c\xe6\x9f\xbb";
	static const size_t wanted[] = { 0, 1, 2, 2, 2, 5, 5, 5, 8, 8 };
	for (size_t most = 0; most < countof(wanted); most++)
		EXPECT(utf8_cut(text, 8, most) == wanted[most], "%zu: %zu", most, utf8_cut(text, 8, most));
	assert_int_equal(utf8_begin(text, 4), 2);
	SAME(utf8_first_line(sc, "one\ntwo", 80), "one \xe2\x80\xa6");
	SAME(utf8_first_line(sc, "one\n", 80), "one");
	SAME(utf8_first_line(sc, text, 4), "ab \xe2\x80\xa6");
	SAME(utf8_first_line(sc, "", 4), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lengths), cmocka_unit_test(cuts) };
	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
