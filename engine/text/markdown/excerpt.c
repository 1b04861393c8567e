/* excerpt.c: a block in short, for a list of changes. */
#include "base/utf8.h"
#include "text/markdown/compare.h"
#include "base/buf.h"
#include "base/list.h"
#include "text/letter.h"
#include "text/segment.h"

enum {
	LONGEST = 40,                   /* words of a change that are shown */
	ALONE = 12,                     /* words that are shown of a block in which no word differs */
	LEAST = 4                       /* fewer words than these are not worth three dots */
};

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

static size_t count_words(const char *s)
{
	size_t total = 0, len;
	for (size_t k = 0; s[k]; k += len)
		total += segment_at(s + k, &len) != SEGMENT_BLANK;
	return total;
}

static size_t last_words(const char *s, size_t n)
{
	size_t total = count_words(s), at = 0, len;
	while (s[at] && total > n) {
		total -= segment_at(s + at, &len) != SEGMENT_BLANK;
		at += len;
	}
	return at;
}

static const char *cut_end(struct scope *sc, const char *text, size_t words)
{
	enum { BYTES = 600 };           /* whatever a word is */
	size_t enough = first_words(text, words);
	if (enough > BYTES) {
		enough = utf8_cut(text, enough, BYTES);
		return scope_printf(sc, "%.*s\xe2\x80\xa6", (int)enough, text);
	}
	return count_words(text + enough) < LEAST ? text : scope_printf(sc, "%.*s \xe2\x80\xa6", (int)enough, text);
}

/* The middle goes, or what lies before the first change or after the last. */
static const char *shorten(struct scope *sc, const char *text, bool first, bool last, size_t words)
{
	size_t head = first ? 0 : first_words(text, words), tail = last ? strlen(text) : last_words(text, words);
	if (first && last)
		return cut_end(sc, text, ALONE);
	if (head >= tail || count_words(text + head) - count_words(text + tail) < LEAST)
		return text;
	const char *blank = text[tail] == ' ' ? "" : " ";
	return scope_printf(sc, "%.*s%s\xe2\x80\xa6%s%s", (int)head, text, first ? "" : " ", last ? "" : blank,
	                    text + tail);
}

/* A line end as a sign with a blank on both sides; the last one of the block says nothing. */
static const char *in_one_line(struct scope *sc, const struct markdown_compared *k, size_t i, const char *text)
{
	struct buf *b = buf_new(sc);
	const char *behind = i + 1 < k->pieces.count ? k->pieces.at[i + 1].text : "";
	if (!strchr(text, '\n'))
		return text;
	for (; *text; text++) {
		const char *next = text[1] ? text + 1 : behind;
		if (*text != '\n')
			buf_char(b, *text);
		else if (*next)
			buf_printf(b, "%s\xe2\x86\xb5%s", b->len && b->at[b->len - 1] == ' ' ? "" : " ", *next == ' '
			           || *next == '\n' ? "" : " ");
	}
	return b->at;
}

/* --- marks around words --- */

/* Is the mark around the words what differs?  It stands on one side of a change and not on the other; a link also where
 * it has no other side. */
static bool form_differs(const struct markdown_compared *k, size_t i)
{
	const struct markdown_piece *p = &k->pieces.at[i], *at = k->pieces.at;
	size_t from = i, to = i + 1;
	bool other = false;
	while (from > 0 && at[from - 1].change != MARKDOWN_SAME && at[from - 1].cell == p->cell)
		from--;
	while (to < k->pieces.count && at[to].change != MARKDOWN_SAME && at[to].cell == p->cell)
		to++;
	for (; from < to; from++) {
		if (at[from].change == p->change)
			continue;
		other = true;
		if (strcmp(at[from].form, p->form) == 0)
			return false;
	}
	return *p->form && (other || strstr(p->form, "]("));
}

/* Words with the marks of their form around them, as in Markdown; the innermost is named first. */
static const char *put_form(struct scope *sc, const char *form, const char *text)
{
	while (*form) {
		size_t len = strcspn(form, " ");
		/* a target with a blank in it */
		while (strchr("[!", *form) && form[len] && form[len - 1] != ')')
			len += 1 + strcspn(form + len + 1, " ");
		const char *target = memmem(form, len, "](", 2);
		if (target)
			text = scope_printf(sc, "%.*s%s%.*s", (int)(target - form), form, text,
			                    (int)(form + len - target), target);
		else
			text = scope_printf(sc, "%.*s%s%.*s", (int)len, form, text, (int)len, form);
		form += len + (form[len] == ' ');
	}
	return text;
}

/* Raised or lowered: 10^-6^ reads as another number without its marks. */
static bool is_raised(const char *form)
{
	for (; *form; form += strcspn(form, " "), form += *form == ' ')
		if (strchr("^~", *form))
			return true;
	return false;
}

