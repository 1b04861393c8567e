/* take_left.c: paths and digests in a file that may vanish: then what was left is saved by a person, as any change. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/lookup.h"
#include "base/path.h"
#include "desk/take_left.h"
#include <fcntl.h>
#include <unistd.h>

enum { LIMIT = 16 << 20 };

static const char *left_file(const struct take *k)
{
	return k->desk->store->results ? path_join(k->desk->sc, k->desk->store->results, "taking") : NULL;
}

/* Lines as sha256sum writes them.  What cannot be read says nothing. */
static const char *read_left(struct take *k)
{
	const char *file = left_file(k), *bytes = "";
	size_t len = 0;
	if (!file || !file_exists(file) || FAILED(file_read(k->desk->sc, file, LIMIT, &bytes, &len)))
		return "";
	return bytes;
}

static const char *line_of(struct scope *sc, const char *digest, const char *path)
{
	return scope_printf(sc, "%s  %s", digest, path);
}

static struct lookup *lines_of(struct scope *sc, const char *left)
{
	struct lookup *lines = lookup_new(sc);
	for (size_t n; *left; left += n + (left[n] == '\n')) {
		n = strcspn(left, "\n");
		lookup_add(lines, scope_copy_bytes(sc, left, n), 0);
	}
	return lines;
}

/* --- what waits unsaved --- */

static const struct fault *digest_of(struct scope *sc, struct source *work, const struct source_entry *e,
                                     char out[DIGEST_TEXT])
{
	const char *bytes = NULL;
	size_t len = 0;
	*out = 0;
	if (e->kind == SOURCE_ATTACHMENT)
		memcpy(out, e->digest, DIGEST_TEXT);
	if (e->kind != SOURCE_FILE)
		return NULL;
	TRY(source_read(sc, work, e->path, &bytes, &len));
	digest_bytes(bytes, len, out);
	return NULL;
}

/* The changes that no take left: all but those whose content is just what one said it would write. */
static const struct fault *find_foreign(struct scope *sc, struct take *k, struct store_change *changes, size_t *count)
{
	const struct lookup *lines = lines_of(sc, read_left(k));
	const struct source_entry *entries = NULL;
	struct source *work = NULL;
	struct lookup *paths = lookup_new(sc);
	size_t n = 0, all = *count;
	TRY(store_source_work(sc, k->desk->store, &work));
	TRY(source_list(sc, work, &entries, &n));
	for (size_t i = 0; i < n; i++)
		lookup_add(paths, entries[i].path, i);
	*count = 0;
	for (size_t i = 0; i < all; i++) {
		char digest[DIGEST_TEXT] = "";
		size_t at = lookup_find(paths, changes[i].path);
		if (at != LOOKUP_NONE)
			TRY(digest_of(sc, work, &entries[at], digest));
		if (lookup_find(lines, line_of(sc, digest, changes[i].path)) == LOOKUP_NONE)
			changes[(*count)++] = changes[i];
	}
	return NULL;
}

const struct fault *take_left_judge(struct take *k, bool *any)
{
	SCOPE(turn);
	const struct store_change *found = NULL;
	size_t count = 0, foreign;
	TRY(store_changes(turn, k->desk->store, &found, &count));
	struct store_change *changes = NEWS(turn, struct store_change, count + 1);
	for (size_t i = 0; i < count; i++)
		changes[i] = found[i];
	foreign = count;
	if (count)
		TRY(find_foreign(turn, k, changes, &foreign));
	*any = count > foreign;
	return desk_refuse_changes(changes, foreign);
}

/* --- what will be written --- */

static const struct fault *put_attachment(const struct attaching_file *f, struct buf *out)
{
	char digest[DIGEST_TEXT];
	uint64_t size;
	int fd = open(f->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return fault_errno("{file}", f->file);
	const struct fault *fault = digest_fd(fd, f->file, digest, &size);
	close(fd);
	buf_printf(out, "%s  %s\n", digest, f->path);
	return fault;
}

const struct fault *take_left_say(struct take *k)
{
	struct buf *b = buf_new(k->desk->sc);
	const char *file = left_file(k);
	char digest[DIGEST_TEXT];
	if (!file)
		return NULL;
	buf_text(b, read_left(k));
	for (size_t i = 0; i < k->files.count; i++) {
		digest_bytes(k->files.at[i].bytes, k->files.at[i].len, digest);
		buf_printf(b, "%s  %s\n", digest, k->files.at[i].path);
	}
	for (size_t i = 0; i < k->attaching.files.count; i++)
		TRY(put_attachment(&k->attaching.files.at[i], b));
	return file_write(file, b->at, b->len);
}

void take_left_forget(struct take *k)
{
	const char *file = left_file(k);
	if (file)
		unlink(file);
}
