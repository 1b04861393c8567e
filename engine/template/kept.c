/* kept.c: a template's files together in one file that may vanish, for who would else read each from the journal. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "template/template_private.h"

enum { KEPT_LIMIT = 32 << 20 };

/* A file: its size, a blank, its path and a NUL, its bytes and a NUL; NULL where there is none. */
static const char *take_file(struct template_file *f, const char *at, const char *end)
{
	char *blank = NULL;
	if (*at < '0' || *at > '9')
		return NULL;
	unsigned long long len = strtoull(at, &blank, 10);
	const char *nul = memchr(at, 0, (size_t)(end - at));
	if (!nul || *blank != ' ' || len >= (size_t)(end - nul - 1) || nul[1 + len] != 0)
		return NULL;
	*f = (struct template_file){ .path = blank + 1, .bytes = nul + 1, .len = (size_t)len };
	return nul + 1 + len + 1;
}

static const struct template_files *read_kept(struct scope *sc, const char *file, const char *mark)
{
	struct template_files *files = NEW(sc, struct template_files);
	const char *bytes = NULL;
	size_t len = 0, n = strlen(mark);
	/* what cannot be read, or is something else, is not there */
	if (!file_exists(file) || FAILED(file_read(sc, file, KEPT_LIMIT, &bytes, &len)))
		return NULL;
	if (len <= n || memcmp(bytes, mark, n) != 0 || bytes[n] != '\n')
		return NULL;
	for (const char *at = bytes + n + 1; at < bytes + len; ) {
		struct template_file f;
		if (!(at = take_file(&f, at, bytes + len)))
			return NULL;
		*LIST_ADD(sc, files) = f;
	}
	return files;
}

bool template_open_kept(struct scope *sc, const char *file, const char *mark, const char *snapshot,
                        const struct template **out)
{
	const struct template_files *files = read_kept(sc, file, mark);
	/* damaged, or no template: it is read from the journal, and what is wrong there is told */
	return files && !FAILED(template_open(sc, files, out)) && strcmp((*out)->snapshot, snapshot) == 0;
}

void template_files_keep(const char *file, const char *mark, const struct template_files *files)
{
	SCOPE(turn);
	struct buf *b = buf_new(turn);
	buf_printf(b, "%s\n", mark);
	for (size_t i = 0; i < files->count; i++) {
		const struct template_file *f = &files->at[i];
		buf_printf(b, "%zu %s", f->len, f->path);
		buf_put(b, "", 1);
		buf_put(b, f->bytes, f->len);
		buf_put(b, "", 1);
	}
	if (b->len <= KEPT_LIMIT)       /* where it cannot be kept it is read from the journal each time */
		file_keep(file, b->at, b->len);
}
