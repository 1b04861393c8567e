/* t_finding.c: findings are counted, sorted, kept once. */
#include "unit.h"
#include "base/finding.h"

static void counted(void **state)
{
	(void)state;
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	assert_int_equal(fs->worst, FINDING_NONE);
	finding_add(fs, FINDING_encoding_converted, (struct place){ "a" }, PHRASE("note"));
	assert_int_equal(fs->worst, FINDING_NOTE);
	finding_add(fs, FINDING_csv_key, (struct place){ "b", 3, 1 }, PHRASE("row {n}", 3));
	finding_add(fs, FINDING_file_stray, (struct place){ 0 }, PHRASE("stray"));
	assert_int_equal(fs->count, 3);
	assert_int_equal(fs->errors, 1);
	assert_int_equal(fs->warnings, 1);
	assert_int_equal(fs->notes, 1);
	assert_int_equal(fs->worst, FINDING_ERROR);
	SAME(fs->at[1].rule, "csv-key");
	SAME(fs->at[1].message, "row 3");
	SAME(fs->at[2].place.file, "");
	SAME(fs->at[2].element, "");
	HAS(fs->at[1].fix, "key");
}

static void add(struct findings *fs, const char *file, int line, int column, enum finding_level level, const char *rule,
                const char *message)
{
	finding_add_rule(fs, &(struct finding){ .level = level, .rule = rule, .place = { file, line, column },
	                                        .message = message,
	                                        .basis = "D", .fix = "" });
}

static void sorted_and_once(void **state)
{
	(void)state;
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	add(fs, "b", 1, 0, FINDING_ERROR, "r", "7");
	add(fs, "a", 2, 0, FINDING_NOTE, "r", "4");
	add(fs, "a", 1, 2, FINDING_ERROR, "r", "3");
	add(fs, "a", 10, 0, FINDING_WARNING, "q", "5");
	add(fs, "a", 1, 0, FINDING_WARNING, "r", "2");
	add(fs, "a", 1, 0, FINDING_ERROR, "z", "1");
	add(fs, "a", 10, 0, FINDING_WARNING, "r", "6");
	add(fs, "a", 1, 0, FINDING_ERROR, "z", "1");
	add(fs, "a", 1, 0, FINDING_ERROR, "z", "0");
	finding_sort(fs);
	assert_int_equal(fs->count, 8);
	assert_int_equal(fs->errors, 4);
	assert_int_equal(fs->warnings, 3);
	assert_int_equal(fs->notes, 1);
	for (size_t i = 0; i < fs->count; i++) {
		char n[2] = { (char)('0' + i), 0 };
		SAME(fs->at[i].message, n);
	}
	finding_sort(finding_list(sc));
}

static void texts_are_copied(void **state)
{
	(void)state;
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	char text[8] = "here";
	add(fs, text, 1, 0, FINDING_ERROR, text, text);
	memset(text, 'x', 4);
	SAME(fs->at[0].place.file, "here");
	SAME(fs->at[0].rule, "here");
	SAME(fs->at[0].message, "here");
}

static void names(void **state)
{
	(void)state;
	enum finding_level level;
	for (int i = FINDING_NOTE; i <= FINDING_ERROR; i++) {
		assert_true(finding_level_parse(finding_level_name((enum finding_level)i), &level));
		assert_int_equal(level, i);
	}
	assert_false(finding_level_parse("none", &level));
	assert_false(finding_level_parse("Error", &level));
	assert_false(finding_level_parse("", &level));
	SCOPE(sc);
	const char *means, *fix;
	for (int i = 0; i < FINDING_COUNT; i++) {
		const char *name = finding_id_name(sc, (enum finding_id)i);
		assert_null(strchr(name, '_'));
		assert_true(finding_explain(name, &level, &means, &fix));
		for (int k = 0; k < i; k++)
			assert_string_not_equal(name, finding_id_name(sc, (enum finding_id)k));
	}
	SAME(finding_id_name(sc, FINDING_csv_key), "csv-key");
	static const char *const none[] = { "", "csv", "csv-", "csv_key", "csv-keys", "csv-ke" };
	for (size_t i = 0; i < countof(none); i++)
		EXPECT(!finding_explain(none[i], &level, &means, &fix), "\"%s\" is in the catalogue", none[i]);
}

/* What to do is a sentence; the command line that does it is a remedy. */
static void no_command_line_in_words(void **state)
{
	(void)state;
	SCOPE(sc);
	for (int i = 0; i < FINDING_COUNT; i++) {
		const char *fix = finding_fix((enum finding_id)i);
		EXPECT(!strstr(fix, ": sarflow") && !strstr(fix, " --"), "\"%s\"", fix);
	}
	struct findings *fs = finding_list(sc);
	finding_add(fs, FINDING_use_newer, (struct place){ "package.yaml" }, PHRASE("newer"));
	SAME(remedy_line(sc, fs->at[0].remedy), "sarflow use ALIAS --update");
}

static void said_in_the_readers_language(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct reader japanese = { .language = "ja" };
	struct findings *fs = finding_list(sc);
	const struct phrase *mistake = PHRASE("there is no file {path}", "a.md");
	finding_add(fs, FINDING_link_broken, (struct place){ "b.md", 1 }, PHRASE("in the skeleton: {mistake}",
		mistake));
	SAME(fs->at[0].message, "in the skeleton: there is no file a.md");
	SAME(finding_message(sc, &japanese, &fs->at[0]), "ひな型: ファイル a.md がありません");
	SAME(phrase_text(sc, &japanese, finding_tally(sc, fs, false)), "誤り1件、警告0件、注記0件");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counted), cmocka_unit_test(sorted_and_once), cmocka_unit_test(texts_are_copied),
			cmocka_unit_test(names),
		cmocka_unit_test(no_command_line_in_words), cmocka_unit_test(said_in_the_readers_language),
	};
	return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
