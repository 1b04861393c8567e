/* lfs.c: attachments: their content beside git, in and out as streams. */
#include "store/git/git_private.h"
#include "base/cage.h"
#include "base/digest.h"
#include "base/temporary.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024, TELL = 32 << 20 };

/* In our folder of this copy: for which purges it was cleared. */
static const char MARK[] = "purged";

const char *store_git_lfs_path(struct scope *sc, struct store_git *g, const char *digest)
{
	return scope_printf(sc, "%s/lfs/objects/%.2s/%.2s/%s", g->folder, digest, digest + 2, digest);
}

/* The same from git's folder on. */
static const char *place_of(struct scope *sc, const char *digest)
{
	return scope_printf(sc, "lfs/objects/%.2s/%.2s/%s", digest, digest + 2, digest);
}

static const struct fault *unread(const char *digest)
{
	return fault_errno("reading the content {digest.12}", digest);
}

const struct fault *store_git_lfs_open(struct store_git *g, const char *digest, int *fd)
{
	SCOPE(turn);
	*fd = cage_open(g->folder, place_of(turn, digest), O_RDONLY);
	return *fd < 0 && fault_is_of_machine(errno) ? unread(digest) : NULL;
}

const struct fault *store_git_lfs_copy(struct store_git *g, const char *digest, const char *name, const char *to)
{
	SCOPE(turn);
	int fd = -1;
	TRY(store_git_lfs_open(g, digest, &fd));
	if (fd < 0)
		return fault_errno("{file}", name);
	scope_defer(turn, store_git_close_fd, (void *)(intptr_t)fd);
	return file_copy_by(g->tmp, scope_printf(turn, "/proc/self/fd/%d", fd), to);
}

/* A small object may be a damaged pointer that a filter took for a file. */
static const struct fault *holds_pointer(int fd, off_t size, const char *name, bool *holds)
{
	char bytes[POINTER_DAMAGED_MAX];
	struct pointer p;
	ssize_t n = 0;
	do
		n = size > POINTER_DAMAGED_MAX ? 0 : pread(fd, bytes, sizeof bytes, 0);
	while (n < 0 && errno == EINTR);
	*holds = n > 0 && (pointer_parse(bytes, (size_t)n, &p) || pointer_is_damaged(bytes, (size_t)n));
	return n < 0 ? unread(name) : NULL;
}

static const struct fault *look_at(int fd, const struct pointer *p, struct source_entry *e)
{
	struct stat st;
	bool pointer = false;
	if (fstat(fd, &st) != 0)
		return unread(p->digest);
	TRY(holds_pointer(fd, st.st_size, p->digest, &pointer));
	e->damaged = (uint64_t)st.st_size != p->size || pointer;
	e->present = !e->damaged;
	return NULL;
}

const struct fault *store_git_lfs_find(struct store_git *g, const struct pointer *p, struct source_entry *e)
{
	e->damaged = false;
	e->present = p->size == 0;
	int fd = -1;
	if (!e->present)
		TRY(store_git_lfs_open(g, p->digest, &fd));
	if (fd < 0)
		return NULL;
	const struct fault *f = look_at(fd, p, e);
	close(fd);
	return f;
}

/* The next of a file, or of what git's filter is handed (stream): 0 at its end, -1 and errno. */
static ssize_t read_block(int in, FILE *stream, char *block)
{
	ssize_t n;
	if (stream) {
		size_t got = fread(block, 1, BLOCK, stream);
		return ferror(stream) ? -1 : (ssize_t)got;
	}
	do
		n = read(in, block, BLOCK);
	while (n < 0 && errno == EINTR);
	return n;
}

static const struct fault *pour(struct store_git *g, int in, FILE *stream, int out, const char *name,
                                struct pointer *p)
{
	SCOPE(turn);
	struct digest *d = digest_start(turn);
	char *block = scope_alloc(turn, BLOCK, 1);
	p->size = 0;
	for (;;) {
		ssize_t n = read_block(in, stream, block);
		if (n < 0)
			return fault_errno("reading {file}", name);
		if (n == 0)
			break;
		digest_add(d, block, (size_t)n);
		TRY(file_write_fd(out, block, (size_t)n, name));
		uint64_t before = p->size / TELL;
		p->size += (uint64_t)n;
		if (g->store->progress && p->size / TELL != before)
			g->store->progress(g->store->progress_context, name, p->size);
	}
	if (g->store->progress && p->size >= TELL)
		g->store->progress(g->store->progress_context, name, 0);
	digest_end(d, p->digest);
	return NULL;
}

