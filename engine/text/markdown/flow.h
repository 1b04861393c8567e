/* flow.h: two documents as one run of blocks, each block and each word with its fate.
 * For every floor from template/ up to render/.
 *
 * For those who write a comparison in another form than HTML.  All that is not ADDED, in its order, is the old
 * document, word by word; all that is not REMOVED the new one.  What moved is REMOVED at its old place and ADDED at
 * the new one.  Lists and tables are told of their blocks, not around them. */
#ifndef TEXT_MARKDOWN_FLOW_H
#define TEXT_MARKDOWN_FLOW_H
#include "text/markdown/compare.h"

enum markdown_run_kind { MARKDOWN_RUN_WORDS, MARKDOWN_RUN_CODE, MARKDOWN_RUN_PICTURE, MARKDOWN_RUN_BREAK };
/* How words stand out; they may be added up. */
enum { MARKDOWN_EMPHASIS = 1, MARKDOWN_STRONG = 2, MARKDOWN_RAISED = 4, MARKDOWN_LOWERED = 8 };

struct markdown_run {
	enum markdown_change change;    /* SAME, ADDED, REMOVED */
	enum markdown_run_kind kind;
	unsigned style;
	const char *text;               /* of a picture: what stands in its place; of a break: "\n" */
	const char *target;             /* of a link or a picture; NULL: none */
};
struct markdown_runs { struct markdown_run *at; size_t count, cap; };

/* What a block stands as.  list: a number of its own for each list, from 1, the same for both documents where it is
 * the same list; 0: it stands in none. */
struct markdown_standing { int level, quotes, items, list, begins; bool numbered, first; };

struct markdown_flow_block {
	enum markdown_change change;    /* SAME: it stood and stands; its words tell what differs */
	enum markdown_block block;
	/* level: of a heading; items: lists around it; begins: the first number of the list; first: it begins its item
	 * and bears the bullet.  stood differs from stands in SAME only. */
	struct markdown_standing stood, stands;
	int table;                      /* rows that stand together have one number, from 1; 0: no row */
	struct markdown_runs *cells;    /* one, or one for each cell of a row */
	size_t cell_count;
};
struct markdown_flow { struct markdown_flow_block *at; size_t count, cap; };

/* While the trees are there: before markdown_compare_html(). */
struct markdown_flow *markdown_flow(struct scope *, struct markdown_comparison *);
bool markdown_stands_alike(const struct markdown_standing *, const struct markdown_standing *);
#endif
