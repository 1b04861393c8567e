/* t_layout.c: which path of a package is what. */
#include "unit.h"
#include "store/layout.h"

static void kinds(void **state)
{
	(void)state;
	static const struct { const char *path; enum layout_kind kind; } table[] = {
		{ "package.yaml", LAYOUT_FILE }, { "columns.csv", LAYOUT_FILE },
		{ "a/columns.csv", LAYOUT_STRAY }, { ".gitattributes", LAYOUT_FILE }, { "evidence/A-cover-letter.md",
			LAYOUT_FILE },
		{ "evidence/図面.md", LAYOUT_FILE }, { "registers/operations.csv", LAYOUT_FILE },
			{ "attachments/B/x.pdf", LAYOUT_ATTACHMENT },
		{ "attachments/B/deep/er/x", LAYOUT_ATTACHMENT }, { "attachments/nobody/x.pdf", LAYOUT_ATTACHMENT },
		{ "", LAYOUT_STRAY }, { "README.md", LAYOUT_STRAY }, { "evidence/x.txt", LAYOUT_STRAY },
			{ "evidence/sub/x.md", LAYOUT_STRAY },
		{ "evidence/.md", LAYOUT_STRAY }, { "evidence/.x.md", LAYOUT_STRAY }, { "evidence", LAYOUT_STRAY },
			{ "evidence/", LAYOUT_STRAY },
		{ "registers/x.xlsx", LAYOUT_STRAY }, { "registers/~$x.csv.tmp", LAYOUT_STRAY },
			{ "attachments/x.pdf", LAYOUT_STRAY },
		{ "attachments/B/", LAYOUT_STRAY }, { "attachments/B", LAYOUT_STRAY }, { "attachments/B/.DS_Store",
			LAYOUT_STRAY },
		{ "attachments/B/.git/x", LAYOUT_STRAY }, { "attachments/../package.yaml", LAYOUT_STRAY },
			{ "../package.yaml", LAYOUT_STRAY },
		{ "/package.yaml", LAYOUT_STRAY }, { "./package.yaml", LAYOUT_STRAY }, { ".git/config", LAYOUT_STRAY },
		{ "Package.yaml", LAYOUT_STRAY }, { "evidence\\x.md", LAYOUT_STRAY }, { ".gitmodules", LAYOUT_STRAY },
	};
	for (size_t i = 0; i < countof(table); i++)
		EXPECT(layout_kind_of(table[i].path) == table[i].kind, "\"%s\" is %d", table[i].path,
		       (int)layout_kind_of(table[i].path));
}

static void attributes(void **state)
{
	(void)state;
	HAS(layout_gitattributes, "attachments/** filter=lfs");
	HAS(layout_gitattributes, "* -text\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(kinds), cmocka_unit_test(attributes) };
	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
