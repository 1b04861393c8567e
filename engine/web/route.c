/* route.c: who may ask, which page answers. */
#include "base/base.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/path.h"
#include "desk/packages.h"
#include "render/message.h"
#include "view/inbox.h"
#include "view/served.h"
#include "web/address.h"
#include "web/parts.h"
#include "web/passkey.h"
#include "web/route.h"

#define PAGE(name) extern const struct page page_##name;
#include "pages.def"
#undef PAGE
static const struct page *const table[] = {
#define PAGE(name) &page_##name,
#include "pages.def"
#undef PAGE
};

struct asking { struct page_ask ask; struct route_site *site; const struct route_request *request; const char *session;
                struct served served; struct inbox_items items;
                struct shelf_of *of;            /* what the page is made of */
                const char *making;             /* its name on the shelf, while it is made; NULL: it is not */
                bool kept, noted; };            /* it is from the shelf; that somebody asked was written down */

const char *route_cookie(struct scope *sc, const struct route_site *s)
{
	return scope_printf(sc, "sarflow-%d", s->port);
}

/* --- refusals --- */

static int status_of(const struct fault *f)
{
	switch (f->code) {
	case FAULT_USAGE:     return 400;
	case FAULT_NOT_FOUND: return 404;
	case FAULT_REFUSED:   return 403;
	case FAULT_CONFLICT:  return 409;
	case FAULT_SYSTEM:    return 503;
	default:              return 500;
	}
}

/* What a person sees in place of the page: why not, and what to do. */
static void tell_program(struct asking *a, struct page_reply *out, int status, const struct fault *f)
{
	struct json *o = json_make_object(a->ask.sc);
	json_put_text(o, "error", fault_say(a->ask.sc, &a->ask.reader, f));
	*out = (struct page_reply){ .status = status, .body = out->body, .fd = -1, .type = "application/json" };
	buf_clear(out->body);
	json_write(o, out->body);
}

/* What git and git-lfs show to the person: "remote: ..."; a message. */
static void tell_git(struct asking *a, struct page_reply *out, int status, const struct fault *f)
{
	const char *words = fault_say(a->ask.sc, &a->ask.reader, f);
	bool lfs = strstr(a->request->target, "/info/lfs/") != NULL;
	page_close(out);
	*out = (struct page_reply){ .status = status, .body = out->body, .fd = -1,
		.type = lfs ? "application/vnd.git-lfs+json" : "text/plain; charset=utf-8" };
	buf_clear(out->body);
	if (!lfs) {
		buf_printf(out->body, "%s\n", words);
		return;
	}
	struct json *o = json_make_object(a->ask.sc);
	json_put_text(o, "message", words);
	json_write(o, out->body);
}

static void tell(struct asking *a, struct page_reply *out, int status, const struct fault *f)
{
	if (a->ask.page && a->ask.page->asker != PAGE_BROWSER) {
		tell_git(a, out, status, f);
		return;
	}
	if (strncmp(a->request->target, "/api/", 5) == 0) {
		tell_program(a, out, status, f);
		return;
	}
	struct message m = { .reader = &a->ask.reader, .fault = f, .served = &a->served,
	                     .back = a->served.person ? "/" : NULL };
	if (a->ask.desk) {
		m.reasons = desk_shut(a->ask.desk);
		m.reader = template_speaks(desk_template(a->ask.desk), desk_language(a->ask.desk));
		m.back = scope_printf(a->ask.sc, "/p/%s/index.html", address_write(a->ask.sc, a->ask.holes[0]));
	}
	struct buf *body = out->body;
	if (out->fd >= 0)
		page_close(out);
	*out = (struct page_reply){ .status = status, .body = body, .fd = -1 };
	message_put(&m, body);
}

#define REFUSE(status, ...) do { \
	tell(a, out, (status), fault_make(FAULT_REFUSED, __VA_ARGS__)); return false; } while (0)

/* A name of this machine itself: another one was made to lead here by a page from elsewhere (DNS rebinding). */
static bool is_ours(const struct route_site *s, const char *host)
{
	SCOPE(turn);
	static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
	for (size_t i = 0; host && i < countof(names); i++)
		if (strcmp(host, scope_printf(turn, "%s:%d", names[i], s->port)) == 0)
			return true;
	for (size_t i = 0; host && s->hosts && i < s->hosts->count; i++)
		if (strcasecmp(host, s->hosts->at[i]) == 0
		    || strcasecmp(host, scope_printf(turn, "%s:%d", s->hosts->at[i], s->port)) == 0)
			return true;
	return false;
}

