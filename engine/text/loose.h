/* loose.h: a table in text as spreadsheets and people write it, read like a sheet.  For desk/ and command/.
 *
 * In UTF-8, UTF-16 or the Shift_JIS of Windows, with commas, semicolons or
 * tabs between the cells.  A register inside a package is written in one
 * way only (csv.h); this is for what comes from outside. */
#ifndef TEXT_LOOSE_H
#define TEXT_LOOSE_H
#include "base/fault.h"
#include "text/workbook.h"

/* A workbook of one sheet, called as given; a blank line is a row that holds nothing.  FAULT_USAGE, in words that go on
 * from the file's name: it is no such table. */
const struct fault *loose_read(struct scope *, const char *bytes, size_t len, const char *name,
                               struct workbook **) MUST_USE;
#endif
