/* t_word_numbers.c: which element a document is for, and which line of the checklist each heading answers: by the
 * words of the templates that are shipped, and of the tiny one. */
#include "worded.h"

static const struct template *shipped(struct scope *sc, const char *name)
{
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	OK(template_files_read(sc, unit_root(sc, scope_printf(sc, "templates/%s", name)), &files));
	OK(template_read_fit(sc, files, &t));
	return t;
}

static const struct word_proposal *with_headings(struct scope *sc, const struct template *t, const char *element,
                                                 const char *const *headings, size_t count)
{
	struct buf *b = buf_new(sc);
	struct word_request r = { .template = t, .file_name = "x.docx", .element = element, .language = "en" };
	for (size_t i = 0; i < count; i++)
		buf_printf(b, "%s" H(1, "", S("%s")) "," P(S("Words.")), i ? "," : "", headings[i]);
	return worded_of(sc, &r, "'title':{'t':'MetaInlines','c':[" S("T") "]}", b->at);
}

static void numbers_by_the_words_of_the_template(void **state)
{
	static const struct { const char *element, *heading, *wanted; } list[] = {
		{ "C", "3.2 検査方法", "C3 3.2 検査方法" }, { "C", "Inspection method", "C3 Inspection method" },
		{ "C", "3.2 Inspection method / 検査方法", "C3 3.2 Inspection method / 検査方法" },
		{ "C", "第5章 重要特性の検査", "C4 第5章 重要特性の検査" },
		{ "C", "Approval and revision control", "C8 Approval and revision control" },
		{ "C", "設備・治具・プログラムの管理", "C5 設備・治具・プログラムの管理" },
		{ "C", "Traceability of added material", "C9 Traceability of added material" },
		{ "C", "(4) 特殊工程の条件", "C6 (4) 特殊工程の条件" }, { "F", "計測器の精度と公差", "F3 計測器の精度と公差" },
		{ "R", "Verification on production parts", "R2 Verification on production parts" },
		/* what answers nothing, or two lines alike */
		{ "C", "適用範囲", "適用範囲" }, { "C", "Scope", "Scope" }, { "C", "1. General", "1. General" },
		{ "C", "検査 Inspection", "検査 Inspection" }, { "C", "Revision history", "Revision history" },
		{ "C", "用語の定義", "用語の定義" },
		/* what has its number already */
		{ "C", "C3 検査方法", "C3 検査方法" }, { "C", "Ｃ－４ 重要特性", "Ｃ－４ 重要特性" }, { "C", "c 9: Powder", "c 9: Powder" },
	};
	(void)state;
	SCOPE(sc);
	const struct template *t = shipped(sc, "repair");
	for (size_t i = 0; i < countof(list); i++) {
		const struct word_proposal *p = with_headings(sc, t, list[i].element, &list[i].heading, 1);
		const char *line = strstr(p->text, "\n## ");
		assert_non_null(line);
		line = scope_copy_bytes(sc, line + 4, strcspn(line + 4, "\n"));
		EXPECT(strcmp(line, list[i].wanted) == 0, "\"%s\": %s", list[i].heading, worded_notices(sc, p));
	}
}

static void what_is_told(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = shipped(sc, "repair");
	static const char *const headings[] = { "Inspection method of each characteristic", "Inspection method",
		"検査", "Scope", "C7 In-house or outside", "In-house or which supplier" };
	const struct word_proposal *p = with_headings(sc, t, "C", headings, countof(headings));
	const char *told = worded_notices(sc, p);
	HAS(told, "warning: \"Inspection method of each characteristic\": C3 is proposed for this heading, 99 % sure "
	          "by the words "
	          "of \"Each drawing characteristic has an inspection method\"");
	/* each line once: the others are told */
	HAS(told, "note: \"Inspection method\": this heading is near to C3");
	HAS(told, "note: \"検査\": this heading answers no line of the checklist for sure; the nearest are C3");
	HAS(told, "note: \"Scope\": this heading answers no line of the checklist by its words");
	HAS(told, "note: \"C7 In-house or outside\": this heading answers C7");
	HAS(told, "note: \"In-house or which supplier\": this heading is near to C7");
}

/* C4 of the tiny template is for category I alone. */
static void lines_of_the_category(void **state)
{
	(void)state;
	SCOPE(sc);
	struct word_request r = {
		.template = worded_template(sc), .file_name = "x.docx", .element = "C", .language = "en"
	};
	static const char *const categories[] = { NULL, "I", "II" };
	for (size_t i = 0; i < countof(categories); i++) {
		r.category = categories[i];
		const struct word_proposal *p = worded_of(sc, &r, "", H(1, "", S("Outside")) "," H(1, "", S("x")));
		EXPECT((strstr(p->text, "## C4 Outside") != NULL) == (i < 2), "%zu: %s", i, p->text);
	}
}

static const char *element_of(struct scope *sc, const struct template *t, const char *file, const char *title,
                              const char *heading)
{
	struct word_request r = { .template = t, .file_name = file, .language = "en" };
	const struct word_proposal *p = NULL;
	const char *meta = scope_printf(sc, "'title':{'t':'MetaInlines','c':[" S("%s") "]}", title);
	struct word_source source = { .document = worded_document(sc, *title ? meta : "",
	                              scope_printf(sc, H(1, "", S("%s")), heading)) };
	const struct fault *f = word_make(sc, &r, &source, &p);
	if (f)
		assert_int_equal(f->code, FAULT_NOT_FOUND);
	return f ? scope_copy(sc, f->text) : p->element->id;
}

static void elements(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = shipped(sc, "repair");
	SAME(element_of(sc, t, "C-repair-documents.docx", "", "x"), "C");
	SAME(element_of(sc, t, "F_校正機器.docx", "", "x"), "F");
	SAME(element_of(sc, t, "ｃ（修理）.docx", "", "x"), "C");
	SAME(element_of(sc, t, "draft.docx", "", "C3 検査方法"), "C");
	SAME(element_of(sc, t, "draft.docx", "Data Rights Certification Statement of the Company (TDRCS), Technical",
	                "x"),
	     "G");
	SAME(element_of(sc, t, "下請負者・外注先一覧.docx", "", "x"), "D");
	SAME(element_of(sc, t, "draft.docx", "", "校正機器一覧"), "F");
	HAS(element_of(sc, t, "A process.docx", "", "x"),
	    "does not say which element it is for; say which of these: A Cover Letter; B ");
	HAS(element_of(sc, t, "draft.docx", "Process description", "Scope"), "S Source Demonstration Plan");
	const struct template *profile = shipped(sc, "company-profile");
	SAME(element_of(sc, profile, "01 会社.docx", "", "x"), "1");
	SAME(element_of(sc, profile, "10.docx", "", "x"), "10");
	struct word_request r = { .template = t, .file_name = "x.docx", .element = "Z" };
	struct word_source source = { .document = worded_document(sc, "", P(S("x"))) };
	const struct word_proposal *p = NULL;
	const struct fault *f = word_make(sc, &r, &source, &p);
	assert_non_null(f);
	HAS(f->text, "is for no element \"Z\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_by_the_words_of_the_template),
		cmocka_unit_test(what_is_told),
		cmocka_unit_test(elements),
		cmocka_unit_test(lines_of_the_category),
	};
	return cmocka_run_group_tests_name("word numbers", tests, NULL, NULL);
}
