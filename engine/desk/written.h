/* written.h: where a package stands, told from its folder alone; for packages.c, and web/, which keeps what it made.
 *
 * They give a digest of when and as what those files were written that move when the package does: another one
 * whenever main or the journal has moved, or content of attachments has come or gone; of no folder, too.  Not when a
 * file of content is damaged in its place.  false: written so lately that the clock of the file system might not tell
 * it from the next time; or it cannot be told. */
#ifndef DESK_WRITTEN_H
#define DESK_WRITTEN_H
#include "base/base.h"
#include "base/digest.h"
#include "base/scope.h"

bool written_of(const char *folder, char out[DIGEST_TEXT]);
/* Of the journal alone. */
bool written_of_journal(const char *folder, char out[DIGEST_TEXT]);

/* What was looked at for that, for one who looks at the same folder again and again: no folder is listed while none
 * has moved.  One caller at a time. */
struct written_seen;
struct written_seen *written_seen_begin(struct scope *, const char *folder);
/* As written_of(). */
bool written_again(struct written_seen *, char out[DIGEST_TEXT]);
#endif
