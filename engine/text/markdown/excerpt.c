/* excerpt.c: a block in short, for a list of changes. */
#include "text/markdown/compare.h"
#include "base/list.h"
#include "text/segment.h"

/* Where the first n words of a text end, and where the last n begin; the whole if it has no more. */
static size_t first_words(const char *s, size_t n)
{
	size_t at = 0, len;
	while (s[at] && n > 0) {
		n -= segment_at(s + at, &len) != SEGMENT_BLANK;
		at += len;
	}
	return at;
}

static size_t last_words(const char *s, size_t n)
{
	size_t total = 0, at = 0, len;
	for (size_t k = 0; s[k]; k += len)
		total += segment_at(s + k, &len) != SEGMENT_BLANK;
	while (s[at] && total > n) {
		total -= segment_at(s + at, &len) != SEGMENT_BLANK;
		at += len;
	}
	return at;
}

static void add(struct scope *sc, struct markdown_pieces *out, const struct markdown_piece *like, const char *text)
{
	*LIST_ADD(sc, out) = (struct markdown_piece){ like->change, like->cell, text, like->form };
}

static void shorten(struct scope *sc, const struct markdown_piece *p, bool first, bool last, size_t words, struct markdown_pieces *out)
{
	size_t head = first ? 0 : first_words(p->text, words), tail = last ? strlen(p->text) : last_words(p->text, words);
	if (head >= tail) {
		add(sc, out, p, p->text);
		return;
	}
	const char *blank = p->text[tail] == ' ' ? "" : " ";
	add(sc, out, p, scope_printf(sc, "%.*s%s\xe2\x80\xa6%s%s", (int)head, p->text, first ? "" : " ", last ? "" : blank, p->text + tail));
}

void markdown_excerpt(struct scope *sc, const struct markdown_compared *k, size_t words, struct markdown_pieces *out)
{
	enum { LONGEST = 40 };          /* words of a change that are shown */
	for (size_t i = 0; i < k->pieces.count; i++) {
		const struct markdown_piece *p = &k->pieces.at[i];
		size_t enough;
		if (i > 0 && p->cell != p[-1].cell)
			add(sc, out, &(struct markdown_piece){ MARKDOWN_SAME, p->cell, "", "" }, " | ");
		if (p->change == MARKDOWN_SAME && k->change != MARKDOWN_MOVED)
			shorten(sc, p, i == 0, i + 1 == k->pieces.count, words, out);
		else if (p->text[enough = first_words(p->text, LONGEST)])
			add(sc, out, p, scope_printf(sc, "%.*s \xe2\x80\xa6", (int)enough, p->text));
		else
			add(sc, out, p, p->text);
	}
}
