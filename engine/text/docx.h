/* docx.h: what stands in a Word file beside what pandoc tells of it: its pictures, and the words as the file itself has
 * them.  For intake/ and desk/.
 *
 * pandoc leaves out text boxes, furigana with the word below it, page
 * heads and more, and says nothing.  The words here are what its answer
 * is held against.  The file is read in a child with bounds
 * (base/helper.h). */
#ifndef TEXT_DOCX_H
#define TEXT_DOCX_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

/* BOX: a text box.  HEAD, FOOT: of the pages. */
enum docx_where { DOCX_BODY, DOCX_BOX, DOCX_HEAD, DOCX_FOOT };
/* WORDS; READING: furigana above the word that stands next; SIGN: of a font of signs, such as a check mark, U+FFFD
 * where it is not known. */
enum docx_kind { DOCX_WORDS, DOCX_READING, DOCX_SIGN };
struct docx_run { enum docx_kind kind; const char *text; };
/* A paragraph, or what goes on of one behind a text box that stands in it.  heading: it has the style of one.  number:
 * that Word counts, as Word shows it; "" where it cannot be told for sure; NULL: it has none. */
struct docx_paragraph {
	enum docx_where where;
	struct { struct docx_run *at; size_t count, cap; } runs;
	const char *number;
	bool heading;
};

/* What was deleted, or moved away, by a tracked change is not among the words. */
struct docx_words {
	struct { struct docx_paragraph *at; size_t count, cap; } paragraphs;
	size_t objects, charts;         /* embedded files; charts and diagrams */
	bool counts_headings;           /* the numbers of headings are counted by Word and are no text */
};

/* A server calls it before its first thread. */
const struct fault *docx_start(void) MUST_USE;

/* Faults of both in words that go on from the file's name: FAULT_USAGE: it has a password; FAULT_CORRUPT: it is
 * damaged, is no Word file, or a bound was reached; FAULT_SYSTEM: the library that reads it is missing.  fd stays
 * open. */
const struct fault *docx_words(struct scope *, int fd, struct docx_words *) MUST_USE;
/* A part by its name in the ZIP ("word/media/image1.png").  FAULT_NOT_FOUND if there is none. */
const struct fault *docx_part(struct scope *, int fd, const char *name, const char **bytes, size_t *len) MUST_USE;
#endif
