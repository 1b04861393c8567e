/* pointer.h: Git LFS pointer files (specification v1), the form an attachment has in git; for store/ alone. */
#ifndef STORE_POINTER_H
#define STORE_POINTER_H
#include "base/base.h"
#include "base/digest.h"

enum { POINTER_MAX = 1024 };            /* no pointer is longer (specification, "The Pointer") */
enum { POINTER_DAMAGED_MAX = 2048 };    /* nor is one that line ends, blanks or a mark in front made longer */

struct pointer { char digest[DIGEST_TEXT]; uint64_t size; };

/* Strict: version, oid sha256 and size, in this order, and nothing else; then true.  No bytes at all are the pointer of
 * an empty file (specification, "The Pointer"), for git runs no filter on one. */
bool pointer_parse(const char *bytes, size_t len, struct pointer *);
/* Begins as a pointer does, behind what editors put in front, and is none: line ends of Windows, a blank line, a mark
 * of byte order, a line more.  Such bytes are never the content of anything. */
bool pointer_is_damaged(const char *bytes, size_t len);
/* The digests that such bytes name, one after the other, from at (0 at first) on; false: no more. */
bool pointer_next(const char *bytes, size_t len, size_t *at, char digest[DIGEST_TEXT]);
/* The pointer's text; returns its length. */
size_t pointer_print(const struct pointer *, char out[POINTER_MAX]);
#endif
