/* t_docx.c: a Word file itself: its words as they stand in it, its parts, and what is no such file.  Then what
 * word_make() tells of words that pandoc left out. */
#include "worded.h"
#include "zipped.h"
#include "text/docx.h"
#include "text/docx_private.h"

#define PARAGRAPH(runs) "<w:p>" runs "</w:p>"
#define RUN(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"

static int file_of(struct scope *sc, const char *body, const char *name, const char *text)
{
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "word/document.xml",
	            scope_printf(sc, "<?xml version='1.0'?><w:document><w:body>%s</w:body></w:document>", body));
	if (name)
		zipped_text(z, name, text);
	return zipped_fd(z);
}

static struct docx_words *words_of(struct scope *sc, const char *body, const char *name, const char *text)
{
	struct docx_words *words = NEW(sc, struct docx_words);
	int fd = file_of(sc, body, name, text);
	OK(docx_words(sc, fd, words));
	close(fd);
	return words;
}

static const char *told(struct scope *sc, const struct docx_words *w)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < w->paragraphs.count; i++) {
		buf_printf(b, "%c", "pbhf"[w->paragraphs.at[i].where]);
		for (size_t k = 0; k < w->paragraphs.at[i].runs.count; k++)
			buf_printf(b, "%s%s",
			           (const char *const[]){ "-", "^", "*" }[w->paragraphs.at[i].runs.at[k].kind],
			           w->paragraphs.at[i].runs.at[k].text);
		buf_char(b, '\n');
	}
	buf_printf(b, "%zu %zu %d", w->objects, w->charts, w->counts_headings);
	return b->at;
}

static void words_as_they_stand(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char plain[] =
		PARAGRAPH(RUN("a &lt;b&gt; &amp;amp; &#x691c;&#26619; &#0;")
		          "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>" RUN("c"))
		"<!-- <w:t>no</w:t> --><?pi <w:t>no</w:t>?>"
		"<w:tbl w:odd='a>b'>" PARAGRAPH("<w:pPr/>" RUN("cell")) "</w:tbl>";
	/* text boxes once, though they are written twice; what was moved away not at all; furigana known as such */
	static const char boxed[] =
		PARAGRAPH(RUN("a") "<mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>" PARAGRAPH(RUN("box"))
		          "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>" PARAGRAPH(RUN("box"))
		          "</w:txbxContent></mc:Fallback></mc:AlternateContent>" RUN("b"))
		PARAGRAPH("<w:moveFrom>" RUN("gone") "</w:moveFrom><w:ruby><w:rt>" RUN("けんさ")
		          "</w:rt><w:rubyBase>" RUN("検査")
		          "</w:rubyBase></w:ruby><o:OLEObject/><c:chart r:id='1'/>"
		          "<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:char='1234'/>");
	SAME(told(sc, words_of(sc, plain, NULL, NULL)), "p-a <b> &amp; 検査 &#0;-c\np-cell\n0 0 0");
	SAME(told(sc, words_of(sc, boxed, NULL, NULL)), "p-a\nb-box\np-b\np^けんさ-検査*✓*\xef\xbf\xbd\n1 1 0");
	SAME(told(sc, words_of(sc, "", "word/header2.xml", PARAGRAPH(RUN("Rev C")))), "h-Rev C\n0 0 0");
	SAME(told(sc, words_of(sc, "", "word/footer1.xml", PARAGRAPH(RUN("1")))), "f-1\n0 0 0");
	SAME(told(sc, words_of(sc, "", "word/styles.xml",
	                       "<w:style><w:name w:val=\"heading 1\"/><w:pPr><w:numPr/></w:pPr></w:style>")),
	     "0 0 1");
	SAME(told(sc, words_of(sc, "", "word/styles.xml",
	                       "<w:style><w:name w:val=\"List\"/><w:numPr/></w:style><w:style><w:name "
	                       "w:val=\"heading 1\"/></w:style>")),
	     "0 0 0");
	/* what breaks off tells what there is */
	SAME(told(sc, words_of(sc, PARAGRAPH(RUN("a")) "<w:p><w:t>b<w:t", NULL, NULL)), "p-a\np-b\n0 0 0");
}

/* --- numbers that Word counts --- */

