/* letter.c: the table of odd characters. */
#include "base/base.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/letter.h"
#include "text/unicode.h"

enum kind { PLAIN, HIDDEN, BLANK, DASH, WIDE, HALF, FOREIGN, SPLIT };

/* Characters by range; the name is said where a range has one. */
static const struct range { uint32_t from, to; enum kind kind; const char *name; } ranges[] = {
	{ 0x0001, 0x0008, HIDDEN, "control character" }, { 0x000b, 0x001f, HIDDEN, "control character" },
	{ 0x007f, 0x009f, HIDDEN, "control character" }, { 0x00a0, 0x00a0, BLANK, "no-break blank" },
	{ 0x00ad, 0x00ad, HIDDEN, "soft hyphen" }, { 0x034f, 0x034f, HIDDEN, "invisible joiner" },
	{ 0x061c, 0x061c, HIDDEN, "direction mark" }, { 0x115f, 0x1160, HIDDEN, "invisible filler" },
	{ 0x17b4, 0x17b5, HIDDEN, "invisible vowel" }, { 0x180b, 0x180f, HIDDEN, "variation selector" },
	{ 0x2000, 0x200a, BLANK, "blank of another width" }, { 0x200b, 0x200b, HIDDEN, "zero width space" },
	{ 0x200c, 0x200d, HIDDEN, "zero width joiner" }, { 0x200e, 0x200f, HIDDEN, "direction mark" },
	{ 0x2010, 0x2010, DASH, "hyphen" }, { 0x2011, 0x2011, DASH, "non-breaking hyphen" },
	{ 0x2012, 0x2015, DASH, "dash" }, { 0x2028, 0x2029, HIDDEN, "line separator" },
	{ 0x202a, 0x202e, HIDDEN, "direction mark" }, { 0x202f, 0x202f, BLANK, "narrow no-break blank" },
	{ 0x205f, 0x205f, BLANK, "blank of another width" }, { 0x2060, 0x2064, HIDDEN, "word joiner" },
	{ 0x2066, 0x206f, HIDDEN, "direction mark" }, { 0x2212, 0x2212, DASH, "minus sign" },
	{ 0x3000, 0x3000, BLANK, "ideographic blank" }, { 0x301c, 0x301c, DASH, "wave dash" },
	{ 0x3164, 0x3164, HIDDEN, "invisible filler" }, { 0xfe00, 0xfe0f, HIDDEN, "variation selector" },
	{ 0xfeff, 0xfeff, HIDDEN, "byte order mark" }, { 0xff01, 0xff5d, WIDE, "" },
	{ 0xff5e, 0xff5e, DASH, "full-width tilde" }, { 0xff61, 0xff9f, HALF, "" },
	{ 0xffa0, 0xffa0, HIDDEN, "invisible filler" }, { 0xffe0, 0xffe6, WIDE, "" },
	{ 0xfff9, 0xfffb, HIDDEN, "annotation mark" }, { 0xe0001, 0xe007f, HIDDEN, "tag character" },
	{ 0xe0100, 0xe01ef, HIDDEN, "variation selector" },
};
/* Their names, for the catalogue of phrases. */
static const char *word_for(const char *name)
{
	const char *const words[] = {
		WORD("control character"), WORD("no-break blank"), WORD("soft hyphen"), WORD("invisible joiner"),
		WORD("direction mark"), WORD("invisible filler"), WORD("invisible vowel"), WORD("variation selector"),
		WORD("blank of another width"), WORD("zero width space"), WORD("zero width joiner"), WORD("hyphen"),
		WORD("non-breaking hyphen"), WORD("dash"), WORD("line separator"), WORD("narrow no-break blank"),
		WORD("word joiner"), WORD("minus sign"), WORD("ideographic blank"), WORD("wave dash"),
		WORD("byte order mark"), WORD("full-width tilde"), WORD("annotation mark"), WORD("tag character"),
	};
	for (size_t i = 0; i < countof(words); i++)
		if (strcmp(words[i], name) == 0)
			return words[i];
	return "";
}

