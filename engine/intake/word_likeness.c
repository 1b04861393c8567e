/* word_likeness.c: the units in which a heading is held against the words of a template.
 *
 * Of an English word its beginning, so that "inspected" and "inspection"
 * are one; of a run of Han each pair, for Japanese has no blanks; of
 * Katakana the whole run.  Hiragana holds words together and says little. */
#include "intake/word_private.h"
#include "text/segment.h"
#include "text/unicode.h"
#include <ctype.h>

enum { STEM = 6 };

bool word_has_unit(const struct word_units *units, const char *unit)
{
	for (size_t i = 0; i < units->count; i++)
		if (strcmp(units->at[i], unit) == 0)
			return true;
	return false;
}

static void add(struct scope *sc, struct word_units *units, const char *s, size_t n)
{
	const char *unit = scope_copy_bytes(sc, s, n);
	if (!word_has_unit(units, unit))
		*LIST_ADD(sc, units) = unit;
}

static bool says_little(const char *s, size_t n)
{
	static const char *const words[] = { "a",    "an",   "the",  "of",    "and",  "or",    "to",  "in",
		                             "on",   "for",  "by",   "is",    "are",  "be",    "its", "it",
		                             "as",   "at",   "with", "from",  "each", "every", "all", "has",
		                             "have", "that", "this", "which", "who",  "no" };
	for (size_t i = 0; i < countof(words); i++)
		if (strlen(words[i]) == n && memcmp(words[i], s, n) == 0)
			return true;
	return false;
}

static void add_word(struct scope *sc, struct word_units *units, const char *s, size_t n)
{
	if (isdigit((unsigned char)*s) || says_little(s, n))
		return;
	if (n > 3 && s[n - 1] == 's')
		n--;
	add(sc, units, s, n > STEM ? STEM : n);
}

static void add_japanese(struct scope *sc, struct word_units *units, const char *s, size_t n)
{
	size_t first, second;
	uint32_t c = unicode_at(s, &first);
	if (c >= 0x3041 && c <= 0x309f)
		return;
	if ((c >= 0x30a1 && c <= 0x30ff) || first == n) {
		add(sc, units, s, n);
		return;
	}
	for (size_t i = 0; i + first < n; i += first) {
		unicode_at(s + i, &first);
		unicode_at(s + i + first, &second);
		add(sc, units, s + i, first + second);
	}
}

/* Words of Latin letters joined by signs ("in-house") count one by one. */
static void add_words(struct scope *sc, struct word_units *units, const char *s, size_t n)
{
	for (size_t i = 0, len; i < n; i += len + 1) {
		len = 0;
		while (i + len < n && !strchr("-.,/_':", s[i + len]))
			len++;
		if (len)
			add_word(sc, units, s + i, len);
	}
}

void word_add_units(struct scope *sc, const char *text, struct word_units *units)
{
	const char *plain = unicode_folded(sc, unicode_plain(sc, text));
	for (size_t n; *plain; plain += n) {
		enum segment kind = segment_at(plain, &n);
		if (kind == SEGMENT_WORD)
			add_words(sc, units, plain, n);
		else if (kind == SEGMENT_JAPANESE)
			add_japanese(sc, units, plain, n);
	}
}

/* Behind 第3章, 第2節 and the like; NULL: it is not so numbered. */
static const char *behind_chapter(const char *s)
{
	static const char *const parts[] = { "章", "節", "項", "条", "編", "部" };
	if (strncmp(s, "第", strlen("第")) != 0)
		return NULL;
	s += strlen("第");
	s += strspn(s, " 0123456789");
	for (size_t i = 0; i < countof(parts); i++)
		if (strncmp(s, parts[i], strlen(parts[i])) == 0)
			return s + strlen(parts[i]);
	return NULL;
}

const char *word_behind_number(struct scope *sc, const char *text)
{
	const char *s = unicode_plain(sc, text), *chapter;
	s += strspn(s, " (");
	if ((chapter = behind_chapter(s)) != NULL)
		return chapter;
	size_t n = strspn(s, "0123456789.-");
	s += n;
	return n ? s + strspn(s, " ).") : s;
}
