/* nameset.c: names in one array, and a table with open addressing of their places. */
#include "base/base.h"
#include "base/nameset.h"
#include <assert.h>

/* Rooms grow, and what they were before is given back at once: a scope of their own each. */
struct nameset {
	size_t width, count, room, slot_count;
	struct scope *names_scope, *slots_scope;
	unsigned char *names;
	uint32_t *slots;                /* a place and one; 0: empty; at most half of them are taken */
};
enum { ROOM = 64, WIDTH = NAMESET_DIGITS / 2 };

static void close_set(void *p)
{
	struct nameset *s = p;
	scope_close(s->names_scope);
	scope_close(s->slots_scope);
}

struct nameset *nameset_new(struct scope *sc, size_t digits)
{
	struct nameset *s = NEW(sc, struct nameset);
	assert(digits >= 8 && digits <= NAMESET_DIGITS && digits % 2 == 0);
	*s = (struct nameset){ .width = digits / 2, .room = ROOM, .slot_count = (size_t)2 * ROOM,
		.names_scope = scope_open(), .slots_scope = scope_open() };
	s->names = scope_alloc(s->names_scope, s->room, s->width);
	s->slots = NEWS(s->slots_scope, uint32_t, s->slot_count);
	scope_defer(sc, close_set, s);
	return s;
}

static unsigned digit(char c)
{
	assert((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static void pack(const struct nameset *s, const char *name, unsigned char out[WIDTH])
{
	for (size_t i = 0; i < s->width; i++)
		out[i] = (unsigned char)(digit(name[2 * i]) << 4 | digit(name[2 * i + 1]));
}

/* Over all of it: whoever writes a journal chooses its names. */
static size_t hash(const unsigned char *name, size_t width)
{
	uint64_t h = 14695981039346656037u;     /* FNV-1a */
	for (size_t i = 0; i < width; i++)
		h = (h ^ name[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* Where its place stands, or would stand. */
static uint32_t *slot_of(const struct nameset *s, const unsigned char *name)
{
	size_t at = hash(name, s->width) & (s->slot_count - 1);
	while (s->slots[at] && memcmp(s->names + (s->slots[at] - 1) * s->width, name, s->width) != 0)
		at = (at + 1) & (s->slot_count - 1);
	return &s->slots[at];
}

static void grow_names(struct nameset *s)
{
	struct scope *wider = scope_open();
	unsigned char *moved = scope_alloc(wider, s->room += s->room / 2, s->width);
	memcpy(moved, s->names, s->count * s->width);
	scope_close(s->names_scope);
	s->names_scope = wider;
	s->names = moved;
}

/* The names stand by themselves: the old table is not needed to make the new one. */
static void grow_slots(struct nameset *s)
{
	scope_close(s->slots_scope);
	s->slots_scope = scope_open();
	s->slots = NEWS(s->slots_scope, uint32_t, s->slot_count *= 2);
	for (size_t i = 0; i < s->count; i++)
		*slot_of(s, s->names + i * s->width) = (uint32_t)i + 1;
}

bool nameset_add(struct nameset *s, const char *name)
{
	unsigned char packed[WIDTH];
	pack(s, name, packed);
	uint32_t *slot = slot_of(s, packed);
	if (*slot)
		return false;
	assert(s->count < UINT32_MAX - 1);
	if (s->count == s->room)
		grow_names(s);
	memcpy(s->names + s->count * s->width, packed, s->width);
	*slot = (uint32_t)++s->count;
	if (2 * s->count > s->slot_count)
		grow_slots(s);
	return true;
}

size_t nameset_place(const struct nameset *s, const char *name)
{
	unsigned char packed[WIDTH];
	pack(s, name, packed);
	const uint32_t *slot = slot_of(s, packed);
	return *slot ? *slot - 1 : NAMESET_NONE;
}

bool nameset_has(const struct nameset *s, const char *name) { return nameset_place(s, name) != NAMESET_NONE; }

void nameset_name(const struct nameset *s, size_t place, char out[NAMESET_DIGITS + 1])
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *name = s->names + place * s->width;
	assert(place < s->count);
	for (size_t i = 0; i < s->width; i++) {
		out[2 * i] = digits[name[i] >> 4];
		out[2 * i + 1] = digits[name[i] & 15];
	}
	out[2 * s->width] = '\0';
}
