/* t_intake.c: tables from outside: where the head is, what a cell means, what three states make of a register. */
#include "unit.h"
#include "tiny.h"
#include "by_hand.h"
#include "base/buf.h"
#include "intake/merge.h"
#include "intake/taken.h"
#include "intake/value.h"
#include "store/store.h"
#include "text/loose.h"
#include "text/token.h"

struct world { struct scope *sc; const struct template *t; struct package *p; struct doubts *doubts; };

static const char first[] = "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
                            "G1,2020,1.5,2027-01-01,yes,caliper,,,,\n"
                            "G2,2021,0.50,2027-02-02,no,micrometer,,P1;P2,,\n"
                            "G3,,,,,,,,,\n";

static struct world *begin(struct scope *sc, const char *gauges)
{
	struct world *w = NEW(sc, struct world);
	struct store *s = store_memory(sc);
	struct source *work = NULL;
	const struct template *t = NULL;
	OK(template_read_fit(sc, tiny_template(sc), &t));
	for (size_t i = 0; i < countof(tiny_package); i++)
		OK(store_write(sc, s, tiny_package[i].path, tiny_package[i].text, strlen(tiny_package[i].text)));
	OK(store_write(sc, s, "registers/gauges.csv", gauges, strlen(gauges)));
	*w = (struct world){ sc, t, NULL, doubt_list(sc) };
	OK(store_source_work(sc, s, &work));
	OK(package_load(sc, t, work, &w->p));
	return w;
}

static const struct taken *take(struct world *w, const struct workbook_sheet *s)
{
	const struct shape *shapes[8];
	size_t count = 0;
	for (size_t i = 0; i < w->t->registers.count; i++)
		shapes[count++] = shape_of_register(w->sc, w->t, &w->t->registers.at[i]);
	return taken_read(w->sc, s, shapes, count, NULL, w->doubts);
}

/* Every doubt, a line each. */
static const char *told(struct world *w)
{
	struct buf *b = buf_new(w->sc);
	doubt_sort(w->doubts);
	for (size_t i = 0; i < w->doubts->count; i++)
		buf_printf(b, "%s %s: %s\n", doubt_place(w->sc, &w->doubts->at[i]),
		           finding_level_name(w->doubts->at[i].level), phrase_text(w->sc, NULL, w->doubts->at[i].says));
	return b->at;
}

/* The register's file as the table makes it. */
static const char *merged(struct world *w, const struct workbook_sheet *s, const struct merge_base *base, bool whole,
                          const char *file)
{
	struct buf *b = buf_new(w->sc);
	const struct taken *t = take(w, s);
	assert_non_null(t);
	OK(merge_write(w->sc, merge_table(w->sc, w->p, t, base, whole, w->doubts), file, strlen(file), b));
	return b->at;
}

/* --- the head --- */

static void the_head_is_found(void **state)
{
	static const struct { const char *text; int row; size_t rows; } cases[] = {
		{ "gauge|made\nG1|#2020\n", 1, 1 },
		{ "List of gauges\nmade by Aiko, 2026\n\nGauge|Year made|Due\nG1|#2020|@2027-01-01\nG9||\n", 4, 2 },
		{ "ＧＡＵＧＥ| year  made (A.D.)\nG1|#2020\n", 1, 1 },
		{ "|Year made|Gauge\n|#2020|G1\n", 1, 1 },
		/* two rows of it: what stands below says more */
		{ "Gauge|Facts|\n|Year made|Due\nG1|#2020|@2027-01-01\n", 2, 1 },
		/* the head again on each printed page */
		{ "gauge|made\nG1|#2020\ngauge|made\nG2|#2021\n", 1, 2 },
		{ "requirement|attachment|shows\nC1|attachments/C/x.pdf|all\n", 1, 1 },
	};
	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		SCOPE(sc);
		struct world *w = begin(sc, first);
		const struct taken *t = take(w, by_hand_sheet(sc, "Sheet1", cases[i].text));
		EXPECT(t, "case %zu: no table", i);
		EXPECT(t->head_row == cases[i].row, "case %zu: head in row %d", i, t->head_row);
		EXPECT(t->rows.count == cases[i].rows, "case %zu: %zu rows", i, t->rows.count);
	}
}

