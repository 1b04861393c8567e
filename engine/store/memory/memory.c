/* memory.c: a package in memory: for unit tests, fuzzers, and to read one file as if it were a package.
 *
 * Everything has the name git would give it, so that the same acts lead to the same tips here and on disc: each store
 * can be held against the other.  One thread at a time uses a store, so nobody waits for its lock. */
#include "store/home.h"
#include "store/memory/memory_private.h"

struct store *memory_new(struct scope *sc, const char *name, struct home *home)
{
	struct memory *m = NEW(sc, struct memory);
	struct store *s = NEW(sc, struct store);
	m->sc = sc;
	*s = (struct store){ .history = &memory_history, .work = &memory_work, .state = m, .name = name, .home = home };
	return s;
}

struct store *store_memory(struct scope *sc) { return memory_new(sc, "memory", home_memory(sc)); }

void store_memory_remove(struct store *s, const char *path) { memory_remove(&memory_of(s)->work, path); }
