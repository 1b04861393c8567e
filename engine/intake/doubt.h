/* doubt.h: what somebody should look at before a received file counts.  For everyone from intake/ up.
 *
 * Whatever was read otherwise than it was written, could not be read, or
 * has no place here: it is said, and nothing is guessed or dropped in
 * silence. */
#ifndef INTAKE_DOUBT_H
#define INTAKE_DOUBT_H
#include "base/finding.h"
#include "base/phrase.h"
#include "base/remedy.h"

/* note: read in another form, nothing is lost.  warning: taken, and worth a look.  error: not taken, or not as it
 * stands. */
struct doubt {
	enum finding_level level;
	const char *sheet;              /* or another part of the file; "" for all of it */
	int row, column;                /* from 1; 0: none */
	const struct phrase *says;
	const struct remedy *remedy;    /* the same act again with more said, or NULL */
};
struct doubts { struct scope *sc; struct doubt *at; size_t count, cap; };

struct doubts *doubt_list(struct scope *);
/* Texts are copied. */
void doubt_add(struct doubts *, enum finding_level, const char *sheet, int row, int column, const struct phrase *);
/* The same with what to do about it. */
void doubt_add_remedy(struct doubts *, enum finding_level, const char *sheet, int row, int column,
	const struct phrase *,
                      const struct remedy *);
size_t doubt_count(const struct doubts *, enum finding_level);
/* "Operations!B7", "Operations, row 7", "Operations". */
const char *doubt_place(struct scope *, const struct doubt *);

/* Many are alike: the same words about one column.  They stand together, the worst first, then in the file's order:
 * where the next such group begins behind `from`, and how many are in it; false: there is none. */
void doubt_sort(struct doubts *);
bool doubt_group(const struct doubts *, size_t from, size_t *count);
#endif
