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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_pandoc_leaves_out), cmocka_unit_test(a_part_of_a_paragraph),
		cmocka_unit_test(signs_and_short_cells),
		cmocka_unit_test(not_without_end),
	};
	return cmocka_run_group_tests_name("word lost", tests, NULL, NULL);
}
