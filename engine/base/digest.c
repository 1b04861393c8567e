/* digest.c: the one door to OpenSSL's digests. */
#include "base/base.h"
#include "base/digest.h"
#include <errno.h>
#include <pthread.h>
#include <openssl/evp.h>
#include <unistd.h>

struct digest { EVP_MD_CTX *ctx; };

static void must(int ok)
{
	if (!ok) {
		fputs("sarflow: SHA-256 or SHA-1 is not available in this OpenSSL\n", stderr);
		abort();
	}
}

static EVP_MD *sha256;

/* Else OpenSSL begins with tables of the old names of all it has, which takes as long as a template's digest; and
 * looks SHA-256 up anew for each text, which takes longer than a short one.  Nor does a digest need the machine's
 * openssl.cnf, or to be taken down piece by piece when the program ends. */
static void set_up(void)
{
	OPENSSL_init_crypto(OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS
	                    | OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
	/* looked up before its old name stands there it keeps no number that CMS finds it by: store/certificate.c */
	EVP_add_digest(EVP_sha256());
	EVP_add_digest(EVP_sha1());
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	must(sha256 != NULL);
}

static void begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, set_up);
}

static void hex(const unsigned char *raw, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < len; i++) {
		out[i * 2] = digits[raw[i] >> 4];
		out[i * 2 + 1] = digits[raw[i] & 15];
	}
	out[len * 2] = '\0';
}

void digest_bytes(const void *bytes, size_t len, char out[DIGEST_TEXT])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	begin();
	must(EVP_Digest(bytes, len, raw, NULL, sha256, NULL));
	hex(raw, DIGEST_TEXT / 2, out);
}

static void close_ctx(void *ctx) { EVP_MD_CTX_free(ctx); }

struct digest *digest_start(struct scope *sc)
{
	struct digest *d = NEW(sc, struct digest);
	begin();
	d->ctx = EVP_MD_CTX_new();
	must(d->ctx != NULL && EVP_DigestInit_ex(d->ctx, sha256, NULL));
	scope_defer(sc, close_ctx, d->ctx);
	return d;
}

void digest_add(struct digest *d, const void *bytes, size_t len) { must(EVP_DigestUpdate(d->ctx, bytes, len)); }

void digest_end(struct digest *d, char out[DIGEST_TEXT])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	must(EVP_DigestFinal_ex(d->ctx, raw, NULL));
	hex(raw, DIGEST_TEXT / 2, out);
}

const struct fault *digest_fd(int fd, const char *name, char out[DIGEST_TEXT], uint64_t *size)
{
	SCOPE(turn);
	struct digest *d = digest_start(turn);
	char block[256 * 1024];
	bool pipe = lseek(fd, 0, SEEK_SET) != 0;
	*size = 0;
	for (;;) {
		ssize_t n = read(fd, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno("reading {file}", name);
		if (n == 0)
			break;
		digest_add(d, block, (size_t)n);
		*size += (uint64_t)n;
	}
	digest_end(d, out);
	return pipe || lseek(fd, 0, SEEK_SET) == 0 ? NULL : fault_errno("reading {file}", name);
}

void digest_git(const char *kind, const void *bytes, size_t len, char out[DIGEST_GIT_TEXT])
{
	unsigned char raw[EVP_MAX_MD_SIZE];
	char head[64];
	int n = snprintf(head, sizeof head, "%s %zu", kind, len);
	begin();
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	must(ctx != NULL && EVP_DigestInit_ex(ctx, EVP_sha1(), NULL));
	must(EVP_DigestUpdate(ctx, head, (size_t)n + 1));       /* with its NUL */
	must(EVP_DigestUpdate(ctx, bytes, len) && EVP_DigestFinal_ex(ctx, raw, NULL));
	EVP_MD_CTX_free(ctx);
	hex(raw, DIGEST_GIT_TEXT / 2, out);
}

bool digest_is_valid(const char *s)
{
	return strspn(s, "0123456789abcdef") == 64 && s[64] == '\0';
}

const char *digest_base64(struct scope *sc, const void *bytes, size_t len)
{
	enum { GROUP = 3 << 20 };               /* EVP_EncodeBlock counts in int */
	char *out = scope_alloc(sc, len / 3 * 4 + 8, 1);
	size_t at = 0;
	for (size_t from = 0; from < len; from += GROUP)
		at += (size_t)EVP_EncodeBlock((unsigned char *)out + at, (const unsigned char *)bytes + from,
		                              (int)(len - from < GROUP ? len - from : GROUP));
	return out;
}

const char *digest_from_base64(struct scope *sc, const char *text, size_t *len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
	size_t n = strlen(text), padding = 0;
	if (n % 4 || n > INT_MAX / 2 || text[strspn(text, letters)])
		return NULL;
	while (padding < n && padding < 3 && text[n - 1 - padding] == '=')
		padding++;
	unsigned char *out = scope_alloc(sc, n / 4 * 3 + 1, 1);
	if (padding > 2 || memchr(text, '=', n - padding)
	    || (n && EVP_DecodeBlock(out, (const unsigned char *)text, (int)n) < 0))
		return NULL;
	*len = n / 4 * 3 - padding;
	out[*len] = '\0';
	return (const char *)out;
}
