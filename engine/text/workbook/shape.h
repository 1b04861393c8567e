/* shape.h: what a number format makes of a number (ECMA-376 part 1, 18.8.30 and .31).  For text/workbook/ and its test.
 *
 * It shows a number as Excel does in a wide column, with two exceptions:
 * days and times come as ISO 8601 writes them, whatever their format,
 * and a number without a format has up to 15 digits, as when one edits
 * it. */
#ifndef TEXT_WORKBOOK_SHAPE_H
#define TEXT_WORKBOOK_SHAPE_H
#include "base/base.h"
#include "base/buf.h"
#include "base/scope.h"
#include "text/workbook.h"

struct workbook_shape;

/* The format by its code: "0000", "yyyy/m/d;@", "[$-411]ggge\"年\"m\"月\"d\"日\"". */
const struct workbook_shape *workbook_shape_read(struct scope *, const char *code);
/* The code of a format that a file may use without spelling it out; "General" if there is none of this number. */
const char *workbook_shape_code(int number);

/* Put the text of a number into out; raw: as the file has it, len bytes, a NUL behind.  What it is then:
 * WORKBOOK_NUMBER, WORKBOOK_DAY or WORKBOOK_TIME; WORKBOOK_NOTHING: raw is no number.  from_1904: what serial days are
 * counted from; else from 1900, which those who count so believe to have had a 29 February (serial 60). */
enum workbook_kind workbook_shape_show(const struct workbook_shape *, const char *raw, size_t len, bool from_1904,
                                       struct buf *out);
#endif
