/* worktrees.c: work trees that stock git made of the same repository (git worktree). */
#include "base/cage.h"
#include "store/git/git_private.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool is_same(const char *a, const char *b)
{
	struct stat one, two;
	return a && b && stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev
	       && one.st_ino == two.st_ino;
}

/* Of ".../.git": the folder that it lies in; NULL: it is no such path. */
static const char *folder_of(struct scope *sc, const char *git)
{
	size_t n = strlen(git);
	return n > 5 && strcmp(git + n - 5, "/.git") == 0 ? scope_copy_bytes(sc, git, n - 5) : NULL;
}

static void add(struct scope *sc, struct store_git *g, const char *git, struct names *out)
{
	const char *folder = folder_of(sc, git);
	if (folder && !is_same(folder, g->work) && !list_has(out, folder))
		*LIST_ADD(sc, out) = folder;
}

/* worktrees/NAME/gitdir says where the work tree has its .git; from git 2.48 on it may say it from there. */
static const struct fault *add_linked(struct scope *sc, struct store_git *g, const char *name, struct names *out)
{
	char path[4096];
	const char *own = scope_printf(sc, "worktrees/%s", name);
	int fd = cage_open(g->folder, scope_printf(sc, "%s/gitdir", own), O_RDONLY);
	if (fd < 0)
		return fault_is_of_machine(errno) ? fault_errno("{file}", own) : NULL;
	ssize_t n = 0;
	do
		n = read(fd, path, sizeof path - 1);
	while (n < 0 && errno == EINTR);
	const struct fault *f = n < 0 ? fault_errno("{file}", own) : NULL;
	close(fd);
	TRY(f);
	path[n] = '\0';
	path[strcspn(path, "\n")] = '\0';
	if (*path)
		add(sc, g, *path == '/' ? path : path_join(sc, path_join(sc, g->folder, own), path), out);
	return NULL;
}

const struct fault *store_git_work_trees(struct scope *sc, struct store *s, struct names *out)
{
	struct store_git *g = store_git_of(s);
	const char *const *names = NULL, *folder = path_join(sc, g->folder, "worktrees");
	size_t count = 0;
	add(sc, g, g->folder, out);             /* the first one, seen from one beside it */
	struct stat st;
	bool there = false;
	TRY(file_see(folder, &st, &there));
	if (there && S_ISDIR(st.st_mode))
		TRY(file_names(sc, folder, &names, &count));
	for (size_t i = 0; i < count; i++)
		TRY(add_linked(sc, g, names[i], out));
	return NULL;
}