/* Is the object there, whole?  A power cut may have left a part of it, or nothing, under its name. */
static bool is_whole(struct store_git *g, const struct pointer *p)
{
	char digest[DIGEST_TEXT];
	uint64_t size = 0;
	int fd = -1;
	bool read = !FAILED(store_git_lfs_open(g, p->digest, &fd)) && fd >= 0
		&& !FAILED(digest_fd(fd, p->digest, digest, &size));            /* else it is written anew */
	if (fd >= 0)
		close(fd);
	return read && size == p->size && strcmp(digest, p->digest) == 0;
}

/* As if it came now: what is to name it is still on its way, and what lay long unnamed is swept.  Not so: it is not
 * here, or somebody else's file, which keeps its age. */
static const struct fault *touch(struct store_git *g, const char *digest, bool *touched)
{
	int fd = -1;
	TRY(store_git_lfs_open(g, digest, &fd));
	*touched = fd >= 0 && futimens(fd, NULL) == 0;
	if (fd >= 0)
		close(fd);
	return NULL;
}

/* An object takes its name when it is whole and closed.  One that is whole already is not written over: it may be on
 * the disc, and what would take its place is not yet. */
static const struct fault *keep_object(struct store_git *g, const char *temporary, const char *name,
                                       const struct pointer *p, bool *fresh)
{
	SCOPE(turn);
	const char *place = place_of(turn, p->digest);
	if (is_whole(g, p))
		return touch(g, p->digest, &(bool){ false });
	TRY(cage_make_folder(g->folder, scope_copy_bytes(turn, place, strlen(place) - DIGEST_TEXT)));
	if (rename(temporary, store_git_lfs_path(turn, g, p->digest)) != 0)
		return fault_errno("storing {file}", name);
	*fresh = true;
	return NULL;
}

/* What lies on the disc is what was read: nothing else refers to it under that digest. */
static const struct fault *check_poured(int out, const char *name, const struct pointer *p)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	TRY(digest_fd(out, name, digest, &size));
	return strcmp(digest, p->digest) == 0 && size == p->size ? NULL : fault_make(FAULT_SYSTEM,
		"{file} does not hold what was written; is the disc sound, and is there room?", name);
}

/* fresh: set where the object was not there before. */
static const struct fault *put(struct store_git *g, int fd, FILE *stream, const char *name, struct pointer *p,
                               bool *fresh)
{
	SCOPE(turn);
	const char *temporary = NULL;
	TRY(store_git_make_tmp(g));
	int out = temporary_open(turn, g->tmp, 0600, &temporary);
	if (out < 0)
		return fault_errno("storing {file}", name);
	if (!stream)
		lseek(fd, 0, SEEK_SET);
	const struct fault *f = pour(g, fd, stream, out, name, p);
	f = f ? f : check_poured(out, name, p);
	f = f ? f : store_refuse_purged(g->store, p->digest, name);
	if (!f && fchmod(out, 0444) != 0)
		f = fault_errno("storing {file}", name);
	if (close(out) != 0 && !f)
		f = fault_errno("storing {file}", name);
	f = f ? f : keep_object(g, temporary, name, p, fresh);
	unlink(temporary);              /* where it was there already, or came to nothing */
	return f;
}

const struct fault *store_git_lfs_put(struct store_git *g, int fd, const char *name, struct pointer *p)
{
	return put(g, fd, NULL, name, p, &(bool){ false });
}

const struct fault *store_git_keep(struct store *s, int fd, const char *name, struct pointer *out, bool *fresh)
{
	*fresh = false;
	return put(store_git_of(s), fd, NULL, name, out, fresh);
}

const struct fault *store_git_renew(struct store *s, const struct source_entry *what)
{
	bool touched = false;
	TRY(touch(store_git_of(s), what->digest, &touched));
	return touched ? NULL : fault_make(FAULT_NOT_FOUND, "the content of {file} is not here", what->path);
}

const struct fault *store_git_find(struct store *s, const struct pointer *p, struct source_entry *out)
{
	return store_git_lfs_find(store_git_of(s), p, out);
}

const struct fault *store_git_content(struct store *s, const struct source_entry *what, int *fd)
{
	TRY(store_git_lfs_open(store_git_of(s), what->digest, fd));
	return *fd < 0 ? fault_make(FAULT_NOT_FOUND, "the content of {file} is not here", what->path) : NULL;
}

