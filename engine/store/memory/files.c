/* files.c: files and the content of attachments, by name; and files as a source. */
#include "store/memory/memory_private.h"
#include <errno.h>
#include <unistd.h>

/* Where the path stands, or would. */
static size_t place(const struct memory_files *files, const char *path)
{
	size_t low = 0, high = files->count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (strcmp(files->at[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct memory_file *memory_find(const struct memory_files *files, const char *path)
{
	size_t i = place(files, path);
	return i < files->count && strcmp(files->at[i].path, path) == 0 ? &files->at[i] : NULL;
}

void memory_put(struct scope *sc, struct memory_files *files, const char *path, const void *bytes, size_t len)
{
	struct memory_file *f = memory_find(files, path);
	if (!f) {
		size_t i = place(files, path), behind = files->count - i;
		LIST_ADD(sc, files);
		f = &files->at[i];
		memmove(f + 1, f, behind * sizeof *f);
		f->path = scope_copy(sc, path);
	}
	f->bytes = scope_copy_bytes(sc, bytes, len);
	f->len = len;
}

void memory_remove(struct memory_files *files, const char *path)
{
	struct memory_file *f = memory_find(files, path);
	if (!f)
		return;
	memmove(f, f + 1, (size_t)(&files->at[files->count] - f - 1) * sizeof *f);
	files->count--;
}

const struct memory_content *memory_content(const struct memory *m, const char *digest)
{
	for (size_t i = 0; i < m->contents.count; i++)
		if (strcmp(m->contents.at[i].digest, digest) == 0)
			return &m->contents.at[i];
	return NULL;
}

struct pointer memory_keep(struct memory *m, const void *bytes, size_t len)
{
	struct pointer p = { .size = len };
	digest_bytes(bytes, len, p.digest);
	if (!memory_content(m, p.digest)) {
		struct memory_content *c = LIST_ADD(m->sc, &m->contents);
		memcpy(c->digest, p.digest, sizeof c->digest);
		c->bytes = scope_copy_bytes(m->sc, bytes, len);
		c->len = len;
	}
	return p;
}

void memory_drop(struct memory *m, const char *digest)
{
	for (size_t i = 0; i < m->contents.count; i++)
		if (strcmp(m->contents.at[i].digest, digest) == 0)
			m->contents.at[i] = m->contents.at[--m->contents.count];
}

const struct fault *memory_read(int fd, const char *path, struct buf *out)
{
	char block[4096];
	if (lseek(fd, 0, SEEK_SET) != 0)
		return fault_errno("reading {file}", path);
	for (ssize_t n; (n = read(fd, block, sizeof block)) != 0; ) {
		if (n < 0 && errno != EINTR)
			return fault_errno("reading {file}", path);
		if (n > 0)
			buf_put(out, block, (size_t)n);
	}
	return NULL;
}

/* --- as a source --- */

struct files_source { struct memory *m; const struct memory_files *files; bool work; };

static bool is_pointer(const char *bytes, size_t len)
{
	struct pointer p;
	return pointer_parse(bytes, len, &p) || pointer_is_damaged(bytes, len);
}

void memory_look(const struct memory *m, const struct pointer *p, struct source_entry *e)
{
	const struct memory_content *c = memory_content(m, p->digest);
	e->damaged = c && p->size && (c->len != p->size || is_pointer(c->bytes, c->len));
	e->present = p->size == 0 || (c && !e->damaged);
}

static void describe(const struct files_source *fs, const struct memory_file *f, struct source_entry *e)
{
	enum layout_kind kind = layout_kind_of(f->path);
	struct pointer p;
	*e = (struct source_entry){ .path = f->path, .size = f->len, .present = true };
	e->kind = kind == LAYOUT_FILE ? SOURCE_FILE : kind == LAYOUT_ATTACHMENT ? SOURCE_ATTACHMENT : SOURCE_STRAY;
	if (kind != LAYOUT_ATTACHMENT)
		return;
	if (pointer_parse(f->bytes, f->len, &p)) {
		memcpy(e->digest, p.digest, sizeof e->digest);
		e->size = p.size;
		memory_look(fs->m, &p, e);
	} else {
		digest_bytes(f->bytes, f->len, e->digest);
		e->raw = !fs->work;
		e->damaged = pointer_is_damaged(f->bytes, f->len);
		e->present = !e->damaged;
	}
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	const struct files_source *fs = s->state;
	struct source_entry *entries = NEWS(sc, struct source_entry, fs->files->count + 1);
	for (size_t i = 0; i < fs->files->count; i++)
		describe(fs, &fs->files->at[i], &entries[i]);
	*out = entries;
	*count = fs->files->count;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                    size_t *len)
{
	const struct files_source *fs = s->state;
	const struct memory_file *f = memory_find(fs->files, path);
	if (!f)
		return fault_make(FAULT_NOT_FOUND, "there is no file {file}", path);
	*bytes = scope_copy_bytes(sc, f->bytes, f->len);
	*len = f->len;
	return NULL;
}

static const struct fault *open_content(struct source *s, const struct source_entry *e, int *fd)
{
	const struct files_source *fs = s->state;
	const struct memory_file *f = memory_find(fs->files, e->path);
	const struct memory_content *c = memory_content(fs->m, e->digest);
	struct pointer p;
	if (f && !pointer_parse(f->bytes, f->len, &p))
		return store_open_bytes(e->path, f->bytes, f->len, fd);
	return c ? store_open_bytes(e->path, c->bytes, c->len, fd)
	       : fault_make(FAULT_NOT_FOUND, "the content of {file} is not here", e->path);
}

struct source *memory_source(struct scope *sc, struct memory *m, const struct memory_files *files, bool work,
                             const char *name, const char *version)
{
	static const struct source_ops ops = { .list = list, .read = read_file, .open = open_content };
	struct files_source *fs = NEW(sc, struct files_source);
	struct source *s = NEW(sc, struct source);
	*fs = (struct files_source){ m, files, work };
	*s = (struct source){ &ops, fs, name, version };
	return s;
}
