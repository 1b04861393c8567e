/* t_csv.c: RFC 4180 tables with their lines and mistakes. */
#include "unit.h"
#include "text/csv.h"

/* A table as one line: cells in <>, each row with its line in front, mistakes behind. */
static const char *shown(struct scope *sc, const char *text)
{
	const struct csv *t = csv_read(sc, text, strlen(text));
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < t->count; i++) {
		buf_printf(b, "%s%d:", i ? " " : "", t->rows[i].line);
		for (size_t c = 0; c < t->rows[i].count; c++)
			buf_printf(b, "<%s>", t->rows[i].cells[c]);
	}
	for (size_t i = 0; i < t->mistake_count; i++)
		buf_printf(b, " !%d", t->mistakes[i].line);
	return b->at;
}

static void rows_and_lines(void **state)
{
	(void)state;
	static const struct { const char *text, *shown; } table[] = {
		{ "", "" }, { "\n\n", "" }, { "a", "1:<a>" }, { "a\n", "1:<a>" }, { "a,b\n1,2\n", "1:<a><b> 2:<1><2>" },
		{ "a,b\n1,2", "1:<a><b> 2:<1><2>" }, { "a,\n,b\n,\n", "1:<a><> 2:<><b> 3:<><>" }, { "a,", "1:<a><>" },
		{ "a\n\n\nb\n", "1:<a> 4:<b>" }, { "\"a\",b\n", "1:<a><b>" }, { "\"a,b\",c\n", "1:<a,b><c>" },
		{ "\"a\"\"b\"\n", "1:<a\"b>" }, { "\"\"\"\"\n", "1:<\">" }, { "\"\",x\n", "1:<><x>" },
		{ "\"a\nb\",c\nd,e\n", "1:<a\nb><c> 3:<d><e>" }, { "\"a\n\n\nb\"\nc\n", "1:<a\n\n\nb> 5:<c>" },
		{ " a , b \n", "1:< a >< b >" }, { "検査,合格\n", "1:<検査><合格>" }, { "a\tb,c\n", "1:<a\tb><c>" },
		{ "a,b,c\n1\n1,2,3,4\n", "1:<a><b><c> 2:<1> 3:<1><2><3><4>" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		SAME(shown(sc, table[i].text), table[i].shown);
	}
}

static void mistakes(void **state)
{
	(void)state;
	static const struct { const char *text, *shown; } table[] = {
		{ "a,b\n\"1\"x,2\n3,4\n", "1:<a><b> 2:<1><2> 3:<3><4> !2" },
		{ "a\n1\"2,3\n4\n", "1:<a> 2:<1\"2><3> 3:<4> !2" },
		{ "a\nb,\"c\nd\ne\n", "1:<a> 2:<b><c\nd\ne\n> !2" },
		{ "\"", "!1" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		const char *got = shown(sc, table[i].text);
		const char *line = strrchr(table[i].shown, '!');
		HAS(got, line);
	}
	SCOPE(sc);
	SAME(shown(sc, table[0].text), table[0].shown);
	SAME(shown(sc, table[2].text), table[2].shown);
}

static void the_rows_behind_a_mistake_are_read(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *got = shown(sc, "a,b\nx\"y\",1\n\"p\"q,2\nlast,3\n");
	HAS(got, "4:<last><3>");
	HAS(got, "!2 !3");
}

static void a_cell_written_reads_back(void **state)
{
	(void)state;
	static const char *const cells[] = { "plain", "", "a,b", "a\"b", "\"", "\"\"", "a\nb", "\n", " lead", "trail ",
	                                     "  ", "検査、合格",
		"=1+1", "'x", "a\tb", ",", "-", "\"a,\n\"" };
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < countof(cells); i++) {
		csv_put(b, cells[i]);
		buf_char(b, ',');
	}
	buf_text(b, "end\n");
	const struct csv *t = csv_read(sc, b->at, b->len);
	assert_int_equal(t->count, 1);
	assert_int_equal(t->mistake_count, 0);
	assert_int_equal(t->rows[0].count, countof(cells) + 1);
	for (size_t i = 0; i < countof(cells); i++)
		SAME(t->rows[0].cells[i], cells[i]);
}

static void random_tables_round_trip(void **state)
{
	(void)state;
	static const char *const bits[] = { "a", ",", "\"", "\n", " ", "検", "\"\"", "x\"y", ";" };
	unsigned seed = 1;
	for (int turn = 0; turn < 500; turn++) {
		SCOPE(sc);
		struct buf *b = buf_new(sc);
		const char *cells[5][4];
		for (size_t r = 0; r < 5; r++)
			for (size_t c = 0; c < 4; c++) {
				struct buf *cell = buf_new(sc);
				for (unsigned n = (seed = seed * 1103515245u + 12345u) >> 16 & 3; n > 0; n--)
					buf_text(cell, bits[((seed = seed * 1103515245u
					                      + 12345u) >> 16) % countof(bits)]);
				cells[r][c] = cell->at;
				csv_put(b, cell->at);
				buf_char(b, c < 3 ? ',' : '\n');
			}
		const struct csv *t = csv_read(sc, b->at, b->len);
		assert_int_equal(t->mistake_count, 0);
		assert_int_equal(t->count, 5);
		for (size_t r = 0; r < 5; r++)
			for (size_t c = 0; c < 4; c++)
				SAME(t->rows[r].cells[c], cells[r][c]);
	}
}

static void a_long_table(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	for (int i = 0; i < 20000; i++)
		buf_printf(b, "%d,\"x\ny\",z\n", i);
	const struct csv *t = csv_read(sc, b->at, b->len);
	assert_int_equal(t->count, 20000);
	assert_int_equal(t->rows[19999].line, 2 * 19999 + 1);
	SAME(t->rows[19999].cells[1], "x\ny");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_lines), cmocka_unit_test(mistakes),
			cmocka_unit_test(the_rows_behind_a_mistake_are_read),
		cmocka_unit_test(a_cell_written_reads_back), cmocka_unit_test(random_tables_round_trip),
			cmocka_unit_test(a_long_table),
	};
	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
