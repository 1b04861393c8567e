/* unicode.c: the one door to utf8proc and iconv. */
#include "base/base.h"
#include "text/unicode.h"
#include <errno.h>
#include <iconv.h>
#include <utf8proc.h>

/* Eight bytes of ASCII, none of them NUL: most of every file. */
static bool is_plain(const utf8proc_uint8_t *s)
{
	const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
	uint64_t eight;
	memcpy(&eight, s, sizeof eight);
	return !((eight | (eight - ones)) & high);
}

bool unicode_is_valid(const char *bytes, size_t len, size_t *bad)
{
	const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)bytes;
	size_t i = 0;
	while (i < len) {
		if (len - i >= 8 && is_plain(s + i)) {
			i += 8;
			continue;
		}
		if (s[i] < 0x80) {
			if (s[i] == 0)
				break;
			i++;
			continue;
		}
		utf8proc_int32_t point;
		utf8proc_ssize_t n = utf8proc_iterate(s + i, (utf8proc_ssize_t)(len - i), &point);
		if (n <= 0)
			break;
		i += (size_t)n;
	}
	*bad = i;
	return i == len;
}

static void close_iconv(void *p) { iconv_close(p); }

static const char *to_utf8(struct scope *sc, const char *from, const char *bytes, size_t len, size_t *out_len)
{
	SCOPE(turn);
	iconv_t cd = iconv_open("UTF-8", from);
	if (cd == (iconv_t)-1)
		return NULL;
	scope_defer(turn, close_iconv, cd);
	char *out = scope_alloc(sc, len * 3 + 1, 1);
	char *in = (char *)(uintptr_t)bytes, *to = out;
	size_t in_left = len, out_left = len * 3;
	if (iconv(cd, &in, &in_left, &to, &out_left) == (size_t)-1 || in_left)
		return NULL;
	*out_len = (size_t)(to - out);
	return out;
}

const char *unicode_from_cp932(struct scope *sc, const char *bytes, size_t len, size_t *out_len)
{
	return to_utf8(sc, "CP932", bytes, len, out_len);
}

const char *unicode_from_utf16(struct scope *sc, const char *bytes, size_t len, size_t *out_len)
{
	bool marked = len >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
	const char *out = marked ? to_utf8(sc, "UTF-16", bytes, len, out_len) : NULL;
	return out && !memchr(out, '\0', *out_len) ? out : NULL;
}

static bool is_letter(unsigned char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

/* Single letters with an accent among Latin ones, as Windows-1252 writes them; read as CP932 they would be kanji.  In
 * Japanese text signs of more than one byte stand together. */
static bool looks_western(const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t odd = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < 0x80)
			continue;
		bool alone = (i + 1 == len || s[i + 1] < 0x80) && (i == 0 || s[i - 1] < 0x80);
		bool among = (i > 0 && is_letter(s[i - 1])) || (i + 1 < len && is_letter(s[i + 1]));
		if (s[i] < 0xc0 || !alone || !among)
			return false;
		odd++;
	}
	return odd > 0;
}

static int line_of(const char *bytes, size_t offset)
{
	int line = 1;
	for (size_t i = 0; i < offset; i++)
		line += bytes[i] == '\n';
	return line;
}

const char *unicode_normalise(struct scope *sc, const char *bytes, size_t len, bool allow_cp932,
                              size_t *out_len, enum unicode_origin *origin, int *bad_line)
{
	size_t bad;
	*origin = UNICODE_UTF8;
	if (len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		*origin = UNICODE_UTF8_BOM;
		bytes += 3;
		len -= 3;
	}
	if (!unicode_is_valid(bytes, len, &bad)) {
		*bad_line = line_of(bytes, bad);
		if (!allow_cp932 || bytes[bad] == '\0' || memchr(bytes, '\0', len))
			return NULL;
		if (looks_western(bytes, len)) {
			*origin = UNICODE_WESTERN;
			return NULL;
		}
		bytes = unicode_from_cp932(sc, bytes, len, &len);
		if (!bytes)
			return NULL;
		*origin = UNICODE_CP932;
	}
	char *out = NULL;
	if (memchr(bytes, '\r', len)) {
		size_t n = 0;
		out = scope_alloc(sc, len + 1, 1);
		for (size_t i = 0; i < len; i++) {
			if (bytes[i] == '\r' && (i + 1 == len || bytes[i + 1] == '\n'))
				continue;
			out[n++] = bytes[i] == '\r' ? '\n' : bytes[i];
		}
		out[n] = '\0';
		*out_len = n;
		return out;
	}
	*out_len = len;
	return bytes;
}

uint32_t unicode_together(uint32_t first, uint32_t second)
{
	utf8proc_int32_t pair[] = { (utf8proc_int32_t)first, (utf8proc_int32_t)second };
	if (utf8proc_get_property(pair[1])->combining_class == 0)
		return 0;
	return utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) == 1 ? (uint32_t)pair[0] : 0;
}

uint32_t unicode_at(const char *s, size_t *len)
{
	utf8proc_int32_t point = (unsigned char)*s;
	utf8proc_ssize_t n = point < 0x80 ? 1 : utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &point);
	*len = n > 0 ? (size_t)n : 1;
	return n > 0 && point >= 0 ? (uint32_t)point : 0xfffd;
}

int unicode_width(const char *text)
{
	int width = 0;
	while (*text) {
		if ((unsigned char)*text < 0x80) {
			width++;
			text++;
			continue;
		}
		size_t n;
		width += utf8proc_charwidth((utf8proc_int32_t)unicode_at(text, &n));
		text += n;
	}
	return width;
}

size_t unicode_units(const char *text)
{
	size_t units = 0;
	for (; *text; text++)
		units += ((unsigned char)*text & 0xc0) == 0x80 ? 0 : (unsigned char)*text >= 0xf0 ? 2 : 1;
	return units;
}

static void close_plain(void *p) { free(p); }

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

static const char *taken(struct scope *sc, utf8proc_uint8_t *made, const char *text)
{
	if (!made)
		return text;
	scope_defer(sc, close_plain, made);
	return (const char *)made;
}

const char *unicode_plain(struct scope *sc, const char *text)
{
	return is_ascii(text) ? text : taken(sc, utf8proc_NFKC((const utf8proc_uint8_t *)text), text);
}

const char *unicode_composed(struct scope *sc, const char *text)
{
	return is_ascii(text) ? text : taken(sc, utf8proc_NFC((const utf8proc_uint8_t *)text), text);
}

const char *unicode_folded(struct scope *sc, const char *text)
{
	utf8proc_uint8_t *made = NULL;
	if (utf8proc_map((const utf8proc_uint8_t *)text, 0, &made,
	                 UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD) < 0)
		return text;
	return taken(sc, made, text);
}

bool unicode_is_cjk(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af)
	       || (c >= 0xf900 && c <= 0xfaff) || (c >= 0x20000 && c <= 0x3ffff) || c == 0x3005 || c == 0x3007
	       || (c >= 0xff66 && c <= 0xff9f);
}

bool unicode_is_punctuation(uint32_t c)
{
	if (c < 0x80)
		return c > 0x20 && c < 0x7f && !((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'));
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO:
		return true;
	default:
		return false;
	}
}

bool unicode_is_letter(uint32_t c)
{
	utf8proc_category_t of = utf8proc_category((utf8proc_int32_t)c);
	return of >= UTF8PROC_CATEGORY_LU && of <= UTF8PROC_CATEGORY_NO;
}
