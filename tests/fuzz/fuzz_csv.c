/* fuzz_csv.c: lines grow, and what was read and is written again reads the same. */
#include "fuzz.h"
#include "text/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	size_t len = 0;
	const char *text = fuzz_text(sc, data, size, true, &len);
	if (!text)
		return 0;
	const struct csv *t = csv_read(sc, text, len);
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < t->count; i++) {
		HOLDS(t->rows[i].count > 0);
		HOLDS(t->rows[i].line > (i ? t->rows[i - 1].line : 0));
		for (size_t c = 0; c < t->rows[i].count; c++) {
			csv_put(b, t->rows[i].cells[c]);
			buf_char(b, c + 1 < t->rows[i].count ? ',' : '\n');
		}
	}
	for (size_t i = 0; i < t->mistake_count; i++)
		HOLDS(t->mistakes[i].line >= 1);
	const struct csv *again = csv_read(sc, b->at, b->len);
	HOLDS(again->mistake_count == 0 && again->count == t->count);
	for (size_t i = 0; i < t->count; i++) {
		HOLDS(again->rows[i].count == t->rows[i].count);
		for (size_t c = 0; c < t->rows[i].count; c++)
			HOLDS(strcmp(again->rows[i].cells[c], t->rows[i].cells[c]) == 0);
	}
	return 0;
}