#define NUMBERED(list, level, text) \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list "'/></w:numPr></w:pPr>" RUN(text) \
	"</w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr>" RUN(text) "</w:p>"
#define LVL(level, start, form, text, more) "<w:lvl w:ilvl='" level "'><w:start w:val='" start "'/><w:numFmt w:val='" \
	form "'/>" more "<w:lvlText w:val='" text "'/></w:lvl>"
#define DEFINE(id, levels) "<w:abstractNum w:abstractNumId='" id "'>" levels "</w:abstractNum>"
#define NUM(id, definition, more) "<w:num w:numId='" id "'><w:abstractNumId w:val='" definition "'/>" more "</w:num>"
#define FROM(level, start) \
	"<w:lvlOverride w:ilvl='" level "'><w:startOverride w:val='" start "'/></w:lvlOverride>"
#define THREE DEFINE("7", LVL("0", "1", "decimal", "%1", "<w:pStyle w:val='H1'/>") \
	LVL("1", "1", "decimal", "%1.%2", "<w:pStyle w:val='H2'/>") LVL("2", "3", "lowerLetter", "(%3)", ""))

/* Number and words of each paragraph; a heading has a sign before it. */
static const char *numbers_of(struct scope *sc, const char *body, const char *lists)
{
	static const char styles[] =
		"<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:name w:val='Normal'/></w:style>"
		"<w:style w:styleId='H1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
		"</w:pPr></w:style><w:style w:styleId='H2'><w:name w:val='heading 2'/><w:pPr><w:numPr>"
		"<w:ilvl w:val='1'/>"
		"<w:numId w:val='1'/></w:numPr></w:pPr></w:style><w:style w:styleId='My'><w:name w:val='Mine'/>"
		"<w:basedOn w:val='H2'/></w:style><w:style w:styleId='Loop'><w:name w:val='x'/>"
		"<w:basedOn w:val='Loop'/></w:style><w:style w:type='numbering' w:styleId='L'>"
		"<w:name w:val='L'/><w:pPr><w:numPr>"
		"<w:numId w:val='9'/></w:numPr></w:pPr></w:style>";
	struct zipped *z = zipped_new(sc);
	struct docx_words w;
	struct buf *b = buf_new(sc);
	zipped_text(z, "word/document.xml", scope_printf(sc, "<w:document><w:body>%s</w:body></w:document>", body));
	zipped_text(z, "word/numbering.xml", scope_printf(sc, "<w:numbering>%s</w:numbering>", lists));
	zipped_text(z, "word/styles.xml", styles);
	int fd = zipped_fd(z);
	OK(docx_words(sc, fd, &w));
	close(fd);
	for (size_t i = 0; i < w.paragraphs.count; i++) {
		const struct docx_paragraph *p = &w.paragraphs.at[i];
		buf_printf(b, "%s%s%s ", i ? "|" : "", p->heading ? "=" : "", !p->number ? "-" : *p->number ?
		  p->number : "?");
		for (size_t k = 0; k < p->runs.count; k++)
			buf_text(b, p->runs.at[k].text);
	}
	return b->at;
}

