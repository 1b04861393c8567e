/* t_word.c: paragraphs, headings, lists, changes, comments and pictures of a Word document, each as Markdown. */
#include "worded.h"
#include "text/markdown/markdown.h"

static void forms(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(worded_text(sc, P(S("Gap") SP IN("Strong", S("is") SP S("wide")) SP IN("Emph", S("now")) ","
	                       S(",10") "," IN("Superscript", S("-6")) "," IN("Subscript", S("x")))),
	     "Gap **is wide** *now*,10<sup>-6</sup><sub>x</sub>\n");
	SAME(worded_text(sc, P(S("a") BR S("b") "," LINK("https://x.example/a_b(c)", S("site") SP S("map")))),
	     "a\\\nb[site map](https://x.example/a%5Fb%28c%29)\n");
	SAME(worded_text(sc, P("{'t':'Code','c':[['',[],[]],'x|`y']}" SP "{'t':'Quoted','c':[{'t':'DoubleQuote'},["
	                       S("q") "]]}")), "``x|`y`` \xe2\x80\x9cq\xe2\x80\x9d\n");
	/* what engineers set on purpose */
	SAME(worded_text(sc, P(S("20\xc2\xa0mm") SP S("\xe3\x80\x80\xe5\x85\xa8"))),
	     "20\xc2\xa0mm \xe3\x80\x80\xe5\x85\xa8\n");
}

static void emphasis_where_markdown_takes_it(void **state)
{
	(void)state;
	SCOPE(sc);
	/* beside Japanese brackets it is mended when read; beside Latin letters its signs move */
	SAME(worded_text(sc, P(IN("Strong", S("「承認」")) "," S("です"))), "**「承認」**です\n");
	SAME(worded_text(sc, P(S("b") "," IN("Strong", S("(a)")) "," S("c"))), "b(**a**)c\n");
	SAME(worded_text(sc, P(S("a") "," IN("Strong", "{'t':'Space'}," S("b") ",{'t':'Space'}") "," S("c"))),
	     "a **b** c\n");
	SAME(worded_text(sc, P(IN("Strong", S("a")) "," IN("Strong", S("b")) "," S("c"))), "**ab**c\n");
	SAME(worded_text(sc, P(IN("Strong", S("a") SP IN("Emph", S("b")) SP S("c.")))), "**a *b* c.**\n");
	SAME(worded_text(sc, P(S("a") "," IN("Emph", S("b")) "," IN("Strong", S("c")) "," S("d"))), "a*b***c**d\n");
}

static void what_markdown_would_take_for_its_own(void **state)
{
	static const char *const words[] = {
		"# no",
		"## no",
		"- no",
		"+ no",
		"1. no",
		"12) no",
		"> no",
		"---",
		"===",
		"***",
		"~~~",
		"__",
		"_x_",
		"a_b_c",
		"*x*",
		"`x`",
		"[a](b)",
		"[a]: b",
		"![a](b)",
		"<b>",
		"<T1",
		"<!-- x -->",
		"&amp;",
		"&#8203;",
		"\\\\x",
		"a|b",
		"|---|",
		"-5 no",
		"#5",
		"a & b < c",
		"https://x.example/a_b",
		"x#",
		"!",
		"\\\\",
	};
	(void)state;
	for (size_t i = 0; i < countof(words); i++) {
		SCOPE(sc);
		const char *said = strncmp(words[i], "\\\\", 2) == 0 ? words[i] + 1 : words[i];
		const char *inline_text = scope_printf(sc, "{'t':'Str','c':'%s'}", words[i]);
		const char *const places[] = {
			scope_printf(sc, "{'t':'Para','c':[%s]}", inline_text),
			scope_printf(sc, "{'t':'Header','c':[1,['',[],[]],[%s]]}", inline_text),
			scope_printf(sc, BULLETS("[{'t':'Plain','c':[%s]}]"), inline_text),
			scope_printf(sc, P(S("a") BR "%s"), inline_text),
			scope_printf(sc, TABLE(COLUMN, ROW(C("h")), ROW(CELL(1, 1, P("%s")))), inline_text),
		};
		for (size_t k = 0; k < countof(places); k++) {
			const struct word_proposal *p = worded(sc, places[k]);
			const struct markdown *m = markdown_read(sc, worded_body(p), strlen(worded_body(p)), 1);
			const struct markdown_mistake *mistakes = NULL;
			struct buf *html = buf_new(sc);
			EXPECT(markdown_mistakes(m, &mistakes) == 0, "%s: %s", said, p->text);
			markdown_html((struct markdown *)(uintptr_t)m, &(struct markdown_linker){0}, html);
			LACKS(html->at, "<em>");
			LACKS(html->at, "<code>");
			LACKS(html->at, "<a ");
			LACKS(html->at, "<hr");
			EXPECT((strstr(html->at, "<li>") != NULL) == (k == 2), "%s: %s", said, html->at);
		}
	}
	SCOPE(sc);      /* and no sign where none is needed */
	SAME(worded_text(sc, P(S("-5") SP S("\xc2\xb0" "C,") SP S("a_b") SP S("#5") SP S("a<b") SP S("R&D"))),
	     "-5 \xc2\xb0" "C, a_b #5 a\\<b R&D\n");
}

