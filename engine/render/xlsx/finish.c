/* finish.c: what libxlsxwriter leaves undone: rows that grow, styles by name, a look whether all was written.
 *
 * It ignores a write that fails and calls the workbook good, so each
 * part is read back: its sum, and that its XML has an end.  And every
 * height it writes is fixed; where a person will type, the mark of that
 * is taken out of the row, so that a spreadsheet fits the row anew.
 * Both here, because both unpack the file: a zip file as libxlsxwriter
 * writes it, without comments, descriptors or parts of 4 GiB. */
#include "render/xlsx/xlsx_private.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { LOCAL = 0x04034b50, CENTRAL = 0x02014b50, END = 0x06054b50, LOCAL_SIZE = 30, CENTRAL_SIZE = 46, END_SIZE = 22 };

/* Of the central directory; head: its bytes there, names included. */
struct part { const unsigned char *head, *packed; size_t head_len, name_len; uint32_t sum, packed_len, len; };
struct parts { struct part *at; size_t count, cap; };

static uint32_t two(const unsigned char *p) { return (uint32_t)p[0] | (uint32_t)p[1] << 8; }
static uint32_t four(const unsigned char *p) { return two(p) | two(p + 2) << 16; }

static void put_four(unsigned char *p, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(n >> 8 * i);
}

static const struct fault *broken(const char *path)
{
	return fault_make(FAULT_SYSTEM, "the workbook {path} was not written whole; is there room left on the disc?",
		path);
}

static bool take_part(struct scope *sc, struct parts *parts, const unsigned char *bytes, size_t len, size_t *at)
{
	const unsigned char *head = bytes + *at;
	if (len - *at < CENTRAL_SIZE || four(head) != CENTRAL)
		return false;
	size_t name = two(head + 28), whole = CENTRAL_SIZE + name + two(head + 30) + two(head + 32), local = four(head
		+ 42);
	if (len - *at < whole || local > len - LOCAL_SIZE || four(bytes + local) != LOCAL)
		return false;
	size_t start = local + LOCAL_SIZE + two(bytes + local + 26) + two(bytes + local + 28);
	struct part *out = LIST_ADD(sc, parts);
	*out = (struct part){ head, bytes + start, whole, name, four(head + 16), four(head + 20), four(head + 24) };
	*at += whole;
	return start <= len && out->packed_len <= len - start && two(head + 10) == Z_DEFLATED;
}

static bool take_parts(struct scope *sc, struct parts *parts, const unsigned char *bytes, size_t len)
{
	if (len < END_SIZE || four(bytes + len - END_SIZE) != END)
		return false;
	size_t count = two(bytes + len - END_SIZE + 10), at = four(bytes + len - END_SIZE + 16);
	for (size_t i = 0; i < count; i++)
		if (at >= len || !take_part(sc, parts, bytes, len, &at))
			return false;
	return count > 0;
}

/* NULL: it is not what its sum says, or breaks off. */
static char *unpack(struct scope *sc, const struct part *p)
{
	char *out = scope_alloc(sc, (size_t)p->len + 1, 1);
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)p->packed, .avail_in = p->packed_len,
		.next_out = (unsigned char *)out, .avail_out = p->len };
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return NULL;
	bool whole = inflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out == p->len;
	whole = inflateEnd(&z) == Z_OK && whole;
	out[p->len] = '\0';
	return whole && crc32(0, (unsigned char *)out, p->len) == p->sum && p->len && strchr(">\n", out[p->len - 1])
	       ? out : NULL;
}

/* As quick as it is small: what libxlsxwriter packed once is packed again, and the file grows by a tenth. */
enum { LEVEL = 1 };

