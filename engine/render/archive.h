/* archive.h: files put together as a ZIP archive (APPNOTE 6.3.3), each stored as it is.  For render/ only.
 *
 * Nothing is compressed: the bytes depend on no library and its version.  Every file bears the first day a ZIP can
 * name, 1980-01-01; names are UTF-8. */
#ifndef RENDER_ARCHIVE_H
#define RENDER_ARCHIVE_H
#include "base/buf.h"

struct archive;
struct archive *archive_new(struct scope *, struct buf *into);
/* At most 65,535 files, all in all less than 4 GB: the caller's to see to. */
void archive_add(struct archive *, const char *name, const void *bytes, size_t len);
void archive_end(struct archive *);
#endif
