/* redline_pages.c: paper, what stands on every page, and the parts of the file beside its text. */
#include "base/base.h"
#include "docx_numbering.inc"
#include "docx_settings.inc"
#include "docx_styles.inc"
#include "render/redline_private.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORDS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RELATED "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define KIND "application/vnd.openxmlformats-officedocument.wordprocessingml."

void redline_paper(struct buf *b, bool across)
{
	redline_xml(b, "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"head\"/>"
	            "<w:footerReference w:type=\"default\" r:id=\"foot\"/>");
	if (across)
		redline_xml(b, "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>");
	else
		redline_xml(b, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>");
	redline_xml(b, "<w:pgMar w:top=\"1304\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"510\" "
	            "w:footer=\"510\" w:gutter=\"0\"/></w:sectPr>");
}

void redline_lay(struct redline *r, bool across)
{
	if (r->across == across)
		return;
	redline_xml(r->body, "<w:p><w:pPr><w:pStyle w:val=\"SarGap\"/>");
	redline_paper(r->body, r->across);
	redline_xml(r->body, "</w:pPr></w:p>\n");
	r->across = across;
}

/* --- head and foot of each page --- */

/* It shows words of both states: where their markings differ it bears both. */
static const char *marking_of(struct scope *sc, const struct changes *d)
{
	const char *after = d->after.package->marking, *before = d->before.package->marking;
	if (!*before || strcmp(before, after) == 0)
		return after;
	return *after ? scope_printf(sc, "%s / %s", before, after) : before;
}

static void put_line(struct buf *b, const char *style, const char *text)
{
	redline_xml(b, "<w:p><w:pPr><w:pStyle w:val=\"");
	redline_text(b, style);
	redline_xml(b, "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">");
	redline_text(b, text);
	redline_xml(b, "</w:t></w:r></w:p>");
}

static void put_field(struct buf *b, const char *name)
{
	redline_xml(b, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> ");
	redline_text(b, name);
	redline_xml(b, " </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
	            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}

static void put_head(struct scope *sc, const struct changes *d, struct buf *b)
{
	redline_xml(b, XML "<w:hdr xmlns:w=\"" WORDS "\">");
	if (*marking_of(sc, d))
		put_line(b, "SarMarking", marking_of(sc, d));
	put_line(b, "Header", scope_printf(sc, "%s  \xc2\xb7  %s \xe2\x86\x92 %s", d->after.package->id, d->before.name,
	                                   d->after.name));
	redline_xml(b, "</w:hdr>\n");
}

static void put_foot(struct scope *sc, const struct changes *d, struct buf *b)
{
	redline_xml(b, XML "<w:ftr xmlns:w=\"" WORDS "\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
	put_field(b, "PAGE");
	redline_xml(b, "<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>");
	put_field(b, "NUMPAGES");
	redline_xml(b, "</w:p>");
	if (*marking_of(sc, d))
		put_line(b, "SarMarking", marking_of(sc, d));
	redline_xml(b, "</w:ftr>\n");
}

/* --- the parts --- */

static void put_links(const struct redline *r, struct buf *b)
{
	static const char *const own[][3] = {
		{ "styles", "styles", "styles.xml" }, { "numbering", "numbering", "numbering.xml" },
		{ "settings", "settings", "settings.xml" }, { "head", "header", "header1.xml" },
		{ "foot", "footer", "footer1.xml" } };
	redline_xml(b, XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n");
	for (size_t i = 0; i < countof(own); i++)
		buf_printf(b, "<Relationship Id=\"%s\" Type=\"" RELATED "/%s\" Target=\"%s\"/>\n", own[i][0], own[i][1],
		           own[i][2]);
	for (size_t i = 0; i < r->links.count; i++) {
		buf_printf(b, "<Relationship Id=\"link%zu\" Type=\"" RELATED "/hyperlink\" Target=\"", i + 1);
		redline_text(b, r->links.at[i]);
		redline_xml(b, "\" TargetMode=\"External\"/>\n");
	}
	redline_xml(b, "</Relationships>\n");
}

/* Each list counts by itself: a number of Word's for it, which begins where it begins. */
static void put_numbering(const struct redline *r, struct buf *b)
{
	static const char end[] = "</w:numbering>";
	enum { LEVELS = 9 };
	const char *stop = strstr(docx_numbering, end);
	buf_put(b, docx_numbering, (size_t)(stop - docx_numbering));
	for (size_t i = 0; i < r->lists.count; i++) {
		const struct markdown_standing *s = &r->lists.at[i].of;
		int level = s->items > LEVELS ? LEVELS - 1 : s->items - 1;
		buf_printf(b, "<w:num w:numId=\"%zu\"><w:abstractNumId w:val=\"%d\"/><w:lvlOverride w:ilvl=\"%d\">"
		           "<w:startOverride w:val=\"%d\"/></w:lvlOverride></w:num>\n", i + 1, s->numbered ? 2 : 1,
		           level, s->numbered ? s->begins : 1);
	}
	buf_text(b, stop);
}

static void put_property(struct buf *b, int number, const char *name, const char *value)
{
	buf_printf(b, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%d\" name=\"%s\"><vt:lpwstr>",
	           number, name);
	redline_text(b, value);
	redline_xml(b, "</vt:lpwstr></property>\n");
}

static void put_about(const struct changes *d, struct buf *b)
{
	redline_xml(b, XML "<Properties "
	            "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
	            "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">\n");
	put_property(b, 2, "sarflow_package", d->after.package->id);
	put_property(b, 3, "sarflow_before", d->before.version);
	put_property(b, 4, "sarflow_after", d->after.version);
	redline_xml(b, "</Properties>\n");
}

static void put_core(struct scope *sc, const struct redline *r, struct buf *b)
{
	const struct changes *d = r->of;
	redline_xml(b, XML "<cp:coreProperties "
	            "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
	            "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" "
	            "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
	redline_text(b, phrase_text(sc, d->reader, PHRASE("{package}: what changed", d->after.package->id)));
	redline_xml(b, "</dc:title><dc:creator>");
	redline_text(b, d->program);
	redline_xml(b, "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">");
	redline_text(b, r->when);
	redline_xml(b, "</dcterms:created></cp:coreProperties>\n");
}

static const char content_types[] = XML
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" KIND "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" KIND "styles+xml\"/>"
	"<Override PartName=\"/word/numbering.xml\" ContentType=\"" KIND "numbering+xml\"/>"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"" KIND "settings+xml\"/>"
	"<Override PartName=\"/word/header1.xml\" ContentType=\"" KIND "header+xml\"/>"
	"<Override PartName=\"/word/footer1.xml\" ContentType=\"" KIND "footer+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" "
	"ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
	"<Override PartName=\"/docProps/custom.xml\" "
	"ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>\n";

static const char package_links[] = XML
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	"<Relationship Id=\"document\" Type=\"" RELATED "/officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"core\" "
	"Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" "
	"Target=\"docProps/core.xml\"/>"
	"<Relationship Id=\"custom\" Type=\"" RELATED "/custom-properties\" Target=\"docProps/custom.xml\"/>"
	"</Relationships>\n";

static void add_text(struct archive *z, const char *name, const char *text)
{
	archive_add(z, name, text, strlen(text));
}

static void add_document(struct redline *r, struct archive *z)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	redline_xml(b, XML "<w:document xmlns:w=\"" WORDS "\" xmlns:r=\"" RELATED "\"><w:body>\n");
	buf_put(b, r->body->at, r->body->len);
	redline_paper(b, r->across);
	redline_xml(b, "</w:body></w:document>\n");
	archive_add(z, "word/document.xml", b->at, b->len);
}

void redline_put_parts(struct redline *r, struct archive *z)
{
	SCOPE(turn);
	struct buf *b[6];
	for (size_t i = 0; i < countof(b); i++)
		b[i] = buf_new(turn);
	put_core(turn, r, b[0]);
	put_about(r->of, b[1]);
	put_links(r, b[2]);
	put_numbering(r, b[3]);
	put_head(turn, r->of, b[4]);
	put_foot(turn, r->of, b[5]);
	add_text(z, "[Content_Types].xml", content_types);
	add_text(z, "_rels/.rels", package_links);
	add_document(r, z);
	add_text(z, "word/_rels/document.xml.rels", b[2]->at);
	add_text(z, "word/styles.xml", docx_styles);
	add_text(z, "word/numbering.xml", b[3]->at);
	add_text(z, "word/settings.xml", docx_settings);
	add_text(z, "word/header1.xml", b[4]->at);
	add_text(z, "word/footer1.xml", b[5]->at);
	add_text(z, "docProps/core.xml", b[0]->at);
	add_text(z, "docProps/custom.xml", b[1]->at);
}
