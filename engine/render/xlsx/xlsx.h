/* xlsx.h: workbooks: what is handed over to be answered, and what is edited.  For render/ and command/.
 *
 * Sheets are the template's queries and registers.  The same view gives
 * the same bytes.  A workbook knows what it is, and so does each of its
 * sheets, columns and rows, in more than one place: packages/README.md
 * says where.  So a copy that comes back can be read, whatever a person
 * or a program did to it. */
#ifndef RENDER_XLSX_XLSX_H
#define RENDER_XLSX_XLSX_H
#include "base/fault.h"
#include "view/view.h"

/* A profile of the template's workbook, to a path of the disc, which libxlsxwriter insists on.  FAULT_NOT_FOUND for an
 * unknown profile. */
const struct fault *xlsx_write(struct scope *, const struct view *, const char *profile, const char *path) MUST_USE;

/* Registers as they stand in the work tree, a sheet each, for editing: profile "edit", with the cells as they were on
 * hidden sheets beside.  Heads and findings are in the view's language.  FAULT_REFUSED if a text fits into no cell. */
const struct fault *xlsx_write_registers(struct scope *, const struct view *, const struct template_register **,
                                         size_t count, const char *path) MUST_USE;
#endif
