/* compare.h: what differs between two documents, as documents.  For every floor from template/ up to render/.
 *
 * Both trees are taken apart into blocks: headings, paragraphs, rows of
 * tables, code.  Blocks are aligned: the same ones first, then headings
 * by their number, then what is most alike in between; what stands
 * elsewhere has moved.  Within a pair the words are aligned, cell by
 * cell in a row.  Nothing is found if and only if the canonical forms
 * (canon-1) are the same: a text that is broken into lines in another
 * way has not changed. */
#ifndef TEXT_MARKDOWN_COMPARE_H
#define TEXT_MARKDOWN_COMPARE_H
#include "text/markdown/markdown.h"

enum markdown_change {
	MARKDOWN_SAME,
	MARKDOWN_CHANGED,               /* words in it, or the list or quote it stands in */
	MARKDOWN_ADDED,
	MARKDOWN_REMOVED,
	MARKDOWN_MOVED,                 /* stood elsewhere; at its new place, its words compared */
	MARKDOWN_LEFT                   /* the same, at its old place */
};

enum markdown_block { MARKDOWN_HEADING, MARKDOWN_PARAGRAPH, MARKDOWN_CODE, MARKDOWN_RULE, MARKDOWN_HEAD_ROW,
                      MARKDOWN_TABLE_ROW,
                      MARKDOWN_EMPTY };

/* A run of words with one fate and one form.  The texts of all pieces of a block, the added ones left out, are its old
 * text; without the removed ones, its new text. */
struct markdown_piece {
	enum markdown_change change;    /* SAME, ADDED or REMOVED */
	int cell;                       /* of a row, from 0, counted over the columns of both sides */
	const char *text;               /* a blank in front where there is one */
	const char *form;               /* "" or marks around it as in Markdown, the innermost first: "*",
		"** [](target)", "`"; "```" for the
	                                 * language of code */
};

struct markdown_pieces { struct markdown_piece *at; size_t count, cap; };

struct markdown_compared {
	enum markdown_change change;
	enum markdown_block block;
	int depth;                      /* lists and quotes around it */
	int before, after;              /* its lines, 0 where it does not stand */
	int heading_before, heading_after;      /* index of the heading it stands under, or is; -1: none */
	const struct phrase *stood, *stands;    /* "heading of level 2", "in a list"; NULL if both are the same */
	size_t counterpart;             /* MOVED, LEFT: the block that is the other end */
	struct markdown_pieces pieces;  /* none if SAME */
	size_t group;                   /* where markdown_compare_html() has put it: PREFIX-group */
};

/* A block of the top level in which something differs: the first line that does, on each side; 0: none there. */
struct markdown_group { int before, after; };

struct markdown_comparison {
	struct { struct markdown_compared *at; size_t count, cap; } blocks;     /* in the order of the new document */
	struct { struct markdown_group *at; size_t count, cap; } groups;        /* by group; [0] is of no block */
	bool changed;
	struct comparing *inside;
};

/* Either may be NULL: nothing stood or stands there. */
struct markdown_comparison *markdown_compare(struct scope *, struct markdown *before, struct markdown *after);

/* The new document as HTML with the old words in it, <ins> and <del>; a <div class="piece"> for each block of the top
 * level; where something in it differs, <div class="piece touched" id="PREFIX-group">.  The prefix holds letters,
 * digits and '-'.  Both trees are used up: call this last. */
void markdown_compare_html(struct markdown_comparison *, const char *prefix, const struct markdown_linker *,
                           struct buf *);

/* The same in two columns, the old words beside the new ones: <div class="pair"><div class="old">, <div class="new">,
 * in each touched piece.  What is the same stands once, folded, under the words of unchanged(). */
struct markdown_sides { void (*unchanged)(void *context, size_t blocks, struct buf *); void *context; };
void markdown_compare_sides(struct markdown_comparison *, const char *prefix, const struct markdown_linker *,
                            const struct markdown_sides *, struct buf *);

/* A block in short, for people: what differs, with so many words of what is the same on each side of it, at most 40 of
 * a change; with more than 40 words all of it.  Cells have " | " between, line ends are a sign; where the mark around a
 * word is what differs, it stands around the word. */
void markdown_excerpt(struct scope *, const struct markdown_compared *, size_t words, struct markdown_pieces *out);

/* Has a word of the block come or gone? */
bool markdown_words_differ(const struct markdown_compared *);

const char *markdown_change_name(enum markdown_change);
const char *markdown_block_name(enum markdown_block);
#endif
