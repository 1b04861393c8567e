/* measure.c: how much room words take in a cell. */
#include "base/base.h"
#include "base/scope.h"
#include "render/measure.h"
#include "text/unicode.h"

int measure_width(const char *s)
{
	int most = 0;
	SCOPE(turn);
	while (*s) {
		size_t n = strcspn(s, "\n");
		int w = unicode_width(s[n] ? scope_copy_bytes(turn, s, n) : s);
		if (w > most)
			most = w;
		s += n + (s[n] == '\n');
	}
	return most;
}

/* How wide a letter of Arial is, in thousandths of its height. */
static int letter_width(uint32_t c)
{
	switch (c) {
	case 'i': case 'I': case 'j': case 'l': case '.': case ',': case ':': case ';': case '\'': case '|': case '!':
		return 260;
	case ' ': case 'f': case 't': case '(': case ')': case '[': case ']': case '/': case '\\': case '-': case 'r':
	case '"':
		return 340;
	case 'm': case 'w': case 'M': case 'W': case '%': case '@':
		return 860;
	default:
		return c >= 0x2e80 ? 1000 : c >= 0x80 ? 600 : c >= 'A' && c <= 'Z' ? 700 : 560;
	}
}

/* What stands together: up to a blank or a hyphen, or one letter of a script without blanks.  How many bytes. */
static size_t next_word(const char *s, int *wide, int *blank)
{
	size_t len = 0, n;
	*wide = *blank = 0;
	while (s[len] && s[len] != '\n') {
		uint32_t c = unicode_at(s + len, &n);
		if (c >= 0x2e80 && len)
			return len;
		len += n;
		if (c == ' ')
			*blank = letter_width(c);
		else
			*wide += letter_width(c);
		if (c == ' ' || c == '-' || c >= 0x2e80)
			return len;
	}
	return len;
}

/* A spreadsheet counts a column in digits of seven points; our letters are ten points high.  Some room is left, for no
 * two programs wrap alike. */
int measure_lines(const char *s, int width, bool bold)
{
	const int room = (width + 1) * (bold ? 450 : 480);
	int lines = 1, used = 0, wide, blank;
	while (*s) {
		if (*s == '\n') {
			lines++;
			used = 0;
			s++;
			continue;
		}
		s += next_word(s, &wide, &blank);
		if (used > 0 && used + wide > room) {
			lines++;
			used = 0;
		}
		lines += (used + wide - 1) / room;
		used = (used + wide - 1) % room + 1 + blank;
	}
	return lines;
}
