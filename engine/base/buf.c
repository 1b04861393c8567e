/* buf.c: growing by doubling; memory of its own, closed by the scope. */
#include "base/base.h"
#include "base/buf.h"
#include <stdarg.h>

static void close_buf(void *p)
{
	const struct buf *b = p;
	if (b->cap)
		free(b->at);
}

struct buf *buf_new(struct scope *sc)
{
	static char nothing[1];                 /* read only: whoever writes reserves first */
	struct buf *b = NEW(sc, struct buf);
	scope_defer(sc, close_buf, b);
	b->at = nothing;
	return b;
}

static void reserve(struct buf *b, size_t more)
{
	size_t need = b->len + more + 1;
	if (need <= b->cap)
		return;
	size_t cap = b->cap ? b->cap : 64;
	while (cap < need)
		cap *= 2;
	b->at = realloc(b->cap ? b->at : NULL, cap);
	if (!b->at) {
		fputs("sarflow: out of memory\n", stderr);
		abort();
	}
	b->cap = cap;
}

void buf_put(struct buf *b, const void *bytes, size_t len)
{
	reserve(b, len);
	if (len)
		memcpy(b->at + b->len, bytes, len);
	b->len += len;
	b->at[b->len] = '\0';
}

void buf_text(struct buf *b, const char *s) { buf_put(b, s, strlen(s)); }
void buf_char(struct buf *b, char c) { buf_put(b, &c, 1); }

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n > 0) {
		reserve(b, (size_t)n);
		vsnprintf(b->at + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->cap)
		b->at[0] = '\0';
}
