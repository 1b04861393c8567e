/* open.c: finding, making and locking a package on disc. */
#include "store/git/git_private.h"
#include "store/identity.h"
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <unistd.h>

static const struct store_ops ops = {
	.tip = store_git_tip, .walk = store_git_walk, .resolve = store_git_resolve, .entry = store_git_entry,
	.file = store_git_file, .names = store_git_names, .at = store_git_at, .work = store_git_work,
	.changes = store_git_changes, .save = store_git_save, .attach = store_git_attach, .write = store_git_write,
	.restore = store_git_restore, .touched = store_git_touched, .follows = store_git_follows, .filter = store_git_filter,
	.prepare = store_git_prepare, .publish = store_git_publish, .name_tag = store_git_name_tag,
	.beside = store_git_beside, .take = store_git_take, .purge = store_git_purge,
};

void store_git_begin(void)
{
	static bool begun;
	if (!begun)
		git_libgit2_init();
	begun = true;
}

const struct fault *store_git_fault(const char *fmt, ...)
{
	char what[256];
	int number = errno;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	const git_error *e = git_error_last();
	if (e && strstr(e->message, "safe.directory"))
		return fault_make(FAULT_SYSTEM, "%s: the folder belongs to another user; work in a copy of your own: "
		                  "git clone FOLDER", what);
	if (number == ENOSPC || number == EDQUOT)
		return fault_make(FAULT_SYSTEM, "%s: no space left on the disc; nothing was changed, make room and try "
		                  "again", what);
	if (number == EACCES || number == EROFS)
		return fault_make(FAULT_SYSTEM, "%s: %s; the package can be read here, not changed", what,
		                  strerror(number));
	return fault_make(FAULT_SYSTEM, "%s: %s", what, e ? e->message : "unknown error");
}

struct store_id store_git_id(const git_oid *oid)
{
	struct store_id id;
	git_oid_tostr(id.hex, sizeof id.hex, oid);
	return id;
}

const struct fault *store_git_oid(const struct store_id *id, git_oid *oid)
{
	return git_oid_fromstr(oid, id->hex) ? fault_make(FAULT_NOT_FOUND, "\"%s\" is no version", id->hex) : NULL;
}

void store_git_close_object(void *p) { git_object_free(p); }
void store_git_close_commit(void *p) { git_commit_free(p); }
void store_git_close_tree(void *p) { git_tree_free(p); }
void store_git_close_index(void *p) { git_index_free(p); }
void store_git_close_fd(void *p) { close((int)(intptr_t)p); }
static void close_repository(void *p) { git_repository_free(p); }
static void close_config(void *p) { git_config_free(p); }

static const char *without_slash(struct scope *sc, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	return scope_copy_bytes(sc, path, n);
}

/* While a process writes, the lock file is not empty: whoever finds it so, holding the lock, knows that the last one
 * died, and that the locks it took in git's way are nobody's. */
static void unlock(void *p)
{
	int fd = (int)(intptr_t)p;
	if (ftruncate(fd, 0) != 0)
		errno = 0;
	close(fd);
}

static void clear_after_death(struct scope *sc, struct store_git *g, int fd)
{
	static const char *const left[] = { "index.lock", "refs/heads/main.lock", "refs/sar/journal.lock" };
	char byte;
	if (pread(fd, &byte, 1, 0) == 1)
		for (size_t i = 0; i < countof(left); i++)
			unlink(path_join(sc, g->folder, left[i]));
	if (pwrite(fd, "w", 1, 0) != 1)
		errno = 0;              /* a full disc will be met again where it matters */
}

static const struct fault *lock(struct scope *sc, struct store *s)
{
	enum { TRIES = 1000, PAUSE = 10 * 1000 * 1000 };        /* ten seconds */
	struct store_git *g = store_git_of(s);
	const char *path = path_join(sc, g->folder, "sarflow.lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return fault_errno("locking the package (%s)", path);
	for (int i = 0; i < TRIES; i++) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
			scope_defer(sc, unlock, (void *)(intptr_t)fd);
			clear_after_death(sc, g, fd);
			return NULL;
		}
		if (errno != EWOULDBLOCK && errno != EINTR) {
			const struct fault *f = fault_errno("locking the package (%s)", path);
			close(fd);
			return f;
		}
		nanosleep(&(struct timespec){ 0, PAUSE }, NULL);
	}
	close(fd);
	return fault_make(FAULT_CONFLICT, "somebody else has been writing to this package for ten seconds; try again");
}

