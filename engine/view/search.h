/* search.h: where words stand in a package: what things are called, texts, registers, files, letters, remarks.
 * For everyone above view/.
 *
 * A scan of main's tip: for some forty packages no index is needed.  Full-width and half-width forms, capitals and
 * small letters are the same; several words must all stand in one passage, row or remark. */
#ifndef VIEW_SEARCH_H
#define VIEW_SEARCH_H
#include "base/fault.h"
#include "base/list.h"

enum search_kind { SEARCH_PACKAGE, SEARCH_ELEMENT, SEARCH_LINE, SEARCH_REGISTER, SEARCH_TEXT, SEARCH_ROW, SEARCH_FILE,
                   SEARCH_LETTER, SEARCH_REMARK };
struct search_hit {
	const char *package, *title, *marking;
	enum search_kind kind;
	const char *where;              /* element, checklist line, heading, register and row, file, "remark 3" */
	const char *page;               /* of the package: "evidence/C-x.html#c3" */
	const char *excerpt;            /* around the first word */
};
enum { SEARCH_MOST = 40 };              /* hits of one package that are kept; the rest is counted */
struct search { const struct names *words; struct { struct search_hit *at; size_t count, cap; } hits; size_t more; };

/* The words of a question as they are compared; none: nothing is looked for. */
const struct names *search_words(struct scope *, const char *question);
struct desk;
/* Added to what is there; texts are kept in the scope, the desk may go. */
const struct fault *search_add(struct scope *, struct desk *, struct search *) MUST_USE;
#endif
