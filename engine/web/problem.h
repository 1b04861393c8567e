/* problem.h: why not, for a program: problem details (RFC 9457).  For web/. */
#ifndef WEB_PROBLEM_H
#define WEB_PROBLEM_H
#include "base/buf.h"
#include "web/page.h"

/* status: of HTTP.  Of a package that is open: the guards' reasons where they shut the act, and where it is a conflict
 * how it stands now and what moved since the request's "stand". */
void problem_put(const struct page_ask *, int status, const struct fault *, struct buf *);
#define PROBLEM_TYPE "application/problem+json"
#endif
