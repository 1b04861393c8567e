/* t_path.c: what may be a path in a package, and where links lead. */
#include "unit.h"

static void safe(void **state)
{
	(void)state;
	static const char *const good[] = { "package.yaml", "evidence/A-cover-letter.md", "attachments/B/図面 9999.pdf",
	                                    "a/b/c",
		".gitattributes", ".gitignore", "git", "a.git", "x.git/y", "...", "a/...", "git~2", ".github/x" };
	for (size_t i = 0; i < countof(good); i++)
		EXPECT(path_is_safe(good[i]), "\"%s\" is refused", good[i]);
}

static void unsafe(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "/", "/etc/passwd", "a//b", "a/", ".", "..", "../a", "a/../b", "a/..",
	                                   "./a", "a/./b",
		".git", ".git/config", ".GIT/hooks", ".Git", "a/.git/b", ".git.", ".git ", ".git..", ".git . ",
			"git~1", "GIT~1/x",
		"git~1.", "a\\b", "..\\a", ".git\\config", "a\nb", "a\tb", "a\x7f", "a\x1b[31m" };
	for (size_t i = 0; i < countof(bad); i++)
		EXPECT(!path_is_safe(bad[i]), "\"%s\" is taken for a path", bad[i]);
}

static void resolving(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct { const char *from, *target, *path; } table[] = {
		{ "evidence/A.md", "../attachments/B/x.pdf", "attachments/B/x.pdf" }, { "evidence/A.md", "B.md",
			"evidence/B.md" },
		{ "evidence/A.md", "./B.md", "evidence/B.md" }, { "evidence/A.md", "..//registers/./x.csv",
		                                                  "registers/x.csv" },
		{ "evidence/A.md", "../evidence/../package.yaml", "package.yaml" }, { "package.yaml", "a/b", "a/b" },
		{ "evidence/A.md", "..", "" }, { "evidence/A.md", "../../etc/passwd", NULL },
			{ "evidence/A.md", "/etc/passwd", NULL },
		{ "package.yaml", "../x", NULL }, { "a/b/c.md", "../../../x", NULL }, { "a/b/c.md", "../../x", "x" },
		{ "evidence/A.md", "..a/x", "evidence/..a/x" }, { "evidence/A.md", "../a/../../x", NULL },
	};
	for (size_t i = 0; i < countof(table); i++) {
		const char *path = path_resolve(sc, table[i].from, table[i].target);
		EXPECT(!path == !table[i].path, "%s from %s", table[i].target, table[i].from);
		if (path)
			SAME(path, table[i].path);
	}
}

static void parts(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(path_base("a/b/c.pdf"), "c.pdf");
	SAME(path_base("c.pdf"), "c.pdf");
	SAME(path_base("a/"), "");
	SAME(path_join(sc, "a", "b"), "a/b");
	SAME(path_join(sc, "a/", "b"), "a/b");
	SAME(path_join(sc, "", "b"), "b");
	assert_true(path_has_suffix("x.PDF", ".pdf"));
	assert_false(path_has_suffix("pdf", ".pdf"));
	assert_false(path_has_suffix("x.pdf.exe", ".pdf"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(safe), cmocka_unit_test(unsafe), cmocka_unit_test(resolving), cmocka_unit_test(parts),
	};
	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