/* A form that another site's page sent in the person's name. */
static bool is_foreign(const struct route_site *s, const struct route_request *r)
{
	if (r->site && strcmp(r->site, "same-origin") != 0 && strcmp(r->site, "none") != 0)
		return true;
	const char *scheme = s->secure ? "https://" : "http://";
	size_t n = strlen(scheme);
	return r->origin && !(strncmp(r->origin, scheme, n) == 0 && is_ours(s, r->origin + n)
	                      && r->host && strcmp(r->origin + n, r->host) == 0);
}

static bool is_form(const char *type)
{
	static const char form[] = "application/x-www-form-urlencoded";
	return type && strncasecmp(type, form, sizeof form - 1) == 0 && (!type[sizeof form - 1]
		|| strchr("; ", type[sizeof form - 1]));
}

static bool check_form(struct asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	if (is_foreign(a->site, r))
		REFUSE(403, "this form was sent from elsewhere; nothing was done. Open the page here and send it "
		       "again");
	bool files = a->ask.page->uploads && parts_is_form(r->type);
	if (!files && !is_form(r->type))
		REFUSE(415, "what was sent is no form of this server; nothing was done");
	a->ask.values = (struct page_values){0};
	if (!(files ? parts_read(a->ask.sc, r->type, r->body, r->len, &a->ask.values, &a->ask.files)
	      : address_form(a->ask.sc, r->body, r->len, &a->ask.values)))
		REFUSE(400, "the form cannot be read; nothing was done. Take out control characters and send it "
		       "again");
	const char *word = page_value(&a->ask, "csrf");
	if (!word || !*a->ask.csrf || !session_same(a->ask.csrf, word))
		REFUSE(403, "this form is not one of yours, or you entered anew since it was shown; nothing was done. "
		       "Open the page again");
	return true;
}

/* --- what a page needs --- */

static size_t count_holes(const char *pattern)
{
	size_t n = 0;
	for (; *pattern; pattern++)
		n += *pattern == '{';
	return n;
}

/* Of several that fit, the one that says most by itself. */
static const struct page *find(struct asking *a, const char *path)
{
	const struct page *out = NULL;
	size_t fewest = PAGE_HOLES + 1;
	for (size_t i = 0; i < countof(table); i++)
		for (const char *const *p = table[i]->paths; *p; p++) {
			const char *holes[PAGE_HOLES] = { NULL };
			if (count_holes(*p) >= fewest || !address_fits(a->ask.sc, *p, path, holes))
				continue;
			memcpy(a->ask.holes, holes, sizeof holes);
			fewest = count_holes(*p);
			out = table[i];
		}
	return out;
}

static const struct fault *take_folders(struct asking *a, struct world *w)
{
	struct names *folders = NEW(a->ask.sc, struct names);
	if (packages_is_one(w->directory))
		*LIST_ADD(a->ask.sc, folders) = w->directory;
	else
		TRY(packages_in(a->ask.sc, w->directory, folders));
	a->ask.folders = folders;
	if (!a->site->accounts)
		return NULL;
	struct names *held = NEW(a->ask.sc, struct names);
	packages_keep_held(a->ask.sc, a->site->roles, w, a->ask.person.email, folders, held);
	a->ask.folders = held;
	return NULL;
}

/* To git a package goes by its name with or without ".git" behind it. */
static bool is_meant(struct asking *a, const char *folder)
{
	const char *name = page_name(a->ask.sc, folder), *asked = a->ask.holes[0];
	size_t n = strlen(name);
	if (strcmp(name, asked) == 0)
		return true;
	if (a->ask.page->asker == PAGE_BROWSER)
		return false;
	return (strncmp(name, asked, n) == 0 && strcmp(asked + n, ".git") == 0)
	       || (strncmp(name, asked, strlen(asked)) == 0 && strcmp(name + strlen(asked), ".git") == 0);
}

