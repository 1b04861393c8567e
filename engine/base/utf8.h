/* utf8.h: characters in UTF-8 (RFC 3629), as bytes; what they mean is text/unicode.h.  For everyone. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include "base/base.h"
#include "base/buf.h"
#include "base/scope.h"

/* The bytes of the character at s, 0 if there is none: no overlong form, no surrogate, nothing past U+10FFFF.  The NUL
 * behind a text is one, and ends a character that is cut off. */
size_t utf8_length(const char *s);
/* The bytes of the character at s where it may reach neither a terminal nor a page as it is, else 0: controls, escape
 * among them, what turns text round or isolates it, what has no width, tags; and a byte that is no character.
 * code: its number, U+FFFD where it has none. */
size_t utf8_hidden(const char *s, uint32_t *code);
/* The text for a page, U+FFFD in the place of each such character but line feed and tab. */
void utf8_put_shown(struct buf *, const char *text);
/* Where a text of len bytes, or a longer one, is cut so that at most `most` bytes are left and no character is torn. */
size_t utf8_cut(const char *s, size_t len, size_t most);
/* Where the character begins that the byte at `at` belongs to. */
size_t utf8_begin(const char *s, size_t at);
/* The first line, at most so many bytes of it, an ellipsis behind it where more follows. */
const char *utf8_first_line(struct scope *, const char *text, size_t most);
#endif
