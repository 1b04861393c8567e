/* loose.c: which signs, which letters; then cells. */
#include "base/base.h"
#include "text/csv.h"
#include "text/loose.h"
#include "text/unicode.h"

enum { LINES = 20 };

/* What stands most often, outside quotes, in the first lines: a title may stand above the table. */
static char sign_between(const char *text)
{
	static const char signs[] = { ',', ';', '\t' };
	size_t counts[countof(signs)] = {0}, best = 0, lines = 0;
	bool quoted = false;
	for (const char *c = text; *c && lines < LINES; c++) {
		quoted ^= *c == '"';
		lines += *c == '\n' && !quoted;
		for (size_t i = 0; i < countof(signs) && !quoted; i++)
			counts[i] += *c == signs[i];
	}
	for (size_t i = 1; i < countof(signs); i++)
		best = counts[i] > counts[best] ? i : best;
	return signs[best];
}

static const struct fault *to_text(struct scope *sc, const char *bytes, size_t len, const char **text, size_t *text_len)
{
	enum unicode_origin origin;
	size_t n = len;
	int bad = 0;
	const char *wide = unicode_from_utf16(sc, bytes, len, &n);
	*text = unicode_normalise(sc, wide ? wide : bytes, n, true, text_len, &origin, &bad);
	if (*text)
		*text = scope_copy_bytes(sc, *text, *text_len);
	else if (origin == UNICODE_WESTERN)
		return fault_make(FAULT_USAGE, "is written in Windows-1252; save it as CSV UTF-8");
	return *text ? NULL : fault_make(FAULT_USAGE, "is no text in UTF-8, UTF-16 or Shift_JIS (line {line}); save "
		"it as "
		"CSV UTF-8", bad);
}

static void take_row(struct scope *sc, const struct csv_row *from, struct workbook_row *out)
{
	*out = (struct workbook_row){ from->line, false, NEWS(sc, struct workbook_cell, from->count), from->count };
	for (size_t c = 0; c < from->count; c++)
		out->cells[c] = (struct workbook_cell){ .text = from->cells[c], .raw = from->cells[c],
			.kind = *from->cells[c] ? WORKBOOK_TEXT : WORKBOOK_NOTHING };
}

const struct fault *loose_read(struct scope *sc, const char *bytes, size_t len, const char *name, struct workbook **out)
{
	const char *text = NULL;
	size_t text_len = 0;
	TRY(to_text(sc, bytes, len, &text, &text_len));
	const struct csv *csv = csv_read_apart(sc, text, text_len, sign_between(text));
	if (csv->mistake_count)
		return fault_while(fault_of(FAULT_USAGE, csv->mistakes[0].says), "line {line}", csv->mistakes[0].line);
	if (csv->count == 0)
		return fault_make(FAULT_USAGE, "holds no row");
	struct workbook_sheet *sheet = NEW(sc, struct workbook_sheet);
	*sheet = (struct workbook_sheet){ .name = scope_copy(sc, name), .row_count = csv->count,
	                                  .rows = NEWS(sc, struct workbook_row, csv->count) };
	for (size_t i = 0; i < csv->count; i++)
		take_row(sc, &csv->rows[i], &sheet->rows[i]);
	*out = NEW(sc, struct workbook);
	**out = (struct workbook){ .sheets = sheet, .sheet_count = 1, .program = "" };
	return NULL;
}