/* By its name among those there are: no address becomes a path. */
static const struct fault *find_folder(struct asking *a, struct world *w)
{
	const char *folder = NULL;
	for (size_t i = 0; i < a->ask.folders->count && !folder; i++)
		if (is_meant(a, a->ask.folders->at[i]))
			folder = a->ask.folders->at[i];
	if (!folder)
		return fault_make(FAULT_NOT_FOUND, "there is no such page");
	w->directory = folder;
	a->ask.holes[0] = page_name(a->ask.sc, folder);
	return NULL;
}

static const struct fault *open_desk(struct asking *a, struct world *w)
{
	a->of = shelf_of(a->ask.sc);
	shelf_of_package(a->ask.sc, a->of, w->directory);
	TRY(page_desk(a->ask.sc, w, &a->ask.person, NULL, &a->ask.desk));
	shelf_of_uses(a->ask.sc, a->of, w->directory, &desk_fold(a->ask.desk)->uses);
	desk_act_on_main(a->ask.desk);
	return NULL;
}

/* All that a page of a package depends on. */
static const struct fault *make_etag(struct asking *a, const char **out)
{
	struct page_ask *k = &a->ask;
	struct buf *b = buf_new(k->sc);
	char digest[DIGEST_TEXT];
	const char *stand = NULL, *contents = NULL;
	TRY(desk_stand(k->desk, &stand));
	TRY(desk_contents(k->desk, &contents));
	a->served.stand = stand;
	buf_printf(b, "%s\n%s\n%s\n%s\n%zu\n%s\n%s\n", SARFLOW_VERSION, contents, k->target, k->csrf,
	           desk_language(k->desk), k->person.email ? k->person.email : "", stand);
	const struct fold_uses *uses = &desk_fold(k->desk)->uses;
	for (size_t i = 0; i < uses->count; i++) {
		struct desk *beside = NULL;
		/* where it cannot be read now and can be later, the page is another one */
		if (!FAILED(desk_beside(k->desk, uses->at[i].package, &beside)) && !FAILED(desk_stand(beside, &stand)))
			buf_printf(b, "%s\n", stand);
	}
	digest_bytes(b->at, b->len, digest);
	*out = scope_printf(k->sc, "\"%.32s\"", digest);
	return NULL;
}

static const struct fault *take_view(struct asking *a)
{
	struct page_ask *k = &a->ask;
	const struct fold *f = desk_fold(k->desk);
	TRY(view_of(k->desk, a->served.stand[0] == '.' ? NULL : "main", &k->view));
	TRY(inbox_add(k->sc, k->desk, &a->items));
	a->served.me = k->person.email ? fold_person(f, k->person.email) : NULL;
	a->served.items = &a->items;
	k->view->served = &a->served;
	return NULL;
}

static bool is_known(const struct asking *a, const struct page_reply *out)
{
	return strcmp(a->request->method, "POST") != 0 && out->status == 200 && out->etag && a->request->known
	       && strcmp(a->request->known, out->etag) == 0;
}

/* --- pages that are kept --- */

/* A page as it was shown to somebody. */
struct kept_page { const char *type, *etag, *body; size_t len; bool data_pictures, script; };

static int64_t now_of(const struct route_site *s) { return s->clock ? s->clock() : s->world.now; }

const char *route_shelf_name(const struct page_ask *k, const char *what, const char *folder)
{
	enum { QUARTER = 15 * 60 };             /* days begin at quarters of an hour, wherever it is */
	const struct asking *a = k->site;
	return scope_printf(k->sc, "%s\n%s\n%s\n%s\n%s\n%lld", what, folder, k->person.email ? k->person.email : "",
	                    k->person.name ? k->person.name : "", k->person.language ? k->person.language : "",
	                    (long long)(now_of(a->site) / QUARTER));
}

const void *route_shelf_find(const struct page_ask *k, const char *name)
{
	const struct asking *a = k->site;
	return a->site->shelf ? shelf_find(k->sc, a->site->shelf, name) : NULL;
}

void route_shelf_leave(const struct page_ask *k, const char *name)
{
	const struct asking *a = k->site;
	if (a->site->shelf)
		shelf_leave(a->site->shelf, name);
}

static void close_own(void *own) { scope_close(own); }

void route_shelf_put(const struct page_ask *k, const char *name, const struct shelf_of *of, struct scope *own,
                     const void *thing, size_t size)
{
	const struct asking *a = k->site;
	if (a->site->shelf)
		shelf_put(k->sc, a->site->shelf, name, of, own, thing, size);
	else
		scope_defer(k->sc, close_own, own);
}

