/* certificate.c: the one door to OpenSSL's certificates and CMS. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "store/certificate.h"
#include <assert.h>
#include <ctype.h>
#include <fcntl.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <unistd.h>

static const char begins[] = "-----BEGIN SIGNED MESSAGE-----\n", ends[] = "-----END SIGNED MESSAGE-----";
enum { ARMOUR_MOST = 64 * 1024, ARMOUR_LINE = 64, FILE_MOST = 64 * 1024, PASSPHRASE_MOST = 1024 };

/* What CMS and PKCS#12 look up by name: digest.c keeps OpenSSL from filling its tables with all there is, and begins
 * with those it uses itself. */
static void set_up(void)
{
	char unused[DIGEST_TEXT];
	digest_bytes("", 0, unused);
	const EVP_MD *digests[] = { EVP_sha384(), EVP_sha512() };
	const EVP_CIPHER *ciphers[] = { EVP_aes_128_cbc(), EVP_aes_192_cbc(), EVP_aes_256_cbc(), EVP_des_ede3_cbc() };
	for (size_t i = 0; i < countof(digests); i++)
		EVP_add_digest(digests[i]);
	for (size_t i = 0; i < countof(ciphers); i++)
		EVP_add_cipher(ciphers[i]);
}

static void begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, set_up);
	ERR_clear_error();
}

static void close_bio(void *p) { BIO_free(p); }
static void close_x509(void *p) { X509_free(p); }
static void close_key(void *p) { EVP_PKEY_free(p); }
static void close_cms(void *p) { CMS_ContentInfo_free(p); }
static void close_certs(void *p) { sk_X509_pop_free(p, X509_free); }

static BIO *hold(struct scope *sc, const void *bytes, size_t len)
{
	BIO *b = BIO_new_mem_buf(bytes, (int)len);
	assert(b && len < INT_MAX);
	scope_defer(sc, close_bio, b);
	return b;
}

static X509 *keep_x509(struct scope *sc, X509 *x)
{
	if (x)
		scope_defer(sc, close_x509, x);
	return x;
}

/* --- certificates as keys --- */

static struct sshsig_key name_key(struct scope *sc, const unsigned char *der, size_t len)
{
	char digest[DIGEST_TEXT];
	struct sshsig_key out = { .type = CERTIFICATE_TYPE, .base64 = digest_base64(sc, der, len) };
	char *name = scope_alloc(sc, DIGEST_TEXT / 2 * 3, 1);
	digest_bytes(der, len, digest);
	for (size_t i = 0; i < DIGEST_TEXT - 1; i++) {
		name[i / 2 * 3 + i % 2] = (char)toupper((unsigned char)digest[i]);
		if (i % 2 && i < DIGEST_TEXT - 2)
			name[i / 2 * 3 + 2] = ':';
	}
	out.fingerprint = name;
	return out;
}

static bool key_of(struct scope *sc, X509 *x, struct sshsig_key *out)
{
	unsigned char *der = NULL;
	int len = i2d_X509(x, &der);
	if (len <= 0)
		return false;
	*out = name_key(sc, der, (size_t)len);
	OPENSSL_free(der);
	return true;
}

/* The certificate of a line; all of its bytes, as they would be written again: one certificate has one line. */
static X509 *of_line(struct scope *sc, const char *line)
{
	static const char type[] = CERTIFICATE_TYPE " ";
	size_t len = 0;
	if (strncmp(line, type, sizeof type - 1) != 0)
		return NULL;
	const char *word = line + sizeof type - 1;
	const char *der = digest_from_base64(sc, scope_copy_bytes(sc, word, strcspn(word, " \r\n")), &len);
	const unsigned char *at = (const unsigned char *)der;
	begin();
	X509 *x = der && len < FILE_MOST ? keep_x509(sc, d2i_X509(NULL, &at, (long)len)) : NULL;
	struct sshsig_key again;
	return x && at == (const unsigned char *)der + len && key_of(sc, x, &again)
	       && strncmp(again.base64, word, strlen(again.base64)) == 0 ? x : NULL;
}

bool certificate_key_read(struct scope *sc, const char *line, struct sshsig_key *out)
{
	SCOPE(turn);
	X509 *x = of_line(turn, line);
	return x && key_of(sc, x, out);
}

static bool print_day(const ASN1_TIME *t, char out[DATE_TEXT])
{
	struct tm tm;
	if (!t || !ASN1_TIME_to_tm(t, &tm) || tm.tm_year < -1899 || tm.tm_year > 8099)
		return false;
	snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)(tm.tm_year + 1900) % 10000,
	         (unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100);
	return true;
}

