/* lookup.c: a hash table of names, open addressing; half of the slots stay empty. */
#include "base/base.h"
#include "base/lookup.h"

struct slot { const char *name; size_t place, again; };         /* again: how often it was given an own name */
struct lookup { struct scope *sc; struct slot *slots; size_t count, room; };       /* room: a power of two */

struct lookup *lookup_new(struct scope *sc)
{
	enum { ROOM = 16 };
	struct lookup *l = NEW(sc, struct lookup);
	*l = (struct lookup){ .sc = sc, .slots = NEWS(sc, struct slot, ROOM), .room = ROOM };
	return l;
}

static size_t hash(const char *name)
{
	uint64_t h = 14695981039346656037u;     /* FNV-1a */
	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* Where the name stands, or would stand. */
static struct slot *slot_of(const struct lookup *l, const char *name)
{
	size_t at = hash(name) & (l->room - 1);
	while (l->slots[at].name && strcmp(l->slots[at].name, name) != 0)
		at = (at + 1) & (l->room - 1);
	return &l->slots[at];
}

static void grow(struct lookup *l)
{
	struct slot *old = l->slots;
	size_t room = l->room;
	l->room *= 2;
	l->slots = NEWS(l->sc, struct slot, l->room);
	for (size_t i = 0; i < room; i++)
		if (old[i].name)
			*slot_of(l, old[i].name) = old[i];
}

bool lookup_add(struct lookup *l, const char *name, size_t place)
{
	if (slot_of(l, name)->name)
		return false;
	if (++l->count > l->room / 2)
		grow(l);
	*slot_of(l, name) = (struct slot){ .name = name, .place = place };
	return true;
}

const char *lookup_add_own(struct lookup *l, const char *name, size_t place)
{
	const char *own = name;
	while (!lookup_add(l, own, place))
		own = scope_printf(l->sc, "%s#%zu", name, ++slot_of(l, name)->again + 1);
	return own;
}

size_t lookup_find(const struct lookup *l, const char *name)
{
	const struct slot *s = slot_of(l, name);
	return s->name ? s->place : LOOKUP_NONE;
}