static void what_is_no_table_is_none(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	assert_null(take(w, by_hand_sheet(sc, "Sheet1", "Dear Sirs\nplease find the gauges\n")));
	assert_null(take(w, by_hand_sheet(sc, "Sheet1", "")));
	assert_null(take(w, by_hand_sheet(sc, "Sheet1", "gauge\nG1\n")));
}

static void foreign_columns_are_offered(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	const struct taken *t = take(w, by_hand_sheet(sc, "S",
		"Gauge|Made in|Owner|Due||\nG1|#2020|Aiko|@2027-01-01||\n"));
	size_t foreign = 0;
	for (size_t i = 0; i < t->heads.count; i++)
		foreign += t->heads.at[i].of < 0;
	assert_int_equal(foreign, 2);
	assert_int_equal(t->heads.count, 4);            /* a column without head and cells is none */
	SAME(t->heads.at[1].text, "Made in");
	assert_true(list_has(&t->heads.at[1].near, "made"));
	assert_int_equal(t->heads.at[2].filled, 1);
}

static void merged_cells_repeat_downwards(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	struct workbook_sheet *s = by_hand_sheet(sc, "S",
		"gauge|made|kind\nG7|#2020|caliper\nG8||micrometer\nG9|#2022|\n");
	by_hand_merge(sc, s, (struct workbook_area){ 2, 2, 3, 2 });
	by_hand_merge(sc, s, (struct workbook_area){ 4, 2, 4, 3 });
	const struct taken *t = take(w, s);
	SAME(t->rows.at[1].cells[1]->text, "2020");
	HAS(told(w), "S!B2 note: merged cells: what stands here is taken for each row down to row 3\n");
	HAS(told(w), "S!C4 warning: this cell is merged with the one left of it: it is taken as empty\n");
}

/* --- values --- */

static const struct template_column *column(const struct world *w, const char *name)
{
	const struct template_register *r = template_register(w->t, "gauges");
	return &r->columns[template_column(r, name)];
}

static void cells_become_values(void **state)
{
	static const struct { const char *column, *cell, *text, *says; } cases[] = {
		{ "made", "#2020", "2020", "" },
		{ "made", "２０２０", "2020", "2020" },
		{ "made", "1,234", "1234", "1,234 is read as 1234" },
		{ "made", "12,34", "12,34", "a whole number" },
		{ "made", "25 mm", "25 mm", "without its unit" },
		{ "made", "mm 25", "mm 25", "a whole number is wanted" },
		{ "weight", "#0.50", "0.50", "" },
		{ "weight", " 1.5\xc2\xa0", "1.5", "" },
		{ "due", "@2027-01-01", "2027-01-01", "" },
		{ "due", "2026/7/1", "2026-07-01", "is read as 2026-07-01" },
		{ "due", "令和8年 7月 1日", "2026-07-01", "is read as 2026-07-01" },
		{ "due", "R8.7.1", "2026-07-01", "is read as" },
		{ "due", "1-Jul-26", "2026-07-01", "is read as 2026-07-01" },
		{ "due", "#46204", "2026-07-01", "is read as 2026-07-01" },
		{ "due", "2/10/2026", "2/10/2026", "may be 2026-02-10 or 2026-10-02" },
		{ "due", "soon", "soon", "a day is wanted" },
		{ "good", "✓", "yes", "is read as yes" },
		{ "good", "ＯＫ", "yes", "is read as yes" },
		{ "good", "不可", "no", "is read as no" },
		{ "good", "perhaps", "perhaps", "yes or no is wanted" },
		{ "kind", "Caliper", "caliper", "is read as caliper" },
		{ "kind", "ruler", "ruler", "one of these is wanted" },
		{ "nsn", "２８４０－０１－９９９－９９０２", "2840-01-999-9902", "is read as 2840-01-999-9902" },
		{ "nsn", "@2026-10-01", "2026-10-01", "the spreadsheet changed it" },
		{ "gauge", "#1.23E+15", "1.23E+15", "more digits" },
		{ "gauge", "Ｇ１", "G1", "is read as G1" },
		{ "gauge", "校正器Ａ", "校正器Ａ", "" },
		{ "parts", "P1\nP2、P3", "P1;P2;P3", "" },
		{ "gauge", "~G1", "G1", "struck through" },
		{ "gauge", "!#REF!", NULL, "the formula failed" },
	};
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	for (size_t i = 0; i < countof(cases); i++) {
		const char *given = cases[i].cell + (*cases[i].cell == '!');
		struct workbook_cell cell = by_hand_cell(sc, cases[i].cell);
		if (*cases[i].cell == '!')
			cell.text = given;
		struct value v = value_read(sc, w->t, column(w, cases[i].column), &cell);
		const char *says = v.says ? phrase_text(sc, NULL, v.says) : "";
		EXPECT(!cases[i].text == !v.text && (!v.text || strcmp(v.text, cases[i].text) == 0),
		       "%s \"%s\" is \"%s\"", cases[i].column, cases[i].cell, v.text ? v.text : "(nothing)");
		EXPECT(*cases[i].says ? strstr(says, cases[i].says) != NULL : !*says, "%s \"%s\" says \"%s\"",
		       cases[i].column, cases[i].cell, says);
	}
}

