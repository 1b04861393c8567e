/* certificates.h: who a certificate says a browser's person is, where it counts.  For web/. */
#ifndef WEB_CERTIFICATES_H
#define WEB_CERTIFICATES_H
#include "base/fault.h"
#include "base/scope.h"

struct certificates;
/* ca: a file of the certificates of those who issue them; crl: of those that they took back, NULL: of none; in PEM,
 * read once.  One that is out of date lets nobody in.  FAULT_SYSTEM: the library is not here, or a file holds none. */
const struct fault *certificates_begin(struct scope *, const char *ca, const char *crl,
                                       struct certificates **) MUST_USE;
/* The subject of the certificate that the other end of a TLS session showed and has the key of (RFC 4514); NULL: it
 * showed none, or one that has ended, was taken back, is not for this use, or was issued by somebody else. */
const char *certificates_subject(struct scope *, const struct certificates *, void *session);
#endif
