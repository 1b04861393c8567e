/* docx_private.h: the XML of a Word file as tags and text, and the numbers that Word counts.  For text/docx*.c alone,
 * in the child that reads the file. */
#ifndef TEXT_DOCX_PRIVATE_H
#define TEXT_DOCX_PRIVATE_H
#include "base/buf.h"
#include "base/helper.h"
#include "base/scope.h"
#include "text/docx.h"

/* name: behind the prefix; end: of its attributes.  Both opens and closes: <x/> */
struct docx_tag { const char *name, *end; size_t name_len; bool opens, closes; };

/* The tag that begins at s; what follows it. */
const char *docx_read_tag(const char *s, const char *end, struct docx_tag *);
bool docx_is(const struct docx_tag *, const char *name);
/* The value of an attribute of this local name, its references resolved; NULL if it has none. */
const char *docx_value(struct scope *, const struct docx_tag *, const char *attribute);

extern const struct helper_job docx_words_job;
/* What the child told of words, taken apart and not trusted.  Faults as of docx_words(). */
const struct fault *docx_answer_read(struct scope *, const char *answer, size_t len, struct docx_words *) MUST_USE;

/* --- docx_numbers.c --- */

/* What word/styles.xml and word/numbering.xml say, and how far each list has been counted. */
struct docx_numbers;
struct docx_numbers *docx_numbers_new(struct scope *);
void docx_numbers_styles(struct docx_numbers *, const char *at, size_t len);
void docx_numbers_lists(struct docx_numbers *, const char *at, size_t len);

/* What a paragraph's properties (w:pPr) say, until they end.  changed: a tracked change of the paragraph itself, or its
 * mark is hidden, so that nobody can say whether it is counted. */
struct docx_counted { const char *style, *list; int level; bool changed; };
/* Has the paragraph the style of a heading? */
bool docx_numbers_is_heading(const struct docx_numbers *, const struct docx_counted *);
/* The next paragraph of the document: its number as Word shows it; "" where that cannot be told for sure; NULL: it has
 * none.  apart: it stands aside of the text, in a box. */
const char *docx_numbers_next(struct docx_numbers *, const struct docx_counted *, bool apart);
#endif
