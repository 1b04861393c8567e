/* edit.c: the work tree's side of a package: saving, bringing back, git's filters; and where templates lie. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/desk_private.h"
#include "desk/edit_private.h"
#include "text/unicode.h"

const struct fault *edit_template(struct scope *sc, const struct world *world, const char *name,
                                  const struct template **out)
{
	const struct template_files *files = NULL;
	const char *folder = name;
	if (!strchr(name, '/')) {
		if (!world->templates)
			return fault_make(FAULT_NOT_FOUND, "no templates were found; set SARFLOW_TEMPLATES to their "
				"folder");
		if (!package_id_is_valid(name) || !file_is_folder(path_join(sc, world->templates, name)))
			return fault_advise(fault_make(FAULT_NOT_FOUND,
				"there is no template \"{template}\" in {folder}", name, world->templates),
				REMEDY("template list"));
		folder = path_join(sc, world->templates, name);
	}
	TRY(template_files_read(sc, folder, &files));
	return template_read_fit(sc, files, out);
}

enum { FEW = 5 };                       /* texts and tables that may go without a word */

/* What is gone is lost to the version only if few texts are gone, or if the person says so. */
static const struct fault *check_removed(const struct store_change *gone, size_t count)
{
	const char *first = NULL;
	for (size_t i = 0; i < count && !first; i++)
		if (strncmp(gone[i].path, "attachments/", 12) == 0)
			first = gone[i].path;
	if (!first && count > FEW)
		first = gone[0].path;
	return !first ? NULL : fault_advise(fault_make(FAULT_REFUSED, "{count} {count:file is|files are} gone from the "
		"work tree, {first} among them; bring back what is missing, or say that it shall go", count, first),
	                                    REMEDY("", "remove", ""));
}

/* What was recorded between opening and the lock counts as well: a purge, above all. */
static const struct fault *take_lock(struct scope *lock, struct desk *d)
{
	TRY(store_lock(lock, d->store));
	return desk_refresh(d, d->journal->count == 0);
}

/* Who pushes with stock git waits for no lock of ours: what came after the folder caught up with main is caught up with
 * as well, and never saved over. */
static const struct fault *save(struct desk *d, const struct store_person *person, const char *message, bool lose,
                                const struct store_change **removed, size_t *removed_count, struct store_id *out)
{
	enum { TIMES = 5 };
	const struct fault *f = NULL;
	for (int i = 0; i < TIMES; i++) {
		TRY(store_catch_up(d->sc, d->store, &d->brought));
		TRY(store_removed(d->sc, d->store, removed, removed_count));
		if (!lose)
			TRY(check_removed(*removed, *removed_count));
		f = store_save(d->sc, d->store, person, message, out);
		if (!f || f->code != FAULT_CONFLICT)
			break;
	}
	return f;
}

const struct fault *edit_save(struct desk *d, const char *message, bool lose, const struct store_change **removed,
                              size_t *removed_count, struct store_id *out)
{
	SCOPE(lock);
	struct store_person person;
	size_t bad;
	if (!unicode_is_valid(message, strlen(message), &bad))
		return fault_make(FAULT_USAGE, "the message is not UTF-8");
	TRY(desk_person(d, &person));
	TRY(take_lock(lock, d));
	TRY(desk_refuse_moved(d));
	TRY(desk_remove_purged(d));
	return save(d, &person, message, lose, removed, removed_count, out);
}

const struct names *edit_brought(const struct desk *d) { return &d->brought; }

const struct fault *edit_first_version(struct desk *d, const char *message)
{
	const struct store_change *none = NULL;
	size_t count = 0;
	struct store_id id;
	return edit_save(d, message, false, &none, &count, &id);
}

const struct fault *edit_changes(struct desk *d, const struct store_change **changes, size_t *count)
{
	return store_changes(d->sc, d->store, changes, count);
}

const struct fault *edit_restore(struct desk *d, const char *version, const char *path, size_t *count)
{
	SCOPE(lock);
	struct store_id id = {""};
	TRY(take_lock(lock, d));
	TRY(desk_remove_purged(d));
	TRY(store_resolve(d->store, version, &id));
	TRY(store_restore(d->sc, d->store, &id, path, count));
	return *count ? NULL : fault_make(FAULT_NOT_FOUND, "version {version.7} has nothing at {file}", id.hex, path);
}

const struct fault *edit_filtering(struct scope *sc, const struct world *world, struct desk **out)
{
	struct store *store = NULL;
	const struct person nobody = { .name = NULL };
	TRY(home_find(sc, world->directory, &store));
	return desk_of(sc, world, &nobody, NULL, NULL, store, false, out);      /* it knows what was purged */
}

const struct fault *edit_filter(struct desk *d, const char *name, bool clean, FILE *in, FILE *out)
{
	/* one process of git's may live longer than a purge that another one records */
	TRY(desk_refresh(d, false));
	return store_filter(d->store, name, clean, in, out);
}
