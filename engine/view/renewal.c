/* renewal.c: the work tree as it would rest on a newer state. */
#include "base/base.h"
#include "desk/desk_private.h"
#include "view/renewal.h"

/* The work tree, resting on the newer state in the place of the one that is pinned. */
static const struct fault *read_renewed(struct desk *d, const struct template_use *use, struct desk *used,
                                        const struct package *next, struct package **out)
{
	const struct fold_uses *pinned = &d->journal->fold->uses;
	struct store_id id, newest = {""};
	struct fold_uses others = {0};
	for (size_t i = 0; i < pinned->count; i++)
		if (strcmp(pinned->at[i].alias, use->alias) != 0)
			*LIST_ADD(d->sc, &others) = pinned->at[i];
	TRY(desk_usable(used, use, &newest));
	struct desk_moment then = { d->template, &others };
	TRY(desk_package_at(d, NULL, &then, out, &id));
	package_add_use(*out, &(struct package_use){ .of = use, .id = used->journal->fold->package, .pinned_on = "",
	                                             .version = scope_copy(d->sc, newest.hex), .package = next });
	return NULL;
}

const struct fault *renewal_of(struct desk *d, const struct package *now, const struct template_use *use,
                               struct desk *used, const struct package *next, struct renewal *out)
{
	const struct package_use *u = package_use(now, use->alias);
	struct package *then = NULL;
	struct findings *before = NULL, *after = NULL;
	TRY(read_renewed(d, use, used, next, &then));
	TRY(desk_check(d, now, &before));
	TRY(desk_check(d, then, &after));
	*out = (struct renewal){ compare_packages(d->sc, u ? u->package : NULL, next), before, after };
	return NULL;
}
