/* act_sign.c: signing what elements hold. */
#include "base/base.h"
#include "desk/act_private.h"

/* Somebody signs what they have read, and not what came in between. */
static const struct fault *refuse_changed(const struct package *was, const struct package *is,
                                          const struct template_element *e, const char *read)
{
	char before[DIGEST_TEXT], after[DIGEST_TEXT];
	if (!was)
		return NULL;
	package_canon(was, e, before);
	package_canon(is, e, after);
	return strcmp(before, after) == 0 ? NULL : fault_advise(fault_make(FAULT_REFUSED,
		"element {element} changed after version {version}, which you have read", e->id, read),
		REMEDY("diff", "", read, "", "main"));
}

static const struct fault *sign_once(struct desk *d, const char *role, const struct names *elements,
                                     const char *meaning, const char *read, size_t *count)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct package *p = NULL, *was = NULL;
	struct store_id head, id;
	char digest[DIGEST_TEXT];
	TRY(act_begin(a, sc, d, EVENT_SIGN_OFF));
	TRY(act_choose_role(a, role));
	TRY(desk_head(d, &p, &head));
	if (read)
		TRY(desk_package(d, read, &was, &id));
	*count = 0;
	for (size_t i = 0; i < elements->count; i++)
		if (!template_unit_called(d->template, elements->at[i]))
			return fault_make(FAULT_USAGE, "the template has no element \"{element}\"", elements->at[i]);
	for (size_t i = 0; i < template_unit_count(d->template); i++) {
		const struct template_element *e = template_unit(d->template, i);
		bool asked = elements->count ? list_has(elements, e->id) : e != &d->template->whole
			|| d->template->whole_is_signed;
		if (*package_need(p, e) == '-' || !asked)
			continue;
		package_canon(p, e, digest);
		if (!*digest)
			return fault_make(FAULT_REFUSED, "element {element} has no content to sign", e->id);
		TRY(refuse_changed(was, p, e, read));
		ACT_SET(COVERS, scope_printf(sc, "%s %s", e->id, digest));
		++*count;
	}
	if (*count == 0)
		return fault_make(FAULT_REFUSED, "this category does not use these elements");
	ACT_SET(EVIDENCE, head.hex);
	ACT_SET(MEANING, meaning);
	ACT_SET(CANON, "canon-1");
	return act_finish(a);
}

const struct fault *act_sign(struct desk *d, const char *role, const struct names *elements, const char *meaning,
                             const char *read, size_t *count)
{
	return ACT_AGAIN(d, sign_once(d, role, elements, meaning, read, count));
}
