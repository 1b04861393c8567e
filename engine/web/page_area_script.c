/* page_area_script.c: the script by which an area is drawn on a picture; its numbers can be typed without it. */
#include "base/base.h"
#include "base/digest.h"
#include "web/page.h"
#include "area_script.inc"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	char digest[DIGEST_TEXT];
	buf_put(out->body, area_script, sizeof area_script - 1);
	digest_bytes(out->body->at, out->body->len, digest);
	out->type = "text/javascript; charset=utf-8";
	out->etag = scope_printf(a->sc, "\"%.32s\"", digest);
	return NULL;
}

const struct page page_area_script = { .paths = (const char *const[]){ "/area.js", NULL }, .needs = PAGE_NOBODY,
                                       .get = get };
