/* hooks_send.c: the door to libcurl. */
#define CURL_DISABLE_TYPECHECK 1
#include "base/base.h"
#include "base/library.h"
#include "web/hooks_send.h"
#include "curl-gnutls_library.inc"
#include <curl/curl.h>
#include <pthread.h>

enum { CONNECT = 5, ALL = 10, MOST = 64 << 10 };         /* seconds; bytes of an answer, with its heads */

#define CURL_OF(DO) DO(easy_cleanup) DO(easy_getinfo) DO(easy_init) DO(easy_perform) DO(easy_setopt) DO(easy_strerror) \
	DO(global_init) DO(slist_append) DO(slist_free_all)
static struct {
#define MEMBER(name) __typeof__(curl_##name) *name;
#define SYMBOL(name) { "curl_" #name, &curl.name },
	CURL_OF(MEMBER)
} curl;
static const struct library_symbol symbols[] = { CURL_OF(SYMBOL) };
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void)
{
	loaded = library_load(curl_gnutls_library, symbols, countof(symbols)) && !curl.global_init(CURL_GLOBAL_ALL);
}

struct answer { size_t heads, bytes; const atomic_bool *stop; };

/* Nothing of it is kept; too much ends the transfer. */
static size_t pass_heads(char *bytes, size_t size, size_t count, void *context)
{
	struct answer *a = context;
	(void)bytes;
	a->heads += size * count;
	return a->heads > MOST ? 0 : size * count;
}

static size_t pass_over(char *bytes, size_t size, size_t count, void *context)
{
	struct answer *a = context;
	(void)bytes;
	a->bytes += size * count;
	return a->bytes > MOST ? 0 : size * count;
}

static int look_up(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
	(void)a;
	(void)b;
	(void)c;
	(void)d;
	return atomic_load(((const struct answer *)context)->stop);
}

#define SET(option, value) (curl.easy_setopt(c, CURLOPT_##option, (value)) == CURLE_OK)

/* No environment, no other scheme, no way on, nobody's password. */
static bool set_bounds(CURL *c)
{
	return SET(PROTOCOLS_STR, "http,https") && SET(FOLLOWLOCATION, 0L) && SET(PROXY, "") && SET(NOSIGNAL, 1L)
	       && SET(NETRC, (long)CURL_NETRC_IGNORED) && SET(CONNECTTIMEOUT, (long)CONNECT) && SET(TIMEOUT, (long)ALL)
	       && SET(USERAGENT, "sarflow/" SARFLOW_VERSION);
}

static bool set_up(CURL *c, const struct hooks_sending *s, struct answer *a, struct curl_slist *heads)
{
	return set_bounds(c) && SET(URL, s->url) && SET(POSTFIELDS, s->body)
	       && SET(POSTFIELDSIZE, (long)strlen(s->body)) && SET(HTTPHEADER, heads)
	       && SET(WRITEFUNCTION, pass_over) && SET(WRITEDATA, a)
	       && SET(HEADERFUNCTION, pass_heads) && SET(HEADERDATA, a) && SET(NOPROGRESS, 0L)
	       && SET(XFERINFOFUNCTION, look_up) && SET(XFERINFODATA, a);
}

static struct curl_slist *list_of(const char *const *heads)
{
	struct curl_slist *out = NULL;
	for (; *heads; heads++) {
		struct curl_slist *longer = curl.slist_append(out, *heads);
		if (!longer)
			break;
		out = longer;
	}
	return out;
}

/* Who answers with too much has answered all the same, where the heads came to their end. */
static bool tell(struct scope *sc, CURL *c, const struct answer *a, CURLcode e, const char **answer)
{
	long status = 0;
	bool told = curl.easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status > 0 && a->heads <= MOST;
	if (!told || (e != CURLE_OK && a->bytes <= MOST)) {
		*answer = scope_copy(sc, curl.easy_strerror(e));
		return false;
	}
	*answer = scope_printf(sc, "%ld", status);
	return status >= 200 && status <= 299;
}

bool hooks_send(struct scope *sc, const struct hooks_sending *s, const char **answer)
{
	struct answer a = { .stop = s->stop };
	pthread_once(&once, load);
	*answer = "libcurl is missing";
	CURL *c = loaded ? curl.easy_init() : NULL;
	if (!c)
		return false;
	struct curl_slist *heads = list_of(s->heads);
	bool good = set_up(c, s, &a, heads) && tell(sc, c, &a, curl.easy_perform(c), answer);
	curl.slist_free_all(heads);
	curl.easy_cleanup(c);
	return good;
}
