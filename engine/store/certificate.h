/* certificate.h: people's certificates (X.509), and signatures made with them as git's gpg.format x509 has them (CMS).
 * For store/, journal/ and the tests.
 *
 * A key of this type is a certificate, whole: its line is "x509" and the Base64 of its DER.  No chain is built and no
 * authority is asked: the journal says whose certificate it is, and the certificate on which days it counts.  A
 * signature is a detached CMS of one signer (RFC 5652) in the armour "SIGNED MESSAGE". */
#ifndef STORE_CERTIFICATE_H
#define STORE_CERTIFICATE_H
#include "base/base.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/list.h"
#include "base/scope.h"
#include "store/sshsig.h"

#define CERTIFICATE_TYPE "x509"

/* Of a line as above.  false: it is none.  Its name is the SHA-256 fingerprint as openssl writes it: "AB:CD:...". */
bool certificate_key_read(struct scope *, const char *line, struct sshsig_key *);
/* The first certificate in the bytes of a file: PEM, DER, or PKCS#12 that opens without a passphrase. */
bool certificate_read(struct scope *, const char *bytes, size_t len, struct sshsig_key *);
/* The days, in UTC, on which a line's certificate is valid by its own words; false: the line is none. */
struct certificate_days { char from[DATE_TEXT], until[DATE_TEXT]; };
bool certificate_days(const char *line, struct certificate_days *);
/* Why a line's certificate can sign nothing that is judged here; NULL: it can. */
const struct phrase *certificate_refuse(struct scope *, const char *line);

/* A private key with its certificate, from a file in PEM or PKCS#12; it ends with the scope.  A passphrase is asked for
 * at the terminal of the process; where there is none, or it is wrong, FAULT_REFUSED.  file: its name, for words. */
struct certificate_secret;
const struct fault *certificate_open(struct scope *, const char *file, const char *bytes, size_t len,
                                     struct certificate_secret **) MUST_USE;
/* The armoured signature over the bytes; its signing time is that of the commit they are, else now. */
const struct fault *certificate_sign(struct scope *, const struct certificate_secret *, const char *bytes, size_t len,
                                     const char **armour) MUST_USE;

/* Is the armour a signature over these bytes, made with the certificate in it, or where it holds none, with one of the
 * known lines?  SSHSIG_OTHER: it is by a certificate that is not here, or by one that nobody can bind
 * (certificate_refuse), so that nothing is known of it.  who: set with SSHSIG_GOOD; why: with SSHSIG_BAD. */
bool certificate_is_armour(const char *armour);
enum sshsig_verdict certificate_judge(struct scope *, const char *armour, size_t armour_len, const struct names *known,
                                      const char *bytes, size_t len, struct sshsig_key *who,
                                      const struct phrase **why);
#endif