static void a_formula_without_its_value_is_not_taken(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	struct workbook_cell cell = { .text = "", .raw = "", .formula = true, .unsaved = true };
	struct value v = value_read(sc, w->t, column(w, "made"), &cell);
	assert_null(v.text);
	HAS(phrase_text(sc, NULL, v.says), "does not hold the value of this formula");
}

/* --- a stranger's table --- */

static void a_table_changes_what_it_says(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	const struct workbook_sheet *s = by_hand_sheet(sc, "S",
		"Due|gauge\n@2028-01-01|G1\n|G2\n@2028-03-03|G4\n|\nx|\n");
	SAME(merged(w, s, NULL, false, first), "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	     "G1,2020,1.5,2028-01-01,yes,caliper,,,,\n"
	     "G2,2021,0.50,2027-02-02,no,micrometer,,P1;P2,,\n"
	     "G3,,,,,,,,,\n"
	     "G4,,,2028-03-03,,,,,,\n");
	HAS(told(w), "S!6 error: this row has no key");
}

static void the_whole_register_removes_too(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	const struct workbook_sheet *s = by_hand_sheet(sc, "S", "gauge|due\nG2|\nG1|@2027-01-01\n");
	SAME(merged(w, s, NULL, true, first), "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	     "G1,2020,1.5,2027-01-01,yes,caliper,,,,\n"
	     "G2,2021,0.50,,no,micrometer,,P1;P2,,\n");
	HAS(told(w), "G3 is not in the file any more: it is removed");
}

static void a_row_twice_is_taken_once(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	const struct workbook_sheet *s = by_hand_sheet(sc, "S", "gauge|made\nG1|#2000\nG1|#2001\nG8|#1\nG8|#2\n");
	HAS(merged(w, s, NULL, false, first), "G1,2000,1.5,");
	HAS(told(w), "S!3 error: G1 stands in the file twice");
	HAS(told(w), "S!5 error: G8 stands in the file twice");
}

static void without_the_key_nothing_is_taken(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	SAME(merged(w, by_hand_sheet(sc, "S", "made|due\n#2000|@2027-01-01\n"), NULL, false, first), first);
	HAS(told(w), "no column is gauge");
}

/* What did not change stays byte for byte, however it was written. */
static void the_file_keeps_its_form(void **state)
{
	static const char crlf[] = "note,gauge,made\r\n\r\n\"a \"\"b\"\"\",\"G1\",2020\r\n,G2,2021";
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, crlf);
	SAME(merged(w, by_hand_sheet(sc, "S", "gauge|made|due\nG2|#2022|\nG5|#1|@2027-01-01\n"), NULL, false, crlf),
	     "note,gauge,made,due\r\n\"a \"\"b\"\"\",G1,2020,\r\n,G2,2022,\r\n,G5,1,2027-01-01\r\n");
	w = begin(sc, crlf);
	SAME(merged(w, by_hand_sheet(sc, "S", "gauge|made\nG2|#2022\n"), NULL, false, crlf),
	     "note,gauge,made\r\n\r\n\"a \"\"b\"\"\",\"G1\",2020\r\n,G2,2022\r\n");
}

/* --- three ways --- */

static const char *token(struct scope *sc, const char *key)
{
	char out[TOKEN_TEXT];
	token_of_row("gauges", key, out);
	return scope_copy(sc, out);
}

