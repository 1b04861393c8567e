/* taken.h: where in a received sheet the table is, and which of its columns is which of ours.  For intake/ and desk/.
 *
 * A sheet of ours says so itself: a hidden row has the keys of its columns,
 * a hidden column the tokens of its rows (text/token.h).  In any other the
 * head is searched for by the titles and names of our columns; rows above
 * it are a title, one or two rows make it up, merged cells count for all
 * that they cover. */
#ifndef INTAKE_TAKEN_H
#define INTAKE_TAKEN_H
#include "base/list.h"
#include "intake/doubt.h"
#include "intake/shape.h"
#include "text/workbook.h"

/* "Head in their file" is this column, because somebody said so; the first of those that speak of a head counts.  line:
 * in columns.csv, where it was remembered; 0: it is said now. */
struct taken_name { const char *shape, *head, *key; int line; };
struct taken_names { struct taken_name *at; size_t count, cap; };

struct taken_head {
	int column;                     /* in the file, from 1 */
	const char *text;
	int of;                         /* place in the shape's columns; -1: none, and something stands below it */
	const struct taken_name *said;  /* what made it that column; NULL: its own words */
	struct names near;              /* titles of columns that it may be; where of is -1 */
	size_t filled;                  /* cells below it that hold something */
};
struct taken_row {
	int number;                     /* in the file, from 1 */
	const char *token;              /* "" where there is none */
	const struct workbook_cell **cells;     /* by the shape's columns; NULL: the file has no such column */
	bool hidden, struck;            /* struck: every cell that holds something is */
};
struct taken {
	const struct workbook_sheet *sheet;
	const struct shape *shape;
	bool ours;                      /* by its keys */
	int head_row;                   /* the last of the head */
	int *column_of;                 /* by the shape's columns: in the file, from 1; 0: it is not there */
	struct { struct taken_head *at; size_t count, cap; } heads;
	struct { struct taken_row *at; size_t count, cap; } rows;
};

/* The table of a sheet as the shape that fits best; NULL if none fits.  What was read past is told in doubts. */
const struct taken *taken_read(struct scope *, const struct workbook_sheet *, const struct shape *const *shapes,
                               size_t count, const struct taken_names *, struct doubts *);
/* The sheet's key, as one of ours tells it, whatever it is called now; NULL: it is none. */
const char *taken_sheet_key(struct scope *, const struct workbook_sheet *);
/* The columns of a shape that the table has not. */
struct names taken_missing(struct scope *, const struct taken *);
#endif
