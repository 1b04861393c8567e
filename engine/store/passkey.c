/* passkey.c: from what a browser gives to OpenSSH's forms of a key and a signature. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/phrase.h"
#include "store/passkey.h"
#include "store/signing.h"
#include "store/sshsig.h"

static const char key_type[] = "sk-ecdsa-sha2-nistp256@openssh.com", curve[] = "nistp256", space[] = "git";
static const char signature_type[] = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com";
enum { POINT = 65, HEAD = 37, FLAGS = 32, PRESENT = 0x01, ATTESTED = 0x40, NUMBER = 32 };

static void put_word(struct buf *b, const char *word) { sshsig_put(b, word, strlen(word)); }

/* --- keys --- */

static struct buf *key_blob(struct scope *sc, const char *point, const char *host)
{
	struct buf *b = buf_new(sc);
	put_word(b, key_type);
	put_word(b, curve);
	sshsig_put(b, point, POINT);
	put_word(b, host);
	return b;
}

/* SubjectPublicKeyInfo of a point on P-256, not compressed: RFC 5480. */
const char *passkey_line(struct scope *sc, const char *spki, const char *host)
{
	static const unsigned char head[] = { 0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02,
		0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04 };
	const char *bytes = NULL;
	size_t len = 0;
	if (!*host || !sshsig_base64_read(sc, spki, &bytes, &len) || len != sizeof head + POINT - 1
	    || memcmp(bytes, head, sizeof head) != 0)
		return NULL;
	const struct buf *b = key_blob(sc, bytes + sizeof head - 1, host);
	return scope_printf(sc, "%s %s", key_type, sshsig_base64(sc, b->at, b->len));
}

/* The blob of a line is exactly that of its point and its host. */
static struct buf *read_line(struct scope *sc, const char *line, const char **host)
{
	enum { FRONT = 4 + sizeof key_type - 1 + 4 + sizeof curve - 1 + 4 };
	struct sshsig_key key;
	const char *bytes = NULL;
	size_t len = 0;
	if (!sshsig_key_read(sc, line, &key) || strcmp(key.type, key_type) != 0
	    || !sshsig_base64_read(sc, key.base64, &bytes, &len) || len <= FRONT + POINT + 4)
		return NULL;
	*host = scope_copy_bytes(sc, bytes + FRONT + POINT + 4, len - FRONT - POINT - 4);
	struct buf *b = key_blob(sc, bytes + FRONT, *host);
	return b->len == len && memcmp(b->at, bytes, len) == 0 ? b : NULL;
}

const char *passkey_host(struct scope *sc, const char *line)
{
	const char *host = NULL;
	return read_line(sc, line, &host) ? host : NULL;
}

/* --- what is signed --- */

const char *passkey_challenge(struct scope *sc, const char *bytes, size_t len)
{
	const struct buf *m = sshsig_message(sc, space, bytes, len);
	char *out = scope_copy(sc, sshsig_base64(sc, m->at, m->len));
	for (char *c = out; *c; c++)
		*c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
	out[strcspn(out, "=")] = '\0';
	return out;
}

/* What the browser says it signed: the beginning is prescribed (WebAuthn, 5.8.1.1), and OpenSSH looks at it, too. */
static const char *find_origin(struct scope *sc, const char *client, size_t len, const char *challenge)
{
	const char *wanted = scope_printf(sc, "{\"type\":\"webauthn.get\",\"challenge\":\"%s\",\"origin\":\"",
	                                  challenge);
	size_t n = strlen(wanted);
	if (len < n || memcmp(client, wanted, n) != 0)
		return NULL;
	const char *text = scope_copy_bytes(sc, client + n, len - n);
	size_t end = strcspn(text, "\"\\");
	return text[end] == '"' ? scope_copy_bytes(sc, text, end) : NULL;
}

/* --- the signature --- */

