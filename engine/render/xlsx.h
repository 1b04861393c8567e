/* xlsx.h: a profile of the template's workbook as an XLSX file.  For render/ and command/.
 *
 * Sheets are the template's queries and registers.  The same view gives
 * the same bytes.  Every row carries its id in a hidden last column, and
 * the workbook carries package, version and profile as properties, so
 * that a returned copy can be read back. */
#ifndef RENDER_XLSX_H
#define RENDER_XLSX_H
#include "base/fault.h"
#include "view/view.h"

/* Write to a path of the disc, which libxlsxwriter insists on. FAULT_NOT_FOUND for an unknown profile. */
const struct fault *xlsx_write(struct scope *, const struct view *, const char *profile, const char *path) MUST_USE;
#endif
