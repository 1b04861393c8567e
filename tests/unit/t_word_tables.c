/* t_word_tables.c: tables of a Word document: merged cells, several paragraphs in one, heads of two lines. */
#include "worded.h"

static void merged_cells_repeat(void **state)
{
	(void)state;
	SCOPE(sc);
	/* without its number the second row would be of no operation */
	const struct word_proposal *p = worded(sc, TABLE(COLUMN "," COLUMN "," COLUMN, "",
		ROW(C("Op") "," CELL(1, 2, P(S("Parameters")))) ","
		ROW(CELL(2, 1, P(S("10"))) "," C("a") "," C("b")) "," ROW(C("c|d") "," C("e"))));
	SAME(worded_body(p), "| Op | Parameters | Parameters |\n|---|---|---|\n| 10 | a | b |\n| 10 | c\\|d | e |\n");
	const char *told = worded_notices(sc, p);
	HAS(told, "7 note: table 1: Word marks no row of this table as its head");
	HAS(told, "7 note: table 1, row 1: the cell \"Parameters\" was merged over 1 row and 2 columns;");
	HAS(told, "9 note: table 1, row 2: the cell \"10\" was merged over 2 rows and 1 column;");
	/* an area of both */
	p = worded(sc, TABLE(COLUMN "," COLUMN, ROW(C("a") "," C("b")), ROW(CELL(2, 2, P(S("x")))) "," ROW("")));
	SAME(worded_body(p), "| a | b |\n|---|---|\n| x | x |\n| x | x |\n");
	LACKS(worded_notices(sc, p), "as its head");
}

static void heads(void **state)
{
	(void)state;
	SCOPE(sc);
	/* two lines of a head, one of them over both */
	SAME(worded_text(sc, TABLE(COLUMN "," COLUMN "," COLUMN,
		ROW(CELL(2, 1, P(S("No"))) "," CELL(1, 2, P(S("Size")))) "," ROW(C("min") "," C("max")),
		ROW(C("1") "," C("2") "," C("3")))),
	     "| No | Size<br>min | Size<br>max |\n|---|---|---|\n| 1 | 2 | 3 |\n");
	/* the same where Word marks the first row only, or none: the head goes on to where its cells end */
	SAME(worded_text(sc, TABLE(COLUMN "," COLUMN "," COLUMN, "",
		ROW(CELL(2, 1, P(S("No"))) "," CELL(1, 2, P(S("Size")))) "," ROW(C("min") "," C("max")) ","
		ROW(C("1") "," C("2") "," C("3")))),
	     "| No | Size<br>min | Size<br>max |\n|---|---|---|\n| 1 | 2 | 3 |\n");
	/* a title in the table */
	const struct word_proposal *p = worded(sc, TABLE(COLUMN "," COLUMN, "",
		ROW(CELL(1, 2, P(S("1.") SP S("Sizes")))) "," ROW(C("a") "," C("b")) "," ROW(C("1") "," C("2"))));
	SAME(worded_body(p), "1\\. Sizes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
	HAS(worded_notices(sc, p),
	    "table 1: the first row was one cell over the whole width; it stands above the table");
}

static void cells_of_several_lines(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(worded_text(
		     sc,
		     TABLE(COLUMN "," COLUMN, ROW(C("Op") "," C("What")),
	                   ROW(C("10") "," CELL(
				   1, 1,
				   P(S("clean") BR S("well")) "," P(S("dry")) "," BULLETS(ITEM(P(S("a")) "," NUMBERS(
					   2, "Decimal", "Period",
					   ITEM(P(S("b"))))) "," ITEM(P(S("c")))) ","
										  "{'t':'CodeBlock','c':[['',[],[]],'"
	                                                                          "x|y\\nz']}")))),
	     "| Op | What |\n|---|---|\n| 10 | clean<br>well<br>dry<br>- a<br>2. b<br>- c<br>`x\\|y`<br>`z` |\n");
}

static void a_table_in_a_table(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(sc, TABLE(COLUMN "," COLUMN, ROW(C("a") "," C("b")), ROW(C("1") ","
		CELL(1, 1, TABLE(COLUMN "," COLUMN, "", ROW(C("c") "," C("d")) "," ROW(C("e") "," C("f")))))));
	SAME(worded_body(p), "| a | b |\n|---|---|\n| 1 | c / d<br>e / f |\n");
	HAS(worded_notices(sc, p), "9 warning: table 1, row 2: a table in this cell has no form in Markdown");
}

static void tables_that_are_none(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(sc, TABLE(COLUMN, "", ROW(CELL(1, 1, P(S("a")) "," H(1, "", S("b"))))));
	SAME(worded_body(p), "a\n\n**b**\n");
	HAS(worded_notices(sc, p), "a table of one cell is written as what stands in it");
	SAME(worded_text(sc, P(S("a")) "," TABLE("", "", "") "," P(S("b"))), "a\n\nb\n");
	/* wider than Markdown: 64 columns */
	struct buf *row = buf_new(sc), *columns = buf_new(sc);
	for (int i = 0; i < 64; i++) {
		buf_printf(row, "%s" CELL(1, 1, P(S("c%d"))), i ? "," : "", i);
		buf_printf(columns, "%s" COLUMN, i ? "," : "");
	}
	p = worded(sc, scope_printf(sc, TABLE("%s", "", ROW("%s") "," ROW("%s")), columns->at, row->at, row->at));
	HAS(worded_notices(sc, p), "this table has more than 63 columns");
	HAS(worded_body(p), " / c62 / c63\n\n");
}

static void rows_that_were_deleted(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(sc, TABLE(COLUMN "," COLUMN, ROW(C("a") "," C("b")),
		ROW(CELL(1, 1, P(SPAN("deletion", WHO("K", "2026-10-02"), S("old")))) "," CELL(1, 1, P(""))) ","
		ROW(CELL(1, 1, "") "," CELL(1, 1, "")) "," ROW(C("1") "," C("2"))));
	SAME(worded_body(p), "| a | b |\n|---|---|\n|  |  |\n| 1 | 2 |\n");
	HAS(worded_notices(sc, p), "table 1, row 2: K deleted on 2026-10-02: \"old\"");
}

static void places_of_tables(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p =
		worded(sc, H(1, "", S("One")) "," TABLE(
				   COLUMN "," COLUMN, "",
				   ROW(C("a") "," C("b")) "," ROW(C("c") "," CELL(
					   1, 1,
					   P("{'t':'Strikeout','c':[" S(
						   "d") "]}")))) "," P("{'t':'Strikeout','c':[" S("e") "]}"));
	HAS(worded_notices(sc, p), "11 warning: \"One\", table 1, row 2: the words \"d\"");
	HAS(worded_notices(sc, p), "13 warning: \"One\": the words \"e\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merged_cells_repeat),    cmocka_unit_test(heads),
		cmocka_unit_test(cells_of_several_lines), cmocka_unit_test(a_table_in_a_table),
		cmocka_unit_test(tables_that_are_none),   cmocka_unit_test(rows_that_were_deleted),
		cmocka_unit_test(places_of_tables),
	};
	return cmocka_run_group_tests_name("word tables", tests, NULL, NULL);
}
