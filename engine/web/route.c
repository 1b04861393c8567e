/* route.c: which page answers, and what it is given. */
#include "base/base.h"
#include "base/path.h"
#include "desk/packages.h"
#include "view/inbox.h"
#include "web/address.h"
#include "web/fields.h"
#include "web/passkey.h"
#include "web/route_private.h"

#define PAGE(name) extern const struct page page_##name;
#include "pages.def"
#undef PAGE
static const struct page *const table[] = {
#define PAGE(name) &page_##name,
#include "pages.def"
#undef PAGE
};

int64_t route_now(const struct route_site *s) { return s->clock ? s->clock() : s->world.now; }

/* --- what a page needs --- */

static size_t count_holes(const char *pattern)
{
	size_t n = 0;
	for (; *pattern; pattern++)
		n += *pattern == '{';
	return n;
}

/* Of several that fit, the one that says most by itself. */
static const struct page *find(struct route_asking *a, const char *path)
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

static const struct fault *take_folders(struct route_asking *a, struct world *w)
{
	struct names *folders = NEW(a->ask.sc, struct names);
	TRY(packages_of(a->ask.sc, w->directory, folders));
	a->ask.folders = folders;
	if (!a->site->accounts)
		return NULL;
	struct names *held = NEW(a->ask.sc, struct names);
	packages_keep_held(a->ask.sc, a->site->roles, w, a->ask.person.email, folders, held);
	a->ask.folders = held;
	return NULL;
}

/* To git a package goes by its name with or without ".git" behind it. */
static bool is_meant(struct route_asking *a, const char *folder)
{
	const char *name = page_name(a->ask.sc, folder), *asked = a->ask.holes[0];
	size_t n = strlen(name);
	if (strcmp(name, asked) == 0)
		return true;
	if (a->ask.page->asker < PAGE_GIT)
		return false;
	return (strncmp(name, asked, n) == 0 && strcmp(asked + n, ".git") == 0)
	       || (strncmp(name, asked, strlen(asked)) == 0 && strcmp(name + strlen(asked), ".git") == 0);
}

/* By its name among those there are: no address becomes a path. */
static const struct fault *find_folder(struct route_asking *a, struct world *w)
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

/* A bare copy may be called ID.git. */
static const struct names *names_of(struct scope *sc, const struct names *folders)
{
	struct names *out = NEW(sc, struct names);
	for (size_t i = 0; i < folders->count; i++) {
		const char *name = page_name(sc, folders->at[i]);
		size_t bare = path_has_suffix(name, ".git") ? strlen(".git") : 0;
		*LIST_ADD(sc, out) = scope_copy_bytes(sc, name, strlen(name) - bare);
	}
	return out;
}

static const struct fault *open_desk(struct route_asking *a, struct world *w)
{
	a->of = shelf_of(a->ask.sc);
	shelf_of_package(a->ask.sc, a->of, w->directory);
	TRY(page_desk(a->ask.sc, w, &a->ask.person, NULL, &a->ask.desk));
	shelf_of_uses(a->ask.sc, a->of, w->directory, &desk_fold(a->ask.desk)->uses);
	desk_act_on_main(a->ask.desk);
	if (a->site->accounts)
		desk_sees(a->ask.desk, names_of(a->ask.sc, a->ask.folders));
	return NULL;
}

static const struct fault *take_view(struct route_asking *a)
{
	struct page_ask *k = &a->ask;
	const struct fold *f = desk_fold(k->desk);
	struct inbox_items *items = NEW(k->sc, struct inbox_items);
	TRY(view_of(k->desk, a->served.stand[0] == '.' ? NULL : "main", &k->view));
	TRY(inbox_add(k->sc, k->desk, items));
	a->served.me = k->person.email ? fold_person(f, k->person.email) : NULL;
	a->served.items = items;
	a->served.before = page_value(k, "before");
	a->served.saved = page_value(k, "saved");
	k->view->served = &a->served;
	return NULL;
}

static const struct fault *lay_out(struct route_asking *a, struct page_reply *out)
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
	a->kept = a->ask.page->asker < PAGE_GIT && route_take_kept(a, out);
	if (a->kept)
		return NULL;
	TRY(open_desk(a, w));
	if (a->ask.page->asker >= PAGE_GIT)
		return NULL;
	TRY(route_make_etag(a, &out->etag));
	out->stand = a->ask.page->asker == PAGE_PROGRAM ? a->served.stand : NULL;
	return route_is_known(a, out) || a->ask.page->needs < PAGE_VIEW ? NULL : take_view(a);
}

/* What answers this method; NULL: nothing does. */
page_run *route_run(const struct page *page, const char *method)
{
	return strcmp(method, "POST") == 0 ? page->post : strcmp(method, "PUT") == 0 ? page->put
	       : strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 ? page->get : NULL;
}

/* --- the way through --- */

