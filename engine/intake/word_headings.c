/* word_headings.c: the headings of a document: those that have the style of one, or what was made to look like one by
 * hand where none has. */
#include "intake/word_private.h"
#include "text/unicode.h"
#include <ctype.h>

enum { SHORT = 60 };            /* columns of a line that may be a heading */

/* --- by hand --- */

static bool is_sentence(const char *words)
{
	size_t n = strlen(words);
	return n > 2 && (words[n - 1] == '.' || words[n - 1] == ':' || strcmp(words + n - 3, "\xe3\x80\x82") == 0);
}

static bool is_strong(const struct json *inlines)
{
	bool strong = json_count(inlines) > 0;
	for (size_t i = 0, n = json_count(inlines); i < n && strong; i++)
		strong = word_is(json_item(inlines, i), "Strong") || word_is(json_item(inlines, i), "Space");
	return strong;
}

static bool begins_with_line(struct scope *sc, const struct template *t, const char *words)
{
	const struct template_requirements *all = template_requirements(t);
	bool found = false;
	for (size_t i = 0; i < all->count && !found; i++)
		found = isalpha((unsigned char)*all->at[i].id) && word_begins_with_id(sc, words, all->at[i].id);
	return found;
}

bool word_looks_like_heading(struct word *w, const struct json *paragraph)
{
	SCOPE(turn);
	const struct json *inlines = word_content(paragraph);
	const char *words = word_is(paragraph, "Para") ? word_plain(turn, inlines, false) : "";
	return *words && unicode_width(words) <= SHORT && !is_sentence(words)
	       && (is_strong(inlines) || begins_with_line(turn, w->request->template, words));
}

/* "3.2 " is of the second level. */
static int level_by_hand(const char *words)
{
	int level = 1;
	for (; isdigit((unsigned char)*words) || *words == '.'; words++)
		level += *words == '.' && isdigit((unsigned char)words[1]);
	return level;
}

/* --- all of them --- */

static void add(struct word *w, int64_t level, const struct json *inlines, const char *anchor)
{
	const char *words = word_plain(w->sc, inlines, false);
	*LIST_ADD(w->sc, &w->headings) = (struct word_heading){
		.level = level < 1 || level > 9 ? 1 : (int)level, .text = words, .words = words,
		.anchor = anchor ? anchor : "" };
}

static void collect(struct word *w, const struct json *blocks)
{
	for (size_t i = 0, n = json_count(blocks); i < n; i++) {
		const struct json *j = json_item(blocks, i), *content = word_content(j);
		int64_t level = 1;
		if (word_is(j, "Div"))
			collect(w, json_item(content, 1));
		for (size_t k = 0; word_holds_headings(j) && k < json_count(word_items(j)); k++)
			if (word_is_headed(json_item(word_items(j), k)))
				collect(w, json_item(word_items(j), k));
		if (w->by_hand && word_looks_like_heading(w, j))
			add(w, level_by_hand(word_plain(w->sc, content, false)), content, NULL);
		if (!word_is(j, "Header"))
			continue;
		json_number(json_item(content, 0), &level);
		add(w, level, json_item(content, 2), json_text(json_item(json_item(content, 1), 0)));
	}
}

void word_collect_headings(struct word *w, const struct json *blocks)
{
	collect(w, blocks);
	w->by_hand = w->headings.count == 0;
	if (w->by_hand)
		collect(w, blocks);
}

int word_highest_level(const struct word *w)
{
	int level = 9;
	for (size_t i = 0; i < w->headings.count; i++)
		level = w->headings.at[i].level < level ? w->headings.at[i].level : level;
	return level;
}

bool word_begins_with_title(const struct word *w)
{
	int level = word_highest_level(w);
	size_t of_level = 0;
	for (size_t i = 0; i < w->headings.count; i++)
		of_level += w->headings.at[i].level == level;
	return w->headings.count > 1 && of_level == 1 && w->headings.at[0].level == level;
}
