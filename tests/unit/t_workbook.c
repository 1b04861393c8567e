/* t_workbook.c: workbooks from outside: what is read of them, and every way in which they are not taken. */
#include "unit.h"
#include "booked.h"
#include "text/workbook.h"
#include "text/workbook/shape.h"
#include <fcntl.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

/* --- asking --- */

static struct workbook *read_zip(struct scope *sc, struct zipped *z)
{
	struct workbook *book = NULL;
	int fd = zipped_fd(z);
	OK(workbook_read(sc, fd, &book));
	close(fd);
	return book;
}

static struct workbook *read_book(struct scope *sc, const struct booked *b) { return read_zip(sc, booked_zip(sc, b)); }

static void refused_fd(struct scope *sc, int fd, enum fault_code code, const char *words)
{
	struct workbook *book = NULL;
	const struct fault *f = workbook_read(sc, fd, &book);
	close(fd);
	FAILS(f, code);
	HAS(f->text, words);
	assert_null(book);
}

static void refused(const struct booked *b, enum fault_code code, const char *words)
{
	SCOPE(sc);
	refused_fd(sc, booked_fd(sc, b), code, words);
}

/* A cell as words: its kind's letter, its text, and what else it says. */
static const char *seen_in(struct scope *sc, const struct workbook_sheet *s, const char *place)
{
	int column = 0;
	const char *at = place;
	for (; *at >= 'A'; at++)
		column = column * 26 + (*at - 'A' + 1);
	const struct workbook_cell *c = workbook_cell(s, atoi(at), column);
	struct buf *b = buf_new(sc);
	buf_printf(b, "%c %s", "-tndsbe"[c->kind], c->text);
	if (strcmp(c->text, c->raw) != 0)
		buf_printf(b, " raw:%s", c->raw);
	if (c->note)
		buf_printf(b, " note:%s", c->note);
	const struct { bool is; const char *word; } flags[] = {
		{ c->formula, " formula" }, { c->unsaved, " unsaved" }, { c->struck, " struck" },
		{ c->partly_struck, " partly" }, { c->kind && !c->locked, " open" }, { c->covered, " covered" },
	};
	for (size_t i = 0; i < countof(flags); i++)
		if (flags[i].is)
			buf_text(b, flags[i].word);
	return b->at;
}

static const char *seen(struct scope *sc, const struct workbook *book, const char *place)
{
	return seen_in(sc, &book->sheets[0], place);
}

/* A place and what is seen there, in turn. */
static void sees(const struct booked *b, const char *const *pairs)
{
	SCOPE(sc);
	const struct workbook *book = read_book(sc, b);
	for (; pairs[0]; pairs += 2) {
		const char *got = seen(sc, book, pairs[0]);
		EXPECT(strcmp(got, pairs[1]) == 0, "%s: wanted \"%s\", got \"%s\"", pairs[0], pairs[1], got);
	}
}
#define SEES(b, ...) sees((b), (const char *const[]){ __VA_ARGS__, NULL })

/* --- number formats --- */

static void shows(const char *code, const char *raw, bool from_1904, const char *wanted)
{
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	const struct workbook_shape *shape = workbook_shape_read(sc, code);
	enum workbook_kind kind = workbook_shape_show(shape, raw, strlen(raw), from_1904, b);
	const char *got = scope_printf(sc, "%c %s", "-tndsbe"[kind], b->at);
	EXPECT(strcmp(got, wanted) == 0, "%s of %s: wanted \"%s\", got \"%s\"", code, raw, wanted, got);
}

static void numbers_are_shown_by_their_format(void **state)
{
	(void)state;
	static const struct { const char *code, *raw, *shown; } table[] = {
		/* without a format: 15 digits, as one edits it */
		{ "General", "10", "10" }, { "General", "0", "0" }, { "General", "-7", "-7" },
		{ "General", "1.50", "1.5" },
		{ "General", "0.30000000000000004", "0.3" }, { "General", "1E-4", "0.0001" },
		{ "General", "1e-12", "1E-12" },
		{ "General", "123456789012345", "123456789012345" },
		{ "General", "1234567890123456", "1234567890123460" },
		{ "General", "1.5E+25", "1.5E+25" }, { "General", "0010", "10" }, { "General", "-0", "0" },
		{ "General", "0.1", "0.1" }, { "General", "12345.678", "12345.678" }, { "General\"mm\"", "5", "5mm" },
		{ "@", "0.5", "0.5" }, { "general", "3", "3" }, { "General;(General)", "-3", "(3)" },
		/* zeros */
		{ "0000", "10", "0010" }, { "0000", "12345", "12345" }, { "0000", "-5", "-0005" },
		{ "000", "0", "000" },
		{ "00-000", "1234", "01-234" }, { "00-000", "1234567", "1234-567" },
		{ "000\\-0000", "1234567", "123-4567" },
		{ "0.00", "1.5", "1.50" }, { "0.00", "1.005", "1.01" }, { "0.00", "-1.005", "-1.01" },
		{ "0.00", "0.001", "0.00" },
		{ "0.00", "-0.001", "0.00" }, { "0.0", "9.96", "10.0" }, { "0", "0.5", "1" }, { "0", "99.5", "100" },
		{ "0", "1e20", "100000000000000000000" }, { "0.000", "12", "12.000" }, { ".00", "12.5", "12.50" },
		{ "#.##", "1.5", "1.5" }, { "#.##", "0.5", ".5" }, { "#", "0", "" }, { "0.0#", "1.25", "1.25" },
		{ "0.0#", "1", "1.0" },
		{ "?0.??", "1.5", "1.5" }, { "[DBNum1]0", "12", "12" },
		/* thousands, percent, scale, exponent, fractions */
		{ "#,##0", "1234567", "1,234,567" }, { "#,##0", "12", "12" }, { "#,##0.00", "1234.5", "1,234.50" },
		{ "#,##0", "-1234", "-1,234" }, { "0,000", "12", "0,012" }, { "0%", "0.125", "13%" },
		{ "0.0%", "0.125", "12.5%" },
		{ "0.0,", "12345", "12.3" }, { "0,,\"M\"", "12345678", "12M" }, { "0.00E+00", "12345", "1.23E+04" },
		{ "0.00E+00", "0.00012", "1.20E-04" }, { "##0.0E+0", "12345", "12.3E+3" },
		{ "0.0E+0", "9.99", "1.0E+1" },
		{ "# ?/?", "1.5", "1 1/2" }, { "# ?/?", "0.25", "1/4" }, { "# ?" "?/?" "?", "3.1416", "3 14/99" },
		{ "# ?/8", "0.5", "4/8" },
		{ "# ?/?", "2", "2" }, { "# ?/?", "-0.5", "-1/2" },
		/* sections, conditions, literals, currencies */
		{ "0;(0)", "-5", "(5)" }, { "0;-0;\"none\"", "0", "none" }, { "0;-0;;@", "0", "" }, { ";;;", "5", "" },
		{ "[Red]0.0;[Blue]-0.0", "-1.5", "-1.5" }, { "[<=999]000;[<=9999]000\\-00;000\\-0000", "12", "012" },
		{ "[<=999]000;[<=9999]000\\-00;000\\-0000", "1234567", "123-4567" }, { "[>=100]0.0;0", "-5", "-5" },
		{ "\"OP\"0000", "20", "OP0020" }, { "0\" mm\"", "5", "5 mm" }, { "0\" ;\"", "5", "5 ;" },
		{ "[$\xc2\xa5-411]#,##0", "1200", "\xc2\xa5""1,200" },
		{ "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"?" "?_);_(@_)", "-1234.5", "(1,234.50)" },
		{ "_(* #,##0_);_(* (#,##0);_(* \"-\"?" "?_);_(@_)", "0", "-" },
		{ "0\xe5\x80\x8b", "3", "3\xe5\x80\x8b" },
		{ "0.0\xc2\xb0", "12.34", "12.3\xc2\xb0" },
		/* what is no number */
		{ "General", "", NULL }, { "0", "abc", NULL }, { "0", "0x10", NULL }, { "0", "inf", NULL },
		{ "0", "1 2", NULL },
		{ "0", "1e999", NULL }, { "0", "--1", NULL },
	};
	for (size_t i = 0; i < countof(table); i++) {
		SCOPE(sc);
		const char *wanted = table[i].shown ? scope_printf(sc, "n %s", table[i].shown) : "- ";
		shows(table[i].code, table[i].raw, false, wanted);
	}
}

