/* kept.c: lines of digest, number and the digest of both, in one small file. */
#include "base/base.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/kept.h"
#include "base/list.h"

/* A line: 64 digits, a number of 10 digits, 64 digits. */
enum { DIGITS = DIGEST_TEXT - 1, NUMBER = 10, SUM = DIGITS + 1 + NUMBER + 1, LINE = SUM + DIGITS + 1, LINES = 10000 };

struct kept {
	const char *file, *made_by, *bytes;
	size_t len;
	struct { const char **at; size_t count, cap; } lines;   /* sorted by digest */
	struct buf *added;
};

static int by_digest(const void *a, const void *b)
{
	return memcmp(*(const char *const *)a, *(const char *const *)b, DIGITS);
}

struct kept *kept_open(struct scope *sc, const char *file, const char *made_by)
{
	struct kept *k = NEW(sc, struct kept);
	*k = (struct kept){ .file = file, .made_by = made_by, .bytes = "", .added = buf_new(sc) };
	/* what cannot be read is worked out again */
	if (!file || FAILED(file_read(sc, file, (size_t)LINE * LINES, &k->bytes, &k->len)))
		return k;
	const char *end = k->bytes + k->len;
	for (const char *at = k->bytes; at && end - at >= LINE; at = at ? at + 1 : NULL) {
		*LIST_ADD(sc, &k->lines) = at;
		at = memchr(at, '\n', (size_t)(end - at));
	}
	if (k->lines.count)
		qsort(k->lines.at, k->lines.count, sizeof *k->lines.at, by_digest);
	return k;
}

static void print_line(const struct kept *k, const char *digest, int number, char out[LINE + 1])
{
	SCOPE(turn);
	char sum[DIGEST_TEXT];
	struct digest *d = digest_start(turn);
	snprintf(out, LINE + 1, "%.*s %0*d ", DIGITS, digest, NUMBER, number);
	digest_add(d, k->made_by, strlen(k->made_by) + 1);
	digest_add(d, out, SUM);
	digest_end(d, sum);
	snprintf(out + SUM, LINE + 1 - SUM, "%s\n", sum);
}

static bool line_holds(const struct kept *k, const char *line, const char *digest, int *number)
{
	char again[LINE + 1], text[NUMBER + 1];
	snprintf(text, sizeof text, "%.*s", NUMBER, line + DIGITS + 1);
	*number = atoi(text);
	print_line(k, digest, *number, again);
	return memcmp(line, again, LINE) == 0;
}

bool kept_find(const struct kept *k, const char digest[DIGEST_TEXT], int *number)
{
	size_t low = 0, high = k->lines.count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (memcmp(k->lines.at[mid], digest, DIGITS) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	int found = 0;
	for (; low < k->lines.count && memcmp(k->lines.at[low], digest, DIGITS) == 0; low++)
		if (line_holds(k, k->lines.at[low], digest, &found)) {
			*number = found;
			return true;
		}
	return false;
}

void kept_add(struct kept *k, const char digest[DIGEST_TEXT], int number)
{
	char line[LINE + 1];
	if (!k->file || number < 0)
		return;
	print_line(k, digest, number, line);
	buf_put(k->added, line, LINE);
}

/* Lines of others, and damaged ones, go with the next writing once there are too many. */
void kept_save(struct kept *k)
{
	SCOPE(turn);
	struct buf *all = buf_new(turn);
	if (!k->file || k->added->len == 0)
		return;
	if (k->len + k->added->len <= (size_t)LINE * LINES)
		buf_put(all, k->bytes, k->len);
	if (all->len && all->at[all->len - 1] != '\n')
		buf_put(all, "\n", 1);
	buf_put(all, k->added->at, k->added->len);
	if (!file_keep(k->file, all->at, all->len))
		k->file = NULL;         /* it is not tried again; what it holds can always be worked out */
}
