/* t_text_edges.c: texts made to be misread: canon-1 without collisions, tables in lists, a second YAML document, odd
 * numbers and days. */
#include "unit.h"
#include "tiny.h"
#include "base/date.h"
#include "base/buf.h"
#include "text/yaml.h"
#include "text/markdown/markdown.h"
#include "check/check.h"
#include "store/store.h"
static bool yaml(struct scope *sc, const char *t, const struct yaml **root, struct yaml_mistake *m)
{
	return yaml_read(sc, t, strlen(t), 1, root, m);
}
static void second_documents(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct yaml *root;
	struct yaml_mistake m = {0, 0, NULL};
	static const char *const bad[] = {"a: 1\n---\nb: 2\n", "a: 1\n...\nb: 2\n", "a: 1\n...\n---\nb: 2\n",
					  "a: 1\n%x\nb: 2\n", "a: 1\n---\n- x\n"};
	for (size_t i = 0; i < countof(bad); i++) {
		bool ok = yaml(sc, bad[i], &root, &m);
		if (ok)
			print_error("taken:\n%s", bad[i]);
		else
			print_message("%d: %s\n", m.line, phrase_text(sc, NULL, m.says));
		assert_false(ok);
	}
	assert_true(yaml(sc, "---\na: 1\n", &root, &m));
	SAME(yaml_text(root, "a", "?"), "1");
	assert_true(yaml(sc, "---\na: 1\n...\n", &root, &m));
	assert_true(yaml(sc, "# only a comment\n", &root, &m));
	assert_null(root);
	assert_true(yaml(sc, "a:\nb: ''\nc: ~\n", &root, &m));
	assert_false(yaml_get(root, "b")->null);
	assert_true(yaml_get(root, "a")->null);
	assert_true(yaml_get(root, "c")->null);
	assert_false(yaml(sc, " |\n }\n  \n  \xef\xbb\xbf", &root, &m));
}
static const char *canon(struct scope *sc, const char *t)
{
	return markdown_canon(markdown_read(sc, t, strlen(t), 1));
}
static void collisions(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {{"## C3\n", "\\## C3\n"},
					       {"- \n", "\\-\n"},
					       {"---\n", "\\---\n"},
					       {">\n", "\\>\n"},
					       {"1. \n", "1\\.\n"},
					       {"`a` b `c`\n", "``a` b `c``\n"},
					       {"[x](<a \"t\">)\n", "[x](a \"t\")\n"},
					       {"~~~\n```\n\n~~~\n", "```\n```\n\n```\n```\n"}};
	for (size_t i = 0; i < countof(pairs); i++) {
		SCOPE(sc);
		if (strcmp(canon(sc, pairs[i][0]), canon(sc, pairs[i][1])) == 0) {
			print_error("collision %zu: %s", i, canon(sc, pairs[i][0]));
			fail();
		}
	}
}
static void tables(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	HAS(canon(sc, "- a | b\n  --|--\n  1 | 2\n"), "|a|b\n");
	LACKS(canon(sc, "- a | b\n  --|--\n  1 | 2\n"), "- a");
	LACKS(canon(sc, "- text\n  | a |\n  |---|\n"), "-\n  -");
	buf_text(b, "h|i\n-|-\n");
	for (int i = 0; i < 70; i++)
		buf_text(b, "cell|");
	struct markdown *m = markdown_read(sc, b->at, b->len, 1);
	const struct markdown_mistake *w;
	assert_int_equal(markdown_mistakes(m, &w), 1);
	HAS(markdown_canon(m), "|cell|cell\\|cell\\|");
	const char *t =
	    "x\n\nsee [p](p)\n| a |\n|---|\n| [q](q) |\n\n[z](z)\n\n> text\n> [w](w)\n> | a |\n> |---|\n> | [v](v) |\n";
	const struct markdown_link *l;
	m = markdown_read(sc, t, strlen(t), 5);
	assert_int_equal(markdown_links(m, &l), 5);
	static const struct {
		const char *to;
		int line;
	} want[] = {{"p", 7}, {"q", 10}, {"z", 12}, {"w", 15}, {"v", 18}};
	for (size_t i = 0; i < 5; i++)
		for (size_t k = 0; k < 5; k++)
			if (!strcmp(l[k].target, want[i].to))
				assert_int_equal(l[k].line, want[i].line);
	LACKS(canon(sc, "[x](y \"**「承認」**です\")\n"), "\xe2\x80\x8b");
}
static void cells(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t;
	struct source *w;
	struct package *p;
	struct findings *fs;
	static const char *const bad[] = {"nan", "inf", "0x10", "NAN", "-inf"};
	OK(template_read_fit(sc, tiny_template(sc), &t));
	for (size_t i = 0; i < countof(bad); i++) {
		struct store *s = store_memory(sc);
		const char *text = scope_printf(sc, "gauge,weight\nG,%s\n", bad[i]);
		OK(store_write(sc, s, "package.yaml", "category: I\n", 12));
		OK(store_write(sc, s, "registers/gauges.csv", text, strlen(text)));
		OK(store_source_work(sc, s, &w));
		OK(package_load(sc, t, w, &p));
		size_t n = 0;
		for (size_t k = 0; k < p->findings->count; k++)
			n += !strcmp(p->findings->at[k].rule, "csv-cell");
		assert_int_equal(n, 1);
		OK(check_run(sc, p, 0, &fs));
	}
	assert_int_equal(package_last_page("3,+5"), 0);
	assert_int_equal(package_last_page("3-+5"), 0);
	int d;
	assert_false(date_parse_offset("++9:00", &d));
	assert_false(date_parse_offset("+ 9:00", &d));
	assert_false(date_read("R-1.3.4", &d));
	assert_false(date_read("R0.3.4", &d));
}
int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(second_documents), cmocka_unit_test(collisions),
					   cmocka_unit_test(tables), cmocka_unit_test(cells)};
	return cmocka_run_group_tests_name("text more", tests, NULL, NULL);
}
