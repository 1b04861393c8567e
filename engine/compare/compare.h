/* compare.h: what differs between two states of a package, a line a change.  For everyone from guard/ up.
 *
 * package.yaml, columns.csv and front matters are compared by field,
 * registers by the key of their rows, texts as documents
 * (text/markdown/compare.h), attachments by digest, the template by what it asks, used packages by
 * their pins and then like this one ("profile:registers/x.csv"). */
#ifndef COMPARE_COMPARE_H
#define COMPARE_COMPARE_H
#include "base/list.h"
#include "package/package.h"
#include "text/markdown/compare.h"

enum compare_kind { COMPARE_ADDED, COMPARE_REMOVED, COMPARE_CHANGED, COMPARE_MOVED };
enum compare_place { COMPARE_FIELD, COMPARE_FRONT, COMPARE_TEXT, COMPARE_ROW, COMPARE_ATTACHMENT, COMPARE_TEMPLATE,
                     COMPARE_PIN };

struct compare_change {
	enum compare_kind kind;
	enum compare_place place;
	/* package.yaml, evidence/C-x.md, registers/x.csv, attachments/C/x.pdf, or the template's name */
	const char *file;
	int line;                       /* in the new state; of what is gone, in the old one; 0: none */
	const struct template_element *element; /* whose sign-offs cover it; NULL: the package as a whole */
	const char *requirements;       /* that it answers, "C1, C2"; "" if none is known */
	const char *what;               /* the field, the row's key, the heading it stands under, the path, the rule */
	const char *column;             /* of a changed cell, else NULL */
	const char *before, *after;     /* of a changed value; where it was and is; "" where there is none */
	size_t document, block, count;  /* COMPARE_TEXT: the first of so many blocks that stand together */
};
struct compare_changes { struct compare_change *at; size_t count, cap; };

struct compare_document {
	const char *path;
	const struct package_document *before, *after;  /* one of them may be NULL */
	struct markdown_comparison *text;
};

struct compare {
	const struct package *before, *after;
	struct compare_changes changes;         /* by element, those of the package as a whole first */
	struct { struct compare_document *at; size_t count, cap; } documents;   /* those whose text differs */
};

/* before NULL: nothing.  Rows of registers that only one of both templates knows count as added or removed. */
struct compare *compare_packages(struct scope *, const struct package *before, const struct package *after);

/* What each change is known by, whatever else changes, in every language: its place, what stood and what stands there,
 * by all of its content; which one it is of those that say the same of one place. */
const char *const *compare_change_ids(struct scope *, const struct compare *);

const char *compare_kind_name(enum compare_kind);
const char *compare_place_name(enum compare_place);
#endif
