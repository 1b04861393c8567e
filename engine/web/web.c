/* web.c: the door to libmicrohttpd: connections and their bounds. */
#include "base/base.h"
#include "base/json.h"
#include "base/library.h"
#include "base/temporary.h"
#include "desk/packages.h"
#include "web/certificates.h"
#include "web/hooks_watch.h"
#include "web/patience.h"
#include "web/request_log.h"
#include "web/route.h"
#include "web/web.h"
#include "microhttpd_library.inc"
#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* HEADER: bytes of a header, and what the library needs beside.  ANSWER: seconds that an answer may take to go out. */
/* REST: milliseconds in which nothing more comes of what was answered early. */
/* OF_PLACE: connections from one address, of 128 there may be; this machine's own may be a door that all come by. */
/* LARGE: bodies that lie on the disc at once, each as large as may come; OF_ONE: of one person. */
enum { CONNECTIONS = 128, HEADER = 32 * 1024, STACK = 4 << 20, ANSWER = 300, GRACE = 10, LARGE = 16, OF_ONE = 8,
       OF_PLACE = 48, SHELF = 64 << 20, REST = 5000 };

/* The program is not linked with it: with what it brings along it would be a quarter of the start of each command. */
#define MHD(DO) DO(add_response_header) DO(create_response_from_buffer) DO(create_response_from_fd64) \
	DO(destroy_response) DO(get_connection_info) DO(lookup_connection_value) DO(queue_response) \
	DO(quiesce_daemon) DO(start_daemon) DO(stop_daemon)
static struct {
#define MEMBER(name) __typeof__(MHD_##name) *name;
#define SYMBOL(name) { "MHD_" #name, &mhd.name },
	MHD(MEMBER)
} mhd;
static const struct library_symbol symbols[] = { MHD(SYMBOL) };

/* lock: of large, which names whose each body is, NULL where there is none. */
struct server { struct route_site site; const struct web_options *options; struct MHD_Daemon *daemon;
                pthread_mutex_t lock; struct patience *patience; const char *large[LARGE];
                struct certificates *certificates; };
/* body: what came so far; more than a form has lies in a file without a name, mapped when it is whole. */
/* drains: of git, which is told why when all has come, and else shows nothing but that the line broke.
 * early: it was answered before all of it had come. */
struct exchange { struct scope *sc; struct server *server; const char *target; struct buf *body; size_t spooled;
                  struct route_admitted may; const char **large; int spool; bool begun, drains, early;
                  enum page_cut cut; int64_t since; };

/* --- connections --- */

/* 0: nobody knows. */
static uint32_t place_of(const struct sockaddr *at)
{
	const struct sockaddr_in *four = at && at->sa_family == AF_INET ? (const void *)at : NULL;
	return four ? ntohl(four->sin_addr.s_addr) : 0;
}

/* One client that opens many and says nothing leaves room for others. */
static enum MHD_Result on_accept(void *context, const struct sockaddr *at, socklen_t len)
{
	struct server *s = context;
	uint32_t place = place_of(at);
	(void)len;
	return place == INADDR_LOOPBACK || patience_from(s->patience, place) < OF_PLACE ? MHD_YES : MHD_NO;
}

static void on_connection(void *context, struct MHD_Connection *c, void **own, enum MHD_ConnectionNotificationCode code)
{
	struct server *s = context;
	counts_connection(s->site.counts, code == MHD_CONNECTION_NOTIFY_STARTED ? 1 : -1);
	const union MHD_ConnectionInfo *fd = mhd.get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	const union MHD_ConnectionInfo *at = mhd.get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		*own = fd ? patience_enter(s->patience, fd->connect_fd, place_of(at ? at->client_addr : NULL)) : NULL;
	else if (*own)
		patience_leave(s->patience, *own);
}

static struct line *line_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i = mhd.get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return i ? i->socket_context : NULL;
}

static int64_t now_of(const struct server *s) { return s->site.clock ? s->site.clock() : s->site.world.now; }

/* --- what comes in --- */

static bool write_all(int fd, const char *bytes, size_t len)
{
	for (ssize_t n; len > 0; bytes += n, len -= (size_t)n)
		if ((n = write(fd, bytes, len)) <= 0)
			return false;
	return true;
}

static void close_spool(void *p) { fclose(p); }

static void end_large(void *p)
{
	struct exchange *x = p;
	pthread_mutex_lock(&x->server->lock);
	*x->large = NULL;
	pthread_mutex_unlock(&x->server->lock);
}

