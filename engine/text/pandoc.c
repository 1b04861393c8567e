/* pandoc.c: the one place that runs pandoc. */
#include "base/buf.h"
#include "base/tool.h"
#include "text/pandoc.h"
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SECONDS = 60, FILE_LIMIT = 256 << 20, JSON_LIMIT = 64 << 20, DOCX_LIMIT = 64 << 20, VERSION_LIMIT = 4096 };
static const size_t memory = (size_t)2 << 30;

bool pandoc_is_here(void) { return tool_is_here("pandoc"); }

static const struct fault *missing(void)
{
	return fault_make(FAULT_SYSTEM, "wants the program pandoc, which is not on this machine; install the package "
	                  "pandoc, and try again");
}

/* --- reading --- */

/* What people take for a .docx, by its first bytes. */
static const struct fault *look_at(const unsigned char *b, size_t len)
{
	static const unsigned char old[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };
	if (len >= 4 && memcmp(b, "PK\3\4", 4) == 0)
		return NULL;
	if (len >= sizeof old && memcmp(b, old, sizeof old) == 0)
		return fault_make(FAULT_USAGE, "is an older Word document, or one with a password; open it in Word and "
		                  "save it as .docx without a password");
	if (len >= 5 && memcmp(b, "%PDF-", 5) == 0)
		return fault_make(FAULT_USAGE, "is a PDF and not a Word document; attach it as it is");
	return fault_make(FAULT_USAGE, "is not a Word document (.docx); open it in Word and save it as .docx");
}

const struct fault *pandoc_look(int fd)
{
	unsigned char first[8];
	off_t size = lseek(fd, 0, SEEK_END);
	ssize_t n = pread(fd, first, sizeof first, 0);
	if (size < 0 || n < 0 || lseek(fd, 0, SEEK_SET) != 0)
		return fault_errno("cannot be read");
	TRY(look_at(first, (size_t)n));
	if (size > FILE_LIMIT)
		return fault_make(FAULT_USAGE, "has more than {limit} bytes; make its pictures smaller, or take it in "
		                  "parts", FILE_LIMIT);
	return NULL;
}

const struct fault *pandoc_read_docx(struct scope *sc, int fd, const struct json **document)
{
	static const char *const argv[] = { "pandoc", "-f", "docx", "-t", "json", "--track-changes=all", "--sandbox",
	                                    NULL };
	const struct tool_bounds bounds = { SECONDS, memory, JSON_LIMIT, NULL };
	size_t len = 0;
	TRY(pandoc_look(fd));
	if (!pandoc_is_here())
		return missing();
	const char *text = tool_read(sc, argv, fd, &bounds, &len);
	if (!text)
		return fault_make(FAULT_CORRUPT, "is damaged, or too large to be read; open it in Word and save it "
		                  "again, or take it in parts");
	const struct fault *f = json_read_foreign(sc, "pandoc", text, len, JSON_LIMIT, PANDOC_DEPTH, document);
	return f ? fault_while(f, "cannot be read") : NULL;
}

/* --- writing --- */

static void close_file(void *fd) { close((int)(intptr_t)fd); }

static const struct fault *file_of(struct scope *sc, const char *bytes, size_t len, int *out)
{
	int fd = memfd_create("pandoc", MFD_CLOEXEC);
	if (fd < 0)
		return fault_errno("there is no room for a document to write");
	scope_defer(sc, close_file, (void *)(intptr_t)fd);
	for (size_t done = 0; done < len; ) {
		ssize_t n = write(fd, bytes + done, len - done);
		if (n < 0 && errno != EINTR)
			return fault_errno("there is no room for a document to write");
		done += n > 0 ? (size_t)n : 0;
	}
	if (lseek(fd, 0, SEEK_SET) != 0)
		return fault_errno("there is no room for a document to write");
	*out = fd;
	return NULL;
}

static bool has_picture(const struct json *j)
{
	const char *kind = json_text(json_member(j, "t"));
	if (kind && strcmp(kind, "Image") == 0)
		return true;
	for (size_t i = 0; j && i < json_count(j); i++)
		if (has_picture(json_key(j, i) ? json_member(j, json_key(j, i)) : json_item(j, i)))
			return true;
	return false;
}

/* The version of the format, as pandoc itself writes it: a document of another one is refused. */
static const struct fault *put_version(struct scope *sc, struct buf *b)
{
	static const char *const argv[] = { "pandoc", "-f", "markdown", "-t", "json", NULL };
	const struct tool_bounds bounds = { SECONDS, memory, VERSION_LIMIT, NULL };
	const struct json *empty = NULL;
	size_t len = 0;
	int in = -1;
	TRY(file_of(sc, "", 0, &in));
	const char *text = tool_read(sc, argv, in, &bounds, &len);
	if (!text)
		return fault_make(FAULT_SYSTEM, "pandoc does not run on this machine; is there less than 2 GB of "
		                  "memory for it?");
	TRY(json_read_foreign(sc, "pandoc", text, len, VERSION_LIMIT, PANDOC_DEPTH, &empty));
	const struct json *version = json_member(empty, "pandoc-api-version");
	for (size_t i = 0; i < json_count(version); i++) {
		int64_t part = 0;
		json_number(json_item(version, i), &part);
		buf_printf(b, "%s%lld", i ? "," : "", (long long)part);
	}
	return NULL;
}

static const struct fault *document_of(struct scope *sc, const char *blocks, const char *meta, struct buf *b)
{
	const struct json *whole = NULL;
	buf_text(b, "{\"pandoc-api-version\":[");
	TRY(put_version(sc, b));
	buf_printf(b, "],\"meta\":%s,\"blocks\":", meta ? meta : "{}");
	buf_text(b, blocks);
	buf_char(b, '}');
	TRY(json_read_foreign(sc, "document", b->at, b->len, JSON_LIMIT, PANDOC_DEPTH, &whole));
	if (has_picture(whole))
		return fault_make(FAULT_USAGE, "a Word document is written without pictures; name them in words");
	return NULL;
}

const struct fault *pandoc_write_docx(struct scope *sc, const char *blocks, const char *meta, const char *reference,
                                      const char **docx, size_t *len)
{
	const char *styles = reference ? scope_printf(sc, "--reference-doc=%s", reference) : NULL;
	const char *const argv[] = { "pandoc", "-f", "json", "-t", "docx", "-o", "-", styles, NULL };
	const struct tool_bounds bounds = { SECONDS, memory, DOCX_LIMIT, NULL };
	struct buf *document = buf_new(sc);
	int in = -1;
	if (!pandoc_is_here())
		return missing();
	TRY(document_of(sc, blocks, meta, document));
	TRY(file_of(sc, document->at, document->len, &in));
	*docx = tool_read(sc, argv, in, &bounds, len);
	return *docx ? NULL : fault_make(FAULT_SYSTEM, "pandoc does not write this document");
}
