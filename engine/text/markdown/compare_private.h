/* compare_private.h: what the files of the comparison share: documents taken apart into leaves.
 * For text/markdown/ only. */
#ifndef TEXT_MARKDOWN_COMPARE_PRIVATE_H
#define TEXT_MARKDOWN_COMPARE_PRIVATE_H
#include "text/diff.h"
#include "text/markdown/compare.h"
#include "text/markdown/tree_private.h"

#define NOWHERE ((size_t)-1)

/* Emphasis and links around a word. */
struct styling { cmark_node *node; const struct styling *outer; int depth; uint32_t symbol; };

struct token {
	const char *text;
	uint32_t len, symbol;
	const struct styling *style;
	cmark_node *whole;              /* code, an image, a line break: taken as it is */
	bool blank;                     /* a blank stands before it */
	bool aside;                     /* of code: its language */
	bool weak;                      /* says little alone: a sign, one small word of Hiragana */
};
struct tokens { struct token *at; size_t count, cap; };

/* A list, an item, a quote, a table: what leaves stand in. */
struct container {
	cmark_node *node;
	size_t parent;
	uint32_t place;                 /* symbol of the kinds of container around, and its own */
	int depth, start;               /* start: of an ordered list, 0 where that says nothing */
	size_t partner;                 /* on the other side, or NOWHERE */
	cmark_node *last;               /* while the tree is put together: the child put in last */
};

/* What holds words and no other block. */
struct leaf {
	cmark_node *node;
	enum markdown_block block;
	size_t container;
	int line, heading;
	uint32_t content, symbol;       /* equal: the same text; the same text in the same place */
	uint32_t name;                  /* of a heading: what it is known by; else 0 */
	size_t partner;                 /* on the other side, or NOWHERE */
	bool moved;
	struct tokens *cells;           /* one, or one for each cell; NULL until they are asked for */
	size_t cell_count;
	uint32_t *words;                /* sorted symbols, for the likeness */
	size_t word_count;
};

struct side {
	struct markdown *m;
	struct { struct container *at; size_t count, cap; } containers; /* the first is the document */
	struct { struct leaf *at; size_t count, cap; } leaves;
};

/* A word of the comparison.  blank: one stands before it, on either side if it is the same on both. */
struct fate { enum markdown_change change; int cell; const struct token *token; bool blank; };
struct fates {
	struct fate *at; size_t count, cap;
	struct { char *at; size_t count, cap; } cells;  /* '-' of the old side only, '+' of the new, '=' of both */
};

/* leaves; NOWHERE on the side where it does not stand */
struct entry { size_t a, b; enum markdown_change change; };

struct comparing {
	struct scope *sc;
	struct side a, b;
	struct diff_names *names;
	struct { uint32_t *at; size_t count; } compact;         /* by symbol: its number within the pair, 0: none yet */
	struct { struct entry *at; size_t count, cap; } entries;        /* of the blocks, in their order */
};

/* leaves.c */
void markdown_collect_leaves(struct comparing *, struct side *);
void markdown_cut_leaf(struct comparing *, struct leaf *);
/* pairs.c: partner and moved of all leaves. */
void markdown_pair_leaves(struct comparing *);
/* fates.c: the words of a pair, of one leaf alone. */
void markdown_fates(struct scope *, struct comparing *, struct leaf *before, struct leaf *after, struct fates *);
/* Can two words stand in one piece? */
bool markdown_go_together(const struct fate *, const struct fate *);
/* weave.c: partner of the containers of all leaves that are pairs. */
void markdown_join_containers(struct comparing *);
/* sides.c: the blocks of a woven tree, numbered where they are touched, in two columns. */
void markdown_put_sides(cmark_node *top, const char *prefix, const struct markdown_linker *,
                        const struct markdown_sides *, struct buf *);
/* weave_words.c: a CUSTOM node; the words of one cell written below a node, from `at` on: where those of the next
 * begin. */
cmark_node *markdown_mark_new(cmark_node_type, const char *enter, const char *leave);
size_t markdown_write_words(struct scope *, const struct fates *, size_t at, int cell, cmark_node *top);
#endif