/* Greek and Cyrillic letters with the look of a Latin one. */
static const struct { uint32_t point; char plain; } foreign[] = {
	{ 0x391, 'A' }, { 0x392, 'B' }, { 0x395, 'E' }, { 0x396, 'Z' }, { 0x397, 'H' }, { 0x399, 'I' }, { 0x39a, 'K' },
	{ 0x39c, 'M' }, { 0x39d, 'N' }, { 0x39f, 'O' }, { 0x3a1, 'P' }, { 0x3a4, 'T' }, { 0x3a5, 'Y' }, { 0x3a7, 'X' },
	{ 0x3bf, 'o' }, { 0x405, 'S' }, { 0x406, 'I' }, { 0x408, 'J' }, { 0x410, 'A' }, { 0x412, 'B' }, { 0x415, 'E' },
	{ 0x41a, 'K' }, { 0x41c, 'M' }, { 0x41d, 'H' }, { 0x41e, 'O' }, { 0x420, 'P' }, { 0x421, 'C' }, { 0x422, 'T' },
	{ 0x423, 'Y' }, { 0x425, 'X' }, { 0x430, 'a' }, { 0x435, 'e' }, { 0x43e, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
	{ 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' }, { 0x456, 'i' }, { 0x458, 'j' },
};

static const struct range *range_of(uint32_t c)
{
	size_t low = 0, high = countof(ranges);
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (ranges[mid].to < c)
			low = mid + 1;
		else
			high = mid;
	}
	return low < countof(ranges) && ranges[low].from <= c ? &ranges[low] : NULL;
}

static char latin_of(uint32_t c)
{
	for (size_t i = 0; i < countof(foreign) && c >= 0x391 && c <= 0x458; i++)
		if (foreign[i].point == c)
			return foreign[i].plain;
	return '\0';
}

static bool is_wide_letter(uint32_t c)
{
	return (c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a);
}

/* A letter of Greek or Cyrillic is foreign beside Latin letters and digits only. */
static bool has_own_script(const char *text)
{
	for (size_t n; *text; text += n) {
		uint32_t c = unicode_at(text, &n);
		if (c >= 0x370 && c <= 0x52f && !latin_of(c))
			return true;
	}
	return false;
}

/* What the character is in this use; before: the one it follows, 0 at the beginning. */
static enum kind kind_of(uint32_t c, uint32_t before, enum letter_use use, bool own_script)
{
	if (c >= 0x20 && c < 0x7f)
		return PLAIN;
	if (before && unicode_together(before, c))
		return SPLIT;
	const struct range *r = range_of(c);
	enum kind k = r ? r->kind : latin_of(c) && !own_script ? FOREIGN : PLAIN;
	if (k == HIDDEN || k == PLAIN)
		return k;
	if (use == LETTER_CODE)
		return k;
	if (use == LETTER_NAME)
		return k == WIDE && !is_wide_letter(c) ? PLAIN : c == 0x301c || c == 0xff5e || c == 0x3000 ? PLAIN : k;
	return PLAIN;
}

static const char *point_text(struct scope *sc, uint32_t c) { return scope_printf(sc, "U+%04X", c); }

/* The usual character in place of an odd one, "" where there is none. */
static const char *plain_of(struct scope *sc, const char *s, size_t n, enum kind k, uint32_t c)
{
	switch (k) {
	case BLANK:   return " ";
	case DASH:    return c == 0x301c || c == 0xff5e ? "~" : "-";
	case WIDE: case HALF: return unicode_plain(sc, scope_copy_bytes(sc, s, n));
	case FOREIGN: return scope_printf(sc, "%c", latin_of(c));
	default:      return "";
	}
}

static const struct phrase *say(struct scope *sc, const char *text, size_t at, size_t n, enum kind k, uint32_t c)
{
	const struct range *r = range_of(c);
	const char *point = point_text(sc, c), *plain = plain_of(sc, text + at, n, k, c);
	const struct phrase *name = r ? phrase_bare(word_for(r->name)) : NULL;
	switch (k) {
	case HIDDEN: return phrase_new(sc, "{point} ({name}), which cannot be seen", point, name);
	case BLANK:  return phrase_new(sc, "{point} ({name}), which is another character than a blank", point, name);
	case DASH:
		return phrase_new(sc, "{point} ({name}), which is another character than {plain}", point, name, plain);
	case WIDE:   return phrase_new(sc, "{point}, the full-width form of {plain}", point, plain);
	case HALF:   return phrase_new(sc, "{point}, the half-width form of {plain}", point, plain);
	case FOREIGN:
		return phrase_new(sc, "{point}, a letter of another script that looks like {plain}", point, plain);
	default: {
		size_t from = utf8_begin(text, at - 1);
		return phrase_new(sc, "{letter} written as two characters, of which {point} is the second",
		                  unicode_composed(sc, scope_copy_bytes(sc, text + from, at + n - from)), point);
	}
	}
}

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x7f || ((unsigned char)*s < 0x20 && *s != '\n' && *s != '\t'))
			return false;
	return true;
}