static bool reads(const struct asking *a)
{
	return strcmp(a->request->method, "GET") == 0 || strcmp(a->request->method, "HEAD") == 0;
}

static const char *name_of_page(struct asking *a)
{
	return route_shelf_name(&a->ask, scope_printf(a->ask.sc, "page\n%s\n%s", a->ask.target, a->ask.csrf),
	                        a->ask.world->directory);
}

static bool take_kept(struct asking *a, struct page_reply *out)
{
	if (!reads(a))
		return false;
	a->making = name_of_page(a);
	const struct kept_page *p = route_shelf_find(&a->ask, a->making);
	if (!p)
		return false;
	a->making = NULL;
	out->type = p->type;
	out->etag = p->etag;
	out->data_pictures = p->data_pictures;
	out->script = p->script;
	buf_put(out->body, p->body, p->len);
	return true;
}

/* What bears an ETag depends on nothing but what that is made of. */
static void keep(struct asking *a, const struct page_reply *out)
{
	bool fits = a->of && a->making && out->status == 200 && out->etag && out->fd < 0 && !out->location
	            && !out->disposition && out->cookies.count == 0 && !a->noted && a->served.stand
	            && a->served.stand[0] != '.';
	if (!fits)
		return;
	struct scope *own = scope_open();
	struct kept_page *p = NEW(own, struct kept_page);
	*p = (struct kept_page){ scope_copy(own, out->type), scope_copy(own, out->etag),
		scope_copy_bytes(own, out->body->at, out->body->len), out->body->len, out->data_pictures,
		out->script };
	route_shelf_put(&a->ask, a->making, a->of, own, p, p->len + 1024);
	a->making = NULL;
}

static const struct fault *lay_out(struct asking *a, struct page_reply *out)
{
	struct world *w = NEW(a->ask.sc, struct world);
	*w = a->site->world;
	if (a->site->clock)
		w->now = a->site->clock();
	a->ask.world = w;
	if (a->ask.page->needs >= PAGE_HOME)
		TRY(take_folders(a, w));
	if (a->ask.page->needs < PAGE_DESK)
		return NULL;
	TRY(find_folder(a, w));
	a->kept = a->ask.page->asker == PAGE_BROWSER && take_kept(a, out);
	if (a->kept)
		return NULL;
	TRY(open_desk(a, w));
	if (a->ask.page->asker != PAGE_BROWSER)
		return NULL;
	TRY(make_etag(a, &out->etag));
	return is_known(a, out) || a->ask.page->needs < PAGE_VIEW ? NULL : take_view(a);
}

/* --- the way through --- */

static void take_language(struct asking *a)
{
	const char *chosen = address_cookie(a->ask.sc, a->request->cookie, "sarflow-language");
	const char *language = a->site->person.language;
	if (*chosen)
		language = address_language(a->ask.sc, chosen);
	else if (!language)
		language = address_language(a->ask.sc, a->request->languages);
	a->ask.person.language = language;
	a->ask.reader = (struct reader){ .language = language };
}

/* What a form of somebody bears, from a word that only they and we know. */
static void make_csrf(const char *word, char csrf[SESSION_TEXT])
{
	SCOPE(turn);
	const char *words = scope_printf(turn, "form of %s", word);
	digest_bytes(words, strlen(words), csrf);
}

static bool is_near(const struct route_request *r) { return r->from && strcmp(r->from, "127.0.0.1") == 0; }

/* A door before ours, on this machine, says who it is. */
static bool is_proxied(struct asking *a, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	if (!a->site->proxy || !is_near(r) || !r->proxied
	    || !accounts_knows(a->ask.sc, a->site->accounts, r->proxied, &a->ask.person))
		return false;
	a->session = scope_printf(a->ask.sc, "%s %s", a->site->proxy_word, a->ask.person.email);
	make_csrf(a->session, csrf);
	return true;
}

