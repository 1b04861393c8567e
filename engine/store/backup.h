/* backup.h: a package copied whole into a bare repository, and a package made from one.  For desk/ alone.
 *
 * Whole: every reference but those of remotes, all that they reach, and
 * the content of attachments and letters.  Stock git reads the copy. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H
#include "base/list.h"
#include "store/store.h"

struct store_copied {
	size_t references;              /* that came or moved */
	size_t contents;                /* files of content that came */
	uint64_t bytes;                 /* of them */
	struct names damaged;           /* content that is not what its digest says, and was not copied: digests */
	struct names mended;            /* content that was damaged in the copy, and was copied anew: digests */
	struct names objects;           /* of git, missing or damaged in the copy, and there anew: ids */
	struct names left;              /* references that are not in it, never main or the journal: what they lead
	                                 * to could not be copied, or a name in the copy stands in the way */
	struct names removed;           /* content that was purged, and is gone from the copy now: digests */
};

/* The bare copy in this folder; make: where there is none, an empty one.  FAULT_NOT_FOUND: there is none;
 * FAULT_REFUSED: something else is there. */
const struct fault *store_backup_open(struct scope *, const char *folder, bool make, struct store **) MUST_USE;
/* Where the history was cut off as it was cloned (git clone --depth) no copy can be made of it: asked before one is
 * begun. */
const struct fault *store_copiable(struct store *from) MUST_USE;
/* Bring `to` up to date with `from`; all that it then holds is read again before a reference moves.  purged: digests of
 * content that must not be there.  FAULT_REFUSED: what is there is no earlier state of it; nothing was changed then.
 * Done again after it was stopped, it completes it: references move last.  The locks of both must be held. */
const struct fault *store_copy(struct scope *, struct store *to, struct store *from, const struct names *purged,
                               struct store_copied *) MUST_USE;
#endif