static bool pack(struct scope *sc, struct part *p, const char *text, size_t len)
{
	z_stream z = {0};
	if (deflateInit2(&z, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	size_t room = deflateBound(&z, len);
	unsigned char *out = (unsigned char *)scope_alloc(sc, room, 1);
	z.next_in = (unsigned char *)(uintptr_t)text;
	z.avail_in = (uInt)len;
	z.next_out = out;
	z.avail_out = (uInt)room;
	bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
	*p = (struct part){ p->head, out, p->head_len, p->name_len, (uint32_t)crc32(0, (const unsigned char *)text,
		(uInt)len), (uint32_t)z.total_out, (uint32_t)len };
	return deflateEnd(&z) == Z_OK && whole;
}

/* The rows from the first on, up to one, without the mark that their height is fixed. */
static size_t let_grow(char *text, unsigned long last)
{
	static const char row[] = "<row r=\"", mark[] = " customHeight=\"1\"";
	char *to = text, *from = text;
	for (char *at; (at = strstr(from, row)); ) {
		unsigned long number = strtoul(at + strlen(row), NULL, 10);
		char *end = at + strcspn(at, ">"), *fixed = memmem(at, (size_t)(end - at), mark, strlen(mark));
		bool grows = number > XLSX_FIRST && number <= last && fixed;
		char *stop = grows ? fixed : end;
		memmove(to, from, (size_t)(stop - from));
		to += stop - from;
		from = stop + (grows ? strlen(mark) : 0);
	}
	memmove(to, from, strlen(from) + 1);
	return (size_t)(to - text) + strlen(to);
}

static bool is_called(const struct part *p, const char *name)
{
	return p->name_len == strlen(name) && memcmp(p->head + CENTRAL_SIZE, name, p->name_len) == 0;
}

static const struct xlsx_growing *growing(const struct xlsx_book *b, const struct part *p)
{
	for (size_t i = 0; i < b->growing.count; i++)
		if (is_called(p, b->growing.at[i].part))
			return &b->growing.at[i];
	return NULL;
}

static bool settle(struct xlsx_book *b, struct part *p)
{
	SCOPE(turn);
	const struct xlsx_growing *g = growing(b, p);
	size_t len = 0;
	char *text = unpack(g ? b->sc : turn, p);
	if (!text || !xlsx_whole_part(&b->whole, text)
	    || (is_called(p, "xl/sharedStrings.xml") && !xlsx_whole_texts(&b->whole, text)))
		return false;
	if (is_called(p, "xl/styles.xml")) {
		const char *named = xlsx_name_styles(b, text, &len);
		return named && pack(b->sc, p, named, len);
	}
	return !g || pack(b->sc, p, text, let_grow(text, g->last));
}

static void put_part(struct buf *out, struct buf *directory, const struct part *p)
{
	unsigned char local[LOCAL_SIZE] = {0}, central[CENTRAL_SIZE];
	memcpy(central, p->head, CENTRAL_SIZE);
	put_four(central + 16, p->sum);
	put_four(central + 20, p->packed_len);
	put_four(central + 24, p->len);
	put_four(central + 42, (uint32_t)out->len);
	central[8] &= (unsigned char)~8;        /* no descriptor follows: sum and lengths stand before the part */
	put_four(local, LOCAL);
	memcpy(local + 4, central + 6, 24);     /* version needed to lengths: the same in both */
	buf_put(out, local, sizeof local);
	buf_put(out, p->head + CENTRAL_SIZE, p->name_len);
	buf_put(out, p->packed, p->packed_len);
	/* without extra fields and comment, which libxlsxwriter leaves empty */
	memset(central + 30, 0, 4);
	buf_put(directory, central, sizeof central);
	buf_put(directory, p->head + CENTRAL_SIZE, p->name_len);
}

static void put_all(struct buf *out, const struct parts *parts, struct scope *sc)
{
	struct buf *directory = buf_new(sc);
	unsigned char end[END_SIZE] = {0};
	for (size_t i = 0; i < parts->count; i++)
		put_part(out, directory, &parts->at[i]);
	put_four(end, END);
	end[8] = end[10] = (unsigned char)parts->count;
	end[9] = end[11] = (unsigned char)(parts->count >> 8);
	put_four(end + 12, (uint32_t)directory->len);
	put_four(end + 16, (uint32_t)out->len);
	buf_put(out, directory->at, directory->len);
	buf_put(out, end, sizeof end);
}

static const struct fault *read_all(struct scope *sc, const char *path, const unsigned char **bytes, size_t *len)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("reading {file}", path);
	ssize_t n = -1, got = 0;
	char *out = fstat(fd, &st) == 0 && st.st_size < INT32_MAX ? scope_alloc(sc, (size_t)st.st_size + 1, 1) : NULL;
	while (out && got < st.st_size && (n = read(fd, out + got, (size_t)(st.st_size - got))) > 0)
		got += n;
	const struct fault *f = out && got == st.st_size ? NULL : n < 0 && errno ? fault_errno("reading {file}", path)
		: broken(path);
	close(fd);
	*bytes = (const unsigned char *)out;
	*len = out ? (size_t)got : 0;
	return f;
}

static const struct fault *write_all(const char *path, const struct buf *b)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0)
		return fault_errno("writing {file}", path);
	size_t done = 0;
	ssize_t n = 0;
	while (done < b->len && ((n = write(fd, b->at + done, b->len - done)) > 0 || (n < 0 && errno == EINTR)))
		done += n > 0 ? (size_t)n : 0;
	const struct fault *f = done == b->len ? NULL : fault_errno("writing {file}", path);
	if (close(fd) != 0 && !f)
		f = fault_errno("writing {file}", path);
	return f;
}

const struct fault *xlsx_finish(struct xlsx_book *b, const char *path)
{
	const unsigned char *bytes = NULL;
	struct parts parts = {0};
	struct buf *out = buf_new(b->sc);
	size_t len = 0;
	TRY(read_all(b->sc, path, &bytes, &len));
	b->whole.sc = b->sc;
	if (!take_parts(b->sc, &parts, bytes, len))
		return broken(path);
	for (size_t i = 0; i < parts.count; i++)
		if (!settle(b, &parts.at[i]))
			return broken(path);
	if (!xlsx_whole_book(&b->whole))
		return broken(path);
	put_all(out, &parts, b->sc);
	TRY(write_all(path, out));
	TRY(read_all(b->sc, path, &bytes, &len));
	return len == out->len && memcmp(bytes, out->at, len) == 0 ? NULL : broken(path);
}