static void headings(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(worded_text(sc, H(1, "a", S("One")) "," H(2, "b", IN("Strong", S("Two"))) "," P(LINK("#b", S("see")))),
	     "## One\n\n### Two\n\n[see](#two)\n");
	/* the highest level of the document is the second of the text */
	SAME(worded_text(sc, H(3, "a", S("One")) "," H(4, "b", S("Two"))), "## One\n\n### Two\n");
	const struct word_proposal *p = worded(sc, H(1, "a", S("One")) "," H(7, "b", S("Deep")));
	SAME(worded_body(p), "## One\n\n###### Deep\n");
	HAS(worded_notices(sc, p), "\"Deep\": this heading has level 7 in Word");
	const char *told = worded_notices(sc, worded(sc, H(1, "a", S("One")) "," P(IN("Strong", S("Inspection"))) ","
	                                                     P(IN("Strong", S("Stop.")))));
	HAS(told, "\"Inspection\" looks like a heading");
	LACKS(told, "Stop");
	/* a table of contents goes, once told */
	p = worded(sc, P(LINK("#a", S("One") SP S("3"))) "," P(LINK("#b", S("Two") SP S("4"))) "," H(1, "a", S("One")));
	SAME(worded_body(p), "## One\n");
	HAS(worded_notices(sc, p), "the table of contents is left out");
}

/* A document without a single heading that has the style of one: what looks like one is one. */
static void headings_by_hand(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(
		sc,
		P(IN("Strong", S("1.") SP S("Purpose"))) "," P(S("x") "," NOTE(P(IN("Strong", S("note"))))) "," P(
			IN("Strong", S("1.1")) SP IN(
				"Strong",
				S("Gauges"))) "," P(S("C12") SP
	                                                    S("what")) "," P(S("C3") SP S("is") SP S("a") SP
	                                                                             S("line.")) "," P(IN("Strong",
	                                                                                                  S("Stop"
	                                                                                                    "."))));
	SAME(worded_body(p), "## 1. Purpose\n\nx<sup>\\[1\\]</sup>\n\n<sup>\\[1\\]</sup> **note**\n\n"
	     "### 1.1 Gauges\n\n## C12 what\n\nC3 is a line.\n\n**Stop.**\n");
	HAS(worded_notices(sc, p), "7 warning: \"1. Purpose\": this is taken as a heading for its looks");
	HAS(worded_notices(sc, p), "\"C12 what\": this heading answers C12");
}

static void titles(void **state)
{
	(void)state;
	SCOPE(sc);
	struct word_request r = { .template = worded_template(sc), .file_name = "shop.docx", .element = "C" };
	/* a first heading over all others is the title */
	HAS(worded_of(sc, &r, "", H(1, "", S("Shop")) "," H(2, "", S("One")))->text, "---\n# Shop\n\n## One\n");
	/* none: the element's own */
	const struct word_proposal *p = worded_of(sc, &r, "", H(1, "", S("One")) "," H(1, "", S("Two")));
	HAS(p->text, "---\n# Repair\n\n## One\n\n## Two\n");
	HAS(worded_notices(sc, p), "the document has no title");
	p = worded_of(sc, &r,
	              "'title':{'t':'MetaInlines','c':[" S(
			      "T") "]},'author':{'t':'MetaList','c':[{'t':'MetaInlines',"
	                           "'c':[" S("Aiko") "]}]},'date':{'t':'MetaString','c':'2026-10-01'}",
	              P(S("x")));
	HAS(p->text, "# T\n\nAiko\n\n2026-10-01\n\nx\n");
}