/* A whole number of DER as SSH writes one: both have the fewest bytes, and a zero in front of a high bit. */
static bool take_number(const unsigned char **at, const unsigned char *end, struct buf *out)
{
	if (end - *at < 3 || (*at)[0] != 0x02)
		return false;
	size_t n = (*at)[1];
	if (n < 1 || n > NUMBER + 1 || (size_t)(end - *at) < n + 2 || ((*at)[2] & 0x80))
		return false;
	sshsig_put(out, *at + 2, n);
	*at += n + 2;
	return true;
}

static struct buf *read_numbers(struct scope *sc, const char *bytes, size_t len)
{
	const unsigned char *at = (const unsigned char *)bytes, *end = at + len;
	struct buf *out = buf_new(sc);
	if (len < 2 || at[0] != 0x30 || at[1] != len - 2)
		return NULL;
	at += 2;
	return take_number(&at, end, out) && take_number(&at, end, out) && at == end ? out : NULL;
}

static bool is_of_host(const char *auth, const char *host)
{
	char digest[DIGEST_TEXT], hex[3];
	digest_bytes(host, strlen(host), digest);
	for (size_t i = 0; i < FLAGS; i++) {
		snprintf(hex, sizeof hex, "%02x", (unsigned char)auth[i]);
		if (memcmp(hex, digest + 2 * i, 2) != 0)
			return false;
	}
	return true;
}

struct answer { const char *auth, *client, *origin; size_t auth_len, client_len; const struct buf *numbers; };

static const struct phrase *read_answer(struct scope *sc, const struct passkey_touch *t, const char *host,
                                        const char *challenge, struct answer *out)
{
	const char *made = NULL;
	size_t len = 0;
	if (!sshsig_base64_read(sc, t->auth_data, &out->auth, &out->auth_len) || out->auth_len < HEAD
	    || !sshsig_base64_read(sc, t->client_data, &out->client, &out->client_len)
	    || !sshsig_base64_read(sc, t->signature, &made, &len))
		return phrase_new(sc, "the browser's answer is no signature");
	out->origin = find_origin(sc, out->client, out->client_len, challenge);
	out->numbers = read_numbers(sc, made, len);
	if (!out->origin)
		return phrase_new(sc, "the browser signed other words than these");
	if (!out->numbers || !(out->auth[FLAGS] & PRESENT) || (out->auth[FLAGS] & ATTESTED))
		return phrase_new(sc, "the browser's answer is no signature");
	return is_of_host(out->auth, host) ? NULL : phrase_new(sc, "the browser signed for another address than {host}",
	                                                       host);
}

/* PROTOCOL.u2f, "webauthn": the numbers, the flags and the counter, then what the browser put around them. */
static struct buf *signature_blob(struct scope *sc, const struct answer *a)
{
	struct buf *b = buf_new(sc);
	put_word(b, signature_type);
	sshsig_put(b, a->numbers->at, a->numbers->len);
	buf_put(b, a->auth + FLAGS, HEAD - FLAGS);
	put_word(b, a->origin);
	sshsig_put(b, a->client, a->client_len);
	sshsig_put(b, a->auth + HEAD, a->auth_len - HEAD);
	return b;
}

const char *passkey_sign(struct scope *sc, const char *tmp, const char *line, const struct passkey_touch *t,
                         const char *bytes, size_t len, const struct phrase **why)
{
	const char *host = NULL;
	struct answer a = {0};
	const struct buf *key = read_line(sc, line, &host);
	*why = key ? read_answer(sc, t, host, passkey_challenge(sc, bytes, len), &a)
		: phrase_new(sc, "the browser's answer is no signature");
	if (*why)
		return NULL;
	const char *armour = sshsig_frame(sc, space, key, signature_blob(sc, &a));
	enum signing_judged judged = signing_ask_keygen(tmp, space, armour, strlen(armour), bytes, len);
	if (judged == SIGNING_GOOD)
		return armour;
	*why = judged == SIGNING_UNKNOWN ? phrase_new(sc, "ssh-keygen is not on this machine, so what the browser "
		"signed cannot be judged")
		: phrase_new(sc, "it is not signed with the passkey that is bound to you here");
	return NULL;
}
