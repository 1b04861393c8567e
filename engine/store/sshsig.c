/* sshsig.c: the form of OpenSSH's keys and signatures, and Ed25519 by libsodium. */
#include "base/base.h"
#include "base/buf.h"
#include "store/sshsig.h"
#include <sodium.h>

static const char ed25519[] = "ssh-ed25519", magic[] = "SSHSIG";
static const char begins[] = "-----BEGIN SSH SIGNATURE-----", ends[] = "-----END SSH SIGNATURE-----";
enum { MAGIC = 6, ARMOUR_LINE = 70, ARMOUR_MOST = 64 * 1024, KEY_MOST = 16 * 1024 };

/* --- SSH's strings: four bytes of length, then so many bytes --- */

struct part { const unsigned char *at; size_t len; };

static void put_number(struct buf *b, size_t n)
{
	const unsigned char bytes[] = { (unsigned char)(n >> 24), (unsigned char)(n >> 16), (unsigned char)(n >> 8),
	                                (unsigned char)n };
	buf_put(b, bytes, sizeof bytes);
}

static void put_part(struct buf *b, const void *bytes, size_t len)
{
	put_number(b, len);
	buf_put(b, bytes, len);
}

static void put_word(struct buf *b, const char *word) { put_part(b, word, strlen(word)); }

static bool take_number(struct part *from, size_t *out)
{
	if (from->len < 4)
		return false;
	*out = (size_t)from->at[0] << 24 | (size_t)from->at[1] << 16 | (size_t)from->at[2] << 8 | from->at[3];
	from->at += 4;
	from->len -= 4;
	return true;
}

static bool take_part(struct part *from, struct part *out)
{
	size_t n;
	if (!take_number(from, &n) || n > from->len)
		return false;
	*out = (struct part){ from->at, n };
	from->at += n;
	from->len -= n;
	return true;
}

static bool is_word(const struct part *p, const char *word)
{
	return p->len == strlen(word) && memcmp(p->at, word, p->len) == 0;
}

static bool take_word(struct part *from, const char *word)
{
	struct part p;
	return take_part(from, &p) && is_word(&p, word);
}

static bool skip(struct part *from, const char *bytes, size_t len)
{
	if (from->len < len || memcmp(from->at, bytes, len) != 0)
		return false;
	from->at += len;
	from->len -= len;
	return true;
}

/* --- Base64 --- */

static const char *encode(struct scope *sc, const void *bytes, size_t len, int variant)
{
	size_t room = sodium_base64_encoded_len(len, variant);
	char *out = scope_alloc(sc, room, 1);
	return sodium_bin2base64(out, room, bytes, len, variant);
}

/* Of lines between others; every byte must belong to it. */
static bool decode(struct scope *sc, const char *text, size_t len, struct part *out)
{
	size_t room = len / 4 * 3 + 3;
	unsigned char *bytes = scope_alloc(sc, room, 1);
	const char *end = NULL;
	out->at = bytes;
	return sodium_base642bin(bytes, room, text, len, " \n", &out->len, &end, sodium_base64_VARIANT_ORIGINAL) == 0
	       && end == text + len;
}

/* --- public keys --- */

static struct sshsig_key name_key(struct scope *sc, const struct part *blob, const struct part *type)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(digest, blob->at, blob->len);
	return (struct sshsig_key){
		.type = scope_copy_bytes(sc, (const char *)type->at, type->len),
		.base64 = encode(sc, blob->at, blob->len, sodium_base64_VARIANT_ORIGINAL),
		.fingerprint = scope_printf(sc, "SHA256:%s", encode(sc, digest, sizeof digest,
			sodium_base64_VARIANT_ORIGINAL_NO_PADDING)),
	};
}

/* A key begins with the name of its type: letters, digits, and what stands in such names. */
static bool take_type(struct part blob, struct part *type)
{
	static const char may[] = "abcdefghijklmnopqrstuvwxyz0123456789-.@";
	if (!take_part(&blob, type) || type->len == 0 || type->len > 100)
		return false;
	for (size_t i = 0; i < type->len; i++)
		if (!type->at[i] || !strchr(may, type->at[i]))
			return false;
	return true;
}

bool sshsig_key_read(struct scope *sc, const char *line, struct sshsig_key *out)
{
	SCOPE(turn);
	struct part blob, type;
	size_t n = strcspn(line, " "), m = line[n] ? strcspn(line + n + 1, " \r\n") : 0;
	if (m == 0 || m > KEY_MOST || !decode(turn, line + n + 1, m, &blob) || !take_type(blob, &type)
	    || type.len != n || memcmp(type.at, line, n) != 0)
		return false;
	*out = name_key(sc, &blob, &type);
	return true;
}

/* --- private keys: OpenSSH's PROTOCOL.key --- */

