/* reviewed.h: the words of a Word document that came back, with comments and tracked changes.
 * For intake/ and command/.
 *
 * Read without pandoc, which leaves out comments that begin inside a tracked change: none may be lost.  In a child with
 * bounds (base/helper.h); looks, pictures, notes, heads and feet are passed over. */
#ifndef TEXT_REVIEWED_H
#define TEXT_REVIEWED_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

enum reviewed_kind {
	REVIEWED_PARAGRAPH, REVIEWED_PARAGRAPH_END, REVIEWED_TABLE, REVIEWED_TABLE_END, REVIEWED_ROW, REVIEWED_ROW_END,
	REVIEWED_CELL, REVIEWED_CELL_END,
	REVIEWED_WORDS,             /* text, and who brought and who took it */
	REVIEWED_COMMENT, REVIEWED_COMMENT_END,         /* id: its range, */
	REVIEWED_COMMENT_MARK,                          /* and its sign, which may be all there is */
	REVIEWED_BOOKMARK                               /* id: its name */
};

/* came, went: who tracked it as an insertion, as a deletion, and when ("2026-12-03T14:00:00Z", as it stands); NULL:
 * nobody.  What moved is a deletion and an insertion. */
struct reviewed_part { enum reviewed_kind kind; const char *text, *id, *came, *came_on, *went, *went_on; };
/* Its paragraphs are lines. */
struct reviewed_comment { const char *id, *author, *date, *text; };

struct reviewed {
	struct { struct reviewed_part *at; size_t count, cap; } parts;      /* in the order of the document */
	struct { struct reviewed_comment *at; size_t count, cap; } comments;
};

/* Read what stands behind fd, from its start; it stays open.  Faults in words that go on from the file's name:
 * FAULT_USAGE for what is no .docx, FAULT_CORRUPT for a damaged one or one past a bound. */
const struct fault *reviewed_read(struct scope *, int fd, struct reviewed **) MUST_USE;
#endif
