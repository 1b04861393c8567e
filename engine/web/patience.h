/* patience.h: how long each connection may take: to ask, and to be answered.  For web/web.c.
 *
 * The library counts a byte now and then as life; here a request comes in whole in time, or its connection ends.
 * May be called from many threads at once. */
#ifndef WEB_PATIENCE_H
#define WEB_PATIENCE_H
#include "base/scope.h"

struct patience;
/* One connection.  from: the IPv4 address of its other end, 0 where nobody knows; asked: a request that has begun and
 * not ended, whose scope closes with it. */
struct line { struct line *next; int fd; uint32_t from; int64_t until; bool answers; struct scope *asked; };

/* ask: seconds that a request may take to come in; answer: that an answer, or files, may take. */
struct patience *patience_begin(struct scope *, int ask, int answer);
/* A connection that has come, and expects to be asked; NULL: no memory. */
struct line *patience_enter(struct patience *, int fd, uint32_t from);
/* How many there are from one address. */
size_t patience_from(struct patience *, uint32_t from);
/* Before its socket closes, so that nobody shuts another's with the same number. */
void patience_leave(struct patience *, struct line *);
/* Milliseconds of a clock that nobody sets. */
int64_t patience_now(void);
/* From now on it answers, or waits to be asked. */
void patience_expect(struct patience *, struct line *, bool answers);
/* Files come slower than forms. */
void patience_give(struct patience *, struct line *);
/* End those that are late; how many are answering. */
size_t patience_end_late(struct patience *);
#endif
