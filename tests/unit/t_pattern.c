/* t_pattern.c: expressions of templates: the whole value, and never too long. */
#include "unit.h"
#include "base/buf.h"
#include "text/pattern.h"
#include <time.h>

static const struct pattern *pattern(struct scope *sc, const char *expression)
{
	const struct phrase *mistake = NULL;
	const struct pattern *p = pattern_new(sc, expression, &mistake);
	if (!p)
		fail_msg("%s: %s", expression, phrase_text(sc, NULL, mistake));
	return p;
}

static void the_whole_value(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct pattern *nsn = pattern(sc, "\\d{4}-\\d{2}-\\d{3}-\\d{4}");
	assert_true(pattern_matches(nsn, "2840-01-999-9902"));
	assert_false(pattern_matches(nsn, "2840-01-999-99023"));
	assert_false(pattern_matches(nsn, "x2840-01-999-9902"));
	assert_false(pattern_matches(nsn, "2840-01-999-9902\n"));
	assert_false(pattern_matches(nsn, ""));
	const struct pattern *either = pattern(sc, "a|bc");
	assert_true(pattern_matches(either, "a"));
	assert_true(pattern_matches(either, "bc"));
	assert_false(pattern_matches(either, "ac"));
	assert_false(pattern_matches(either, "abc"));
	assert_true(pattern_matches(pattern(sc, ""), ""));
	assert_false(pattern_matches(pattern(sc, "a.c"), "a\nc"));
	assert_true(pattern_matches(pattern(sc, "検.{1}"), "検査"));
}

static void mistakes_are_told(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char *const bad[] = { "(", "[a", "a{2,1}", "*a", "(?<n", "\\", "(?P>x)" };
	for (size_t i = 0; i < countof(bad); i++) {
		const struct phrase *mistake = NULL;
		assert_null(pattern_new(sc, bad[i], &mistake));
		HAS(phrase_text(sc, NULL, mistake), "at character");
	}
}

static void too_many_steps_do_not_match(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char *const slow[] = { "(a+)+b", "(a|aa)+c", "(.*)*x", "(a?){30}a{30}c", "((a*)*)*b" };
	struct buf *b = buf_new(sc);
	for (int i = 0; i < 5000; i++)
		buf_char(b, 'a');
	clock_t start = clock();
	for (size_t i = 0; i < countof(slow); i++)
		assert_false(pattern_matches(pattern(sc, slow[i]), b->at));
	assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
	assert_true(pattern_matches(pattern(sc, "[a-z]*"), b->at));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_value), cmocka_unit_test(mistakes_are_told),
			cmocka_unit_test(too_many_steps_do_not_match),
	};
	return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
