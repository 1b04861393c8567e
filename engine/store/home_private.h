/* home_private.h: what an implementation of home.h fills in; for store/ and its folders alone. */
#ifndef STORE_HOME_PRIVATE_H
#define STORE_HOME_PRIVATE_H
#include "store/home.h"

struct home_ops {
	const struct fault *(*list)(struct scope *sc, struct home *h, const char *const **names,
	                    size_t *count) MUST_USE;
	bool (*has)(struct home *h, const char *name);
	const struct fault *(*open)(struct scope *sc, struct home *h, const char *name, struct store **out) MUST_USE;
	/* The name is a good one, and the home is filled in. */
	const struct fault *(*make)(struct scope *sc, const char *name, const char *filter,
	                    struct home_making *m) MUST_USE;
	const struct fault *(*keep)(struct home_making *m) MUST_USE;
};
struct home {
	const struct home_ops *ops;
	void *state;
	const char *name;               /* for people */
};
#endif
