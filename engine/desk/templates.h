/* templates.h: the templates read so far, each snapshot once.  For desk/, view/ and command/. */
#ifndef DESK_TEMPLATES_H
#define DESK_TEMPLATES_H
#include "base/scope.h"

/* Who opens many desks hands the same one to each.  What is read into it ends with its scope, so that no desk that was
 * given it may outlive that; like a scope it is for one thread at a time. */
struct desk_templates;
struct desk_templates *desk_templates_new(struct scope *);
#endif