bool letter_odd(struct scope *sc, const char *text, enum letter_use use, size_t *from, struct letter *out)
{
	if (*from == 0 && is_ascii(text))
		return false;
	size_t n, m;
	uint32_t before = *from ? unicode_at(text + utf8_begin(text, *from - 1), &m) : 0;
	bool own = has_own_script(text);
	for (size_t at = *from; text[at]; at += n) {
		uint32_t c = unicode_at(text + at, &n);
		enum kind k = kind_of(c, before, use, own);
		before = c;
		if (k == PLAIN)
			continue;
		*out = (struct letter){ at, c, say(sc, text, at, n, k, c) };
		*from = at + n;
		return true;
	}
	return false;
}

static const char *mend_once(struct scope *sc, const char *text, enum letter_use use)
{
	if (is_ascii(text))
		return NULL;
	struct buf *out = buf_new(sc);
	bool own = has_own_script(text), odd = false;
	uint32_t before = 0;
	for (size_t at = 0, n; text[at]; at += n) {
		uint32_t c = unicode_at(text + at, &n);
		enum kind k = kind_of(c, before, use, own);
		odd = odd || k != PLAIN;
		if (k == PLAIN || k == SPLIT)
			buf_put(out, text + at, n);
		else
			buf_text(out, plain_of(sc, text + at, n, k, c));
		before = c;
	}
	return odd ? unicode_composed(sc, out->at) : NULL;
}

/* Composing makes some letters into others, which are to be mended as well. */
const char *letter_mended(struct scope *sc, const char *text, enum letter_use use)
{
	enum { ROUNDS = 4 };            /* two were seen to be needed */
	const char *out = NULL, *next = text;
	for (int i = 0; i < ROUNDS && (next = mend_once(sc, next, use)) != NULL; i++)
		out = next;
	return out;
}

/* --- looks --- */

const char *letter_look(struct scope *sc, const char *text)
{
	if (is_ascii(text))
		return text;
	struct buf *out = buf_new(sc);
	uint32_t before = 0;
	for (size_t at = 0, n; text[at]; at += n) {
		uint32_t c = unicode_at(text + at, &n);
		enum kind k = kind_of(c, 0, LETTER_CODE, false);
		bool kana = before >= 0x30a1 && before <= 0x30ff;
		if (k == DASH && kana && c != 0x301c && c != 0xff5e)
			buf_text(out, "\xe3\x83\xbc");         /* a dash in place of the long vowel's sign */
		else if (k == PLAIN)
			buf_put(out, text + at, n);
		else
			buf_text(out, plain_of(sc, text + at, n, k, c));
		before = c;
	}
	return unicode_composed(sc, out->at);
}

const struct phrase *letter_difference(struct scope *sc, const char *a, const char *b)
{
	size_t n = 1, m = 1;
	while (*a && *b && unicode_at(a, &n) == unicode_at(b, &m)) {
		a += n;
		b += m;
	}
	if (!*a || !*b)
		return phrase_new(sc, "{point} at the end", point_text(sc, unicode_at(*a ? a : b, &n)));
	return phrase_new(sc, "{point} against {other}", point_text(sc, unicode_at(a, &n)),
	                  point_text(sc, unicode_at(b, &m)));
}

const char *letter_spelled(struct scope *sc, const char *text, enum letter_use use)
{
	struct buf *out = buf_new(sc);
	bool own = has_own_script(text);
	uint32_t before = 0;
	for (size_t at = 0, n; text[at]; at += n) {
		uint32_t c = unicode_at(text + at, &n);
		if (kind_of(c, before, use, own) == PLAIN)
			buf_put(out, text + at, n);
		else
			buf_printf(out, "<U+%04X>", c);
		before = c;
	}
	return out->at;
}

const char *letter_told(struct scope *sc, const char *text, const char *other)
{
	bool twins = other && strcmp(text, other) != 0 && strcmp(letter_look(sc, text), letter_look(sc, other)) == 0;
	return is_ascii(text) ? text : letter_spelled(sc, text, twins ? LETTER_CODE : LETTER_RUNNING);
}