/* Whoever comes to a team's server is nobody until they said who they are; and nobody's key signs for them here. */
static bool is_in(struct asking *a, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	a->session = address_cookie(a->ask.sc, r->cookie, route_cookie(a->ask.sc, a->site));
	if (!a->site->accounts)
		return *a->session && session_is(a->site->sessions, a->session, r->steady, csrf);
	a->ask.person = (struct person){ .language = a->ask.person.language };
	if (a->site->proxy)
		return is_proxied(a, csrf);
	make_csrf(a->session, csrf);
	return *a->session && accounts_is_in(a->ask.sc, a->site->accounts, a->session, now_of(a->site), &a->ask.person);
}

/* What answers this method; NULL: nothing does. */
static page_run *run_of(const struct page *page, const char *method)
{
	return strcmp(method, "POST") == 0 ? page->post : strcmp(method, "PUT") == 0 ? page->put
	       : strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ? page->get : NULL;
}

/* --- git --- */

/* "Basic" and, in Base64, address:password. */
static bool take_credentials(struct scope *sc, const char *header, const char **email, const char **password)
{
	static const char basic[] = "Basic ";
	size_t len = 0;
	if (!header || strncasecmp(header, basic, sizeof basic - 1) != 0)
		return false;
	const char *words = digest_from_base64(sc, header + sizeof basic - 1, &len);
	const char *colon = words ? strchr(words, ':') : NULL;
	if (!colon || strlen(words) != len)
		return false;
	*email = scope_copy_bytes(sc, words, (size_t)(colon - words));
	*password = colon + 1;
	return **email && *colon;
}

/* No session counts here, so no other site's page can ask in somebody's name. */
static bool is_git_in(struct asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	const char *email = NULL, *password = NULL;
	enum accounts_answer answer = ACCOUNTS_WRONG;
	a->ask.person = (struct person){ .language = a->ask.person.language };
	if (!a->site->accounts || a->site->proxy)
		REFUSE(404, "git is served for a team alone, whose people have passwords here");
	if (take_credentials(a->ask.sc, r->credentials, &email, &password)) {
		const struct fault *f = accounts_check(a->ask.sc, a->site->accounts, email, password,
			r->from ? r->from : "", now_of(a->site), &answer, &a->ask.person);
		if (f)
			tell(a, out, 503, f);
		if (f)
			return false;
		if (answer == ACCOUNTS_WAIT)
			REFUSE(429, "there were too many wrong tries; wait some minutes, and try again");
	}
	if (answer == ACCOUNTS_IN)
		return true;
	tell(a, out, 401, fault_make(FAULT_REFUSED, "say who you are: the address and the password of your "
		"account"));
	out->challenges = true;
	return false;
}

static bool check_git(struct asking *a, struct page_reply *out)
{
	const struct route_request *r = a->request;
	page_run *run = run_of(a->ask.page, r->method);
	a->ask.csrf = "";
	a->ask.body = (struct page_body){ r->body, r->len, r->fd, r->cut, r->type, r->encoding, r->protocol, r->from };
	if (!is_git_in(a, out))
		return false;
	if (!run)
		REFUSE(405, "this page does not answer that");
	return true;
}

/* Where it would lead tells nothing: each address of somebody unknown leads to the same page. */
static void send_to_login(struct asking *a, struct page_reply *out)
{
	struct buf *b = buf_new(a->ask.sc);
	buf_text(b, "/login?here=");
	for (const char *c = a->request->target; *c; c++)
		buf_printf(b, "%%%02X", (unsigned char)*c);
	out->status = 303;
	out->location = b->at;
}

static bool turn_away(struct asking *a, struct page_reply *out)
{
	bool reads = strcmp(a->request->method, "GET") == 0 && !a->site->proxy;
	if (!a->site->accounts)
		REFUSE(403, "you have not entered yet. Open the link that the terminal shows where the server was "
		       "started; it counts once");
	if (reads && strncmp(a->request->target, "/api/", 5) != 0)
		send_to_login(a, out);
	else
		tell(a, out, 403, fault_make(FAULT_REFUSED, "you have not signed in, or were out for too long; "
			"nothing was done. Sign in, and do it again"));
	return false;
}

