/* passkey.h: a browser's key (WebAuthn) that signs as git signs.  For desk/.
 *
 * A passkey of the curve P-256 is to OpenSSH a key of the type sk-ecdsa-sha2-nistp256@openssh.com whose application is
 * the host it was made for, and what it signs a signature of the type webauthn-sk-ecdsa-sha2-nistp256@openssh.com
 * (OpenSSH, PROTOCOL.u2f): stock git and ssh-keygen verify it.  What the browser is asked to sign, the challenge, is
 * SSHSIG's frame around the digest of a commit's bytes. */
#ifndef STORE_PASSKEY_H
#define STORE_PASSKEY_H
#include "base/base.h"
#include "base/phrase.h"
#include "base/scope.h"

/* The line, as in a file .pub, of a public key that a browser gives (SubjectPublicKeyInfo, in Base64) for a host.
 * NULL: it is none of the curve P-256. */
const char *passkey_line(struct scope *, const char *spki, const char *host);
/* The host that a key's line is for; NULL: it is no passkey. */
const char *passkey_host(struct scope *, const char *line);
/* What a browser signs for the bytes of a commit, in Base64 for addresses, without padding. */
const char *passkey_challenge(struct scope *, const char *bytes, size_t len);

/* What a browser answers, each in Base64. */
struct passkey_touch { const char *auth_data, *client_data, *signature; };
/* The armoured signature over the bytes; NULL, and why in words, where the answer is none, is of other bytes, or is of
 * another host or key.  tmp: a folder of temporaries. */
const char *passkey_sign(struct scope *, const char *tmp, const char *line, const struct passkey_touch *,
                         const char *bytes, size_t len, const struct phrase **why);
#endif
