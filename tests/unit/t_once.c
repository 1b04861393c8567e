/* t_once.c: answers that are kept: once, again, at the same time, for something else, of others, and how many. */
#include "unit.h"
#include "web/once.h"

static const char one[DIGEST_TEXT] = "one", two[DIGEST_TEXT] = "two";

static void answers(void **state)
{
	SCOPE(sc);
	struct once *o = once_begin(sc);
	struct once_answer got = {0};
	const struct once_answer said = { "{}\n", "stand", 3 };
	(void)state;
	assert_int_equal(once_ask(sc, o, "a", "k", one, 0, &got), ONCE_NEW);
	assert_int_equal(once_ask(sc, o, "a", "k", one, 0, &got), ONCE_BUSY);
	assert_int_equal(once_ask(sc, o, "a", "k", two, 0, &got), ONCE_OTHER);
	assert_int_equal(once_ask(sc, o, "b", "k", one, 0, &got), ONCE_NEW);    /* a key is of who sent it */
	once_end(o, "a", "k", &said);
	assert_int_equal(once_ask(sc, o, "a", "k", one, 1, &got), ONCE_AGAIN);
	assert_string_equal(got.body, "{}\n");
	assert_string_equal(got.stand, "stand");
	assert_int_equal(got.len, 3);
	assert_int_equal(once_ask(sc, o, "a", "k", two, 1, &got), ONCE_OTHER);
	once_end(o, "b", "k", NULL);                                            /* nothing was done */
	assert_int_equal(once_ask(sc, o, "b", "k", two, 1, &got), ONCE_NEW);
	assert_int_equal(once_ask(sc, o, "a", "k", two, 86400, &got), ONCE_NEW); /* a day later it is free */
	once_end(o, "nobody", "k", &said);
}

static void bounds(void **state)
{
	SCOPE(sc);
	struct once *o = once_begin(sc);
	struct once_answer got = {0};
	const struct once_answer said = { "", NULL, 0 };
	(void)state;
	assert_int_equal(once_ask(sc, o, "other", "k", one, 0, &got), ONCE_NEW);
	once_end(o, "other", "k", &said);
	assert_int_equal(once_ask(sc, o, "a", "busy", one, 0, &got), ONCE_NEW);
	for (int i = 0; i < 3 * ONCE_EACH; i++) {
		const char *key = scope_printf(sc, "%d", i);
		assert_int_equal(once_ask(sc, o, "a", key, one, 0, &got), ONCE_NEW);
		once_end(o, "a", key, &said);
	}
	assert_int_equal(once_ask(sc, o, "a", "191", one, 0, &got), ONCE_AGAIN);
	assert_int_equal(once_ask(sc, o, "a", "0", one, 0, &got), ONCE_NEW);    /* the oldest went */
	assert_int_equal(once_ask(sc, o, "a", "busy", one, 0, &got), ONCE_BUSY);        /* what is being done stays */
	assert_int_equal(once_ask(sc, o, "other", "k", one, 0, &got), ONCE_AGAIN);      /* and what is another's */
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(answers), cmocka_unit_test(bounds) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
