/* term.h: words on a terminal: colour where it is wanted, and never
 * a control character that came from a document. */
#ifndef BASE_TERM_H
#define BASE_TERM_H
#include "base/base.h"
#include "base/env.h"

enum term_style { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_RED, TERM_GREEN, TERM_YELLOW, TERM_BLUE };

/* Text as it is, control characters shown as '?' (a tab or newline as a blank), in a style where env allows colour. */
void term_put(const struct env *, enum term_style, const char *text);
/* The same, padded with blanks to a width in columns (East Asian wide characters count two). */
void term_pad(const struct env *, enum term_style, const char *text, int columns);
/* Our own words, printf; other control characters than a line feed are shown as '?' here, too. */
void term_say(const struct env *, const char *fmt, ...) PRINTF(2, 3);
#endif
