/* answers.h: what the authority said in a workbook of ours that came back.  For desk/.
 *
 * It is held against the workbook as it was handed over, cell by cell, and
 * never against one made again: a newer program would make another.  Open
 * cells are read; an edit in any other is told and never applied; a column
 * or a sheet that is gone clears nothing. */
#ifndef INTAKE_ANSWERS_H
#define INTAKE_ANSWERS_H
#include "base/list.h"
#include "intake/doubt.h"
#include "template/template.h"
#include "text/workbook.h"

/* What was said in one row.  Texts are "" where nothing was. */
struct answers_line {
	const char *sheet;              /* the template's name for it */
	int row;                        /* in the returned file, from 1 */
	enum template_about about;
	const char *subject;            /* the checklist line or the number of the remark; "" in a row of their own */
	const char *name;               /* for this line, in this workbook: the subject, "+1", "own 1" */
	const char *verdict, *finding, *severity, *comment;
	bool understood;                /* the verdict is one of the choices */
	bool raises;                    /* it raises a deficiency, or nobody can say that it does not */
};
/* A cell of the block: who evaluated, and so on. */
struct answers_field { const char *key, *value; };
struct answers {
	struct { struct answers_line *at; size_t count, cap; } lines;
	struct { struct answers_field *at; size_t count, cap; } fields;
	size_t rows;                    /* of ours, that ask for an answer */
	size_t edits;                   /* in cells that are not theirs */
};

/* was: as it was handed over, NULL: nobody kept it.  is: as it came back.
 * What could not be placed is told in doubts, none of it dropped. */
const struct answers *answers_read(struct scope *, const struct template *, const struct template_profile *,
                                   const struct workbook *was, const struct workbook *is, struct doubts *);
/* "" if there is no such field. */
const char *answers_field(const struct answers *, const char *key);
#endif
