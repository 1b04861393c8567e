/* workbook_private.h: what reads a workbook, piece by piece, and what passes between child and parent.
 * For text/workbook/. */
#ifndef TEXT_WORKBOOK_PRIVATE_H
#define TEXT_WORKBOOK_PRIVATE_H
#include "base/base.h"
#include "base/buf.h"
#include "base/helper.h"
#include "text/workbook.h"
#include "text/workbook/shape.h"
#include "text/xml.h"
#include "text/zip.h"

/* Bounds on what is taken.  CELLS: with those that lie between others, for they take as much room. */
enum {
	WORKBOOK_ROWS = 1048576, WORKBOOK_COLUMNS = 16384,      /* of a sheet, as Excel has them */
	WORKBOOK_CELLS = 4000000, WORKBOOK_SHEETS = 1000, WORKBOOK_PARTS = 20000, WORKBOOK_AREAS = 200000,
	WORKBOOK_NOTES = 100000, WORKBOOK_STYLES = 100000, WORKBOOK_PROPERTIES = 10000, WORKBOOK_LONGEST = 1 << 20,
	WORKBOOK_UNPACKED = 512 << 20, WORKBOOK_RATIO = 200, WORKBOOK_SECONDS = 9,
	WORKBOOK_MEMORY = 448 << 20, WORKBOOK_ANSWER = 256 << 20,
};

/* How the reading ended; numbers pass between child and parent. */
enum workbook_end {
	WORKBOOK_READ, WORKBOOK_NO_ZIP, WORKBOOK_NO_XML, WORKBOOK_DAMAGED, WORKBOOK_NO_BOOK, WORKBOOK_ENCRYPTED,
	WORKBOOK_PACKED, WORKBOOK_MACROS, WORKBOOK_BINARY, WORKBOOK_LINKED, WORKBOOK_DTD, WORKBOOK_LARGE,
	WORKBOOK_MANY_CELLS, WORKBOOK_ENDS,
};

/* Namespaces, those of "strict" files among them. */
enum { SPACE_SHEET = 1, SPACE_RELATION, SPACE_RELATIONS, SPACE_TYPES, SPACE_PROPERTIES, SPACE_VALUES, SPACE_APP,
       SPACE_THREADS };

/* A relation of a part: what sort of thing it leads to (the last word of its type), and to which part. */
struct workbook_relation { const char *id, *type, *part; };
struct workbook_relations { struct workbook_relation *at; size_t count, cap; };

/* How cells look: by the number that they give of their format. */
struct workbook_style { const struct workbook_shape *shape; bool struck, unlocked; };
struct workbook_styles { struct workbook_style *at; size_t count, cap; };

/* What is struck in a text: some of it, some not, some as its cell is. */
enum { WORDS_STRUCK = 1, WORDS_PLAIN = 2, WORDS_AS_CELL = 4, WORDS_EMPTY = 8 };

/* A text with its runs, as it is being read. */
struct workbook_words {
	struct buf *text;
	unsigned looks;                 /* WORDS_ */
	size_t from;                    /* where the present piece began */
	bool keep;                      /* its blanks at both ends */
	bool run_font, run_struck;
};

struct workbook_note { int row, column; const char *text; bool threaded, used; };
struct workbook_notes { struct workbook_note *at; size_t count, cap; };

/* One reading, in the child. */
struct workbook_reading {
	struct scope *sc;
	const struct zip_parts *parts;
	struct buf *answer;
	enum workbook_end end;
	const char *where;              /* the part that is to blame, "" for none */
	const struct xml *xml;          /* of the part that is being read */
	bool from_1904;
	struct workbook_styles styles;
	uint8_t *string_looks;          /* by shared string, WORDS_ */
	size_t string_count;
	size_t cells;                   /* laid out up to now */
};

/* --- parts.c: which parts there are, and one read through --- */

