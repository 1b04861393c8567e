/* term.h: words on a terminal: colour where it is wanted, and never
 * a control character that came from a document.  For command/ and main.c. */
#ifndef COMMAND_TERM_H
#define COMMAND_TERM_H
#include "base/base.h"
#include "command/env.h"
#include "base/fault.h"
#include "base/scope.h"

enum term_style { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_RED, TERM_GREEN, TERM_YELLOW, TERM_BLUE };

/* Text as it is, control characters shown as '?' (a tab or newline as a blank), in a style where env allows colour. */
void term_put(const struct env *, enum term_style, const char *text);
/* The same, padded with blanks to a width in columns (East Asian wide characters count two). */
void term_pad(const struct env *, enum term_style, const char *text, int columns);
/* Layout without words: blanks, signs, numbers, printf; other control characters than a line feed are shown as '?'
 * here, too. */
void term_printf(const struct env *, const char *fmt, ...) PRINTF(2, 3);
/* A sentence, in the language of env; what fills its holes is shown as term_put() does. */
#define term_say(env, ...) term_say_phrase((env), PHRASE(__VA_ARGS__))
void term_say_phrase(const struct env *, const struct phrase *);
/* What fills a hole, in a style where env allows colour. */
struct phrase_hole term_mark(enum term_style, const char *text);
/* A text of a table, such as help, in the language of env. */
const char *term_text(const struct env *, const char *english);
/* A fault and what to do about it, on one line, whatever stands in it; before: who says so, "sarflow save". */
void term_fault(const struct env *, const char *before, const struct fault *);
/* Whose language that is. */
struct reader term_reader(const struct env *);

enum { TERM_LINE = 65536 };
/* The next line of env->in, whole and without its line feed; NULL at the end of the input.  A fault (FAULT_USAGE) if it
 * is longer than TERM_LINE bytes: what is left of it is never taken for the next answer. */
const struct fault *term_read(struct scope *, const struct env *, const char **line) MUST_USE;
#endif
