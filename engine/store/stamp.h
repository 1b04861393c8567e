/* stamp.h: stamps of the time by an authority that nobody here is (RFC 3161).  For desk/ and verify/.
 *
 * A request names the SHA-256 of some bytes; the answer holds it again, with the time, signed by the authority.  The
 * request is sent by curl, and the authority's signature judged by openssl; what an answer says is read here. */
#ifndef STORE_STAMP_H
#define STORE_STAMP_H
#include "base/base.h"
#include "base/digest.h"
#include "base/fault.h"
#include "base/scope.h"

/* Bytes of a request, and the most that an answer may have. */
enum { STAMP_REQUEST = 59, STAMP_MOST = 64 * 1024 };
/* digest: SHA-256, 64 digits.  The authority's certificate is asked for. */
void stamp_request(const char *digest, unsigned char out[STAMP_REQUEST]);

/* What an answer says: of which digest it is, and when it was made, seconds since 1970. */
struct stamp { char digest[DIGEST_TEXT]; int64_t time; };
/* false, and why in words: it is no answer, or the authority refused. */
bool stamp_read(struct scope *, const void *bytes, size_t len, struct stamp *, const struct phrase **why);

/* Ask an authority; the answer's bytes, not looked at.  FAULT_USAGE where url is no address of the web, FAULT_SYSTEM
 * where it does not answer in half a minute, or not with an answer's few bytes.  tmp: a folder of temporaries. */
const struct fault *stamp_ask(struct scope *, const char *tmp, const char *url, const char *digest, const char **bytes,
                              size_t *len) MUST_USE;

/* Is the answer signed by an authority of a file of certificates (PEM), as of the time it says? */
enum stamp_signed { STAMP_SIGNED, STAMP_UNSIGNED, STAMP_UNKNOWN };      /* unknown: openssl is not here */
enum stamp_signed stamp_judge(struct scope *, const char *tmp, const void *bytes, size_t len, const struct stamp *,
                              const char *authorities);
#endif
