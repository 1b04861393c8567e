/* layout.c: the package's own layout. */
#include "base/base.h"
#include "base/path.h"
#include "store/layout.h"

const char layout_gitattributes[] =
	"* -text\n"
	"attachments/** filter=lfs diff=lfs merge=lfs -text\n";

static bool one_below(const char *path, const char *folder, const char *suffix)
{
	size_t n = strlen(folder);
	return strncmp(path, folder, n) == 0 && path[n] && !strchr(path + n, '/') && path[n] != '.'
	       && strlen(path) >= strlen(suffix) && strcmp(path + strlen(path) - strlen(suffix), suffix) == 0;
}

enum layout_kind layout_kind_of(const char *path)
{
	if (!path_is_safe(path))
		return LAYOUT_STRAY;
	if (strcmp(path, "package.yaml") == 0 || strcmp(path, "columns.csv") == 0 || strcmp(path, ".gitattributes") == 0
	    || one_below(path, "evidence/", ".md") || one_below(path, "registers/", ".csv"))
		return LAYOUT_FILE;
	if (strncmp(path, "attachments/", 12) == 0) {
		const char *slash = strchr(path + 12, '/');
		if (slash && slash[1] && path_base(path)[0] != '.')
			return LAYOUT_ATTACHMENT;
	}
	return LAYOUT_STRAY;
}
