/* reviewed_private.h: the form in which the child tells what it read.  For text/reviewed*.c alone. */
#ifndef TEXT_REVIEWED_PRIVATE_H
#define TEXT_REVIEWED_PRIVATE_H
#include "base/helper.h"
#include "text/reviewed.h"

/* The first byte of the answer: how it went.  Then records: a letter, and its texts, each with a NUL behind. */
enum reviewed_end {
	REVIEWED_READ = 'r', REVIEWED_DAMAGED = 'd', REVIEWED_NO_DOCUMENT = 'n', REVIEWED_LARGE = 'l',
	REVIEWED_LOCKED = 'e', REVIEWED_NO_LIBRARY = 'x'
};
/* Of a part, by its kind; of a comment: 'N' with id, author, date, text. */
#define REVIEWED_LETTERS "PpTtRrCcWSEMB"
enum { REVIEWED_COMMENT_LETTER = 'N', REVIEWED_WORD_TEXTS = 5, REVIEWED_COMMENT_TEXTS = 4 };
/* As many bytes are handed over. */
enum { REVIEWED_ANSWER = 64 << 20 };

extern const struct helper_job reviewed_job;
/* What the child told, taken apart and not trusted.  Faults as of reviewed_read(). */
const struct fault *reviewed_answer_read(struct scope *, const char *answer, size_t len, struct reviewed **) MUST_USE;
#endif
