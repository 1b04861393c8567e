/* fields.h: what a program asks for, as the values that a form would bear.  For web/.
 *
 * The body is anybody's: what is not one of the fields, or not of its kind, is refused. */
#ifndef WEB_FIELDS_H
#define WEB_FIELDS_H
#include "web/page.h"

/* TEXT: "as" = the text; NUMBER: from 1; FLAG: "yes" where it is true; LIST: "as" for each text; MAP: "as.KEY" = the
 * text; CELLS: "was.KEY" and "now.KEY" of {KEY: {"was": text, "now": text}}. */
enum fields_kind { FIELDS_TEXT, FIELDS_NUMBER, FIELDS_FLAG, FIELDS_LIST, FIELDS_MAP, FIELDS_CELLS };
/* as: the name in the form; NULL: the same.  A table of them is ended by a name of NULL. */
struct field { const char *name; enum fields_kind kind; bool must; const char *as; };

bool fields_is_json(const char *type);
/* Read ask->body, JSON, or where files may come with it a form with files, into ask->values and ask->files, in place of
 * what they held.  FAULT_USAGE says what is off. */
const struct fault *fields_read(struct page_ask *, const struct field *, bool files) MUST_USE;
#endif
