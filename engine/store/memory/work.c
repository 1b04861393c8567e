/* work.c: a work tree in memory: attachments stand in it as themselves, in a version as their pointers. */
#include "store/memory/memory_private.h"
#include <errno.h>

static const struct fault *source(struct scope *sc, struct store *s, struct source **out)
{
	*out = memory_source(sc, memory_of(s), &memory_of(s)->work, true, "work tree", "");
	return NULL;
}

/* What main's tip holds; nothing while it has none. */
static const struct fault *saved(struct store *s, struct store_id *tip, struct memory_files *out)
{
	const struct memory_commit *c = NULL;
	*out = (struct memory_files){0};
	TRY(store_tip(s, STORE_MAIN, tip));
	if (!tip->hex[0])
		return NULL;
	TRY(memory_lookup(memory_of(s), tip, &c));
	*out = c->files;
	return NULL;
}

/* The work tree as a version would hold it. */
static struct memory_files as_version(struct scope *sc, const struct memory *m)
{
	struct memory_files out = {0};
	for (size_t i = 0; i < m->work.count; i++) {
		const struct memory_file *f = &m->work.at[i];
		struct pointer p;
		char text[POINTER_MAX];
		if (layout_kind_of(f->path) != LAYOUT_ATTACHMENT || pointer_parse(f->bytes, f->len, &p)) {
			memory_put(sc, &out, f->path, f->bytes, f->len);
			continue;
		}
		p.size = f->len;
		digest_bytes(f->bytes, f->len, p.digest);
		memory_put(sc, &out, f->path, text, pointer_print(&p, text));
	}
	return out;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct store_change *)a)->path, ((const struct store_change *)b)->path);
}

struct found { struct store_change *at; size_t count, cap; };

static void add_removed(struct scope *sc, const struct memory_files *now, const struct memory_files *then,
                        struct found *found)
{
	for (size_t i = 0; i < then->count; i++)
		if (layout_kind_of(then->at[i].path) != LAYOUT_STRAY && !memory_find(now, then->at[i].path))
			*LIST_ADD(sc, found) = (struct store_change){ then->at[i].path, STORE_REMOVED };
}

static const struct fault *removed(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	struct found found = {0};
	struct memory_files now = as_version(sc, memory_of(s)), then;
	struct store_id tip;
	TRY(saved(s, &tip, &then));
	add_removed(sc, &now, &then, &found);
	*out = found.at;
	*count = found.count;
	return NULL;
}

static const struct fault *changes(struct scope *sc, struct store *s, const struct store_change **out, size_t *count)
{
	struct found found = {0};
	struct memory_files now = as_version(sc, memory_of(s)), then;
	struct store_id tip;
	TRY(saved(s, &tip, &then));
	for (size_t i = 0; i < now.count; i++) {
		const struct memory_file *f = &now.at[i], *was = memory_find(&then, f->path);
		if (!was || was->len != f->len || memcmp(was->bytes, f->bytes, f->len) != 0)
			*LIST_ADD(sc, &found) = (struct store_change){ f->path, was ? STORE_CHANGED : STORE_ADDED };
	}
	add_removed(sc, &now, &then, &found);
	if (found.count)
		qsort(found.at, found.count, sizeof *found.at, by_path);
	*out = found.at;
	*count = found.count;
	return NULL;
}

static void keep_contents(struct memory *m)
{
	for (size_t i = 0; i < m->work.count; i++) {
		const struct memory_file *f = &m->work.at[i];
		struct pointer p;
		if (layout_kind_of(f->path) == LAYOUT_ATTACHMENT && !pointer_parse(f->bytes, f->len, &p))
			memory_keep(m, f->bytes, f->len);
	}
}

static const struct fault *save(struct scope *sc, struct store *s, const struct store_person *person,
                                const char *message, struct store_id *out)
{
	struct memory *m = memory_of(s);
	struct memory_files next = as_version(sc, m), then;
	struct store_id tip, before, after, id;
	struct buf *object = buf_new(sc);
	out->hex[0] = '\0';
	TRY(saved(s, &tip, &then));
	for (size_t i = 0; i < then.count; i++)
		if (layout_kind_of(then.at[i].path) == LAYOUT_STRAY)
			memory_put(sc, &next, then.at[i].path, then.at[i].bytes, then.at[i].len);
	memory_name(&then, "", &before);
	memory_name(&next, "", &after);
	if (strcmp(before.hex, after.hex) == 0)
		return NULL;
	keep_contents(m);
	struct store_append a = { .message = message, .person = *person, .parents = &tip,
	                          .parent_count = tip.hex[0] != '\0' };
	TRY(memory_compose(m, &a, &next, object));
	TRY(store_sign(sc, s, person, &object));
	TRY(memory_commit(m, &a, &next, object, &id));
	TRY(store_publish(s, STORE_MAIN, &tip, &id));
	*out = id;
	return NULL;
}

