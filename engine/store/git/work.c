/* work.c: the work tree: what lies there, and what it would be in git. */
#include "store/git/git_private.h"
#include "base/cage.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const struct fault *scan_folder(struct scope *sc, struct store_git *g, const char *prefix,
                                       struct store_git_scan *out)
{
	const char *const *names = NULL;
	size_t count = 0;
	TRY(file_names(sc, path_join(sc, g->work, prefix), &names, &count));
	out->seen += count;
	if (out->seen > STORE_GIT_NAMES)
		return store_git_too_many(STORE_GIT_NAMES);
	for (size_t i = 0; i < count; i++) {
		if (!*prefix && strcmp(names[i], ".git") == 0)
			continue;
		const char *path = *prefix ? path_join(sc, prefix, names[i]) : names[i];
		struct store_git_file f = { .path = path };
		if (lstat(path_join(sc, g->work, path), &f.st) != 0) {
			if (errno == ENOENT)
				continue;               /* gone since the folder was read */
			return fault_errno("{path}", path);
		}
		if (S_ISDIR(f.st.st_mode)) {
			TRY(scan_folder(sc, g, path, out));
			continue;
		}
		f.link = !S_ISREG(f.st.st_mode);
		f.kind = layout_kind_of(path);
		if (f.kind == LAYOUT_STRAY && out->strays == STORE_GIT_STRAYS)
			continue;               /* neither read nor saved; the others tell enough */
		*LIST_ADD(sc, out) = f;
		out->strays += f.kind == LAYOUT_STRAY;
		if (out->count - out->strays > STORE_GIT_FILES)
			return store_git_too_many(STORE_GIT_FILES);
	}
	return NULL;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct store_git_file *)a)->path, ((const struct store_git_file *)b)->path);
}

/* It can be read from the disc, and still is no index. */
static bool is_damaged(struct store_git *g, const char *path)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	git_index *index = NULL;
	bool damaged = !FAILED(file_read(turn, path, SOURCE_TEXT_LIMIT, &bytes, &len))
	               && git_repository_index(&index, g->repo) != 0;
	git_index_free(index);
	return damaged;
}

/* git writes its index without a sync, so a power cut can leave a part of it.  It is only git's memory of the work
 * tree, and git itself stops at one that is damaged: without it, what lies there is looked at again. */
const struct fault *store_git_index(struct scope *sc, struct store_git *g, git_index **out)
{
	const char *path = path_join(sc, g->folder, "index");
	int e = git_repository_index(out, g->repo);
	const struct fault *f = e ? store_git_fault("reading the index") : NULL;
	if (e && is_damaged(g, path) && unlink(path) == 0)
		f = git_repository_index(out, g->repo) ? store_git_fault("reading the index") : NULL;
	if (!f)
		scope_defer(sc, store_git_close_index, *out);
	return f;
}

const struct fault *store_git_scan(struct scope *sc, struct store_git *g, struct store_git_scan *out)
{
	struct stat st;
	TRY(store_git_index(sc, g, &out->index));
	if (git_index_read(out->index, 0))
		return store_git_fault("reading the index");
	if (stat(path_join(sc, g->folder, "index"), &st) == 0)
		out->index_time = st.st_mtim;
	out->doubt = store_git_doubt(g);
	TRY(scan_folder(sc, g, "", out));
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, by_path);
	return NULL;
}

void store_git_index_entry(const struct store_git_file *f, const git_oid *oid, git_index_entry *e)
{
	*e = (git_index_entry){
		.ctime = { (int32_t)f->st.st_ctim.tv_sec, (uint32_t)f->st.st_ctim.tv_nsec },
		.mtime = { (int32_t)f->st.st_mtim.tv_sec, (uint32_t)f->st.st_mtim.tv_nsec },
		.dev = (uint32_t)f->st.st_dev, .ino = (uint32_t)f->st.st_ino,
		.mode = f->st.st_mode & 0100 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB,
		.uid = f->st.st_uid, .gid = f->st.st_gid, .file_size = (uint32_t)f->st.st_size,
		.id = *oid, .path = f->path,
	};
}

bool store_git_is_left_out(const struct store_git_scan *scan, const char *path)
{
	const git_index_entry *e = git_index_get_bypath(scan->index, path, 0);
	return e && (e->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE);
}

