/* mend.h: a store put right again where that touches no history.  For desk/ alone. */
#ifndef STORE_MEND_H
#define STORE_MEND_H
#include "base/list.h"
#include "store/store.h"

struct store_mended {
	bool settings;                  /* git did not know our filter */
	bool index;                     /* git's memory of the work tree was another version's */
	struct names came;              /* objects of git that were missing or damaged, and came from the copy: ids */
	struct names lost;              /* those that no one has */
	bool shallow;                   /* older versions or events were left out on purpose: git clone --depth */
};
/* Look, and unless only_look put right.  filter: the program git calls for attachments; from: a copy that may have what
 * is missing here, or NULL.  Every object that a reference leads to is read.  The lock must be held. */
const struct fault *store_mend(struct scope *, struct store *, const char *filter, struct store *from, bool only_look,
                               struct store_mended *) MUST_USE;
/* Content beside git that nothing names which git leads to or which stands in a work tree, and that came before that
 * moment (seconds since 1970): count it, and unless only_look remove it.  kept: digests
 * of what stays in any case.  Every object must be readable, and the lock held. */
struct store_unused { size_t count; uint64_t bytes; };
const struct fault *store_sweep(struct store *, const struct names *kept, int64_t before, bool only_look,
                                struct store_unused *) MUST_USE;
/* The digests that git's index names, which store_mend() may take out of it. */
const struct fault *store_staged(struct scope *, struct store *, struct names *digests) MUST_USE;
/* From here on who works in this copy signs with a key of SSH: a file, or its public half. */
const struct fault *store_sign_with(struct store *, const char *key) MUST_USE;
/* The same in a file of settings of a person. */
const struct fault *store_sign_everywhere(const char *settings, const char *key) MUST_USE;
#endif
