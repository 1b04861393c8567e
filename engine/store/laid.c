/* laid.c: files over main's tip, and the version they become. */
#include "base/base.h"
#include "base/lookup.h"
#include "store/laid.h"
#include "store/layout.h"
#include "store/store_private.h"
#include <stdlib.h>
#include <unistd.h>

/* A text as it is, an attachment by its pointer. */
struct store_laid {
	struct scope *sc;
	struct store *under;
	struct store_id tip;
	struct { struct store_blob *at; size_t count, cap; } files;
	struct lookup *paths;           /* places in files */
};

static void lay(struct store_laid *l, const char *path, const char *bytes, size_t len)
{
	size_t at = lookup_find(l->paths, path);
	struct store_blob *f = at == LOOKUP_NONE ? LIST_ADD(l->sc, &l->files) : &l->files.at[at];
	*f = (struct store_blob){ scope_copy(l->sc, path), scope_copy_bytes(l->sc, bytes, len), len };
	if (at == LOOKUP_NONE)
		lookup_add(l->paths, f->path, l->files.count - 1);
}

/* --- as a source --- */

struct over { struct store *store; struct store_laid *laid; struct source *under; };

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source_entry *)a)->path, ((const struct source_entry *)b)->path);
}

static const struct fault *describe(struct store *s, const struct store_blob *f, struct source_entry *e)
{
	struct pointer p;
	*e = (struct source_entry){ .path = f->path, .kind = SOURCE_FILE, .size = f->len, .present = true };
	if (layout_kind_of(f->path) != LAYOUT_ATTACHMENT || !pointer_parse(f->bytes, f->len, &p))
		return NULL;
	*e = (struct source_entry){ .path = f->path, .kind = SOURCE_ATTACHMENT, .size = p.size };
	memcpy(e->digest, p.digest, sizeof e->digest);
	return s->history->find(s, &p, e);
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	const struct over *o = s->state;
	const struct source_entry *under = NULL;
	size_t n = 0;
	TRY(source_list(sc, o->under, &under, count));
	struct source_entry *all = NEWS(sc, struct source_entry, *count + o->laid->files.count + 1);
	for (size_t i = 0; i < *count; i++)
		if (lookup_find(o->laid->paths, under[i].path) == LOOKUP_NONE)
			all[n++] = under[i];
	for (size_t i = 0; i < o->laid->files.count; i++)
		TRY(describe(o->store, &o->laid->files.at[i], &all[n++]));
	qsort(all, n, sizeof *all, by_path);
	*out = all;
	*count = n;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                     size_t *len)
{
	const struct over *o = s->state;
	size_t at = lookup_find(o->laid->paths, path);
	if (at == LOOKUP_NONE)
		return source_read(sc, o->under, path, bytes, len);
	*bytes = scope_copy_bytes(sc, o->laid->files.at[at].bytes, o->laid->files.at[at].len);
	*len = o->laid->files.at[at].len;
	return NULL;
}

static const struct fault *open_file(struct source *s, const struct source_entry *e, int *fd)
{
	const struct over *o = s->state;
	if (lookup_find(o->laid->paths, e->path) == LOOKUP_NONE)
		return source_open(o->under, e, fd);
	return e->size ? o->store->history->open(o->store, e, fd) : store_open_bytes(e->path, "", 0, fd);
}

static const struct source_ops over_ops = { list, read_file, open_file };

static const struct fault *source(struct scope *sc, struct store *s, struct source **out)
{
	struct over *o = NEW(sc, struct over);
	struct source *made = NEW(sc, struct source);
	*o = (struct over){ .store = s, .laid = s->laid };
	TRY(store_source_at(sc, s, &s->laid->tip, &o->under));
	*made = (struct source){ &over_ops, o, o->under->name, "", NULL };
	*out = made;
	return NULL;
}

/* --- as a work tree --- */

static int by_change(const void *a, const void *b)
{
	return strcmp(((const struct store_change *)a)->path, ((const struct store_change *)b)->path);
}

static const struct fault *changes(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	const struct store_laid *l = s->laid;
	struct store_change *all = NEWS(sc, struct store_change, l->files.count + 1);
	for (size_t i = 0; i < l->files.count; i++) {
		struct store_id was = {""};
		TRY(store_entry(s, &l->tip, l->files.at[i].path, &was));
		all[i] = (struct store_change){ l->files.at[i].path, was.hex[0] ? STORE_CHANGED : STORE_ADDED };
	}
	qsort(all, l->files.count, sizeof *all, by_change);
	*out = all;
	*count = l->files.count;
	return NULL;
}

/* Nothing is taken away by a page. */
static const struct fault *removed(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	(void)sc;
	(void)s;
	*out = NULL;
	*count = 0;
	return NULL;
}

static const struct fault *write_file(struct scope *sc, struct store *s, const char *path, const char *bytes,
                                     size_t len)
{
	(void)sc;
	lay(s->laid, path, bytes, len);
	return NULL;
}

static const struct fault *is_there(struct store *s, const char *path, bool *out)
{
	struct store_id id = {""};
	TRY(store_entry(s, &s->laid->tip, path, &id));
	*out = id.hex[0] || lookup_find(s->laid->paths, path) != LOOKUP_NONE;
	return NULL;
}

static const struct fault *attach(struct scope *sc, struct store *s, int fd, const char *path, int how)
{
	struct pointer p = {0};
	struct source_entry what;
	const char *text = NULL;
	char own[POINTER_MAX];
	size_t len = 0;
	bool there = false, fresh = false;
	TRY(is_there(s, path, &there));
	if (there && !(how & STORE_REPLACE))
		return fault_make(FAULT_REFUSED, "{file} exists already", path);
	if (how & STORE_REFERENCE) {
		TRY(digest_fd(fd, path, p.digest, &p.size));
		len = pointer_print(&p, own);
		text = own;
	} else {
		TRY(store_keep(sc, s, fd, path, &text, &len, &what, &fresh));
	}
	lay(s->laid, path, text, len);
	return NULL;
}

