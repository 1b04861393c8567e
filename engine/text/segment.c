/* segment.c: where a unit ends. */
#include "base/base.h"
#include "text/segment.h"
#include "text/unicode.h"
#include <ctype.h>

enum script { BLANK, LETTER, HAN, NUMERAL, HIRAGANA, KATAKANA, SIGN };

/* 〇一二三四五六七八九十百千万: a number and what it counts are two words. */
static bool is_numeral(uint32_t c)
{
	static const uint32_t all[] = { 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d,
	                                0x5341, 0x767e, 0x5343, 0x4e07 };
	for (size_t i = 0; i < countof(all); i++)
		if (all[i] == c)
			return true;
	return false;
}

static enum script script_of(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r') ? BLANK : isalnum((int)c) ? LETTER : SIGN;
	if (is_numeral(c))
		return NUMERAL;
	if (c == 0x3000 || c == 0xa0)
		return BLANK;
	if (c >= 0x3041 && c <= 0x309f)
		return HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30ff && c != 0x30fb) || (c >= 0xff66 && c <= 0xff9f))
		return KATAKANA;
	if (unicode_is_cjk(c))
		return HAN;
	return unicode_is_punctuation(c) ? SIGN : LETTER;
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
