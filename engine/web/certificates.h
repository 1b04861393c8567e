/* certificates.h: who a certificate says a browser's person is, where it counts.  For web/. */
#ifndef WEB_CERTIFICATES_H
#define WEB_CERTIFICATES_H
#include "base/fault.h"
#include "base/scope.h"

struct certificates;
/* ca: a file of the certificates of those who issue them, read once; crl: of those that they took back, NULL: of none;
 * in PEM.  One that is out of date lets nobody in.  FAULT_SYSTEM: the library is not here, or a file holds none. */
const struct fault *certificates_begin(struct scope *, const char *ca, const char *crl,
                                       struct certificates **) MUST_USE;
/* Read crl again if it is another file than before.  A fault is told once of each: what was read before counts on,
 * until it is out of date itself. */
const struct fault *certificates_refresh(struct certificates *) MUST_USE;
/* The subject of the certificate that the other end of a TLS session showed and has the key of (RFC 4514); NULL: it
 * showed none, or one that has ended, was taken back, is not for this use, or was issued by somebody else.  now:
 * seconds since 1970, for the lists; the library asks its own clock for the certificates. */
const char *certificates_subject(struct scope *, struct certificates *, int64_t now, void *session);
#endif