static void numbers_that_word_counts(void **state)
{
	(void)state;
	SCOPE(sc);
	static const struct { const char *body, *lists, *wanted; } table[] = {
		/* by styles, by a style that rests on one, a level that begins anew, one from three on */
		{ STYLED("H1", "a") STYLED("H2", "b") STYLED("My", "c") STYLED("H1", "d") STYLED("H2", "e")
		  NUMBERED("1", "2", "f") NUMBERED("1", "2", "g") PARAGRAPH(RUN("h")) STYLED("Loop", "i")
		  STYLED("none", "j"),
		  THREE NUM("1", "7", ""), "=1 a|=1.1 b|=1.2 c|=2 d|=2.1 e|(c) f|(d) g|- h|- i|- j" },
		/* taken out of the list by the paragraph itself; an empty paragraph counts */
		{ "<w:p><w:pPr><w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>" RUN("a") "</w:p>"
		  STYLED("H1", "b") "<w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr></w:p>" STYLED("H1", "c"),
		  THREE NUM("1", "7", ""), "=- a|=1 b|=2 |=3 c" },
		/* a section before the first chapter: Word shows something that is written nowhere */
		{ STYLED("H2", "a") STYLED("H1", "b") STYLED("H2", "c"), THREE NUM("1", "7", ""), "=? a|=1 b|=1.1 c" },
		/* forms */
		{ NUMBERED("1", "0", "a") NUMBERED("1", "1", "b") NUMBERED("1", "2", "c") NUMBERED("1", "3", "d")
		  NUMBERED("1", "4", "e") NUMBERED("1", "5", "f") NUMBERED("1", "6", "g") NUMBERED("1", "7", "h"),
		  DEFINE("1", LVL("0", "27", "upperLetter", "%1", "") LVL("1", "1994", "upperRoman", "%2", "")
		  LVL("2", "9", "lowerRoman", "%3)", "") LVL("3", "7", "decimalZero", "%4", "")
		  LVL("4", "20", "decimalEnclosedCircle", "%5", "") LVL("5", "12", "decimalFullWidth", "第%6章", "")
		  LVL("6", "2", "decimal", "%1.%2.%7", "<w:isLgl/>") LVL("7", "1", "hebrew1", "%8", "")) NUM("1",
		  "1", ""),
		  "AA a|MCMXCIV b|ix) c|07 d|⑳ e|第１２章 f|27.1994.2 g|? h" },
		/* two lists of one definition count on; one that says from where does not; back at the first nobody
		  knows */
		{ NUMBERED("1", "0", "a") NUMBERED("2", "0", "b") NUMBERED("3", "0", "c") NUMBERED("3", "0", "d")
		  NUMBERED("1", "0", "e") NUMBERED("3", "0", "f"),
		  THREE NUM("1", "7", "") NUM("2", "7", "") NUM("3", "7", FROM("0", "8")), "1 a|2 b|8 c|9 d|? e|? f" },
		/* never begun anew, and only behind the first level */
		{ NUMBERED("1", "0", "a") NUMBERED("1", "1", "b") NUMBERED("1", "2", "c") NUMBERED("1", "1", "d")
		  NUMBERED("1", "2", "e") NUMBERED("1", "0", "f") NUMBERED("1", "1", "g") NUMBERED("1", "2", "h"),
		  DEFINE("1", LVL("0", "1", "decimal", "%1", "") LVL("1", "1", "decimal", "%2",
		  "<w:lvlRestart w:val='0'/>")
		  LVL("2", "1", "decimal", "%3", "<w:lvlRestart w:val='1'/>")) NUM("1", "1", ""),
		  "1 a|1 b|1 c|2 d|2 e|2 f|3 g|1 h" },
		/* a level of its own, a style of lists, references, signs, what older programs read */
		{ NUMBERED("1", "0", "a") NUMBERED("2", "0", "b") NUMBERED("3", "0", "c"),
		  THREE DEFINE("8", "<w:numStyleLink w:val='L'/>")
		  DEFINE("9", "<w:styleLink w:val='L'/>" LVL("0", "4", "decimal", "&#167;%1&amp;", ""))
		  DEFINE("10",
		  "<w:lvl w:ilvl='0'><w:start w:val='1'/><mc:AlternateContent><mc:Choice><w:numFmt w:val='custom' "
		  "w:format='001'/></mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>"
		  "</mc:AlternateContent>"
		  "<w:lvlText w:val='%1'/></w:lvl>")
		  NUM("1", "7", "<w:lvlOverride w:ilvl='0'>" LVL("0", "5", "lowerLetter", "%1-", "") "</w:lvlOverride>")
		  NUM("2", "8", "") NUM("9", "9", "") NUM("3", "10", ""), "e- a|§4& b|? c" },
		/* bullets have none; a list that is not there, a level that is none, a text without numbers */
		{ NUMBERED("1", "0", "a") NUMBERED("4", "0", "b") NUMBERED("1", "9", "c") NUMBERED("1", "1", "d"),
		  DEFINE("1", LVL("0", "1", "bullet", "•", "") LVL("1", "1", "none", "Note", "")) NUM("1", "1", ""),
		  "- a|? b|? c|Note d" },
		/* a tracked change of the paragraph, a hidden one, a box: from there on nobody knows */
		{ NUMBERED("1", "0", "a")
		  "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:del/>"
		  "</w:rPr></w:pPr>" RUN("b") "</w:p>" NUMBERED("1", "0", "c"), THREE NUM("1", "7", ""),
		  "1 a|? b|? c" },
		{ "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val='5'/>"
		  "</w:numPr>"
		  "</w:pPr></w:pPrChange></w:pPr>" RUN("a") "</w:p>" PARAGRAPH("<w:r><w:txbxContent>" NUMBERED("1",
		  "0", "b")
		  "</w:txbxContent></w:r>") NUMBERED("1", "0", "c"), THREE NUM("1", "7", ""), "1 a|- |? b|- |? c" },
		{ "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" NUMBERED("1", "0", "a") "</w:tr><w:tr>" NUMBERED("1",
		  "0", "b")
		  "</w:tr></w:tbl>", THREE NUM("1", "7", ""), "? a|? b" },
		/* what is no numbering */
		{ NUMBERED("1", "0", "a"),
		  "<w:abstractNum/><w:num/><w:lvl/><w:lvlText w:val='x'/><w:startOverride w:val='1'/>",
		  "? a" },
		{ NUMBERED("1", "0", "a") NUMBERED("2", "0", "b") NUMBERED("3", "0", "c"),
		  DEFINE("1", LVL("0", "99999999999", "decimal", "%1", "")) DEFINE("2", LVL("0", "30000", "decimal",
		  "%1%2%9", ""))
		  DEFINE("3", "<w:numStyleLink w:val='nobody'/>") NUM("1", "1", "") NUM("2", "2", "") NUM("3", "3", ""),
		  "? a|? b|? c" },
	};
	for (size_t i = 0; i < countof(table); i++)
		SAME(numbers_of(sc, table[i].body, table[i].lists), table[i].wanted);
}

