/* t_date.c: civil days, strict and as people write them. */
#include "unit.h"
#include "base/date.h"

static void known_days(void **state)
{
	(void)state;
	static const struct { const char *text; int day; } table[] = {
		{ "1970-01-01", 0 }, { "1970-01-02", 1 }, { "1969-12-31", -1 }, { "2000-02-29", 11016 },
			{ "2000-03-01", 11017 },
		{ "2024-02-29", 19782 }, { "2026-03-04", 20516 }, { "1900-01-01", -25567 }, { "9999-12-31", 2932896 },
	};
	for (size_t i = 0; i < countof(table); i++) {
		int day;
		char text[DATE_TEXT];
		assert_true(date_parse(table[i].text, &day));
		assert_int_equal(day, table[i].day);
		date_print(day, text);
		SAME(text, table[i].text);
	}
}

static void strict(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "2026", "2026-3-4", "2026-03-4", "2026-13-01", "2026-00-01",
	                                   "2026-01-00",
		"2026-01-32", "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "0000-01-01", "1899-12-31",
			"0206-03-04", "2026-03-04 ",
			" 2026-03-04",
		"2026-03-04T00:00", "2026/03/04", "20260304", "-026-03-04", "+026-03-04", "2026-03-0x", "２０２６-03-04" };
	int day = 12345;
	for (size_t i = 0; i < countof(bad); i++)
		EXPECT(!date_parse(bad[i], &day), "\"%s\" is taken for a day", bad[i]);
	assert_int_equal(day, 12345);
}

static void leap_years(void **state)
{
	(void)state;
	for (int y = DATE_FIRST_YEAR; y <= 9999; y++) {
		char text[DATE_TEXT];
		int day;
		bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
		snprintf(text, sizeof text, "%04u-02-29", (unsigned)y % 10000u);
		EXPECT(date_parse(text, &day) == leap, "%s", text);
	}
}

static void every_day_round_trips(void **state)
{
	(void)state;
	char last[DATE_TEXT] = "";
	for (int day = -25567; day <= 2932896; day += day > -1000 && day < 40000 ? 1 : 97) {
		char text[DATE_TEXT];
		int again;
		date_print(day, text);
		EXPECT(date_parse(text, &again) && again == day, "%d gives %s", day, text);
		EXPECT(strcmp(last, text) < 0, "%s does not come behind %s", text, last);
		memcpy(last, text, sizeof last);
	}
}

static void as_people_write_them(void **state)
{
	(void)state;
	static const struct { const char *written, *meant; } table[] = {
		{ "2026-03-04", "2026-03-04" }, { "2026/3/4", "2026-03-04" }, { "2026/03/04", "2026-03-04" },
		{ "4 Mar 2026", "2026-03-04" }, { "04 mar 2026", "2026-03-04" }, { "4 March 2026", "2026-03-04" },
		{ "29 FEB 2024", "2024-02-29" }, { "2026年3月4日", "2026-03-04" }, { "令和8年3月4日", "2026-03-04" },
		{ "令和元年5月1日", "2019-05-01" }, { "平成31年4月30日", "2019-04-30" }, { "昭和64年1月7日", "1989-01-07" },
		{ "R8.3.4", "2026-03-04" }, { "H31.4.30", "2019-04-30" }, { "S63.12.31", "1988-12-31" },
			{ "R元.5.1", "2019-05-01" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		int day;
		char text[DATE_TEXT];
		EXPECT(date_read(table[i].written, &day), "\"%s\" is not read", table[i].written);
		date_print(day, text);
		SAME(text, table[i].meant);
	}
}

static void not_guessed(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "03/04/2026", "3/4/2026", "3/4/26", "04-03-2026", "4.3.2026",
	                                   "Mar 4 2026",
		"4 Foo 2026", "29 Feb 2026", "2026/2/29", "2026/3", "2026/3/4x", "令和8年", "令和8年13月1日", "令和8年2月29日",
			"R8.3",
		"R8-3-4", "X8.3.4", "soon", "2026-03-04 or later", "2026年3月4", "令和年3月4日" };
	int day;
	for (size_t i = 0; i < countof(bad); i++)
		EXPECT(!date_read(bad[i], &day), "\"%s\" is taken for a day", bad[i]);
}

