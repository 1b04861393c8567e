/* certificates.c: the door to GnuTLS, through which libmicrohttpd speaks TLS. */
#include "web/certificates.h"
#include "base/base.h"
#include "base/file.h"
#include "base/library.h"
#include "gnutls_library.inc"
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <pthread.h>
#include <sys/stat.h>

enum { CHAIN = 8, LIST = 16 << 20 };    /* certificates that one may show; bytes of a list */

#define GNUTLS(DO) DO(certificate_get_peers) DO(certificate_type_get) DO(free) DO(x509_crt_deinit) \
	DO(x509_crt_get_dn2) DO(x509_crt_import) DO(x509_crt_init) DO(x509_crl_deinit) \
	DO(x509_crl_get_next_update) DO(x509_crl_list_import2) DO(x509_trust_list_add_trust_mem) \
	DO(x509_trust_list_deinit) DO(x509_trust_list_init) DO(x509_trust_list_verify_crt2)
static struct {
#define MEMBER(name) __typeof__(gnutls_##name) *name;
#define SYMBOL(name) { "gnutls_" #name, &tls.name },
#undef gnutls_free
	GNUTLS(MEMBER)
} tls;
static const struct library_symbol symbols[] = { GNUTLS(SYMBOL) };

/* lock: of trusted and until, which are others when crl has changed; until: when the first of its lists is out of date,
 * 0: never; ours: the issuers, in PEM. */
struct certificates { pthread_rwlock_t lock; gnutls_x509_trust_list_t trusted; const char *ca, *ours, *crl;
                      size_t len; struct stat seen; time_t until; };

static void end(void *p)
{
	struct certificates *c = p;
	if (c->trusted)
		tls.x509_trust_list_deinit(c->trusted, 1);
	pthread_rwlock_destroy(&c->lock);
}

/* The library asks for it when a list is read, and not when it is used. */
static time_t end_of(const gnutls_datum_t *lists)
{
	gnutls_x509_crl_t *all = NULL;
	unsigned count = 0;
	time_t out = 0;
	if (tls.x509_crl_list_import2(&all, &count, lists, GNUTLS_X509_FMT_PEM, 0) < 0)
		return 1;                       /* what cannot be told is over */
	for (unsigned i = 0; i < count; i++) {
		time_t next = tls.x509_crl_get_next_update(all[i]);
		if (next > 0 && (out == 0 || next < out))
			out = next;
		tls.x509_crl_deinit(all[i]);
	}
	(*tls.free)(all);
	return out;
}

static const struct fault *read_all(const struct certificates *c, gnutls_x509_trust_list_t to, time_t *until)
{
	SCOPE(turn);
	const gnutls_datum_t ours = { (void *)(uintptr_t)c->ours, (unsigned)c->len };
	const char *bytes = NULL;
	size_t len = 0;
	if (tls.x509_trust_list_add_trust_mem(to, &ours, NULL, GNUTLS_X509_FMT_PEM, 0, 0) < 1)
		return fault_make(FAULT_SYSTEM, "{file} holds no certificate in PEM", c->ca);
	if (!c->crl)
		return NULL;
	TRY(file_read(turn, c->crl, LIST, &bytes, &len));
	const gnutls_datum_t crl = { (void *)(uintptr_t)bytes, (unsigned)len };
	*until = end_of(&crl);
	int added = tls.x509_trust_list_add_trust_mem(to, NULL, &crl, GNUTLS_X509_FMT_PEM, GNUTLS_TL_VERIFY_CRL, 0);
	return added >= 1 ? NULL : fault_make(FAULT_SYSTEM, "{file} holds no list of certificates that were taken back "
		"that counts today: in PEM, by who issues them, and not out of date", c->crl);
}

