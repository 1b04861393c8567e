/* remark_private.h: what the files that find the place of a remark share.  For compare/ only. */
#ifndef COMPARE_REMARK_PRIVATE_H
#define COMPARE_REMARK_PRIVATE_H
#include "compare/remark.h"

struct remark_search {
	struct scope *sc;
	const struct package *now;
	const struct fold_remark *of;
	struct remark_place *out;
};

/* It has lost its place. */
void remark_lose(struct remark_search *, const struct phrase *why);
/* Something of it is otherwise now, beside what was told before. */
void remark_change(struct remark_search *, const struct phrase *what);
/* A file as it was when the remark was made; NULL: that is this version, or cannot be read. */
struct package_then *remark_then(const struct remark_search *, const char *path);

/* remark_text.c: its words, in the text that still stands at its path (NULL: none does) or in another one; a text
 * itself, where none stands at its path any more. */
void remark_find_passage(struct remark_search *, const struct package_document *);
void remark_find_text(struct remark_search *);
/* remark_row.c */
void remark_find_row(struct remark_search *, const struct package_register *);
#endif