/* Days that a spreadsheet made or a person wrote in haste: one, or two of which a person chooses, or none. */
static void guessed(void **state)
{
	(void)state;
	static const struct { const char *written; int count; const char *first, *second; } table[] = {
		{ "46063", 1, "2026-02-10", "" }, { "46063.25", 1, "2026-02-10", "" }, { "20000", 1, "1954-10-03", "" },
		{ "73050", 1, "2099-12-31", "" }, { "73051", 0, "", "" }, { "19999", 0, "", "" },
		{ "46063.", 0, "", "" }, { "046063", 0, "", "" }, { "1-Jul-26", 1, "2026-07-01", "" },
		{ "1-Jul-75", 1, "1975-07-01", "" }, { "1-Jux-26", 0, "", "" },
		{ "2/10/2026", 2, "2026-02-10", "2026-10-02" }, { "2/2/2026", 1, "2026-02-02", "" },
		{ "13/2/2026", 1, "2026-02-13", "" }, { "2/13/26", 1, "2026-02-13", "" }, { "13/13/26", 0, "", "" },
		{ "2.10.2026", 1, "2026-10-02", "" }, { "7-1-26", 2, "2026-07-01", "2026-01-07" },
		{ "2/10/2", 0, "", "" }, { "2/10/202", 0, "", "" }, { "2/10/20261", 0, "", "" },
		{ "2026-02-10 00:00:00", 1, "2026-02-10", "" }, { "2026-02-10T00:00:00Z", 1, "2026-02-10", "" },
		{ "2/13/2026 0:00", 1, "2026-02-13", "" }, { "2026-02-10 noon", 0, "", "" },
		{ "February 10, 2026", 1, "2026-02-10", "" }, { "", 0, "", "" }, { "soon", 0, "", "" },
		{ "29/2/2027", 0, "", "" }, { "1:2", 0, "", "" }, { "T", 0, "", "" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		int days[2];
		char text[DATE_TEXT];
		int count = date_guess(table[i].written, days);
		EXPECT(count == table[i].count, "\"%s\" may be %d days", table[i].written, count);
		for (int k = 0; k < count; k++) {
			date_print(days[k], text);
			SAME(text, k ? table[i].second : table[i].first);
		}
	}
}

static void the_day_at_an_instant(void **state)
{
	(void)state;
	assert_int_equal(date_at(0, 0), 0);
	assert_int_equal(date_at(-1, 0), -1);
	assert_int_equal(date_at(86399, 0), 0);
	assert_int_equal(date_at(86400, 0), 1);
	assert_int_equal(date_at(15 * 3600 - 1, 9 * 60), 0);
	assert_int_equal(date_at(15 * 3600, 9 * 60), 1);
	assert_int_equal(date_at(3600, -5 * 60), -1);
	assert_int_equal(date_at(5 * 3600, -5 * 60), 0);
	assert_int_equal(date_at(1772582400, 9 * 60), 20516);
}

static void offsets(void **state)
{
	(void)state;
	static const struct { const char *text; int minutes; } good[] = {
		{ "Z", 0 }, { "+09:00", 540 }, { "-05:00", -300 }, { "+00:00", 0 }, { "+05:45", 345 },
			{ "-03:30", -210 }, { "+14:00", 840 },
	};
	static const char *const bad[] = { "", "z", "09:00", "+9:00", "+0900", "+09", "+09:60", "+15:00", "+09:0",
	                                   "+09:00x", "JST",
		"+-9:00", "+09:-1" };
	int minutes;
	for (size_t i = 0; i < countof(good); i++) {
		assert_true(date_parse_offset(good[i].text, &minutes));
		assert_int_equal(minutes, good[i].minutes);
	}
	for (size_t i = 0; i < countof(bad); i++)
		EXPECT(!date_parse_offset(bad[i], &minutes), "\"%s\" is taken for an offset", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days), cmocka_unit_test(strict), cmocka_unit_test(leap_years),
		cmocka_unit_test(every_day_round_trips), cmocka_unit_test(as_people_write_them),
			cmocka_unit_test(not_guessed), cmocka_unit_test(guessed),
		cmocka_unit_test(the_day_at_an_instant), cmocka_unit_test(offsets),
	};
	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
