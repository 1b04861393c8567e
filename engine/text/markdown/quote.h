/* quote.h: a passage of a document, kept by its words and found again after edits.
 * For every floor from template/ up to render/.
 *
 * The W3C TextQuoteSelector (Web Annotation Data Model, section 4.2.4):
 * the exact words, and some before and behind them.  Words are those a
 * reader sees: marks are gone, runs of blanks and line ends are one
 * blank.  The place is where the exact words stand; of several, the one
 * whose surroundings agree most, the first if they agree alike.  Few
 * words in surroundings that agree nowhere are other words: gone. */
#ifndef TEXT_MARKDOWN_QUOTE_H
#define TEXT_MARKDOWN_QUOTE_H
#include "text/markdown/markdown.h"

struct markdown_quote {
	const char *exact, *prefix, *suffix;    /* prefix, suffix: "" where there is nothing, or nothing is known */
	int line, end_line;
	int block_line;                 /* of the paragraph, row or code block it begins in */
	int heading;                    /* index of the heading it stands under, -1: none */
};

/* How often the words stand in the document, blanks collapsed. */
size_t markdown_quote_count(struct scope *, const struct markdown *, const char *words);
/* The n-th of them, from 1, with its surroundings; false if there are fewer. */
bool markdown_quote_take(struct scope *, const struct markdown *, const char *words, size_t n, struct markdown_quote *);
/* Find exact again; sets the lines and the heading.  False if the words are gone. */
bool markdown_quote_find(struct scope *, const struct markdown *, struct markdown_quote *);
/* The words of the block that begins at a line, at most so many bytes of them, whole words; "" where none does. */
const char *markdown_quote_block(struct scope *, const struct markdown *, int line, size_t most);
/* Words as they are compared: blanks collapsed, none at the ends. */
const char *markdown_quote_words(struct scope *, const char *text);
#endif
