/* home.c: calls go to the implementation; what holds for every home is asked here. */
#include "base/base.h"
#include "store/home_private.h"

/* A name is one step below the home: it never leads elsewhere, nor to what is hidden there. */
static bool is_name(const char *name) { return *name && *name != '.' && !strchr(name, '/'); }

const struct fault *home_list(struct scope *sc, struct home *h, const char *const **names, size_t *count)
{
	return h->ops->list(sc, h, names, count);
}

const struct fault *home_open(struct scope *sc, struct home *h, const char *name, struct store **out)
{
	if (!is_name(name) || !h->ops->has(h, name))
		return fault_make(FAULT_NOT_FOUND, "there is no package {package} in {folder}", name, h->name);
	return h->ops->open(sc, h, name, out);
}

const struct fault *home_beside(struct scope *sc, struct store *s, const char *name, struct store **out)
{
	if (!s->home)
		return fault_make(FAULT_NOT_FOUND, "{package} has no work tree, so nothing lies beside it", s->name);
	if (!is_name(name) || !s->home->ops->has(s->home, name))
		return fault_make(FAULT_NOT_FOUND, "there is no package {package} beside this one", name);
	return s->home->ops->open(sc, s->home, name, out);
}

const struct fault *home_make(struct scope *sc, struct home *h, const char *name, const char *filter,
                              struct home_making **out)
{
	if (!is_name(name))
		return fault_make(FAULT_REFUSED, "\"{name}\" cannot be the name of a package", name);
	*out = NEW(sc, struct home_making);
	(*out)->home = h;
	return h->ops->make(sc, name, filter, *out);
}

const struct fault *home_keep(struct home_making *m) { return m->home->ops->keep(m); }
