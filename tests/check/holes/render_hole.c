/* render_hole.c: a renderer that includes only the view and opens the store. */
#include "base/base.h"
#include "view/view.h"

const struct fault *render_hole(struct scope *sc, const char *folder);

const struct fault *render_hole(struct scope *sc, const char *folder)
{
	struct store *store = NULL;
	return store_open(sc, folder, &store);
}
