/* backup.c: what is copied is all that a store holds; what is told is what it holds not. */
#include "base/base.h"
#include "base/path.h"
#include "desk/backup.h"
#include "desk/desk_private.h"
#include "store/backup.h"
#include "store/home.h"
#include <sys/stat.h>

static const char end[] = ".git";

static void list_purged(struct scope *sc, const struct fold *f, struct names *out)
{
	for (size_t i = 0; i < f->purges.count; i++)
		*LIST_ADD(sc, out) = f->purges.at[i].content;
}

static const struct fault *count_absent(struct desk *d, struct store *in, size_t *out)
{
	SCOPE(turn);
	struct store_id main;
	struct source *source = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	TRY(store_tip(d->store, STORE_MAIN, &main));
	if (!main.hex[0])
		return NULL;
	TRY(store_source_at(turn, in, &main, &source));
	TRY(source_list(turn, source, &entries, &count));
	for (size_t i = 0; i < count; i++)
		*out += entries[i].kind == SOURCE_ATTACHMENT && !entries[i].present;
	return NULL;
}

static void say_what(struct desk *d, const struct store_copied *c, struct backup *out)
{
	const struct fold *f = d->journal->fold;
	out->references = c->references;
	out->contents = c->contents;
	out->bytes = c->bytes;
	out->damaged = c->damaged;
	out->mended = c->mended;
	out->removed = c->removed;
	out->objects = c->objects;
	out->left = c->left;
	out->package = f->package;
	out->state = f->state;
	out->events = d->journal->count;
}

/* The folder itself, or the nearest above it that is there. */
static const char *nearest(struct scope *sc, const char *folder)
{
	struct stat st;
	while (stat(folder, &st) != 0) {
		size_t n = strlen(folder) - strlen(path_base(folder));
		if (n < 2)
			return n ? "/" : ".";
		folder = scope_copy_bytes(sc, folder, n - 1);
	}
	return folder;
}

/* A copy that lies in a package would be evidence of it, and be lost with it. */
static const struct fault *refuse_inside(const char *place)
{
	SCOPE(turn);
	struct store *around = NULL;
	return home_find(turn, nearest(turn, place), &around) ? NULL
	       : fault_make(FAULT_REFUSED, "{folder} lies in the package {package}; name a place that is safe when "
			"that one is lost", place, around->name);
}

const struct fault *backup_write(struct desk *d, const char *place, struct backup *out)
{
	SCOPE(locks);
	struct store *to = NULL;
	struct names purged = {0};
	struct store_copied copied;
	const struct store_change *changes = NULL;
	*out = (struct backup){ .folder = path_join(d->sc, place, scope_printf(d->sc, "%s%s", path_base(d->store->name),
		end)) };
	TRY(refuse_inside(place));
	TRY(store_lock(locks, d->store));
	TRY(desk_refresh(d, false));
	TRY(store_copiable(d->store));
	TRY(store_backup_open(d->sc, out->folder, true, &to));
	TRY(store_lock(locks, to));
	if (d->store->work)
		TRY(store_changes(d->sc, d->store, &changes, &out->unsaved));
	list_purged(d->sc, d->journal->fold, &purged);
	TRY(store_copy(d->sc, to, d->store, &purged, &copied));
	say_what(d, &copied, out);
	return count_absent(d, to, &out->absent);
}

/* "F110-NOZ-001" of ".../F110-NOZ-001.git". */
static const char *name_of(struct scope *sc, const char *copy)
{
	size_t n = strlen(copy);
	while (n > 1 && copy[n - 1] == '/')
		n--;
	const char *base = path_base(scope_copy_bytes(sc, copy, n));
	return path_has_suffix(base, end) ? scope_copy_bytes(sc, base, strlen(base) - strlen(end)) : base;
}

/* The journal says what was purged; it is read where it came from. */
static const struct fault *find_purged(struct scope *sc, const struct world *world, const struct person *person,
                                       struct store *from, struct names *out)
{
	struct desk *d = NULL;
	TRY(desk_of(sc, world, person, NULL, NULL, from, false, &d));
	list_purged(sc, d->journal->fold, out);
	return NULL;
}

/* Its files as main has them; and git's index, so that stock git finds nothing changed. */
static const struct fault *fill_work(struct scope *sc, struct store *s)
{
	struct store_id main;
	size_t count = 0;
	TRY(store_tip(s, STORE_MAIN, &main));
	if (main.hex[0])
		TRY(store_restore(sc, s, &main, "", &count));
	return store_settle(sc, s);
}

const struct fault *backup_read(struct scope *sc, const struct world *world, const struct person *person,
                                const struct desk_progress *progress, const char *copy, const char *name,
                                struct backup *out)
{
	SCOPE(turn);
	struct store *from = NULL;
	struct home_making *m = NULL;
	struct names purged = {0};
	struct store_copied copied;
	struct desk *d = NULL;
	*out = (struct backup){0};
	TRY(store_backup_open(sc, copy, false, &from));
	TRY(find_purged(sc, world, person, from, &purged));
	TRY(home_make(turn, home_at(turn, world->directory), name ? name : name_of(sc, copy), world->program, &m));
	TRY(store_lock(turn, m->store));
	TRY(store_copy(sc, m->store, from, &purged, &copied));
	TRY(fill_work(turn, m->store));
	TRY(desk_of(sc, world, person, progress, NULL, m->store, false, &d));
	say_what(d, &copied, out);
	TRY(count_absent(d, m->store, &out->absent));
	TRY(home_keep(m));
	out->folder = scope_copy(sc, m->place);
	return NULL;
}