static void lists(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(worded_text(sc, NUMBERS(3, "Decimal", "Period",
	                             ITEM(P(S("a")) "," BULLETS(ITEM(P(S("b"))))) "," ITEM(P(S("c"))))),
	     "3. a\n   - b\n4. c\n");
	SAME(worded_text(sc, BULLETS(ITEM(P(S("a")) "," P(S("b"))) "," ITEM(P(S("c"))))), "- a\n\n  b\n\n- c\n");
	/* two lists stay two */
	SAME(worded_text(sc, BULLETS(ITEM(P(S("a")))) "," BULLETS(ITEM(P(S("b"))))), "- a\n\n* b\n");
	SAME(worded_text(sc, NUMBERS(1, "Decimal", "OneParen", ITEM(P(S("a")))) ","
	                     NUMBERS(1, "Decimal", "Period", ITEM(P(S("b"))))), "1) a\n\n1) b\n");
	/* letters are words, for the text speaks of them */
	SAME(worded_text(sc, NUMBERS(2, "LowerAlpha", "TwoParens", ITEM(P(S("x"))))), "- (b) x\n");
	SAME(worded_text(sc, NUMBERS(4, "UpperRoman", "Period", ITEM(P(S("x"))))), "- IV. x\n");
	SAME(worded_text(sc, NUMBERS(1, "Decimal", "TwoParens", ITEM(P(S("x"))))), "- (1) x\n");
	SAME(worded_text(sc, "{'t':'BlockQuote','c':[" P(S("q")) "," BULLETS(ITEM(P(S("x")))) "]}"), "> q\n>\n> - x\n");
	SAME(worded_text(sc, "{'t':'DefinitionList','c':[[[" S("term") "],[[" P(S("what")) "]]]]}"),
	     "- **term**\n\n  what\n");
	SAME(worded_text(sc, "{'t':'CodeBlock','c':[['',[],[]],'a ```\\nb']}"), "````\na ```\nb\n````\n");
	SAME(worded_text(sc, "{'t':'LineBlock','c':[[" S("a") "],[" S("b") "]]},{'t':'HorizontalRule'}"),
	     "a\\\nb\n\n---\n");
	SAME(worded_text(sc, "{'t':'Div','c':[['',[],[]],[" P(S("in")) "," H(1, "", S("One")) "]]}"), "in\n\n## One\n");
}

/* Headings that Word numbers are a list to pandoc where one follows the other. */
static void numbered_headings(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(worded_text(
		     sc,
		     NUMBERS(4, "Decimal", "Period",
	                     ITEM(H(1, "", S("One")) "," NUMBERS(
				     1, "Decimal", "DefaultDelim",
				     ITEM(H(2, "",
	                                    S("Sub"))))) "," ITEM(P(S("item"))) "," ITEM(H(1, "",
	                                                                                   S("Two")))) "," P(S("x"))),
	     "## One\n\n### Sub\n\n5. item\n\n## Two\n\nx\n");
	/* in a quote none can stand */
	SAME(worded_text(sc, "{'t':'BlockQuote','c':[" BULLETS(ITEM(H(1, "", S("One")))) "]}"), "> - **One**\n");
}

static void footnotes(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(worded_text(sc, P(S("mm") "," NOTE(P(S("at") SP S("20")) "," P(S("more")))) "," P(
				     S("b") "," NOTE(P(S("c")))) "," H(1, "", S("Next")) "," P(S("d"))),
	     "mm<sup>\\[1\\]</sup>\n\nb<sup>\\[2\\]</sup>\n\n<sup>\\[1\\]</sup> at 20\n\nmore\n\n<sup>\\[2\\]</sup> "
	     "c\n\n"
	     "## Next\n\nd\n");
}

