/* t_yaml.c: YAML as plain trees: lines, refusals, values. */
#include "unit.h"
#include "base/buf.h"
#include "text/yaml.h"

static const struct yaml *good(struct scope *sc, const char *text)
{
	const struct yaml *root = NULL;
	struct yaml_mistake m = { 0, 0, NULL };
	if (!yaml_read(sc, text, strlen(text), 1, &root, &m))
		fail_msg("line %d: %s in:\n%s", m.line, phrase_text(sc, NULL, m.says), text);
	return root;
}

static struct yaml_mistake bad(struct scope *sc, const char *text)
{
	const struct yaml *root = NULL;
	struct yaml_mistake m = { -1, -1, NULL };
	if (yaml_read(sc, text, strlen(text), 1, &root, &m))
		fail_msg("this was taken:\n%s", text);
	return m;
}

static void kinds_and_lines(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct yaml *y = good(sc, "# comment\na: 1\nb:\n  - x\n  - y: z\n    w: v\nc: {d: e, f: [g, "
	                                "h]}\n\ni: |\n  one\n  two\n");
	assert_int_equal(y->kind, YAML_MAP);
	assert_int_equal(y->count, 4);
	assert_int_equal(y->line, 2);
	SAME(y->keys[0], "a");
	assert_int_equal(yaml_get(y, "a")->line, 2);
	assert_int_equal(yaml_get(y, "a")->column, 4);
	const struct yaml *b = yaml_get(y, "b");
	assert_int_equal(b->kind, YAML_LIST);
	assert_int_equal(b->count, 2);
	assert_int_equal(b->items[0]->line, 4);
	assert_int_equal(b->items[1]->line, 5);
	SAME(yaml_text(b->items[1], "w", "?"), "v");
	assert_int_equal(yaml_get(b->items[1], "w")->line, 6);
	const struct yaml *c = yaml_get(y, "c");
	assert_int_equal(c->line, 7);
	SAME(yaml_text(c, "d", "?"), "e");
	SAME(yaml_get(c, "f")->items[1]->text, "h");
	SAME(yaml_text(y, "i", "?"), "one\ntwo\n");
}

static void lines_count_from_the_first(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct yaml *root = NULL;
	struct yaml_mistake m;
	assert_true(yaml_read(sc, "a: 1\nb: 2\n", 10, 40, &root, &m));
	assert_int_equal(yaml_get(root, "b")->line, 41);
	assert_false(yaml_read(sc, "a: 1\nb: [\n", 10, 40, &root, &m));
	assert_in_range(m.line, 40, 42);
	assert_false(yaml_read(sc, "a: 1\na: 2\n", 10, 40, &root, &m));
	assert_int_equal(m.line, 41);
}

static void empty_documents(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "\n", "  \n\n" };
	for (size_t i = 0; i < countof(texts); i++) {
		SCOPE(sc);
		assert_null(good(sc, texts[i]));
	}
	assert_null(yaml_get(NULL, "a"));
	SAME(yaml_text(NULL, "a", "none"), "none");
}

static void empty_values_have_a_place(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct yaml *y = good(sc, "a:\nb: ''\nc: ~\nd: null\ne: 'null'\n");
	assert_true(yaml_get(y, "a")->null);
	assert_int_equal(yaml_get(y, "a")->line, 1);
	assert_true(yaml_get(y, "c")->null);
	assert_true(yaml_get(y, "d")->null);
	SAME(yaml_get(y, "d")->text, "");
	assert_false(yaml_get(y, "e")->null);
	SAME(yaml_text(y, "a", "?"), "?");
	SAME(yaml_text(y, "e", "?"), "null");
}

static void keys_twice(void **state)
{
	(void)state;
	SCOPE(sc);
	struct yaml_mistake m = bad(sc, "a: 1\nb: 2\na: 3\n");
	assert_int_equal(m.line, 3);
	HAS(phrase_text(sc, NULL, m.says), "\"a\"");
	HAS(phrase_text(sc, NULL, m.says), "twice");
	assert_int_equal(bad(sc, "x:\n  - {a: 1, a: 2}\n").line, 2);
	assert_int_equal(bad(sc, "a: 1\n\"a\": 2\n").line, 2);
}

