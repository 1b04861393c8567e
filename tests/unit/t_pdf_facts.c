/* t_pdf_facts.c: what a PDF says of itself: titles in every encoding, languages, packets; and PDFs that lie. */
#include "unit.h"
#include "base/buf.h"
#include "text/pdf.h"
#include "text/pdf_words.h"
#include <fcntl.h>

/* One page, an information dictionary and the entries of a catalog, and a packet where there is one. */
static const char *made(struct scope *sc, const char *info, const char *catalog, const char *packet)
{
	struct buf *b = buf_new(sc);
	size_t at[5];
	int n = 0;
	buf_text(b, "%PDF-1.4\n");
	at[n++] = b->len;
	buf_printf(b, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R %s %s >>\nendobj\n", catalog, packet ? "/Metadata 5 0 R"
		: "");
	at[n++] = b->len;
	buf_text(b, "2 0 obj\n<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>\nendobj\n");
	at[n++] = b->len;
	buf_text(b, "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n");
	at[n++] = b->len;
	buf_printf(b, "4 0 obj\n<< %s >>\nendobj\n", info);
	if (packet) {
		at[n++] = b->len;
		buf_printf(b, "5 0 obj\n<< /Type /Metadata /Subtype /XML /Length %zu >>\n", strlen(packet));
		buf_printf(b, "stream\n%s\nendstream\nendobj\n", packet);
	}
	size_t xref = b->len;
	buf_printf(b, "xref\n0 %d\n0000000000 65535 f \n", n + 1);
	for (int i = 0; i < n; i++)
		buf_printf(b, "%010zu 00000 n \n", at[i]);
	buf_printf(b, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%zu\n%%%%EOF\n", n + 1, xref);
	return b->at;
}

static int put(struct scope *sc, const char *folder, const char *name, const char *bytes)
{
	const char *path = path_join(sc, folder, name);
	OK(file_write(path, bytes, strlen(bytes)));
	int fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	return fd;
}

static struct pdf_facts facts_of(struct scope *sc, const char *info, const char *catalog, const char *packet)
{
	struct pdf_facts out;
	int64_t wasted = 0;
	int fd = put(sc, unit_folder(sc), "x.pdf", made(sc, info, catalog, packet));
	OK(pdf_facts(sc, &fd, 1, &out, &wasted));
	close(fd);
	assert_int_equal(out.pages, 1);
	return out;
}

static void test_titles(void **state)
{
	static const struct { const char *info, *title; } all[] = {
		{ "/Title (Traveler TRV-2505)", "Traveler TRV-2505" },
		{ "/Title (Caf\\351 \\(rev. A\\))", "Café (rev. A)" },          /* PDFDocEncoding */
		{ "/Title (\\200 bullet)", "• bullet" },
		{ "/Title <FEFF4F5C696D79FB52D57968>", "作業移動票" },          /* UTF-16, big end first */
		{ "/Title <FEFF001B006A0061001B4F5C696D>", "作業" },            /* behind a language escape */
		{ "/Title <FEFFD83DDE00>", "😀" },
		{ "/Title (\\357\\273\\277\\344\\275\\234)", "作" },            /* UTF-8, as PDF 2.0 has it */
		{ "/Title (one\\r\\n\\ttwo  three )", "one two three" },
		{ "/Title <FEFF0061202E0062>", "ab" },                          /* a mark that turns text round */
		{ "/Title ()", "" }, { "/Title /Name", "" }, { "/Title [ (x) ]", "" }, { "/Title 7", "" }, { "", "" },
	};
	SCOPE(sc);
	(void)state;
	for (size_t i = 0; i < countof(all); i++) {
		const char *title = facts_of(sc, all[i].info, "", NULL).title;
		EXPECT(strcmp(title, all[i].title) == 0, "%s: \"%s\"", all[i].info, title);
	}
}

static void test_languages(void **state)
{
	static const struct { const char *catalog, *language; } all[] = {
		{ "/Lang (ja)", "ja" }, { "/Lang (EN-US)", "en-US" }, { "/Lang (ja-JP)", "ja-JP" },
		{ "/Lang <FEFF0065006E>", "en" },
		{ "/Lang ()", "" }, { "/Lang (x)", "" }, { "/Lang (en us)", "" }, { "/Lang (en--us)", "" },
		{ "/Lang (en-)", "" }, { "/Lang (=cmd)", "" }, { "/Lang /en", "" }, { "", "" },
		{ "/Lang (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)", "" },
	};
	SCOPE(sc);
	(void)state;
	for (size_t i = 0; i < countof(all); i++) {
		const char *language = facts_of(sc, "", all[i].catalog, NULL).language;
		EXPECT(strcmp(language, all[i].language) == 0, "%s: \"%s\"", all[i].catalog, language);
	}
}

#define PACKET(inner) "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta><rdf:RDF><rdf:Description>" \
	inner "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"

static void test_packets(void **state)
{
	SCOPE(sc);
	(void)state;
	SAME(facts_of(sc, "", "", PACKET("<dc:title><rdf:Alt><rdf:li xml:lang='ja'>図面</rdf:li>"
		"<rdf:li xml:lang=\"x-default\">Bolts &amp; nuts &#x2014; &#233;</rdf:li></rdf:Alt></dc:title>")).title,
	     "Bolts & nuts — é");
	SAME(facts_of(sc, "", "", PACKET("<dc:title><rdf:Alt><rdf:li xml:lang='ja'>図面</rdf:li></rdf:Alt>"
		"</dc:title>")).title, "図面");
	/* the document's information comes first */
	SAME(facts_of(sc, "/Title (Own)", "", PACKET("<dc:title><rdf:li>Other</rdf:li></dc:title>")).title, "Own");
	/* cut off, empty, of other things, with references that are none */
	SAME(facts_of(sc, "", "", PACKET("<dc:title><rdf:Alt><rdf:li>x")).title, "");
	SAME(facts_of(sc, "", "", PACKET("<dc:creator><rdf:li>x</rdf:li></dc:creator>")).title, "");
	SAME(facts_of(sc, "", "", PACKET("<dc:title><rdf:li>a &nbsp; &#0; &#xd800; &#x110000; &#9; b</rdf:li>"
		"</dc:title>")).title, "a &nbsp; &#0; &#xd800; &#x110000; b");
	SAME(facts_of(sc, "", "", PACKET("<dc:title><rdf:li>\xff</rdf:li></dc:title>")).title, "");
}

/* A long title is cut between characters; one that is longer than any title is none. */
static void test_long(void **state)
{
	SCOPE(sc);
	(void)state;
	struct buf *b = buf_new(sc);
	buf_text(b, "/Title <FEFF");
	for (int i = 0; i < 300; i++)
		buf_text(b, "4F5C");
	buf_text(b, ">");
	const char *title = facts_of(sc, b->at, "", NULL).title;
	assert_int_equal(strlen(title), 3 * PDF_WORDS_TITLE);
	assert_int_equal(strspn(title, "作"), strlen(title));
	buf_clear(b);
	buf_text(b, "/Title (");
	for (int i = 0; i < 100000; i++)
		buf_char(b, 'x');
	buf_text(b, ")");
	SAME(facts_of(sc, b->at, "", NULL).title, "");
}

/* Several at once, one of them none: each has its own answer. */
static void test_some(void **state)
{
	SCOPE(sc);
	(void)state;
	const char *folder = unit_folder(sc);
	struct pdf_facts out[3];
	int64_t wasted = 0;
	int fds[3] = { put(sc, folder, "a.pdf", made(sc, "/Title (A)", "/Lang (en)", NULL)),
		put(sc, folder, "b.pdf", "no PDF at all"), put(sc, folder, "c.pdf", made(sc, "/Title (C)", "", NULL)) };
	OK(pdf_facts(sc, fds, 3, out, &wasted));
	SAME(out[0].title, "A"); SAME(out[0].language, "en");
	assert_int_equal(out[1].pages, -1); SAME(out[1].title, ""); SAME(out[1].language, "");
	SAME(out[2].title, "C"); SAME(out[2].language, "");
	int pages[3];
	OK(pdf_pages(sc, fds, 3, pages, &wasted));
	assert_int_equal(pages[0], 1); assert_int_equal(pages[1], -1); assert_int_equal(pages[2], 1);
	for (int i = 0; i < 3; i++)
		close(fds[i]);
}

/* What was never a text. */
static void test_bytes(void **state)
{
	SCOPE(sc);
	(void)state;
	SAME(pdf_words_title(sc, "\xff\xfe", 2), "");
	SAME(pdf_words_title(sc, "a\0b", 3), "a b");
	SAME(pdf_words_title(sc, "\x1b", 1), "");
	SAME(pdf_words_title(sc, "e\xcc\x81", 3), "é");
	SAME(pdf_words_title(sc, " \xc2\x9b x \xc2\x9b", 8), "x");
	SAME(pdf_words_language(sc, "ja\0", 3), "");
	SAME(pdf_words_xmp(sc, "<dc:title><rdf:li>x</rdf:li></dc:title>", 20), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_titles), cmocka_unit_test(test_languages), cmocka_unit_test(test_packets),
		cmocka_unit_test(test_long), cmocka_unit_test(test_some), cmocka_unit_test(test_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
