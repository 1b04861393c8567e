/* workbook.h: a spreadsheet that came from outside, read into rows of cells.  For intake/ and desk/.
 *
 * What is read is what a person saw when it was saved: a number in its
 * form (0010 keeps its zeros), a day as YYYY-MM-DD, a formula by its last
 * value.  The file is read in a child with bounds (base/helper.h); what
 * cannot be told apart any more is said by the cell, never guessed. */
#ifndef TEXT_WORKBOOK_H
#define TEXT_WORKBOOK_H
#include "base/base.h"
#include "base/fault.h"
#include "base/phrase.h"
#include "base/scope.h"

enum workbook_kind {
	WORKBOOK_NOTHING,               /* no cell, or an empty one */
	WORKBOOK_TEXT,
	WORKBOOK_NUMBER,                /* text: as its form shows it; raw: as it is stored */
	WORKBOOK_DAY,                   /* a number whose form makes it a day: text is YYYY-MM-DD; raw: the serial */
	WORKBOOK_TIME,                  /* with a time of day, or one alone: text is YYYY-MM-DD HH:MM:SS, or HH:MM:SS */
	WORKBOOK_TRUTH,                 /* text: TRUE or FALSE */
	WORKBOOK_FAILURE,               /* text: #REF! and the like */
};

/* Every cell of a row up to the last that holds or says something; those between are WORKBOOK_NOTHING. */
struct workbook_cell {
	const char *text;               /* UTF-8, "" if there is none; line ends are \n */
	const char *raw;                /* of numbers and days, as the file has it; else text */
	const char *note;               /* the comment at the cell, NULL: none */
	enum workbook_kind kind;
	bool formula;                   /* text is its last value */
	bool unsaved;                   /* a formula whose last value the file does not have */
	bool struck;                    /* all of its words are struck through */
	bool partly_struck;             /* some are; text has all of them */
	bool locked;                    /* it is, where its sheet is protected */
	bool covered;                   /* inside a merged area and not its first cell; text is empty */
};
struct workbook_row { int number; bool hidden; struct workbook_cell *cells; size_t count; };    /* number: from 1 */

/* An area of merged cells, rows and columns from 1, both ends in it. */
struct workbook_area { int top, left, bottom, right; };

struct workbook_sheet {
	const char *name;
	bool hidden, protected;
	struct workbook_row *rows;      /* by number; rows that hold nothing are left out */
	size_t row_count;
	struct workbook_area *merged;
	size_t merged_count;
	bool *column_hidden;            /* by column from 0 */
	size_t column_count;
};

struct workbook_property { const char *name, *value; };         /* one that a program or a person gave it */

struct workbook {
	struct workbook_sheet *sheets;  /* in their order */
	size_t sheet_count;
	struct workbook_property *properties;
	size_t property_count;
	const char *program;            /* that wrote it, as it says: "Microsoft Excel 16.0300"; "" if it does not */
};

enum workbook_form { WORKBOOK_XLSX, WORKBOOK_ODS, WORKBOOK_XLS, WORKBOOK_OTHER };
/* By the first bytes, never by the name; fd then stands at the start again. */
enum workbook_form workbook_form(int fd);

/* A server calls it before its first thread. */
const struct fault *workbook_start(void) MUST_USE;

/* Read a file, from its start; .ods and .xls by way of LibreOffice, where the machine has it.
 * FAULT_USAGE, in words that go on from the file's name ("is encrypted; save it without a password"): what cannot be
 * read or is not taken: no spreadsheet, encrypted, macros, links to other workbooks, a DTD, more than it may hold, no
 * LibreOffice (with how to save it as .xlsx).  FAULT_CORRUPT: it is damaged, or a bound of the child was reached. */
const struct fault *workbook_read(struct scope *, int fd, struct workbook **) MUST_USE;

/* "B7" of row 7 and column 2, both from 1. */
const char *workbook_place(struct scope *, int row, int column);
/* A property by its name, NULL: none. */
const char *workbook_property(const struct workbook *, const char *name);
/* A row by its number, NULL: it holds nothing. */
const struct workbook_row *workbook_row(const struct workbook_sheet *, int number);
/* A cell by row and column from 1; an empty one where there is none, never NULL. */
const struct workbook_cell *workbook_cell(const struct workbook_sheet *, int row, int column);
#endif
