/* identity.h: whether a workbook is one of ours, and which.  For desk/.
 *
 * It says so three times, because programs drop properties, people delete
 * sheets, and copies lose both: in its properties, on its hidden sheet, and
 * in a line at the top of every sheet. */
#ifndef INTAKE_IDENTITY_H
#define INTAKE_IDENTITY_H
#include "text/workbook.h"

struct identity {
	int form;                       /* TOKEN_FORM, or that of another version of the program */
	const char *package, *profile;
	int submittal;                  /* 0: of none */
	const char *version, *template; /* their first digits, or all; "" where it has none: the work tree */
};
/* false: it is not ours. */
bool identity_read(struct scope *, const struct workbook *, struct identity *);
/* Does this id begin with what the workbook says? */
bool identity_fits(const char *said, const char *id);
/* A sheet of ours by its key, else by its name; NULL: there is none. */
const struct workbook_sheet *identity_sheet(struct scope *, const struct workbook *, const char *key);
#endif
