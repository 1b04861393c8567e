/* t_answers.c: a checklist that came back, held against the one that was handed over. */
#include "unit.h"
#include "tiny.h"
#include "by_hand.h"
#include "base/buf.h"
#include "intake/answers.h"
#include "intake/identity.h"
#include "text/token.h"

static const struct template_sheet_column columns[] = {
	{ .head = {{ "No." }}, .key = "line" }, { .head = {{ "Requirement" }}, .key = "requirement" },
	{ .head = {{ "Verdict" }}, .key = "verdict", .authority = true, .takes = TEMPLATE_TAKES_VERDICT },
	{ .head = {{ "Finding" }}, .key = "finding", .authority = true, .takes = TEMPLATE_TAKES_FINDING },
	{ .head = {{ "Comment" }}, .key = "comment", .authority = true, .takes = TEMPLATE_TAKES_COMMENT },
	{ .head = {{ "Answered" }}, .key = "answered" },
};

struct world {
	struct scope *sc;
	const struct template *t;
	struct template_profile profile;
	struct workbook was;
	struct doubts *doubts;
};

static void add_names(struct scope *sc, struct names *out, const char *a, const char *b)
{
	*LIST_ADD(sc, out) = a;
	if (b)
		*LIST_ADD(sc, out) = b;
}

static const char *token(struct scope *sc, const char *id)
{
	char out[TOKEN_TEXT];
	token_of_row("Checklist", id, out);
	return scope_copy(sc, out);
}

/* Rows end with $ID where a token stands. */
static struct workbook book(struct scope *sc, const char *name, const char *rows)
{
	struct buf *b = buf_new(sc);
	buf_text(b, "Checklist\nabout [sarflow]\n\nline|requirement|verdict|finding|comment|answered|sarflow "
		"sheet=Checklist\n"
	            "No.|Requirement|Verdict|Finding|Comment|Answered|sarflow row\n");
	for (const char *c = rows; *c; ) {
		size_t n = strcspn(c, "$"), id = c[n] ? strcspn(c + n + 1, "\n") : 0;
		buf_put(b, c, n);
		if (c[n])
			buf_text(b, token(sc, scope_copy_bytes(sc, c + n + 1, id)));
		c += n + (c[n] ? 1 + id : 0);
	}
	return (struct workbook){ .sheets = by_hand_sheet(sc, name, b->at), .sheet_count = 1, .program = "" };
}

static struct world *begin(struct scope *sc)
{
	struct world *w = NEW(sc, struct world);
	struct template_sheet *sheet = NEW(sc, struct template_sheet);
	struct template_sheet_column *own = NEWS(sc, struct template_sheet_column, countof(columns));
	memcpy(own, columns, sizeof columns);
	add_names(sc, &own[2].choices, "Pass", "Fail");
	add_names(sc, &own[2].raises, "Fail", NULL);
	for (size_t c = 0; c < countof(columns); c++)
		for (size_t i = 1; i < WORDS_LANGUAGES; i++)
			own[c].head.in[i] = own[c].head.in[0];
	*sheet = (struct template_sheet){ .name = "Checklist", .title = {{ "Checklist", "Checklist" }}, .columns = own,
	                                  .column_count = countof(columns), .about = TEMPLATE_ABOUT_REQUIREMENT };
	*LIST_ADD(sc, &sheet->block) = (struct template_sheet_field){ "office", {{ "Office", "Office" }} };
	OK(template_read_fit(sc, tiny_template(sc), &w->t));
	w->sc = sc;
	w->doubts = doubt_list(sc);
	w->profile = (struct template_profile){ .name = "submittal", .sheet_count = 1,
	                                        .sheets = NEWS(sc, const struct template_sheet *, 1) };
	w->profile.sheets[0] = sheet;
	w->was = book(sc, "Checklist",
		"A1|The letter||||yes|$A1\nC1|Routing||||yes|$C1\nC3|Inspection||||no|$C3\n+1||||||$+1\n"
	                               "Office|||||||\n");
	return w;
}

