/* comments_private.h: what comments.c and comments_place.c share.  For intake/comments*.c alone. */
#ifndef INTAKE_COMMENTS_PRIVATE_H
#define INTAKE_COMMENTS_PRIVATE_H
#include "base/buf.h"
#include "base/list.h"
#include "intake/comments.h"

/* What stands around a comment, as we wrote it: its paragraph, the words before it in that; the cells of its row, and
 * the heads of their columns. */
struct comments_context {
	const char *file;               /* by the marks, or NULL */
	const char *block, *before;
	const struct names *cells, *heads;      /* NULL: it stands in no table */
	size_t cell;
};

/* The file that a paragraph begins, by its bookmark (NULL: it has none) or by its words; NULL if it begins none. */
const char *comments_file(struct scope *, const struct package *, const char *bookmark, const char *words);
void comments_find(struct scope *, const struct package *, const struct comments_context *, struct comments_one *);
#endif
