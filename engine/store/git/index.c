/* index.c: git's index, written by its protocol: a whole new file behind index.lock, which then takes its place.
 *
 * libgit2 would make index.lock itself, and then nobody can tell one
 * that a dead process left from one that a living git holds. */
#include "base/temporary.h"
#include "store/git/git_private.h"
#include <errno.h>
#include <unistd.h>

static void remove_file(void *path) { unlink(path); }

/* A name of our own, "" where it must stay; libgit2 makes the file there anew. */
static const struct fault *make_name(struct scope *sc, struct store_git *g, char **out)
{
	const char *name = NULL;
	TRY(store_git_make_tmp(g));
	int fd = temporary_open(sc, g->tmp, 0666, &name);
	if (fd < 0)
		return fault_errno("writing the index");
	close(fd);
	*out = scope_copy(sc, name);
	scope_defer(sc, remove_file, *out);
	scope_defer(sc, remove_file, scope_printf(sc, "%s.lock", *out));
	return NULL;
}

static const struct fault *write_at(struct scope *sc, const char *path, git_index *from)
{
	git_index *made = NULL;
	unlink(path);                   /* an empty file is no index */
	if (git_index_open(&made, path))
		return store_git_fault("writing the index");
	scope_defer(sc, store_git_close_index, made);
	for (size_t i = 0; i < git_index_entrycount(from); i++)
		if (git_index_add(made, git_index_get_byindex(from, i)))
			return store_git_fault("writing the index");
	errno = 0;
	return git_index_write(made) ? store_git_fault("writing the index") : NULL;
}

/* The lock is known as ours by its other name (lock.c), so that one stays until the lock is gone for good: a power cut
 * could else bring back the lock and not the name. */
static const struct fault *swap(const struct store_git *g, char *made, const char *lock, const char *path)
{
	const struct fault *f = rename(lock, path) == 0 ? NULL : fault_errno("writing the index");
	bool gone = (!f || unlink(lock) == 0) && !FAILED(store_git_sync_folder(g->folder));
	if (!gone)
		*made = '\0';           /* the next one sweeps it */
	return f;
}

const struct fault *store_git_write_index(struct store_git *g, git_index *from)
{
	SCOPE(turn);
	char *made = NULL;
	const char *path = scope_copy(turn, git_index_path(from)), *lock = scope_printf(turn, "%s.lock", path);
	TRY(make_name(turn, g, &made));
	TRY(write_at(turn, made, from));
	if (!store_git_take_lock(made, lock, false))
		return store_git_lock_fault(lock);
	return swap(g, made, lock, path);
}
