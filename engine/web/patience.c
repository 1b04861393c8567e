/* patience.c: the connections there are, and until when each must have done what it does. */
#include "web/patience.h"
#include "base/base.h"
#include <pthread.h>
#include <sys/socket.h>

struct patience { pthread_mutex_t lock; struct line *lines; int ask, answer; };

int64_t patience_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void end(void *p) { pthread_mutex_destroy(&((struct patience *)p)->lock); }

struct patience *patience_begin(struct scope *sc, int ask, int answer)
{
	struct patience *p = NEW(sc, struct patience);
	*p = (struct patience){ .ask = ask, .answer = answer };
	pthread_mutex_init(&p->lock, NULL);
	scope_defer(sc, end, p);
	return p;
}

void patience_expect(struct patience *p, struct line *l, bool answers)
{
	pthread_mutex_lock(&p->lock);
	l->answers = answers;
	l->until = patience_now() + (int64_t)(answers ? p->answer : p->ask) * 1000;
	pthread_mutex_unlock(&p->lock);
}

void patience_give(struct patience *p, struct line *l)
{
	pthread_mutex_lock(&p->lock);
	l->until = patience_now() + (int64_t)p->answer * 1000;
	pthread_mutex_unlock(&p->lock);
}

size_t patience_end_late(struct patience *p)
{
	size_t answering = 0;
	int64_t now = patience_now();
	pthread_mutex_lock(&p->lock);
	for (struct line *l = p->lines; l; l = l->next) {
		if (l->until < now)
			shutdown(l->fd, SHUT_RDWR);
		answering += l->answers;
	}
	pthread_mutex_unlock(&p->lock);
	return answering;
}

struct line *patience_enter(struct patience *p, int fd, uint32_t from)
{
	struct line *l = calloc(1, sizeof *l);
	if (!l)
		return NULL;
	*l = (struct line){ .fd = fd, .from = from };
	patience_expect(p, l, false);
	pthread_mutex_lock(&p->lock);
	l->next = p->lines;
	p->lines = l;
	pthread_mutex_unlock(&p->lock);
	return l;
}

size_t patience_from(struct patience *p, uint32_t from)
{
	size_t count = 0;
	pthread_mutex_lock(&p->lock);
	for (const struct line *l = p->lines; l; l = l->next)
		count += l->from == from;
	pthread_mutex_unlock(&p->lock);
	return count;
}

void patience_leave(struct patience *p, struct line *l)
{
	pthread_mutex_lock(&p->lock);
	for (struct line **at = &p->lines; *at; at = &(*at)->next)
		if (*at == l) {
			*at = l->next;
			break;
		}
	pthread_mutex_unlock(&p->lock);
	if (l->asked)
		scope_close(l->asked);
	free(l);
}
