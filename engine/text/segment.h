/* segment.h: the units in which texts are compared.  For every floor from template/ up to render/.
 *
 * A unit is what a reader takes as one thing: a word or a number with
 * the signs inside it (9999M99G01, 0.50, MTR-RP-2417, 2026-11-23), a run
 * of Han, of Han numerals, of Hiragana or of Katakana (Japanese has no blanks between
 * words; the change of script is where most words end), a run of
 * blanks, or one other sign. */
#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H
#include "base/base.h"

enum segment { SEGMENT_BLANK, SEGMENT_WORD, SEGMENT_JAPANESE, SEGMENT_SIGN };

/* The kind of the unit at s (valid UTF-8, not its end) and its length in bytes. */
enum segment segment_at(const char *s, size_t *len);
#endif