static bool begin_large(struct exchange *x)
{
	struct server *s = x->server;
	size_t own = 0;
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < LARGE; i++) {
		own += s->large[i] && strcmp(s->large[i], x->may.who) == 0;
		x->large = s->large[i] ? x->large : &s->large[i];
	}
	bool may = x->large && own < OF_ONE;
	if (may)
		*x->large = x->may.who;
	pthread_mutex_unlock(&s->lock);
	if (may)
		scope_defer(x->sc, end_large, x);
	return may;
}

static bool open_spool(struct exchange *x)
{
	if (!begin_large(x)) {
		x->cut = PAGE_TOO_MANY;
		return x->may.most != ROUTE_CONTENT;    /* git-lfs sends it again */
	}
	FILE *f = temporary_nameless(NULL);
	if (!f)
		return false;
	scope_defer(x->sc, close_spool, f);
	x->spool = fileno(f);
	return write_all(x->spool, x->body->at, x->body->len);
}

/* A form stays in memory; files go to the disc, so that some who send many at once take no memory from the others. */
static bool take_bytes(struct exchange *x, const char *bytes, size_t len)
{
	if (x->cut)
		return true;
	if (x->spooled + len > x->may.most) {
		x->cut = PAGE_TOO_LARGE;
		return x->drains;
	}
	x->spooled += len;
	if (x->spooled <= ROUTE_BODY) {
		buf_put(x->body, bytes, len);
		return true;
	}
	if (x->spool < 0 && !open_spool(x))
		return false;
	return x->cut || write_all(x->spool, bytes, len);
}

struct mapped { void *at; size_t len; };
static void unmap(void *p) { munmap(((struct mapped *)p)->at, ((struct mapped *)p)->len); }

static bool map_spool(struct exchange *x, struct route_request *r)
{
	struct mapped *m = NEW(x->sc, struct mapped);
	*m = (struct mapped){ mmap(NULL, x->spooled, PROT_READ, MAP_PRIVATE, x->spool, 0), x->spooled };
	if (m->at == MAP_FAILED)
		return false;
	scope_defer(x->sc, unmap, m);
	r->body = m->at;
	r->len = m->len;
	return true;
}

/* --- one request --- */

static const char *policy_of(struct scope *sc, const struct page_reply *r)
{
	if (r->fd >= 0)
		return "default-src 'none'; frame-ancestors 'none'";
	return scope_printf(sc, "default-src 'none'; style-src 'self'; img-src 'self'%s;%s form-action 'self'; "
	                    "base-uri 'none'; frame-ancestors 'none'", r->data_pictures ? " data:" : "",
	                    r->script ? " script-src 'self';" : "");
}

static bool put_header(struct MHD_Response *m, const char *name, const char *value)
{
	return mhd.add_response_header(m, name, value) == MHD_YES;
}

/* The policy on referrers tells nobody else where a reader comes from; "no-referrer" would make a form of our own look
 * as if it came from nowhere. */
static bool put_headers(struct scope *sc, struct MHD_Response *m, const struct page_reply *r)
{
	bool ok = put_header(m, "Content-Type", r->type ? r->type : "text/html; charset=utf-8")
		&& put_header(m, "Content-Security-Policy", policy_of(sc, r))
		&& put_header(m, "X-Content-Type-Options", "nosniff")
		&& put_header(m, "X-Frame-Options", "DENY")
		&& put_header(m, "Referrer-Policy", "same-origin")
		&& put_header(m, "Cross-Origin-Opener-Policy", "same-origin")
		&& put_header(m, "Cross-Origin-Resource-Policy", "same-origin")
		&& put_header(m, "Vary", "Cookie, Accept-Language, Authorization")
		&& put_header(m, "Cache-Control", r->etag ? "private, no-cache" : "no-store")
		&& (!r->challenges || put_header(m, "WWW-Authenticate", "Basic realm=\"sarflow\", charset=\"UTF-8\""));
	if (r->bearer)
		ok = ok && put_header(m, "WWW-Authenticate", "Bearer realm=\"sarflow\"");
	if (r->wait)
		ok = ok && put_header(m, "Retry-After", scope_printf(sc, "%d", r->wait));
	if (r->allow)
		ok = ok && put_header(m, "Allow", r->allow);
	if (r->stand)
		ok = ok && put_header(m, "Sarflow-Stand", r->stand);
	if (r->etag)
		ok = ok && put_header(m, "ETag", r->etag);
	if (r->disposition)
		ok = ok && put_header(m, "Content-Disposition", r->disposition);
	if (r->location)
		ok = ok && put_header(m, "Location", r->location);
	for (size_t i = 0; i < r->cookies.count; i++)
		ok = ok && put_header(m, "Set-Cookie", r->cookies.at[i]);
	return ok;
}

