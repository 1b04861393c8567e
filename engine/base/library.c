/* library.c: the one door to dlopen(). */
#include "base/base.h"
#include "base/library.h"
#include <dlfcn.h>

bool library_load(const char *file, const struct library_symbol *symbols, size_t count)
{
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
	bool whole = library != NULL;
	for (size_t i = 0; library && i < count; i++) {
		void *found = dlsym(library, symbols[i].name);
		memcpy(symbols[i].into, &found, sizeof found);
		whole = whole && found;
	}
	return whole;
}
