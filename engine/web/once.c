/* once.c: a list of answers. */
#include "base/base.h"
#include "web/once.h"
#include <pthread.h>

enum { DAY = 86400 };

struct one { struct one *next; struct scope *sc; const char *who, *key; char what[DIGEST_TEXT]; int64_t since;
             bool done; struct once_answer answer; };
struct once { pthread_mutex_t lock; struct one *first; };        /* the newest first */

static void drop(void *p)
{
	struct once *o = p;
	for (struct one *next; o->first; o->first = next) {
		next = o->first->next;
		scope_close(o->first->sc);
	}
	pthread_mutex_destroy(&o->lock);
}

struct once *once_begin(struct scope *sc)
{
	struct once *o = NEW(sc, struct once);
	pthread_mutex_init(&o->lock, NULL);
	scope_defer(sc, drop, o);
	return o;
}

static void take_out(struct one **at)
{
	struct one *one = *at;
	*at = one->next;
	scope_close(one->sc);
}

/* What is too old goes, and of a person's the oldest; what is being done stays. */
static void make_room(struct once *o, const char *who, int64_t steady)
{
	size_t own = 0;
	for (struct one **at = &o->first; *at; ) {
		own += strcmp((*at)->who, who) == 0;
		if ((*at)->done && (steady - (*at)->since >= DAY || (strcmp((*at)->who, who) == 0 && own >= ONCE_EACH)))
			take_out(at);
		else
			at = &(*at)->next;
	}
}

static struct one **find(struct once *o, const char *who, const char *key)
{
	struct one **at = &o->first;
	while (*at && (strcmp((*at)->who, who) != 0 || strcmp((*at)->key, key) != 0))
		at = &(*at)->next;
	return at;
}

static struct once_answer copy_of(struct scope *sc, const struct once_answer *a)
{
	return (struct once_answer){ scope_copy_bytes(sc, a->body, a->len), scope_copy(sc, a->stand), a->len };
}

static void begin(struct once *o, const char *who, const char *key, const char what[DIGEST_TEXT], int64_t steady)
{
	struct scope *sc = scope_open();
	struct one *one = NEW(sc, struct one);
	*one = (struct one){ .next = o->first, .sc = sc, .who = scope_copy(sc, who), .key = scope_copy(sc, key),
	                     .since = steady };
	memcpy(one->what, what, DIGEST_TEXT);
	o->first = one;
}

enum once_is once_ask(struct scope *sc, struct once *o, const char *who, const char *key, const char what[DIGEST_TEXT],
                      int64_t steady, struct once_answer *out)
{
	enum once_is is = ONCE_NEW;
	pthread_mutex_lock(&o->lock);
	make_room(o, who, steady);
	const struct one *one = *find(o, who, key);
	if (!one)
		begin(o, who, key, what, steady);
	else if (strcmp(one->what, what) != 0)
		is = ONCE_OTHER;
	else if (!one->done)
		is = ONCE_BUSY;
	else
		is = ONCE_AGAIN, *out = copy_of(sc, &one->answer);
	pthread_mutex_unlock(&o->lock);
	return is;
}

void once_end(struct once *o, const char *who, const char *key, const struct once_answer *answer)
{
	pthread_mutex_lock(&o->lock);
	struct one **at = find(o, who, key);
	if (*at && answer) {
		(*at)->answer = copy_of((*at)->sc, answer);
		(*at)->done = true;
	} else if (*at) {
		take_out(at);
	}
	pthread_mutex_unlock(&o->lock);
}