static enum MHD_Result reply(struct server *s, struct MHD_Connection *c, struct exchange *x, const char *method,
                            const struct page_reply *r)
{
	uint64_t bytes = r->fd >= 0 ? r->size : r->body->len;
	struct MHD_Response *m = r->fd >= 0 ? mhd.create_response_from_fd64(r->size, r->fd)
		: mhd.create_response_from_buffer(r->body->len, r->body->at, MHD_RESPMEM_PERSISTENT);
	if (!m)
		return MHD_NO;
	int64_t ms = patience_now() - x->since;
	request_log_line(&(struct request_log_answer){ now_of(s), method, x->target, r->status, bytes, ms });
	counts_answered(s->site.counts, r->status, bytes, ms);
	enum MHD_Result out = put_headers(x->sc, m, r)
		? mhd.queue_response(c, (unsigned)r->status, m) : MHD_NO;
	mhd.destroy_response(m);
	return out;
}

/* The address of the other end. */
static const char *from_of(struct MHD_Connection *c, struct scope *sc)
{
	const union MHD_ConnectionInfo *i = mhd.get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	char *out = scope_alloc(sc, INET_ADDRSTRLEN, 1);
	const struct sockaddr_in *at = i ? (const void *)i->client_addr : NULL;
	return at && at->sin_family == AF_INET && inet_ntop(AF_INET, &at->sin_addr, out, INET_ADDRSTRLEN) ? out : "";
}

static const char *subject_of(struct server *s, struct MHD_Connection *c, struct scope *sc)
{
	const union MHD_ConnectionInfo *i = mhd.get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	const struct fault *f = certificates_refresh(s->certificates);
	if (f)
		request_log_trouble(now_of(s), f);
	return i ? certificates_subject(sc, s->certificates, now_of(s), i->tls_session) : NULL;
}

static struct route_request request_of(struct server *s, struct MHD_Connection *c, struct exchange *x,
                                       const char *method)
{
	#define HEADER_OF(name) mhd.lookup_connection_value(c, MHD_HEADER_KIND, name)
	return (struct route_request){ .method = method, .target = x->target,
		.host = HEADER_OF("Host"),
		.origin = HEADER_OF("Origin"), .site = HEADER_OF("Sec-Fetch-Site"), .cookie = HEADER_OF("Cookie"),
		.languages = HEADER_OF("Accept-Language"), .known = HEADER_OF("If-None-Match"),
		.proxied = s->site.proxy ? HEADER_OF(s->site.proxy) : NULL, .from = from_of(c, x->sc),
		.certificate = s->certificates ? subject_of(s, c, x->sc) : NULL,
		.passed_on = HEADER_OF("X-Forwarded-For") ? HEADER_OF("X-Forwarded-For") : HEADER_OF("Forwarded"),
		.credentials = HEADER_OF("Authorization"), .encoding = HEADER_OF("Content-Encoding"),
		.csrf = HEADER_OF("X-CSRF-Token"),
		.key = HEADER_OF("Idempotency-Key"), .judged = x->may.judged, .fd = x->spool, .cut = x->cut,
		.type = HEADER_OF("Content-Type"), .body = x->body->at, .len = x->body->len,
		.steady = patience_now() / 1000 };
}

static enum MHD_Result answer(struct server *s, struct MHD_Connection *c, struct exchange *x, const char *method)
{
	struct route_request r = request_of(s, c, x, method);
	struct page_reply out;
	if (x->spool >= 0 && !x->cut && !map_spool(x, &r))
		return MHD_NO;
	route_answer(x->sc, &s->site, &r, &out);
	return reply(s, c, x, method, &out);
}

static enum MHD_Result refuse_large(struct server *s, struct MHD_Connection *c, struct exchange *x, const char *method)
{
	struct page_reply out;
	struct route_request r = request_of(s, c, x, method);
	route_too_large(x->sc, &s->site, &r, x->may.most, &out);
	x->early = true;
	return reply(s, c, x, method, &out);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *upload, size_t *size, void **own)
{
	struct server *s = context;
	struct exchange *x = *own;
	struct line *l = line_of(c);
	(void)url;
	(void)version;
	if (!x->begun) {
		const char *len = HEADER_OF("Content-Length");
		struct route_request r = request_of(s, c, x, method);
		x->begun = true;
		x->may = route_admits(x->sc, &s->site, &r);
		x->server = s;
		x->drains = x->may.most == ROUTE_PACK;
		if (x->may.most > ROUTE_BODY && l)
			patience_give(s->patience, l);
		bool large = len && !x->drains && strtoull(len, NULL, 10) > x->may.most;
		return large ? refuse_large(s, c, x, method) : MHD_YES;
	}
	if (*size) {
		if (!take_bytes(x, upload, *size))
			return MHD_NO;          /* it did not say how much comes */
		*size = 0;
		return MHD_YES;
	}
	if (l)
		patience_expect(s->patience, l, true);
	return answer(s, c, x, method);
}

