/* page_lfs_object.c: the content that a digest names, sent and fetched by git-lfs. */
#include "base/base.h"
#include "base/digest.h"
#include "desk/content.h"
#include "web/git.h"
#include "web/route.h"

static const struct fault *check(const struct page_ask *a)
{
	return digest_is_valid(a->holes[1]) ? NULL : fault_make(FAULT_NOT_FOUND, "there is no such page");
}

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	int fd = -1;
	TRY(check(a));
	TRY(desk_content_open(a->desk, a->holes[1], &fd, &out->size));
	out->fd = fd;
	out->type = "application/octet-stream";
	const char *name = desk_content_name(a->sc, a->desk, a->holes[1]);
	return route_note(a, name ? name : scope_printf(a->sc, "content %s", a->holes[1]));
}

/* Compared with its digest before it counts. */
static const struct fault *put(struct page_ask *a, struct page_reply *out)
{
	TRY(check(a));
	if (a->body.cut)
		return fault_make(FAULT_USAGE, "a file may have {most} megabytes at most", ROUTE_CONTENT >> 20);
	int fd = git_body(a);
	if (fd < 0)
		return fault_errno("reading what came");
	TRY(desk_content_take(a->desk, fd, a->holes[1]));
	out->type = "application/vnd.git-lfs+json";
	buf_text(out->body, "{}\n");
	return NULL;
}

const struct page page_lfs_object = { .paths = (const char *const[]){ "/git/{}/info/lfs/objects/{}", NULL },
                                      .needs = PAGE_DESK, .asker = PAGE_CONTENT, .get = get, .put = put };
