/* lookup.h: from a name to its place in a list, however long the list is.  For everyone.
 *
 * The names are not copied: they live at least as long as the lookup. */
#ifndef BASE_LOOKUP_H
#define BASE_LOOKUP_H
#include "base/base.h"
#include "base/scope.h"

#define LOOKUP_NONE SIZE_MAX

struct lookup;
struct lookup *lookup_new(struct scope *);
/* Of a name given twice the first place stays, as in a search from the front; false then. */
bool lookup_add(struct lookup *, const char *name, size_t place);
/* Under a name that is no other's: #2 behind what is given a second time.  The name, in the lookup's scope if it is
 * new. */
const char *lookup_add_own(struct lookup *, const char *name, size_t place);
/* The place of a name, LOOKUP_NONE if it has none. */
size_t lookup_find(const struct lookup *, const char *name);
#endif
