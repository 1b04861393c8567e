/* t_docx.c: a Word file itself: its words as they stand in it, its parts, and what is no such file.  Then what
 * word_make() tells of words that pandoc left out. */
#include "worded.h"
#include "zipped.h"
#include "text/docx.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_as_they_stand), cmocka_unit_test(what_is_no_word_file), cmocka_unit_test(parts),
	};
	return cmocka_run_group_tests_name("docx", tests, NULL, NULL);
}
