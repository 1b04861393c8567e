/* page_style.c: the look of all pages. */
#include "base/base.h"
#include "base/digest.h"
#include "render/changes.h"
#include "render/site.h"
#include "web/page.h"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	size_t len;
	char digest[DIGEST_TEXT];
	const char *style = site_style(&len);
	buf_put(out->body, style, len);
	style = changes_style_sheet(&len);
	buf_put(out->body, style, len);
	digest_bytes(out->body->at, out->body->len, digest);
	out->type = "text/css; charset=utf-8";
	out->etag = scope_printf(a->sc, "\"%.32s\"", digest);
	return NULL;
}

const struct page page_style = { .paths = (const char *const[]){ "/style.css", NULL }, .needs = PAGE_NOBODY,
                                 .get = get };
