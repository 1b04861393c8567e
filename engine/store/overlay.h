/* overlay.h: evidence as it would be with some files put over it.  For desk/ and view/.
 *
 * A change is looked at, compared and checked like any state of a package,
 * before one byte of it is written. */
#ifndef STORE_OVERLAY_H
#define STORE_OVERLAY_H
#include "store/source.h"

/* A file by its path in the package; attachments by their content. */
struct overlay_file { const char *path, *bytes; size_t len; };

/* Everything of `under`, but for these files, which come or are put in the place of what is there.  under and files
 * live as long as the source. */
struct source *overlay_source(struct scope *, struct source *under, const struct overlay_file *, size_t count);
#endif