static const char *told(struct world *w)
{
	struct buf *b = buf_new(w->sc);
	doubt_sort(w->doubts);
	for (size_t i = 0; i < w->doubts->count; i++)
		buf_printf(b, "%s %s: %s\n", doubt_place(w->sc, &w->doubts->at[i]),
		           finding_level_name(w->doubts->at[i].level), phrase_text(w->sc, NULL, w->doubts->at[i].says));
	return b->at;
}

/* name/subject verdict!: finding; comment, a line each; ! raises, ? was not understood. */
static const char *said(struct world *w, struct workbook is)
{
	struct buf *b = buf_new(w->sc);
	const struct answers *a = answers_read(w->sc, w->t, &w->profile, &w->was, &is, w->doubts);
	for (size_t i = 0; i < a->lines.count; i++) {
		const struct answers_line *l = &a->lines.at[i];
		buf_printf(b, "%s/%s %s%s%s: %s; %s\n", l->name, l->subject, l->verdict, l->raises ? "!" : "",
		           l->understood ? "" : "?", l->finding, l->comment);
	}
	for (size_t i = 0; i < a->fields.count; i++)
		buf_printf(b, "%s=%s\n", a->fields.at[i].key, a->fields.at[i].value);
	return b->at;
}

static void unchanged_says_nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	SAME(said(w, w->was), "");
	SAME(told(w), "");
}

static void open_cells_are_answers(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	SAME(said(w, book(sc, "renamed", "C3|Inspection|Fail|Not each one|See p. 3|no|$C3\nA1|The "
		"letter|Ｐａｓｓ|||yes|$A1\n"
	                                 "C1|Routing|TRUE||good|yes|$C1\n+1|Two NCAGEs|NG||||$+1\nOffice|DLA "
		"Aviation||||||\n")),
	     "C3/C3 Fail!: Not each one; See p. 3\nA1/A1 Pass: ; \nC1/C1 Pass: ; good\n+1/ Fail!: Two NCAGEs; \n"
	     "office=DLA Aviation\n");
	HAS(told(w), "renamed!C7 note: Ｐａｓｓ is read as Pass\n");
	HAS(told(w), "renamed!C8 note: TRUE is read as Pass\n");
}

static void what_is_not_understood_is_never_a_pass(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	SAME(said(w, book(sc, "Checklist", "A1|The letter|maybe|||yes|$A1\nC1|Routing|~Fail|~old words||yes|$C1\n")),
	     "A1/A1 maybe!?: ; \n");
	HAS(told(w), "Checklist!C6 error: \"maybe\" is none of: Pass, Fail; it is taken as a deficiency with these "
		"words\n");
	HAS(told(w), "Checklist!C7 error: \"Fail\" is struck through: it is not taken");
	HAS(told(w), "Checklist!D7 error: \"old words\" is struck through");
}

static void edits_elsewhere_are_told(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	SAME(said(w, book(sc, "Checklist",
		"A1|Another letter||||yes|$A1\nC1|Routing||||yes|$C1\nC3|Inspection||||no|$C3\n")), "");
	HAS(told(w), "Checklist!B6 error: this cell is not for answers: it was \"The letter\" and is \"Another "
		"letter\"; the "
	     "change is not applied\n");
}

static void rows_without_tokens_are_found_by_what_stands_first(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	SAME(said(w, book(sc, "Checklist", "Ｃ３|Inspection|Fail|x||no|\nA1|The letter|Fail|y||yes|rWRONGTOKEN\n")),
	     "C3/C3 Fail!: x; \nA1/A1 Fail!: y; \n");
	HAS(told(w), "Checklist!7 warning: the hidden name of this row was changed: it is found by A1\n");
	HAS(told(w), "Checklist warning: 1 row is not in the file any more: nothing is taken for it\n");
}