static void changes(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(sc, H(1, "", S("Gap")) "," P(S("Gap") SP
		SPAN("deletion", WHO("Kenji Mori", "2026-10-02"), S("0.50")) ","
		SPAN("insertion", WHO("Kenji Mori", "2026-10-03"), IN("Strong", S("0.57"))) SP S("mm")));
	SAME(worded_body(p), "## Gap\n\nGap **0.57** mm\n");
	HAS(worded_notices(sc, p),
	    "9 note: \"Gap\": Kenji Mori deleted on 2026-10-02: \"0.50\"; it is not in the text\n");
	HAS(worded_notices(sc, p),
	    "9 note: \"Gap\": Kenji Mori inserted on 2026-10-03: \"0.57\"; it stands in the text\n");
	/* a deleted end of a paragraph joins two; a deleted paragraph leaves nothing */
	p = worded(sc, P(S("a") "," SPAN("paragraph-deletion", WHO("K", "2026-10-02"), "")) "," P(S("b")) ","
	               P(SPAN("deletion", WHO("K", "2026-10-02"), S("gone"))) "," P(S("c")));
	SAME(worded_body(p), "a b\n\nc\n");
	HAS(worded_notices(sc, p), "K deleted on 2026-10-02 the end of this paragraph");
	HAS(worded_notices(sc, p), "\"gone\"");
}

static void comments(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(
		sc, P(S("a") SP SPAN("comment-start", "['id','7']," WHO("Aiko", "2026-10-03"),
	                             S("Which") SP S("gauge?")) "," S("this")
	                      SP S("one") "," SPAN("comment-end", "['id','7']", "")
	                              SP S("b")) "," P(SPAN("comment-start", "['id','8']," WHO("Aiko", "2026-10-04"),
	                                                    S("never")) "," S("ends")));
	SAME(worded_body(p), "a this one b\n\nends\n");
	HAS(worded_notices(sc, p),
	    "Aiko wrote a comment on 2026-10-03 at \"this one\": \"Which gauge?\"; it is not in the text");
	HAS(worded_notices(sc, p), "2026-10-04 at \"ends\": \"never\"");
}

static void pictures(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p = worded(sc, P(IMAGE("media/image1.png", S("Set") SP S("up"))) ","
		P(IMAGE("media/image2.emf", S("v")) SP IMAGE("media/image3.png", "")) ","
		P(IMAGE("https://x.example/p.png", S("far"))));
	SAME(worded_body(p), "![Set up](../attachments/C/shop-1.png)\n\n"
	     "![v](../attachments/C/shop-2.emf) ![](../attachments/C/shop-1.png)\n\n*far*\n");
	assert_int_equal(p->attachments.count, 3);      /* the same picture twice is one */
	SAME(p->attachments.at[0].path, "attachments/C/shop.docx");
	assert_null(p->attachments.at[0].bytes);
	SAME(p->attachments.at[1].bytes, "pixels");
	HAS(worded_notices(sc, p), "attachments/C/shop-2.emf is of a kind that no page shows");
	HAS(worded_notices(sc, p), "nothing says what the picture attachments/C/shop-1.png shows");
	HAS(worded_notices(sc, p), "the picture https://x.example/p.png is not in the document");
}

static void what_has_no_form_is_told(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct word_proposal *p =
		worded(sc, P("{'t':'Math','c':[{'t':'InlineMath'},'x = 1']}" SP IN("Strikeout", S("old")) SP IN(
				   "Underline", S("under")) SP LINK("file:///C:/plan.xlsx",
	                                                            S("plan"))) ","
	                                                                        "{'t':'Novelty','c':[" S("new") "]}");
	SAME(worded_body(p), "`x = 1` old under plan\n\nnew\n");
	const char *told = worded_notices(sc, p);
	HAS(told, "a formula has no form in Markdown and stands here as its source \"x = 1\"");
	HAS(told, "the words \"old\" are struck through");
	HAS(told, "underlining has no form");
	HAS(told, "the words \"plan\" led to file:///C:/plan.xlsx");
	HAS(told, "of a kind that is not known (Novelty)");
}

static const char *the_text(void *context, const char *path)
{
	assert_string_equal(path, "evidence/C.md");
	return context;
}

