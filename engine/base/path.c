/* path.c: what may be a path. */
#include "base/base.h"
#include "base/path.h"
#include <ctype.h>
#include <strings.h>

static bool part_is_safe(const char *s, size_t n)
{
	if (n == 0 || (n == 1 && s[0] == '.') || (n == 2 && s[0] == '.' && s[1] == '.'))
		return false;
	/* ".git" in any case, with the dots and blanks Windows drops, and its short name. */
	size_t m = n;
	while (m > 0 && (s[m - 1] == '.' || s[m - 1] == ' '))
		m--;
	if ((m == 4 && strncasecmp(s, ".git", 4) == 0) || (m == 5 && strncasecmp(s, "git~1", 5) == 0))
		return false;
	for (size_t i = 0; i < n; i++)
		if (iscntrl((unsigned char)s[i]) || s[i] == '\\')
			return false;
	return true;
}

bool path_is_safe(const char *path)
{
	for (const char *part = path;; ) {
		const char *end = strchr(part, '/');
		size_t n = end ? (size_t)(end - part) : strlen(part);
		if (!part_is_safe(part, n))
			return false;
		if (!end)
			return true;
		part = end + 1;
	}
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

const char *path_decoded(struct scope *sc, const char *target)
{
	char *out = scope_copy(sc, target), *to = out;
	for (const char *c = target; *c; c++) {
		int high = *c == '%' ? hex(c[1]) : -1, low = high < 0 ? -1 : hex(c[2]);
		bool code = low >= 0 && (high || low);
		*to++ = code ? (char)(high * 16 + low) : *c;
		c += code ? 2 : 0;
	}
	*to = '\0';
	return out;
}

const char *path_encoded(struct scope *sc, const char *path)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = scope_alloc(sc, 3 * strlen(path) + 1, 1), *to = out;
	for (const char *c = path; *c; c++) {
		bool plain = isalnum((unsigned char)*c) || strchr("-._~/", *c);
		*to++ = plain ? *c : '%';
		if (plain)
			continue;
		*to++ = digits[(unsigned char)*c >> 4];
		*to++ = digits[(unsigned char)*c & 15];
	}
	*to = '\0';
	return out;
}

const char *path_resolve(struct scope *sc, const char *from_file, const char *target)
{
	size_t cap = strlen(from_file) + strlen(target) + 2;
	char *out = scope_alloc(sc, cap, 1);
	const char *slash = strrchr(from_file, '/');
	size_t len = 0;
	if (target[0] == '/')
		return NULL;
	if (slash) {
		len = (size_t)(slash - from_file);
		memcpy(out, from_file, len);
	}
	for (const char *part = target; *part; ) {
		size_t n = strcspn(part, "/");
		if (n == 2 && strncmp(part, "..", 2) == 0) {
			if (len == 0)
				return NULL;
			while (len > 0 && out[--len] != '/')
				;
		} else if (n > 0 && !(n == 1 && *part == '.')) {
			if (len > 0)
				out[len++] = '/';
			memcpy(out + len, part, n);
			len += n;
		}
		part += n + (part[n] == '/');
	}
	out[len] = '\0';
	return out;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *path_join(struct scope *sc, const char *dir, const char *name)
{
	size_t n = strlen(dir);
	return scope_printf(sc, "%s%s%s", dir, n && dir[n - 1] != '/' ? "/" : "", name);
}

bool path_has_suffix(const char *path, const char *suffix)
{
	size_t n = strlen(path), m = strlen(suffix);
	return n >= m && strcasecmp(path + n - m, suffix) == 0;
}

bool path_is_picture(const char *path)
{
	static const char *const ends[] = { ".png", ".jpg", ".jpeg", ".gif" };
	for (size_t i = 0; i < countof(ends); i++)
		if (path_has_suffix(path, ends[i]))
			return true;
	return false;
}
