/* templates.c: reading the template that an event carries, once for all packages that carry the same. */
#include "base/base.h"
#include "desk/desk_private.h"

enum { KEPT = 8 };       /* templates of one journal that are kept: more than anybody adopts */

struct carried { const char *snapshot; struct store_id tree; const struct template *template; };
struct desk_templates { struct scope *sc; struct carried *at; size_t count, cap; };

struct desk_templates *desk_templates_new(struct scope *sc)
{
	struct desk_templates *ts = NEW(sc, struct desk_templates);
	ts->sc = sc;
	return ts;
}

/* Checked against the digest the event names. */
static const struct fault *read_carried(struct scope *sc, struct store *store, const struct store_id *id,
                                        const char *snapshot, const struct template **out)
{
	const char *const *names = NULL;
	size_t count = 0;
	struct template_files *files = NEW(sc, struct template_files);
	TRY(store_names(sc, store, id, "template", &names, &count));
	for (size_t i = 0; i < count; i++) {
		struct template_file f = { .path = names[i] };
		TRY(store_file_to_compare(sc, store, id, scope_printf(sc, "template/%s", names[i]), &f.bytes, &f.len));
		*LIST_ADD(sc, files) = f;
	}
	TRY(template_open(sc, files, out));
	if (strcmp((*out)->snapshot, snapshot) != 0)
		return fault_make(FAULT_CORRUPT,
			"the journal's copy of the template is not the one that was recorded");
	return NULL;
}

/* Two dozen files of the journal cost more than reading what is in them: what was read of a tree once lies together
 * in one file, under the tree's name, for another tree may not be what its event says; and only as long as nobody has
 * touched the objects, for what is damaged or gone is to be told. */
static const struct fault *read_or_keep(struct desk_templates *ts, struct store *store, const struct store_id *id,
                                        const struct carried *c, const struct template **out)
{
	const char *file = store->results && *c->tree.hex
		? scope_printf(ts->sc, "%s/template-%s", store->results, c->tree.hex) : NULL;
	const char *written = "";
	if (file)
		TRY(store_written(ts->sc, store, id, "template", &written));
	if (*written && template_open_kept(ts->sc, file, written, c->snapshot, out))
		return NULL;
	TRY(read_carried(ts->sc, store, id, c->snapshot, out));
	if (*written && ts->count < KEPT)
		template_files_keep(file, written, (*out)->files);
	return NULL;
}

/* The same snapshot in the same tree is the same template: a tree's id is the digest of all below it. */
const struct fault *desk_templates_carried(struct desk_templates *ts, struct store *store, const struct event *ev,
                                           const struct template **out)
{
	struct carried c = { .snapshot = event_get(ev, EVENT_SNAPSHOT_FIELD) };
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", ev->id);
	TRY(store_entry(store, &id, "template", &c.tree));
	for (size_t i = 0; i < ts->count; i++)
		if (strcmp(ts->at[i].snapshot, c.snapshot) == 0 && strcmp(ts->at[i].tree.hex, c.tree.hex) == 0) {
			*out = ts->at[i].template;
			return NULL;
		}
	TRY(read_or_keep(ts, store, &id, &c, out));
	c.snapshot = scope_copy(ts->sc, c.snapshot);
	c.template = *out;
	*LIST_ADD(ts->sc, ts) = c;
	return NULL;
}