/* Is the file what the index remembers?  One changed in the same instant in which the index was written may not be, nor
 * one that the machine may have torn as it went down. */
static bool remembered(const struct store_git_scan *scan, const struct store_git_file *f, git_oid *oid)
{
	git_index_entry now;
	const git_index_entry *e = git_index_get_bypath(scan->index, f->path, 0);
	if (!e || store_git_is_doubtful(&scan->doubt, &f->st))
		return false;
	store_git_index_entry(f, &e->id, &now);
	if (e->mtime.seconds != now.mtime.seconds || e->mtime.nanoseconds != now.mtime.nanoseconds
	    || e->ctime.seconds != now.ctime.seconds || e->ctime.nanoseconds != now.ctime.nanoseconds
	    || e->ino != now.ino || e->file_size != now.file_size || e->mode != now.mode)
		return false;
	if (f->st.st_mtim.tv_sec > scan->index_time.tv_sec
	    || (f->st.st_mtim.tv_sec == scan->index_time.tv_sec && f->st.st_mtim.tv_nsec >= scan->index_time.tv_nsec))
		return false;
	*oid = e->id;
	return true;
}

const struct fault *store_git_read(struct scope *sc, struct store_git *g, const char *path, const char **bytes,
                                   size_t *len)
{
	int fd = -1;
	TRY(cage_open_file(g->work, path, O_RDONLY, &fd));
	const struct fault *f = file_read_fd(sc, fd, path, SOURCE_TEXT_LIMIT, bytes, len);
	close(fd);
	return f;
}

static const struct fault *hash_or_keep(struct store_git *g, const void *bytes, size_t len, bool keep, git_oid *oid)
{
	if (keep ? git_blob_create_from_buffer(oid, g->repo, bytes, len) : git_odb_hash(oid, bytes, len,
		GIT_OBJECT_BLOB))
		return store_git_fault("storing a file");
	return NULL;
}

/* What lies in the work tree under an attachment's name. */
enum lies { CONTENT, POINTER, DAMAGED };

/* A clone made without the content has pointers in its place; a merge or an editor may have damaged one. */
static const struct fault *read_pointer(int fd, const struct store_git_file *f, struct pointer *p, enum lies *out)
{
	char bytes[POINTER_DAMAGED_MAX];
	ssize_t n = 0;
	do
		n = f->st.st_size > POINTER_DAMAGED_MAX ? 0 : pread(fd, bytes, sizeof bytes, 0);
	while (n < 0 && errno == EINTR);
	if (n < 0)                      /* else a pointer would be kept as if it were the file */
		return fault_errno("reading {file}", f->path);
	*out = n == 0 ? CONTENT : pointer_parse(bytes, (size_t)n, p) ? POINTER
	       : pointer_is_damaged(bytes, (size_t)n) ? DAMAGED : CONTENT;
	return NULL;
}

static const struct fault *attachment_pointer(struct store_git *g, const struct store_git_file *f, bool keep,
                                              struct pointer *p, enum lies *lies)
{
	SCOPE(turn);
	int fd = -1;
	TRY(cage_open_file(g->work, f->path, O_RDONLY, &fd));
	scope_defer(turn, store_git_close_fd, (void *)(intptr_t)fd);
	TRY(read_pointer(fd, f, p, lies));
	if (*lies == POINTER)
		return NULL;
	if (*lies == DAMAGED && keep)
		return fault_advise(fault_make(FAULT_REFUSED, "{file} is a damaged LFS pointer, not the file it stands "
			"for; bring back the file", f->path), REMEDY("restore", "", f->path));
	return keep ? store_git_lfs_put(g, fd, f->path, p) : digest_fd(fd, f->path, p->digest, &p->size);
}

/* Somebody committed an attachment as it is; a save makes a pointer of it. */
static bool is_raw(struct store_git *g, const git_oid *oid)
{
	git_blob *blob = NULL;
	struct pointer p;
	if (git_blob_lookup(&blob, g->repo, oid) != 0)
		return true;
	bool raw = !pointer_parse(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), &p);
	git_blob_free(blob);
	return raw;
}

