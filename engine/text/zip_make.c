/* zip_make.c: the door to libzip for what is made with it; zip.c reads. */
#include "base/base.h"
#include "base/file.h"
#include "base/library.h"
#include "base/path.h"
#include "text/zip_make.h"
#include "zip_library.inc"
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum { PIECE = 64 << 10, FIRST_DAY = 1 << 5 | 1 };      /* 1980-01-01, as early as a zip file knows */

#define ZIP(DO) DO(open) DO(close) DO(discard) DO(source_file_create) DO(source_free) DO(file_add) \
	DO(set_file_compression) DO(file_set_dostime) DO(get_num_entries) DO(fopen) DO(fread) DO(fclose)
static struct {
#define MEMBER(name) __typeof__(zip_##name) *name;
#define SYMBOL(name) { "zip_" #name, &zip.name },
	ZIP(MEMBER)
} zip;
static const struct library_symbol symbols[] = { ZIP(SYMBOL) };

struct packing { struct scope *sc; const char *folder, *name, *path; const char *const *files; size_t count; };

static const struct fault *tell(const struct packing *p)
{
	return fault_make(FAULT_SYSTEM, "{file} cannot be packed; is the disc sound, and is there room?", p->name);
}

static const char *name_of(const struct packing *p, size_t i)
{
	return path_join(p->sc, p->name, p->files[i]);
}

/* Its bytes are read as the archive is closed. */
static bool add(const struct packing *p, struct zip *archive, size_t i)
{
	const char *file = path_join(p->sc, p->folder, p->files[i]);
	struct zip_source *source = zip.source_file_create(file, 0, -1, NULL);
	int64_t at = source ? zip.file_add(archive, name_of(p, i), source, ZIP_FL_ENC_UTF_8) : -1;
	if (source && at < 0)
		zip.source_free(source);
	return at >= 0 && zip.set_file_compression(archive, (uint64_t)at, ZIP_CM_STORE, 0) == 0
	       && zip.file_set_dostime(archive, (uint64_t)at, 0, FIRST_DAY, 0) == 0;
}

static bool pack(const struct packing *p)
{
	struct zip *archive = zip.open(p->path, ZIP_CREATE | ZIP_EXCL, NULL);
	bool done = archive != NULL;
	for (size_t i = 0; i < p->count && done; i++)
		done = add(p, archive, i);
	if (done && zip.close(archive) == 0)
		return true;
	if (archive)
		zip.discard(archive);
	return false;
}

/* The library holds its sum against what it reads; the length is held against the file's. */
static bool is_whole(const struct packing *p, struct zip *archive, size_t i)
{
	char piece[PIECE];
	struct stat st;
	uint64_t read = 0;
	int64_t n = 0;
	struct zip_file *f = zip.fopen(archive, name_of(p, i), 0);
	while (f && (n = zip.fread(f, piece, sizeof piece)) > 0)
		read += (uint64_t)n;
	bool fine = f && n == 0 && stat(path_join(p->sc, p->folder, p->files[i]), &st) == 0
	            && read == (uint64_t)st.st_size;
	if (f)
		zip.fclose(f);
	return fine;
}

static bool read_back(const struct packing *p)
{
	struct zip *archive = zip.open(p->path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
	bool whole = archive && zip.get_num_entries(archive, 0) == (int64_t)p->count;
	for (size_t i = 0; i < p->count && whole; i++)
		whole = is_whole(p, archive, i);
	if (archive)
		zip.discard(archive);
	return whole;
}

const struct fault *zip_make(const char *folder, const char *name, const char *path)
{
	SCOPE(sc);
	struct packing p = { .sc = sc, .folder = folder, .name = name, .path = path };
	TRY(file_tree(sc, folder, &p.files, &p.count));
	/* where it fails the library leaves nothing, and what another put there stays */
	if (!library_load(zip_library, symbols, countof(symbols)) || !pack(&p))
		return tell(&p);
	if (read_back(&p))
		return NULL;
	unlink(path);
	return tell(&p);
}
