/* scope.c: chunked arena with a list of closers. */
#include "base/base.h"
#include "base/scope.h"
#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>

enum { FIRST = 16 * 1024, CHUNK = 64 * 1024, ALIGN = _Alignof(max_align_t) };

struct chunk { struct chunk *next; size_t size; max_align_t bytes[]; };
struct closer { struct closer *next; void (*close)(void *); void *handle; };

struct scope {
	char *at, *end;
	size_t next;                    /* how large the next chunk will be */
	struct chunk *chunks;
	struct closer *closers;
};

static void *must(void *p)
{
	if (!p) {
		fputs("sarflow: out of memory\n", stderr);
		abort();
	}
	return p;
}

/* The first chunk of the scope that closed last: scopes open and close in turns, one for each event, cell and file. */
static _Thread_local struct chunk *spare;
static _Thread_local bool is_owned;             /* the thread's end frees its spare */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t at_end;

static void drop_spare(void *unused)
{
	(void)unused;
	free(spare);
	spare = NULL;
	is_owned = false;               /* a later closer of this thread may leave another */
}

static void make_key(void)
{
	if (pthread_key_create(&at_end, drop_spare) != 0)
		must(NULL);
}

/* The key's value is only there to have drop_spare called; the chunk changes far more often than it is set. */
static void keep_spare(struct chunk *c)
{
	if (!is_owned) {
		pthread_once(&once, make_key);
		is_owned = pthread_setspecific(at_end, &spare) == 0;
	}
	if (is_owned)
		spare = c;
	else
		free(c);
}

static struct chunk *add(struct scope *sc, struct chunk *c, size_t n)
{
	c->size = n;
	c->next = sc->chunks;
	return sc->chunks = c;
}

static struct chunk *grow(struct scope *sc, size_t n)
{
	struct chunk *c = n == FIRST && spare ? spare : must(malloc(sizeof *c + n));
	if (c == spare)
		spare = NULL;
	return add(sc, c, n);
}

#ifndef SCOPE_DEBUG
/* Of a large one no page is taken before it is used: the system gives zeros. */
static void *alone(struct scope *sc, size_t n)
{
	return add(sc, must(calloc(1, sizeof(struct chunk) + n)), n)->bytes;
}
#endif

struct scope *scope_open(void) { return must(calloc(1, sizeof(struct scope))); }

void *scope_alloc(struct scope *sc, size_t count, size_t size)
{
	if (size && count > (SIZE_MAX / 2 - ALIGN) / size)
		must(NULL);
#ifdef SCOPE_DEBUG
	return memset(grow(sc, count * size)->bytes, 0, count * size);
#else
	size_t n = (count * size + ALIGN - 1) / ALIGN * ALIGN;
	if (n > CHUNK / 4)
		return alone(sc, n);
	if (!sc->at || (size_t)(sc->end - sc->at) < n) {
		/* Small scopes stay small: one is opened for every event, cell and file. */
		size_t room = sc->next < FIRST ? FIRST : sc->next;
		if (room < n)
			room = CHUNK;
		sc->next = room * 4 > CHUNK ? CHUNK : room * 4;
		sc->at = (char *)grow(sc, room)->bytes;
		sc->end = sc->at + room;
	}
	void *p = sc->at;
	sc->at += n;
	return memset(p, 0, n);
#endif
}

char *scope_copy_bytes(struct scope *sc, const void *bytes, size_t n)
{
	char *s = scope_alloc(sc, n + 1, 1);
	if (n)
		memcpy(s, bytes, n);
	return s;
}

char *scope_copy(struct scope *sc, const char *s)
{
	return s ? scope_copy_bytes(sc, s, strlen(s)) : NULL;
}

char *scope_printf(struct scope *sc, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	char *s = scope_alloc(sc, n < 0 ? 1 : (size_t)n + 1, 1);
	if (n >= 0)
		vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return s;
}

void scope_defer(struct scope *sc, void (*close)(void *), void *handle)
{
	struct closer *c = NEW(sc, struct closer);
	*c = (struct closer){ sc->closers, close, handle };
	sc->closers = c;
}

void scope_close(struct scope *sc)
{
	for (struct closer *c = sc->closers; c; c = c->next)
		c->close(c->handle);
	for (struct chunk *c = sc->chunks, *next; c; c = next) {
		next = c->next;
		if (c->size == FIRST && !spare)
			keep_spare(c);
		else
			free(c);
	}
	free(sc);
}

static void set_kept(void)
{
	enum { KEPT = 16 << 20 };
	mallopt(M_TRIM_THRESHOLD, KEPT);
}

void scope_keep_heap(void)
{
	static pthread_once_t kept = PTHREAD_ONCE_INIT;
	pthread_once(&kept, set_kept);
}

void scope_closep(struct scope **sc) { scope_close(*sc); }
