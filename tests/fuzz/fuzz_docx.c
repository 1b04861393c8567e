/* fuzz_docx.c: whatever a Word file, its XML or the child's answer says: words and numbers, comments and changes are
 * texts within their bounds.  The first byte chooses: a file (Z), the answers (A words, B comments), or the XML of
 * document, numbering and styles with the byte 1E between (P). */
#include "fuzz.h"
#include "../unit/zipped.h"
#include "text/docx_private.h"
#include "text/reviewed_private.h"

#define WORDS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define LINKS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define SORT "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
enum { NUMBER_MOST = 80 };

static void text_holds(const char *s)
{
	size_t bad;
	HOLDS(s && unicode_is_valid(s, strlen(s), &bad));
}

static void words_hold(struct scope *sc, const char *answer, size_t len, bool own)
{
	struct docx_words w;
	const struct fault *f = docx_answer_read(sc, answer, len, &w);
	HOLDS(!f || !own || !strstr(f->text, "misleads"));
	for (size_t i = 0; i < w.paragraphs.count; i++) {
		const struct docx_paragraph *p = &w.paragraphs.at[i];
		HOLDS(p->where <= DOCX_FOOT && (!own || !p->number || strlen(p->number) <= NUMBER_MOST));
		if (p->number)
			text_holds(p->number);
		for (size_t k = 0; k < p->runs.count; k++)
			text_holds(p->runs.at[k].text);
	}
}

static void comments_hold(struct scope *sc, const char *answer, size_t len)
{
	struct reviewed *r = NULL;
	const struct fault *f = reviewed_answer_read(sc, answer, len, &r);
	for (size_t i = 0; !f && i < r->parts.count; i++) {
		const struct reviewed_part *p = &r->parts.at[i];
		text_holds(p->text);
		text_holds(p->id);
		text_holds(p->came_on);
		text_holds(p->went_on);
	}
	for (size_t i = 0; !f && i < r->comments.count; i++)
		text_holds(r->comments.at[i].text);
}

/* Both readers of it, as their children do it. */
static void file_holds(struct scope *sc, int fd)
{
	struct buf *words = buf_new(sc), *comments = buf_new(sc);
	HOLDS(docx_words_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, words));
	HOLDS(reviewed_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, comments));
	close(fd);
	words_hold(sc, words->at, words->len, true);
	comments_hold(sc, comments->at, comments->len);
}

static struct zipped *zip_of(struct scope *sc, const char *document, const char *numbering, const char *styles)
{
	struct zipped *z = zipped_new(sc);
	zipped_text(z, "_rels/.rels", LINKS "<Relationship Id='d' Type='" SORT
	  "officeDocument' Target='word/document.xml'/>"
		"</Relationships>");
	zipped_text(z, "word/_rels/document.xml.rels", LINKS "<Relationship Id='c' Type='" SORT "comments' "
		"Target='numbering.xml'/></Relationships>");
	zipped_text(z, "word/document.xml", scope_printf(sc, "<w:document xmlns:w='" WORDS "'><w:body>%s</w:body>"
		"</w:document>", document));
	zipped_text(z, "word/numbering.xml", scope_printf(sc, "<w:comments xmlns:w='" WORDS "'>%s</w:comments>",
	  numbering));
	zipped_text(z, "word/styles.xml", scope_printf(sc, "<w:styles>%s</w:styles>", styles));
	return z;
}

static void pieces_hold(struct scope *sc, const uint8_t *data, size_t size)
{
	char *text = scope_copy_bytes(sc, data, size);
	const char *pieces[3] = { text, "", "" };
	size_t count = 1;
	for (size_t i = 0; i < size && count < countof(pieces); i++)
		if (text[i] == '\036') {
			text[i] = '\0';
			pieces[count++] = text + i + 1;
		}
	file_holds(sc, zipped_fd(zip_of(sc, pieces[0], pieces[1], pieces[2])));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	if (size == 0)
		return 0;
	if (data[0] == 'Z')
		file_holds(sc, zipped_file(data + 1, size - 1));
	else if (data[0] == 'A')
		words_hold(sc, scope_copy_bytes(sc, data + 1, size - 1), size - 1, false);
	else if (data[0] == 'B')
		comments_hold(sc, scope_copy_bytes(sc, data + 1, size - 1), size - 1);
	else
		pieces_hold(sc, data + 1, size - 1);
	return 0;
}

/* --- seeds --- */

static void seed(const char *name, char kind, const void *bytes, size_t len)
{
	SCOPE(sc);
	const char *folder = getenv("FUZZ_SEEDS");
	FILE *f = folder ? fopen(scope_printf(sc, "%s/%s", folder, name), "w") : NULL;
	if (!f)
		return;
	fputc(kind, f);
	fwrite(bytes, 1, len, f);
	fclose(f);
}

static const char document[] =
	"<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>One</w:t></w:r></w:p>"
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr>"
	"<w:pPrChange><w:pPr/></w:pPrChange></w:pPr>"
	"<w:ins w:author='A' w:date='2026'><w:r><w:t>a</w:t></w:r></w:ins>"
	"<w:del w:author='B'><w:r><w:delText>b</w:delText></w:r></w:del>"
	"<w:commentRangeStart w:id='0'/><w:sym w:char='F0FC'/><w:commentRangeEnd w:id='0'/></w:p>"
	"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:bookmarkStart w:name='sarflow_x'/>";
static const char numbering[] =
	"<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:pStyle "
	"w:val='H'/><w:lvlText w:val='%1'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/>"
	"<w:lvlRestart w:val='1'/><w:isLgl/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:num w:numId='1'>"
	"<w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
	"<w:comment w:id='0' w:author='A' w:date='2026-01-01'><w:p><w:r><w:t>c</w:t></w:r></w:p></w:comment>";
static const char styles[] =
	"<w:style w:styleId='H' w:default='1'><w:name w:val='heading 1'/><w:basedOn w:val='H'/><w:pPr><w:numPr>"
	"<w:numId w:val='1'/></w:numPr></w:pPr></w:style>";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	SCOPE(sc);
	(void)argc; (void)argv;
	docx_words_job.load();
	reviewed_job.load();
	const struct buf *whole = zipped_bytes(zip_of(sc, document, numbering, styles));
	const char *pieces = scope_printf(sc, "%s\036%s\036%s", document, numbering, styles);
	struct buf *words = buf_new(sc), *comments = buf_new(sc);
	int fd = zipped_fd(zip_of(sc, document, numbering, styles));
	HOLDS(docx_words_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, words));
	HOLDS(reviewed_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, comments));
	close(fd);
	seed("zip", 'Z', whole->at, whole->len);
	seed("pieces", 'P', pieces, strlen(pieces));
	seed("words", 'A', words->at, words->len);
	seed("comments", 'B', comments->at, comments->len);
	return 0;
}