/* Two equal numbers in front (what a wrong passphrase would spoil), then the keys. */
static bool take_secret(struct part from, struct sshsig_secret *out)
{
	struct part public, private;
	size_t once, again;
	if (!take_number(&from, &once) || !take_number(&from, &again) || once != again || !take_word(&from, ed25519)
	    || !take_part(&from, &public) || !take_part(&from, &private)
	    || public.len != sizeof out->public || private.len != sizeof out->private)
		return false;
	memcpy(out->public, public.at, sizeof out->public);
	memcpy(out->private, private.at, sizeof out->private);
	return memcmp(out->private + 32, out->public, sizeof out->public) == 0;
}

static bool take_key_file(struct part from, struct sshsig_secret *out)
{
	static const char head[] = "openssh-key-v1";
	struct part options, public, secrets;
	size_t count;
	return skip(&from, head, sizeof head) && take_word(&from, "none") && take_word(&from, "none")
	       && take_part(&from, &options) && take_number(&from, &count) && count == 1
	       && take_part(&from, &public) && take_part(&from, &secrets) && take_secret(secrets, out);
}

/* What stands between the first line and the last; NULL: they are not there. */
static const char *key_body(const char *bytes, size_t len, size_t *n)
{
	static const char first[] = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
	static const char last[] = "-----END OPENSSH PRIVATE KEY-----";
	const char *end = len < KEY_MOST ? strstr(bytes, last) : NULL;
	if (!end || strncmp(bytes, first, sizeof first - 1) != 0)
		return NULL;
	*n = (size_t)(end - bytes) - (sizeof first - 1);
	return bytes + sizeof first - 1;
}

bool sshsig_secret_read(const char *bytes, size_t len, struct sshsig_secret *out)
{
	SCOPE(turn);
	struct part file;
	size_t n;
	const char *body = key_body(bytes, len, &n);
	if (!body)
		return false;
	bool is = decode(turn, body, n, &file) && take_key_file(file, out);
	sodium_memzero((void *)(uintptr_t)file.at, file.len);
	return is;
}

/* Whatever the passphrase: the public key stands in the open, in front. */
static bool take_public(struct part from, struct part *out)
{
	static const char head[] = "openssh-key-v1";
	struct part skipped;
	size_t count;
	return skip(&from, head, sizeof head) && take_part(&from, &skipped) && take_part(&from, &skipped)
	       && take_part(&from, &skipped) && take_number(&from, &count) && count == 1 && take_part(&from, out);
}

bool sshsig_key_of_file(struct scope *sc, const char *bytes, size_t len, struct sshsig_key *out)
{
	SCOPE(turn);
	struct part file, blob, type;
	size_t n;
	const char *body = key_body(bytes, len, &n);
	bool is = body && decode(turn, body, n, &file) && take_public(file, &blob) && take_type(blob, &type);
	if (is)
		*out = name_key(sc, &blob, &type);
	if (body)
		sodium_memzero((void *)(uintptr_t)file.at, file.len);
	return is;
}

const char *sshsig_base64(struct scope *sc, const void *bytes, size_t len)
{
	return encode(sc, bytes, len, sodium_base64_VARIANT_ORIGINAL);
}

bool sshsig_base64_read(struct scope *sc, const char *text, const char **bytes, size_t *len)
{
	struct part out;
	if (!*text || !decode(sc, text, strlen(text), &out))
		return false;
	*bytes = (const char *)out.at;
	*len = out.len;
	return true;
}

bool sshsig_raw_holds(struct scope *sc, const struct sshsig_key *key, const char *bytes, size_t len, const char *made,
                      size_t made_len)
{
	struct part blob, public;
	return made_len == crypto_sign_BYTES && decode(sc, key->base64, strlen(key->base64), &blob)
	       && take_word(&blob, ed25519) && take_part(&blob, &public) && public.len == crypto_sign_PUBLICKEYBYTES
	       && crypto_sign_verify_detached((const unsigned char *)made, (const unsigned char *)bytes, len,
	                                      public.at) == 0;
}

void sshsig_raw(const struct sshsig_secret *s, const char *bytes, size_t len, unsigned char out[64])
{
	crypto_sign_detached(out, NULL, (const unsigned char *)bytes, len, s->private);
}

void sshsig_secret_forget(struct sshsig_secret *s) { sodium_memzero(s, sizeof *s); }

static struct buf *public_blob(struct scope *sc, const unsigned char public[32])
{
	struct buf *b = buf_new(sc);
	put_word(b, ed25519);
	put_part(b, public, crypto_sign_PUBLICKEYBYTES);
	return b;
}

bool sshsig_secret_is_of(struct scope *sc, const struct sshsig_secret *s, const struct sshsig_key *key)
{
	struct buf *b = public_blob(sc, s->public);
	return strcmp(encode(sc, b->at, b->len, sodium_base64_VARIANT_ORIGINAL), key->base64) == 0;
}

/* --- what is signed: namespace, digest's name and digest --- */

