/* page_lfs.c: Git LFS's batch API: what of some contents is here, and where the others go (basic transfers). */
#include "base/base.h"
#include "base/digest.h"
#include "base/json.h"
#include "desk/content.h"
#include "web/address.h"
#include "web/route.h"
#include <unistd.h>

enum { OBJECTS = 1000, BODY = 1 << 20 };        /* of one request */

static void put_words(struct json *to, int code, const char *words)
{
	struct json *e = json_put_object(to, "error");
	json_put_number(e, "code", code);
	json_put_text(e, "message", words);
}

static void put_error(struct page_ask *a, struct json *to, int code, const struct phrase *says)
{
	put_words(to, code, phrase_text(a->sc, &a->reader, says));
}

static void put_action(struct page_ask *a, struct json *to, const char *name, const char *oid)
{
	struct json *action = json_put_object(json_put_object(to, "actions"), name);
	json_put_text(action, "href", scope_printf(a->sc, "%s/git/%s/info/lfs/objects/%s", route_base(a),
		address_write(a->sc, a->holes[0]), oid));
}

/* A fault: the machine would not look, so nobody may believe it lost. */
static const struct fault *find(struct page_ask *a, const char *oid, bool *here, uint64_t *size)
{
	int fd = -1;
	const struct fault *f = desk_content_open(a->desk, oid, &fd, size);
	*here = !f;
	if (!f)
		close(fd);
	return f && f->machine ? f : NULL;      /* what is not ours to open is not here */
}

/* Content that is here already needs no action to be sent, and one that is not cannot be had.  What is here is renewed,
 * so that it is not swept before what is to name it has come; where it cannot be, it is sent again. */
static void put_valid(struct page_ask *a, struct json *to, bool sends, const char *oid, uint64_t size)
{
	bool here = false;
	uint64_t found = 0;
	const struct fault *unseen = find(a, oid, &here, &found);
	if (here && found != size)
		put_error(a, to, 422, PHRASE("content {digest.12} has another size", oid));
	else if (!sends && unseen)
		put_words(to, 503, fault_say(a->sc, &a->reader, unseen));
	else if (!sends && !here)
		put_error(a, to, 404, PHRASE("content {digest.12} is not here; who has it sends it with git-lfs", oid));
	else if (sends && size > ROUTE_CONTENT)
		put_error(a, to, 413, PHRASE("a file may have {most} megabytes at most", ROUTE_CONTENT >> 20));
	else if (!sends || !here || FAILED(desk_content_renew(a->desk, oid)))
		put_action(a, to, sends ? "upload" : "download", oid);
}

static void put_object(struct page_ask *a, struct json *to, bool sends, const char *oid, int64_t size)
{
	json_put_text(to, "oid", oid);
	json_put_number(to, "size", size);
	if (!digest_is_valid(oid) || size < 0)
		put_error(a, to, 422, PHRASE("this is no digest of content"));
	else if (desk_content_is_purged(a->desk, oid))
		put_error(a, to, 410, PHRASE("content {digest.12} was removed on purpose; it does not come back", oid));
	else
		put_valid(a, to, sends, oid, (uint64_t)size);
}

static bool may_basic(const struct json *transfers)
{
	bool any = json_count(transfers) == 0;
	for (size_t i = 0; i < json_count(transfers) && !any; i++) {
		const char *name = json_text(json_item(transfers, i));
		any = name && strcmp(name, "basic") == 0;
	}
	return any;
}

static const struct fault *read_batch(struct page_ask *a, const struct json **objects, bool *sends)
{
	const struct json *all = NULL;
	TRY(json_read_foreign(a->sc, "batch", a->body.bytes, a->body.len, BODY, 16, &all));
	const char *operation = json_text(json_member(all, "operation"));
	const char *digests = json_text(json_member(all, "hash_algo"));
	*objects = json_member(all, "objects");
	*sends = operation && strcmp(operation, "upload") == 0;
	if (!operation || (!*sends && strcmp(operation, "download") != 0) || !*objects
	    || json_kind(*objects) != JSON_KIND_ARRAY || json_count(*objects) > OBJECTS)
		return fault_make(FAULT_USAGE, "what git-lfs asks cannot be understood");
	if (!may_basic(json_member(all, "transfers")) || (digests && strcmp(digests, "sha256") != 0))
		return fault_make(FAULT_USAGE, "this server does basic transfers with SHA-256 only");
	return NULL;
}

static const struct fault *batch(struct page_ask *a, struct page_reply *out)
{
	const struct json *objects = NULL;
	struct json *o = json_make_object(a->sc);
	bool sends = false;
	TRY(read_batch(a, &objects, &sends));
	json_put_text(o, "transfer", "basic");
	json_put_text(o, "hash_algo", "sha256");
	struct json *list = json_put_array(o, "objects");
	for (size_t i = 0; i < json_count(objects); i++) {
		const struct json *asked = json_item(objects, i);
		const char *oid = json_text(json_member(asked, "oid"));
		int64_t size = -1;
		if (!json_number(json_member(asked, "size"), &size))
			size = -1;
		put_object(a, json_add_object(list), sends, oid ? oid : "", size);
	}
	out->type = "application/vnd.git-lfs+json";
	json_write(o, out->body);
	return NULL;
}

/* git-lfs asks for locks as well, and goes on where there are none. */
static const struct fault *none(struct page_ask *a, struct page_reply *out)
{
	(void)a;
	(void)out;
	return fault_make(FAULT_NOT_FOUND, "there is no such page");
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *own = strstr(a->path, "/info/lfs/");
	return own && strcmp(own, "/info/lfs/objects/batch") == 0 && !a->body.cut ? batch(a, out) : none(a, out);
}

const struct page page_lfs = { .paths = (const char *const[]){ "/git/{}/info/lfs/objects/batch",
	"/git/{}/info/lfs/locks", "/git/{}/info/lfs/locks/verify", NULL }, .needs = PAGE_DESK, .asker = PAGE_GIT,
	.get = none, .post = post };
