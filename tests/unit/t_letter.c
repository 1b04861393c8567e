/* t_letter.c: characters that cannot be seen, and those that only look like others. */
#include "unit.h"
#include "text/letter.h"

static const char *first(struct scope *sc, const char *text, enum letter_use use)
{
	struct letter odd;
	size_t from = 0;
	return letter_odd(sc, text, use, &from, &odd) ? phrase_text(sc, NULL, odd.says) : "";
}

static void what_is_odd_where(void **state)
{
	(void)state;
	/* odd in running text, in names, in codes */
	static const struct { const char *text, *named; bool running, name, code; } table[] = {
		{ "A-100 b", "", false, false, false }, { "検査を行う。第一章", "", false, false, false },
		{ "a\xe2\x80\x8b" "b", "U+200B (zero width space)", true, true, true },
		{ "a\xc2\xad" "b", "U+00AD (soft hyphen)", true, true, true },
		{ "a\xe2\x80\xae" "b", "U+202E (direction mark)", true, true, true },
		{ "\xef\xbb\xbf" "b", "U+FEFF (byte order mark)", true, true, true },
		{ "葛\xf3\xa0\x84\x80", "U+E0100 (variation selector)", true, true, true },
		{ "a\x07", "U+0007 (control character)", true, true, true },
		{ "ハ\xe3\x82\x9a", "パ", true, true, true }, { "e\xcc\x81", "U+0301", true, true, true },
		{ "x\xcc\x81", "", false, false, false },          /* no character is both in one */
		{ "a\xc2\xa0" "b", "U+00A0 (no-break blank)", false, true, true },
		{ "東京　支社", "U+3000 (ideographic blank)", false, false, true },
		{ "2840\xe2\x80\x91" "01", "U+2011 (non-breaking hyphen)", false, true, true },
		{ "A\xe2\x88\x92" "1", "U+2212 (minus sign)", false, true, true },
		{ "１２", "U+FF11, the full-width form of 1", false, true, true },
		{ "（株）", "U+FF08, the full-width form of (", false, false, true },
		{ "ﾊﾟ", "U+FF8A, the half-width form of ハ", false, true, true },
		{ "〜", "U+301C (wave dash)", false, false, true },
		{ "～", "U+FF5E (full-width tilde)", false, false, true },
		{ "PN-\xd0\x90" "1", "looks like A", false, true, true }, { "Ж\xd0\x90", "", false, false, false },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		bool odd[] = { table[i].running, table[i].name, table[i].code };
		for (int use = LETTER_RUNNING; use <= LETTER_CODE; use++) {
			const char *got = first(sc, table[i].text, (enum letter_use)use);
			EXPECT((*got != '\0') == odd[use], "%s in use %d: \"%s\"", table[i].text, use, got);
			if (*got)
				HAS(got, table[i].named);
		}
	}
}

static void every_odd_one_is_found(void **state)
{
	(void)state;
	SCOPE(sc);
	struct letter odd;
	size_t from = 0, count = 0, places[4];
	while (letter_odd(sc, "a\xc2\xad" "b\xe2\x80\x8b" "c\xc2\xad", LETTER_RUNNING, &from, &odd))
		places[count++] = odd.at;
	assert_int_equal(count, 3);
	assert_int_equal(places[0], 1);
	assert_int_equal(places[1], 4);
	assert_int_equal(places[2], 8);
}

static void what_is_meant(void **state)
{
	(void)state;
	static const struct { const char *odd, *plain; } table[] = {
		{ "２８４０−０１", "2840-01" }, { "2840\xe2\x80\x91" "01", "2840-01" }, { "ﾊﾟｰﾂ", "パーツ" },
		{ "a\xe2\x80\x8b" "b", "ab" },
		{ "ハ\xe3\x82\x9a", "パ" }, { "PN-\xd0\x90", "PN-A" },
		{ "a\xc2\xa0" "b", "a b" }, { "１０〜２０", "10~20" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(letter_mended(sc, table[i].odd, LETTER_CODE), table[i].plain);
		assert_null(letter_mended(sc, table[i].plain, LETTER_CODE));
	}
}

/* A Greek dot is composed into a middle dot, which is mended as well. */
static void what_is_mended_is_mended(void **state)
{
	(void)state;
	for (enum letter_use use = 0; use < 3; use++) {
		SCOPE(sc);
		const char *once = letter_mended(sc, "\t(\t.\x10" "fc\x1e\xce\x87\x1e\xce\x91\x16\x16", use);
		EXPECT(!once || !letter_mended(sc, once, use), "use %d", (int)use);
	}
}

static void what_looks_the_same(void **state)
{
	(void)state;
	static const struct { const char *a, *b, *says; } same[] = {
		{ "パーツ", "パ\xef\xbd\xb0ツ", "U+30FC against U+FF70" },
		{ "パ", "ハ\xe3\x82\x9a", "U+30D1 against U+30CF" },
		{ "Acme Works", "Acme\xc2\xa0Works", "U+0020 against U+00A0" },
		{ "AB", "ＡＢ", "U+0041 against U+FF21" },
		{ "ab", "ab\xe2\x80\x8b", "U+200B at the end" },
		{ "1-2", "1\xe2\x80\x93" "2", "U+002D against U+2013" },
		{ "〜", "～", "U+301C against U+FF5E" },
		{ "パーツ", "パ\xe2\x80\x95ツ", "U+30FC against U+2015" },
	};
	static const char *const other[][2] = { { "ハ", "パ" }, { "A", "B" }, { "m2", "m²" }, { "a b", "ab" },
	                                       { "ー", "一" } };
	for (size_t i = 0; i < countof(same); i++) {
		SCOPE(sc);
		SAME(letter_look(sc, same[i].a), letter_look(sc, same[i].b));
		SAME(phrase_text(sc, NULL, letter_difference(sc, same[i].a, same[i].b)), same[i].says);
	}
	for (size_t i = 0; i < countof(other); i++) {
		SCOPE(sc);
		EXPECT(strcmp(letter_look(sc, other[i][0]), letter_look(sc, other[i][1])) != 0, "%s", other[i][0]);
	}
}

static void spelled_out(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(letter_spelled(sc, "Acme\xc2\xa0Works", LETTER_CODE), "Acme<U+00A0>Works");
	SAME(letter_spelled(sc, "ハ\xe3\x82\x9a", LETTER_RUNNING), "ハ<U+309A>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_odd_where), cmocka_unit_test(every_odd_one_is_found),
		cmocka_unit_test(what_is_meant),
		cmocka_unit_test(what_is_mended_is_mended), cmocka_unit_test(what_looks_the_same),
		cmocka_unit_test(spelled_out),
	};
	return cmocka_run_group_tests_name("letter", tests, NULL, NULL);
}
