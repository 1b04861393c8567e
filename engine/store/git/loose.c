/* loose.c: objects that lie in files of their own, read by us: libgit2 1.5 waits for ever for the rest of one that was
 * cut off, and follows links and opens pipes.  In front of its own reader; packs, and all writing,
 * stay with libgit2. */
#include "store/git/git_private.h"
#include <errno.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

struct loose { git_odb_backend backend; const char *folder; };
struct object {
	const unsigned char *packed;
	size_t size;
	z_stream z;
	git_object_t type;
	size_t len, head_len, head_read;
	char head[64];
	unsigned char room[4096];               /* for a small one, as most are */
};

enum { DENSEST = 1032 };                /* what deflate can make of a byte at the most */

static int broken(const char *what)
{
	git_error_set_str(GIT_ERROR_ODB, what);
	return GIT_ERROR;
}

/* With the words of errno, as libgit2 has them. */
static int unread(void)
{
	char text[256];
	snprintf(text, sizeof text, "a loose object cannot be read: %s", strerror(errno));
	return broken(text);
}

/* "commit 231" and a NUL, then the bytes: the head is at the front of what comes out first. */
static int read_head(struct object *o)
{
	o->z = (z_stream){ .next_in = (unsigned char *)(uintptr_t)o->packed, .avail_in = (uInt)o->size,
		.next_out = (unsigned char *)o->head, .avail_out = sizeof o->head };
	if (inflateInit(&o->z) != Z_OK)
		return broken("no memory for a loose object");
	int e = inflate(&o->z, Z_SYNC_FLUSH);
	o->head_read = sizeof o->head - o->z.avail_out;
	const char *end = memchr(o->head, '\0', o->head_read), *space = end ? strchr(o->head, ' ') : NULL;
	if ((e != Z_OK && e != Z_STREAM_END) || !space)
		return broken("a loose object is damaged");
	char *rest = NULL, *kind = o->head, name[16] = "";
	snprintf(name, sizeof name, "%.*s", (int)(space - kind), kind);
	o->type = git_object_string2type(name);
	o->len = strtoul(space + 1, &rest, 10);
	o->head_len = (size_t)(end - o->head) + 1;
	return git_object_typeisloose(o->type) && rest == end && o->len / DENSEST <= o->size ? 0
	       : broken("a loose object is damaged");
}

static int read_bytes(struct object *o, unsigned char *out)
{
	size_t had = o->head_read - o->head_len;
	if (had > o->len)
		return broken("a loose object is damaged");
	memcpy(out, o->head + o->head_len, had);
	o->z.next_out = out + had;
	o->z.avail_out = (uInt)(o->len - had);
	unsigned char none;
	if (o->z.avail_out == 0) {              /* the end of the stream is still to come */
		o->z.next_out = &none;
		o->z.avail_out = 1;
	}
	int e = inflate(&o->z, Z_FINISH);
	bool whole = e == Z_STREAM_END && o->z.total_out == o->head_len + o->len && o->z.avail_in == 0;
	return whole ? 0 : broken("a loose object is cut off or damaged");
}

/* Once more where the disc fails for a moment. */
static int read_file(int fd, size_t size, struct object *o)
{
	int failed = 0;
	o->packed = size <= sizeof o->room ? o->room : malloc(size);
	while (o->packed && o->size < size) {
		ssize_t n = read(fd, (unsigned char *)(uintptr_t)o->packed + o->size, size - o->size);
		if (n < 0 && (errno == EINTR || (errno == EIO && failed++ == 0)))
			continue;
		if (n <= 0)
			return n < 0 ? unread() : broken("a loose object is cut off or damaged");
		o->size += (size_t)n;
	}
	return o->packed ? 0 : unread();
}

/* 0: it is open and its head is read; close_object() in any case but GIT_ENOTFOUND. */
static int open_object(const struct loose *l, const git_oid *oid, struct object *o)
{
	char hex[GIT_OID_HEXSZ + 1], path[4096];
	struct stat st;
	memset(o, 0, offsetof(struct object, head));
	git_oid_tostr(hex, sizeof hex, oid);
	if ((size_t)snprintf(path, sizeof path, "%s/objects/%.2s/%s", l->folder, hex, hex + 2) >= sizeof path)
		return GIT_ENOTFOUND;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT ? GIT_ENOTFOUND : errno == ELOOP ? broken("a loose object is a link") : unread();
	int e = fstat(fd, &st) != 0 ? unread() : S_ISREG(st.st_mode) && st.st_size > 0 && st.st_size < INT32_MAX
		? read_file(fd, (size_t)st.st_size, o) : broken("a loose object is empty, or no file");
	close(fd);
	return e ? e : read_head(o);
}

static void close_object(struct object *o)
{
	inflateEnd(&o->z);
	if (o->packed != o->room)
		free((void *)(uintptr_t)o->packed);
}

static int read_object(void **out, size_t *len, git_object_t *type, git_odb_backend *b, const git_oid *oid)
{
	struct object o;
	int e = open_object((struct loose *)b, oid, &o);
	unsigned char *bytes = e ? NULL : git_odb_backend_data_alloc(b, o.len + 1);
	if (!e && !bytes)
		e = broken("no memory for a loose object");
	if (!e)
		e = read_bytes(&o, bytes);
	close_object(&o);
	if (e) {
		git_odb_backend_data_free(b, bytes);
		return e;
	}
	bytes[o.len] = 0;
	*out = bytes;
	*len = o.len;
	*type = o.type;
	return 0;
}

static int read_header(size_t *len, git_object_t *type, git_odb_backend *b, const git_oid *oid)
{
	struct object o;
	int e = open_object((struct loose *)b, oid, &o);
	close_object(&o);
	*len = o.len;
	*type = o.type;
	return e;
}

/* libgit2's own reader stands behind and lists them; it asks each that it has. */
static int list_none(git_odb_backend *backend, git_odb_foreach_cb visit, void *payload)
{
	(void)backend;
	(void)visit;
	(void)payload;
	return 0;
}

static void release(git_odb_backend *b) { free(b); }

const struct fault *store_git_read_loose(git_repository *repo, const char *folder)
{
	enum { BEHIND_PACKS = 2 };              /* as libgit2 ranks packs; of equals it asks the first that came */
	git_odb *odb = NULL;
	struct loose *l = calloc(1, sizeof *l + strlen(folder) + 1);
	if (!l)
		return fault_make(FAULT_SYSTEM, "no memory");
	memcpy(l + 1, folder, strlen(folder) + 1);
	l->folder = (const char *)(l + 1);
	git_odb_init_backend(&l->backend, GIT_ODB_BACKEND_VERSION);
	l->backend.read = read_object;
	l->backend.foreach = list_none;
	l->backend.read_header = read_header;
	l->backend.free = release;
	if (git_repository_odb(&odb, repo) || git_odb_add_backend(odb, &l->backend, BEHIND_PACKS)) {
		git_odb_free(odb);
		free(l);
		return store_git_fault("opening the package {folder}", folder);
	}
	git_odb_free(odb);
	return NULL;
}
