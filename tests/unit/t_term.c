/* t_term.c: the answers of a person are read whole. */
#include "unit.h"
#include "command/term.h"

static void lines_are_whole(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *line = NULL;
	char *text = scope_printf(sc, "one\n\n%0600d\nend", 7);
	struct env env = { .in = fmemopen(text, strlen(text), "r") };
	OK(term_read(sc, &env, &line));
	SAME(line, "one");
	OK(term_read(sc, &env, &line));
	SAME(line, "");
	OK(term_read(sc, &env, &line));
	assert_int_equal(strlen(line), 600);
	OK(term_read(sc, &env, &line));
	SAME(line, "end");
	OK(term_read(sc, &env, &line));
	assert_null(line);
	fclose(env.in);
}

static void but_not_endless(void **state)
{
	(void)state;
	for (int more = 0; more < 2; more++) {
		SCOPE(sc);
		const char *line = NULL;
		char *text = scope_printf(sc, "%0*d\nnext\n", TERM_LINE + more, 7);
		struct env env = { .in = fmemopen(text, strlen(text), "r") };
		const struct fault *f = term_read(sc, &env, &line);
		if (more) {
			FAILS(f, FAULT_USAGE);
			HAS(f->text, "at most 65536 bytes");
		} else {
			OK(f);
			assert_int_equal(strlen(line), TERM_LINE);
		}
		fclose(env.in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines_are_whole), cmocka_unit_test(but_not_endless) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
