/* conflict.h: the marks a merge leaves in a text where two people changed the same lines.  For everyone. */
#ifndef BASE_CONFLICT_H
#define BASE_CONFLICT_H
#include "base/base.h"

/* The next line behind that one (0: from the first) that begins with seven of < | or > and a blank or its end; 0: none.
 * Not the seven = between them: in Markdown they make a heading. */
int conflict_next(const char *text, size_t len, int behind);
#endif