bool certificate_days(const char *line, struct certificate_days *out)
{
	SCOPE(turn);
	X509 *x = of_line(turn, line);
	return x && print_day(X509_get0_notBefore(x), out->from) && print_day(X509_get0_notAfter(x), out->until);
}

/* RSA of 2048 to 8192 bits, and the curves P-256, P-384 and P-521. */
static bool is_judged(X509 *x)
{
	static const char *const curves[] = { "prime256v1", "secp384r1", "secp521r1" };
	EVP_PKEY *key = X509_get0_pubkey(x);
	char curve[64] = "";
	int kind = key ? EVP_PKEY_get_base_id(key) : NID_undef, bits = key ? EVP_PKEY_get_bits(key) : 0;
	if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS)
		return bits >= 2048 && bits <= 8192;
	if (kind != EVP_PKEY_EC || !EVP_PKEY_get_group_name(key, curve, sizeof curve, NULL))
		return false;
	for (size_t i = 0; i < countof(curves); i++)
		if (strcmp(curve, curves[i]) == 0)
			return true;
	return false;
}

const struct phrase *certificate_refuse(struct scope *sc, const char *line)
{
	SCOPE(turn);
	struct certificate_days days;
	X509 *x = of_line(turn, line);
	if (!x || !certificate_days(line, &days))
		return phrase_new(sc, "this is no certificate");
	if (!is_judged(x))
		return phrase_new(sc, "its key is of a kind that is not judged here: use RSA of 2048 bits or more, or "
			"a curve of NIST");
	if (!(X509_get_key_usage(x) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)))
		return phrase_new(sc, "it was not issued for signatures; ask who issued it for one that is");
	return NULL;
}

/* --- files --- */

static int no_passphrase(char *out, int room, int writing, void *context)
{
	(void)out, (void)room, (void)writing, (void)context;
	return -1;
}

static X509 *read_pkcs12(struct scope *sc, const char *bytes, size_t len, const char *passphrase, EVP_PKEY **key)
{
	PKCS12 *p = d2i_PKCS12_bio(hold(sc, bytes, len), NULL);
	X509 *x = NULL;
	EVP_PKEY *found = NULL;
	if (p && PKCS12_parse(p, passphrase, &found, &x, NULL) != 1)
		x = NULL;
	PKCS12_free(p);
	if (found)
		scope_defer(sc, close_key, found);
	if (key)
		*key = found;
	return keep_x509(sc, x);
}

static X509 *read_x509(struct scope *sc, const char *bytes, size_t len)
{
	if (len >= FILE_MOST)
		return NULL;
	X509 *x = keep_x509(sc, PEM_read_bio_X509(hold(sc, bytes, len), NULL, no_passphrase, NULL));
	if (!x)
		x = keep_x509(sc, d2i_X509_bio(hold(sc, bytes, len), NULL));
	return x ? x : read_pkcs12(sc, bytes, len, "", NULL);
}

bool certificate_read(struct scope *sc, const char *bytes, size_t len, struct sshsig_key *out)
{
	SCOPE(turn);
	begin();
	X509 *x = read_x509(turn, bytes, len);
	return x && key_of(sc, x, out);
}

struct certificate_secret { X509 *certificate; EVP_PKEY *key; };

struct asking { const char *file; bool asked; };

/* OpenSSL's own question would read what somebody pipes in where there is no terminal. */
static int ask_passphrase(char *out, int room, int writing, void *context)
{
	struct asking *a = context;
	char words[512];
	int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	a->asked = true;
	if (terminal < 0)
		return -1;
	close(terminal);
	snprintf(words, sizeof words, "%.400s: ", a->file);
	int failed = EVP_read_pw_string(out, room, words, writing);
	return failed ? -1 : (int)strlen(out);
}

static bool is_pkcs12(struct scope *sc, const char *bytes, size_t len)
{
	PKCS12 *p = d2i_PKCS12_bio(hold(sc, bytes, len), NULL);
	PKCS12_free(p);
	return p != NULL;
}

static X509 *open_pkcs12(struct scope *sc, const char *bytes, size_t len, struct asking *a, EVP_PKEY **key)
{
	char passphrase[PASSPHRASE_MOST] = "";
	X509 *x = read_pkcs12(sc, bytes, len, "", key);
	if (!x && is_pkcs12(sc, bytes, len) && ask_passphrase(passphrase, sizeof passphrase, 0, a) >= 0)
		x = read_pkcs12(sc, bytes, len, passphrase, key);
	OPENSSL_cleanse(passphrase, sizeof passphrase);
	return x;
}