const struct fault *store_git_forget(struct store *s, const struct source_entry *what)
{
	SCOPE(turn);
	const struct fault *f = cage_remove(store_git_of(s)->folder, place_of(turn, what->digest));
	return f ? fault_while(f, "removing the content of {file}", what->path) : NULL;
}

/* Tell the index about a new attachment, so that a save need not read the content again. */
static const struct fault *stage(struct scope *sc, struct store_git *g, const char *path, const struct pointer *p,
                                 bool more)
{
	char text[POINTER_MAX];
	git_index *index = NULL;
	git_index_entry entry;
	git_oid oid;
	struct store_git_file f = { .path = path };
	if (git_blob_create_from_buffer(&oid, g->repo, text, pointer_print(p, text)))
		return store_git_fault("storing {file}", path);
	if (lstat(path_join(sc, g->work, path), &f.st) != 0)
		return fault_errno("{path}", path);
	TRY(store_git_index(sc, g, &index));
	store_git_index_entry(&f, &oid, &entry);
	if (git_index_add(index, &entry))
		return store_git_fault("storing {file}", path);
	return more ? NULL : store_git_write_index(g, index);
}

/* No part of a path on the way may be a link: it could lead out of the package; nor its end a pipe or a device, which
 * would be written through. */
static const struct fault *refuse_links(struct store_git *g, const char *path)
{
	SCOPE(turn);
	char *copy = scope_copy(turn, path);
	for (char *c = copy; ; c++) {
		if (*c != '/' && *c != '\0')
			continue;
		bool last = *c == '\0';
		*c = '\0';
		struct stat st;
		bool there = lstat(path_join(turn, g->work, copy), &st) == 0;
		if (there && S_ISLNK(st.st_mode))
			return fault_make(FAULT_REFUSED, "{file} is a link; nothing is written through links", copy);
		if (there && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))      /* a write to a pipe may never end */
			return fault_make(FAULT_REFUSED, "{file} is not a file", copy);
		if (there && S_ISREG(st.st_mode) && !last)
			return fault_make(FAULT_REFUSED, "{file} is a file, and {path} needs a folder there; move the "
				"file elsewhere first", copy, path);
		if (last)
			return lstat(path_join(turn, g->work, path), &st) != 0 || S_ISREG(st.st_mode)
				|| S_ISDIR(st.st_mode)
			       ? NULL : fault_make(FAULT_REFUSED, "{file} is no file; delete it first", path);
		*c = '/';
	}
}

/* The pointer itself in the work tree: how a file looks whose content is elsewhere. */
static const struct fault *put_pointer(struct scope *sc, struct store_git *g, const char *path, const struct pointer *p,
                                       bool more)
{
	char text[POINTER_MAX];
	TRY(file_write_by(g->tmp, path_join(sc, g->work, path), text, pointer_print(p, text)));
	return stage(sc, g, path, p, more);
}

const struct fault *store_git_attach(struct scope *sc, struct store *s, int fd, const char *path, int how)
{
	struct store_git *g = store_git_of(s);
	struct pointer p;
	const char *full = path_join(sc, g->work, path);
	if (!(how & STORE_REPLACE) && file_exists(full))
		return fault_advise(fault_make(FAULT_REFUSED, "{file} exists already; give another name, or replace it",
			path), REMEDY("", "replace", ""));
	TRY(refuse_links(g, path));
	if (how & STORE_REFERENCE) {
		TRY(digest_fd(fd, path, p.digest, &p.size));
		return put_pointer(sc, g, path, &p, how & STORE_MORE);
	}
	TRY(store_git_lfs_put(g, fd, path, &p));
	TRY(store_git_lfs_copy(g, p.digest, path, full));
	return stage(sc, g, path, &p, how & STORE_MORE);
}

/* What of these folders is no cache and no temporary: remarks that somebody is writing, the versions that the folder
 * came from, and the mark below. */
static bool is_spared(const char *name)
{
	return strncmp(name, "drafts.db", 9) == 0 || strcmp(name, "came") == 0 || strcmp(name, MARK) == 0;
}

static const struct fault *clear_folder(struct store_git *g, const char *place)
{
	SCOPE(turn);
	bool whole = true;
	const char *folder = path_join(turn, g->folder, place);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (fd >= 0 && !d)
		close(fd);
	for (const struct dirent *e; d && (e = readdir(d)) != NULL; ) {
		const char *path = path_join(turn, folder, e->d_name);
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || is_spared(e->d_name))
			continue;
		if (unlink(path) != 0)          /* a folder */
			file_remove_tree(path);
		whole = whole && !file_exists(path);
	}
	if (d)
		closedir(d);
	return whole ? NULL : fault_make(FAULT_SYSTEM, "{folder} may hold part of it and cannot be removed whole; "
		"remove it, and do the same again", folder);
}

