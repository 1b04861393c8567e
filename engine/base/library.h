/* library.h: a library that is taken in where it is needed, so that the program's start need not wait for it.
 * For the doors of text/ and web/: in the loads of their jobs (base/helper.h), or once in a process. */
#ifndef BASE_LIBRARY_H
#define BASE_LIBRARY_H
#include "base/base.h"

/* into: a pointer to a pointer to a function. */
struct library_symbol { const char *name; void *into; };

/* The library under the name that linking with it would have recorded ("libqpdf.so.29"), and all of these functions of
 * it.  false: it is not here, or lacks one of them; none is then to be called.  Again: does nothing new. */
bool library_load(const char *file, const struct library_symbol *, size_t count);
#endif
