/* zip.c: the one door to libzip. */
#include "base/base.h"
#include "base/library.h"
#include "base/buf.h"
#include "base/lookup.h"
#include "base/utf8.h"
#include "text/zip.h"
#include "zip_library.inc"
#include <sys/mman.h>
#include <unistd.h>
#include <zip.h>

enum { PIECE = 64 << 10, FREE = 1 << 20 };

/* The program is not linked with it: that would be a sixth of the start of each command. */
#define ZIP(DO) DO(source_buffer_create) DO(source_free) DO(open_from_source) DO(discard) DO(get_num_entries) \
	DO(stat_index) DO(fopen_index) DO(fread) DO(fclose)
static struct {
#define MEMBER(name) __typeof__(zip_##name) *name;
#define SYMBOL(name) { "zip_" #name, &zip.name },
	ZIP(MEMBER)
	bool loaded;
} zip;
static const struct library_symbol symbols[] = { ZIP(SYMBOL) };

struct opened {
	struct zip_parts parts;         /* first: whoever has one has the other */
	struct zip *archive;
	struct zip_bounds bounds;
	size_t read;                    /* bytes, of all its parts */
	struct lookup *names;           /* in small letters */
	uint64_t *indexes;              /* by part */
	void *map;
	size_t size;
};
struct zip_stream {
	struct opened *of;
	struct zip_file *file;
	const struct zip_part *part;
	size_t read;
	char piece[PIECE];
};

void zip_load(void) { zip.loaded = library_load(zip_library, symbols, countof(symbols)); }

static struct opened *opened_of(const struct zip_parts *p) { return (struct opened *)(uintptr_t)p; }

static void unmap(void *p)
{
	const struct opened *o = p;
	munmap(o->map, o->size);
}

static void close_archive(void *p) { zip.discard(p); }
static void close_file(void *p) { zip.fclose(p); }

/* --- opening --- */

/* Whole in memory, for a child may neither dup() a descriptor nor ask about its flags, as zip_fdopen() does; nor may
 * it call fstat(), as the C library does that. */
static bool map(struct scope *sc, int fd, struct opened *o)
{
	off_t size = lseek(fd, 0, SEEK_END);
	if (size <= 0)
		return false;
	o->size = (size_t)size;
	o->map = mmap(NULL, o->size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (o->map == MAP_FAILED)
		return false;
	scope_defer(sc, unmap, o);
	return true;
}

static enum zip_state open_archive(struct scope *sc, int fd, struct opened *o)
{
	struct zip_error error = {0};
	if (!zip.loaded)
		return ZIP_NO_LIBRARY;
	if (!map(sc, fd, o))
		return ZIP_NO_ZIP;
	struct zip_source *source = zip.source_buffer_create(o->map, o->size, 0, &error);
	o->archive = source ? zip.open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!o->archive && source)
		zip.source_free(source);
	if (!o->archive)
		return error.zip_err == ZIP_ER_INCONS ? ZIP_DAMAGED : ZIP_NO_ZIP;
	scope_defer(sc, close_archive, o->archive);
	return ZIP_FINE;
}

