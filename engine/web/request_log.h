/* request_log.h: the server's log on standard error, a line of JSON for each request that is answered.  For web/web.c.
 *
 * No secret stands in it: what is behind ? may be the word of a link, or what a person looks for, and is left out.
 * May be called from many threads at once. */
#ifndef WEB_REQUEST_LOG_H
#define WEB_REQUEST_LOG_H
#include "base/fault.h"
#include <stdint.h>

/* now: seconds since 1970; target: as it was sent; bytes: of the body; ms: from its first line to its answer. */
struct request_log_answer { int64_t now; const char *method, *target; int status; uint64_t bytes; int64_t ms; };

void request_log_line(const struct request_log_answer *);
/* What goes wrong in no request's name. */
void request_log_trouble(int64_t now, const struct fault *);
#endif