static struct store *wrap(struct scope *sc, git_repository *repo)
{
	static struct store_ops with_lock;
	with_lock = ops;
	with_lock.lock = lock;
	struct store_git *g = NEW(sc, struct store_git);
	*g = (struct store_git){ .sc = sc, .repo = repo, .folder = without_slash(sc, git_repository_commondir(repo)) };
	if (git_repository_workdir(repo))
		g->work = without_slash(sc, git_repository_workdir(repo));
	struct store *s = NEW(sc, struct store);
	*s = (struct store){ .ops = &with_lock, .state = g, .name = g->work ? g->work : g->folder };
	g->store = s;
	return s;
}

const struct fault *store_open(struct scope *sc, const char *folder, struct store **out)
{
	git_repository *repo = NULL;
	store_git_begin();
	if (!file_is_folder(folder))
		return fault_make(FAULT_NOT_FOUND, "there is no folder %s", folder);
	int e = git_repository_open_ext(&repo, folder, 0, NULL);
	/* libgit2 1.5.1 says ENOTFOUND for another user's folder, too: it did not find safe.directory in the configuration */
	const git_error *why = e ? git_error_last() : NULL;
	if (e == GIT_ENOTFOUND && !(why && strstr(why->message, "safe.directory")))
		return fault_make(FAULT_NOT_FOUND, "%s is no package and lies in none; make one with: sarflow new ID", folder);
	if (e)
		return store_git_fault("opening the package %s", folder);
	scope_defer(sc, close_repository, repo);
	*out = wrap(sc, repo);
	struct store_id journal = {""}, main = {""};
	TRY(store_tip(*out, STORE_JOURNAL, &journal));
	if (journal.hex[0])
		return NULL;
	TRY(store_tip(*out, STORE_MAIN, &main));
	struct store_id identity = {""};
	if (main.hex[0])
		TRY(store_entry(*out, &main, "package.yaml", &identity));
	if (identity.hex[0])
		return fault_make(FAULT_NOT_FOUND, "%s has evidence but no journal: it is a copy that lacks it; fetch it with: "
		                  "git fetch origin 'refs/sar/*:refs/sar/*'", (*out)->name);
	return fault_make(FAULT_NOT_FOUND, "%s is a git repository, but no package; make one with: sarflow new ID",
	                  (*out)->name);
}

static bool is_empty_folder(const char *folder)
{
	SCOPE(turn);
	const char *const *names = NULL;
	size_t count = 1;
	const struct fault *f = file_names(turn, folder, &names, &count);
	return !f && count == 0;
}

static const struct fault *configure(struct scope *sc, git_repository *repo, const char *filter)
{
	git_config *config = NULL;
	if (git_repository_config(&config, repo))
		return store_git_fault("configuring the package");
	scope_defer(sc, close_config, config);
	const char *clean = scope_printf(sc, "'%s' filter clean %%f", filter);
	const char *smudge = scope_printf(sc, "'%s' filter smudge %%f", filter);
	if (git_config_set_int32(config, "commitGraph.generationVersion", 1)
	    || git_config_set_string(config, "filter.lfs.clean", clean)
	    || git_config_set_string(config, "filter.lfs.smudge", smudge)
	    || git_config_set_bool(config, "filter.lfs.required", 1))
		return store_git_fault("configuring the package");
	return NULL;
}

const struct fault *store_create(struct scope *sc, const char *folder, const char *filter, struct store **out)
{
	store_git_begin();
	if (file_exists(folder) && !is_empty_folder(folder))
		return fault_make(FAULT_REFUSED, "%s exists already and is not empty; choose another id or folder", folder);
	TRY(file_make_folder(folder));
	git_repository *repo = NULL;
	git_repository_init_options options;
	git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_NO_REINIT | GIT_REPOSITORY_INIT_MKDIR;
	options.initial_head = "main";
	if (git_repository_init_ext(&repo, folder, &options))
		return store_git_fault("making the package %s", folder);
	scope_defer(sc, close_repository, repo);
	TRY(configure(sc, repo, filter));
	*out = wrap(sc, repo);
	return NULL;
}

void store_identity_from_git(struct scope *sc, const char **name, const char **email)
{
	git_config *config = NULL;
	git_buf value = {0};
	store_git_begin();
	if (git_config_open_default(&config) == 0) {
		if (git_config_get_string_buf(&value, config, "user.name") == 0)
			*name = scope_copy(sc, value.ptr);
		git_buf_dispose(&value);
		if (git_config_get_string_buf(&value, config, "user.email") == 0)
			*email = scope_copy(sc, value.ptr);
		git_buf_dispose(&value);
		git_config_free(config);
	}
	for (int level = GIT_CONFIG_LEVEL_PROGRAMDATA; level <= GIT_CONFIG_LEVEL_GLOBAL; level++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
}
