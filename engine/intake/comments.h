/* comments.h: what a reader says in a Word document of ours: comments, and changes of the reader's own.
 * For desk/ and command/.
 *
 * From the words of the .docx (text/reviewed.h).  Which file a comment stands in is told by our marks: the bookmark at
 * its beginning (package_bookmark), or the line that names it; where both are gone, by the words themselves. */
#ifndef INTAKE_COMMENTS_H
#define INTAKE_COMMENTS_H
#include "package/package.h"
#include "text/reviewed.h"

/* Who tracked a change behind whose name this stands, or "sarflow" alone, is us (render/redline.h). */
#define COMMENTS_OURS " (sarflow)"

enum comments_kind { COMMENTS_SAID, COMMENTS_SUGGESTED };

/* Where it stands in a version of the package; texts are "" and numbers 0 where they say nothing. */
struct comments_place {
	const char *file;               /* NULL: nobody can tell */
	const char *quote;              /* words of a text; which: the n-th time they stand there */
	size_t which;
	const char *row, *column;       /* of a register */
	const char *field;              /* of package.yaml */
};

struct comments_one {
	enum comments_kind kind;
	const char *author;             /* "" if the document does not say */
	const char *day;                /* YYYY-MM-DD, or "" */
	/* The words of the comment; of a suggestion, what goes and what comes: "[-old-] {+new+}", some words around. */
	const char *words;
	const char *passage;            /* what it is on, as we wrote it, our deletions left out; "" for none */
	const char *removed;            /* words of ours in it that are deletions, "" for none */
	struct comments_place place;
};
struct comments { struct comments_one *at; size_t count, cap; };

/* In the order of the document, what has no place in it last; suggestions of one paragraph are one.  Every comment of
 * the document is in the list. */
void comments_read(struct scope *, const struct reviewed *, const struct package *, struct comments *);
#endif
