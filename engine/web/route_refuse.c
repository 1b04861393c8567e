/* route_refuse.c: what somebody sees in place of a page: why not, and what to do. */
#include "base/base.h"
#include "base/json.h"
#include "render/message.h"
#include "web/address.h"
#include "web/problem.h"
#include "web/route_private.h"

int route_status(const struct fault *f)
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

static void tell_program(struct route_asking *a, struct page_reply *out, int status, const struct fault *f)
{
	*out = (struct page_reply){ .status = status, .body = out->body, .fd = -1, .type = PROBLEM_TYPE };
	problem_put(&a->ask, status, f, out->body);
}

/* What git and git-lfs show to the person: "remote: ..."; a message. */
static void tell_git(struct route_asking *a, struct page_reply *out, int status, const struct fault *f)
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

void route_too_large(struct scope *sc, struct route_site *site, const struct route_request *r, size_t most,
                     struct page_reply *out)
{
	struct route_asking a = { .ask = { .sc = sc, .target = r->target, .csrf = "" }, .site = site, .request = r,
	                          .served = { .csrf = "" } };
	size_t megabytes = most >> 20;
	const struct fault *f = most == ROUTE_UPLOAD ? fault_make(FAULT_REFUSED, "what was sent is larger than the "
		"{most} megabytes that a page takes; nothing was done. Send fewer files at once; a larger one is "
		"attached at home, and pushed", megabytes)
		: most == ROUTE_BODY ? fault_make(FAULT_REFUSED, "what was sent is too large: no files are taken here, "
			"or you are not signed in any more; nothing was done. Sign in, and send it again")
		: fault_make(FAULT_REFUSED, "what was sent is larger than the {most} megabytes that are taken here; "
			"nothing was done", megabytes);
	*out = (struct page_reply){ .body = buf_new(sc), .fd = -1 };
	route_take_language(&a);
	if (strncmp(r->target, "/git/", 5) == 0)
		tell_git(&a, out, 413, f);
	else
		route_tell(&a, out, 413, f);
}

void route_tell(struct route_asking *a, struct page_reply *out, int status, const struct fault *f)
{
	if (a->ask.page && a->ask.page->asker >= PAGE_GIT) {
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