/* A workbook for editing: keys in a hidden row, tokens in the last column. */
static struct workbook_sheet *ours(struct scope *sc, const char *a, const char *b, const char *c, const char *more)
{
	return by_hand_sheet(sc, "renamed", scope_printf(sc, "Gauges\nline\n\ngauge|made|due|sarflow sheet=gauges\n"
		"Gauge|Year made|Due|sarflow row\n%s|%s\n%s|%s\n%s|%s\n%s", a, token(sc, "G1"), b, token(sc, "G2"), c,
		token(sc, "G3"), more));
}

static const struct merge_base *base_of(struct world *w)
{
	return merge_base_of(w->sc, "gauges", package_register(w->p, "gauges"));
}

static void what_was_not_changed_stays(void **state)
{
	static const char now[] = "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	                          "G1,1999,1.5,2027-01-01,yes,caliper,,,,\n"
	                          "G2,2021,0.50,2027-02-02,no,micrometer,,P1;P2,,\n"
	                          "G3,,,,,,,,,\n";
	(void)state;
	SCOPE(sc);
	const struct merge_base *base = base_of(begin(sc, first));
	/* nothing was changed in the file: what the package has since is not taken back */
	struct world *w = begin(sc, now);
	SAME(merged(w, ours(sc, "G1|#2020|@2027-01-01", "G2|#2021|@2027-02-02", "G3||", ""), base, false, now), now);
	SAME(told(w), "");
	/* a cell that only the file changed is taken; one that both changed is a conflict; one cleared is cleared */
	w = begin(sc, now);
	SAME(merged(w, ours(sc, "G1|#2000|@2027-01-01", "G2|#2021|", "G3|#2003|", ""), base, false, now),
	     "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	     "G1,1999,1.5,2027-01-01,yes,caliper,,,,\n"
	     "G2,2021,0.50,,no,micrometer,,P1;P2,,\n"
	     "G3,2003,,,,,,,,\n");
	SAME(told(w), "renamed!B6 error: changed on both sides: \"2000\" in the file, \"1999\" in the package, which "
		"stays\n");
}

static void rows_are_known_by_their_tokens(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	const struct merge_base *base = base_of(w);
	/* sorted, one with another key, one copied and changed, one new */
	const struct workbook_sheet *s = by_hand_sheet(sc, "x", scope_printf(sc, "gauge|made|due|sarflow sheet=gauges\n"
		"Gauge|Year made|Due|sarflow row\nG3|||%s\nG7|#2020|@2027-01-01|%s\nG2|#2021|@2027-02-02|%s\n"
		"G2b|#2021|@2027-02-02|%s\nG8|#2026||\n|#1||\n", token(sc, "G3"), token(sc, "G1"), token(sc, "G2"),
		token(sc, "G2")));
	SAME(merged(w, s, base, false, first), "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	     "G7,2020,1.5,2027-01-01,yes,caliper,,,,\n"
	     "G2,2021,0.50,2027-02-02,no,micrometer,,P1;P2,,\n"
	     "G3,,,,,,,,,\n"
	     "G2b,2021,,2027-02-02,,,,,,\n"
	     "G8,2026,,,,,,,,\n");
	SAME(told(w), "x!8 error: this row has no key, so nobody can say which it is: it is not taken\n");
}

static void a_row_that_is_gone_is_removed(void **state)
{
	static const char now[] = "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	                          "G1,2020,1.5,2027-01-01,yes,caliper,,,,\n"
	                          "G2,2021,0.75,2027-02-02,no,micrometer,,P1;P2,,\n";
	(void)state;
	SCOPE(sc);
	const struct merge_base *base = base_of(begin(sc, first));
	struct world *w = begin(sc, now);
	const struct workbook_sheet *s = by_hand_sheet(sc, "x", scope_printf(sc, "gauge|made|due|sarflow sheet=gauges\n"
		"Gauge|Year made|Due|sarflow row\nG3|#2003||%s\n", token(sc, "G3")));
	SAME(merged(w, s, base, false, now), "gauge,made,weight,due,good,kind,nsn,parts,drawing,sheet\n"
	     "G2,2021,0.75,2027-02-02,no,micrometer,,P1;P2,,\n");
	HAS(told(w), "error: G2 was removed from the file and changed in the package meanwhile: it stays");
	HAS(told(w), "warning: G1 is not in the file any more: it is removed");
	HAS(told(w), "error: G3 was changed in the file and removed from the package meanwhile: it is not taken");
}

