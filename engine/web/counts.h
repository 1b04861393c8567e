/* counts.h: how much a server has answered, for who watches over it.  For web/.  Any thread may ask. */
#ifndef WEB_COUNTS_H
#define WEB_COUNTS_H
#include "base/base.h"
#include "base/buf.h"

struct counts;
struct scope;
struct counts *counts_begin(struct scope *);
void counts_answered(struct counts *, int status, uint64_t bytes, int64_t milliseconds);
/* A connection comes (1) or goes (-1). */
void counts_connection(struct counts *, int by);
/* In the text form of Prometheus, version 0.0.4.  No package, person or address stands in it. */
void counts_put(const struct counts *, struct buf *);
#endif