/* Part of it may lie where something was begun, ours or git-lfs's, and in what is worked out from content. */
static const struct fault *clear_places(struct store_git *g)
{
	static const char *const places[] = { "sarflow", "lfs/tmp", "lfs/incomplete" };
	for (size_t i = 0; i < countof(places); i++)
		TRY(clear_folder(g, places[i]));
	temporary_sweep_place();
	return store_git_make_tmp(g);
}

/* What cannot be read is cleared again. */
static bool is_marked(struct store_git *g, const char *mark)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	int fd = cage_open(g->folder, path_join(turn, "sarflow", MARK), O_RDONLY);
	bool read = fd >= 0 && !FAILED(file_read_fd(turn, fd, MARK, DIGEST_TEXT, &bytes, &len));
	if (fd >= 0)
		close(fd);
	return read && strcmp(bytes, mark) == 0;
}

const struct fault *store_git_clear(struct store *s, const char *mark)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	const char *file = scope_printf(turn, "%s/sarflow/%s", g->folder, MARK);
	if (mark && is_marked(g, mark))
		return NULL;
	TRY(clear_places(g));
	return mark ? file_write_by(g->tmp, file, mark, strlen(mark)) : NULL;
}

const struct fault *store_git_purge(struct scope *sc, struct store *s, const struct source_entry *what)
{
	struct store_git *g = store_git_of(s);
	struct source *work = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	struct pointer p = { .size = what->size };
	memcpy(p.digest, what->digest, sizeof p.digest);
	TRY(store_git_work(sc, s, &work));
	TRY(source_list(sc, work, &entries, &count));
	/* one place that cannot be written keeps no other from being cleared */
	const struct fault *first = store_git_forget(s, what), *f;
	for (size_t i = 0; i < count; i++) {    /* the same content may stand under several names */
		if (entries[i].kind != SOURCE_ATTACHMENT || strcmp(entries[i].digest, what->digest) != 0)
			continue;
		f = put_pointer(sc, g, entries[i].path, &p, false);
		first = first ? first : f;
	}
	f = store_git_clear(s, NULL);
	return first ? first : f;
}

const struct fault *store_git_write(struct scope *sc, struct store *s, const char *path, const char *bytes, size_t len)
{
	struct store_git *g = store_git_of(s);
	TRY(refuse_links(g, path));
	return file_write_by(g->tmp, path_join(sc, g->work, path), bytes, len);
}

const struct fault *store_git_remove(struct store *s, const char *path)
{
	return cage_remove(store_git_of(s)->work, path);
}

/* Content that is here must be what its pointer says. */
static const struct fault *check_object(struct scope *sc, int fd, const struct source_entry *e)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	scope_defer(sc, store_git_close_fd, (void *)(intptr_t)fd);
	TRY(digest_fd(fd, e->path, digest, &size));
	if (strcmp(digest, e->digest) != 0)
		return fault_make(FAULT_CORRUPT, "the stored content of {file} is damaged; fetch it again from "
			"another copy", e->path);
	return NULL;
}

static const struct fault *restore_one(struct scope *sc, struct store_git *g, struct source *from,
                                       const struct source_entry *e)
{
	const char *full = path_join(sc, g->work, e->path), *bytes = NULL;
	size_t len = 0;
	TRY(refuse_links(g, e->path));
	store_git_remove_empty(sc, full);
	if (file_is_folder(full))
		return fault_make(FAULT_REFUSED, "{file} is a folder here, and a file in that version; move what is in "
			"it elsewhere first", e->path);
	if (e->kind == SOURCE_FILE) {
		TRY(source_read(sc, from, e->path, &bytes, &len));
		return file_write_by(g->tmp, full, bytes, len);
	}
	bool purged = store_is_purged(g->store, e->digest);
	int content = -1;
	if (!e->raw && !purged)
		TRY(store_git_lfs_open(g, e->digest, &content));
	if (content >= 0) {
		TRY(check_object(sc, content, e));
		return store_git_lfs_copy(g, e->digest, e->path, full);
	}
	if (e->raw && !purged) {
		int fd = -1;
		struct pointer p;
		TRY(source_open(from, e, &fd));
		scope_defer(sc, store_git_close_fd, (void *)(intptr_t)fd);
		TRY(store_git_lfs_put(g, fd, e->path, &p));
		return store_git_lfs_copy(g, p.digest, e->path, full);
	}
	struct pointer p = { .size = e->size };
	char text[POINTER_MAX];
	memcpy(p.digest, e->digest, sizeof p.digest);
	return file_write_by(g->tmp, full, text, pointer_print(&p, text));
}

