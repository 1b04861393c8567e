/* letter.h: characters that cannot be seen, and those that only look like others.  For every floor from text/ up.
 *
 * Two texts that look the same and are not make a rule fail, or a change pass, without anybody seeing why.  So the
 * character is named. */
#ifndef TEXT_LETTER_H
#define TEXT_LETTER_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/scope.h"

/* What a text is for.  In running text only what cannot be seen is odd; in names of people, firms and files also
 * letters and blanks that look like others; in numbers, days, codes and choices every other form of a sign. */
enum letter_use { LETTER_RUNNING, LETTER_NAME, LETTER_CODE };

struct letter { size_t at; uint32_t point; const struct phrase *says; };       /* says: "U+00AD (soft hyphen), ..." */

/* The first odd character of a text (valid UTF-8) from *from on, and *from behind it; false if there is none. */
bool letter_odd(struct scope *, const char *text, enum letter_use, size_t *from, struct letter *);
/* The same without it: what is meant. NULL if nothing in the text is odd in this use. */
const char *letter_mended(struct scope *, const char *text, enum letter_use);

/* What a text looks like: equal for two that a reader cannot tell apart. */
const char *letter_look(struct scope *, const char *text);
/* The first places where two texts of one look differ: "U+30FC against U+FF70". */
const struct phrase *letter_difference(struct scope *, const char *a, const char *b);
/* The text with each odd character told in angle brackets: "Acme Works<U+00A0>". */
const char *letter_spelled(struct scope *, const char *text, enum letter_use);
/* A changed text for people who compare it with what stands in its place (NULL: nothing does): what cannot be seen is
 * spelled out, and so is the rest where the two would read the same. */
const char *letter_told(struct scope *, const char *text, const char *other);
#endif
