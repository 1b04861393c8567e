/* pointer.c: reading and writing LFS pointers. */
#include "base/base.h"
#include "store/pointer.h"
#include <inttypes.h>

static const char first[] = "version https://git-lfs.github.com/spec/v1\noid sha256:";

/* SHA-256 of nothing. */
#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static size_t print_whole(const struct pointer *p, char out[POINTER_MAX])
{
	return (size_t)snprintf(out, POINTER_MAX, "%s%s\nsize %" PRIu64 "\n", first, p->digest, p->size);
}

bool pointer_parse(const char *bytes, size_t len, struct pointer *out)
{
	char again[POINTER_MAX];
	size_t n = strlen(first);
	if (len == 0) {
		memcpy(out->digest, EMPTY, sizeof out->digest);
		out->size = 0;
		return true;
	}
	if (len >= POINTER_MAX || len < n + 64 + 8 || memcmp(bytes, first, n) != 0)
		return false;
	memcpy(out->digest, bytes + n, 64);
	out->digest[64] = '\0';
	if (!digest_is_valid(out->digest) || memcmp(bytes + n + 64, "\nsize ", 6) != 0)
		return false;
	out->size = 0;
	for (size_t i = n + 70; i < len && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
		if (out->size > UINT64_MAX / 100)
			return false;
		out->size = out->size * 10 + (uint64_t)(bytes[i] - '0');
	}
	if (out->size == 0 && strcmp(out->digest, EMPTY) != 0)
		return false;
	return print_whole(out, again) == len && memcmp(again, bytes, len) == 0;
}

bool pointer_is_damaged(const char *bytes, size_t len)
{
	static const char begin[] = "version https://git-lfs.github.com/spec/";
	struct pointer p;
	size_t at = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, n = strlen(begin);
	while (at < len && strchr(" \t\r\n", bytes[at]) && bytes[at])
		at++;
	return len <= POINTER_DAMAGED_MAX && len - at >= n && memcmp(bytes + at, begin, n) == 0
	       && !pointer_parse(bytes, len, &p);
}

bool pointer_next(const char *bytes, size_t len, size_t *at, char digest[DIGEST_TEXT])
{
	static const char before[] = "oid sha256:";
	size_t n = strlen(before);
	for (; *at + n + 64 <= len; (*at)++) {
		if (memcmp(bytes + *at, before, n) != 0)
			continue;
		memcpy(digest, bytes + *at + n, 64);
		digest[64] = '\0';
		if (digest_is_valid(digest)) {
			*at += n + 64;
			return true;
		}
	}
	return false;
}

size_t pointer_print(const struct pointer *p, char out[POINTER_MAX])
{
	*out = '\0';
	return p->size ? print_whole(p, out) : 0;
}
