/* show_output.c: files and folders that a person asked for: whole, read back, then in their place; or not at all. */
#include "base/base.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/list.h"
#include "base/path.h"
#include "base/temporary.h"
#include "command/show.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* What a file of the folder must hold. */
struct output { const char *path; char digest[DIGEST_TEXT]; };
struct outputs { struct output *at; size_t count, cap; };
struct folder { struct show_folder is; bool replace; struct outputs outputs; };

/* The folder that holds this one. */
static const char *above(struct scope *sc, const char *path)
{
	size_t n = strlen(path) - strlen(path_base(path));
	return n ? scope_copy_bytes(sc, path, n) : ".";
}

/* --- a file --- */

static const struct fault *fill_aside(struct scope *sc, const char *path, show_filler *fill, void *context,
                                      const char **bytes, size_t *len)
{
	SCOPE(turn);
	const char *folder = NULL;
	temporary_sweep(above(turn, path));
	TRY(temporary_folder(turn, above(turn, path), &folder));
	/* under its own name, which faults tell */
	const char *made = path_join(turn, folder, path_base(path));
	TRY(file_write(made, "", 0));
	TRY(fill(context, made));
	return file_read(sc, made, 1u << 30, bytes, len);
}

const struct fault *show_fill(struct scope *sc, const char *path, show_filler *fill, void *context)
{
	const char *bytes = NULL;
	size_t len = 0;
	TRY(fill_aside(sc, path, fill, context, &bytes, &len));
	return file_write(path, bytes, len);
}

/* The name is taken first, so that of two who write at once one has it. */
const struct fault *show_fill_new(struct scope *sc, const char *path, show_filler *fill, void *context)
{
	const char *bytes = NULL;
	size_t len = 0;
	TRY(fill_aside(sc, path, fill, context, &bytes, &len));
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return errno != EEXIST ? fault_errno("{file}", path)
			: fault_make(FAULT_CONFLICT, "{file} is there already; it is not written over", path);
	close(fd);
	const struct fault *f = file_write(path, bytes, len);
	if (f)
		unlink(path);
	return f;
}

const struct fault *show_write(const char *path, const void *bytes, size_t len)
{
	SCOPE(turn);
	temporary_sweep(above(turn, path));
	return file_write(path, bytes, len);
}

const struct fault *show_copy(int fd, const char *path)
{
	SCOPE(turn);
	temporary_sweep(above(turn, path));
	return file_copy(scope_printf(turn, "/proc/self/fd/%d", fd), path);
}

const struct fault *show_write_page(const struct env *env, const char *path, const struct buf *page)
{
	TRY(show_need_folder(path));
	TRY(show_write(path, page->at, page->len));
	if (!env->json)
		term_printf(env, "%s\n", path);
	return NULL;
}

/* --- a folder --- */

static const struct fault *put_file(void *context, const char *path, const void *bytes, size_t len)
{
	SCOPE(turn);
	struct folder *f = context;
	if (!path_is_safe(path))
		return fault_make(FAULT_REFUSED, "\"{path}\" cannot be written", path);
	const char *at = path_join(turn, f->is.temporary, path);
	struct output *out = LIST_ADD(f->is.sc, &f->outputs);
	out->path = scope_copy(f->is.sc, path);
	digest_bytes(bytes, len, out->digest);
	/* What has not changed since it was made last is not written again. */
	return file_link_same(path_join(turn, f->is.final, path), at, bytes, len) ? NULL : file_write(at, bytes, len);
}

static const struct fault *copy_file(void *context, int fd, const char *path)
{
	SCOPE(turn);
	struct folder *f = context;
	uint64_t size;
	struct output *out = LIST_ADD(f->is.sc, &f->outputs);
	out->path = scope_copy(f->is.sc, path);
	TRY(digest_fd(fd, path, out->digest, &size));
	return file_copy(scope_printf(turn, "/proc/self/fd/%d", fd), path_join(turn, f->is.temporary, path));
}

/* Somebody else makes it, and looks whether it is whole. */
static const char *place_file(struct scope *sc, void *context, const char *path)
{
	struct folder *f = context;
	*LIST_ADD(f->is.sc, &f->outputs) = (struct output){ .path = scope_copy(f->is.sc, path) };
	return path_join(sc, f->is.temporary, path);
}

struct sink show_folder_sink(struct show_folder *f)
{
	return (struct sink){ put_file, copy_file, place_file, (struct folder *)f };
}

const struct fault *show_folder_taken(const char *folder)
{
	return fault_make(FAULT_REFUSED, "{folder} exists already; name another folder", folder);
}

