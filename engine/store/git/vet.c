/* vet.c: a repository is looked at before libgit2 reads a byte of it. */
#include "store/git/vet.h"
#include "store/git/git_private.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <unistd.h>

enum { NAME_LIMIT = 64 << 10, CONFIG_LIMIT = 1 << 20, DEPTH = 100 };

static const struct fault *refuse_kind(const char *path, mode_t kind)
{
	if (S_ISLNK(kind))
		return fault_make(FAULT_REFUSED, "{file} is a link and may lead out of the package, so nothing is read "
			"or written here; delete the link, or ask for the package again", path);
	return fault_make(FAULT_REFUSED, "{file} is a pipe or a device, not a file, so nothing is read or written "
		"here; delete it, or ask for the package again", path);
}

/* --- all that lies in it --- */

static const struct fault *look_into(int at, const char *name, const char *path, int depth);

/* An open of a socket fails at once; git's watcher of files keeps one. */
static const struct fault *see_kind(const struct dirent *e, int fd, const char *folder, mode_t *kind)
{
	struct stat st;
	bool known = e->d_type != DT_UNKNOWN, seen = !known && fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0;
	*kind = known ? (mode_t)DTTOIF(e->d_type) : seen ? st.st_mode : S_IFREG;
	return !known && !seen && fault_is_of_machine(errno) ? fault_errno("{folder}", folder) : NULL;
}

/* objects/8c: however many there are, each is looked at when it is read (loose.c). */
static bool holds_objects(const char *path)
{
	size_t n = strlen(path);
	return n > 11 && strncmp(path + n - 11, "/objects/", 9) == 0 && strspn(path + n - 2, "0123456789abcdef") == 2;
}

static const struct fault *look_at(struct scope *sc, int fd, const char *folder, const struct dirent *e, int depth)
{
	mode_t kind;
	TRY(see_kind(e, fd, folder, &kind));
	if (S_ISREG(kind) || S_ISSOCK(kind) || strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
		return NULL;
	const char *path = path_join(sc, folder, e->d_name);
	/* what git runs and we do not; and content, each file of which is opened through base/cage.h */
	if (depth == 1 ? strcmp(e->d_name, "hooks") == 0 : depth == 2 && path_has_suffix(path, "/lfs/objects"))
		return NULL;
	if (depth == 2 && S_ISDIR(kind) && holds_objects(path))
		return NULL;
	return S_ISDIR(kind) ? look_into(fd, e->d_name, path, depth + 1) : refuse_kind(path, kind);
}

static const struct fault *look_into(int at, const char *name, const char *path, int depth)
{
	if (depth > DEPTH)
		return fault_make(FAULT_REFUSED, "{folder} has more than {most} folders in each other; no repository "
			"needs that", path, DEPTH);
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d) {
		const struct fault *f = errno == ENOENT ? NULL : fault_errno("{folder}", path);
		if (fd >= 0)
			close(fd);
		return f;
	}
	const struct fault *f = NULL;
	errno = 0;
	for (struct dirent *e; !f && (e = readdir(d)) != NULL; errno = 0) {
		SCOPE(turn);
		f = look_at(turn, fd, path, e, depth);
	}
	if (!f && errno)                /* the end, and a folder that cannot be read on, look alike */
		f = fault_errno("{folder}", path);
	closedir(d);
	return f;
}

/* --- where it says that it lies --- */

/* The words of a small file behind its prefix, as a path from the folder it counts from; NULL: no such file. */
static const struct fault *read_place(struct scope *sc, const char *file, const char *prefix, const char *from,
                                      const char **out)
{
	const char *bytes = NULL;
	size_t len = 0;
	struct stat st;
	bool there;
	*out = NULL;
	TRY(file_see_ours(file, &st, &there));
	if (!there)
		return NULL;
	TRY(file_read(sc, file, NAME_LIMIT, &bytes, &len));
	size_t skip = strlen(prefix);
	if (strncmp(bytes, prefix, skip) != 0)
		return NULL;
	bytes += skip + strspn(bytes + skip, " ");
	const char *place = scope_copy_bytes(sc, bytes, strcspn(bytes, "\r\n"));
	*out = *place == '/' ? place : path_join(sc, from, place);
	return NULL;
}

