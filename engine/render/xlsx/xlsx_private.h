/* xlsx_private.h: a workbook that is being written.  For render/xlsx/ only. */
#ifndef RENDER_XLSX_XLSX_PRIVATE_H
#define RENDER_XLSX_XLSX_PRIVATE_H
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/lookup.h"
#include "render/measure.h"
#include "render/xlsx/xlsx.h"
#include <xlsxwriter.h>

/* The rows of every sheet, from 0; keys is hidden. */
enum { XLSX_TITLE, XLSX_ABOUT, XLSX_KEYS, XLSX_HEADS, XLSX_FIRST };
enum { XLSX_LINE_POINTS = 15 };

enum xlsx_look { XLSX_BODY, XLSX_DATE, XLSX_LINK, XLSX_GOVERNMENT, XLSX_BAND, XLSX_BAND_DATE, XLSX_BAND_LINK,
                 XLSX_LABEL, XLSX_HEAD, XLSX_GOVERNMENT_HEAD, XLSX_REQUIRED_HEAD, XLSX_NAME, XLSX_SOFT, XLSX_EDIT_TEXT,
                 XLSX_EDIT_NUMBER, XLSX_EDIT_DATE, XLSX_LOOKS };

struct xlsx_form { const char *code; enum xlsx_look look; lxw_format *format; int number; };
struct xlsx_list { const struct names *of; bool numbers; const char *range; };
struct xlsx_growing { const char *part; unsigned long last; };  /* rows up to this one, from 1 */
/* What the parts of a workbook say of each other, as they are read back. */
struct xlsx_whole {
	struct scope *sc;
	struct names texts;             /* that were put into cells, and are long */
	struct { bool *at; size_t count, cap; } used;   /* shared texts, by their number */
	long unique;                    /* how many there are */
	size_t named, names;            /* defined names: how many were meant, how many are there */
	bool links;                     /* then one is written over everywhere */
};
struct xlsx_book {
	struct scope *sc;
	const struct view *v;
	const char *profile, *title;
	const char *version;            /* 40 digits, or "" */
	const struct reader *reader;    /* of our own words in it */
	lxw_workbook *workbook;
	lxw_worksheet *lists;           /* hidden: drop-down lists, and what the workbook is */
	lxw_format *looks[XLSX_LOOKS];
	int numbers[XLSX_LOOKS];        /* of the looks among all formats; xlsx_form has its own */
	struct { struct xlsx_form *at; size_t count, cap; } forms;      /* of numbers that a number alone would lose */
	struct { struct xlsx_list *at; size_t count, cap; } written;    /* drop-down lists */
	int sheet_count;
	struct { struct xlsx_growing *at; size_t count, cap; } growing;
	struct xlsx_whole whole;
	const struct fault *fault;      /* the first; NULL: none */
};

struct xlsx_column {
	const char *key, *head;
	enum template_type type;
	int width;                      /* characters; 0: as wide as its words */
	bool authority;
	enum template_takes takes;
	size_t from;                    /* the cell of a row that it shows */
	int link;                       /* 0: none, else the cell, from 1, that says where it leads */
	const struct names *choices;
	const char *measured;           /* the cell above, or NULL, and how many lines it takes */
	int lines;
};
struct xlsx_row { const char **cells; const bool *is_number; const char *id; };

struct xlsx_sheet {
	struct xlsx_book *book;
	lxw_worksheet *at;
	const char *name, *title;       /* name: what it is found by; not always what stands on its tab */
	const char *tab;
	struct xlsx_column *columns;
	size_t column_count;
	struct { struct xlsx_row *at; size_t count, cap; } rows;
	bool form, landscape;
	enum template_paper paper;
	lxw_row_t end, last;            /* the last row that is sorted and filtered; the last that is printed */
};

/* --- cells.c: the one way from a text to a cell, a header, a property --- */

/* The first failure stays; the workbook is then no workbook. */
void xlsx_note(struct xlsx_book *, const struct fault *);
void xlsx_judge(struct xlsx_book *, lxw_error, const char *what);
/* For a property: what is shown to nobody (utf8.h) has U+FFFD in its place.  For a cell: the same, and as a reader of
 * workbooks decodes it. */
const char *xlsx_plain(struct scope *, const char *);
const char *xlsx_safe(struct scope *, const char *);
/* For a header or footer: in short, where it is long. */
const char *xlsx_mark(struct scope *, const char *);
void xlsx_make_looks(struct xlsx_book *);
void xlsx_put_text(struct xlsx_book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *, lxw_format *);
/* Its text, and where it leads: a path beside the workbook, percent-encoded. */
void xlsx_put_link(struct xlsx_book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *text, const char *target,
                   lxw_format *);
/* As a number in the form it was written in ("0010" as 0000), if none of it is lost; false: it is none.  padded: zeros
 * in front may be kept by the form alone. */
bool xlsx_put_number(struct xlsx_book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *, enum xlsx_look,
                     bool padded);
/* As a day; false: a spreadsheet has no such day. */
bool xlsx_put_day(struct xlsx_book *, lxw_worksheet *, lxw_row_t, lxw_col_t, const char *, lxw_format *);

/* --- whole.c: is all there that was written? --- */

/* Of a part, as XML: is it whole as far as it can tell itself? */
bool xlsx_whole_part(struct xlsx_whole *, const char *text);
/* Remember a text that goes into a cell, if it is long; and later: do the shared texts hold all of them? */
void xlsx_whole_text(struct xlsx_book *, const char *text);
bool xlsx_whole_texts(const struct xlsx_whole *, const char *shared);
/* After all parts: each shared text is used by a cell, and no other. */
bool xlsx_whole_book(const struct xlsx_whole *);

/* --- finish.c: after libxlsxwriter --- */

/* See that the file is whole, and let the rows of `growing` grow. */
const struct fault *xlsx_finish(struct xlsx_book *, const char *path) MUST_USE;

/* --- styles.c --- */

/* Before the workbook is closed, which frees its formats. */
void xlsx_number_styles(struct xlsx_book *);
/* The part with the formats, each look under a style of its name; NULL: it is not as libxlsxwriter writes it. */
const char *xlsx_name_styles(const struct xlsx_book *, const char *text, size_t *len);

/* --- frame.c: what every sheet has --- */

const struct fault *xlsx_open(struct xlsx_book *, const char *path) MUST_USE;
/* With all that went wrong on the way. */
const struct fault *xlsx_close(struct xlsx_book *, const char *path) MUST_USE;
const struct fault *xlsx_add_sheet(struct xlsx_sheet *, const struct place *) MUST_USE;
/* Title, what it is, marking, keys, heads.  about: more of the line that says what it is, or "". */
void xlsx_put_head(struct xlsx_sheet *, const char *about);
void xlsx_put_token(struct xlsx_sheet *, lxw_row_t, const char *id);
/* Its rows take the height of what is typed into them. */
void xlsx_let_grow(struct xlsx_sheet *);
void xlsx_fit_columns(struct xlsx_sheet *);
double xlsx_height(const struct xlsx_sheet *, const struct xlsx_row *);
/* Freeze, filter, paper, header, footer.  keep: columns that stay in sight. */
void xlsx_set_up_page(struct xlsx_sheet *, int keep);
/* A drop-down over some rows of a column: closed, or one that may be gone past.  numbers: the list's words are. */
void xlsx_put_choices(struct xlsx_sheet *, const struct names *, bool numbers, bool closed, lxw_row_t first,
                      lxw_row_t last, lxw_col_t);
#endif
