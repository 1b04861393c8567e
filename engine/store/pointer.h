/* pointer.h: Git LFS pointer files (specification v1), the form an attachment has in git; for store/ alone. */
#ifndef STORE_POINTER_H
#define STORE_POINTER_H
#include "base/base.h"
#include "base/digest.h"

enum { POINTER_MAX = 1024 };            /* no pointer is longer (specification, "The Pointer") */

struct pointer { char digest[DIGEST_TEXT]; uint64_t size; };

/* Strict: version, oid sha256 and size, in this order, and nothing else; then true. */
bool pointer_parse(const char *bytes, size_t len, struct pointer *);
/* The pointer's text; returns its length. */
size_t pointer_print(const struct pointer *, char out[POINTER_MAX]);
#endif
