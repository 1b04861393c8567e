/* t_word_lost.c: words of a Word file that pandoc leaves out are told, and none that stands in the text. */
#include "worded.h"

static void add(struct scope *sc, struct docx_words *words, enum docx_where where, const char *first,
                const char *second)
{
	struct docx_paragraph *p = LIST_ADD(sc, &words->paragraphs);
	*p = (struct docx_paragraph){ .where = where };
	*LIST_ADD(sc, &p->runs) = (struct docx_run){ *first == '^' ? DOCX_READING : DOCX_WORDS, first };
	p->runs.at[0].text += *first == '^';
	if (second)
		*LIST_ADD(sc, &p->runs) = (struct docx_run){ DOCX_WORDS, second };
}

static const char *told(struct scope *sc, const char *blocks, const struct docx_words *words)
{
	struct word_request r = {
		.template = worded_template(sc), .file_name = "x.docx", .element = "C", .language = "en"
	};
	struct word_source source = { .document = worded_document(sc, "", blocks), .words = words };
	const struct word_proposal *p = NULL;
	OK(word_make(sc, &r, &source, &p));
	return worded_notices(sc, p);
}

static void what_pandoc_leaves_out(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words w = { .objects = 1, .charts = 2, .counts_headings = true };
	add(sc, &w, DOCX_BODY, "One", NULL);
	add(sc, &w, DOCX_BODY, "a ", "line");
	add(sc, &w, DOCX_BOX, "boxed", NULL);
	add(sc, &w, DOCX_BODY, "Two", NULL);
	add(sc, &w, DOCX_BODY, "^けんさ", "検査");
	add(sc, &w, DOCX_BODY, "を行う。", NULL);
	add(sc, &w, DOCX_HEAD, "Rev C", NULL);
	add(sc, &w, DOCX_HEAD, "Rev C", NULL);
	add(sc, &w, DOCX_FOOT, "page", NULL);
	const char *said = told(
		sc, H(1, "", S("One")) "," P(S("a") SP S("line")) "," H(1, "", S("Two")) "," P(S("を行う。")), &w);
	HAS(said, "0 warning: \"One\": the words of a text box are not in the text: \"boxed\"");
	HAS(said, "0 warning: \"Two\": these words of the document are not in the text: \"(けんさ)検査\"; write them");
	HAS(said, "the head of the pages says \"Rev C\"");
	assert_null(strstr(strstr(said, "Rev C") + 1, "Rev C"));
	HAS(said, "the foot of the pages says \"page\"");
	HAS(said, "1 file is embedded");
	HAS(said, "2 charts or diagrams have no form");
	HAS(said, "Word counts the numbers of headings itself");
	LACKS(said, "\"a line\"");
	LACKS(said, "を行う");
}

/* In the middle of a paragraph: the words beside it are not told again. */
static void a_part_of_a_paragraph(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words w = {0};
	add(sc, &w, DOCX_BODY, "before ", "ruby");
	*LIST_ADD(sc, &w.paragraphs.at[0].runs) = (struct docx_run){ DOCX_WORDS, " behind" };
	add(sc, &w, DOCX_BODY, "next", NULL);
	const char *said = told(sc, P(S("before") SP S("behind")) "," P(S("next")), &w);
	HAS(said, "not in the text: \"ruby\"");
	LACKS(said, "behind\"");
	LACKS(said, "\"next");
}

/* A check mark of a font of signs is no letter; few letters are not found by chance. */
static void signs_and_short_cells(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words w = {0};
	add(sc, &w, DOCX_BODY, "a", NULL);
	add(sc, &w, DOCX_BODY, "7", NULL);
	add(sc, &w, DOCX_BODY, "passed ", NULL);
	*LIST_ADD(sc, &w.paragraphs.at[2].runs) = (struct docx_run){ DOCX_SIGN, "\xe2\x9c\x93" };
	add(sc, &w, DOCX_BODY, "\xe2\x97\x8f", NULL);
	w.paragraphs.at[3].runs.at[0].kind = DOCX_SIGN;
	const char *far =
		scope_printf(sc, P(S("a")) "," P(S("passed")) "," P(S("%0100d")) "," P(S("x7 \xe2\x97\x8f")), 1);
	const char *said = told(sc, far, &w);
	HAS(said, "a sign of a font of signs stands in \"passed \xe2\x9c\x93\" of the document");
	HAS(said, "not in the text: \"7\"");
	LACKS(said, "\xe2\x97\x8f");
	LACKS(said, "not in the text: \"a\"");
}

/* A document of which pandoc says nothing at all. */
static void not_without_end(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words w = {0};
	for (int i = 0; i < 1000; i++)
		add(sc, &w, DOCX_BODY, scope_printf(sc, "lost %d", i), NULL);
	const char *said = told(sc, P(S("x")), &w);
	HAS(said, "\"lost 199\"");
	LACKS(said, "\"lost 200\"");
	HAS(said, "more words of the document are not in the text");
}