static const struct fault *write_file(struct scope *sc, struct store *s, const char *path, const char *bytes,
                                     size_t len)
{
	(void)sc;
	memory_put(memory_of(s)->sc, &memory_of(s)->work, path, bytes, len);
	return NULL;
}

static void put_pointer(struct memory *m, const char *path, const struct pointer *p)
{
	char text[POINTER_MAX];
	memory_put(m->sc, &m->work, path, text, pointer_print(p, text));
}

static const struct fault *attach(struct scope *sc, struct store *s, int fd, const char *path, int how)
{
	struct memory *m = memory_of(s);
	struct buf *all = buf_new(sc);
	if (!(how & STORE_REPLACE) && memory_find(&m->work, path))
		return fault_make(FAULT_REFUSED, "{file} exists already", path);
	TRY(memory_read(fd, path, all));
	if (how & STORE_REFERENCE) {
		struct pointer p = { .size = all->len };
		digest_bytes(all->at, all->len, p.digest);
		put_pointer(m, path, &p);
		return NULL;
	}
	memory_keep(m, all->at, all->len);
	memory_put(m->sc, &m->work, path, all->at, all->len);
	return NULL;
}

static void restore_one(struct memory *m, const struct memory_file *f)
{
	struct pointer p;
	bool attached = layout_kind_of(f->path) == LAYOUT_ATTACHMENT && pointer_parse(f->bytes, f->len, &p);
	const struct memory_content *c = attached ? memory_content(m, p.digest) : NULL;
	memory_put(m->sc, &m->work, f->path, c ? c->bytes : f->bytes, c ? c->len : f->len);
}

static const struct fault *restore(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                   size_t *count)
{
	const struct memory_commit *c = NULL;
	size_t n = strlen(path);
	(void)sc;
	*count = 0;
	TRY(memory_lookup(memory_of(s), id, &c));
	for (size_t i = 0; i < c->files.count; i++) {
		const struct memory_file *f = &c->files.at[i];
		bool inside = n == 0 || (strncmp(f->path, path, n) == 0 && (f->path[n] == '\0' || f->path[n] == '/'));
		if (!inside || layout_kind_of(f->path) == LAYOUT_STRAY)
			continue;
		restore_one(memory_of(s), f);
		++*count;
	}
	return NULL;
}

static const struct fault *purge(struct scope *sc, struct store *s, const struct source_entry *what)
{
	struct memory *m = memory_of(s);
	struct source *work = NULL;
	const struct source_entry *entries = NULL;
	struct pointer p = { .size = what->size };
	size_t count = 0;
	memcpy(p.digest, what->digest, sizeof p.digest);
	TRY(source(sc, s, &work));
	TRY(source_list(sc, work, &entries, &count));
	for (size_t i = 0; i < count; i++)      /* the same content may stand under several names */
		if (entries[i].kind == SOURCE_ATTACHMENT && strcmp(entries[i].digest, what->digest) == 0)
			put_pointer(m, entries[i].path, &p);
	memory_drop(m, what->digest);
	return NULL;
}

static const struct fault *filter(struct store *s, const char *name, bool clean, FILE *in, FILE *out)
{
	SCOPE(turn);
	(void)name;
	struct memory *m = memory_of(s);
	struct buf *all = buf_new(turn);
	struct pointer p;
	char block[4096], text[POINTER_MAX];
	for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0; )
		buf_put(all, block, n);
	bool is_pointer = pointer_parse(all->at, all->len, &p);
	const struct memory_content *c = !clean && is_pointer ? memory_content(m, p.digest) : NULL;
	const char *bytes = c ? c->bytes : all->at;
	size_t len = c ? c->len : all->len;
	if (clean && !is_pointer) {             /* content that is a pointer stays one */
		p = memory_keep(m, all->at, all->len);
		bytes = text;
		len = pointer_print(&p, text);
	}
	return fwrite(bytes, 1, len, out) != len || fflush(out) ? fault_errno("writing") : NULL;
}

static const struct fault *remove_file(struct store *s, const char *path)
{
	memory_remove(&memory_of(s)->work, path);
	return NULL;
}

const struct store_work memory_work = {
	.source = source,
	.changes = changes,
	.removed = removed,
	.save = save,
	.attach = attach,
	.write = write_file,
	.remove = remove_file,
	.restore = restore,
	.filter = filter,
	.purge = purge,
};
