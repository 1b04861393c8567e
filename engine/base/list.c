/* list.c: growing a list. */
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"

void *list_grow(struct scope *sc, const void *at, size_t *cap, size_t size)
{
	size_t more = *cap ? *cap * 2 : 8;
	void *moved = scope_alloc(sc, more, size);
	if (at && *cap)
		memcpy(moved, at, *cap * size);
	*cap = more;
	return moved;
}

bool list_has(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->at[i], name) == 0)
			return true;
	return false;
}

const char *list_join(struct scope *sc, const struct names *names, const char *between)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < names->count; i++) {
		if (i)
			buf_text(b, between);
		buf_text(b, names->at[i]);
	}
	return b->at;
}