static const struct fault *restore(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                   size_t *count)
{
	const char *bytes = NULL;
	size_t len = 0;
	*count = 0;
	TRY(store_file(sc, s, id, path, &bytes, &len));
	lay(s->laid, path, bytes, len);
	*count = 1;
	return NULL;
}

static const struct fault *filter(struct store *s, const char *name, bool clean, FILE *in, FILE *out)
{
	return store_filter(s->laid->under, name, clean, in, out);
}

static const struct fault *purge(struct scope *sc, struct store *s, const struct source_entry *what)
{
	struct store *under = s->laid->under;
	return under->work ? under->work->purge(sc, under, what) : s->history->forget(s, what);
}

/* --- saving --- */

/* What lies changed in the folder is somebody's work, and not written over. */
static const struct fault *refuse_unsaved(struct scope *sc, const struct store_laid *l)
{
	const struct store_change *all = NULL;
	size_t count = 0;
	TRY(store_changes(sc, l->under, &all, &count));
	for (size_t i = 0; i < count; i++)
		if (lookup_find(l->paths, all[i].path) != LOOKUP_NONE)
			return fault_advise(fault_make(FAULT_CONFLICT, "{file} was changed in the folder on this "
				"machine and is not saved there yet; nothing was written. Save it there first, then "
				"do this again", all[i].path), REMEDY("save"));
	return NULL;
}

static const struct fault *put_attachment(struct scope *sc, struct store *s, const struct store_blob *f)
{
	struct source_entry e;
	int fd = -1;
	TRY(describe(s, f, &e));
	if (!e.present)
		return s->laid->under->work->write(sc, s->laid->under, f->path, f->bytes, f->len);
	TRY(e.size ? s->history->open(s, &e, &fd) : store_open_bytes(f->path, "", 0, &fd));
	const struct fault *fault = s->laid->under->work->attach(sc, s->laid->under, fd, f->path, STORE_REPLACE);
	close(fd);
	return fault;
}

/* The folder first: who is stopped between both finds a change there that waits to be saved, and no old file that the
 * next save would put in the place of the new one. */
static const struct fault *put_files(struct scope *sc, struct store *s)
{
	struct store_laid *l = s->laid;
	TRY(refuse_unsaved(sc, l));
	for (size_t i = 0; i < l->files.count; i++) {
		const struct store_blob *f = &l->files.at[i];
		TRY(layout_kind_of(f->path) == LAYOUT_ATTACHMENT ? put_attachment(sc, s, f)
		    : l->under->work->write(sc, l->under, f->path, f->bytes, f->len));
	}
	return NULL;
}

/* It became no version: what was written in the folder, which stood there as saved, goes again. */
static const struct fault *take_back(struct scope *sc, struct store *s)
{
	struct store_laid *l = s->laid;
	const struct store_work *work = l->under->work;
	struct store_id now = {""};
	TRY(store_tip(s, STORE_MAIN, &now));
	if (strcmp(now.hex, l->tip.hex) != 0)
		return NULL;            /* it did become one, or another did: the next save tells what is what */
	for (size_t i = 0; i < l->files.count; i++) {
		const char *path = l->files.at[i].path;
		struct store_id was = {""};
		size_t count = 0;
		TRY(store_entry(s, &l->tip, path, &was));
		TRY(was.hex[0] ? work->restore(sc, l->under, &l->tip, path, &count) : work->remove(l->under, path));
	}
	return NULL;
}

static const struct fault *save(struct scope *sc, struct store *s, const struct store_person *person,
                                const char *message, struct store_id *out)
{
	struct store_laid *l = s->laid;
	struct store_id now = {""};
	out->hex[0] = '\0';
	TRY(store_tip(s, STORE_MAIN, &now));
	if (strcmp(now.hex, l->tip.hex) != 0)
		return fault_make(FAULT_CONFLICT, "somebody saved a version meanwhile; do it again");
	const struct store_work *work = l->under->work;
	bool beside = work && (!work->follows || work->follows(l->under));
	if (beside)
		TRY(put_files(sc, s));
	const struct fault *f = s->history->lay(sc, s, person, message, &l->tip, l->files.at, l->files.count, out);
	if (f)          /* where it cannot be taken back that is said beside why */
		return beside && FAILED(take_back(sc, s))
		       ? fault_while(f, "what was written stands in the folder, and is not saved") : f;
	if (out->hex[0])
		l->tip = *out;
	l->files.count = 0;
	l->paths = lookup_new(l->sc);
	return beside && work->settle ? work->settle(sc, l->under, false, &(bool){ false }) : NULL;
}

static const struct store_work laid_work = {
	.source = source,
	.changes = changes,
	.removed = removed,
	.save = save,
	.attach = attach,
	.write = write_file,
	.restore = restore,
	.filter = filter,
	.purge = purge,
};

const struct fault *laid_over_main(struct scope *sc, struct store *under, struct store **out)
{
	struct store_laid *l = NEW(sc, struct store_laid);
	struct store *s = NEW(sc, struct store);
	*l = (struct store_laid){ .sc = sc, .under = under, .paths = lookup_new(sc) };
	TRY(store_tip(under, STORE_MAIN, &l->tip));
	if (!l->tip.hex[0])
		return fault_advise(fault_make(FAULT_REFUSED, "nothing is saved yet"), REMEDY("save", "message",
			"first version"));
	*s = *under;
	s->work = &laid_work;
	s->laid = l;
	s->results = NULL;
	*out = s;
	return NULL;
}