static void front_matter(void **state)
{
	(void)state;
	SCOPE(sc);
	struct word_request r = {
		.template = worded_template(sc), .file_name = "shop.docx", .element = "C", .language = "en"
	};
	/* the tiny template has none for C */
	HAS(worded_of(sc, &r, "", P(S("x")))->text, "---\nelement: \"C\"\nlanguage: en\n---\n# Repair\n\nx\n");
	r.existing = the_text;
	r.context = scope_copy(sc, "---\nelement: C   # this\nprepared_by: [A]\n---\n# Old\n");
	HAS(worded_of(sc, &r, "", P(S("x")))->text,
	    "---\nelement: C   # this\nlanguage: en\nprepared_by: [A]\n---\n# Repair\n");
	r.context = scope_copy(sc, "---\nprepared_by: [A]\nlanguage: ja\nelement: C\n---\n");
	HAS(worded_of(sc, &r, "", P(S("x")))->text, "---\nprepared_by: [A]\nlanguage: en\nelement: C\n---\n# Repair\n");
	r.existing = NULL;
	/* by its letters; the original stands beside what is handed over */
	r.language = NULL;
	const struct word_proposal *p = worded_of(sc, &r, "", P(S("受入から梱包まで全工程を示す。")));
	SAME(p->language, "ja");
	SAME(p->path, "evidence/C.ja.md");
	HAS(p->text, "language: ja\n");
	SAME(worded_of(sc, &r, "", P(S("The NSN 2840-01 of the part 部品")))->path, "evidence/C.md");
	SAME(worded_of(sc, &r, "", P(S("123")))->language, "");
	r.language = "fr";
	const struct word_proposal *none = NULL;
	struct word_source source = { .document = worded_document(sc, "", P(S("x"))) };
	FAILS(word_make(sc, &r, &source, &none), FAULT_NOT_FOUND);
}

static void what_is_no_document(void **state)
{
	(void)state;
	SCOPE(sc);
	struct word_request r = { .template = worded_template(sc), .file_name = "x.docx", .element = "C" };
	const struct word_proposal *p = NULL;
	static const char *const texts[] = { "[]", "{}", "{'blocks':{}}", "{'blocks':3}" };
	for (size_t i = 0; i < countof(texts); i++) {
		struct word_source source = {0};
		OK(json_read(sc, "x", worded_quotes(sc, texts[i]), strlen(texts[i]), 100, &source.document));
		FAILS(word_make(sc, &r, &source, &p), FAULT_CORRUPT);
	}
	/* of the right outside, and wrong inside: nothing is believed */
	static const char *const odd[] = { "1",
		                           "null",
		                           "{'t':1}",
		                           "{'t':'Para'}",
		                           "{'t':'Para','c':'x'}",
		                           "{'t':'Table','c':[]}",
		                           "{'t':'Header','c':[]}",
		                           "{'t':'OrderedList','c':[[],[[]]]}",
		                           "{'t':'BulletList','c':[1,[],null]}",
		                           P("{'t':'Str','c':1},{'t':'Span'},{'t':'Link','c':[1]},{'t':'Image','c':[]"
		                             "},{'t':'Note'},{'t':'Math'}"),
		                           TABLE("", "", ROW("1,[],null")),
		                           TABLE("", "", "1"),
		                           "{'t':'Table','c':[1,2,3,4,5,6]}",
		                           TABLE(COLUMN, "", ROW(CELL(-1, 99999999999, P(S("x"))) "," C("y"))),
		                           "{'t':'Div','c':[]}",
		                           "{'t':'DefinitionList','c':[[]]}",
		                           "{'t':'CodeBlock','c':[]}" };
	for (size_t i = 0; i < countof(odd); i++)
		worded(sc, odd[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms),
		cmocka_unit_test(emphasis_where_markdown_takes_it),
		cmocka_unit_test(what_markdown_would_take_for_its_own),
		cmocka_unit_test(headings),
		cmocka_unit_test(headings_by_hand), cmocka_unit_test(titles),
		cmocka_unit_test(lists), cmocka_unit_test(numbered_headings),
		cmocka_unit_test(footnotes),
		cmocka_unit_test(changes),
		cmocka_unit_test(comments),
		cmocka_unit_test(pictures),
		cmocka_unit_test(what_has_no_form_is_told),
		cmocka_unit_test(front_matter),
		cmocka_unit_test(what_is_no_document),
	};
	return cmocka_run_group_tests_name("word", tests, NULL, NULL);
}