static void a_column_that_is_gone_clears_nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc, first);
	const struct merge_base *base = base_of(w);
	const struct workbook_sheet *s = by_hand_sheet(sc, "x", scope_printf(sc, "gauge|due|sarflow sheet=gauges\n"
		"Gauge|Due|sarflow row\nG1|@2027-01-01|%s\nG2|@2027-02-02|%s\nG3||%s\n", token(sc, "G1"), token(sc,
			"G2"),
		token(sc, "G3")));
	SAME(merged(w, s, base, false, first), first);
}

/* --- text as people have it --- */

static void tables_in_text(void **state)
{
	static const char wide[] = "\xff\xfe" "a\0\t\0b\0\n\0" "1\0\t\0" "2\0\n";
	static const struct { const char *bytes; size_t len; const char *cell; } cases[] = {
		{ "a,b\n1,2\n", 8, "2" }, { "a;b\r\n1;2\r\n", 10, "2" }, { "a\tb\n1\t2,5\n", 10, "2,5" },
		{ "\xef\xbb\xbf" "a;b\n1;\"2;3\"\n", 14, "2;3" }, { "\x95\x69,b\n1,\x8c\xfa\n", 9, "厚" },
		{ wide, sizeof wide - 1 + 1, "2" }, { "\n\na,b\n\n1,2\n", 11, "2" },
		{ "Gauges, all\na;2\nb;3\n", 20, "2" },
	};
	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		SCOPE(sc);
		struct workbook *book = NULL;
		OK(loose_read(sc, cases[i].bytes, cases[i].len, "t", &book));
		EXPECT(book->sheets[0].row_count >= 2, "case %zu: %zu rows", i, book->sheets[0].row_count);
		SAME(book->sheets[0].rows[1].cells[1].text, cases[i].cell);
	}
	SCOPE(sc);
	struct workbook *book = NULL;
	FAILS(loose_read(sc, "", 0, "t", &book), FAULT_USAGE);
	FAILS(loose_read(sc, "a,\"b\n", 5, "t", &book), FAULT_USAGE);
	FAILS(loose_read(sc, "a\0b", 3, "t", &book), FAULT_USAGE);
	FAILS(loose_read(sc, "caf\xe9,b\n", 7, "t", &book), FAULT_USAGE);
}

static void doubts_that_are_alike_stand_together(void **state)
{
	(void)state;
	SCOPE(sc);
	struct doubts *d = doubt_list(sc);
	size_t count = 0;
	for (int i = 9; i > 0; i--)
		doubt_add(d, i == 5 ? FINDING_ERROR : FINDING_NOTE, "S", i, 2, PHRASE("{value} is read as {meant}",
			"a", "b"));
	doubt_sort(d);
	assert_true(doubt_group(d, 0, &count));
	assert_int_equal(count, 1);
	assert_int_equal(d->at[0].row, 5);
	assert_true(doubt_group(d, 1, &count));
	assert_int_equal(count, 8);
	assert_int_equal(d->at[1].row, 1);
	assert_false(doubt_group(d, 9, &count));
	assert_int_equal(doubt_count(d, FINDING_NOTE), 8);
	SAME(workbook_place(sc, 7, 28), "AB7");
	SAME(workbook_place(sc, 1048576, 16384), "XFD1048576");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_is_found), cmocka_unit_test(what_is_no_table_is_none),
		cmocka_unit_test(foreign_columns_are_offered), cmocka_unit_test(merged_cells_repeat_downwards),
		cmocka_unit_test(cells_become_values), cmocka_unit_test(a_formula_without_its_value_is_not_taken),
		cmocka_unit_test(a_table_changes_what_it_says), cmocka_unit_test(the_whole_register_removes_too),
		cmocka_unit_test(a_row_twice_is_taken_once), cmocka_unit_test(without_the_key_nothing_is_taken),
		cmocka_unit_test(the_file_keeps_its_form), cmocka_unit_test(what_was_not_changed_stays),
		cmocka_unit_test(rows_are_known_by_their_tokens), cmocka_unit_test(a_row_that_is_gone_is_removed),
		cmocka_unit_test(a_column_that_is_gone_clears_nothing), cmocka_unit_test(tables_in_text),
		cmocka_unit_test(doubts_that_are_alike_stand_together),
	};
	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
