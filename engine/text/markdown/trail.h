/* trail.h: where a passage of one document stands in a later or an earlier one.  For every floor from template/ up to
 * render/.
 *
 * The comparison of both documents (compare.h) says which block is which,
 * the words in a pair of blocks say which word is which.  What is followed
 * so keeps its place whatever was changed around it and in it, and no
 * passage that only reads the same, and stood there before, is taken for
 * it. */
#ifndef TEXT_MARKDOWN_TRAIL_H
#define TEXT_MARKDOWN_TRAIL_H
#include "text/markdown/quote.h"

struct markdown_trail;
struct markdown_followed {
	struct markdown_quote now;      /* exact: the words that stand in its place */
	bool moved;                     /* its block stood elsewhere in the document */
};

/* Nothing is compared before somebody asks.  before NULL: the newer document is new as a whole; after NULL: it is
 * gone. */
struct markdown_trail *markdown_trail_new(struct scope *, struct markdown *before, struct markdown *after);
/* Sets the quote's place in the older document; false if its words do not stand there. */
bool markdown_trail_begins(struct markdown_trail *, struct markdown_quote *);
/* Its place in the newer one; false if its words, or most of them, are gone from where they stood. */
bool markdown_trail_follow(struct scope *, struct markdown_trail *, const struct markdown_quote *,
                           struct markdown_followed *);
/* What is gone from where it stood: a block that came into the newer document of `to`, with its words or nearly so; or
 * its words, among words that came into it.  `to` may be `from`. */
bool markdown_trail_find_arrived(struct scope *, struct markdown_trail *from, const struct markdown_quote *,
                                 struct markdown_trail *to, struct markdown_followed *);
#endif
