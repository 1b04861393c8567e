/* nameset.h: names of one length in hexadecimal digits (of objects, of events), each once, in little room.
 * For everyone.
 *
 * A name takes half a byte a digit and a slot of four bytes or eight, however many there are. */
#ifndef BASE_NAMESET_H
#define BASE_NAMESET_H
#include "base/base.h"
#include "base/scope.h"

enum { NAMESET_DIGITS = 40 };           /* the longest */
#define NAMESET_NONE SIZE_MAX

struct nameset;
/* digits: of each name, an even number.  It ends with the scope. */
struct nameset *nameset_new(struct scope *, size_t digits);
/* false: it was there. */
bool nameset_add(struct nameset *, const char *name);
bool nameset_has(const struct nameset *, const char *name);
/* How many names came before it, NAMESET_NONE if it is not there. */
size_t nameset_place(const struct nameset *, const char *name);
/* The name at a place, a NUL behind it. */
void nameset_name(const struct nameset *, size_t place, char out[NAMESET_DIGITS + 1]);
#endif
