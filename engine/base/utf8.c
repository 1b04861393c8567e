/* utf8.c: where a character begins and ends. */
#include "base/base.h"
#include "base/utf8.h"

static bool goes_on(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

size_t utf8_length(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n = *s < 0x80 ? 1 : *s < 0xc2 ? 0 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : *s < 0xf5 ? 4 : 0;
	for (size_t i = 1; i < n; i++)
		if (!goes_on(text[i]))
			return 0;
	bool too_long = (*s == 0xe0 && s[1] < 0xa0) || (*s == 0xf0 && s[1] < 0x90);
	bool no_character = (*s == 0xed && s[1] > 0x9f) || (*s == 0xf4 && s[1] > 0x8f);
	return too_long || no_character ? 0 : n;
}

size_t utf8_begin(const char *s, size_t at)
{
	while (at > 0 && goes_on(s[at]))
		at--;
	return at;
}

size_t utf8_cut(const char *s, size_t len, size_t most) { return len <= most ? len : utf8_begin(s, most); }

const char *utf8_first_line(struct scope *sc, const char *text, size_t most)
{
	size_t len = strcspn(text, "\n"), n = utf8_cut(text, len, most);
	bool more = n < len || (text[len] && text[len + 1]);
	return scope_printf(sc, "%.*s%s", (int)n, text, more ? " \xe2\x80\xa6" : "");
}