static bool is_same_place(const char *a, const char *b)
{
	struct stat one, two;
	return a && b && stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev
	       && one.st_ino == two.st_ino;
}

static const struct fault *refuse_place(const char *file, const char *place)
{
	return fault_make(FAULT_REFUSED, "{file} leads to {place}, which is no part of the package and does not name "
		"it; ask for the package again, as a whole", file, place);
}

/* --- settings --- */

/* "include" as the first word between brackets, wherever it stands: read too strictly, only a comment is lost. */
static bool has_include(const char *text)
{
	for (const char *s = text; (s = strchr(s, '[')) != NULL; ) {
		s++;
		if (strncasecmp(s + strspn(s, " \t"), "include", 7) == 0)
			return true;
	}
	return false;
}

static void close_config(void *p) { git_config_free(p); }

/* worktree: what core.worktree says, as a path; NULL if it is not set. */
static const struct fault *read_config(struct scope *sc, const char *git, const char *name, const char **worktree)
{
	const char *file = path_join(sc, git, name), *text = NULL;
	size_t len = 0;
	git_config *config = NULL;
	git_buf value = GIT_BUF_INIT;
	struct stat st;
	bool there;
	TRY(file_see_ours(file, &st, &there));
	if (!there)
		return NULL;
	TRY(file_read(sc, file, CONFIG_LIMIT, &text, &len));
	if (has_include(text))
		return fault_make(FAULT_REFUSED, "{file} takes in settings from another file, which is not done here; "
			"delete the part that begins with [include", file);
	if (git_config_open_ondisk(&config, file))
		return store_git_fault("reading {file}", file);
	scope_defer(sc, close_config, config);
	if (git_config_get_string_buf(&value, config, "core.worktree") == 0)
		*worktree = *value.ptr == '/' ? scope_copy(sc, value.ptr) : path_join(sc, git, value.ptr);
	git_buf_dispose(&value);
	git_error_clear();
	return NULL;
}

/* --- a whole one --- */

static const struct fault *refuse_alternates(struct scope *sc, const char *git)
{
	const char *file = path_join(sc, git, "objects/info/alternates"), *text = NULL;
	size_t len = 0;
	struct stat st;
	bool there;
	TRY(file_see_ours(file, &st, &there));
	if (!there)
		return NULL;
	TRY(file_read(sc, file, NAME_LIMIT, &text, &len));
	if (text[strspn(text, " \t\r\n")] == '\0')
		return NULL;
	return fault_advise(fault_make(FAULT_REFUSED, "{file} takes in what another repository holds, but a package "
		"stands alone; copy it in, then delete the file", file), REMEDY("git repack", "", "-a", "", "-d"));
}

/* libgit2 reads these whole, whatever their size. */
static const struct fault *refuse_large(struct scope *sc, const char *git)
{
	static const struct { const char *name; off_t most; } files[] = { { "HEAD", NAME_LIMIT },
		{ STORE_MAIN, NAME_LIMIT }, { STORE_JOURNAL, NAME_LIMIT }, { "MERGE_HEAD", CONFIG_LIMIT },
		{ "ORIG_HEAD", NAME_LIMIT }, { "packed-refs", 32 << 20 }, { "index", 64 << 20 } };
	struct stat st;
	bool there;
	for (size_t i = 0; i < countof(files); i++) {
		const char *path = path_join(sc, git, files[i].name);
		TRY(file_see_ours(path, &st, &there));
		if (there && st.st_size > files[i].most)
			return fault_make(FAULT_REFUSED, "{file} is larger than any of its kind; ask for the package "
				"again, or look with git what is wrong", path);
	}
	return NULL;
}

