/* shelf.c: things by their names, at most so many bytes; the one that nobody asked for the longest goes first. */
#include "web/shelf.h"
#include "base/path.h"
#include "desk/desk.h"
#include "desk/written.h"
#include <pthread.h>

enum { PLACES = 4096, LOOKS = 512 };

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

/* Somebody makes a thing of this name. */
struct making { struct shelf *shelf; const char *name; struct making *next; };

/* How a folder stood, and when one began to look.  The lock is held while one looks: who wants the same waits. */
struct look {
	pthread_mutex_t lock;
	struct scope *own;              /* of the two that follow; NULL: nobody has looked */
	const char *folder;
	struct written_seen *seen;
	int64_t began;
	char stamp[DIGEST_TEXT];
};

struct shelf {
	struct look looks[LOOKS];
	pthread_mutex_t lock;
	pthread_cond_t made;
	struct thing *at[PLACES];
	struct making *making;
	size_t size, most, turn;
};

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
	bool old = written_of(folder, stamp);
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
	for (size_t i = 0; i < LOOKS; i++) {
		pthread_mutex_destroy(&s->looks[i].lock);
		if (s->looks[i].own)
			scope_close(s->looks[i].own);
	}
	pthread_mutex_destroy(&s->lock);
	pthread_cond_destroy(&s->made);
}

struct shelf *shelf_begin(struct scope *sc, size_t most)
{
	struct shelf *s = NEW(sc, struct shelf);
	s->most = most;
	for (size_t i = 0; i < LOOKS; i++)
		pthread_mutex_init(&s->looks[i].lock, NULL);
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->made, NULL);
	scope_defer(sc, end, s);
	return s;
}

static uint32_t hash(const char *name)
{
	uint32_t h = 2166136261u;
	for (const char *c = name; *c; c++)
		h = (h ^ (unsigned char)*c) * 16777619u;
	return h;
}

static struct thing **place(struct shelf *s, const char *name) { return &s->at[hash(name) % PLACES]; }

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

int64_t shelf_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void turn_to(struct look *l, const char *folder)
{
	if (l->own)
		scope_close(l->own);
	l->own = scope_open();
	l->folder = scope_copy(l->own, folder);
	l->seen = written_seen_begin(l->own, folder);
}

/* The lock of the look is held. */
static void look_at(struct look *l, const char *folder, int64_t since)
{
	bool same = l->own && strcmp(l->folder, folder) == 0;
	if (same && l->began >= since)
		return;
	if (!same)
		turn_to(l, folder);
	l->began = shelf_now();
	/* young or not: what is held against it was old when it was put there */
	(void)written_again(l->seen, l->stamp);
}

static void put_look(struct shelf *s, struct buf *b, const char *folder, int64_t since)
{
	struct look *l = &s->looks[hash(folder) % LOOKS];
	pthread_mutex_lock(&l->lock);
	look_at(l, folder, since);
	buf_text(b, l->stamp);
	buf_char(b, '\n');
	pthread_mutex_unlock(&l->lock);
}

static bool stands(const struct thing *t, int64_t since)
{
	SCOPE(turn);
	struct buf *now = buf_new(turn);
	for (size_t i = 0; i < t->folders.count; i++)
		put_look(t->shelf, now, t->folders.at[i], since);
	return strcmp(now->at, t->stamps) == 0;
}

static bool is_made(const struct shelf *s, const char *name)
{
	for (const struct making *m = s->making; m; m = m->next)
		if (strcmp(m->name, name) == 0)
			return true;
	return false;
}

/* Done, or given up: who waits looks again.  The lock is held. */
static void end_making(struct shelf *s, const struct making *done)
{
	for (struct making **m = &s->making; *m; m = &(*m)->next)
		if (*m == done) {
			*m = done->next;
			pthread_cond_broadcast(&s->made);
			return;
		}
}

/* The lock is held. */
static void end_making_of(struct shelf *s, const char *name)
{
	for (struct making *m = s->making, *next; m; m = next) {
		next = m->next;
		if (strcmp(m->name, name) == 0)
			end_making(s, m);
	}
}

void shelf_leave(struct shelf *s, const char *name)
{
	pthread_mutex_lock(&s->lock);
	end_making_of(s, name);
	pthread_mutex_unlock(&s->lock);
}

static void give_up(void *p)
{
	const struct making *m = p;
	pthread_mutex_lock(&m->shelf->lock);
	end_making(m->shelf, m);
	pthread_mutex_unlock(&m->shelf->lock);
}

static void begin_making(struct scope *sc, struct shelf *s, const char *name)
{
	struct making *m = NEW(sc, struct making);
	*m = (struct making){ s, scope_copy(sc, name), s->making };
	s->making = m;
	scope_defer(sc, give_up, m);
}

/* What is there, looked at or not; NULL: who asks makes it. */
static struct thing *take(struct scope *sc, struct shelf *s, const char *name)
{
	pthread_mutex_lock(&s->lock);
	struct thing *t;
	for (;;) {
		t = *place(s, name);
		if (t && strcmp(t->name, name) != 0)
			t = NULL;
		if (t || !is_made(s, name))
			break;
		pthread_cond_wait(&s->made, &s->lock);
	}
	if (t) {
		t->users++;
		t->asked = ++s->turn;
	} else
		begin_making(sc, s, name);
	pthread_mutex_unlock(&s->lock);
	return t;
}

const void *shelf_find_since(struct scope *sc, struct shelf *s, const char *name, int64_t since)
{
	for (struct thing *t; (t = take(sc, s, name)); ) {
		scope_defer(sc, let_go, t);
		if (stands(t, since))
			return t->value;
		pthread_mutex_lock(&s->lock);
		struct thing **at = place(s, name);
		if (*at == t)
			take_off(s, at);
		pthread_mutex_unlock(&s->lock);
	}
	return NULL;
}

const void *shelf_find(struct scope *sc, struct shelf *s, const char *name)
{
	return shelf_find_since(sc, s, name, shelf_now());
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

/* The lock is held. */
static void put_on(struct shelf *s, struct thing *t)
{
	struct thing **at = place(s, t->name);
	if (*at)
		take_off(s, at);
	t->gone = false;
	t->asked = ++s->turn;
	*at = t;
	s->size += t->size;
	make_room(s);
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
	pthread_mutex_lock(&s->lock);
	if (!of->young && of->folders.count && size <= s->most / 8)
		put_on(s, t);
	end_making_of(s, name);
	pthread_mutex_unlock(&s->lock);
}
