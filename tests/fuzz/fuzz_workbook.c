/* fuzz_workbook.c: whatever a workbook's file, its XML or the child's answer says, what is read of it is whole: texts
 * are UTF-8, rows and cells within their bounds.  The first byte chooses which of the three it is. */
#include "fuzz.h"
#include "../unit/booked.h"
#include "text/workbook/workbook_private.h"

static void text_holds(const char *s)
{
	size_t bad;
	HOLDS(s && unicode_is_valid(s, strlen(s), &bad));
}

static void cell_holds(const struct workbook_cell *c)
{
	text_holds(c->text);
	text_holds(c->raw);
	if (c->note)
		text_holds(c->note);
	HOLDS(c->kind <= WORKBOOK_FAILURE);
	HOLDS(!c->covered || (c->kind == WORKBOOK_NOTHING && !*c->text));
	HOLDS(!(c->struck && c->partly_struck) || c->kind);
}

static void sheet_holds(const struct workbook_sheet *s)
{
	text_holds(s->name);
	for (size_t i = 0; i < s->row_count; i++) {
		const struct workbook_row *r = &s->rows[i];
		HOLDS(r->number > (i ? s->rows[i - 1].number : 0) && r->number <= WORKBOOK_ROWS);
		HOLDS(r->count <= WORKBOOK_COLUMNS && workbook_row(s, r->number) == r);
		for (size_t c = 0; c < r->count; c++)
			cell_holds(&r->cells[c]);
	}
	for (size_t i = 0; i < s->merged_count; i++)
		HOLDS(s->merged[i].top >= 1 && s->merged[i].bottom >= s->merged[i].top);
}

static void book_holds(struct scope *sc, const char *answer, size_t len)
{
	struct workbook *book = NULL;
	const struct fault *f = workbook_answer_read(sc, answer, len, &book);
	HOLDS((f == NULL) == (book != NULL));
	if (f)
		text_holds(f->text);
	for (size_t i = 0; book && i < book->sheet_count; i++)
		sheet_holds(&book->sheets[i]);
}

/* What our own child says is always believed: it is a workbook, or a reason. */
static void file_holds(struct scope *sc, int fd)
{
	struct buf *answer = buf_new(sc);
	struct workbook *book = NULL;
	HOLDS(workbook_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, answer));
	close(fd);
	const struct fault *f = workbook_answer_read(sc, answer->at, answer->len, &book);
	HOLDS(!f || !strstr(f->text, "misleads"));
	book_holds(sc, answer->at, answer->len);
}

/* Cells, strings, styles, what stands around, notes, the workbook: with a byte between that XML does not know. */
static void pieces_hold(struct scope *sc, const uint8_t *data, size_t size)
{
	char *text = scope_copy_bytes(sc, data, size);
	const char *pieces[6] = { text, "", "", "", "", "" };
	size_t count = 1;
	for (size_t i = 0; i < size && count < countof(pieces); i++)
		if (text[i] == '\036') {
			text[i] = '\0';
			pieces[count++] = text + i + 1;
		}
	struct booked b = { .cells = pieces[0], .strings = pieces[1], .styles = pieces[2], .after = pieces[3],
		.book = pieces[5], .parts = {{ "xl/comments1.xml", scope_printf(sc, "<comments xmlns='" BOOKED_MAIN "'>"
		"<commentList>%s</commentList></comments>", pieces[4]) }},
		.sheet_relations = "<Relationship Id='a' Type='x/comments' Target='../comments1.xml'/>" };
	file_holds(sc, booked_fd(sc, &b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	if (size == 0)
		return 0;
	if (data[0] == 'Z')
		file_holds(sc, zipped_file(data + 1, size - 1));
	else if (data[0] == 'A')
		book_holds(sc, scope_copy_bytes(sc, data + 1, size - 1), size - 1);
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

static const char pieces[] =
	"<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' s='1'><f>A1</f><v>46204.5</v></c><c t='b'><v>1</v></c></row>"
	"<row hidden='1'><c t='inlineStr'><is><r><rPr><strike/></rPr><t>x</t></r><rPh><t>y</t></rPh></is></c>"
	"<c t='str'><v>_x000D_</v></c><c t='e'><v>#REF!</v></c><c t='d'><v>2026-07-01T00:00:00</v></c></row>\036"
	"<si><r><t>a_xD83D__xDE00_</t></r><r><rPr><strike/></rPr><t xml:space='preserve'> b</t></r></si>\036"
	"<numFmts><numFmt numFmtId='164' formatCode='[$-411]ggge\"x\"m;[&gt;=5]0.0#,;# ?/8;@'/></numFmts>"
	"<fonts><font><strike/></font></fonts><cellXfs><xf/><xf numFmtId='164' fontId='0'><protection locked='0'/>"
	"</xf></cellXfs>\036"
	"<sheetProtection sheet='1'/><mergeCells><mergeCell ref='A1:B2'/></mergeCells>\036"
	"<comment ref='B7'><text><t>note</t></text></comment>\036<workbookPr date1904='1'/>";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	SCOPE(sc);
	(void)argc; (void)argv;
	workbook_job.load();
	struct booked b = { .cells = "<row><c><v>1</v></c><c t='s'><v>0</v></c></row>", .strings = "<si><t>a</t></si>",
	                    .after = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>" };
	struct zipped *z = booked_zip(sc, &b);
	const struct buf *whole = zipped_bytes(z);
	struct buf *answer = buf_new(sc);
	int fd = zipped_fd(z);
	if (workbook_job.run(&(struct helper_input){ .files = &fd, .count = 1 }, answer))
		seed("answer", 'A', answer->at, answer->len);
	close(fd);
	seed("zip", 'Z', whole->at, whole->len);
	seed("pieces", 'P', pieces, sizeof pieces - 1);
	return 0;
}
