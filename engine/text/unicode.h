/* unicode.h: UTF-8 and what users send in its place.  For everyone from template/ up.
 *
 * Inside sarflow every text is valid UTF-8 without NUL. */
#ifndef TEXT_UNICODE_H
#define TEXT_UNICODE_H
#include "base/base.h"
#include "base/scope.h"

/* True if the bytes are UTF-8 (RFC 3629: shortest form, no surrogates) without NUL; else *bad is the offset. */
bool unicode_is_valid(const char *bytes, size_t len, size_t *bad);

/* CP932 (the Shift_JIS of Windows) to UTF-8; NULL if the bytes are not CP932 either. */
const char *unicode_from_cp932(struct scope *, const char *bytes, size_t len, size_t *out_len);

/* UTF-16 with its mark in front, as "Unicode text" of Excel, to UTF-8; NULL if it is not that. */
const char *unicode_from_utf16(struct scope *, const char *bytes, size_t len, size_t *out_len);

/* UNICODE_WESTERN: not read; it looks like Windows-1252, whose accented letters CP932 takes for kanji. */
enum unicode_origin { UNICODE_UTF8, UNICODE_UTF8_BOM, UNICODE_CP932, UNICODE_WESTERN };

/* Text for the engine from a file's bytes: BOM off, CR LF to LF, CP932 read where allowed.
 * NULL if it cannot be read as text; *bad_line then says where. */
const char *unicode_normalise(struct scope *, const char *bytes, size_t len, bool allow_cp932,
                              size_t *out_len, enum unicode_origin *origin, int *bad_line);

/* Columns the text takes in a fixed-width font: East Asian wide and full-width characters two, marks none. */
int unicode_width(const char *text);

/* How a spreadsheet counts: UTF-16 code units. */
size_t unicode_units(const char *text);

/* Compatibility form (NFKC): full-width Ｃ３ becomes C3. */
const char *unicode_plain(struct scope *, const char *text);

/* Composed form (NFC): a letter and its accent become one character where there is one. */
const char *unicode_composed(struct scope *, const char *text);
/* Composed, and capitals as small letters: what file systems that do not tell them apart compare. */
const char *unicode_folded(struct scope *, const char *text);
/* The one character that two are together (a letter and its accent, kana and its voicing); 0 if there is none. */
uint32_t unicode_together(uint32_t first, uint32_t second);

/* The code point at s (valid UTF-8) and its length in bytes. */
uint32_t unicode_at(const char *s, size_t *len);
/* Han, Hiragana, Katakana, Hangul: scripts written without blanks between words. */
bool unicode_is_cjk(uint32_t);
/* Unicode punctuation or symbol, as CommonMark 0.30 counts it. */
bool unicode_is_punctuation(uint32_t);
/* A letter, a digit or a mark upon one, of any script. */
bool unicode_is_letter(uint32_t);
#endif