/* --- pieces --- */

static void add(struct scope *sc, struct markdown_pieces *out, const struct markdown_piece *like,
                enum markdown_change change, const char *text)
{
	*LIST_ADD(sc, out) = (struct markdown_piece){ change, like->cell, text, like->form };
}

/* What changed in one go is one piece. */
static void join(struct scope *sc, struct markdown_pieces *out)
{
	size_t kept = 0, end;
	for (size_t i = 0; i < out->count; i = end) {
		struct markdown_piece p = out->at[i];
		struct buf *text = NULL;
		for (end = i + 1; end < out->count && p.change != MARKDOWN_SAME && out->at[end].change == p.change
		     && out->at[end].cell == p.cell; end++) {
			if (!text)
				buf_text(text = buf_new(sc), p.text);
			buf_text(text, out->at[end].text);
		}
		if (text)
			p.text = text->at;
		out->at[kept++] = p;
	}
	out->count = kept;
}

/* A blank before marked words stands before the mark, unless the words after them have none.  end: behind the last
 * pieces that were looked at, which changed in one go. */
static bool blank_goes_before(const struct markdown_compared *k, size_t i, size_t *end)
{
	const struct markdown_piece *p = &k->pieces.at[i];
	if (*p->text != ' ')
		return false;
	if (i > 0 && p->change == MARKDOWN_ADDED && p[-1].change == MARKDOWN_REMOVED
	    && p[-1].cell == p->cell)
		return true;
	for (i = *end > i ? *end : i + 1; i < k->pieces.count && k->pieces.at[i].change == p->change
	     && k->pieces.at[i].cell == p->cell; )
		i++;
	*end = i;
	return i == k->pieces.count || k->pieces.at[i].cell != p->cell || *k->pieces.at[i].text == ' ';
}

/* What stands in the place of a changed piece on the other side, NULL if nothing does. */
static const char *other_side(const struct markdown_compared *k, size_t i)
{
	const struct markdown_piece *p = &k->pieces.at[i];
	if (i + 1 < k->pieces.count && p[1].cell == p->cell && p[1].change != p->change && p[1].change != MARKDOWN_SAME)
		return p[1].text;
	if (i > 0 && p[-1].cell == p->cell && p[-1].change != p->change && p[-1].change != MARKDOWN_SAME)
		return p[-1].text;
	return NULL;
}

static void add_changed(struct scope *sc, const struct markdown_compared *k, size_t i, size_t words, size_t *end,
                        struct markdown_pieces *out)
{
	const struct markdown_piece *p = &k->pieces.at[i];
	bool both = k->change == MARKDOWN_CHANGED || k->change == MARKDOWN_MOVED;
	const char *text = p->text;
	if (both && blank_goes_before(k, i, end)) {
		add(sc, out, p, MARKDOWN_SAME, " ");
		text++;
	}
	const char *other = other_side(k, i);
	text = letter_told(sc, text, other ? other + (*other == ' ' && *text != ' ') : NULL);
	text = words > LONGEST ? text : cut_end(sc, text, LONGEST);
	text = in_one_line(sc, k, i, text);
	const char *blank = *text == ' ' ? " " : "";
	add(sc, out, p, p->change, is_raised(p->form) || (both && form_differs(k, i)) ? scope_printf(sc, "%s%s", blank,
		put_form(sc, p->form, text + strlen(blank))) : text);
}

void markdown_excerpt(struct scope *sc, const struct markdown_compared *k, size_t words, struct markdown_pieces *out)
{
	size_t end = 0;
	if (k->pieces.count == 0 && k->change != MARKDOWN_SAME)
		add(sc, out, &(struct markdown_piece){ k->change, 0, "", "" }, MARKDOWN_SAME, k->block == MARKDOWN_RULE
		    ? "---" : "(empty)");
	for (size_t i = 0; i < k->pieces.count; i++) {
		const struct markdown_piece *p = &k->pieces.at[i];
		bool last = i + 1 == k->pieces.count;
		if (i > 0 && p->cell != p[-1].cell)
			add(sc, out, &(struct markdown_piece){ MARKDOWN_SAME, p->cell, "", "" }, MARKDOWN_SAME, " | ");
		if (p->change != MARKDOWN_SAME) {
			add_changed(sc, k, i, words, &end, out);
			continue;
		}
		const char *text = in_one_line(sc, k, i, p->text);
		if (is_raised(p->form))
			text = put_form(sc, p->form, text);
		if (k->change == MARKDOWN_MOVED)
			text = words > LONGEST ? text : cut_end(sc, text, LONGEST);
		else if (words <= LONGEST)
			text = shorten(sc, text, i == 0, last, words);
		add(sc, out, p, MARKDOWN_SAME, text);
	}
	join(sc, out);
}
