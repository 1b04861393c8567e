/* archive.c: local headers, the files, and the list of them behind. */
#include "base/base.h"
#include "base/list.h"
#include "render/archive.h"

enum { VERSION = 20, UTF8_NAMES = 1 << 11, FIRST_DAY = (1 << 5) | 1 };

struct archive_file { const char *name; uint32_t crc, len, at; };
struct archive { struct scope *sc; struct buf *out; struct { struct archive_file *at; size_t count, cap; } files; };

static void put_number(struct buf *b, uint64_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_char(b, (char)(n >> (8 * i) & 0xff));
}

/* CRC-32 as ZIP, gzip and PNG have it: the polynomial 0xEDB88320, reflected. */
static uint32_t crc_of(const unsigned char *bytes, size_t len)
{
	uint32_t table[256], crc = UINT32_MAX;
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;
		for (int k = 0; k < 8; k++)
			c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
		table[i] = c;
	}
	for (size_t i = 0; i < len; i++)
		crc = table[(crc ^ bytes[i]) & 0xff] ^ crc >> 8;
	return ~crc;
}

/* What stands of a file before its bytes and again in the list. */
static void put_about(struct buf *b, const struct archive_file *f)
{
	put_number(b, VERSION, 2);
	put_number(b, UTF8_NAMES, 2);
	put_number(b, 0, 2);            /* stored */
	put_number(b, 0, 2);            /* midnight */
	put_number(b, FIRST_DAY, 2);
	put_number(b, f->crc, 4);
	put_number(b, f->len, 4);
	put_number(b, f->len, 4);
	put_number(b, strlen(f->name), 2);
	put_number(b, 0, 2);
}

struct archive *archive_new(struct scope *sc, struct buf *into)
{
	struct archive *z = NEW(sc, struct archive);
	*z = (struct archive){ .sc = sc, .out = into };
	buf_clear(into);
	return z;
}

void archive_add(struct archive *z, const char *name, const void *bytes, size_t len)
{
	struct archive_file *f = LIST_ADD(z->sc, &z->files);
	*f = (struct archive_file){ scope_copy(z->sc, name), crc_of(bytes, len), (uint32_t)len, (uint32_t)z->out->len };
	buf_text(z->out, "PK\3\4");
	put_about(z->out, f);
	buf_text(z->out, f->name);
	buf_put(z->out, bytes, len);
}

void archive_end(struct archive *z)
{
	size_t from = z->out->len;
	for (size_t i = 0; i < z->files.count; i++) {
		buf_text(z->out, "PK\1\2");
		put_number(z->out, VERSION, 2);
		put_about(z->out, &z->files.at[i]);
		put_number(z->out, 0, 2);       /* no comment, on the first disc, */
		put_number(z->out, 0, 2);
		put_number(z->out, 0, 2);       /* a file like any other */
		put_number(z->out, 0, 4);
		put_number(z->out, z->files.at[i].at, 4);
		buf_text(z->out, z->files.at[i].name);
	}
	size_t len = z->out->len - from;
	buf_text(z->out, "PK\5\6");
	put_number(z->out, 0, 4);
	put_number(z->out, z->files.count, 2);
	put_number(z->out, z->files.count, 2);
	put_number(z->out, len, 4);
	put_number(z->out, from, 4);
	put_number(z->out, 0, 2);
}
