/* packages.c: a folder of packages, as the commands see it. */
#include "base/base.h"
#include "base/path.h"
#include "desk/packages.h"
#include "store/home.h"

bool packages_is_one(const char *folder) { return home_is_package(folder); }

const struct fault *packages_in(struct scope *sc, const char *folder, struct names *folders)
{
	const char *const *names = NULL;
	size_t count = 0;
	TRY(home_list(sc, home_at(sc, folder), &names, &count));
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(sc, folders) = path_join(sc, folder, names[i]);
	return NULL;
}
