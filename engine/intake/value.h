/* value.h: what a cell of a received table is as a value of a register.  For intake/ and desk/.
 *
 * What people and spreadsheets write is read where it can mean one thing
 * only, and what was done is said; where it can mean two, or was lost
 * before it came, that is said and nothing is guessed. */
#ifndef INTAKE_VALUE_H
#define INTAKE_VALUE_H
#include "base/finding.h"
#include "template/template.h"
#include "text/workbook.h"

struct value {
	const char *text;               /* as the register has it; NULL: nothing can be taken from this cell */
	enum finding_level level;       /* of says: how much it matters (doubt.h) */
	const struct phrase *says;      /* what is to be known about it; NULL: nothing */
};
struct value value_read(struct scope *, const struct template *, const struct template_column *,
                        const struct workbook_cell *);

/* Without blanks of any kind around it. */
const char *value_trimmed(struct scope *, const char *);
/* For comparing words: compatibility form, small letters, only letters and digits: "Ｏｐ． No." is "opno". */
const char *value_bare(struct scope *, const char *);
/* ✓ OK Ｐａｓｓ TRUE 可 and the like: 1 for yes, 0 for no, -1 for neither. */
int value_is_yes(struct scope *, const char *);
#endif
