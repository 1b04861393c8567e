/* backup.h: a package copied to a safe place, and brought back from there.  For desk/ and command/. */
#ifndef DESK_BACKUP_H
#define DESK_BACKUP_H
#include "desk/desk.h"

struct backup {
	const char *folder;             /* of the copy, or of the package that was made */
	const char *package, *state;    /* its id, and where it stands */
	size_t events;
	size_t unsaved;                 /* files of the work tree that are not saved: they are not in the copy */
	size_t absent;                  /* attachments of main's tip whose content is not there */
	size_t references, contents;    /* that came or moved: branches, journal, tags; files of content, */
	uint64_t bytes;                 /* and how large they are */
	/* digests: not what they say, not copied; so in the copy, and copied anew; purged, and taken out of the copy */
	struct names damaged, mended, removed;
	struct names objects, left;     /* as struct store_copied has them */
};

/* Bring the copy PLACE/NAME.git up to date, NAME as the package's folder is called; it is made where there is none.
 * FAULT_REFUSED: what lies there is no earlier state of this package. */
const struct fault *backup_write(struct desk *, const char *place, struct backup *) MUST_USE;
/* A package from such a copy, or from any bare clone with its journal: made in world->directory under that name; NULL:
 * as the copy is called.  Whole or not at all. */
const struct fault *backup_read(struct scope *, const struct world *, const struct person *,
                                const struct desk_progress *, const char *copy, const char *name,
                                struct backup *) MUST_USE;
#endif
