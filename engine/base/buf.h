/* buf.h: bytes that grow.  For everyone.
 *
 * A buf belongs to a scope and ends with it.  It always holds a NUL
 * behind its bytes (not counted), so buf.at can be read as a string. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include "base/base.h"
#include "base/scope.h"

struct buf { char *at; size_t len, cap; };

struct buf *buf_new(struct scope *);
void buf_put(struct buf *, const void *bytes, size_t len);
void buf_text(struct buf *, const char *s);
void buf_char(struct buf *, char);
void buf_printf(struct buf *, const char *fmt, ...) PRINTF(2, 3);
void buf_clear(struct buf *);                   /* forget the bytes, keep the room */
#endif
