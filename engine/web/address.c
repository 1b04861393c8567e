/* address.c: percent signs, pluses and what may not stand behind them (RFC 3986; the form as HTML 5 sends it). */
#include "base/base.h"
#include "base/utf8.h"
#include "web/address.h"
#include <ctype.h>

static bool is_utf8(const char *s, size_t len)
{
	for (size_t i = 0, n; i < len; i += n)
		if ((n = utf8_length(s + i)) == 0)
			return false;
	return true;
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
	     : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* NULL: not well formed.  lines: line feeds and tabs may stand in it, and a carriage return goes. */
static const char *decode(struct scope *sc, const char *s, size_t len, bool form, bool lines)
{
	char *out = scope_alloc(sc, len + 1, 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		int c = (unsigned char)s[i];
		if (c == '%') {
			if (i + 2 >= len || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				return NULL;
			c = hex(s[i + 1]) * 16 + hex(s[i + 2]);
			i += 2;
		} else if (form && c == '+') {
			c = ' ';
		}
		if (lines && c == '\r')
			continue;
		if ((c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7f)
			return NULL;
		out[n++] = (char)c;
	}
	return is_utf8(out, n) ? out : NULL;
}

static bool read_values(struct scope *sc, const char *s, size_t len, bool lines, struct page_values *out)
{
	for (size_t i = 0, n; i < len; i += n + 1) {
		const char *end = memchr(s + i, '&', len - i);
		n = end ? (size_t)(end - (s + i)) : len - i;
		if (n == 0)
			continue;
		const char *is = memchr(s + i, '=', n);
		size_t name = is ? (size_t)(is - (s + i)) : n;
		struct page_value v = { decode(sc, s + i, name, true, false),
		                        is ? decode(sc, is + 1, n - name - 1, true, lines) : "" };
		if (!v.name || !v.value || out->count >= PAGE_VALUES)
			return false;
		*LIST_ADD(sc, out) = v;
	}
	return true;
}

bool address_form(struct scope *sc, const char *body, size_t len, struct page_values *out)
{
	return read_values(sc, body, len, true, out);
}

/* No segment that means another folder; one at the end may be empty. */
static bool is_plain(const char *path)
{
	for (const char *s = path; *s == '/'; ) {
		size_t n = strcspn(s + 1, "/");
		bool last = !s[1 + n];
		if ((n == 0 && !last) || (n == 1 && s[1] == '.') || (n == 2 && s[1] == '.' && s[2] == '.')
		    || memchr(s + 1, '\\', n))
			return false;
		s += n + 1;
	}
	return true;
}

bool address_read(struct scope *sc, const char *target, const char **path, struct page_values *values)
{
	size_t n = strcspn(target, "?");
	const char *query = target + n + (target[n] == '?');
	if (target[0] != '/' || strchr(target, '#'))
		return false;
	*path = decode(sc, target, n, false, false);
	return *path && is_plain(*path) && read_values(sc, query, strlen(query), false, values);
}

bool address_fits(struct scope *sc, const char *pattern, const char *path, const char *holes[PAGE_HOLES])
{
	size_t filled = 0;
	while (*pattern) {
		if (strcmp(pattern, "{*}") == 0) {
			holes[filled] = path;
			return *path;
		}
		if (strncmp(pattern, "{}", 2) == 0) {
			size_t n = strcspn(path, "/"), tail = strcspn(pattern + 2, "/{");
			if (tail > n || strncmp(path + n - tail, pattern + 2, tail) != 0 || n == tail)
				return false;
			holes[filled++] = scope_copy_bytes(sc, path, n - tail);
			path += n;
			pattern += 2 + tail;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return !*path;
}

const char *address_cookie(struct scope *sc, const char *header, const char *name)
{
	size_t n = strlen(name);
	for (const char *s = header; s && *s; s += strcspn(s, ";"), s += *s == ';') {
		s += strspn(s, " ");
		if (strncmp(s, name, n) == 0 && s[n] == '=')
			return scope_copy_bytes(sc, s + n + 1, strcspn(s + n + 1, "; "));
	}
	return "";
}

/* "ja;q=0.8" in thousandths; what is not understood counts nothing. */
static int weight(const char *s)
{
	const char *q = s + strcspn(s, ",;");
	if (*q != ';')
		return 1000;
	q += 1 + strspn(q + 1, " ");
	if (strncmp(q, "q=", 2) != 0)
		return 0;
	if (q[2] == '1')
		return 1000;
	int out = 0, unit = 100;
	const char *d = strncmp(q, "q=0.", 4) == 0 ? q + 4 : "";
	for (; isdigit((unsigned char)*d) && unit; d++, unit /= 10)
		out += (*d - '0') * unit;
	return out;
}

const char *address_language(struct scope *sc, const char *header)
{
	const char *best = NULL;
	int most = 0;
	for (const char *s = header; s && *s; s += strcspn(s, ","), s += *s == ',') {
		s += strspn(s, " ");
		const char *code = scope_copy_bytes(sc, s, strcspn(s, "-,; "));
		const char *known = strcmp(code, "en") == 0 ? code : NULL;
		for (size_t i = 0; phrase_languages[i] && !known; i++)
			known = strcmp(phrase_languages[i], code) == 0 ? phrase_languages[i] : NULL;
		if (known && weight(s) > most) {
			most = weight(s);
			best = known;
		}
	}
	return best && strcmp(best, "en") == 0 ? NULL : best;
}

const char *address_write(struct scope *sc, const char *path)
{
	struct buf *b = buf_new(sc);
	for (; *path; path++)
		if (isalnum((unsigned char)*path) || strchr("-._~/", *path))
			buf_char(b, *path);
		else
			buf_printf(b, "%%%02X", (unsigned char)*path);
	return b->at;
}
