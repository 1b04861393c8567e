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

static uint32_t code_of(const unsigned char *s, size_t n)
{
	static const unsigned char first[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t code = s[0] & first[n];
	for (size_t i = 1; i < n; i++)
		code = code << 6 | (s[i] & 0x3f);
	return code;
}

size_t utf8_hidden(const char *s, uint32_t *code)
{
	static const struct { uint32_t from, to; } ranges[] = {
		{ 0, 0x1f }, { 0x7f, 0x9f }, { 0xad, 0xad }, { 0x61c, 0x61c }, { 0x180e, 0x180e }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e }, { 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb }, { 0xe0000, 0xe0fff },
	};
	if ((unsigned char)*s >= ' ' && (unsigned char)*s < 0x7f)
		return 0;
	size_t n = utf8_length(s);
	*code = n ? code_of((const unsigned char *)s, n) : 0xfffd;
	for (size_t i = 0; n && i < countof(ranges); i++)
		if (*code >= ranges[i].from && *code <= ranges[i].to)
			return n;
	return n ? 0 : 1;
}

/* Most of a page is this, and goes as it is. */
static size_t plain_length(const char *s)
{
	size_t n = 0;
	while ((s[n] >= ' ' && s[n] < 0x7f) || s[n] == '\n' || s[n] == '\t')
		n++;
	return n;
}

void utf8_put_shown(struct buf *b, const char *text)
{
	uint32_t code;
	while (*text) {
		size_t n = plain_length(text), hidden = 0;
		while (text[n] && !(hidden = utf8_hidden(text + n, &code))) {
			n += utf8_length(text + n);
			n += plain_length(text + n);
		}
		buf_put(b, text, n);
		if (text[n])
			buf_text(b, "\xef\xbf\xbd");
		text += n + (text[n] ? hidden : 0);
	}
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
