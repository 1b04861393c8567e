/* t_unicode.c: what is UTF-8, what CP932 becomes, how wide it is. */
#include "unit.h"
#include "text/unicode.h"

static void validity(void **state)
{
	(void)state;
	/* After the table of well-formed byte sequences, Unicode 15, table 3-7. */
	static const struct { const char *bytes; size_t len, bad; } table[] = {
		{ "", 0, 0 }, { "abc", 3, 3 }, { "a\0b", 3, 1 }, { "\x7f", 1, 1 }, { "\x80", 1, 0 }, { "a\xbf", 2, 1 },
		{ "\xc0\x80", 2, 0 }, { "\xc1\xbf", 2, 0 }, { "\xc2\x80", 2, 2 }, { "\xdf\xbf", 2, 2 },
			{ "\xc2", 1, 0 }, { "\xc2\x41", 2, 0 },
		{ "\xe0\x80\x80", 3, 0 }, { "\xe0\x9f\xbf", 3, 0 }, { "\xe0\xa0\x80", 3, 3 }, { "\xed\x9f\xbf", 3, 3 },
		{ "\xed\xa0\x80", 3, 0 }, { "\xed\xbf\xbf", 3, 0 }, { "\xee\x80\x80", 3, 3 }, { "\xef\xbf\xbd", 3, 3 },
		{ "\xe3\x81", 2, 0 }, { "\xe3\x81\x41", 3, 0 }, { "x\xe3\x81", 3, 1 },
		{ "\xf0\x80\x80\x80", 4, 0 }, { "\xf0\x8f\xbf\xbf", 4, 0 }, { "\xf0\x90\x80\x80", 4, 4 },
			{ "\xf4\x8f\xbf\xbf", 4, 4 },
		{ "\xf4\x90\x80\x80", 4, 0 }, { "\xf5\x80\x80\x80", 4, 0 }, { "\xf8\x88\x80\x80\x80", 5, 0 },
			{ "\xff", 1, 0 }, { "\xfe", 1, 0 },
		{ "\xf0\x9f\x98", 3, 0 }, { "検査\xff", 7, 6 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		size_t bad = 99;
		bool valid = unicode_is_valid(table[i].bytes, table[i].len, &bad);
		EXPECT(valid == (table[i].bad == table[i].len) && bad == table[i].bad, "row %zu: %d at %zu", i, valid,
		       bad);
	}
}

static void every_code_point(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		char s[5] = "";
		size_t n = 0, bad, len;
		if (c < 0x80)
			s[n++] = (char)c;
		else if (c < 0x800)
			s[n++] = (char)(0xc0 | c >> 6), s[n++] = (char)(0x80 | (c & 63));
		else if (c < 0x10000)
			s[n++] = (char)(0xe0 | c >> 12), s[n++] = (char)(0x80 | (c >> 6 & 63)),
				s[n++] = (char)(0x80 | (c & 63));
		else
			s[n++] = (char)(0xf0 | c >> 18), s[n++] = (char)(0x80 | (c >> 12 & 63)),
				s[n++] = (char)(0x80 | (c >> 6 & 63)),
			s[n++] = (char)(0x80 | (c & 63));
		bool wanted = c < 0xd800 || c > 0xdfff;
		EXPECT(unicode_is_valid(s, n, &bad) == wanted, "U+%04X", (unsigned)c);
		if (wanted)
			EXPECT(unicode_at(s, &len) == c && len == n, "U+%04X", (unsigned)c);
	}
}

