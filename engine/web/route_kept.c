/* route_kept.c: pages from the shelf, and by what a browser knows that it has one already. */
#include "base/base.h"
#include "base/digest.h"
#include "web/route_private.h"

const struct fault *route_make_etag(struct route_asking *a, const char **out)
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
		if (!MISSED(desk_beside(k->desk, uses->at[i].package, &beside)) && !MISSED(desk_stand(beside, &stand)))
			buf_printf(b, "%s\n", stand);
	}
	digest_bytes(b->at, b->len, digest);
	*out = scope_printf(k->sc, "\"%.32s\"", digest);
	return NULL;
}

bool route_is_known(const struct route_asking *a, const struct page_reply *out)
{
	return strcmp(a->request->method, "POST") != 0 && out->status == 200 && out->etag && a->request->known
	       && strcmp(a->request->known, out->etag) == 0;
}

/* A page as it was shown to somebody. */
struct kept_page { const char *type, *etag, *stand, *body; size_t len; bool data_pictures, script; };

const char *route_shelf_name(const struct page_ask *k, const char *what, const char *folder)
{
	enum { QUARTER = 15 * 60 };             /* days begin at quarters of an hour, wherever it is */
	const struct route_asking *a = k->site;
	return scope_printf(k->sc, "%s\n%s\n%s\n%s\n%s\n%lld", what, folder, k->person.email ? k->person.email : "",
	                    k->person.name ? k->person.name : "", k->person.language ? k->person.language : "",
	                    (long long)(route_now(a->site) / QUARTER));
}

const void *route_shelf_find(const struct page_ask *k, const char *name)
{
	const struct route_asking *a = k->site;
	return a->site->shelf ? shelf_find_since(k->sc, a->site->shelf, name, a->came) : NULL;
}

void route_shelf_leave(const struct page_ask *k, const char *name)
{
	const struct route_asking *a = k->site;
	if (a->site->shelf)
		shelf_leave(a->site->shelf, name);
}

static void close_own(void *own) { scope_close(own); }

void route_shelf_put(const struct page_ask *k, const char *name, const struct shelf_of *of, struct scope *own,
                     const void *thing, size_t size)
{
	const struct route_asking *a = k->site;
	if (a->site->shelf)
		shelf_put(k->sc, a->site->shelf, name, of, own, thing, size);
	else
		scope_defer(k->sc, close_own, own);
}

bool route_reads(const struct route_asking *a)
{
	return strcmp(a->request->method, "GET") == 0 || strcmp(a->request->method, "HEAD") == 0;
}

static const char *name_of_page(struct route_asking *a)
{
	return route_shelf_name(&a->ask, scope_printf(a->ask.sc, "page\n%s\n%s", a->ask.target, a->ask.csrf),
	                        a->ask.world->directory);
}

bool route_take_kept(struct route_asking *a, struct page_reply *out)
{
	if (!route_reads(a))
		return false;
	a->making = name_of_page(a);
	const struct kept_page *p = route_shelf_find(&a->ask, a->making);
	if (!p)
		return false;
	a->making = NULL;
	out->type = p->type;
	out->etag = p->etag;
	out->stand = p->stand;
	out->data_pictures = p->data_pictures;
	out->script = p->script;
	buf_put(out->body, p->body, p->len);
	return true;
}

void route_keep(struct route_asking *a, const struct page_reply *out)
{
	bool fits = a->of && a->making && out->status == 200 && out->etag && out->fd < 0 && !out->location
	            && !out->disposition && out->cookies.count == 0 && !a->noted && a->served.stand
	            && a->served.stand[0] != '.';
	if (!fits)
		return;
	struct scope *own = scope_open();
	struct kept_page *p = NEW(own, struct kept_page);
	*p = (struct kept_page){ scope_copy(own, out->type), scope_copy(own, out->etag), scope_copy(own, out->stand),
		scope_copy_bytes(own, out->body->at, out->body->len), out->body->len, out->data_pictures,
		out->script };
	route_shelf_put(&a->ask, a->making, a->of, own, p, p->len + 1024);
	a->making = NULL;
}
