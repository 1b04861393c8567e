/* act_use.c: pinning another package this one rests on. */
#include "base/base.h"
#include "desk/act_private.h"

static const struct fault *use_once(struct desk *d, const struct template_use *use, struct desk *used,
                                    const struct store_id *shown)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct store_id pinned = {""};
	const struct fold_use *before = NULL;
	TRY(act_begin(a, sc, d, EVENT_USE));
	TRY(act_choose_role(a, NULL));
	TRY(desk_usable(used, use, &pinned));
	if (!pinned.hex[0])
		return fault_make(FAULT_REFUSED, "{package} has no saved version", used->journal->fold->package);
	if (strcmp(pinned.hex, shown->hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody wrote to {package} at the same moment, and its state is a "
			"newer one now; look again", used->journal->fold->package);
	for (size_t i = 0; i < d->journal->fold->uses.count; i++)
		if (strcmp(d->journal->fold->uses.at[i].alias, use->alias) == 0)
			before = &d->journal->fold->uses.at[i];
	if (before && strcmp(before->pinned, pinned.hex) == 0 && strcmp(before->package, used->journal->fold->package)
	    == 0)
		return fault_make(FAULT_REFUSED, "version {version.7} of {package} is pinned already", pinned.hex,
			before->package);
	TRY(act_guards_on_main(a));
	TRY(store_take(d->store, used->store, &pinned));
	ACT_SET(ALIAS, use->alias);
	ACT_SET(USED, used->journal->fold->package);
	ACT_SET(PINNED, pinned.hex);
	act_add_template(a, used->template);
	return act_finish(a);
}

const struct fault *act_use(struct desk *d, const struct template_use *use, struct desk *used,
                            const struct store_id *shown)
{
	return ACT_AGAIN(d, use_once(d, use, used, shown));
}
