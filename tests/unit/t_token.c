/* t_token.c: what a workbook calls itself and its rows. */
#include "unit.h"
#include "text/token.h"
#include <ctype.h>

static void a_row_has_one_name(void **state)
{
	(void)state;
	char a[TOKEN_TEXT], b[TOKEN_TEXT];
	token_of_row("Checklist", "C3", a);
	token_of_row("Checklist", "C3", b);
	SAME(a, b);
	assert_int_equal(strlen(a), TOKEN_TEXT - 1);
	assert_true(token_is_whole(a));
	token_of_row("Checklis", "tC3", b);
	assert_string_not_equal(a, b);
	for (char *c = a + 1; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	assert_true(token_is_whole(a));
}

/* Any one letter wrong, two neighbours exchanged, a piece of it: seen, but for 1 in 1024. */
static void damage_is_seen(void **state)
{
	(void)state;
	size_t missed = 0, tried = 0;
	for (int n = 0; n < 200; n++) {
		char id[16], good[TOKEN_TEXT], bad[TOKEN_TEXT];
		snprintf(id, sizeof id, "%d", n);
		token_of_row("Operations", id, good);
		for (size_t i = 1; i < TOKEN_TEXT - 1; i++) {
			memcpy(bad, good, sizeof bad);
			bad[i] = good[i] == '7' ? '8' : '7';
			missed += token_is_whole(bad);
			tried++;
		}
		memcpy(bad, good, sizeof bad);
		bad[TOKEN_TEXT - 2] = 0;
		assert_false(token_is_whole(bad));
	}
	assert_true(missed * 100 < tried);
	assert_false(token_is_whole(""));
	assert_false(token_is_whole("C3"));
	assert_false(token_is_whole("r00000000I0"));
}

static void a_line_is_found_again(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct token_line line = { TOKEN_FORM, "F110-NOZ-001", "submittal", 1,
	                                 "8c1f2e0a9d3b77777777777777777777", "" };
	const char *s = token_line_write(sc, &line);
	struct token_line out;
	assert_true(strncmp(s, "[sarflow 2 F110-NOZ-001 submittal 1 8c1f2e0a9d3b - ", 51) == 0);
	assert_true(token_line_read(sc, scope_printf(sc, "F110, submittal 1 [x] %s, and more", s), &out));
	assert_int_equal(out.form, TOKEN_FORM);
	assert_int_equal(out.submittal, 1);
	SAME(out.package, "F110-NOZ-001");
	SAME(out.profile, "submittal");
	SAME(out.version, "8c1f2e0a9d3b");
	SAME(out.template, "-");
	char *other = (char *)(uintptr_t)scope_copy(sc, s);
	other[strlen("[sarflow 2 F110-NOZ-00")] = '2';
	assert_false(token_line_read(sc, other, &out));
	assert_false(token_line_read(sc, "[sarflow ", &out));
	assert_false(token_line_read(sc, "[sarflow ]", &out));
	assert_false(token_line_read(sc, "", &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_row_has_one_name), cmocka_unit_test(damage_is_seen),
		cmocka_unit_test(a_line_is_found_again) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
