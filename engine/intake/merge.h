/* merge.h: a table that came in, held against a register as it was and as it is.  For intake/ and desk/.
 *
 * Three states of a cell: as it was when the file was made (base), as the
 * file has it now (theirs), as the package has it now.  What the file did
 * not change stays as it is; what only the file changed is taken; what
 * both changed to different things is a conflict and stays as it is.  A
 * file that nobody made from the package has no base: then a cell that is
 * empty in it, and a row that is not in it, say nothing, unless it is said
 * to be the whole register. */
#ifndef INTAKE_MERGE_H
#define INTAKE_MERGE_H
#include "intake/doubt.h"
#include "intake/taken.h"
#include "package/package.h"

/* The register as it was: a row by its token, its cells by the register's columns; NULL: that cell is not known. */
struct merge_was { const char *token; const char **cells; };
struct merge_base { struct merge_was *at; size_t count, cap; };
/* The rows of a register as a workbook of ours names them on a sheet. */
const struct merge_base *merge_base_of(struct scope *, const char *sheet, const struct package_register *);
/* The same from the hidden sheet that a workbook for editing carries; NULL if it is not that. */
const struct merge_base *merge_base_read(struct scope *, const struct template_register *,
                                         const struct workbook_sheet *);

enum merge_kind { MERGE_ADD, MERGE_CHANGE, MERGE_REMOVE };
struct merge_row {
	enum merge_kind kind;
	size_t row;                     /* of the register as it is; PACKAGE_NO_ROW: it comes */
	int from;                       /* in the file, from 1; 0: it is not there */
	const char **cells;             /* by column; NULL: as it is */
};
struct merge {
	const struct package_register *now;
	struct { struct merge_row *at; size_t count,
		cap; } rows;       /* changed and removed in the register's order */
	size_t same, conflicts;         /* rows that change nothing; cells that both sides changed */
	size_t absent;                  /* rows of the register that the file has not, and that stay */
};

/* whole: what the file has not, the register shall not have.  Nothing is taken, and doubts say why, where the columns
 * of the key are missing or the register itself cannot be read. */
const struct merge *merge_table(struct scope *, const struct package *, const struct taken *, const struct merge_base *,
                                bool whole, struct doubts *);

/* The register's file with these changes: what did not change stays byte for byte.  FAULT_REFUSED if it cannot be
 * changed so. */
const struct fault *merge_write(struct scope *, const struct merge *, const char *bytes, size_t len,
                                struct buf *) MUST_USE;
#endif
