/* audit.h: a store as it lies there, object by object and name by name; for store/ and verify/ alone.
 *
 * Reading only.  Nothing is followed and nothing is explained: who asks here takes the bytes apart himself.  Only git
 * on disc can be looked at so: of a store in memory all of it is FAULT_REFUSED. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H
#include "store/store.h"

enum store_kind { STORE_COMMIT = 1, STORE_TREE, STORE_BLOB, STORE_TAG };
struct store_object { enum store_kind kind; const char *bytes; size_t len; };

/* Its bytes, as they are named: an object whose bytes have another name is FAULT_CORRUPT, one that is not here
 * FAULT_NOT_FOUND.  Good as long as the scope; a NUL stands behind. */
const struct fault *store_object(struct scope *, struct store *, const struct store_id *,
                                 struct store_object *) MUST_USE;

/* All but HEAD, by name.  One that leads nowhere has the id "". */
const struct fault *store_refs(struct scope *, struct store *, const struct store_ref **, size_t *count) MUST_USE;

/* What makes git show another history than the one that lies here, or one that lies elsewhere. */
struct store_oddities {
	bool grafts;                    /* info/grafts gives commits other parents */
	bool shallow;                   /* the history was cut off on purpose */
	bool partial;                   /* objects are fetched from elsewhere when they are asked for */
	const char *alternates;         /* another folder objects are read from; NULL: none */
};
const struct fault *store_oddities(struct scope *, struct store *, struct store_oddities *) MUST_USE;

/* Every object that lies here, in any order, whether something leads to it or not. */
typedef const struct fault *store_each_visit(void *context, const struct store_id *) MUST_USE;
const struct fault *store_each(struct store *, store_each_visit *, void *context) MUST_USE;
#endif
