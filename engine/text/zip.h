/* zip.h: the parts of a zip file, within bounds.  For text/, in a child of the helper (base/helper.h).
 *
 * A workbook and a Word file are such files.  What is refused here is
 * refused because no program writes it that means well: encryption,
 * names that lead out of a folder, a name that stands twice, more bytes
 * than were promised or than their packed form can honestly hold. */
#ifndef TEXT_ZIP_H
#define TEXT_ZIP_H
#include "base/base.h"
#include "base/scope.h"

enum zip_state {
	ZIP_FINE,
	ZIP_NO_LIBRARY,         /* zip_load() was not called, or in vain */
	ZIP_NO_ZIP,             /* the bytes are no zip file, or its end is missing */
	ZIP_NO_PART,            /* there is no part of this name */
	ZIP_DAMAGED,            /* it breaks off, a sum or a length is wrong, or it is packed in an unknown way */
	ZIP_ENCRYPTED,
	ZIP_NAME,               /* absolute, with "..", a backslash, a colon or a control character */
	ZIP_TWICE,              /* a name stands twice; case does not tell names apart */
	ZIP_PARTS,              /* more parts than the bound */
	ZIP_SIZE,               /* more bytes, or more bytes for its packed size, than the bound */
};

/* bytes: of what is read through one opening, all together.  ratio: of a part's bytes to its packed ones, beyond the
 * first MiB of the part. */
struct zip_bounds { size_t parts, bytes, ratio; };

/* In their order in the file; folders are left out.  name: UTF-8. */
struct zip_part { const char *name; uint64_t size, packed; };
struct zip_parts { const struct zip_part *at; size_t count; };
struct zip_stream;

/* The load of a job (base/helper.h), or part of one. */
void zip_load(void);

/* The parts of the file behind fd, which is mapped until the scope ends. */
enum zip_state zip_parts_open(struct scope *, int fd, const struct zip_bounds *, const struct zip_parts **) MUST_USE;
/* The part of this name, whatever the case of its letters; NULL: there is none. */
const struct zip_part *zip_parts_find(const struct zip_parts *, const char *name);

/* All of a part, a NUL behind; limit: bytes, beside the bounds of the opening. */
enum zip_state zip_part_read(struct scope *, const struct zip_parts *, const struct zip_part *, size_t limit,
                             const char **bytes, size_t *len) MUST_USE;

/* Piece by piece: bytes stand until the next call; *len 0: that was all, and its sum was right. */
enum zip_state zip_part_open(struct scope *, const struct zip_parts *, const struct zip_part *,
                             struct zip_stream **) MUST_USE;
enum zip_state zip_stream_next(struct zip_stream *, const char **bytes, size_t *len) MUST_USE;
#endif