static bool check_asker(struct asking *a, struct page_reply *out, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	bool entered = is_in(a, csrf);
	bool greeted = a->site->accounts && !entered && a->ask.page && a->ask.page->needs == PAGE_NOBODY;
	if (greeted)
		make_csrf(address_cookie(a->ask.sc, r->cookie, "sarflow-greeting"), csrf);
	a->ask.csrf = entered || greeted ? csrf : "";
	a->served = (struct served){ .person = entered ? a->ask.person.name ? a->ask.person.name : "?" : NULL,
	                             .csrf = a->ask.csrf, .here = r->target,
	                             .sessions = entered && route_has_sessions(&a->ask) };
	if (!entered && (!a->ask.page || a->ask.page->needs > PAGE_NOBODY))
		return turn_away(a, out);
	return true;
}

static bool check(struct asking *a, struct page_reply *out, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	bool posts = strcmp(r->method, "POST") == 0, gets = strcmp(r->method, "GET") == 0
	             || strcmp(r->method, "HEAD") == 0;
	if (!is_ours(a->site, r->host))
		REFUSE(421, "this server is asked for by the name of its own machine only: http://127.0.0.1:{port}/",
		       a->site->port);
	if (!address_read(a->ask.sc, r->target, &a->ask.path, &a->ask.values))
		REFUSE(400, "the address is not well formed");
	a->ask.page = find(a, a->ask.path);
	if (a->ask.page && a->ask.page->asker != PAGE_BROWSER)
		return check_git(a, out);
	if (!check_asker(a, out, csrf))
		return false;
	if (!a->ask.page)
		REFUSE(404, "there is no such page");
	if (!(posts && a->ask.page->post) && !(gets && a->ask.page->get))
		REFUSE(405, "this page does not answer that");
	return !posts || check_form(a, out);
}

static const struct fault *answer(struct asking *a, struct page_reply *out)
{
	TRY(lay_out(a, out));
	if (!a->kept && !is_known(a, out)) {
		TRY(run_of(a->ask.page, a->request->method)(&a->ask, out));
		keep(a, out);
	}
	if (!is_known(a, out))
		return NULL;
	page_close(out);
	buf_clear(out->body);
	out->status = 304;
	return NULL;
}

void route_answer(struct scope *sc, struct route_site *site, const struct route_request *r, struct page_reply *out)
{
	struct asking *a = NEW(sc, struct asking);
	char *csrf = scope_alloc(sc, SESSION_TEXT, 1);
	*a = (struct asking){ .ask = { .sc = sc, .target = r->target, .person = site->person, .site = a,
	                               .passkey_host = passkey_host_of(sc, r->host, site->secure) },
	                      .site = site, .request = r };
	*out = (struct page_reply){ .status = 200, .body = buf_new(sc), .fd = -1 };
	take_language(a);
	if (!check(a, out, csrf))
		return;
	const struct fault *f = answer(a, out);
	if (a->making)
		route_shelf_leave(&a->ask, a->making);
	if (f)
		tell(a, out, status_of(f), f);
	if (out->status != 200 && out->status != 304)
		out->etag = NULL;
}

size_t route_admits(struct scope *sc, struct route_site *site, const struct route_request *r)
{
	struct asking a = { .ask = { .sc = sc }, .site = site, .request = r };
	const char *path = NULL;
	char csrf[SESSION_TEXT];
	struct page_values values = {0};
	struct page_reply unused = { .body = buf_new(sc), .fd = -1 };
	if (!address_read(sc, r->target, &path, &values))
		return ROUTE_BODY;
	const struct page *page = find(&a, path);
	a.ask.page = page;
	if (page && page->asker != PAGE_BROWSER)
		return !is_git_in(&a, &unused) ? ROUTE_BODY : page->asker == PAGE_GIT ? ROUTE_PACK : ROUTE_CONTENT;
	return page && page->uploads && is_in(&a, csrf) ? ROUTE_UPLOAD : ROUTE_BODY;
}

/* --- what the pages of the door itself do --- */

/* Held by a browser and given back over the way it came alone. */
static const char *cookie_of(struct scope *sc, const struct route_site *s, const char *name, const char *value,
                             const char *more)
{
	return scope_printf(sc, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", name, value,
	                    s->secure ? "; Secure" : "", more);
}

const struct fault *route_hold(const struct page_ask *k, const char **id)
{
	struct asking *a = k->site;
	char *drawn = scope_alloc(k->sc, SESSION_TEXT, 1);
	*id = drawn;
	return held_put(a->site->held, a->session, a->request->steady, &k->files, drawn);
}

