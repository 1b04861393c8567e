/* sheet_private.h: a sheet while it is being read.  For text/workbook/sheet*.c. */
#ifndef TEXT_WORKBOOK_SHEET_PRIVATE_H
#define TEXT_WORKBOOK_SHEET_PRIVATE_H
#include "text/workbook/workbook_private.h"

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_TEXT, TYPE_INLINE, TYPE_TRUTH, TYPE_FAILURE, TYPE_DAY, TYPE_UNKNOWN };

/* The cell that is being read. */
struct cell {
	enum cell_type type;
	int column;
	const struct workbook_style *style;
	bool has_value, has_formula;
};
struct rows { struct workbook_row_head *at; size_t count, cap; };
struct areas { struct workbook_area *at; size_t count, cap; };
struct sheet {
	struct workbook_reading *r;
	const char *part;
	struct workbook_notes notes;
	size_t body;                            /* where its cells begin in the answer */
	struct cell cell;
	struct buf *value, *shown;
	struct workbook_words words;            /* of an inline text */
	struct workbook_row_head row;
	int last_row, last_column;
	uint32_t turn, *turns;                  /* by column: the turn of the row in which it last had a cell */
	struct rows rows;
	struct areas areas;
	uint8_t hidden_columns[WORKBOOK_COLUMNS];
	size_t columns;
	bool protected;
};

/* The present cell into the answer, with its note. */
void workbook_cell_end(struct sheet *);
/* The notes of the present row where it has no cell, each as one. */
void workbook_cell_notes(struct sheet *);
#endif