static void count(struct scope *sc, struct docx_words *words, bool heading, const char *number, const char *text)
{
	add(sc, words, DOCX_BODY, text, NULL);
	words->paragraphs.at[words->paragraphs.count - 1].heading = heading;
	words->paragraphs.at[words->paragraphs.count - 1].number = number;
}

static const struct word_proposal *counted(struct scope *sc, const char *blocks, const struct docx_words *words)
{
	struct word_request r = {
		.template = worded_template(sc), .file_name = "x.docx", .element = "C", .language = "en"
	};
	struct word_source source = {
		.document = worded_document(sc, "'title':{'t':'MetaInlines','c':[" S("T") "]}", blocks), .words = words
	};
	const struct word_proposal *p = NULL;
	OK(word_make(sc, &r, &source, &p));
	return p;
}

#define ITEMS(start, items) NUMBERS(start, "Decimal", "Period", items)

/* Numbers of headings and items come in with their words; the same words twice are told apart by their order, and
 * where they are not as many here as there, nothing is guessed. */
static void numbers_come_in(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words w = {0};
	count(sc, &w, true, "1", "General");
	count(sc, &w, true, "2", "Work");
	count(sc, &w, true, "2.1", "General");
	count(sc, &w, true, NULL, "Notes");
	count(sc, &w, true, "C3", "Checks of all");
	count(sc, &w, false, "3.", "three");
	count(sc, &w, false, "4.", "four");
	count(sc, &w, false, "4.1", "deeper");
	count(sc, &w, false, "Step 5", "*x*");
	const struct word_proposal *p = counted(sc, H(1, "", S("General")) "," H(1, "", S("Work")) "," H(2, "",
	  S("General"))
		"," H(1, "", S("Notes")) "," H(1, "", S("Checks") SP S("of") SP S("all")) ","
		ITEMS(1, ITEM(P(S("three"))) "," ITEM(P(S("four")) "," ITEMS(1, ITEM(P(S("deeper"))))) ","
		ITEM(P(S("*x*")))), &w);
	SAME(worded_body(p), "## 1 General\n\n## 2 Work\n\n### 2.1 General\n\n## Notes\n\n## C3 Checks of all\n\n"
		"3. three\n4. four\n   - 4.1 deeper\n- Step 5 \\*x\\*\n");
	HAS(worded_notices(sc, p), "0 note: the whole: Word counts the numbers of 4 headings; they are words");
	HAS(worded_notices(sc, p), "this heading answers C3");
	LACKS(worded_notices(sc, p), "so they are not in the text");
	LACKS(worded_notices(sc, p), "for sure; compare");
}

static void numbers_are_not_guessed(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words w = {0};
	count(sc, &w, true, "1", "General");
	count(sc, &w, true, "", "Work");
	count(sc, &w, true, "3", "General");
	count(sc, &w, true, "4", "Last");
	count(sc, &w, false, "7.", "one");
	count(sc, &w, false, "", "two");
	count(sc, &w, false, "9.", "gone");
	const struct word_proposal *p = counted(sc, H(1, "", S("General")) "," H(1, "", S("Work")) "," H(1, "",
	  S("Last"))
		"," ITEMS(1, ITEM(P(S("one"))) "," ITEM(P(S("two")))) ","
		TABLE(COLUMN, ROW(C("a")), ROW(CELL(1, 1, ITEMS(1, ITEM(P(S("one"))))))), &w);
	HAS(worded_body(p), "## General\n\n## Work\n\n## 4 Last\n\n1. one\n2. two\n");
	HAS(worded_notices(sc, p), "the numbers of 1 heading; ");
	HAS(worded_notices(sc, p), "Word counts the numbers of headings itself, so they are not in the text");
	HAS(worded_notices(sc, p), "Word counts the numbers of 3 items of lists in a way that cannot be told for sure");
	/* in a cell an item is a line, with its number as it is shown */
	struct docx_words cell = {0};
	count(sc, &cell, false, "2.1)", "one");
	p = counted(sc, TABLE(COLUMN, ROW(C("a")), ROW(CELL(1, 1, ITEMS(1, ITEM(P(S("one"))))))), &cell);
	HAS(worded_body(p), "| 2.1) one |");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_in), cmocka_unit_test(numbers_are_not_guessed),
		cmocka_unit_test(what_pandoc_leaves_out), cmocka_unit_test(a_part_of_a_paragraph),
		cmocka_unit_test(signs_and_short_cells),
		cmocka_unit_test(not_without_end),
	};
	return cmocka_run_group_tests_name("word lost", tests, NULL, NULL);
}
