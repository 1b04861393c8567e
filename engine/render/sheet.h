/* sheet.h: one sheet of a template's workbook in other forms than XLSX.  For render/ and command/. */
#ifndef RENDER_SHEET_H
#define RENDER_SHEET_H
#include "base/buf.h"
#include "view/view.h"

/* RFC 4180, the heads as the first row.  A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front: what stands in it was written by anybody. */
const struct fault *sheet_csv(struct scope *, const struct view *, const struct template_sheet *,
                              struct buf *) MUST_USE;
/* A page that needs no other file. */
const struct fault *sheet_page(struct scope *, const struct view *, const struct template_sheet *,
                               struct buf *) MUST_USE;
#endif
