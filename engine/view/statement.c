/* statement.c: the sign-offs that stood at a seal. */
#include "base/base.h"
#include "desk/desk_private.h"
#include "view/statement.h"

/* Where an event stands in the journal. */
static size_t place_of(const struct journal *j, const char *id)
{
	size_t i = 0;
	while (i < j->count && strcmp(j->events[i]->id, id) != 0)
		i++;
	return i;
}

static bool stands(const struct package *p, const struct fold_sign_off *s)
{
	const struct template_element *e = template_unit_called(p->template, s->element);
	char digest[DIGEST_TEXT];
	if (e)
		package_canon(p, e, digest);
	return e && strcmp(digest, s->digest) == 0;
}

const struct fault *statement_of(struct scope *sc, struct desk *d, const struct view *v, struct statement *out)
{
	const struct journal *j = d->journal;
	const struct fold_seal *seal = &j->fold->seals.at[v->submittal - 1];
	size_t sealed = place_of(j, seal->event);
	*out = (struct statement){ .package = v->package->id, .template = v->template->name, .snapshot = seal->snapshot,
		.evidence = seal->evidence, .seal = v->seal, .seal_commit = seal->event, .sealed_on = seal->as_of,
		.submittal = v->submittal, .keys = keys_of(sc, d) };
	for (size_t i = 0; i < j->fold->sign_offs.count; i++) {
		const struct fold_sign_off *s = &j->fold->sign_offs.at[i];
		if (place_of(j, s->event) < sealed && stands(v->package, s))
			*LIST_ADD(sc, &out->reviews) = (struct statement_review){ s };
	}
	return NULL;
}
