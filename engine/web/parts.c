/* parts.c: boundaries, and the heads behind them. */
#include "base/base.h"
#include "base/path.h"
#include "base/utf8.h"
#include "web/address.h"
#include "web/parts.h"

static const char media[] = "multipart/form-data";

enum { BOUNDARY = 70, HEAD = 4096 };    /* bytes; RFC 2046 allows a boundary of so many */

bool parts_is_form(const char *type)
{
	return type && strncasecmp(type, media, sizeof media - 1) == 0 && strchr("; ", type[sizeof media - 1])
	       && type[sizeof media - 1];
}

/* What stands between parts: a line feed, two hyphens, and the boundary; NULL: it is not well formed. */
static const char *boundary_of(struct scope *sc, const char *type)
{
	const char *at = strstr(type, "boundary=");
	if (!at)
		return NULL;
	at += strlen("boundary=");
	bool quoted = *at == '"';
	at += quoted;
	size_t n = strcspn(at, quoted ? "\"" : "; ");
	if (n == 0 || n > BOUNDARY || (quoted && at[n] != '"'))
		return NULL;
	return scope_printf(sc, "\r\n--%.*s", (int)n, at);
}

/* A value of Content-Disposition, as browsers write it: a quotation mark as %22.  NULL: it is not there. */
static const char *value_of(struct scope *sc, const char *head, const char *name)
{
	const char *want = scope_printf(sc, "; %s=\"", name), *at = strstr(head, want);
	struct buf *b = buf_new(sc);
	if (!at)
		return NULL;
	for (at += strlen(want); *at && *at != '"'; at++) {
		bool quote = strncmp(at, "%22", 3) == 0;
		buf_char(b, quote ? '"' : *at);
		at += quote ? 2 : 0;
	}
	return *at == '"' ? b->at : NULL;
}

static bool is_clean(const char *s, bool lines)
{
	for (size_t n; *s; s += n) {
		unsigned char c = (unsigned char)*s;
		n = utf8_length(s);
		if (n == 0 || c == 0x7f || (c < 0x20 && !(lines && (c == '\n' || c == '\t'))))
			return false;
	}
	return true;
}

/* The last step of what may be a path of the sender's machine. */
static const char *base_of(const char *name)
{
	const char *back = strrchr(name, '\\'), *slash = strrchr(name, '/');
	const char *last = back > slash ? back : slash;
	return last ? last + 1 : name;
}

static const char *without_returns(struct scope *sc, const char *bytes, size_t len)
{
	char *out = scope_alloc(sc, len + 1, 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (bytes[i] != '\r')
			out[n++] = bytes[i];
	return out;
}

static bool take_field(struct scope *sc, const char *name, const char *bytes, size_t len, struct page_values *values)
{
	const char *value = without_returns(sc, bytes, len);
	if (memchr(bytes, 0, len) || !is_clean(value, true) || values->count >= PAGE_VALUES)
		return false;
	*LIST_ADD(sc, values) = (struct page_value){ name, value };
	return true;
}

static bool has_file(const struct page_files *files, const char *name)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->at[i].name, name) == 0)
			return true;
	return false;
}

/* A name of Windows may be long, of a Mac begin with a dot, and come twice out of two folders. */
static const struct fault *judge_name(const char *file, const struct page_files *files)
{
	if (strlen(file) > PAGE_NAME)
		return fault_make(FAULT_USAGE, "the name of the file \"{file.40}...\" is too long: {most} bytes at "
			"most, which is {letters} Japanese letters; nothing was done", file, PAGE_NAME, PAGE_NAME / 3);
	if (*file == '.')
		return fault_make(FAULT_USAGE, "the name of the file \"{file}\" begins with a dot; give it another "
			"one. Nothing was done", file);
	if (files->count >= PAGE_FILES)
		return fault_make(FAULT_USAGE, "there are more than {most} files; send them in parts. Nothing was done",
			PAGE_FILES);
	if (has_file(files, file))
		return fault_make(FAULT_USAGE, "two files are called \"{file}\"; send them one after the other. "
			"Nothing was done", file);
	return NULL;
}

static const struct fault *unreadable(void)
{
	return fault_make(FAULT_USAGE, "the form cannot be read; nothing was done. Take out control characters and "
		"send it again");
}

static const struct fault *take_part(struct scope *sc, const char *head, const char *bytes, size_t len,
                                     struct page_values *values, struct page_files *files)
{
	const char *name = value_of(sc, head, "name"), *file = value_of(sc, head, "filename");
	if (strncasecmp(head, "Content-Disposition: form-data;", 31) != 0 || !name || !is_clean(name, false))
		return unreadable();
	if (!file)
		return take_field(sc, name, bytes, len, values) ? NULL : unreadable();
	file = base_of(file);
	if (!*file && len == 0)
		return NULL;                    /* nobody chose one */
	if (!*file || !is_clean(file, false))
		return unreadable();
	TRY(judge_name(file, files));
	*LIST_ADD(sc, files) = (struct page_file){ name, file, bytes, len };
	return NULL;
}

/* The header that says what a part is, which may stand behind others. */
static const char *head_of(struct scope *sc, const char *at, size_t len)
{
	const char *head = scope_copy_bytes(sc, at, len);
	for (const char *line = head; *line; ) {
		if (strncasecmp(line, "Content-Disposition:", 20) == 0)
			return scope_copy_bytes(sc, line, strcspn(line, "\r"));
		const char *end = strstr(line, "\r\n");
		line = end ? end + 2 : "";
	}
	return "";
}

const struct fault *parts_read(struct scope *sc, const char *type, const char *body, size_t len,
                               struct page_values *values, struct page_files *files)
{
	const char *between = boundary_of(sc, type), *end = body + len, *at = body;
	size_t n = between ? strlen(between) : 0;
	if (!between || len < n || memcmp(body, between + 2, n - 2) != 0)
		return unreadable();
	for (at += n - 2; end - at >= 2 && memcmp(at, "\r\n", 2) == 0; ) {
		at += 2;
		size_t most = (size_t)(end - at) < HEAD ? (size_t)(end - at) : HEAD;
		const char *stop = memmem(at, most, "\r\n\r\n", 4);
		const char *next = stop ? memmem(stop + 4, (size_t)(end - stop - 4), between, n) : NULL;
		if (!next || memchr(at, 0, (size_t)(stop - at)))
			return unreadable();
		TRY(take_part(sc, head_of(sc, at, (size_t)(stop - at)), stop + 4, (size_t)(next - stop - 4), values,
		              files));
		at = next + n;
	}
	return end - at >= 2 && memcmp(at, "--", 2) == 0 ? NULL : unreadable();
}