/* The address as it was sent: the library would decode it, and end it at a NUL.  A request that goes no further than
 * its first line is never told to end: it ends with its connection. */
static void *on_target(void *context, const char *target, struct MHD_Connection *c)
{
	struct scope *sc = scope_open();
	struct exchange *x = NEW(sc, struct exchange);
	struct line *l = line_of(c);
	(void)context;
	if (l && l->asked)
		scope_close(l->asked);
	if (l)
		l->asked = sc;
	*x = (struct exchange){ .sc = sc, .target = scope_copy(sc, target), .body = buf_new(sc), .spool = -1,
	                        .since = patience_now() };
	return x;
}

/* Where a socket closes with bytes unread, its other end is told of a broken line, and throws away the answer that it
 * has not read (RFC 9112 section 9.6).  What still comes is read and dropped, until it ends, or rests, or is late. */
static void linger(int fd)
{
	char dropped[16 * 1024];
	struct pollfd at = { .fd = fd, .events = POLLIN };
	while (poll(&at, 1, REST) > 0 && read(fd, dropped, sizeof dropped) > 0)
		continue;
}

static void on_end(void *context, struct MHD_Connection *c, void **own, enum MHD_RequestTerminationCode code)
{
	struct server *s = context;
	struct exchange *x = *own;
	struct line *l = line_of(c);
	(void)code;
	if (x && l && x->early)
		linger(l->fd);
	if (l)
		patience_expect(s->patience, l, false);
	if (x && l)
		l->asked = NULL;
	if (x)
		scope_close(x->sc);
	*own = NULL;
}

static void be_quiet(void *context, const char *format, va_list args)
{
	(void)context;
	(void)format;
	(void)args;
}

/* --- the server --- */

static void tell_link(void *context, const char *token)
{
	struct server *s = context;
	SCOPE(turn);
	const struct web_options *o = s->options;
	const char *host = o->hosts && o->hosts->count ? o->hosts->at[0] : "127.0.0.1";
	const char *scheme = o->certificate ? "https" : "http";
	o->invite(o->context, o->team ? scope_printf(turn, "%s://%s:%d/", scheme, host, s->site.port)
	          : scope_printf(turn, "http://127.0.0.1:%d/enter?token=%s", s->site.port, token));
}

static const struct fault *listen_on(const char *address, int wanted, int *out, int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)wanted),
	                          .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof at;
	if (address && inet_pton(AF_INET, address, &at.sin_addr) != 1)
		return fault_make(FAULT_USAGE, "\"{address}\" is no address of the form 192.0.2.1", address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
	if (fd < 0)
		return fault_errno("there is no socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, CONNECTIONS) != 0
	    || getsockname(fd, (struct sockaddr *)&at, &len) != 0) {
		const struct fault *f = fault_errno("port {port} of {address}", wanted, address ? address
		                                    : "127.0.0.1");
		close(fd);
		return f;
	}
	*out = fd;
	*port = ntohs(at.sin_port);
	return NULL;
}

/* The newest forms of TLS alone; what is given is read once, as the server starts. */
static const char tls_priorities[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2";

static const struct fault *start(struct server *s, int fd)
{
	const struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)s->options->certificate },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)s->options->key },
		{ MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)tls_priorities },
		{ s->options->client_ca ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0,
		  (void *)(uintptr_t)s->options->client_trust },
		{ MHD_OPTION_END, 0, NULL },
	};
	bool secure = s->options->certificate != NULL;
	s->daemon = mhd.start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD
			| MHD_USE_AUTO | MHD_USE_ITC | MHD_USE_ERROR_LOG | (secure ? MHD_USE_TLS : 0U),
		0, on_accept, s, handle, s,
		MHD_OPTION_ARRAY, secure ? tls : &tls[4],
		MHD_OPTION_EXTERNAL_LOGGER, be_quiet, NULL,
		MHD_OPTION_LISTEN_SOCKET, fd,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, s->options->patience,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER,
		MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, on_end, s,
		MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
		MHD_OPTION_END);
	if (s->daemon)
		return NULL;
	close(fd);
	return fault_make(FAULT_SYSTEM, "the server does not start");
}