static bool check(struct route_asking *a, struct page_reply *out, char csrf[SESSION_TEXT])
{
	const struct route_request *r = a->request;
	bool posts = strcmp(r->method, "POST") == 0, gets = strcmp(r->method, "GET") == 0
	             || strcmp(r->method, "HEAD") == 0;
	if (!route_is_ours(a->site, r->host))
		REFUSE(421, "this server is asked for by the name of its own machine only: http://127.0.0.1:{port}/",
		       a->site->port);
	if (!address_read(a->ask.sc, r->target, &a->ask.path, &a->ask.values))
		REFUSE(400, "the address is not well formed");
	a->ask.page = find(a, a->ask.path);
	if (a->ask.page && a->ask.page->asker >= PAGE_GIT)
		return route_check_git(a, out);
	if (a->ask.page ? a->ask.page->asker == PAGE_PROGRAM : strncmp(a->ask.path, "/api/", 5) == 0)
		return route_check_program(a, out, csrf);
	if (!route_check_asker(a, out, csrf))
		return false;
	if (!a->ask.page)
		REFUSE(404, "there is no such page");
	if (!(posts && a->ask.page->post) && !(gets && a->ask.page->get))
		REFUSE(405, "this page does not answer that");
	return !posts || route_check_form(a, out);
}

/* The package as it is now, in place of how it was laid open; false: nothing moved. */
static const struct fault *lay_anew(struct route_asking *a, struct page_reply *out, bool *moved)
{
	struct world *w = NEW(a->ask.sc, struct world);
	const char *was = scope_copy(a->ask.sc, a->served.stand);
	*w = *a->ask.world;
	TRY(open_desk(a, w));
	TRY(route_make_etag(a, &out->etag));
	*moved = strcmp(was, a->served.stand) != 0;
	return *moved ? take_view(a) : NULL;
}

/* Somebody wrote between this look and the lock: nothing was recorded.  The form is answered once more, on what there
 * is now, as one that comes late: so what the person wrote is shown again. */
static const struct fault *run(struct route_asking *a, struct page_reply *out)
{
	const struct page *page = a->ask.page;
	const struct page_reply before = *out;
	bool posts = strcmp(a->request->method, "POST") == 0, moved = false;
	const struct fault *f = route_run(page, a->request->method)(&a->ask, out);
	bool late = f && f->code == FAULT_CONFLICT && !a->ask.busy;
	if (!late || !posts || page->asker != PAGE_BROWSER || page->needs < PAGE_VIEW)
		return f;
	page_close(out);
	*out = before;
	buf_clear(out->body);
	a->ask.pressed = false;
	a->ask.own = NULL;
	if (FAILED(lay_anew(a, out, &moved)) || !moved)         /* then what is told is why nothing was recorded */
		return f;
	return route_run(page, a->request->method)(&a->ask, out);
}

static const struct fault *answer(struct route_asking *a, struct page_reply *out)
{
	TRY(lay_out(a, out));
	if (!a->kept && !route_is_known(a, out)) {
		TRY(run(a, out));
		const struct fault *f = route_reads(a) ? fault_missed() : NULL;
		if (f)                          /* it would be kept, and told for as long as nobody writes */
			buf_clear(out->body);
		TRY(f);
		route_keep(a, out);
	}
	if (!route_is_known(a, out))
		return NULL;
	page_close(out);
	buf_clear(out->body);
	out->status = 304;
	return NULL;
}

void route_answer(struct scope *sc, struct route_site *site, const struct route_request *r, struct page_reply *out)
{
	struct route_asking *a = NEW(sc, struct route_asking);
	char *csrf = scope_alloc(sc, SESSION_TEXT, 1);
	*a = (struct route_asking){ .ask = { .sc = sc, .target = r->target, .person = site->person, .site = a,
	                               .passkey_host = passkey_host_of(sc, r->host, site->secure) },
	                      .site = site, .request = r, .came = shelf_now() };
	*out = (struct page_reply){ .status = 200, .body = buf_new(sc), .fd = -1 };
	route_take_language(a);
	fault_forget();                 /* of who was answered before on this thread */
	if (!check(a, out, csrf))
		return;
	const struct fault *f = answer(a, out);
	if (a->making)
		route_shelf_leave(&a->ask, a->making);
	if (f)
		route_tell(a, out, route_status(f), f);
	if (out->status != 200 && out->status != 304)
		out->etag = NULL;
}

/* Each page that takes more than a form is of a package. */
static bool may_see(struct route_asking *a)
{
	struct world w = a->site->world;
	/* what cannot be read now brings nothing now */
	return !FAILED(take_folders(a, &w)) && !FAILED(find_folder(a, &w));
}

static size_t most_of(struct route_asking *a)
{
	const struct page *page = a->ask.page;
	struct page_reply unused = { .body = buf_new(a->ask.sc), .fd = -1 };
	char csrf[SESSION_TEXT];
	bool program = page && page->asker == PAGE_PROGRAM, git = page && page->asker >= PAGE_GIT;
	if (!page || !(page->uploads || git))
		return ROUTE_BODY;
	if (!(program ? route_is_program_in(a, &unused, false, csrf) : git ? route_is_git_in(a, &unused)
	      : route_is_in(a, csrf)) || !may_see(a))
		return ROUTE_BODY;
	return program && fields_is_json(a->request->type) ? ROUTE_JSON : page->asker == PAGE_GIT ? ROUTE_PACK
	       : git ? ROUTE_CONTENT : ROUTE_UPLOAD;
}

struct route_admitted route_admits(struct scope *sc, struct route_site *site, const struct route_request *r)
{
	struct route_asking a = { .ask = { .sc = sc }, .site = site, .request = r };
	const char *path = NULL;
	struct page_values values = {0};
	if (!address_read(sc, r->target, &path, &values))
		return (struct route_admitted){ .most = ROUTE_BODY };
	a.ask.page = find(&a, path);
	size_t most = most_of(&a);
	return (struct route_admitted){ most, a.ask.person.email ? a.ask.person.email : "", a.judged };
}