/* Where the same stands already, it is seen when it is made: what was stopped behind that can be done again. */
const struct fault *show_folder_open(struct scope *sc, const char *path, bool replace, struct show_folder **out)
{
	struct folder *f = NEW(sc, struct folder);
	struct stat st;
	bool there, ours = false;
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	*f = (struct folder){ .is = { .sc = sc, .final = scope_copy_bytes(sc, path, n) }, .replace = replace };
	TRY(file_see(f->is.final, &st, &there));
	if (there)
		TRY(file_see(path_join(sc, f->is.final, replace ? ".sarflow-output" : "index.html"), &st, &ours));
	if (there && !ours && replace)
		return fault_make(FAULT_REFUSED, "{folder} exists and was not made by sarflow; name another folder",
			f->is.final);
	if (there && !ours)
		return show_folder_taken(f->is.final);
	temporary_sweep(above(sc, f->is.final));
	TRY(temporary_folder(sc, above(sc, f->is.final), &f->is.temporary));
	*out = &f->is;
	return replace ? put_file(f, ".sarflow-output", "", 0) : NULL;
}

static const struct fault *check_one(const char *folder, const struct output *o)
{
	SCOPE(turn);
	char digest[DIGEST_TEXT];
	uint64_t size;
	int fd = open(path_join(turn, folder, o->path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return fault_errno("reading {file}", o->path);
	const struct fault *f = digest_fd(fd, o->path, digest, &size);
	close(fd);
	TRY(f);
	return !*o->digest || strcmp(digest, o->digest) == 0 ? NULL : fault_make(FAULT_SYSTEM,
		"{file} does not hold what was written; is the disc sound, and is there room?", o->path);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct output *)a)->path, ((const struct output *)b)->path);
}

/* All that was put there is there as it was put, and nothing else: a library may have left a file of its own. */
static const struct fault *check_all(struct folder *f)
{
	SCOPE(turn);
	const char *const *paths = NULL;
	size_t count = 0;
	for (size_t i = 0; i < f->outputs.count; i++)
		TRY(check_one(f->is.temporary, &f->outputs.at[i]));
	qsort(f->outputs.at, f->outputs.count, sizeof *f->outputs.at, by_path);
	TRY(file_tree(turn, f->is.temporary, &paths, &count));
	for (size_t i = 0; i < count; i++)
		if (!bsearch(&(struct output){ .path = paths[i] }, f->outputs.at, f->outputs.count,
			sizeof *f->outputs.at, by_path) && unlink(path_join(turn, f->is.temporary, paths[i])) != 0)
			return fault_errno("removing {file}", paths[i]);
	return NULL;
}

/* The same files with the same bytes: what stands there is what was made now.  What cannot be read is not the same. */
static bool is_same(struct scope *turn, const char *one, const char *other)
{
	const char *const *a = NULL, *const *b = NULL;
	size_t n = 0, m = 0;
	if (FAILED(file_tree(turn, one, &a, &n)) || FAILED(file_tree(turn, other, &b, &m)) || n != m)
		return false;
	for (size_t i = 0; i < n; i++) {
		SCOPE(inner);
		struct output o = { .path = a[i] };
		uint64_t size;
		int fd = open(path_join(inner, one, a[i]), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		bool read = fd >= 0 && !FAILED(digest_fd(fd, a[i], o.digest, &size));   /* else: not the same */
		if (fd >= 0)
			close(fd);
		if (!read || strcmp(a[i], b[i]) != 0 || FAILED(check_one(other, &o)))
			return false;
	}
	return true;
}

/* The old one goes only when the new one stands in its place: one step, where the system has it. */
static const struct fault *replace(struct scope *turn, const struct folder *f)
{
	const char *old = NULL;
	if (renameat2(AT_FDCWD, f->is.temporary, AT_FDCWD, f->is.final, RENAME_EXCHANGE) == 0) {
		file_remove_tree(f->is.temporary);
		return NULL;
	}
	TRY(temporary_folder(turn, above(turn, f->is.final), &old));
	const char *aside = path_join(turn, old, "old");
	if (rename(f->is.final, aside) != 0 || rename(f->is.temporary, f->is.final) != 0)
		return fault_errno("replacing {final}", f->is.final);
	return NULL;
}

static const struct fault *take_place(const struct folder *f)
{
	SCOPE(turn);
	if (file_exists(f->is.final))
		return f->replace ? replace(turn, f) : show_folder_taken(f->is.final);
	return rename(f->is.temporary, f->is.final) == 0 ? NULL : fault_errno("writing {final}", f->is.final);
}

const struct fault *show_folder_close(struct show_folder *folder, const struct fault *why)
{
	struct folder *f = (struct folder *)folder;
	why = why ? why : check_all(f);
	if (!why && !f->replace && file_exists(f->is.final)) {
		SCOPE(turn);
		f->is.found = is_same(turn, f->is.temporary, f->is.final);
	}
	if (!why && !f->is.found)
		why = take_place(f);
	if (why || f->is.found)
		file_remove_tree(f->is.temporary);
	return why;
}
