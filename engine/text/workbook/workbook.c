/* workbook.c: a spreadsheet from outside: what sort it is, who reads it, and where a cell stands. */
#include "base/base.h"
#include "text/workbook/workbook_private.h"
#include <unistd.h>

/* --- what sort it is --- */

enum { BLOCK = 64 << 10, OPENING = 1024 };

static const char zip_magic[] = "PK\3\4", ole_magic[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
static const char ods_type[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                  odf_type[] = "mimetypeapplication/vnd.oasis.opendocument.";

static size_t read_at(int fd, char *out, size_t len, off_t at)
{
	size_t got = 0;
	while (got < len) {
		ssize_t n = pread(fd, out + got, len - got, at + (off_t)got);
		if (n <= 0)
			break;
		got += (size_t)n;
	}
	return got;
}

static bool has(const char *bytes, size_t len, const char *part, size_t part_len)
{
	return memmem(bytes, len, part, part_len) != NULL;
}

/* A name in the directory of a compound file: UTF-16, on a border of 128 bytes, so that no block tears it. */
static bool names(int fd, const char *name)
{
	SCOPE(turn);
	char *block = scope_alloc(turn, BLOCK, 1), wide[80];
	size_t len = 2 * strlen(name), n;
	for (size_t i = 0; i < len; i++)
		wide[i] = i % 2 ? '\0' : name[i / 2];
	for (off_t at = 0; (n = read_at(fd, block, BLOCK, at)) > 0; at += BLOCK)
		if (has(block, n, wide, len))
			return true;
	return false;
}

/* The directory of a zip file stands at its end, and tells documents and OpenDocument from workbooks. */
static enum workbook_form form_by_directory(int fd)
{
	SCOPE(turn);
	char *block = scope_alloc(turn, BLOCK, 1);
	off_t size = lseek(fd, 0, SEEK_END), at = size > BLOCK ? size - BLOCK : 0;
	size_t n = read_at(fd, block, BLOCK, at);
	if (has(block, n, "word/document.xml", 17) || has(block, n, "ppt/presentation.xml", 20))
		return WORKBOOK_OTHER;
	return has(block, n, "META-INF/manifest.xml", 21) && !has(block, n, "[Content_Types].xml", 19)
	       ? WORKBOOK_ODS : WORKBOOK_XLSX;
}

static bool is_compound(int fd)
{
	char opening[8];
	return read_at(fd, opening, 8, 0) == 8 && memcmp(opening, ole_magic, 8) == 0;
}

static bool is_encrypted(int fd) { return names(fd, "EncryptedPackage"); }

static enum workbook_form form_of_zip(int fd, const char *opening, size_t len)
{
	if (len > 30 + strlen(odf_type) && memcmp(opening + 30, odf_type, strlen(odf_type)) == 0)
		return has(opening, len, ods_type, strlen(ods_type)) ? WORKBOOK_ODS : WORKBOOK_OTHER;
	return form_by_directory(fd);
}

enum workbook_form workbook_form(int fd)
{
	char opening[OPENING];
	size_t len = read_at(fd, opening, sizeof opening, 0);
	enum workbook_form form = WORKBOOK_OTHER;
	if (len > 30 && memcmp(opening, zip_magic, 4) == 0)
		form = form_of_zip(fd, opening, len);
	else if (is_compound(fd))
		form = is_encrypted(fd) ? WORKBOOK_XLSX : names(fd, "Workbook") || names(fd, "Book") ? WORKBOOK_XLS
		     : WORKBOOK_OTHER;
	lseek(fd, 0, SEEK_SET);
	return form;
}

/* --- reading --- */

const struct fault *workbook_start(void) { return helper_start(&workbook_job); }

static bool is_words(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)bytes[i] < ' ' && !strchr("\t\n\r\f", bytes[i]))
			return false;
	return true;
}

/* Why it is none. */
static const struct fault *refuse_other(int fd)
{
	char opening[OPENING];
	size_t len = read_at(fd, opening, sizeof opening, 0);
	if (len == 0)
		return fault_make(FAULT_USAGE, "is empty");
	if (is_words(opening, len))
		return fault_make(FAULT_USAGE, "is text under the name of a workbook (as .csv or .html are); open it "
			"in a spreadsheet program, and save it as .xlsx");
	return fault_make(FAULT_USAGE, "is no workbook; open it in the program it comes from, and save it as "
		".xlsx");
}

static const struct fault *read_xlsx(struct scope *sc, int fd, struct workbook **out)
{
	const struct helper_limits limits = { WORKBOOK_SECONDS, WORKBOOK_MEMORY, WORKBOOK_ANSWER };
	const char *answer = NULL;
	size_t len = 0;
	if (is_compound(fd))            /* and no .xls */
		return fault_make(FAULT_USAGE, "is encrypted; save it without a password");
	TRY(helper_run(sc, &workbook_job, &(struct helper_input){ .files = &fd, .count = 1 }, &limits, &answer, &len));
	return workbook_answer_read(sc, answer, len, out);
}

const struct fault *workbook_read(struct scope *sc, int fd, struct workbook **out)
{
	enum workbook_form form = workbook_form(fd);
	if (form == WORKBOOK_OTHER)
		return refuse_other(fd);
	if (form == WORKBOOK_XLSX)
		return read_xlsx(sc, fd, out);
	int converted = -1;
	TRY(workbook_convert(fd, form == WORKBOOK_ODS ? "ods" : "xls", &converted));
	const struct fault *f = read_xlsx(sc, converted, out);
	close(converted);
	return f;
}

/* --- places --- */

const char *workbook_place(struct scope *sc, int row, int column)
{
	char letters[8];
	size_t at = sizeof letters;
	for (letters[--at] = '\0'; column > 0 && at > 0; column = (column - 1) / 26)
		letters[--at] = (char)('A' + (column - 1) % 26);
	return scope_printf(sc, "%s%d", letters + at, row);
}

const char *workbook_property(const struct workbook *book, const char *name)
{
	for (size_t i = 0; i < book->property_count; i++)
		if (strcmp(book->properties[i].name, name) == 0)
			return book->properties[i].value;
	return NULL;
}

const struct workbook_row *workbook_row(const struct workbook_sheet *s, int number)
{
	size_t from = 0, to = s->row_count;
	while (from < to) {
		size_t middle = (from + to) / 2;
		if (s->rows[middle].number < number)
			from = middle + 1;
		else
			to = middle;
	}
	return from < s->row_count && s->rows[from].number == number ? &s->rows[from] : NULL;
}

const struct workbook_cell *workbook_cell(const struct workbook_sheet *s, int row, int column)
{
	static const struct workbook_cell nothing = { .text = "", .raw = "" };
	const struct workbook_row *r = workbook_row(s, row);
	return r && column > 0 && (size_t)column <= r->count ? &r->cells[column - 1] : &nothing;
}
