/* render_declare.c: a renderer that opens the store by a declaration of its own. */
#include "base/base.h"
#include "view/view.h"

struct store;
const struct fault *store_open(struct scope *, const char *folder,
                               struct store **);
const struct fault *render_declare(struct scope *sc, const char *folder);

const struct fault *render_declare(struct scope *sc, const char *folder)
{
	struct store *store = NULL;
	return store_open(sc, folder, &store);
}
