/* page_passkey_script.c: it hands what a browser's key says to a form. */
#include "base/base.h"
#include "base/digest.h"
#include "web/page.h"
#include "passkey_script.inc"

static const struct fault *get(struct page_ask *a, struct page_reply *out)
{
	char digest[DIGEST_TEXT];
	buf_put(out->body, passkey_script, sizeof passkey_script - 1);
	digest_bytes(out->body->at, out->body->len, digest);
	out->type = "text/javascript; charset=utf-8";
	out->etag = scope_printf(a->sc, "\"%.32s\"", digest);
	return NULL;
}

const struct page page_passkey_script = { .paths = (const char *const[]){ "/passkey.js", NULL }, .needs = PAGE_NOBODY,
                                          .get = get };
