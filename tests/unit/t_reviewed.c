/* t_reviewed.c: a Word document that came back, read: words with who brought and who took them, comments wherever they
 * begin, tables; other names and namespaces; and what is no such file. */
#include "unit.h"
#include "zipped.h"
#include "base/helper.h"
#include "text/reviewed.h"

#define NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RELATED "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define LINKS(links) "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" links \
	"</Relationships>"
#define LINK(sort, target) "<Relationship Id='" sort "' Type='" RELATED sort "' Target='" target "'/>"
#define RUN(text) "<w:r><w:rPr><w:ins w:author='no'/></w:rPr><w:t xml:space='preserve'>" text "</w:t></w:r>"

static const char comments_of[] =
	"<w:comments xmlns:w='" NAMESPACE "'>"
	"<w:comment w:id='0' w:author='Jane &amp; Co' w:date='2026-12-03T14:00:00Z'>"
	"<w:p>" RUN("first") "</w:p><w:p>" RUN("second") "</w:p></w:comment>"
	"<w:comment w:id='7'><w:p/></w:comment></w:comments>";

static int file_of(struct scope *sc, const char *space, const char *body, const char *comments)
{
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "_rels/.rels", LINKS(LINK("officeDocument", "word/document.xml")));
	zipped_text(z, "word/_rels/document.xml.rels", LINKS(LINK("comments", "/word/said.xml")));
	zipped_text(z, "word/document.xml",
	            scope_printf(sc, "<w:document xmlns:w='%s'><w:body>%s</w:body></w:document>", space, body));
	if (comments)
		zipped_text(z, "word/said.xml", comments);
	return zipped_fd(z);
}

static const char *told(struct scope *sc, const struct reviewed *r)
{
	struct buf *b = buf_new(sc);
	static const char *const names[] = { "(", ")", "[", "]", "{", "}", "<", ">", "", " say ", " said ", " sign ",
	                                     " mark " };
	for (size_t i = 0; i < r->parts.count; i++) {
		const struct reviewed_part *p = &r->parts.at[i];
		buf_printf(b, "%s%s%s", names[p->kind], p->text, p->id);
		if (p->came)
			buf_printf(b, "+%s@%s", p->came, p->came_on);
		if (p->went)
			buf_printf(b, "-%s@%s", p->went, p->went_on);
		if (p->kind == REVIEWED_WORDS)
			buf_char(b, '.');
	}
	for (size_t i = 0; i < r->comments.count; i++)
		buf_printf(b, "\n%s %s %s: %s", r->comments.at[i].id, r->comments.at[i].author, r->comments.at[i].date,
		           r->comments.at[i].text);
	return b->at;
}

static const char *read_body(struct scope *sc, const char *space, const char *body, const char *comments)
{
	struct reviewed *r = NULL;
	int fd = file_of(sc, space, body, comments);
	OK(reviewed_read(sc, fd, &r));
	close(fd);
	return told(sc, r);
}

static void words_and_who_changed_them(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(read_body(sc, NAMESPACE, "<w:p><w:pPr><w:rPr><w:ins w:author='no'/></w:rPr></w:pPr>"
	               RUN("a &lt;b&gt; 検査")
	               "<w:ins w:author='We' w:date='d1'>" RUN("new") "<w:del w:author='They' w:date='d2'><w:r>"
	               "<w:delText>both</w:delText></w:r></w:del></w:ins>"
	               "<w:hyperlink><w:moveTo w:author=''>" RUN("to") "</w:moveTo>"
	               "</w:hyperlink><w:r><w:tab/><w:instrText>no</w:instrText><w:noBreakHyphen/></w:r></w:p>",
	               NULL),
	     "(a .<.b.>. 検査.new+We@d1.both+We@d1-They@d2.to+@. .-.)");
	SAME(read_body(sc, "http://purl.oclc.org/ooxml/wordprocessingml/main", "<w:p>" RUN("x") "</w:p>", NULL),
	     "(x.)");
}

static void comments_and_tables(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(read_body(sc, NAMESPACE, "<w:p><w:bookmarkStart w:id='1' w:name='sarflow_x'/><w:ins w:author='We'>"
	               "<w:commentRangeStart w:id='0'/>" RUN("on") "</w:ins><w:commentRangeEnd w:id='0'/><w:r>"
	               "<w:commentReference w:id='0'/></w:r></w:p><w:tbl><w:tblPr/><w:tr><w:trPr>"
	               "<w:del w:author='x'/></w:trPr><w:tc><w:p>" RUN("c") "</w:p></w:tc></w:tr></w:tbl>",
	               comments_of),
	     "( mark sarflow_x say 0on+We@. said 0 sign 0)[{<(c.)>}]\n"
	     "0 Jane & Co 2026-12-03T14:00:00Z: first\nsecond\n7  : ");
}

static void what_is_no_document(void **state)
{
	(void)state;
	SCOPE(sc);
	struct reviewed *r = NULL;
	static const char *const bad[] = { "<w:p>", "<w:p></w:q>", "<w:p>\x01</w:p>", "&entity;" };
	for (size_t i = 0; i < countof(bad); i++)
		FAILS(reviewed_read(sc, file_of(sc, NAMESPACE, bad[i], NULL), &r), FAULT_CORRUPT);
	FAILS(reviewed_read(sc, file_of(sc, NAMESPACE, "<w:p/>", "<w:comments"), &r), FAULT_CORRUPT);
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "word/document.xml", "<w:document xmlns:w='" NAMESPACE "'/>");   /* nothing leads to it */
	FAILS(reviewed_read(sc, zipped_fd(z), &r), FAULT_USAGE);
	z = zipped_new(sc);
	zipped_text(z, "_rels/.rels", LINKS(LINK("officeDocument", "xl/workbook.xml")));
	FAILS(reviewed_read(sc, zipped_fd(z), &r), FAULT_USAGE);
	z = zipped_new(sc);
	z->encrypted = true;
	zipped_text(z, "_rels/.rels", LINKS(LINK("officeDocument", "word/document.xml")));
	FAILS(reviewed_read(sc, zipped_fd(z), &r), FAULT_USAGE);
}

/* Many changes in one another, and more words than an answer may hold. */
static void bounds_hold(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	struct reviewed *r = NULL;
	for (int i = 0; i < 40; i++)
		buf_printf(b, "<w:ins w:author='%d'>", i);
	buf_text(b, RUN("deep"));
	for (int i = 0; i < 40; i++)
		buf_text(b, "</w:ins>");
	buf_text(b, RUN("out"));
	HAS(read_body(sc, NAMESPACE, b->at, NULL), "deep+15@.out.");
	buf_clear(b);
	for (int i = 0; i < 3000000; i++)
		buf_text(b, "<w:t>aaaaaaaaaaaaaaaa</w:t>");
	FAILS(reviewed_read(sc, file_of(sc, NAMESPACE, b->at, NULL), &r), FAULT_CORRUPT);
}

static int stop_helper(void **state)
{
	(void)state;
	helper_stop();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_who_changed_them), cmocka_unit_test(comments_and_tables),
		cmocka_unit_test(what_is_no_document), cmocka_unit_test(bounds_hold),
	};
	return cmocka_run_group_tests_name("reviewed", tests, NULL, stop_helper);
}
