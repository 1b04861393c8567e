/* register.h: the page of one register.  For render/.  into is emptied first. */
#ifndef RENDER_REGISTER_H
#define RENDER_REGISTER_H
#include "base/buf.h"
#include "view/view.h"

void register_put(struct scope *, const struct view *, const struct package_register *, struct buf *into);
#endif
