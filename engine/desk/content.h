/* content.h: the content of attachments, letters and workbooks by its digest alone, as Git LFS asks for it.
 * For desk/ and web/. */
#ifndef DESK_CONTENT_H
#define DESK_CONTENT_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

struct desk;
/* Was it removed on purpose?  Then no door takes it in or gives it out. */
bool desk_content_is_purged(const struct desk *, const char *digest);
/* To be read from the start, not compared with the digest; the caller closes fd.  FAULT_NOT_FOUND: it is not here. */
const struct fault *desk_content_open(const struct desk *, const char *digest, int *fd, uint64_t *size) MUST_USE;
/* Take in what can be read from fd's start, which must be what the digest names: FAULT_USAGE if it is not,
 * FAULT_REFUSED if it was removed on purpose.  What is here already stays as it is, and counts as fresh.  Nothing
 * refers to it yet. */
const struct fault *desk_content_take(struct desk *, int fd, const char *digest) MUST_USE;
/* What is here already was to be sent again: what is to name it is still on its way, so it counts as fresh for the
 * doctor.  A fault: it is not here any more, or cannot be marked so; then let it be sent. */
const struct fault *desk_content_renew(struct desk *, const char *digest) MUST_USE;
/* An attachment of main's tip with this content, for people; NULL: there is none. */
const char *desk_content_name(struct scope *, const struct desk *, const char *digest);
#endif
