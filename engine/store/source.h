/* source.h: the evidence as it stands somewhere: in a version, in the
 * work tree, or in memory.  For store/, package/, check/, compare/, desk/ and view/.  Reading only. */
#ifndef STORE_SOURCE_H
#define STORE_SOURCE_H
#include "base/base.h"
#include "base/fault.h"
#include "base/scope.h"
#include "store/entry.h"

struct source;
struct source_ops {
	const struct fault *(*list)(struct scope *, struct source *, const struct source_entry **, size_t *) MUST_USE;
	const struct fault *(*read)(struct scope *, struct source *, const char *path, const char **,
	                    size_t *) MUST_USE;
	const struct fault *(*open)(struct source *, const struct source_entry *, int *fd) MUST_USE;
};
struct source {
	const struct source_ops *ops;
	void *state;
	const char *name;               /* for people: "work tree", "version 8c1f2e0" */
	const char *version;            /* 40 digits, or "" where it is no version */
	const char *results;            /* a folder for what is worked out from content and may vanish; NULL: nowhere */
};

/* Every entry, sorted by path. */
const struct fault *source_list(struct scope *, struct source *, const struct source_entry **, size_t *count) MUST_USE;
/* A SOURCE_FILE's bytes with a NUL behind; FAULT_REFUSED past SOURCE_TEXT_LIMIT, FAULT_NOT_FOUND if absent. */
const struct fault *source_read(struct scope *, struct source *, const char *path, const char **bytes,
                                size_t *len) MUST_USE;
/* An attachment's content, to be read from the start; the caller closes fd. FAULT_NOT_FOUND if it is not present. */
const struct fault *source_open(struct source *, const struct source_entry *, int *fd) MUST_USE;
#endif