const struct fault *certificate_open(struct scope *sc, const char *file, const char *bytes, size_t len,
                                     struct certificate_secret **out)
{
	struct certificate_secret *s = NEW(sc, struct certificate_secret);
	struct asking asking = { file, false };
	begin();
	if (len < FILE_MOST && strstr(bytes, "-----BEGIN ")) {
		s->certificate = read_x509(sc, bytes, len);
		s->key = PEM_read_bio_PrivateKey(hold(sc, bytes, len), NULL, ask_passphrase, &asking);
		if (s->key)
			scope_defer(sc, close_key, s->key);
	} else if (len < FILE_MOST) {
		s->certificate = open_pkcs12(sc, bytes, len, &asking, &s->key);
	}
	bool fits = s->certificate && s->key && X509_check_private_key(s->certificate, s->key) == 1;
	ERR_clear_error();
	*out = s;
	if (fits)
		return NULL;
	return asking.asked && !s->key
	       ? fault_make(FAULT_REFUSED, "the key in {file} was not opened: it has a passphrase, and the right one "
			"was not given at a terminal", file)
	       : fault_make(FAULT_REFUSED, "{file} does not hold a certificate and the private key that belongs to "
			"it", file);
}

/* --- signing --- */

/* The seconds of a commit's committer; 0: it is no commit. */
static time_t commit_time(const char *bytes)
{
	const char *line = strncmp(bytes, "tree ", 5) == 0 ? strstr(bytes, "\ncommitter ") : NULL;
	const char *close = line ? strstr(line, "> ") : NULL;
	return close ? (time_t)strtoll(close + 2, NULL, 10) : 0;
}

static bool set_time(CMS_SignerInfo *si, time_t at)
{
	ASN1_TIME *t = at ? ASN1_TIME_set(NULL, at) : NULL;
	bool well = !at || (t && CMS_signed_add1_attr_by_NID(si, NID_pkcs9_signingTime, t->type, t, -1) == 1);
	ASN1_TIME_free(t);
	return well;
}

static CMS_ContentInfo *make(struct scope *sc, const struct certificate_secret *s, const char *bytes, size_t len)
{
	const unsigned flags = CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_PARTIAL;
	CMS_ContentInfo *cms = CMS_sign(NULL, NULL, NULL, NULL, flags);
	if (cms)
		scope_defer(sc, close_cms, cms);
	CMS_SignerInfo *si = cms ? CMS_add1_signer(cms, s->certificate, s->key, EVP_sha256(), flags) : NULL;
	return si && set_time(si, commit_time(bytes)) && CMS_final(cms, hold(sc, bytes, len), NULL, flags) == 1
	       ? cms : NULL;
}

static const char *wrap(struct scope *sc, const unsigned char *der, size_t len)
{
	struct buf *out = buf_new(sc);
	buf_printf(out, "%s", begins);
	for (const char *s = digest_base64(sc, der, len); *s; ) {
		size_t n = strnlen(s, ARMOUR_LINE);
		buf_printf(out, "%.*s\n", (int)n, s);
		s += n;
	}
	buf_printf(out, "%s\n", ends);
	return out->at;
}

const struct fault *certificate_sign(struct scope *sc, const struct certificate_secret *s, const char *bytes,
                                     size_t len, const char **armour)
{
	SCOPE(turn);
	unsigned char *der = NULL;
	begin();
	CMS_ContentInfo *cms = make(turn, s, bytes, len);
	int n = cms ? i2d_CMS_ContentInfo(cms, &der) : -1;
	ERR_clear_error();
	if (n <= 0)
		return fault_make(FAULT_REFUSED, "OpenSSL made no signature with this certificate, so this is "
			"not recorded");
	*armour = wrap(sc, der, (size_t)n);
	OPENSSL_free(der);
	return NULL;
}

/* --- judging --- */

bool certificate_is_armour(const char *armour) { return strncmp(armour, begins, sizeof begins - 1) == 0; }

/* The bytes between first and last line; NULL: it is no such armour. */
static const char *unwrap(struct scope *sc, const char *text, size_t len, size_t *n)
{
	while (len > 0 && text[len - 1] == '\n')
		len--;
	size_t head = sizeof begins - 1, foot = sizeof ends - 1;
	if (len <= head + foot || len >= ARMOUR_MOST || !certificate_is_armour(text)
	    || memcmp(text + len - foot, ends, foot) != 0 || text[len - foot - 1] != '\n')
		return NULL;
	char *base64 = scope_alloc(sc, len, 1), *to = base64;
	for (const char *at = text + head; at < text + len - foot; at++)
		if (*at != '\n')
			*to++ = *at;
	return strlen(base64) == (size_t)(to - base64) ? digest_from_base64(sc, base64, n) : NULL;
}

