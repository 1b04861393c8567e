/* bundle.c: a git bundle, unpacked by the machine's git in bounds into a folder of its own. */
#include "base/base.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "verify/verify_private.h"
#include <fcntl.h>
#include <unistd.h>

static bool is_bundle(const char *file)
{
	static const char *const forms[] = { "# v2 git bundle\n", "# v3 git bundle\n" };
	char first[16] = "";
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : pread(fd, first, sizeof first, 0);
	if (fd >= 0)
		close(fd);
	for (size_t i = 0; i < countof(forms); i++)
		if (n == (ssize_t)sizeof first && memcmp(first, forms[i], sizeof first) == 0)
			return true;
	return false;
}

const struct fault *verify_bundle(struct scope *sc, const char *file, const char **folder)
{
	const struct tool_bounds bounds = { 300, (size_t)4 << 30, (size_t)4 << 30, NULL };
	char *full = realpath(file, NULL);
	const char *path = scope_copy(sc, full ? full : file);
	const char *made = NULL;
	size_t len;
	free(full);
	if (!is_bundle(path))
		return fault_make(FAULT_NOT_FOUND, "{file} is neither a package, nor a folder that was handed over, "
			"nor a git bundle", file);
	if (!tool_is_here("git"))
		return fault_make(FAULT_REFUSED, "a bundle is unpacked by git, and git is not installed; unpack it "
			"elsewhere, and name the folder");
	TRY(temporary_room(sc, NULL, &made));
	*folder = path_join(sc, made, "package.git");
	const char *const argv[] = { "git", "clone", "--mirror", "--quiet", path, *folder, NULL };
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	const char *said = nothing < 0 ? NULL : tool_read(sc, argv, nothing, &bounds, &len);
	if (nothing >= 0)
		close(nothing);
	return said ? NULL : fault_make(FAULT_CORRUPT, "git cannot unpack {file}: it is damaged, or it holds only "
		"what came behind another copy", file);
}