/* Nobody new comes in; who is being answered has some seconds more. */
static void stop(struct server *s)
{
	const struct timespec turn = { 0, 50 * 1000 * 1000 };
	int64_t end = patience_now() + GRACE * 1000;
	int fd = mhd.quiesce_daemon(s->daemon);
	if (fd >= 0)
		close(fd);
	while (patience_end_late(s->patience) > 0 && patience_now() < end)
		nanosleep(&turn, NULL);
	mhd.stop_daemon(s->daemon);
}

static void take_note(int signal) { (void)signal; }

/* A shell starts what runs in the background with Ctrl-C ignored; here it is waited for.  A terminal that is closed
 * ends it as well, unless it was started to outlive that, as by nohup. */
static void heed_ends(sigset_t *signals)
{
	static const int ends[] = { SIGINT, SIGTERM, SIGHUP };
	const struct sigaction how = { .sa_handler = take_note };
	struct sigaction was;
	sigemptyset(signals);
	for (size_t i = 0; i < countof(ends); i++) {
		sigaction(ends[i], NULL, &was);
		if (ends[i] == SIGHUP && was.sa_handler == SIG_IGN)
			continue;
		sigaction(ends[i], &how, NULL);
		sigaddset(signals, ends[i]);
	}
}

/* Signals are for this thread alone: all others are born while it does not take them. */
static void wait_for_end(struct server *s, const sigset_t *signals)
{
	const struct timespec second = { 1, 0 };
	while (sigtimedwait(signals, NULL, &second) < 0) {
		patience_end_late(s->patience);
		held_expire(s->site.held, patience_now() / 1000);
	}
}

static const struct fault *refuse_pushes(struct scope *sc, const char *folder)
{
	struct names folders = {0};
	TRY(packages_of(sc, folder, &folders));
	packages_refuse_pushes(&folders);
	return NULL;
}

static const struct fault *lay_out_team(struct scope *sc, struct server *s)
{
	const struct web_options *o = s->options;
	struct route_site *site = &s->site;
	char *word = scope_alloc(sc, SESSION_TEXT, 1);
	site->hosts = o->hosts;
	site->secure = o->certificate || o->behind;
	if (!o->team)
		return NULL;
	TRY(session_draw(word));
	site->proxy = o->proxy;
	site->proxy_word = word;
	site->certified = o->client_ca != NULL;
	if (o->client_ca)
		TRY(certificates_begin(sc, o->client_ca, o->client_crl, &s->certificates));
	site->roles = packages_roles_begin(sc);
	TRY(refuse_pushes(sc, o->world->directory));
	return accounts_open(sc, o->world->directory, false, &site->accounts);
}

/* Addresses are told of events beside it, where they are kept. */
static const struct fault *watch_and_wait(struct scope *sc, struct server *s, const sigset_t *signals)
{
	const struct hooks_home home = { &s->site.world, s->site.accounts, s->site.roles, s->site.clock };
	struct hooks_watch *watch = NULL;
	if (s->site.accounts)
		TRY(hooks_watch_begin(sc, &home, &watch));
	wait_for_end(s, signals);
	if (watch)
		hooks_watch_end(watch);
	return NULL;
}

const struct fault *web_serve(const struct web_options *o)
{
	SCOPE(sc);
	struct server *s = NEW(sc, struct server);
	char token[SESSION_TEXT];
	sigset_t signals, before;
	int fd = -1;
	if (!library_load(microhttpd_library, symbols, countof(symbols)))
		return fault_make(FAULT_SYSTEM, "the library {library} is missing; install it", microhttpd_library);
	*s = (struct server){ .options = o, .site = { .world = *o->world, .person = *o->person, .clock = o->clock,
		.invite = tell_link, .context = s } };
	pthread_mutex_init(&s->lock, NULL);
	TRY(session_begin(sc, &s->site.sessions));
	s->patience = patience_begin(sc, (int)o->patience, ANSWER);
	s->site.held = held_begin(sc);
	s->site.counts = counts_begin(sc);
	s->site.once = once_begin(sc);
	s->site.shelf = shelf_begin(sc, SHELF);
	TRY(session_invite(s->site.sessions, token));
	TRY(lay_out_team(sc, s));
	TRY(listen_on(o->address, o->port, &fd, &s->site.port));
	heed_ends(&signals);
	pthread_sigmask(SIG_BLOCK, &signals, &before);
	const struct fault *f = start(s, fd);
	if (!f) {
		tell_link(s, token);
		f = watch_and_wait(sc, s, &signals);
		stop(s);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_mutex_destroy(&s->lock);
	return f;
}