static struct buf *message(struct scope *sc, const char *space, const char *hash, const char *bytes, size_t len)
{
	unsigned char digest[crypto_hash_sha512_BYTES];
	bool wide = strcmp(hash, "sha512") == 0;
	struct buf *b = buf_new(sc);
	buf_put(b, magic, MAGIC);
	put_word(b, space);
	put_word(b, "");
	put_word(b, hash);
	if (wide)
		crypto_hash_sha512(digest, (const unsigned char *)bytes, len);
	else
		crypto_hash_sha256(digest, (const unsigned char *)bytes, len);
	put_part(b, digest, wide ? crypto_hash_sha512_BYTES : crypto_hash_sha256_BYTES);
	return b;
}

static const char *armour(struct scope *sc, const struct buf *blob)
{
	struct buf *out = buf_new(sc);
	buf_printf(out, "%s\n", begins);
	for (const char *s = encode(sc, blob->at, blob->len, sodium_base64_VARIANT_ORIGINAL); *s; ) {
		size_t n = strnlen(s, ARMOUR_LINE);
		buf_printf(out, "%.*s\n", (int)n, s);
		s += n;
	}
	buf_printf(out, "%s\n", ends);
	return out->at;
}

struct buf *sshsig_message(struct scope *sc, const char *space, const char *bytes, size_t len)
{
	return message(sc, space, "sha512", bytes, len);
}

const char *sshsig_frame(struct scope *sc, const char *space, const struct buf *key, const struct buf *signature)
{
	struct buf *blob = buf_new(sc);
	buf_put(blob, magic, MAGIC);
	put_number(blob, 1);
	put_part(blob, key->at, key->len);
	put_word(blob, space);
	put_word(blob, "");
	put_word(blob, "sha512");
	put_part(blob, signature->at, signature->len);
	return armour(sc, blob);
}

void sshsig_put(struct buf *b, const void *bytes, size_t len) { put_part(b, bytes, len); }

const char *sshsig_make(struct scope *sc, const struct sshsig_secret *s, const char *space, const char *bytes,
                        size_t len)
{
	unsigned char made[crypto_sign_BYTES];
	struct buf *m = message(sc, space, "sha512", bytes, len), *key = public_blob(sc, s->public);
	struct buf *signature = buf_new(sc);
	crypto_sign_detached(made, NULL, (const unsigned char *)m->at, m->len, s->private);
	put_word(signature, ed25519);
	put_part(signature, made, sizeof made);
	return sshsig_frame(sc, space, key, signature);
}

/* --- judging --- */

struct signature { struct part key, type, space, hash, made; };

static bool take_armour(struct scope *sc, const char *text, size_t len, struct part *out)
{
	size_t head = sizeof begins - 1, foot = sizeof ends - 1;
	while (len > 0 && text[len - 1] == '\n')
		len--;
	return len > head + foot && len < ARMOUR_MOST && memcmp(text, begins, head) == 0 && text[head] == '\n'
	       && memcmp(text + len - foot, ends, foot) == 0 && text[len - foot - 1] == '\n'
	       && decode(sc, text + head, len - head - foot, out);
}

static bool take_signature(struct part from, struct signature *s)
{
	struct part reserved;
	size_t version;
	return skip(&from, magic, MAGIC) && take_number(&from, &version) && version == 1 && take_part(&from, &s->key)
	       && take_type(s->key, &s->type) && take_part(&from, &s->space) && take_part(&from, &reserved)
	       && take_part(&from, &s->hash) && take_part(&from, &s->made) && from.len == 0;
}

static bool holds(struct scope *sc, const struct signature *s, const char *space, const char *hash, const char *bytes,
                  size_t len)
{
	struct part key = s->key, made = s->made, public, bare;
	struct buf *m = message(sc, space, hash, bytes, len);
	return take_word(&key, ed25519) && take_part(&key, &public) && key.len == 0
	       && public.len == crypto_sign_PUBLICKEYBYTES && take_word(&made, ed25519) && take_part(&made, &bare)
	       && made.len == 0 && bare.len == crypto_sign_BYTES
	       && crypto_sign_verify_detached(bare.at, (const unsigned char *)m->at, m->len, public.at) == 0;
}

enum sshsig_verdict sshsig_judge(struct scope *sc, const char *space, const char *text, size_t text_len,
                                 const char *bytes, size_t len, struct sshsig_key *who, const struct phrase **why)
{
	SCOPE(turn);
	struct part blob;
	struct signature s;
	if (!take_armour(turn, text, text_len, &blob) || !take_signature(blob, &s)) {
		*why = phrase_new(sc, "what stands in the place of its signature is none");
		return SSHSIG_BAD;
	}
	*who = name_key(sc, &s.key, &s.type);
	const char *hash = is_word(&s.hash, "sha512") ? "sha512" : is_word(&s.hash, "sha256") ? "sha256" : NULL;
	if (!hash || !is_word(&s.space, space)) {
		*why = phrase_new(sc, "its signature was made for another purpose");
		return SSHSIG_BAD;
	}
	if (!is_word(&s.type, ed25519))
		return SSHSIG_OTHER;
	if (holds(turn, &s, space, hash, bytes, len))
		return SSHSIG_GOOD;
	*why = phrase_new(sc, "its signature is of other words than these");
	return SSHSIG_BAD;
}
