/* zipped.h: zip files made by hand, with all that a test wants wrong: for t_zip, t_workbook and the fuzzer.
 *
 *     struct zipped *z = zipped_new(sc);
 *     zipped_put(z, "xl/workbook.xml", "<workbook/>", 11);
 *     int fd = zipped_fd(z);
 *
 * What is added next can be spoiled by the members of struct zipped. */
#ifndef ZIPPED_H
#define ZIPPED_H
#include "base/base.h"
#include "base/buf.h"
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

struct zipped {
	struct scope *sc;
	struct buf *parts, *directory;
	size_t count;
	bool stored, encrypted;         /* not packed; with the flag of a password */
	uint32_t wrong_sum;             /* added to the sum */
	int64_t wrong_size;             /* added to the size that it claims */
};

static inline struct zipped *zipped_new(struct scope *sc)
{
	struct zipped *z = NEW(sc, struct zipped);
	*z = (struct zipped){ .sc = sc, .parts = buf_new(sc), .directory = buf_new(sc) };
	return z;
}

static inline void zipped_number(struct buf *b, size_t bytes, uint64_t n)
{
	for (size_t i = 0; i < bytes; i++)
		buf_char(b, (char)(i < sizeof n ? n >> 8 * i : 0));
}

/* Raw deflate, without the head of zlib. */
static inline void zipped_pack(struct buf *out, const void *bytes, size_t len)
{
	char room[16384];
	z_stream s = { .next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)len };
	if (deflateInit2(&s, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	do {
		s.next_out = (Bytef *)room;
		s.avail_out = sizeof room;
		deflate(&s, Z_FINISH);
		buf_put(out, room, sizeof room - s.avail_out);
	} while (s.avail_out == 0);
	deflateEnd(&s);
}

/* What the head of a part and its line in the directory have in common. */
static inline void zipped_head(struct zipped *z, struct buf *b, const char *name, size_t len, size_t packed,
                               uint32_t sum)
{
	zipped_number(b, 2, 20);
	zipped_number(b, 2, 0x800u | (z->encrypted ? 1 : 0));
	zipped_number(b, 2, z->stored ? 0 : 8);
	zipped_number(b, 4, 0x00210000);                /* 1980-01-01 */
	zipped_number(b, 4, sum + z->wrong_sum);
	zipped_number(b, 4, packed);
	zipped_number(b, 4, (uint64_t)((int64_t)len + z->wrong_size));
	zipped_number(b, 2, strlen(name));
}

static inline void zipped_put(struct zipped *z, const char *name, const void *bytes, size_t len)
{
	struct buf *packed = buf_new(z->sc);
	uint32_t sum = (uint32_t)crc32(0, bytes, (uInt)len);
	size_t at = z->parts->len;
	if (z->stored)
		buf_put(packed, bytes, len);
	else
		zipped_pack(packed, bytes, len);
	zipped_number(z->parts, 4, 0x04034b50);
	zipped_head(z, z->parts, name, len, packed->len, sum);
	zipped_number(z->parts, 2, 0);
	buf_text(z->parts, name);
	buf_put(z->parts, packed->at, packed->len);
	zipped_number(z->directory, 4, 0x02014b50);
	zipped_number(z->directory, 2, 20);
	zipped_head(z, z->directory, name, len, packed->len, sum);
	zipped_number(z->directory, 12, 0);
	zipped_number(z->directory, 4, at);
	buf_text(z->directory, name);
	z->count++;
}

static inline void zipped_text(struct zipped *z, const char *name, const char *text)
{
	zipped_put(z, name, text, strlen(text));
}

/* The whole file. */
static inline const struct buf *zipped_bytes(struct zipped *z)
{
	struct buf *b = buf_new(z->sc);
	buf_put(b, z->parts->at, z->parts->len);
	buf_put(b, z->directory->at, z->directory->len);
	zipped_number(b, 4, 0x06054b50);
	zipped_number(b, 4, 0);
	zipped_number(b, 2, z->count);
	zipped_number(b, 2, z->count);
	zipped_number(b, 4, z->directory->len);
	zipped_number(b, 4, z->parts->len);
	zipped_number(b, 2, 0);
	return b;
}

/* Bytes as a file that has no name; whoever takes it closes it. */
static inline int zipped_file(const void *bytes, size_t len)
{
	int fd = memfd_create("zipped", MFD_CLOEXEC);
	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	return fd;
}

static inline int zipped_fd(struct zipped *z)
{
	const struct buf *b = zipped_bytes(z);
	return zipped_file(b->at, b->len);
}
#endif