/* Detached, of plain data, by one signer. */
static CMS_SignerInfo *take_signer(struct scope *sc, const char *der, size_t len, CMS_ContentInfo **out)
{
	const unsigned char *at = (const unsigned char *)der;
	CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &at, (long)len);
	*out = cms;
	if (!cms)
		return NULL;
	scope_defer(sc, close_cms, cms);
	if (at != (const unsigned char *)der + len || OBJ_obj2nid(CMS_get0_type(cms)) != NID_pkcs7_signed
	    || OBJ_obj2nid(CMS_get0_eContentType(cms)) != NID_pkcs7_data)
		return NULL;
	ASN1_OCTET_STRING **content = CMS_get0_content(cms);
	STACK_OF(CMS_SignerInfo) *all = CMS_get0_SignerInfos(cms);
	return content && !*content && sk_CMS_SignerInfo_num(all) == 1 ? sk_CMS_SignerInfo_value(all, 0) : NULL;
}

static bool has_good_digest(CMS_SignerInfo *si)
{
	X509_ALGOR *digest = NULL;
	CMS_SignerInfo_get0_algs(si, NULL, NULL, &digest, NULL);
	int nid = digest ? OBJ_obj2nid(digest->algorithm) : NID_undef;
	return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512;
}

/* Its digests over the bytes.  CMS_verify() would do it all, and loses memory where it knows one of them not. */
static BIO *read_through(CMS_ContentInfo *cms, BIO *bytes)
{
	char part[4096];
	BIO *chain = CMS_dataInit(cms, bytes);
	while (chain && BIO_read(chain, part, sizeof part) > 0)
		;
	return chain;
}

static void take_down(BIO *chain, const BIO *bytes)
{
	while (chain && chain != bytes) {
		BIO *next = BIO_pop(chain);
		BIO_free(chain);
		chain = next;
	}
}

static bool holds(struct scope *sc, CMS_ContentInfo *cms, CMS_SignerInfo *si, X509 *x, const char *bytes, size_t len)
{
	BIO *content = hold(sc, bytes, len), *chain = read_through(cms, content);
	CMS_SignerInfo_set1_signer_cert(si, x);
	bool well = chain && CMS_SignerInfo_verify(si) == 1 && CMS_SignerInfo_verify_content(si, chain) == 1;
	take_down(chain, content);
	ERR_clear_error();
	return well;
}

/* The certificate that the signer names: the signature's own, else one that is known. */
static X509 *find_signer(struct scope *sc, CMS_ContentInfo *cms, CMS_SignerInfo *si, const struct names *known)
{
	STACK_OF(X509) *own = CMS_get1_certs(cms);
	if (own)
		scope_defer(sc, close_certs, own);
	for (int i = 0; own && i < sk_X509_num(own); i++)
		if (CMS_SignerInfo_cert_cmp(si, sk_X509_value(own, i)) == 0)
			return sk_X509_value(own, i);
	for (size_t i = 0; i < known->count; i++) {
		X509 *x = of_line(sc, known->at[i]);
		if (x && CMS_SignerInfo_cert_cmp(si, x) == 0)
			return x;
	}
	return NULL;
}

static enum sshsig_verdict say(const struct phrase **why, const struct phrase *says, enum sshsig_verdict verdict)
{
	*why = says;
	return verdict;
}

static enum sshsig_verdict judge(struct scope *sc, struct scope *turn, const char *der, size_t n,
                                 const struct names *known, const char *bytes, size_t len, X509 **who,
                                 const struct phrase **why)
{
	CMS_ContentInfo *cms = NULL;
	CMS_SignerInfo *si = der ? take_signer(turn, der, n, &cms) : NULL;
	if (!si || CMS_signed_get_attr_count(si) <= 0)
		return say(why, phrase_new(sc, "what stands in the place of its signature is none"), SSHSIG_BAD);
	if (!has_good_digest(si))
		return say(why, phrase_new(sc, "its signature rests on a digest that is not believed any more"),
		           SSHSIG_BAD);
	*who = find_signer(turn, cms, si, known);
	if (!*who)
		return SSHSIG_OTHER;
	if (!is_judged(*who))
		return SSHSIG_OTHER;
	return holds(turn, cms, si, *who, bytes, len) ? SSHSIG_GOOD
	       : say(why, phrase_new(sc, "its signature is of other words than these"), SSHSIG_BAD);
}

enum sshsig_verdict certificate_judge(struct scope *sc, const char *armour, size_t armour_len,
                                      const struct names *known, const char *bytes, size_t len, struct sshsig_key *who,
                                      const struct phrase **why)
{
	SCOPE(turn);
	size_t n = 0;
	X509 *signer = NULL;
	begin();
	const char *der = unwrap(turn, armour, armour_len, &n);
	enum sshsig_verdict verdict = judge(sc, turn, der, n, known, bytes, len, &signer, why);
	ERR_clear_error();
	return verdict == SSHSIG_GOOD && !key_of(sc, signer, who) ? SSHSIG_BAD : verdict;
}
