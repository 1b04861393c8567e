/* segment.c: where a unit ends. */
#include "base/base.h"
#include "text/segment.h"
#include "text/unicode.h"

enum script { BLANK, LETTER, HAN, HIRAGANA, KATAKANA, SIGN };

static enum script script_of(uint32_t c)
{
	if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0x3000 || c == 0xa0)
		return BLANK;
	if (c >= 0x3041 && c <= 0x309f)
		return HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30ff && c != 0x30fb) || (c >= 0xff66 && c <= 0xff9f))
		return KATAKANA;
	if (unicode_is_cjk(c))
		return HAN;
	return c < 0x20 || unicode_is_punctuation(c) ? SIGN : LETTER;
}

/* A sign that holds a number or a word together, with letters or digits on both sides. */
static bool holds(const char *s, size_t *len)
{
	size_t next;
	if (!*s || !strchr("-.,/_':", *s) || !s[1] || script_of(unicode_at(s + 1, &next)) != LETTER)
		return false;
	*len = 1 + next;
	return true;
}

enum segment segment_at(const char *s, size_t *len)
{
	size_t n, next;
	enum script first = script_of(unicode_at(s, &n));
	if (first == SIGN) {
		*len = n;
		return SEGMENT_SIGN;
	}
	while (s[n] && (script_of(unicode_at(s + n, &next)) == first || (first == LETTER && holds(s + n, &next))))
		n += next;
	*len = n;
	return first == BLANK ? SEGMENT_BLANK : first == LETTER ? SEGMENT_WORD : SEGMENT_JAPANESE;
}