static void a_copied_row_is_an_answer_of_its_own(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	HAS(said(w, book(sc, "Checklist", "A1|The letter|Fail|first||yes|$A1\nA1|The letter|Fail|second||yes|$A1\n")),
	    "A1/A1 Fail!: first; \nown 1/A1 Fail!: The letter; yes: second; \n");
	HAS(told(w), "Checklist!7 warning: this row is a copy of another one");
	w = begin(sc);
	HAS(said(w, book(sc, "Checklist", "A1|The letter||||yes|$A1\n|Typed below|Fail||||\n")),
		"own 1/ Fail!: Typed below; \n");
}

/* A stranger's workbook with our columns: no keys, no tokens, heads of their own order. */
static void heads_do_where_keys_are_gone(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct workbook is = { .sheets = by_hand_sheet(sc, "Checklist",
		"Our review\n\nFinding|No.|Verdict|Ours\nNot each|C3|Fail|z\n"
		"|A1|Pass|\n"), .sheet_count = 1, .program = "" };
	SAME(said(w, is), "C3/C3 Fail!: Not each; \nA1/A1 Pass: ; \n");
	HAS(told(w), "the column \"Ours\" was added: its 1 cell is not taken; read them");
	HAS(told(w), "the column comment is not in the file any more");
}

static void sheets_that_are_gone_or_added_are_told(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct workbook is = { .sheets = by_hand_sheet(sc, "Extra", "please see\n"), .sheet_count = 1, .program = "" };
	SAME(said(w, is), "");
	HAS(told(w), "Extra error: this sheet is none of ours: nothing is taken from its 1 row; read it");
	HAS(told(w), "Checklist error: this sheet is not in the file any more");
}

static void notes_are_comments(void **state)
{
	(void)state;
	SCOPE(sc);
	struct world *w = begin(sc);
	struct workbook is = book(sc, "Checklist", "A1|The letter||||yes|$A1\n");
	is.sheets[0].rows[is.sheets[0].row_count - 1].cells[1].note = "Which letter?";
	SAME(said(w, is), "A1/A1 : ; Which letter?\n");
	HAS(told(w), "the note at this cell is taken as a comment on its line");
}

/* --- whose it is --- */

static void a_workbook_says_three_times_what_it_is(void **state)
{
	(void)state;
	SCOPE(sc);
	struct identity who;
	const char *line = token_line_write(sc, &(struct token_line){ 2, "P-1", "submittal", 3, "8c1f2e0a9d3b", "47" });
	struct workbook plain = { .sheets = by_hand_sheet(sc, "S", "a|b\n"), .sheet_count = 1, .program = "" };
	assert_false(identity_read(sc, &plain, &who));
	struct workbook by_line = { .sheets = by_hand_sheet(sc, "S", scope_printf(sc, "x\nP-1 %s\n", line)),
		.sheet_count = 1 };
	assert_true(identity_read(sc, &by_line, &who));
	SAME(who.package, "P-1");
	assert_int_equal(who.submittal, 3);
	struct workbook by_sheet = { .sheets = by_hand_sheet(sc, "sarflow", "sarflow_form|2\nsarflow_package|P-2\n"
		"sarflow_submittal|4\n"), .sheet_count = 1 };
	assert_true(identity_read(sc, &by_sheet, &who));
	SAME(who.package, "P-2");
	assert_int_equal(who.submittal, 4);
	struct workbook_property properties[] = { { "sarflow_package", "P-3" }, { "sarflow_form", "9" } };
	struct workbook by_property = { .properties = properties, .property_count = 2 };
	assert_true(identity_read(sc, &by_property, &who));
	SAME(who.package, "P-3");
	assert_int_equal(who.form, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unchanged_says_nothing), cmocka_unit_test(open_cells_are_answers),
		cmocka_unit_test(what_is_not_understood_is_never_a_pass), cmocka_unit_test(edits_elsewhere_are_told),
		cmocka_unit_test(rows_without_tokens_are_found_by_what_stands_first),
		cmocka_unit_test(a_copied_row_is_an_answer_of_its_own), cmocka_unit_test(heads_do_where_keys_are_gone),
		cmocka_unit_test(sheets_that_are_gone_or_added_are_told), cmocka_unit_test(notes_are_comments),
		cmocka_unit_test(a_workbook_says_three_times_what_it_is),
	};
	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
