/* take.c: what is proposed, file by file, and its way into the work tree. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/edit_attach.h"
#include "desk/take_left.h"
#include "desk/take_private.h"

/* --- proposed files --- */

static const struct fault *reload(struct take *k)
{
	size_t n = k->files.count, all = n + k->attached.count;
	struct overlay_file *files = NEWS(k->desk->sc, struct overlay_file, all + 1);
	for (size_t i = 0; i < all; i++)
		files[i] = i < n ? k->files.at[i] : k->attached.at[i - n];
	return desk_package_over(k->desk, files, all, &k->package);
}

/* That others' changes wait as well is no hindrance to looking. */
static const struct fault *find_left(struct take *k)
{
	const struct fault *f = k->tip.hex[0] ? take_left_judge(k, &k->left) : NULL;
	return f && f->code != FAULT_REFUSED ? f : NULL;
}

const struct fault *take_start(struct desk *d, struct take **out)
{
	struct take *k = NEW(d->sc, struct take);
	*k = (struct take){ .desk = d, .doubts = doubt_list(d->sc) };
	TRY(store_tip(d->store, STORE_MAIN, &k->tip));
	TRY(reload(k));
	*out = k;
	return find_left(k);
}

static const struct overlay_file *find_file(const struct take *k, const char *path)
{
	for (size_t i = 0; i < k->files.count; i++)
		if (strcmp(k->files.at[i].path, path) == 0)
			return &k->files.at[i];
	return NULL;
}

const struct fault *take_file(struct take *k, const char *path, const char *bytes, size_t len)
{
	struct overlay_file *f = (struct overlay_file *)(uintptr_t)find_file(k, path);
	f = f ? f : LIST_ADD(k->desk->sc, &k->files);
	*f = (struct overlay_file){ scope_copy(k->desk->sc, path), scope_copy_bytes(k->desk->sc, bytes, len), len };
	return reload(k);
}

const struct fault *take_bytes(struct take *k, const char *path, const char **bytes, size_t *len)
{
	const struct overlay_file *own = find_file(k, path);
	struct source *work = NULL;
	*bytes = own ? own->bytes : "";
	*len = own ? own->len : 0;
	if (own)
		return NULL;
	TRY(store_source_work(k->desk->sc, k->desk->store, &work));
	const struct fault *f = source_read(k->desk->sc, work, path, bytes, len);
	return f && f->code != FAULT_NOT_FOUND ? f : NULL;
}

/* Is there anything to store for them? */
static bool attaches(const struct take *k)
{
	for (size_t i = 0; i < k->attaching.files.count; i++)
		if (k->attaching.files.at[i].what <= ATTACHING_REPLACED)
			return true;
	return false;
}

bool take_changes(const struct take *k) { return k->files.count > 0 || attaches(k) || k->left; }

const char *take_before(const struct take *k) { return k->left ? "main" : "work"; }

/* --- what it is, and into the work tree --- */

struct doubts *take_doubts(struct take *k)
{
	doubt_sort(k->doubts);
	return k->doubts;
}

const struct take_table *take_tables(const struct take *k, size_t *count)
{
	*count = k->tables.count;
	return k->tables.at;
}

size_t take_count(const struct take *k) { return k->files.count; }

const char *take_path(const struct take *k, size_t which) { return k->files.at[which].path; }

const struct package *take_package(const struct take *k) { return k->package; }

static const struct fault *put_files(struct take *k)
{
	for (size_t i = 0; i < k->files.count; i++) {
		const struct overlay_file *f = &k->files.at[i];
		TRY(store_write(k->desk->sc, k->desk->store, f->path, f->bytes, f->len));
	}
	return NULL;
}

const struct fault *take_save(struct take *k, const char *message, struct store_id *out)
{
	SCOPE(lock);
	struct store_person person;
	struct store_id tip = {""};
	TRY(desk_person(k->desk, &person));
	if (k->attaching.refused)
		return fault_make(FAULT_REFUSED, "its pictures and the file itself cannot be attached");
	TRY(store_lock(lock, k->desk->store));
	TRY(desk_refresh(k->desk, false));
	TRY(desk_refuse_moved(k->desk));
	TRY(take_left_judge(k, &k->left));
	TRY(store_tip(k->desk->store, STORE_MAIN, &tip));
	if (strcmp(tip.hex, k->tip.hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody saved a version meanwhile; do it again");
	TRY(take_left_say(k));
	TRY(edit_attach_store(k->desk, &k->attaching, 0));
	TRY(put_files(k));
	TRY(store_save(k->desk->sc, k->desk->store, &person, message, out));
	take_left_forget(k);
	return NULL;
}
