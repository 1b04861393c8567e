/* twins.c: what main has, and this folder cannot: files whose names differ only in capitals, where the disc takes those
 * for one (core.ignorecase, which git finds out as it makes a repository); a file where a folder stands, and the other
 * way round.  It is told before anything is written. */
#include "base/lookup.h"
#include "store/git/git_private.h"
#include <ctype.h>
#include <unistd.h>

static bool ignores_case(struct store_git *g)
{
	git_config *config = NULL;
	int on = 0;
	if (git_repository_config_snapshot(&config, g->repo) == 0)
		git_config_get_bool(&on, config, "core.ignorecase");
	git_config_free(config);
	return on;
}

static const char *folded(struct scope *sc, const char *path)
{
	char *out = scope_copy(sc, path);
	for (char *c = out; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return out;
}

const struct fault *store_git_refuse_twins(struct store_git *g, git_index *main)
{
	SCOPE(turn);
	struct lookup *seen = lookup_new(turn);
	if (!ignores_case(g))
		return NULL;
	for (size_t i = 0; i < git_index_entrycount(main); i++) {
		const char *path = git_index_get_byindex(main, i)->path, *name = folded(turn, path);
		if (layout_kind_of(path) != LAYOUT_STRAY && !lookup_add(seen, name, i))
			return fault_make(FAULT_CONFLICT, "main has {file} and {other}, and this disc takes them for "
				"one file; nothing was written. Where the disc tells capitals apart, rename one of "
				"them and save, then do the same again here",
				git_index_get_byindex(main, lookup_find(seen, name))->path, path);
	}
	return NULL;
}

/* --- files and folders --- */

/* Of the files here the first below a folder that does not go. */
static const char *stays_below(const struct store_git_scan *scan, git_index *now, const struct names *brought,
                               const char *folder)
{
	size_t len = strlen(folder);
	for (size_t i = 0; i < scan->count; i++) {
		const char *path = scan->at[i].path;
		bool below = strncmp(path, folder, len) == 0 && path[len] == '/';
		if (below && (!list_has(brought, path) || git_index_get_bypath(now, path, 0)))
			return path;
	}
	return NULL;
}

/* A file on the way that does not go. */
static const char *stays_above(struct scope *sc, const struct store_git_scan *scan, git_index *now,
                               const struct names *brought, const char *path)
{
	for (size_t i = 0; i < scan->count; i++) {
		const char *file = scan->at[i].path;
		size_t len = strlen(file);
		if (strncmp(path, file, len) == 0 && path[len] == '/'
		    && (!list_has(brought, file) || git_index_get_bypath(now, file, 0)))
			return scope_copy(sc, file);
	}
	return NULL;
}

const struct fault *store_git_refuse_standing(const struct store_git_scan *scan, git_index *now,
                                              const struct names *brought)
{
	SCOPE(turn);
	for (size_t i = 0; i < brought->count; i++) {
		const char *path = brought->at[i];
		if (!git_index_get_bypath(now, path, 0))
			continue;
		const char *below = stays_below(scan, now, brought, path);
		const char *above = below ? NULL : stays_above(turn, scan, now, brought, path);
		if (below || above)
			return fault_make(FAULT_CONFLICT, "main has {file} now, and {other} stands in its way here; "
				"nothing was saved. Move that elsewhere, and save again", path, below ? below : above);
	}
	return NULL;
}

void store_git_remove_empty(struct scope *sc, const char *folder)
{
	const char *const *names = NULL;
	size_t count = 0;
	struct stat st;
	if (lstat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
		return;
	if (FAILED(file_names(sc, folder, &names, &count)))     /* it stays, and is told as what stands there */
		return;
	for (size_t i = 0; i < count; i++)
		store_git_remove_empty(sc, path_join(sc, folder, names[i]));
	rmdir(folder);
}