const struct fault *store_git_fill(struct scope *sc, struct store *s, const struct source_entry *pointer)
{
	return restore_one(sc, store_git_of(s), NULL, pointer);
}

const struct fault *store_git_restore(struct scope *sc, struct store *s, const struct store_id *id, const char *path,
                                      size_t *count)
{
	struct source *from = NULL;
	const struct source_entry *entries = NULL;
	size_t n = 0, len = strlen(path);
	*count = 0;
	TRY(store_git_at(sc, s, id, &from));
	TRY(source_list(sc, from, &entries, &n));
	for (size_t i = 0; i < n; i++) {
		const struct source_entry *e = &entries[i];
		bool inside = len == 0 || strcmp(e->path, path) == 0
		              || (strncmp(e->path, path, len) == 0 && e->path[len] == '/');
		if (!inside || (e->kind != SOURCE_FILE && e->kind != SOURCE_ATTACHMENT))
			continue;
		SCOPE(turn);
		TRY(restore_one(turn, store_git_of(s), from, e));
		++*count;
	}
	return NULL;
}

static const struct fault *smudge(struct scope *sc, struct store_git *g, FILE *in, FILE *out)
{
	char head[POINTER_MAX];
	struct pointer p;
	char *block = scope_alloc(sc, BLOCK, 1);
	size_t n = fread(head, 1, sizeof head, in);
	bool given = pointer_parse(head, n, &p) && !store_is_purged(g->store, p.digest);
	int fd = -1;
	if (given)
		TRY(store_git_lfs_open(g, p.digest, &fd));
	if (fd < 0) {                   /* no pointer, or content that is not here: pass on what came */
		do
			fwrite(head, 1, n, out);
		while ((n = fread(head, 1, sizeof head, in)) > 0);
		return fflush(out) ? fault_errno("writing") : NULL;
	}
	scope_defer(sc, store_git_close_fd, (void *)(intptr_t)fd);
	struct digest *d = digest_start(sc);
	char digest[DIGEST_TEXT];
	for (ssize_t got; (got = read(fd, block, BLOCK)) > 0; ) {
		digest_add(d, block, (size_t)got);
		if (fwrite(block, 1, (size_t)got, out) != (size_t)got)
			return fault_errno("writing");
	}
	digest_end(d, digest);
	if (strcmp(digest, p.digest) != 0)      /* git throws away what a filter gave that ends with a fault */
		return fault_make(FAULT_CORRUPT, "the stored content {digest.12} is damaged; fetch it again from "
			"another copy", p.digest);
	return fflush(out) ? fault_errno("writing") : NULL;
}

const struct fault *store_git_filter(struct store *s, const char *name, bool clean, FILE *in, FILE *out)
{
	SCOPE(turn);
	struct store_git *g = store_git_of(s);
	struct pointer p;
	char text[POINTER_MAX];
	if (!clean)
		return smudge(turn, g, in, out);
	TRY(put(g, -1, in, name, &p, &(bool){ false }));
	int fd = -1;
	if (p.size <= POINTER_DAMAGED_MAX)
		TRY(store_git_lfs_open(g, p.digest, &fd));
	if (fd >= 0) {                  /* content that is a pointer stays one */
		struct pointer inner;
		char bytes[POINTER_DAMAGED_MAX];
		ssize_t n = 0;
		do
			n = pread(fd, bytes, sizeof bytes, 0);
		while (n < 0 && errno == EINTR);
		const struct fault *f = n < 0 ? unread(p.digest) : NULL;
		close(fd);
		TRY(f);
		if (n > 0 && pointer_parse(bytes, (size_t)n, &inner))
			p = inner;
		else if (n > 0 && pointer_is_damaged(bytes, (size_t)n))
			return fault_make(FAULT_REFUSED, "{file} is a damaged LFS pointer, not the file it stands "
				"for; bring back the file", name);
	}
	size_t n = pointer_print(&p, text);
	return fwrite(text, 1, n, out) != n || fflush(out) ? fault_errno("writing") : NULL;
}
