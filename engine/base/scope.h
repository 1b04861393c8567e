/* scope.h: memory and handles that end together.  For everyone.
 *
 * One command, one web request, one test: one scope.  Nothing taken from
 * a scope is ever given back alone; scope_close() runs the deferred
 * closers, newest first, then drops the memory.  Out of memory ends the
 * process: scope_alloc() never returns NULL.  Built with -DSCOPE_DEBUG,
 * every object is its own malloc, so ASan still sees each overrun. */
#ifndef BASE_SCOPE_H
#define BASE_SCOPE_H
#include "base/base.h"

struct scope;

struct scope *scope_open(void);
void scope_close(struct scope *);
void scope_closep(struct scope **);                     /* for SCOPE() */
void *scope_alloc(struct scope *, size_t count, size_t size);   /* zeroed */
char *scope_printf(struct scope *, const char *fmt, ...) PRINTF(2, 3);
char *scope_copy(struct scope *, const char *s);                 /* NULL stays NULL */
char *scope_copy_bytes(struct scope *, const void *, size_t);   /* with a NUL behind */

/* Hand a foreign handle to the scope: close(handle) runs at the end. */
void scope_defer(struct scope *, void (*close)(void *), void *handle);

/* Before a library that takes much memory and gives it back in turns, as zlib does for each part and object it packs:
 * what is given back stays with the process, up to a bound, and is not faulted in again.  Once is enough. */
void scope_keep_heap(void);

#define NEW(sc, type)       ((type *)scope_alloc((sc), 1, sizeof(type)))
#define NEWS(sc, type, n)   ((type *)scope_alloc((sc), (n), sizeof(type)))
#define SCOPE(name) \
	struct scope *name __attribute__((cleanup(scope_closep))) = scope_open()
#endif