/* These made libfyaml write outside of its memory; what only looks like them is read. */
static void question_marks_and_tabs(void **state)
{
	(void)state;
	static const char *const traps[] = { "? e:\t:", "? e:\t: x", "?\n e:\t:", "? - e:\t:", "a: 1\n? e: \t: x\n",
	                                     "- ? e:\t:\n", "?\r\n e:\t:\r\n", "?\r e:\t:\r",
	                                     "a: 1\r?\r e:\t: x", "\xef\xbb\xbf? e:\t:" };
	static const char *const fine[] = { "a: why? because\n", "a: \"? b:\tc\"\n", "a:\t1\nb: what ? this\n",
	                                    "? a\n: 1\n", "a: |\n  ? b\n" };
	struct yaml_mistake m;
	const struct yaml *root;
	for (size_t i = 0; i < countof(traps); i++) {
		SCOPE(sc);
		EXPECT(!yaml_read(sc, traps[i], strlen(traps[i]), 1, &root, &m), "%s", traps[i]);
		HAS(phrase_text(sc, NULL, m.says), "key: value");
	}
	for (size_t i = 0; i < countof(fine); i++) {
		SCOPE(sc);
		EXPECT(yaml_read(sc, fine[i], strlen(fine[i]), 1, &root, &m), "%s", fine[i]);
	}
}

static void aliases_are_refused(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char *const texts[] = { "a: &x 1\n", "a: &x 1\nb: *x\n", "a: &x [1]\nb: 2\n",
	                                     "a: &x {b: 1}\nc: {<<: *x}\n",
		"&k a: 1\n", "a: [&x 1, *x]\n" };
	for (size_t i = 0; i < countof(texts); i++)
		bad(sc, texts[i]);
	HAS(bad(sc, "a: 1\nb: &x 1\n").says->english, "anchors");
	assert_int_equal(bad(sc, "a: 1\nb: &x 1\n").line, 2);
	SAME(yaml_text(good(sc, "a: '*x'\nb: 'R & D'\n"), "b", "?"), "R & D");
}

static void deep_nesting_is_refused(void **state)
{
	(void)state;
	SCOPE(sc);
	for (int depth = 42; depth < 20000; depth *= 5) {
		struct buf *b = buf_new(sc);
		for (int i = 0; i < depth; i++)
			buf_char(b, '[');
		for (int i = 0; i < depth; i++)
			buf_char(b, ']');
		bad(sc, b->at);
	}
	struct buf *b = buf_new(sc);
	for (int i = 0; i < 60; i++)
		buf_printf(b, "%*sa:\n", i, "");
	bad(sc, b->at);
	good(sc, "[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]");
}

static void malformed(void **state)
{
	(void)state;
	static const struct { const char *text; int line; } table[] = {
		{ "a: [1, 2\nb: 3\n", 2 }, { "a: 1\n  b: 2\n", 2 }, { "a: 'x\n", 1 }, { "a: 1\n\tb: 2\n", 2 },
			{ "a: }\n", 1 },
		{ "{a: 1\n", 1 }, { "? [a, b]\n: 1\n", 1 }, { "- a\nb: 1\n", 2 }, { "a: 1\nb: @\n", 2 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		struct yaml_mistake m = bad(sc, table[i].text);
		EXPECT(m.line >= 1 && m.line <= table[i].line + 2, "line %d of:\n%s", m.line, table[i].text);
		assert_non_null(m.says);
	}
}

static void values(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct yaml *y = good(sc, "l: [1]\nnsn: 2840-01-999-9902\nday: 2026-03-04\nzone: \"+09:00\"\nja: 検査\n");
	SAME(yaml_text(y, "l", "?"), "?");
	SAME(yaml_text(y, "nsn", "?"), "2840-01-999-9902");
	SAME(yaml_text(y, "day", "?"), "2026-03-04");
	SAME(yaml_text(y, "zone", "?"), "+09:00");
	SAME(yaml_text(y, "ja", "?"), "検査");
	assert_null(yaml_get(y, "absent"));
}

static void the_tree_outlives_the_reading(void **state)
{
	(void)state;
	SCOPE(sc);
	char text[] = "a: 'x ''y'''\n";
	const struct yaml *y = good(sc, text);
	memset(text, 'z', sizeof text - 1);
	SAME(yaml_text(y, "a", "?"), "x 'y'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_and_lines), cmocka_unit_test(lines_count_from_the_first),
			cmocka_unit_test(empty_documents),
		cmocka_unit_test(empty_values_have_a_place), cmocka_unit_test(keys_twice),
			cmocka_unit_test(aliases_are_refused),
		cmocka_unit_test(question_marks_and_tabs),
		cmocka_unit_test(deep_nesting_is_refused), cmocka_unit_test(malformed), cmocka_unit_test(values),
		cmocka_unit_test(the_tree_outlives_the_reading),
	};
	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
