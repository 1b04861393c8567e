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

static __attribute__((unused)) void refused_fd(struct scope *sc, int fd, enum fault_code code, const char *words)
{
	struct workbook *book = NULL;
	const struct fault *f = workbook_read(sc, fd, &book);
	close(fd);
	FAILS(f, code);
	HAS(f->text, words);
	assert_null(book);
}

static __attribute__((unused)) void refused(const struct booked *b, enum fault_code code, const char *words)
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_shown_by_their_format),
		cmocka_unit_test(formats_make_days_and_times),
		cmocka_unit_test(built_in_formats),
		cmocka_unit_test(every_kind_of_cell),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