/* git: the folder that holds objects and references; top: where its work tree must be. */
static const struct fault *look_at_common(struct scope *sc, const char *git, const char *top)
{
	const char *worktree = NULL;
	struct stat st;
	bool common;
	TRY(look_into(AT_FDCWD, git, git, 1));
	TRY(read_config(sc, git, "config", &worktree));
	TRY(read_config(sc, git, "config.worktree", &worktree));
	if (worktree && !is_same_place(worktree, top))
		return refuse_place(path_join(sc, git, "config"), worktree);
	TRY(file_see_ours(path_join(sc, git, "commondir"), &st, &common));
	if (common)
		return refuse_place(path_join(sc, git, "commondir"), "another repository");
	TRY(refuse_large(sc, git));
	return refuse_alternates(sc, git);
}

/* A work tree beside: its own part lies in worktrees/NAME of the common one. */
static const struct fault *look_at_beside(struct scope *sc, const char *git, const char *dotgit)
{
	const char *common = NULL, *file = path_join(sc, git, "commondir");
	TRY(read_place(sc, file, "", git, &common));
	if (!common || !is_same_place(common, path_join(sc, git, "../..")))
		return refuse_place(common ? file : dotgit, common ? common : git);
	TRY(refuse_large(sc, git));
	return look_at_common(sc, common, path_join(sc, common, ".."));
}

/* .git is a file that names the repository. */
static const struct fault *look_at_named(struct scope *sc, const char *dotgit, const char *top)
{
	const char *git = NULL, *back = NULL, *worktree = NULL;
	TRY(read_place(sc, dotgit, "gitdir:", top, &git));
	if (!git || !file_is_folder(git))
		return refuse_place(dotgit, git ? git : "?");
	TRY(look_into(AT_FDCWD, git, git, 1));
	TRY(read_place(sc, path_join(sc, git, "gitdir"), "", git, &back));
	if (back && is_same_place(back, dotgit))
		return look_at_beside(sc, git, dotgit);
	TRY(read_config(sc, git, "config", &worktree));
	return worktree && is_same_place(worktree, top) ? look_at_common(sc, git, top) : refuse_place(dotgit, git);
}

static const struct fault *see_bare(struct scope *sc, const char *folder, bool *bare)
{
	static const char *const parts[] = { "objects", "refs", "commondir" };
	struct stat st;
	bool head;
	TRY(file_see_ours(path_join(sc, folder, "HEAD"), &st, &head));
	for (size_t i = 0; i < countof(parts) && head && !*bare; i++)
		TRY(file_see_ours(path_join(sc, folder, parts[i]), &st, bare));
	return NULL;
}

static const struct fault *look(struct scope *sc, const char *top)
{
	const char *dotgit = path_join(sc, top, ".git");
	struct stat st;
	bool there;
	TRY(file_see_ours(dotgit, &st, &there));
	if (!there)
		return look_at_common(sc, top, top);
	if (S_ISDIR(st.st_mode))
		return look_at_common(sc, dotgit, top);
	return S_ISREG(st.st_mode) ? look_at_named(sc, dotgit, top) : refuse_kind(dotgit, st.st_mode);
}

/* Upwards, but not into another file system, as git does it; *top "": there is none.  What cannot be seen is not passed
 * by: above it another one may lie. */
static const struct fault *climb(struct scope *sc, const char *folder, const char **top)
{
	struct stat st;
	dev_t device = 0;
	char *at = scope_copy(sc, folder);
	*top = "";
	for (bool there, found = false, first = true; ; first = false) {
		TRY(file_see_ours(at, &st, &there));
		if (!there || (!first && st.st_dev != device))
			return NULL;
		device = st.st_dev;
		TRY(file_see_ours(path_join(sc, at, ".git"), &st, &found));
		if (!found)
			TRY(see_bare(sc, at, &found));
		if (found)
			*top = at;
		char *slash = strrchr(at, '/');
		if (found || slash[1] == '\0')
			return NULL;
		slash[slash == at] = '\0';
	}
}

const struct fault *vet_find_top(struct scope *sc, const char *folder, const char **top)
{
	char *whole = realpath(folder, NULL);
	if (!whole)
		return fault_errno("{folder}", folder);
	const char *start = scope_copy(sc, whole);
	free(whole);
	TRY(climb(sc, start, top));
	SCOPE(turn);
	return **top ? look(turn, *top) : NULL;
}