/* The first reason counts. */
void workbook_fail(struct workbook_reading *, enum workbook_end, const char *part);
/* How a zip file ends for a workbook. */
enum workbook_end workbook_end_of_zip(enum zip_state);
extern const struct xml_space workbook_spaces[];
extern const size_t workbook_space_count;
/* Read a part through; spaces of the reader are set here.  false: it failed, and the reading is over. */
bool workbook_scan(struct workbook_reading *, const char *part, struct xml_reader, void *context);
/* What a part is related to, "" for the file itself; none is no fault. */
bool workbook_relations_read(struct workbook_reading *, const char *part, struct workbook_relations *);
/* The first relation of a type, NULL: none.  type: as strict files write it, "customProperties"; others have
 * "custom-properties". */
const struct workbook_relation *workbook_relation_find(const struct workbook_relations *, const char *type);
/* Is its main part a workbook at all, and one that is taken? */
bool workbook_types_read(struct workbook_reading *, const char *main);

/* --- words.c: texts --- */

/* Elements that a reader of texts passes on; those of its own are numbered from WORDS_ELEMENTS on. */
enum { WORDS_PIECE = 1, WORDS_RUN, WORDS_FONT, WORDS_ELEMENTS };
void workbook_words_new(struct workbook_words *);
/* An element in what holds the text itself (holder), or in a run of it. */
int workbook_words_begin(struct workbook_words *, int inside, const char *name, const char *const *attributes);
void workbook_words_text(struct workbook_words *, const char *bytes, size_t len);
void workbook_words_end(struct workbook_words *, int element);
/* Undo _x000D_ and its like from there on, and make line ends \n. */
void workbook_words_decode(struct buf *, size_t from);
bool workbook_strings_read(struct workbook_reading *, const char *part);        /* puts them into the answer */

/* --- styles.c --- */
bool workbook_styles_read(struct workbook_reading *, const char *part);
const struct workbook_style *workbook_style_of(const struct workbook_reading *, const char *number);

/* --- notes.c --- */
bool workbook_notes_read(struct workbook_reading *, const struct workbook_relations *, struct workbook_notes *);

/* --- sheet.c --- */
struct workbook_tab { const char *name, *part; bool hidden; };
bool workbook_sheet_read(struct workbook_reading *, const struct workbook_tab *);
/* "B7" to row and column, from 1; how many bytes of it that took, 0: it is no such place. */
size_t workbook_place_read(const char *, int *row, int *column);

/* --- answer.c: what passes between the child and who asked ---
 *
 * A whole number is its bytes; a text its length, itself and a NUL.
 *
 *     end, text (the part to blame)        and no more if that is not WORKBOOK_READ
 *     program, properties (count; name, value), strings (count; text), sheets (count; ...)
 *     a sheet: name, hidden, protected, length and bytes of its cells, areas (count; top, left, bottom, right),
 *              columns (count; a byte each, 1: hidden), rows (count; struct workbook_row_head by number)
 *     a cell:  struct workbook_cell_head, its text or the number of its string, raw, note; as the flags say */
enum { CELL_SHARED = 1, CELL_FORMULA = 2, CELL_UNSAVED = 4, CELL_STRUCK = 8, CELL_PARTLY = 16, CELL_LOCKED = 32,
       CELL_RAW = 64, CELL_NOTE = 128 };
struct workbook_cell_head { uint16_t column; uint8_t kind, flags; };
/* at: of its first cell in the bytes of the sheet.  cells: that it has here; width: with those between and covered. */
struct workbook_row_head { uint32_t number, at, cells, width, hidden; };

void workbook_put_number(struct buf *, uint32_t);
void workbook_put_text(struct buf *, const char *, size_t len);         /* a NUL stands behind it */
/* What the child said, into the scope; its texts stay where they are.  FAULT_CORRUPT: no child of ours says so. */
const struct fault *workbook_answer_read(struct scope *, const char *answer, size_t len, struct workbook **) MUST_USE;

/* --- office.c --- */
/* By way of LibreOffice: an open file with the same as .xlsx; it has no name any more. */
const struct fault *workbook_convert(int fd, const char *suffix, int *out) MUST_USE;

/* --- book.c --- */
extern const struct helper_job workbook_job;
#endif