static void normalising(void **state)
{
	(void)state;
	static const struct { const char *bytes, *text; enum unicode_origin origin; } table[] = {
		{ "a\nb\n", "a\nb\n", UNICODE_UTF8 }, { "\xef\xbb\xbf" "a,b\n", "a,b\n", UNICODE_UTF8_BOM },
		{ "\xef\xbb\xbf", "", UNICODE_UTF8_BOM }, { "a\r\nb\r\n", "a\nb\n", UNICODE_UTF8 },
			{ "a\rb\r", "a\nb", UNICODE_UTF8 },
		{ "\xef\xbb\xbf" "検査\r\n", "検査\n", UNICODE_UTF8_BOM }, { "\x8c\x9f\x8d\xb8\r\n", "検査\n",
			UNICODE_CP932 },
		{ "\xb6\xc5", "ｶﾅ", UNICODE_CP932 }, { "\x87\x40", "①", UNICODE_CP932 },
			{ "\xed\x40", "纊", UNICODE_CP932 },
		{ "\x83\x5c", "ソ", UNICODE_CP932 }, { "no.,\x95\x5c\n", "no.,表\n", UNICODE_CP932 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		size_t len = 0;
		int line = 0;
		enum unicode_origin origin;
		const char *text = unicode_normalise(sc, table[i].bytes, strlen(table[i].bytes), true, &len, &origin,
		                                     &line);
		assert_non_null(text);
		assert_int_equal(len, strlen(table[i].text));
		assert_memory_equal(text, table[i].text, len);
		assert_int_equal(origin, table[i].origin);
	}
}

static void what_is_no_text(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct { const char *bytes; size_t len; bool cp932; int line; } table[] = {
		{ "a\nb\xff\n", 4, false, 2 }, { "a\n\n\x8c\x9f", 5, false, 3 }, { "a\n\x81", 3, true, 2 },
			{ "a\0b", 3, true, 1 },
		{ "\x8c\x9f\0", 3, true, 1 }, { "a\nb\nc\0", 6, false, 3 }, { "\xff\xfe" "a\0", 4, true, 1 },
			{ "\x8c\n\xff\xff", 4, true, 1 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		size_t len;
		int line = 0;
		enum unicode_origin origin;
		const char *text = unicode_normalise(sc, table[i].bytes, table[i].len, table[i].cp932, &len, &origin,
		                                     &line);
		EXPECT(!text && line == table[i].line, "row %zu, line %d", i, line);
	}
}

static void widths(void **state)
{
	(void)state;
	static const struct { const char *text; int width; } table[] = {
		{ "", 0 }, { "abc", 3 }, { "検査", 4 }, { "ｶﾅ", 2 }, { "Ｃ３", 4 }, { "ä", 1 }, { "a\xcc\x88", 1 },
			{ "か\xe3\x82\x99", 2 },
		{ "\xe2\x80\x8b", 0 }, { "第3章 x", 7 }, { "、", 2 }, { "한글", 4 }, { "\xf0\x9f\x98\x80", 2 }, { "ソ表", 4 },
	};
	for (size_t i = 0; i < countof(table); i++)
		EXPECT(unicode_width(table[i].text) == table[i].width, "%s has %d", table[i].text,
		       unicode_width(table[i].text));
}

static void plain_form(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(unicode_plain(sc, "Ｃ３　検査"), "C3 検査");
	SAME(unicode_plain(sc, "C3"), "C3");
	SAME(unicode_plain(sc, ""), "");
	SAME(unicode_plain(sc, "ｶﾞ①"), "ガ1");
	SAME(unicode_plain(sc, "Ｃ１～Ｃ３"), "C1~C3");
}

static void classes(void **state)
{
	(void)state;
	static const uint32_t cjk[] = { 0x3042, 0x30ab, 0x691c, 0x3400, 0x20000, 0x3005, 0x3007, 0xff76, 0xf900,
	                                0x30fc };
	static const uint32_t not_cjk[] = { 'a', 0x3001, 0x3002, 0x300c, 0xff08, 0xff21, 0xe9, 0x20, 0x2014 };
	static const uint32_t punctuation[] = { '!', '*', '.', '~', '$', '|', 0x3001, 0x3002, 0x300c, 0x300d, 0xff08,
	                                        0xff09, 0x201c, 0x2014 };
	static const uint32_t letters[] = { 'a', 'Z', '0', ' ', '\n', 0x691c, 0xe9, 0x7f, 0x3000 };
	for (size_t i = 0; i < countof(cjk); i++)
		EXPECT(unicode_is_cjk(cjk[i]), "U+%04X", (unsigned)cjk[i]);
	for (size_t i = 0; i < countof(not_cjk); i++)
		EXPECT(!unicode_is_cjk(not_cjk[i]), "U+%04X", (unsigned)not_cjk[i]);
	for (size_t i = 0; i < countof(punctuation); i++)
		EXPECT(unicode_is_punctuation(punctuation[i]), "U+%04X", (unsigned)punctuation[i]);
	for (size_t i = 0; i < countof(letters); i++)
		EXPECT(!unicode_is_punctuation(letters[i]), "U+%04X", (unsigned)letters[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validity), cmocka_unit_test(every_code_point), cmocka_unit_test(normalising),
		cmocka_unit_test(what_is_no_text), cmocka_unit_test(widths), cmocka_unit_test(plain_form),
			cmocka_unit_test(classes),
	};
	return cmocka_run_group_tests_name("unicode", tests, NULL, NULL);
}