static void formats_make_days_and_times(void **state)
{
	(void)state;
	static const struct { const char *code, *raw, *shown; bool from_1904; } table[] = {
		{ "yyyy-mm-dd", "46204", "d 2026-07-01" }, { "m/d/yyyy", "46204", "d 2026-07-01" },
		{ "d-mmm-yy", "46204.75", "d 2026-07-01" },
		{ "yyyy/m/d;@", "46204", "d 2026-07-01" }, { "mmm", "46204", "d 2026-07-01" },
		{ "m", "46204", "d 2026-07-01" },
		{ "[$-411]ge.m.d;@", "46204", "d 2026-07-01" },
		{ "[$-411]ggge\"\xe5\xb9\xb4\"m\"\xe6\x9c\x88\"d\"\xe6\x97\xa5\"", "46204", "d 2026-07-01" },
		{ "[$-ja-JP-x-gannen]ggge\"\xe5\xb9\xb4\"", "46204", "d 2026-07-01" },
		{ "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "46204", "d 2026-07-01" },
		{ "yyyy\"\xe5\xb9\xb4\"m\"\xe6\x9c\x88\"d\"\xe6\x97\xa5\";@", "46204", "d 2026-07-01" },
		{ "aaaa", "46204", "d 2026-07-01" },
		{ "[DBNum1][$-411]yyyy\"\xe5\xb9\xb4\"", "46204", "d 2026-07-01" },
		{ "\"\xe4\xbb\xa4\xe5\x92\x8c\"e", "46204", "d 2026-07-01" },
		{ "h:mm", "0.5", "s 12:00:00" }, { "h:mm", "46204.5", "s 12:00:00" },
		{ "mm:ss", "0.5", "s 12:00:00" }, { "h:mm AM/PM", "0.75", "s 18:00:00" },
		{ "h\"\xe6\x99\x82\"mm\"\xe5\x88\x86\"", "0.25", "s 06:00:00" }, { "[h]:mm", "1.25", "s 30:00:00" },
		{ "[mm]:ss", "0.01", "s 00:14:24" },
		{ "[h]:mm:ss;@", "0.999999", "s 24:00:00" }, { "h:mm:ss", "0.999999", "s 00:00:00" },
		{ "mm:ss.0", "0.5", "s 12:00:00" },
		{ "yyyy-mm-dd hh:mm:ss", "46204.25", "s 2026-07-01 06:00:00" },
		{ "m/d/yyyy h:mm", "46204.999999", "s 2026-07-02 00:00:00" },
		/* the day that never was, and those around it */
		{ "yyyy-mm-dd", "1", "d 1900-01-01" }, { "yyyy-mm-dd", "59", "d 1900-02-28" },
		{ "yyyy-mm-dd", "60", "d 1900-02-29" },
		{ "yyyy-mm-dd", "61", "d 1900-03-01" }, { "yyyy-mm-dd", "0", "d 1900-01-00" },
		{ "yyyy-mm-dd", "2958465", "d 9999-12-31" },
		{ "yyyy-mm-dd", "2958466", "n 2958466" }, { "yyyy-mm-dd", "-1", "n -1" }, { "h:mm", "-0.5", "n -0.5" },
		{ "yyyy-mm-dd", "0", "d 1904-01-01", true }, { "yyyy-mm-dd", "44742", "d 2026-07-01", true },
		{ "yyyy-mm-dd", "60", "d 1904-03-01", true },
		/* letters that are no day */
		{ "0\" days\"", "3", "n 3 days" }, { "\"Ym\"0", "3", "n Ym3" }, { "0\\d", "3", "n 3d" },
		{ "[Red]0", "3", "n 3" }, { "0.0E+0", "3", "n 3.0E+0" },
		{ "General\"day\"", "3", "n 3day" }, { "[$-411]0", "3", "n 3" }, { "[Yellow]#,##0", "3", "n 3" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		shows(table[i].code, table[i].raw, table[i].from_1904, table[i].shown);
	}
}

static void built_in_formats(void **state)
{
	(void)state;
	static const struct { int number; const char *raw, *shown; } table[] = {
		{ 0, "1.5", "n 1.5" }, { 1, "1.5", "n 2" }, { 2, "1.5", "n 1.50" }, { 3, "1234", "n 1,234" },
		{ 9, "0.5", "n 50%" },
		{ 10, "0.5", "n 50.00%" }, { 11, "5", "n 5.00E+00" }, { 12, "0.5", "n 1/2" }, { 13, "0.5", "n 1/2" },
		{ 14, "46204", "d 2026-07-01" },
		{ 17, "46204", "d 2026-07-01" }, { 18, "0.5", "s 12:00:00" }, { 21, "0.5", "s 12:00:00" },
		{ 22, "46204.5", "s 2026-07-01 12:00:00" },
		{ 23, "5", "n 5" }, { 26, "5", "n 5" }, { 27, "46204", "d 2026-07-01" },
		{ 31, "46204", "d 2026-07-01" }, { 32, "0.5", "s 12:00:00" },
		{ 36, "46204", "d 2026-07-01" }, { 37, "-5", "n (5)" }, { 40, "-5", "n (5.00)" },
		{ 44, "5", "n 5.00" }, { 45, "0.5", "s 12:00:00" },
		{ 46, "1.5", "s 36:00:00" }, { 47, "0.5", "s 12:00:00" }, { 48, "12345", "n 12.3E+3" },
		{ 49, "007", "n 7" }, { 50, "46204", "d 2026-07-01" },
		{ 58, "46204", "d 2026-07-01" }, { 59, "5", "n 5" }, { 9999, "5", "n 5" }, { -1, "5", "n 5" },
	};
	for (size_t i = 0; i < countof(table); i++) {
		shows(workbook_shape_code(table[i].number), table[i].raw, false, table[i].shown);
	}
}

/* --- cells --- */

static void every_kind_of_cell(void **state)
{
	(void)state;
	const struct booked b = {
		.strings = "<si><t>shared</t></si><si><t/></si><si><t xml:space='preserve'> two </t></si>"
			"<si><t> one </t></si>",
		.cells = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1'><v>10</v></c><c r='C1' t='n'><v>1.5</v></c>"
			"<c r='D1' t='str'><f>A1</f><v>made</v></c><c r='E1' t='b'><v>1</v></c>"
			"<c r='F1' t='b'><v>0</v></c><c r='G1' t='e'><v>#REF!</v></c>"
			"<c r='H1' t='inlineStr'><is><t>inline</t></is></c><c r='I1' t='d'><v>2026-07-01</v></c>"
			"<c r='J1' t='d'><v>2026-07-01T10:20:30.5Z</v></c></row>"
			"<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2'/><c r='C2'><f>1+1</f></c>"
			"<c r='D2'><f>1+1</f><v></v></c><c r='E2' t='str'><f>A9</f><v></v></c>"
			"<c r='F2' t='s'><v>2</v></c><c r='G2' t='s'><v>3</v></c><c r='H2'><f>2*5</f><v>10</v></c>"
			"<c r='I2' t='inlineStr'><is><t></t></is></c><c r='J2'><f t='shared' si='0'/><v>4</v></c>"
			"<c r='K2' t='b'><f>TRUE()</f><v>1</v></c></row>",
	};
	SEES(&b, "A1", "t shared", "B1", "n 10", "C1", "n 1.5", "D1", "t made formula", "E1", "b TRUE", "F1", "b FALSE",
	     "G1", "e #REF!", "H1", "t inline", "I1", "d 2026-07-01", "J1",
	     "s 2026-07-01 10:20:30 raw:2026-07-01T10:20:30.5Z",
	     "A2", "- ", "B2", "- ", "C2", "-  formula unsaved", "D2", "-  formula unsaved", "E2", "t  formula", "F2",
	     "t  two ",
	     "G2", "t one", "H2", "n 10 formula", "I2", "- ", "J2", "n 4 formula", "K2", "b TRUE formula", "L2", "- ",
	     "A3", "- ", "XFD1048576", "- ");
}

/* --- texts --- */

static void rich_runs_furigana_and_escapes(void **state)
{
	(void)state;
	const struct booked b = {
		.strings =
			/* 0: runs are one text, how they are read aloud is left out */
			"<si><r><t>\xe6\x9c\x80\xe7\xb5\x82</t></r><r><rPr><b/></rPr><t xml:space='preserve'> OP</t>"
			"</r>"
			"<rPh sb='0' eb='2'><t>\xe3\x82\xb5\xe3\x82\xa4\xe3\x82\xb7\xe3\x83\xa5\xe3\x82\xa6</t></rPh>"
			"<phoneticPr fontId='1'/></si>"
			/* 1, 2: struck through as a whole, and in part */
			"<si><r><rPr><strike/></rPr><t>gone</t></r></si>"
			"<si><r><rPr><strike val='1'/></rPr><t>old</t></r><r><t xml:space='preserve'> </t></r>"
			"<r><rPr><strike val='0'/></rPr><t>new</t></r></si>"
			/* 3 to 6: escapes, of which some are none */
			"<si><t>a_x000D__x000A_b_x000D_c_x0009_d</t></si><si>"
			"<t>_x005F_x0041_ _x0041_ _x41_ _xZZZZ_</t></si>"
			"<si><t>_xD83D__xDE00_ _xD83D_ _x0000_</t></si><si><t>_x6F22_</t></si>"
			/* 7: entities and line ends of XML itself */
			"<si><t>&lt;&amp;&#x5DE5;&#13;&#10;x\r\ny</t></si>"
			/* 8: a run without a font is as its cell is */
			"<si><r><t>as</t></r><r><rPr><strike/></rPr><t>cell</t></r></si>"
			/* 9: a text in an unknown extension is no part of it */
			"<si><t>seen</t><extLst><ext><t>unseen</t></ext></extLst></si>",
		.styles = "<fonts><font/><font><strike/></font></fonts><cellXfs><xf/><xf fontId='1'/></cellXfs>",
		.cells = "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v>"
			"</c>"
			"<c r='D1' t='s'><v>3</v></c><c r='E1' t='s'><v>4</v></c><c r='F1' t='s'><v>5</v></c>"
			"<c r='G1' t='s'><v>6</v></c><c r='H1' t='s'><v>7</v></c><c r='I1' t='s'><v>8</v></c>"
			"<c r='J1' t='s' s='1'><v>8</v></c><c r='K1' s='1'><v>5</v></c><c r='L1' t='s'><v>9</v></c>"
			"<c r='M1' t='inlineStr'><is><r><t>in</t></r><r><rPr><strike/></rPr><t>line</t></r><rPh>"
			"<t>x</t>"
			"</rPh></is></c><c r='N1' t='str'><v>_x000D_ kept </v></c></row>",
	};
	SEES(&b, "A1", "t \xe6\x9c\x80\xe7\xb5\x82 OP", "B1", "t gone struck", "C1", "t old new partly", "D1",
	     "t a\nb\nc\td",
	     "E1", "t _x0041_ A _x41_ _xZZZZ_", "F1", "t \xf0\x9f\x98\x80 \xef\xbf\xbd \xef\xbf\xbd",
	     "G1", "t \xe6\xbc\xa2", "H1", "t <&\xe5\xb7\xa5\nx\ny", "I1", "t ascell partly", "J1", "t ascell struck",
	     "K1", "n 5 struck", "L1", "t seen", "M1", "t inline partly", "N1", "t \n kept ");
}

static void a_cell_holds_32767_characters(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *text = buf_new(sc);
	for (int i = 0; i < 32767; i++)
		buf_text(text, "\xe5\xb7\xa5");
	struct booked b = { .strings = scope_printf(sc, "<si><t>%s</t></si>", text->at),
		.cells = scope_printf(sc, "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='inlineStr'><is>"
			"<t>%s</t></is>"
			"</c><c r='C1' t='s'><v>0</v></c></row>", text->at) };
	const struct workbook *book = read_book(sc, &b);
	SAME(workbook_cell(&book->sheets[0], 1, 1)->text, text->at);
	SAME(workbook_cell(&book->sheets[0], 1, 2)->text, text->at);
	/* a text that several cells share is there once */
	assert_ptr_equal(workbook_cell(&book->sheets[0], 1, 1)->text, workbook_cell(&book->sheets[0], 1, 3)->text);
	for (int i = 0; i < 400000; i++)
		buf_text(text, "\xe5\xb7\xa5");
	b.cells = scope_printf(sc, "<row><c t='inlineStr'><is><t>%s</t></is></c></row>", text->at);
	refused(&b, FAULT_USAGE, "holds more than is read from a workbook");
}

/* --- styles --- */

static void styles_by_their_number(void **state)
{
	(void)state;
	const struct booked b = {
		.styles = "<numFmts><numFmt numFmtId='164' formatCode='00-000'/>"
			"<numFmt numFmtId='14' formatCode='0\" st\"'/>"
			"<numFmt numFmtId='165' formatCode='[$-411]ggge\"\xe5\xb9\xb4\""
			"m\"\xe6\x9c\x88\"d\"\xe6\x97\xa5\"'/></numFmts>"
			"<fonts><font/></fonts>"
			"<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
			"<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/><xf numFmtId='22'/>"
			"<xf numFmtId='0'><protection locked='0'/></xf><xf numFmtId='165' fontId='77'/></cellXfs>",
		.cells = "<row><c><v>1234</v></c><c s='1'><v>1234</v></c><c s='2'><v>5</v></c><c s='3'><v>46204.5</v>"
			"</c>"
			"<c s='4'><v>1</v></c><c s='5'><v>46204</v></c><c s='99'><v>6</v></c><c s='x'><v>7</v></c>"
			"</row>",
	};
	SEES(&b, "A1", "n 1234", "B1", "n 01-234 raw:1234", "C1", "n 5 st raw:5", "D1",
	     "s 2026-07-01 12:00:00 raw:46204.5",
	     "E1", "n 1 open", "F1", "d 2026-07-01 raw:46204", "G1", "n 6", "H1", "n 7");
}

static void days_from_1904(void **state)
{
	(void)state;
	struct booked b = {
		.book = "<workbookPr date1904='1'/>", .styles = "<cellXfs><xf/><xf numFmtId='14'/></cellXfs>",
		.cells = "<row><c s='1'><v>44742</v></c><c s='1'><v>0</v></c></row>",
	};
	SEES(&b, "A1", "d 2026-07-01 raw:44742", "B1", "d 1904-01-01 raw:0");
	b.book = "<workbookPr date1904='false'/>";
	SEES(&b, "A1", "d 2022-06-30 raw:44742");
}

/* --- what stands around cells --- */

static void hidden_and_merged(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct booked b = {
		.sheets = "<sheet name='One' sheetId='5' r:id='rId1'/>"
			"<sheet name='Two' sheetId='2' state='hidden' r:id='rId8'/>"
			"<sheet name='\xe5\xb7\xa5\xe7\xa8\x8b' sheetId='3' state='veryHidden' r:id='rId9'/>"
			"<sheet name='Chart' sheetId='4' r:id='rId7'/>",
		.relations = "<Relationship Id='rId8' Type='x/worksheet' Target='worksheets/a.xml'/>"
			"<Relationship Id='rId9' "
			"Type='x/worksheet' Target='../xl/worksheets/a%20b.xml'/><Relationship Id='rId7' "
			"Type='x/chartsheet' Target='chartsheets/sheet1.xml'/>",
		.before = "<cols><col min='2' max='3' hidden='1'/><col min='5' max='5' width='0'/>"
			"<col min='7' max='7'/></cols>",
		.cells = "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row><row r='2' hidden='1'><c r='A2'>"
			"<v>3</v></c></row><row r='3' hidden='true'/><row r='5' ht='0'><c r='C5'><v>4</v></c></row>",
		.after = "<sheetProtection sheet='1'/><mergeCells><mergeCell ref='A1:C1'/><mergeCell ref='A2:A9'/>"
			"<mergeCell "
			"ref='D7:XFD1048576'/></mergeCells>",
		.parts = {{ "xl/worksheets/a.xml", "<worksheet xmlns='" BOOKED_MAIN "'><sheetData/></worksheet>" },
		          { "xl/worksheets/a b.xml",
		     "<x:worksheet xmlns:x='" BOOKED_MAIN "'><x:sheetData><x:row><x:c><x:v>9</x:v>"
		            "</x:c></x:row></x:sheetData></x:worksheet>" }},
	};
	const struct workbook *book = read_book(sc, &b);
	assert_int_equal(book->sheet_count, 3);
	const struct workbook_sheet *one = &book->sheets[0];
	SAME(one->name, "One");
	assert_true(!one->hidden && one->protected && book->sheets[1].hidden && !book->sheets[1].protected);
	assert_int_equal(book->sheets[1].row_count, 0);
	SAME(book->sheets[2].name, "\xe5\xb7\xa5\xe7\xa8\x8b");
	SAME(seen_in(sc, &book->sheets[2], "A1"), "n 9");
	assert_true(book->sheets[2].hidden);
	assert_int_equal(one->row_count, 3);
	assert_true(!one->rows[0].hidden && one->rows[1].hidden && one->rows[2].hidden && one->rows[2].number == 5);
	assert_null(workbook_row(one, 3));
	assert_int_equal(one->column_count, 5);
	assert_true(!one->column_hidden[0] && one->column_hidden[1] && one->column_hidden[2] && !one->column_hidden[3]);
	assert_int_equal(one->merged_count, 3);
	assert_true(one->merged[0].top == 1 && one->merged[0].right == 3 && one->merged[2].bottom == 1048576);
	SAME(seen(sc, book, "A1"), "n 1");
	SAME(seen(sc, book, "B1"), "-  covered");               /* whatever the file has under it */
	SAME(seen(sc, book, "C1"), "-  covered");
	assert_int_equal(one->rows[0].count, 3);
	SAME(seen(sc, book, "A2"), "n 3");
	SAME(seen(sc, book, "A5"), "-  covered");
	SAME(seen(sc, book, "C5"), "n 4");
}

static void notes_and_threads(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct booked b = {
		.cells = "<row r='2'><c r='A2'><v>1</v></c><c r='B2' s='1'/></row>",
		.sheet_relations = "<Relationship Id='a' Type='"
			BOOKED_OFFICE "relationships/comments' Target='../comments7.xml'/>"
			"<Relationship Id='b' Type='http://schemas.microsoft.com/office/2017/10/"
			"relationships/threadedComment' "
			"Target='../threadedComments/t.xml'/>"
			"<Relationship Id='c' Type='x/hyperlink' Target='https://x.example/' "
			"TargetMode='External'/>",
		.parts = {{ "xl/comments7.xml",
		     "<comments xmlns='" BOOKED_MAIN "'><authors><author>A</author></authors><commentList>"
		"<comment ref='A2' authorId='0'><text><r><rPr><b/></rPr><t>A:</t></r><r>"
		"<t xml:space='preserve'>\nsee OP 20</t></r>"
		"</text></comment><comment ref='D2'><text><t>beside</t></text></comment>"
		"<comment ref='B7'><text><t>alone</t></text></comment>"
		"<comment ref='B2'><text><t>[Threaded comment] your version</t></text></comment></commentList>"
		"</comments>" },
		{ "xl/threadedComments/t.xml",
		     "<ThreadedComments xmlns='http://schemas.microsoft.com/office/spreadsheetml/2018/"
		"threadedcomments'><threadedComment ref='B2' id='{1}'><text>why?</text></threadedComment>"
		"<threadedComment ref='B2' id='{2}' parentId='{1}'><text>because</text></threadedComment>"
		"</ThreadedComments>" }},
	};
	const struct workbook *book = read_book(sc, &b);
	SAME(seen(sc, book, "A2"), "n 1 note:A:\nsee OP 20");
	SAME(seen(sc, book, "B2"), "-  note:why?\nbecause");
	SAME(seen(sc, book, "D2"), "-  note:beside");
	SAME(seen(sc, book, "B7"), "-  note:alone");
	assert_int_equal(book->sheets[0].row_count, 2);
	assert_int_equal(book->sheets[0].rows[1].number, 7);
}

static void properties_and_program(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct booked b = { .parts = {
		{ "docProps/custom.xml",
		     "<Properties xmlns='" BOOKED_OFFICE "custom-properties' xmlns:vt='" BOOKED_OFFICE
		  "docPropsVTypes'><property fmtid='{D}' pid='2' name='sarflow_package'>"
		  "<vt:lpwstr>F110-NOZ-001</vt:lpwstr></property>"
		  "<property pid='3' name='n'><vt:i4>7</vt:i4></property><property pid='4' name='empty'/>"
		  "</Properties>" },
		{ "docProps/app.xml",
		     "<Properties xmlns='" BOOKED_OFFICE "extended-properties'>"
		     "<Application>Microsoft Excel</Application>"
		  "<Company>x</Company><AppVersion>16.0300</AppVersion></Properties>" } } };
	const struct workbook *book = read_book(sc, &b);
	SAME(book->program, "Microsoft Excel 16.0300");
	assert_int_equal(book->property_count, 3);
	SAME(workbook_property(book, "sarflow_package"), "F110-NOZ-001");
	SAME(workbook_property(book, "n"), "7");
	SAME(workbook_property(book, "empty"), "");
	assert_null(workbook_property(book, "none"));
	const struct workbook *bare = read_book(sc, &(struct booked){ .cells = "" });
	SAME(bare->program, "");
	assert_int_equal(bare->property_count, 0);
}

/* ISO 29500 strict: other namespaces, other words for relations; a day is t='d'. */
static void strict_workbooks(void **state)
{
	(void)state;
	const struct booked b = { .parts = {
		{ "_rels/.rels",
		     "<Relationships xmlns='" BOOKED_RELS "'><Relationship Id='a' Type='http://purl.oclc.org/ooxml/"
		  "officeDocument/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
		{ "xl/workbook.xml",
		     "<workbook xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main' conformance='strict'><sheets>"
		  "<sheet name='S' sheetId='1' d1:id='x' xmlns:d1="
		  "'http://purl.oclc.org/ooxml/officeDocument/relationships'/>"
		  "</sheets></workbook>" },
		{ "xl/_rels/workbook.xml.rels",
		     "<Relationships xmlns='" BOOKED_RELS "'><Relationship Id='x' Type='http://purl.oclc."
		  "org/ooxml/officeDocument/relationships/worksheet' Target='/xl/worksheets/S.xml'/>"
		  "<Relationship Id='y' Type="
		  "'http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings' Target='strings.xml'/>"
		  "</Relationships>" },
		{ "xl/strings.xml",
		     "<sst xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'><si><t>strict</t></si></sst>" },
		{ "xl/worksheets/S.xml",
		     "<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'><sheetData><row r='1'>"
		  "<c r='A1' t='s'><v>0</v></c><c r='B1' t='d'><v>2026-07-01</v></c></row></sheetData>"
		  "</worksheet>" } } };
	SEES(&b, "A1", "t strict", "B1", "d 2026-07-01");
}

/* Cells without places, rows and cells in any order, alternatives and unknown elements. */
static void loose_workbooks(void **state)
{
	(void)state;
	SEES(&((struct booked){ .cells = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
		"<row r='9'><c r='C9'>"
		"<v>4</v></c><c><v>5</v></c><c r='A9'><v>6</v></c></row><row><c><v>7</v></c></row>" }),
	     "A1", "n 1", "B1", "n 2", "A2", "n 3", "C9", "n 4", "D9", "n 5", "A9", "n 6", "A10", "n 7");
	SEES(&((struct booked){ .cells = "<row r='7'><c r='A7'><v>7</v></c></row><row r='2'><c r='A2'><v>2</v></c>"
		"</row>" }),
	     "A2", "n 2", "A7", "n 7");
	SEES(&((struct booked){ .before = "<m:AlternateContent xmlns:m='http://schemas.openxmlformats.org/"
		"markup-compatibility/"
		"2006'><m:Choice Requires='q'><cols><col min='1' max='1' hidden='1'/></cols></m:Choice><m:Fallback>"
		"<sheetPr/></m:Fallback></m:AlternateContent><q:sheetData xmlns:q='urn:q'><q:row/></q:sheetData>",
		.cells = "<row>"
			"<m:AlternateContent xmlns:m='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
			"<m:Choice>"
		"<c><v>1</v></c></m:Choice><m:Fallback><c><v>2</v></c></m:Fallback></m:AlternateContent><c><v>3</v>"
		"<extLst><v>4</v></extLst></c></row><extLst><row><c><v>5</v></c></row></extLst>" }),
	     "A1", "n 2", "B1", "n 3", "A2", "- ");
	SEES(&((struct booked){ .strings = "-", .cells = "<row><c><v> 5\n</v></c></row>" }), "A1", "n 5");
	/* SheetJS says of every *.bin that it is a binary workbook, and has none */
	SEES(&((struct booked){ .cells = "<row><c><v>5</v></c></row>", .parts = {{ "[Content_Types].xml",
		"<Types xmlns="
		"'http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='bin' ContentType="
		"'application/vnd.ms-excel.sheet.binary.macroEnabled.main'/><Default Extension='xml' ContentType="
		"'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>" }} }),
	     "A1", "n 5");
	/* a style that the file does not have is no reason to refuse it */
	SEES(&((struct booked){ .cells = "<row><c s='3'><v>5</v></c></row>", .parts = {{ "xl/workbook.xml.bak",
	     "x" }} }),
	     "A1", "n 5");
}

/* --- what is not taken --- */

/* A name from the file reaches a terminal. */
static void no_name_moves_the_cursor(void **state)
{
	(void)state;
	SCOPE(sc);
	struct workbook *book = NULL;
	int fd = booked_fd(sc, &(struct booked){ .sheets = "<sheet name='a' r:id='x'/>",
		.relations = "<Relationship Id='x' "
		"Type='x/worksheet' Target='%1b[2J%c2%9b2J%0a\xe5\xb7\xa5.xml'/>" });
	const struct fault *f = workbook_read(sc, fd, &book);
	close(fd);
	FAILS(f, FAULT_CORRUPT);
	HAS(f->text, "in its part xl/?[2J??2J?\xe5\xb7\xa5.xml;");
}

static void damage_names_its_part(void **state)
{
	(void)state;
	static const struct booked books[] = {
		{ .cells = "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>" },
		{ .cells = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='B1'><v>2</v></c></row>" },
		{ .cells = "<row r='1'><c r='A2'><v>1</v></c></row>" }, { .cells = "<row r='0'/>" },
		{ .cells = "<row r='1048577'/>" }, { .cells = "<row r='1'><c r='XFE1'><v>1</v></c></row>" },
		{ .cells = "<row r='x'/>" }, { .cells = "<row><c r='1A'/></row>" }, { .cells = "<row><c r=''/></row>" },
		{ .cells = "<row><c t='s'><v>0</v></c></row>" }, { .cells = "<row><c t='s'><v>-1</v></c></row>" },
		{ .cells = "<row><c t='s'><v>99999999999</v></c></row>", .strings = "<si><t>a</t></si>" },
		{ .cells = "<row><c><v>ten</v></c></row>" }, { .cells = "<row><c t='new'><v>1</v></c></row>" },
		{ .cells = "<row><c><v>1</v></row>" }, { .cells = "&unknown;" }, { .cells = "\xff" },
		{ .cells = "<row a='1' a='2'/>" },
		{ .after = "<mergeCells><mergeCell ref='B2:A1'/></mergeCells>" },
		{ .after = "<mergeCells><mergeCell ref='A1:'/></mergeCells>" },
		{ .after = "<mergeCells><mergeCell/></mergeCells>" },
		{ .parts = {{ "xl/worksheets/sheet1.xml", NULL }} },
		{ .parts = {{ "xl/worksheets/sheet1.xml", "" }} },
		{ .parts = {{ "xl/worksheets/sheet1.xml", "<chartsheet xmlns='" BOOKED_MAIN "'/>" }} },
		{ .parts = {{ "xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>" }} },
	};
	for (size_t i = 0; i < countof(books); i++)
		refused(&books[i], FAULT_CORRUPT, "is damaged in its part xl/worksheets/sheet1.xml;");
}

static void what_is_missing_or_leads_astray(void **state)
{
	(void)state;
	static const struct { struct booked book; const char *words; } table[] = {
		{{ .parts = {{ "_rels/.rels", NULL }} }, "damaged in its part _rels/.rels" },
		{{ .parts = {{ "[Content_Types].xml", NULL }} }, "damaged in its part [Content_Types].xml" },
		{{ .parts = {{ "xl/workbook.xml", NULL }} }, "damaged in its part xl/workbook.xml" },
		{{ .parts = {{ "xl/_rels/workbook.xml.rels", NULL }} }, "damaged in its part xl/workbook.xml" },
		{{ .parts = {{ "xl/sharedStrings.xml", NULL }} }, "damaged in its part xl/sharedStrings.xml" },
		{{ .sheets = "" }, "damaged in its part xl/workbook.xml" },
		{{ .sheets = "<sheet name='a' r:id='rId77'/>" }, "damaged in its part xl/workbook.xml" },
		{{ .sheets = "<sheet name='a' id='rId1'/>" }, "damaged in its part xl/workbook.xml" },
		{{ .sheets = "<sheet name='a' r:id='rId2'/>" }, "damaged in its part xl/workbook.xml" },
		{{ .sheets = "<sheet name='a' r:id='x'/>",
			.relations = "<Relationship Id='x' Type='x/worksheet' Target="
		   "'../../../etc/passwd'/>" }, "damaged in its part xl/workbook.xml" },
		{{ .sheets = "<sheet name='a' r:id='x'/>",
			.relations = "<Relationship Id='x' Type='x/worksheet' Target="
		   "'http://x.example/a.xml' TargetMode='External'/>" }, "damaged in its part xl/workbook.xml" },
		{{ .parts = {{ "docProps/app.xml", "<Properties" }} }, "damaged in its part docProps/app.xml" },
		{{ .styles = "", .parts = {{ "xl/styles.xml",
		     "<styleSheet/>" }} }, "damaged in its part xl/styles.xml" },
		{{ .parts = {{ "xl/_rels/workbook.xml.rels", "<Relationships/>" }} },
		   "damaged in its part xl/_rels/workbook.xml.rels" },
		{{ .sheet_relations = "<Relationship Id='a' Type='x/comments' Target='../comments1.xml'/>" },
		   "damaged in its part xl/comments1.xml" },
	};
	for (size_t i = 0; i < countof(table); i++)
		refused(&table[i].book, FAULT_CORRUPT, table[i].words);
}

/* SheetJS says in every file what "bin" would be. */
static void a_default_for_files_that_are_not_there(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct booked book = { .type =
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/><Default Extension='bin' "
		"ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main" };
	assert_int_equal(read_book(sc, &book)->sheet_count, 1);
}

static void what_is_not_taken_is_said(void **state)
{
	(void)state;
	static const struct { struct booked book; const char *words; } table[] = {
		{{ .type = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" }, "has macros" },
		{{ .relations = "<Relationship Id='v' Type='x/vbaProject' Target='vbaProject.bin'/>" }, "has macros" },
		{{ .parts = {{ "xl/VBAProject.bin", "x" }} }, "has macros" },
		{{ .sheets = "<sheet name='m' r:id='m'/>",
			.relations = "<Relationship Id='m' Type='x/xlMacrosheet' Target='m.xml'/>" },
		   "has macros" },
		{{ .type = "application/vnd.ms-excel.sheet.binary.macroEnabled.main" }, "binary workbook (.xlsb)" },
		{{ .type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml" },
			"is no workbook" },
		{{ .book = "<externalReferences><externalReference r:id='rId9'/></externalReferences>" },
			"links to other workbooks" },
		{{ .relations = "<Relationship Id='e' Type='x/externalLink' Target='e.xml'/>" },
			"links to other workbooks" },
		{{ .parts = {{ "xl/worksheets/sheet1.xml",
		     "<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet xmlns='" BOOKED_MAIN "'/>" }} },
		   "document type declaration in its part xl/worksheets/sheet1.xml" },
		{{ .parts = {{ "xl/workbook.xml", "<!DOCTYPE w SYSTEM 'file:///etc/passwd'><workbook/>" }} },
		   "document type declaration in its part xl/workbook.xml" },
		{{ .parts = {{ "../../etc/cron.d/x", "x" }} }, "is packed as no spreadsheet program" },
		{{ .parts = {{ "xl\\sheet.xml", "x" }} }, "is packed as no spreadsheet program" },
		{{ .parts = {{ "XL/Workbook.xml", "x" }} }, "is packed as no spreadsheet program" },
	};
	for (size_t i = 0; i < countof(table); i++)
		refused(&table[i].book, FAULT_USAGE, table[i].words);
}

static void by_its_first_bytes(void **state)
{
	(void)state;
	SCOPE(sc);
	static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	char compound[2048] = {0};
	memcpy(compound, ole, 8);
	for (size_t i = 0; i < 16; i++)
		compound[1024 + 2 * i] = "EncryptedPackage"[i];
	refused_fd(sc, zipped_file(compound, sizeof compound), FAULT_USAGE, "is encrypted; save it without a password");
	memset(compound + 1024, 0, 64);
	refused_fd(sc, zipped_file(compound, sizeof compound), FAULT_USAGE, "is no workbook");
	refused_fd(sc, zipped_file("", 0), FAULT_USAGE, "is empty");
	refused_fd(sc, zipped_file("a,b\n1,2\n", 8), FAULT_USAGE, "is text under the name of a workbook");
	refused_fd(sc, zipped_file("<html><table>", 13), FAULT_USAGE, "is text under the name of a workbook");
	refused_fd(sc, zipped_file("%PDF-1.7\n\0\1", 11), FAULT_USAGE, "is no workbook");
	struct zipped *z = booked_zip(sc, &(struct booked){ .cells = "" });
	z->encrypted = true;
	zipped_text(z, "xl/x", "x");
	refused_fd(sc, zipped_fd(z), FAULT_USAGE, "is encrypted");
	struct zipped *ods = zipped_new(sc), *word = zipped_new(sc), *odt = zipped_new(sc);
	ods->stored = odt->stored = true;
	zipped_text(ods, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
	zipped_text(odt, "mimetype", "application/vnd.oasis.opendocument.text");
	zipped_text(word, "word/document.xml", "<w/>");
	for (size_t i = 0; i < 16; i++)
		compound[1024 + i] = i % 2 || i / 2 >= 8 ? 0 : "Workbook"[i / 2];
	struct zipped *late = zipped_new(sc);           /* SheetJS does not put the type first */
	zipped_text(late, "content.xml", "");
	zipped_text(late, "META-INF/manifest.xml", "");
	const struct { int fd; enum workbook_form form; } forms[] = {
		{ zipped_fd(late), WORKBOOK_ODS },
		{ zipped_fd(ods), WORKBOOK_ODS }, { zipped_fd(odt), WORKBOOK_OTHER },
		{ zipped_fd(word), WORKBOOK_OTHER },
		{ booked_fd(sc, &(struct booked){ .cells = "" }), WORKBOOK_XLSX },
		{ zipped_file("", 0), WORKBOOK_OTHER },
		{ zipped_file(compound, sizeof compound), WORKBOOK_XLS },
	};
	for (size_t i = 0; i < countof(forms); i++) {
		EXPECT(workbook_form(forms[i].fd) == forms[i].form, "form %zu", i);
		assert_int_equal(lseek(forms[i].fd, 0, SEEK_CUR), 0);
		close(forms[i].fd);
	}
}

static const char *rows_of(struct scope *sc, int from, int to, const char *row)
{
	struct buf *b = buf_new(sc);
	for (int i = from; i <= to; i++)
		buf_printf(b, row, i, i, i);
	return b->at;
}

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* All the rows that a sheet can have: those that are only there for their height are left out. */
static void a_million_rows(void **state)
{
	(void)state;
	SCOPE(sc);
	double start = seconds();
	const struct workbook *book = read_book(sc, &(struct booked){ .cells = scope_printf(sc, "%s<row r='1048576'>"
		"<c r='XFD1048576'><v>5</v></c></row>", rows_of(sc, 1, 1048575, "<row r='%d' ht='15'/>")) });
	assert_int_equal(book->sheets[0].row_count, 1);
	SAME(seen(sc, book, "XFD1048576"), "n 5");
	book = read_book(sc, &(struct booked){ .cells = rows_of(sc, 1, 1048576, "<row r='%d'><c r='A%d'><v>%d</v></c>"
		"</row>") });
	assert_int_equal(book->sheets[0].row_count, 1048576);
	SAME(seen(sc, book, "A1048576"), "n 1048576");
	EXPECT(seconds() - start < 60, "it took %.1f seconds", seconds() - start);
}

static void bounds_hold(void **state)
{
	(void)state;
	SCOPE(sc);
	/* a cell far to the right in each of a thousand rows would lay out 16 million */
	refused(&(struct booked){ .cells = rows_of(sc, 1, 1000, "<row r='%d'><c r='XFD%d'><v>%d</v></c></row>") },
		FAULT_USAGE,
	        "has more than 4000000 cells");
	/* as would merged areas that reach so far, or that lie upon each other */
	refused(&(struct booked){ .cells = rows_of(sc, 1, 1000, "<row r='%d'><c r='A%d'><v>%d</v></c></row>"),
		.after = "<mergeCells><mergeCell ref='A1:XFD1000'/></mergeCells>" }, FAULT_USAGE,
			"has more than 4000000 cells");
	refused(&(struct booked){ .cells = rows_of(sc, 1, 1000, "<row r='%d'><c r='A%d'><v>%d</v></c></row>"),
		.after = scope_printf(sc, "<mergeCells>%s</mergeCells>", rows_of(sc, 1, 5000,
			"<mergeCell ref='A1:J999'/>")) },
	        FAULT_USAGE, "has more than 4000000 cells");
	struct buf *deep = buf_new(sc);
	for (int i = 0; i < 100000; i++)
		buf_text(deep, "<a>");
	refused(&(struct booked){ .cells = deep->at }, FAULT_CORRUPT,
		"is damaged in its part xl/worksheets/sheet1.xml");
	struct buf *wide = buf_new(sc);
	for (int i = 0; i < 1000; i++)
		buf_printf(wide, " a%d='1'", i);
	refused(&(struct booked){ .cells = scope_printf(sc, "<row%s/>", wide->at) }, FAULT_CORRUPT,
		"is damaged in its part");
	char *longest = scope_alloc(sc, (3 << 20) + 1, 1);
	memset(longest, 'x', 3 << 20);
	refused(&(struct booked){ .cells = scope_printf(sc, "<row a='%s'/>", longest) }, FAULT_CORRUPT,
		"is damaged in its part");
	struct zipped *z = booked_zip(sc, &(struct booked){ .parts = {{ "xl/worksheets/sheet1.xml", NULL }} });
	struct buf *bomb = buf_new(sc);
	buf_text(bomb, "<worksheet xmlns='" BOOKED_MAIN "'>");
	for (int i = 0; i < 64; i++) {
		char *blanks = scope_alloc(sc, 1 << 20, 1);
		memset(blanks, ' ', 1 << 20);
		buf_put(bomb, blanks, 1 << 20);
	}
	zipped_put(z, "xl/worksheets/sheet1.xml", bomb->at, bomb->len);
	refused_fd(sc, zipped_fd(z), FAULT_USAGE, "holds more than is read from a workbook");
}

/* --- damage anywhere --- */

static const char *words_of(struct scope *sc, const struct workbook *book)
{
	struct buf *b = buf_new(sc);
	for (size_t s = 0; s < book->sheet_count; s++)
		for (size_t r = 0; r < book->sheets[s].row_count; r++)
			for (size_t c = 0; c < book->sheets[s].rows[r].count; c++)
				buf_printf(b, "%s;", book->sheets[s].rows[r].cells[c].text);
	return b->at;
}

/* Written by libxlsxwriter: cut off, or spoiled, at every so many bytes it is refused or reads the same. */
static void cut_off_or_spoiled(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *path = path_join(sc, unit_folder(sc), "book.xlsx"), *bytes = NULL;
	size_t len = 0;
	lxw_workbook *w = workbook_new(path);
	lxw_worksheet *sheet = workbook_add_worksheet(w, "One");
	lxw_format *zeros = workbook_add_format(w);
	format_set_num_format(zeros, "0000");
	worksheet_write_string(sheet, 0, 0, "\xe5\xb7\xa5\xe7\xa8\x8b", NULL);
	worksheet_write_number(sheet, 0, 1, 10, zeros);
	worksheet_write_comment(sheet, 0, 1, "a note");
	worksheet_merge_range(sheet, 1, 0, 1, 2, "merged", NULL);
	workbook_set_custom_property_string(w, "sarflow_package", "P-1");
	assert_int_equal(workbook_close(w), LXW_NO_ERROR);
	OK(file_read(sc, path, 1 << 20, &bytes, &len));
	struct workbook *book = NULL;
	int fd = zipped_file(bytes, len);
	OK(workbook_read(sc, fd, &book));
	close(fd);
	const char *whole = words_of(sc, book);
	SAME(whole, "\xe5\xb7\xa5\xe7\xa8\x8b;0010;merged;;;");
	SAME(seen(sc, book, "B1"), "n 0010 raw:10 note:a note");
	SAME(workbook_property(book, "sarflow_package"), "P-1");
	for (size_t at = 1; at < len; at += 29) {
		SCOPE(turn);
		fd = zipped_file(bytes, at);
		const struct fault *f = workbook_read(turn, fd, &book);
		close(fd);
		EXPECT(f && (f->code == FAULT_CORRUPT || f->code == FAULT_USAGE), "cut off at %zu", at);
		char *spoiled = scope_copy_bytes(turn, bytes, len);
		spoiled[at] = (char)(spoiled[at] ^ 0x5a);
		fd = zipped_file(spoiled, len);
		f = workbook_read(turn, fd, &book);
		close(fd);
		EXPECT(f ? f->code == FAULT_CORRUPT || f->code == FAULT_USAGE : strcmp(words_of(turn, book),
			whole) == 0,
		       "byte %zu: %s", at, f ? f->text : words_of(turn, book));
	}
}

static void places(void **state)
{
	(void)state;
	SCOPE(sc);
	SAME(workbook_place(sc, 7, 2), "B7");
	SAME(workbook_place(sc, 1, 26), "Z1");
	SAME(workbook_place(sc, 1, 27), "AA1");
	SAME(workbook_place(sc, 1, 702), "ZZ1");
	SAME(workbook_place(sc, 1, 703), "AAA1");
	SAME(workbook_place(sc, 1048576, 16384), "XFD1048576");
	OK(workbook_start());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_shown_by_their_format),
		cmocka_unit_test(formats_make_days_and_times),
		cmocka_unit_test(built_in_formats),
		cmocka_unit_test(every_kind_of_cell),
		cmocka_unit_test(rich_runs_furigana_and_escapes),
		cmocka_unit_test(a_cell_holds_32767_characters),
		cmocka_unit_test(styles_by_their_number),
		cmocka_unit_test(days_from_1904),
		cmocka_unit_test(hidden_and_merged),
		cmocka_unit_test(notes_and_threads),
		cmocka_unit_test(properties_and_program),
		cmocka_unit_test(strict_workbooks),
		cmocka_unit_test(loose_workbooks),
		cmocka_unit_test(no_name_moves_the_cursor),
		cmocka_unit_test(damage_names_its_part),
		cmocka_unit_test(what_is_missing_or_leads_astray),
		cmocka_unit_test(a_default_for_files_that_are_not_there),
		cmocka_unit_test(what_is_not_taken_is_said),
		cmocka_unit_test(by_its_first_bytes),
		cmocka_unit_test(a_million_rows),
		cmocka_unit_test(bounds_hold),
		cmocka_unit_test(cut_off_or_spoiled),
		cmocka_unit_test(places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
