/* package.c: versions as the journal said them at an event; the one read last is kept, for one version bears many. */
#include "base/base.h"
#include "store/source.h"
#include "verify/verify_private.h"

/* The pins in force, as a text to compare. */
static const char *name_uses(struct scope *sc, const struct desk *d)
{
	const struct fold_uses *u = &d->journal->fold->uses;
	struct names events = {0};
	for (size_t i = 0; i < u->count; i++)
		*LIST_ADD(sc, &events) = u->at[i].event;
	return list_join(sc, &events, " ");
}

static void forget(struct verifying *v)
{
	if (v->kept)
		scope_close(v->kept);
	v->kept = NULL;
	v->package = NULL;
}

const struct package *verify_package(struct verifying *v, struct desk *d, const char *version)
{
	SCOPE(turn);
	struct desk_moment now = desk_now(d);
	struct store_id id = {""};
	const char *uses = name_uses(turn, d);
	if (v->package && strcmp(v->kept_for.id.hex, version) == 0 && v->kept_for.template == d->template
	    && strcmp(v->kept_for.uses, uses) == 0)
		return v->package;
	forget(v);
	v->kept = scope_open();
	struct desk then = *d;
	then.sc = v->kept;
	const struct fault *f = desk_package_at(&then, version, &now, &v->package, &id);
	v->kept_for.id = id;
	v->kept_for.template = d->template;
	v->kept_for.uses = scope_copy(v->kept, uses);
	if (f) {
		verify_tell(v, object_missing, "version {version.12}, on which it rests, cannot be read: {why}",
			version, verify_words(turn, f));
		forget(v);
	}
	return v->package;
}

bool verify_lacks_content(const struct package *p)
{
	for (size_t i = 0; i < p->attachments.count; i++) {
		const struct source_entry *e = p->attachments.at[i].entry;
		if (!e->present && !package_is_reference(p, e->path))
			return true;
	}
	return false;
}
