/* list.h: growable arrays in a scope.  For everyone.
 *
 *     struct names { const char **at; size_t count, cap; } names = {0};
 *     *LIST_ADD(sc, &names) = "Aiko";
 *
 * LIST_ADD gives a zeroed new last element.  An array that moved leaves
 * its old room to the scope, so pointers into a list do not outlive the
 * next LIST_ADD. */
#ifndef BASE_LIST_H
#define BASE_LIST_H
#include "base/base.h"
#include "base/scope.h"

#define LIST_ADD(sc, list)                                                            \
	((list)->count == (list)->cap                                                 \
	 ? (void)((list)->at = list_grow((sc), (list)->at, &(list)->cap, sizeof *(list)->at)) \
	 : (void)0,                                                                   \
	 &(list)->at[(list)->count++])

void *list_grow(struct scope *, const void *at, size_t *cap, size_t size);

/* The commonest list. */
struct names { const char **at; size_t count, cap; };
bool list_has(const struct names *, const char *name);
/* All of them with a text between. */
const char *list_join(struct scope *, const struct names *, const char *between);
#endif
