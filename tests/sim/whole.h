/* whole.h: is everything there that the references reach?  For tests/sim alone. */
#ifndef SIM_WHOLE_H
#define SIM_WHOLE_H
#include "base/scope.h"

/* What is missing or damaged, in words, or NULL: objects, and the content of attachments. */
const char *whole_find_broken(struct scope *, const char *folder);
#endif
