/* viewing.h: the parts of a view, for the files view*.c. */
#ifndef PACKAGE_VIEWING_H
#define PACKAGE_VIEWING_H
#include "package/desk.h"
#include "package/facts.h"
#include "package/view.h"

const struct fault *view_take_remarks(struct desk *, struct view *) MUST_USE;
struct facts_table view_remarks_table(struct scope *, const struct view *);
#endif
