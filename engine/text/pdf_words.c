/* pdf_words.c: titles and languages that came out of a PDF. */
#include "base/base.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/letter.h"
#include "text/pdf_words.h"
#include "text/unicode.h"
#include <ctype.h>

enum { ESCAPE = 0x1b, LANGUAGE_MOST = 35, TAG_MOST = 1 << 20 };

/* An escape, a language and a country, an escape: behind it the text is in that language. */
static size_t escape_length(const char *s, size_t left)
{
	for (size_t n = 1; n < left && n <= 5; n++)
		if (s[n] == ESCAPE)
			return n + 1;
	return 1;
}

/* Controls become blanks, for they may stand between words. */
static const char *without_controls(struct scope *sc, const char *bytes, size_t len)
{
	struct buf *out = buf_new(sc);
	for (size_t i = 0; i < len; ) {
		unsigned char c = (unsigned char)bytes[i];
		bool upper = c == 0xc2 && i + 1 < len && (unsigned char)bytes[i + 1] < 0xa0;
		if (c == ESCAPE) {
			i += escape_length(bytes + i, len - i);
		} else if (c < 0x20 || c == 0x7f || upper) {
			buf_char(out, ' ');
			i += upper ? 2 : 1;
		} else {
			buf_char(out, bytes[i++]);
		}
	}
	return out->at;
}

static const char *one_blank(struct scope *sc, const char *text)
{
	struct buf *out = buf_new(sc);
	for (; *text; text++)
		if (*text != ' ' || (out->len && text[1] && text[1] != ' '))
			buf_char(out, *text);
	return out->at;
}

static const char *cut_title(struct scope *sc, const char *text)
{
	const char *at = text;
	for (size_t n = 0; *at && n < PDF_WORDS_TITLE; n++)
		at += utf8_length(at);
	return scope_copy_bytes(sc, text, (size_t)(at - text));
}

const char *pdf_words_title(struct scope *sc, const char *bytes, size_t len)
{
	size_t bad;
	const char *text = without_controls(sc, bytes, len);
	if (!unicode_is_valid(text, strlen(text), &bad))
		return "";
	text = unicode_composed(sc, text);
	const char *seen = letter_mended(sc, text, LETTER_RUNNING);
	return cut_title(sc, one_blank(sc, seen ? seen : text));
}

const char *pdf_words_language(struct scope *sc, const char *bytes, size_t len)
{
	char *out = scope_copy_bytes(sc, bytes, len);
	bool first = true;
	if (len < 2 || len > LANGUAGE_MOST || !isalpha((unsigned char)out[0]) || out[len - 1] == '-')
		return "";
	for (char *c = out; c < out + len; c++) {
		if ((unsigned char)*c > 0x7f || (!isalnum((unsigned char)*c) && (*c != '-' || c[1] == '-')))
			return "";
		first = first && *c != '-';
		*c = (char)(first ? tolower((unsigned char)*c) : *c);
	}
	return out;
}

/* --- the packet --- */

static const char *find(const char *at, const char *end, const char *what)
{
	return at && at < end ? memmem(at, (size_t)(end - at), what, strlen(what)) : NULL;
}

static void put_point(struct buf *out, unsigned long point)
{
	if (point < 0x80)
		buf_char(out, (char)point);
	else if (point < 0x800)
		buf_printf(out, "%c%c", (char)(0xc0 | point >> 6), (char)(0x80 | (point & 0x3f)));
	else if (point < 0x10000)
		buf_printf(out, "%c%c%c", (char)(0xe0 | point >> 12), (char)(0x80 | (point >> 6 & 0x3f)),
		           (char)(0x80 | (point & 0x3f)));
	else
		buf_printf(out, "%c%c%c%c", (char)(0xf0 | point >> 18), (char)(0x80 | (point >> 12 & 0x3f)),
		           (char)(0x80 | (point >> 6 & 0x3f)), (char)(0x80 | (point & 0x3f)));
}

/* What is no reference of XML stays as it is written.  Returns how many bytes were read. */
static size_t put_reference(struct buf *out, const char *s)
{
	static const struct { const char *name; char sign; } named[] = { { "&amp;", '&' }, { "&lt;", '<' },
		{ "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' } };
	char *end = NULL;
	for (size_t i = 0; i < countof(named); i++)
		if (strncmp(s, named[i].name, strlen(named[i].name)) == 0) {
			buf_char(out, named[i].sign);
			return strlen(named[i].name);
		}
	bool hex = s[1] == '#' && s[2] == 'x';
	bool digits = s[1] == '#' && isxdigit((unsigned char)s[hex ? 3 : 2]);
	unsigned long point = digits ? strtoul(s + (hex ? 3 : 2), &end, hex ? 16 : 10) : 0;
	if (point == 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000) || *end != ';') {
		buf_char(out, '&');
		return 1;
	}
	put_point(out, point);
	return (size_t)(end - s) + 1;
}

static const char *resolved(struct scope *sc, const char *text)
{
	struct buf *out = buf_new(sc);
	while (*text)
		if (*text == '&')
			text += put_reference(out, text);
		else
			buf_char(out, *text++);
	return out->at;
}

/* The item from its tag on: its text, and whether it is the one for every reader.  *at goes behind it. */
static const char *next_item(struct scope *sc, const char **at, const char *end, bool *usual)
{
	const char *tag = find(*at, end, "<rdf:li"), *open = find(tag, end, ">"), *close = find(open, end, "</rdf:li>");
	*at = close;
	if (!close)
		return NULL;
	*usual = find(tag, open, "x-default") != NULL;
	return resolved(sc, scope_copy_bytes(sc, open + 1, (size_t)(close - open - 1)));
}

const char *pdf_words_xmp(struct scope *sc, const char *xml, size_t len)
{
	const char *end = xml + (len < TAG_MOST ? len : TAG_MOST), *at = find(xml, end, "<dc:title"), *first = NULL;
	const char *stop = find(at, end, "</dc:title>");
	size_t bad;
	bool usual = false;
	for (const char *item; stop && (item = next_item(sc, &at, stop, &usual)); ) {
		if (!unicode_is_valid(item, strlen(item), &bad))
			return "";
		if (usual)
			return item;
		first = first ? first : item;
	}
	return first ? first : "";
}