static void what_is_no_word_file(void **state)
{
	(void)state;
	SCOPE(sc);
	struct docx_words words;
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "readme.txt", "x");
	int fd = zipped_fd(z);
	FAILS(docx_words(sc, fd, &words), FAULT_CORRUPT);
	fd = zipped_file("no zip", 6);
	FAILS(docx_words(sc, fd, &words), FAULT_CORRUPT);
	z = zipped_new(sc);
	z->encrypted = true;
	zipped_text(z, "word/document.xml", "x");
	fd = zipped_fd(z);
	FAILS(docx_words(sc, fd, &words), FAULT_USAGE);
	z = zipped_new(sc);
	char *big = scope_alloc(sc, 100 << 20, 1);
	memset(big, ' ', 100 << 20);
	zipped_put(z, "word/document.xml", big, 100 << 20);
	fd = zipped_fd(z);
	const struct fault *f = docx_words(sc, fd, &words);
	assert_non_null(f);
	SAME(f->text, "holds more than can be read; take it in parts");
}

static void parts(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *bytes = NULL;
	size_t len = 0;
	int fd = file_of(sc, "", "word/media/image1.png", "pixels");
	OK(docx_part(sc, fd, "word/media/image1.png", &bytes, &len));
	assert_int_equal(len, 6);
	assert_memory_equal(bytes, "pixels", 6);
	FAILS(docx_part(sc, fd, "word/media/image2.png", &bytes, &len), FAULT_NOT_FOUND);
	close(fd);
}

/* The child that read a hostile file is not believed: a line that begins with a NUL is none. */
static void what_a_child_may_not_say(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char answer[] = "Ap\ntOne\n\0Two\n";
	struct docx_words words;
	OK(docx_answer_read(sc, answer, sizeof answer - 1, &words));
	assert_int_equal(words.paragraphs.count, 1);
	assert_int_equal(words.paragraphs.at[0].runs.count, 1);
	assert_null(words.paragraphs.at[0].number);
	FAILS(docx_answer_read(sc, "", 0, &words), FAULT_CORRUPT);
	FAILS(docx_answer_read(sc, "z", 1, &words), FAULT_CORRUPT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_as_they_stand), cmocka_unit_test(numbers_that_word_counts),
		cmocka_unit_test(what_is_no_word_file), cmocka_unit_test(parts),
		cmocka_unit_test(what_a_child_may_not_say),
	};
	return cmocka_run_group_tests_name("docx", tests, NULL, NULL);
}
