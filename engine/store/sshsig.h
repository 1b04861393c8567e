/* sshsig.h: signatures as ssh-keygen makes them (SSHSIG).  For the stores, verify/, desk/ and command/.
 *
 * The form is OpenSSH's PROTOCOL.sshsig: armour around a blob that holds the public key, the namespace, the name of a
 * digest, and a signature over these and the digest of what was signed.  Keys of the type ssh-ed25519 are used here
 * (libsodium); of all others the form is read, and ssh-keygen is asked. */
#ifndef STORE_SSHSIG_H
#define STORE_SSHSIG_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"

/* A public key: its type ("ssh-ed25519"), its blob as Base64, as in a file .pub, and the name people compare
 * ("SHA256:...").  Keys of other kinds than SSH's are said in the same way (signing.h); rest: what else their line
 * holds, or NULL. */
struct sshsig_key { const char *type, *base64, *fingerprint, *rest; };
/* From a line as in a file .pub: type, Base64, and whatever comes behind.  false: it is none. */
bool sshsig_key_read(struct scope *, const char *line, struct sshsig_key *);

/* A private key of the type ssh-ed25519 from the bytes of a file without a passphrase.  false: it is another. */
struct sshsig_secret { unsigned char public[32], private[64]; };
bool sshsig_secret_read(const char *bytes, size_t len, struct sshsig_secret *);
bool sshsig_secret_is_of(struct scope *, const struct sshsig_secret *, const struct sshsig_key *);
void sshsig_secret_forget(struct sshsig_secret *);
/* The public key of a file with a private key, of whatever type and passphrase. */
bool sshsig_key_of_file(struct scope *, const char *bytes, size_t len, struct sshsig_key *);
/* The armoured signature, its last line ended, for a namespace ("git"): what is signed for one purpose is none for
 * another. */
const char *sshsig_make(struct scope *, const struct sshsig_secret *, const char *space, const char *bytes, size_t len);
/* Base64 with its padding, and back; false: it is none. */
const char *sshsig_base64(struct scope *, const void *bytes, size_t len);
bool sshsig_base64_read(struct scope *, const char *text, const char **bytes, size_t *len);
/* Is a bare signature by this key, which is of the type ssh-ed25519? */
bool sshsig_raw_holds(struct scope *, const struct sshsig_key *, const char *bytes, size_t len, const char *made,
                      size_t made_len);
/* The bare Ed25519 signature, for forms other than SSH's. */
void sshsig_raw(const struct sshsig_secret *, const char *bytes, size_t len, unsigned char out[64]);

struct buf;
/* What is signed for a namespace, whatever the key: the digest of the bytes (SHA-512) in its frame; and the armour
 * around a public key's blob and a signature's, both as SSH writes them. */
struct buf *sshsig_message(struct scope *, const char *space, const char *bytes, size_t len);
const char *sshsig_frame(struct scope *, const char *space, const struct buf *key, const struct buf *signature);
/* SSH's strings: four bytes of length, then so many bytes. */
void sshsig_put(struct buf *, const void *bytes, size_t len);

enum sshsig_verdict {
	SSHSIG_GOOD,
	SSHSIG_BAD,                     /* not of these bytes, or not a signature; why says so */
	SSHSIG_OTHER,                   /* well written, of a key that only ssh-keygen knows to use */
};
/* Judge an armoured signature for a namespace.  who: its key, unless it is no signature at all; whose key it is, is
 * not asked here. */
enum sshsig_verdict sshsig_judge(struct scope *, const char *space, const char *armour, size_t armour_len,
                                 const char *bytes, size_t len, struct sshsig_key *who, const struct phrase **why);
#endif
