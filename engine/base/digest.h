/* digest.h: SHA-256 (FIPS 180-4), written as 64 lower-case hexadecimal digits; for every floor.  Beside it, from the
 * same library: the names git gives its objects, and Base64. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

enum { DIGEST_TEXT = 65, DIGEST_GIT_TEXT = 41 };

void digest_bytes(const void *bytes, size_t len, char out[DIGEST_TEXT]);

/* In steps; the handle ends with the scope. */
struct digest;
struct digest *digest_start(struct scope *);
void digest_add(struct digest *, const void *bytes, size_t len);
void digest_end(struct digest *, char out[DIGEST_TEXT]);

/* The whole of a file, wherever its descriptor stands, which stands at its start afterwards; of a pipe what is still to
 * come.  In constant memory. */
const struct fault *digest_fd(int fd, const char *name, char out[DIGEST_TEXT], uint64_t *size) MUST_USE;

bool digest_is_valid(const char *text);

/* What git calls an object of this kind ("blob", "tree", "commit"): the SHA-1 of kind, length and bytes, 40 digits. */
void digest_git(const char *kind, const void *bytes, size_t len, char out[DIGEST_GIT_TEXT]);

/* Bytes as Base64 (RFC 4648, section 4), padded, without line breaks. */
const char *digest_base64(struct scope *, const void *bytes, size_t len);
/* The bytes that such a text stands for, a NUL behind them; NULL: it is none. */
const char *digest_from_base64(struct scope *, const char *text, size_t *len);
#endif
