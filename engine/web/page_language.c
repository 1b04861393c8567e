/* page_language.c: the language that a browser wants from now on. */
#include "base/base.h"
#include "web/address.h"
#include "web/page.h"

/* Back to where it was asked for: an address of this server and of no other. */
static const char *back(const struct page_ask *a)
{
	const char *here = page_value(a, "here"), *path = NULL;
	struct page_values values = {0};
	return here && here[0] == '/' && here[1] != '/' && address_read(a->sc, here, &path, &values) ? here : "/";
}

static const struct fault *post(struct page_ask *a, struct page_reply *out)
{
	const char *wanted = page_value(a, "language");
	const char *known = wanted ? address_language(a->sc, wanted) : NULL;
	*LIST_ADD(a->sc, &out->cookies) = scope_printf(a->sc, "sarflow-language=%s; Path=/; HttpOnly; SameSite=Strict; "
	                                               "Max-Age=31536000", known ? known : "en");
	out->status = 303;
	out->location = back(a);
	return NULL;
}

const struct page page_language = { .paths = (const char *const[]){ "/language", NULL }, .needs = PAGE_PERSON,
                                    .post = post };
