/* t_file_name.c: names that travel, and what becomes of those that do not. */
#include "unit.h"
#include "base/buf.h"
#include "base/path.h"
#include "text/file_name.h"
#include "text/unicode.h"

static void what_stands_against(void **state)
{
	(void)state;
	static const struct { const char *path, *says, *mended; } table[] = {
		{ "attachments/A/IN-04 rev A.pdf", "", "attachments/A/IN-04 rev A.pdf" },
		{ "attachments/A/検査成績書.pdf", "", "attachments/A/検査成績書.pdf" },
		{ "attachments/A/IN-04: rev A?.txt", "\":\"", "attachments/A/IN-04- rev A-.txt" },
		{ "a/b\\c", "\"\\\"", "a/b-c" }, { "a/x\ty", "control character", "a/x-y" },
		{ "a/x.", "at its end", "a/x" }, { "a/ x", "at its end", "a/x" }, { "a/x /y", "at its end", "a/x/y" },
		{ "a/...", "at its end", "a/_" }, { "a/CON.pdf", "device", "a/_CON.pdf" },
		{ "a/lpt1", "device", "a/_lpt1" },
		{ "a/console.pdf", "", "a/console.pdf" }, { "a/com10", "", "a/com10" },
		{ "a/bad\xff.txt", "UTF-8", "a/bad-.txt" }, { "a/e\xcc\x81.txt", "apart", "a/\xc3\xa9.txt" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		const struct phrase *mistake = file_name_mistake(sc, table[i].path);
		const char *says = mistake ? phrase_text(sc, NULL, mistake) : "";
		EXPECT(!*says == !*table[i].says && strstr(says, table[i].says), "%s: %s", table[i].path, says);
		SAME(file_name_mended(sc, table[i].path), table[i].mended);
		EXPECT(!file_name_mistake(sc, file_name_mended(sc, table[i].path)), "%s is not mended", table[i].path);
	}
}

static void too_long(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	buf_text(b, "attachments/A/");
	for (int i = 0; i < 300; i++)
		buf_text(b, "検");
	buf_text(b, ".pdf");
	assert_non_null(file_name_mistake(sc, b->at));
	const char *mended = file_name_mended(sc, b->at);
	assert_null(file_name_mistake(sc, mended));
	assert_true(path_has_suffix(mended, "検.pdf"));
	assert_true(unicode_units(mended) == FILE_NAME_PATH_UNITS);
}

static void one_key(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(file_name_key(sc, "a/Cert.PDF"), file_name_key(sc, "a/cert.pdf"));
	SAME(file_name_key(sc, "a/\xc3\x89.pdf"), file_name_key(sc, "a/e\xcc\x81.pdf"));
	assert_string_not_equal(file_name_key(sc, "a/1.pdf"), file_name_key(sc, "a/１.pdf"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_against), cmocka_unit_test(too_long), cmocka_unit_test(one_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
