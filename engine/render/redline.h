/* redline.h: what changed, as a Word document with tracked changes.  For render/ and command/.
 *
 * A .docx (ECMA-376, Transitional) that is written here: what pandoc's writer cannot track, whole paragraphs and rows
 * of tables, must be tracked, or accepting all would leave empty ones behind.  All changes accepted, it reads as the
 * newer state; all rejected, as the older one.  Each file begins with a line that names it and with a bookmark
 * (package_bookmark), by which comments find their way back (intake/comments.h). */
#ifndef RENDER_REDLINE_H
#define RENDER_REDLINE_H
#include "base/buf.h"
#include "base/fault.h"
#include "view/changes.h"

/* Behind the name of who made the newer state: these tracked changes are ours, all others the reader's. */
#define REDLINE_OURS " (sarflow)"

/* Texts that changed stand there as a whole, registers with the rows that changed.  only: an element's id or the path
 * of a file, which then stands there even if nothing in it changed; FAULT_NOT_FOUND if there is none.  NULL: all that
 * changed.  into is emptied first.  Not after changes_put(), which uses up the trees. */
const struct fault *redline_put(struct scope *, const struct changes *, const char *only, struct buf *into) MUST_USE;
#endif
