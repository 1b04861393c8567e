/* shelf.c: things by their names, at most so many bytes; the one that nobody asked for the longest goes first. */
#include "web/shelf.h"
#include "base/path.h"
#include "desk/desk.h"
#include "desk/packages.h"
#include <pthread.h>

enum { PLACES = 4096 };

struct thing {
	struct shelf *shelf;
	struct scope *own;
	const char *name, *stamps;
	struct names folders;
	const void *value;
	size_t size, asked;             /* asked: when, in turns of the shelf */
	int users;                      /* those who have it now */
	bool gone;                      /* no longer on the shelf: the last user closes it */
};

struct shelf { pthread_mutex_t lock; struct thing *at[PLACES]; size_t size, most, turn; };

/* --- what it is made of --- */

struct shelf_of *shelf_of(struct scope *sc)
{
	struct shelf_of *of = NEW(sc, struct shelf_of);
	of->stamps = buf_new(sc);
	return of;
}

static bool put_stamp(struct buf *b, const char *folder)
{
	char stamp[DIGEST_TEXT];
	bool old = packages_stamp(folder, stamp);
	buf_printf(b, "%s\n", stamp);
	return old;
}

void shelf_of_package(struct scope *sc, struct shelf_of *of, const char *folder)
{
	*LIST_ADD(sc, &of->folders) = scope_copy(sc, folder);
	of->young = !put_stamp(of->stamps, folder) || of->young;
}

void shelf_of_uses(struct scope *sc, struct shelf_of *of, const char *folder, const struct fold_uses *uses)
{
	const char *above = scope_copy_bytes(sc, folder, strlen(folder) - strlen(path_base(folder)));
	for (size_t i = 0; i < uses->count; i++)
		shelf_of_package(sc, of, scope_printf(sc, "%s%s", above, uses->at[i].package));
}

/* --- the shelf --- */

static void close_thing(struct thing *t) { scope_close(t->own); }

static void take_off(struct shelf *s, struct thing **at)
{
	struct thing *t = *at;
	*at = NULL;
	s->size -= t->size;
	t->gone = true;
	if (t->users == 0)
		close_thing(t);
}

static void end(void *p)
{
	struct shelf *s = p;
	for (size_t i = 0; i < PLACES; i++)
		if (s->at[i])
			take_off(s, &s->at[i]);
	pthread_mutex_destroy(&s->lock);
}

struct shelf *shelf_begin(struct scope *sc, size_t most)
{
	struct shelf *s = NEW(sc, struct shelf);
	s->most = most;
	pthread_mutex_init(&s->lock, NULL);
	scope_defer(sc, end, s);
	return s;
}

static struct thing **place(struct shelf *s, const char *name)
{
	uint32_t h = 2166136261u;
	for (const char *c = name; *c; c++)
		h = (h ^ (unsigned char)*c) * 16777619u;
	return &s->at[h % PLACES];
}

static void let_go(void *p)
{
	struct thing *t = p;
	struct shelf *s = t->shelf;
	pthread_mutex_lock(&s->lock);
	bool last = --t->users == 0 && t->gone;
	pthread_mutex_unlock(&s->lock);
	if (last)
		close_thing(t);
}

static bool stands(const struct thing *t)
{
	SCOPE(turn);
	struct buf *now = buf_new(turn);
	for (size_t i = 0; i < t->folders.count; i++)
		put_stamp(now, t->folders.at[i]);
	return strcmp(now->at, t->stamps) == 0;
}

const void *shelf_find(struct scope *sc, struct shelf *s, const char *name)
{
	pthread_mutex_lock(&s->lock);
	struct thing **at = place(s, name), *t = *at;
	if (t && strcmp(t->name, name) == 0) {
		t->users++;
		t->asked = ++s->turn;
	} else
		t = NULL;
	pthread_mutex_unlock(&s->lock);
	if (!t)
		return NULL;
	scope_defer(sc, let_go, t);
	if (stands(t))
		return t->value;
	pthread_mutex_lock(&s->lock);
	if (*at == t)
		take_off(s, at);
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

static void make_room(struct shelf *s)
{
	while (s->size > s->most) {
		struct thing **oldest = NULL;
		for (size_t i = 0; i < PLACES; i++)
			if (s->at[i] && (!oldest || s->at[i]->asked < (*oldest)->asked))
				oldest = &s->at[i];
		take_off(s, oldest);
	}
}

void shelf_put(struct scope *sc, struct shelf *s, const char *name, const struct shelf_of *of, struct scope *own,
               const void *value, size_t size)
{
	struct thing *t = NEW(own, struct thing);
	*t = (struct thing){ .shelf = s, .own = own, .name = scope_copy(own, name),
		.stamps = scope_copy(own, of->stamps->at), .value = value, .size = size, .users = 1, .gone = true };
	for (size_t i = 0; i < of->folders.count; i++)
		*LIST_ADD(own, &t->folders) = scope_copy(own, of->folders.at[i]);
	scope_defer(sc, let_go, t);
	if (of->young || of->folders.count == 0 || size > s->most / 8)
		return;
	pthread_mutex_lock(&s->lock);
	struct thing **at = place(s, name);
	if (*at)
		take_off(s, at);
	t->gone = false;
	t->asked = ++s->turn;
	*at = t;
	s->size += size;
	make_room(s);
	pthread_mutex_unlock(&s->lock);
}