bool route_held(const struct page_ask *k, const char *id, struct names *paths)
{
	struct asking *a = k->site;
	return held_find(k->sc, a->site->held, a->session, a->request->steady, id, paths);
}

void route_let_go(const struct page_ask *k, const char *id)
{
	struct asking *a = k->site;
	held_drop(a->site->held, a->session, id);
}

bool route_enter(const struct page_ask *k, const char *token, struct page_reply *out)
{
	struct asking *a = k->site;
	char id[SESSION_TEXT];
	if (!session_enter(a->site->sessions, token, a->request->steady, id))
		return false;
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, route_cookie(k->sc, a->site), id, "");
	return true;
}

const struct fault *route_greet(struct page_ask *k, struct page_reply *out)
{
	const struct asking *a = k->site;
	const char *known = address_cookie(k->sc, a->request->cookie, "sarflow-greeting");
	char word[SESSION_TEXT], *csrf = scope_alloc(k->sc, SESSION_TEXT, 1);
	TRY(session_draw(word));
	/* another page of the same browser may hold a form already, and so may its wish for an icon */
	if (strlen(known) == SESSION_TEXT - 1 && !known[strspn(known, "0123456789abcdef")])
		memcpy(word, known, SESSION_TEXT);
	make_csrf(word, csrf);
	k->csrf = csrf;
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, "sarflow-greeting", word, "; Max-Age=3600");
	return NULL;
}

struct counts *route_counts(const struct page_ask *k) { return ((struct asking *)k->site)->site->counts; }
/* What another server passes on comes from elsewhere, whoever brings it. */
bool route_is_near(const struct page_ask *k)
{
	const struct asking *a = k->site;
	return is_near(a->request) && !a->request->passed_on;
}

bool route_is_team(const struct page_ask *k) { return ((struct asking *)k->site)->site->accounts; }
const char *route_base(const struct page_ask *k)
{
	const struct asking *a = k->site;
	return scope_printf(k->sc, "%s://%s", a->site->secure ? "https" : "http", a->request->host);
}

bool route_has_sessions(const struct page_ask *k)
{
	const struct asking *a = k->site;
	return a->site->accounts && !a->site->proxy;
}

const struct fault *route_sessions(const struct page_ask *k, struct accounts_sessions *out)
{
	const struct asking *a = k->site;
	return accounts_sessions(k->sc, a->site->accounts, k->person.email, a->session, now_of(a->site), out);
}

struct accounts *route_accounts(const struct page_ask *k) { return ((struct asking *)k->site)->site->accounts; }

const struct fault *route_note(const struct page_ask *k, const char *what)
{
	struct asking *a = k->site;
	a->noted = true;
	return a->site->accounts ? accounts_note(a->site->accounts, k->person.email, k->holes[0], what,
	                                         now_of(a->site)) : NULL;
}

bool route_log_in(const struct page_ask *k, const char *email, const char *password, struct page_reply *out,
                  const struct fault **why)
{
	struct asking *a = k->site;
	enum accounts_answer answer = ACCOUNTS_WRONG;
	char id[DIGEST_TEXT];
	*why = accounts_enter(a->site->accounts, email, password, a->request->from ? a->request->from : "",
	                      now_of(a->site), &answer, id);
	if (!*why && answer == ACCOUNTS_WAIT)
		*why = fault_make(FAULT_REFUSED, "there were too many wrong tries; wait some minutes, and try again");
	else if (!*why && answer == ACCOUNTS_WRONG)
		*why = fault_make(FAULT_REFUSED, "the address or the password is not right");
	if (*why)
		return false;
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, route_cookie(k->sc, a->site), id, "");
	return true;
}

const struct fault *route_leave(const struct page_ask *k, struct page_reply *out)
{
	struct asking *a = k->site;
	char token[SESSION_TEXT];
	*LIST_ADD(k->sc, &out->cookies) = cookie_of(k->sc, a->site, route_cookie(k->sc, a->site), "", "; Max-Age=0");
	a->served = (struct served){ .csrf = "" };
	if (a->site->accounts)
		return accounts_leave(a->site->accounts, a->session);
	session_leave(a->site->sessions, a->session);
	TRY(session_invite(a->site->sessions, token));
	a->site->invite(a->site->context, token);
	return NULL;
}

const struct served *route_served(const struct page_ask *k) { return &((struct asking *)k->site)->served; }
