/* by_hand.h: sheets of a workbook from a few lines of text; for the unit tests of intake/.
 *
 * A line a row, | between cells; # before a number, @ before a day, ~ before what is struck, ! before a failure. */
#ifndef BY_HAND_H
#define BY_HAND_H
#include "base/scope.h"
#include "text/workbook.h"

static inline struct workbook_cell by_hand_cell(struct scope *sc, const char *s)
{
	struct workbook_cell c = { .kind = *s ? WORKBOOK_TEXT : WORKBOOK_NOTHING };
	c.kind = *s == '#' ? WORKBOOK_NUMBER : *s == '@' ? WORKBOOK_DAY : *s == '!' ? WORKBOOK_FAILURE : c.kind;
	c.struck = *s == '~';
	c.text = c.raw = scope_copy(sc, s + (*s && strchr("#@~", *s)));
	return c;
}

static inline struct workbook_sheet *by_hand_sheet(struct scope *sc, const char *name, const char *text)
{
	struct workbook_sheet *out = NEW(sc, struct workbook_sheet);
	*out = (struct workbook_sheet){ .name = name, .rows = NEWS(sc, struct workbook_row, 64) };
	for (int number = 1; *text; number++) {
		size_t len = strcspn(text, "\n"), count = 0;
		const char *at = text;
		struct workbook_row *row = &out->rows[out->row_count++];
		*row = (struct workbook_row){ number, false, NEWS(sc, struct workbook_cell, 32), 0 };
		for (const char *end = text + len; at <= end; count++) {
			size_t n = strcspn(at, "|\n");
			row->cells[count] = by_hand_cell(sc, scope_copy_bytes(sc, at, n));
			at += n + 1;
		}
		row->count = count;
		text += len + (text[len] == '\n');
	}
	return out;
}

static inline void by_hand_merge(struct scope *sc, struct workbook_sheet *s, struct workbook_area a)
{
	struct workbook_area *more = NEWS(sc, struct workbook_area, s->merged_count + 1);
	for (size_t i = 0; i < s->merged_count; i++)
		more[i] = s->merged[i];
	more[s->merged_count++] = a;
	s->merged = more;
}
#endif