const struct fault *store_git_blob(struct store_git *g, const struct store_git_scan *scan,
                                   const struct store_git_file *f,
                                   bool keep, git_oid *oid)
{
	SCOPE(turn);
	if (remembered(scan, f, oid) && !(f->kind == LAYOUT_ATTACHMENT && is_raw(g, oid)))
		return NULL;
	if (f->kind == LAYOUT_ATTACHMENT) {
		struct pointer p;
		enum lies lies;
		char text[POINTER_MAX];
		TRY(attachment_pointer(g, f, keep, &p, &lies));
		return hash_or_keep(g, text, pointer_print(&p, text), keep, oid);
	}
	const char *bytes = NULL;
	size_t len = 0;
	TRY(store_git_read(turn, g, f->path, &bytes, &len));
	return hash_or_keep(g, bytes, len, keep, oid);
}

/* --- the work tree as a source --- */

struct work { struct store_git *g; };
struct entries { struct source_entry *at; size_t count, cap; };

static void close_blob(void *p) { git_blob_free(p); }

static const struct fault *describe_attachment(struct store_git *g, const struct store_git_scan *scan,
                                               const struct store_git_file *f, struct source_entry *e)
{
	SCOPE(turn);
	git_oid oid;
	git_blob *blob = NULL;
	struct pointer p;
	enum lies lies = CONTENT;
	bool known = false;
	if (f->st.st_size > POINTER_DAMAGED_MAX && remembered(scan, f, &oid)
	    && git_blob_lookup(&blob, g->repo, &oid) == 0) {
		scope_defer(turn, close_blob, blob);
		known = pointer_parse(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob), &p);
	}
	if (!known)
		TRY(attachment_pointer(g, f, false, &p, &lies));
	memcpy(e->digest, p.digest, sizeof e->digest);
	e->size = p.size;
	if (lies == POINTER)
		TRY(store_git_lfs_find(g, &p, e));
	e->damaged = e->damaged || lies == DAMAGED;
	e->pointer = lies == POINTER;
	e->present = lies == CONTENT || (lies == POINTER && e->present);
	return NULL;
}

static const struct fault *list(struct scope *sc, struct source *s, const struct source_entry **out, size_t *count)
{
	struct store_git *g = ((struct work *)s->state)->g;
	struct store_git_scan scan = {0};
	struct entries entries = {0};
	TRY(store_git_scan(sc, g, &scan));
	for (size_t i = 0; i < scan.count; i++) {
		const struct store_git_file *f = &scan.at[i];
		struct source_entry *e = LIST_ADD(sc, &entries);
		*e = (struct source_entry){ .path = f->path, .size = (uint64_t)f->st.st_size };
		e->kind = f->link ? SOURCE_LINK : f->kind == LAYOUT_STRAY ? SOURCE_STRAY
		          : f->kind == LAYOUT_ATTACHMENT ? SOURCE_ATTACHMENT : SOURCE_FILE;
		if (e->kind == SOURCE_ATTACHMENT)
			TRY(describe_attachment(g, &scan, f, e));
	}
	*out = entries.at;
	*count = entries.count;
	return NULL;
}

static const struct fault *read_file(struct scope *sc, struct source *s, const char *path, const char **bytes,
                                     size_t *len)
{
	struct store_git *g = ((struct work *)s->state)->g;
	const char *full = path_join(sc, g->work, path);
	struct stat st;
	bool there;
	TRY(file_see_ours(full, &st, &there));
	if (!there)
		return fault_make(FAULT_NOT_FOUND, "there is no file {file}", path);
	return store_git_read(sc, g, path, bytes, len);
}

static const struct fault *open_content(struct source *s, const struct source_entry *e, int *fd)
{
	struct store_git *g = ((struct work *)s->state)->g;
	struct stat st;
	*fd = cage_open(g->work, e->path, O_RDONLY);
	if (*fd >= 0 && fstat(*fd, &st) == 0 && (uint64_t)st.st_size == e->size)
		return NULL;
	if (*fd >= 0)
		close(*fd);
	TRY(store_git_lfs_open(g, e->digest, fd));
	return *fd < 0 ? fault_make(FAULT_NOT_FOUND, "the content of {file} is not here", e->path) : NULL;
}

const struct fault *store_git_work(struct scope *sc, struct store *store, struct source **out)
{
	static const struct source_ops ops = { list, read_file, open_content };
	struct work *w = NEW(sc, struct work);
	w->g = store_git_of(store);
	struct source *s = NEW(sc, struct source);
	*s = (struct source){ &ops, w, "work tree", "" };
	*out = s;
	return NULL;
}
