/* seals.h: who signs what, and how far it is: the columns of approvals of a paper form.  For everyone above view/. */
#ifndef VIEW_SEALS_H
#define VIEW_SEALS_H
#include "base/list.h"
#include "view/view.h"

enum seals_state { SEALS_NOT_ASKED, SEALS_WAITS, SEALS_FELL, SEALS_STANDS };

struct seals_cell { enum seals_state state; const char *day; };         /* day: of the sign-off; NULL: there is none */
struct seals_row { const struct template_element *unit; struct seals_cell *cells; };    /* by role */
struct seals {
	struct names roles;             /* that some transition wants to sign, in the template's order */
	struct { struct seals_row *at; size_t count, cap; } rows;       /* units that the category uses */
	size_t asked, stand, fell;
};

/* For view.c, which keeps it: of a view with its sign-offs. */
const struct seals *seals_of(struct scope *, const struct view *);
#endif
