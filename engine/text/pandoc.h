/* pandoc.h: Word documents, by way of the program pandoc, where the machine has it.  For intake/, render/ and desk/.
 *
 * The one place that runs pandoc.  Its Markdown loses merged cells and
 * cells of several paragraphs, so only its JSON is read and written: an
 * object with "blocks", each value of it {"t": KIND, "c": CONTENT}, as
 * the Haskell package pandoc-types lists them.  It runs with bounds
 * (base/tool.h); it needs 2 GB of address space, of which it uses little. */
#ifndef TEXT_PANDOC_H
#define TEXT_PANDOC_H
#include "base/base.h"
#include "base/fault.h"
#include "base/json.h"
#include "base/scope.h"

enum { PANDOC_DEPTH = 400 };            /* how deep its JSON may lie: some ten for a list or a table in another */

bool pandoc_is_here(void);

/* Is the file at fd a .docx, as far as its first bytes tell?  FAULT_USAGE as below. */
const struct fault *pandoc_look(int fd) MUST_USE;

/* Read a .docx, from the start of fd, which stays open.  Insertions, deletions and comments stand in the JSON as
 * spans of these classes, with author and date; pictures are named as in the ZIP without "word/"
 * ("media/image1.png"), and their bytes are not in it.  Whatever the document says, no other file and no address is
 * read. Faults in words that go on from the file's name: FAULT_USAGE for what is no .docx (an older .doc, one with a
 * password, a PDF ...), with what to do; FAULT_SYSTEM: pandoc is not here; FAULT_CORRUPT: it cannot be read, or a
 * bound was reached. */
const struct fault *pandoc_read_docx(struct scope *, int fd, const struct json **document) MUST_USE;

/* Write a .docx.  blocks: a JSON array of pandoc's blocks; meta: an object of its metadata ("title" ...), NULL for
 * none; the version of the format is that of the pandoc here.  reference: a .docx on disc whose styles, paper, head
 * and foot it takes; NULL: pandoc's own. No picture may stand in it, for pandoc would read the file, or ask the
 * address, that it names: FAULT_USAGE.  FAULT_CORRUPT: what is no JSON, or passes a bound.  FAULT_SYSTEM: pandoc is
 * not here, or does not take it. */
const struct fault *pandoc_write_docx(struct scope *, const char *blocks, const char *meta, const char *reference,
                                      const char **docx, size_t *len) MUST_USE;
#endif
