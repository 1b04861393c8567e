/* overlay.c: some files in memory over another source. */
#include "base/base.h"
#include "base/lookup.h"
#include "store/layout.h"
#include "store/overlay.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

struct overlay { struct source *under; const struct overlay_file *files; size_t count; struct lookup *paths; };

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source_entry *)a)->path, ((const struct source_entry *)b)->path);
}

static struct source_entry entry_of(const struct overlay_file *f)
{
	static const enum source_kind kinds[] = { [LAYOUT_FILE] = SOURCE_FILE, [LAYOUT_ATTACHMENT] = SOURCE_ATTACHMENT,
	                                          [LAYOUT_STRAY] = SOURCE_STRAY };
	struct source_entry e = { .path = f->path, .kind = kinds[layout_kind_of(f->path)], .size = f->len,
	                          .present = true };
	if (e.kind == SOURCE_ATTACHMENT)
		digest_bytes(f->bytes, f->len, e.digest);
	return e;
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	const struct overlay *o = s->state;
	const struct source_entry *under = NULL;
	size_t n = 0;
	TRY(source_list(sc, o->under, &under, count));
	struct source_entry *all = NEWS(sc, struct source_entry, *count + o->count);
	for (size_t i = 0; i < *count; i++)
		if (lookup_find(o->paths, under[i].path) == LOOKUP_NONE)
			all[n++] = under[i];
	for (size_t i = 0; i < o->count; i++)
		all[n++] = entry_of(&o->files[i]);
	if (n > 1)
		qsort(all, n, sizeof *all, by_path);
	*out = all;
	*count = n;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                     size_t *len)
{
	const struct overlay *o = s->state;
	size_t at = lookup_find(o->paths, path);
	if (at == LOOKUP_NONE)
		return source_read(sc, o->under, path, bytes, len);
	if (o->files[at].len > SOURCE_TEXT_LIMIT)
		return fault_make(FAULT_REFUSED, "{file} is larger than {limit} MiB", path, SOURCE_TEXT_LIMIT >> 20);
	*bytes = scope_copy_bytes(sc, o->files[at].bytes, o->files[at].len);
	*len = o->files[at].len;
	return NULL;
}

static const struct fault *open_file(struct source *s, const struct source_entry *e, int *fd)
{
	const struct overlay *o = s->state;
	size_t at = lookup_find(o->paths, e->path), done = 0;
	if (at == LOOKUP_NONE)
		return source_open(o->under, e, fd);
	*fd = memfd_create("overlay", MFD_CLOEXEC);
	while (*fd >= 0 && done < o->files[at].len) {
		ssize_t n = write(*fd, o->files[at].bytes + done, o->files[at].len - done);
		if (n < 0) {
			close(*fd);
			*fd = -1;
		}
		done += n > 0 ? (size_t)n : 0;
	}
	if (*fd >= 0 && lseek(*fd, 0, SEEK_SET) == 0)
		return NULL;
	return fault_errno("{file}", e->path);
}

static const struct source_ops ops = { list, read_file, open_file };

struct source *overlay_source(struct scope *sc, struct source *under, const struct overlay_file *files, size_t count)
{
	struct overlay *o = NEW(sc, struct overlay);
	struct source *s = NEW(sc, struct source);
	*o = (struct overlay){ under, files, count, lookup_new(sc) };
	for (size_t i = 0; i < count; i++)
		lookup_add(o->paths, files[i].path, i);
	*s = (struct source){ &ops, o, under->name, "", under->results };
	return s;
}
