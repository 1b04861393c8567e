/* write.h: how the journal gets its commits; for journal/journal.c and the stores themselves alone. */
#ifndef STORE_WRITE_H
#define STORE_WRITE_H
#include "store/store.h"

struct store_blob { const char *path; const void *bytes; size_t len; };

/* A header of a commit object beside git's own, such as gpgsig; the value may have several lines. */
struct store_header { const char *name, *value; };

struct store_append {
	const char *message;
	struct store_person person;
	const struct store_id *parents;         /* in order */
	size_t parent_count;                    /* at most STORE_PARENTS */
	const struct store_blob *files;         /* the commit's tree, sorted or not */
	size_t file_count;
	const struct store_header *headers;     /* put behind git's own, in this order */
	size_t header_count;
};

/* The bytes of the commit object that store_prepare() writes for this; of its objects only the tree is written.  A
 * signature over what this gives without headers goes into a header, as git does it.  FAULT_REFUSED for a header that
 * a commit cannot have. */
const struct fault *store_compose(struct scope *, struct store *, const struct store_append *, const char **bytes,
                                  size_t *len) MUST_USE;
/* Write the objects of a commit, signed where the person's git asks for it and no header gpgsig is given; nothing
 * refers to them yet. */
const struct fault *store_prepare(struct scope *, struct store *, const struct store_append *,
                                  struct store_id *) MUST_USE;
/* The one commit point: everything prepared is on the disc before the reference moves from expected ("" = must not
 * exist) to next, and the reference is on the disc before this returns.  FAULT_CONFLICT if it was not at expected. */
const struct fault *store_publish(struct store *, const char *ref, const struct store_id *expected,
                                  const struct store_id *next) MUST_USE;
/* A tag derived from the journal; moved or made as needed. */
const struct fault *store_name_tag(struct store *, const char *tag, const struct store_id *) MUST_USE;
#endif
