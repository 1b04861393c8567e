/* render_private.c: a renderer that looks into the parts of a view, and so at the desk. */
#include "base/base.h"
#include "view/view_private.h"

const struct fault *render_private(struct desk *d, struct view *v);

const struct fault *render_private(struct desk *d, struct view *v) { return view_take_remarks(d, v); }
