/* certificates.c: the door to GnuTLS, through which libmicrohttpd speaks TLS. */
#include "web/certificates.h"
#include "base/base.h"
#include "base/library.h"
#include "gnutls_library.inc"
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

enum { CHAIN = 8 };             /* certificates that one may show */

#define GNUTLS(DO) DO(certificate_get_peers) DO(certificate_type_get) DO(free) DO(x509_crt_deinit) \
	DO(x509_crt_get_dn2) DO(x509_crt_import) DO(x509_crt_init) DO(x509_trust_list_add_trust_file) \
	DO(x509_trust_list_deinit) DO(x509_trust_list_init) DO(x509_trust_list_verify_crt2)
static struct {
#define MEMBER(name) __typeof__(gnutls_##name) *name;
#define SYMBOL(name) { "gnutls_" #name, &tls.name },
#undef gnutls_free
	GNUTLS(MEMBER)
} tls;
static const struct library_symbol symbols[] = { GNUTLS(SYMBOL) };

struct certificates { gnutls_x509_trust_list_t trusted; };

static void end(void *p) { tls.x509_trust_list_deinit(((struct certificates *)p)->trusted, 1); }

const struct fault *certificates_begin(struct scope *sc, const char *ca, const char *crl, struct certificates **out)
{
	struct certificates *c = NEW(sc, struct certificates);
	if (!library_load(gnutls_library, symbols, countof(symbols)))
		return fault_make(FAULT_SYSTEM, "the library {library} is missing; install it", gnutls_library);
	if (tls.x509_trust_list_init(&c->trusted, 0) != 0)
		return fault_make(FAULT_SYSTEM, "the server does not start");
	scope_defer(sc, end, c);
	if (tls.x509_trust_list_add_trust_file(c->trusted, ca, NULL, GNUTLS_X509_FMT_PEM, 0, 0) < 1)
		return fault_make(FAULT_SYSTEM, "{file} holds no certificate in PEM", ca);
	if (crl && tls.x509_trust_list_add_trust_file(c->trusted, NULL, crl, GNUTLS_X509_FMT_PEM,
	                                              GNUTLS_TL_VERIFY_CRL, 0) < 1)
		return fault_make(FAULT_SYSTEM, "{file} holds no list of certificates that were taken back, in PEM, "
			"by who issues them", crl);
	*out = c;
	return NULL;
}

static bool counts(const struct certificates *c, gnutls_x509_crt_t *chain, unsigned count)
{
	gnutls_typed_vdata_st use = { GNUTLS_DT_KEY_PURPOSE_OID, (void *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT, 0 };
	unsigned status = 1;
	return tls.x509_trust_list_verify_crt2(c->trusted, chain, count, &use, 1, 0, &status, NULL) == 0 && status == 0;
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

const char *certificates_subject(struct scope *sc, const struct certificates *c, void *session)
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
	if (count == shown && counts(c, chain, count))
		out = subject_of(sc, chain[0]);
	while (count > 0)
		tls.x509_crt_deinit(chain[--count]);
	return out;
}