static const char *small(struct scope *sc, const char *name)
{
	char *s = scope_copy(sc, name);
	for (char *c = s; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return s;
}

/* Of the characters: none that a folder, a disc or a terminal would understand as something else. */
static bool is_plain(const char *name)
{
	for (size_t n; *name; name += n)
		if ((n = utf8_length(name)) == 0 || (unsigned char)*name < ' ' || strchr("\\:\x7f", *name))
			return false;
	return true;
}

static bool is_honest(const char *name)
{
	bool good = *name && *name != '/' && is_plain(name);
	while (good && name) {
		size_t n = strcspn(name, "/");
		good = !(n == 2 && memcmp(name, "..", 2) == 0);
		name = name[n] ? name + n + 1 : NULL;
	}
	return good;
}

static enum zip_state judge(const struct zip_stat *st)
{
	const uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
	if ((st->valid & wanted) != wanted)
		return ZIP_DAMAGED;
	if (st->encryption_method != ZIP_EM_NONE)
		return ZIP_ENCRYPTED;
	return is_honest(st->name) ? ZIP_FINE : ZIP_NAME;
}

static enum zip_state list(struct scope *sc, struct opened *o)
{
	int64_t count = zip.get_num_entries(o->archive, 0);
	if (count < 0 || (uint64_t)count > o->bounds.parts)
		return count < 0 ? ZIP_DAMAGED : ZIP_PARTS;
	struct zip_part *parts = NEWS(sc, struct zip_part, (size_t)count);
	o->indexes = NEWS(sc, uint64_t, (size_t)count);
	o->parts.at = parts;
	for (uint64_t i = 0; i < (uint64_t)count; i++) {
		struct zip_stat st;
		enum zip_state bad = zip.stat_index(o->archive, i, 0, &st) == 0 ? judge(&st) : ZIP_NAME;
		if (bad)
			return bad;
		if (!lookup_add(o->names, small(sc, st.name), o->parts.count))
			return ZIP_TWICE;
		/* a folder keeps its name to itself, and is no part */
		bool folder = st.name[strlen(st.name) - 1] == '/';
		parts[o->parts.count] = (struct zip_part){ scope_copy(sc, st.name), st.size, st.comp_size };
		o->indexes[o->parts.count] = i;
		o->parts.count += !folder;
	}
	return ZIP_FINE;
}

enum zip_state zip_parts_open(struct scope *sc, int fd, const struct zip_bounds *bounds, const struct zip_parts **out)
{
	struct opened *o = NEW(sc, struct opened);
	o->bounds = *bounds;
	o->names = lookup_new(sc);
	enum zip_state bad = open_archive(sc, fd, o);
	if (!bad)
		bad = list(sc, o);
	*out = &o->parts;
	return bad;
}

const struct zip_part *zip_parts_find(const struct zip_parts *parts, const char *name)
{
	SCOPE(turn);
	size_t at = lookup_find(opened_of(parts)->names, small(turn, name));
	size_t len = strlen(name);
	return at < parts->count && len && name[len - 1] != '/' ? &parts->at[at] : NULL;
}

/* --- reading --- */

enum zip_state zip_part_open(struct scope *sc, const struct zip_parts *parts, const struct zip_part *part,
                             struct zip_stream **out)
{
	struct opened *o = opened_of(parts);
	struct zip_stream *s = NEW(sc, struct zip_stream);
	s->of = o;
	s->part = part;
	s->file = zip.fopen_index(o->archive, o->indexes[part - parts->at], 0);
	if (!s->file)
		return ZIP_DAMAGED;
	scope_defer(sc, close_file, s->file);
	*out = s;
	return ZIP_FINE;
}

/* By what came, not by what the file says of itself. */
static bool is_too_much(const struct zip_stream *s)
{
	return s->of->read > s->of->bounds.bytes ||
	       (s->read > FREE && (s->read - FREE) / s->of->bounds.ratio > s->part->packed);
}

enum zip_state zip_stream_next(struct zip_stream *s, const char **bytes, size_t *len)
{
	int64_t n = zip.fread(s->file, s->piece, sizeof s->piece);
	if (n < 0)
		return ZIP_DAMAGED;
	s->read += (size_t)n;
	if (s->read > s->part->size || (n == 0 && s->read != s->part->size))
		return ZIP_DAMAGED;             /* libzip holds the sum against what came, and not the size */
	s->of->read += (size_t)n;
	*bytes = s->piece;
	*len = (size_t)n;
	return is_too_much(s) ? ZIP_SIZE : ZIP_FINE;
}

enum zip_state zip_part_read(struct scope *sc, const struct zip_parts *parts, const struct zip_part *part, size_t limit,
                             const char **bytes, size_t *len)
{
	struct zip_stream *s = NULL;
	struct buf *b = buf_new(sc);
	const char *piece = NULL;
	size_t n = 0;
	enum zip_state bad = zip_part_open(sc, parts, part, &s);
	do {
		bad = bad ? bad : zip_stream_next(s, &piece, &n);
		if (!bad && n > limit - b->len)
			bad = ZIP_SIZE;
		if (!bad)
			buf_put(b, piece, n);
	} while (!bad && n > 0);
	*bytes = b->at;
	*len = b->len;
	return bad;
}
