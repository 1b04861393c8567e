/* uses.c: packages this one rests on: another pin, and what differs between the two states it names. */
#include "compare/compare_private.h"

static const char *describe(const struct compare_state *c, const struct package_use *u)
{
	return u ? compare_say(c, "{package}, version {version.7}", u->id, u->version) : "";
}

/* Changes of the used package stand among our own, their files behind its alias; texts lead into our list of texts. */
static void take(struct compare_state *c, const char *alias, const struct compare *inner)
{
	size_t first = c->out->documents.count;
	for (size_t i = 0; i < inner->documents.count; i++) {
		struct compare_document *d = LIST_ADD(c->sc, &c->out->documents);
		*d = inner->documents.at[i];
		d->path = scope_printf(c->sc, "%s:%s", alias, d->path);
	}
	for (size_t i = 0; i < inner->changes.count; i++) {
		struct compare_change *k = LIST_ADD(c->sc, &c->out->changes);
		*k = inner->changes.at[i];
		k->file = scope_printf(c->sc, "%s:%s", alias, k->file);
		k->element = NULL;
		k->document += first;
	}
}

static void compare_use(struct compare_state *c, const struct template_use *of)
{
	const struct package_use *a = c->out->before ? package_use(c->out->before, of->alias) : NULL;
	const struct package_use *b = package_use(c->out->after, of->alias);
	if ((!a && !b) || (a && b && strcmp(a->id, b->id) == 0 && strcmp(a->version, b->version) == 0))
		return;
	struct compare_change *k = compare_tell(c, !a ? COMPARE_ADDED : !b ? COMPARE_REMOVED : COMPARE_CHANGED,
	                                        COMPARE_PIN, of->alias);
	k->what = of->title.in[c->out->after->language];
	k->before = describe(c, a);
	k->after = describe(c, b);
	if (a && b)
		take(c, of->alias, compare_packages(c->sc, a->package, b->package));
}

void compare_uses(struct compare_state *c)
{
	const struct template *now = c->out->after->template;
	for (size_t i = 0; i < now->uses.count; i++)
		compare_use(c, &now->uses.at[i]);
}