/* In place of what counted, if it can be read. */
static const struct fault *take_lists(struct certificates *c)
{
	gnutls_x509_trust_list_t fresh = NULL, old = c->trusted;
	time_t until = 0;
	if (tls.x509_trust_list_init(&fresh, 0) != 0)
		return fault_make(FAULT_SYSTEM, "the server does not start");
	const struct fault *f = read_all(c, fresh, &until);
	if (!f) {
		c->trusted = fresh;
		c->until = until;
	}
	fresh = f ? fresh : old;
	if (fresh)
		tls.x509_trust_list_deinit(fresh, 1);
	return f;
}

const struct fault *certificates_begin(struct scope *sc, const char *ca, const char *crl, struct certificates **out)
{
	struct certificates *c = NEW(sc, struct certificates);
	if (!library_load(gnutls_library, symbols, countof(symbols)))
		return fault_make(FAULT_SYSTEM, "the library {library} is missing; install it", gnutls_library);
	pthread_rwlock_init(&c->lock, NULL);
	scope_defer(sc, end, c);
	TRY(file_read(sc, ca, LIST, &c->ours, &c->len));
	c->ca = ca;
	c->crl = crl;
	if (crl && stat(crl, &c->seen) != 0)
		return fault_errno("{file}", crl);
	TRY(take_lists(c));
	*out = c;
	return NULL;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size
	       && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

const struct fault *certificates_refresh(struct certificates *c)
{
	struct stat now = {0};
	const struct fault *f = NULL;
	if (!c->crl)
		return NULL;
	if (stat(c->crl, &now) != 0)
		now = (struct stat){0};
	pthread_rwlock_rdlock(&c->lock);
	bool same = is_same(&now, &c->seen);
	pthread_rwlock_unlock(&c->lock);
	if (same)
		return NULL;
	pthread_rwlock_wrlock(&c->lock);
	if (!is_same(&now, &c->seen)) {
		c->seen = now;          /* before it is read: what is written meanwhile is read next time */
		f = take_lists(c);
	}
	pthread_rwlock_unlock(&c->lock);
	return f;
}

static bool counts(struct certificates *c, int64_t now, gnutls_x509_crt_t *chain, unsigned count)
{
	gnutls_typed_vdata_st use = { GNUTLS_DT_KEY_PURPOSE_OID, (void *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT, 0 };
	unsigned status = 1;
	pthread_rwlock_rdlock(&c->lock);
	int e = tls.x509_trust_list_verify_crt2(c->trusted, chain, count, &use, 1, 0, &status, NULL);
	bool over = c->until && now >= c->until;
	pthread_rwlock_unlock(&c->lock);
	return e == 0 && status == 0 && !over;
}

static const char *subject_of(struct scope *sc, gnutls_x509_crt_t one)
{
	gnutls_datum_t dn = { NULL, 0 };
	if (tls.x509_crt_get_dn2(one, &dn) != 0)
		return NULL;
	const char *out = scope_copy_bytes(sc, (const char *)dn.data, dn.size);
	(*tls.free)(dn.data);
	return *out && strlen(out) == dn.size ? out : NULL;
}

const char *certificates_subject(struct scope *sc, struct certificates *c, int64_t now, void *session)
{
	unsigned shown = 0, count = 0;
	gnutls_x509_crt_t chain[CHAIN];
	const char *out = NULL;
	if (!session || tls.certificate_type_get(session) != GNUTLS_CRT_X509)
		return NULL;
	const gnutls_datum_t *raw = tls.certificate_get_peers(session, &shown);
	if (!raw || shown == 0 || shown > CHAIN)
		return NULL;
	for (; count < shown && tls.x509_crt_init(&chain[count]) == 0; count++)
		if (tls.x509_crt_import(chain[count], &raw[count], GNUTLS_X509_FMT_DER) != 0) {
			tls.x509_crt_deinit(chain[count]);
			break;
		}
	if (count == shown && counts(c, now, chain, count))
		out = subject_of(sc, chain[0]);
	while (count > 0)
		tls.x509_crt_deinit(chain[--count]);
	return out;
}
