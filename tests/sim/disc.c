/* disc.c: names, folders and bytes of the simulated disc, as programs see them. */
#include "disc.h"
#include "base/list.h"
#include <errno.h>
#include <unistd.h>

static struct timespec grain_of(const struct disc *d)
{
	struct timespec t = d->now;
	t.tv_nsec -= d->grain.tv_nsec ? t.tv_nsec % d->grain.tv_nsec : 0;
	t.tv_sec -= d->grain.tv_sec ? t.tv_sec % d->grain.tv_sec : 0;
	if (d->grain.tv_sec)
		t.tv_nsec = 0;
	return t;
}

static struct disc_inode *inode_new(struct disc *d, mode_t mode)
{
	struct disc_inode *i = NEW(d->sc, struct disc_inode);
	i->number = ++d->inodes;
	i->mode = mode;
	i->changed = grain_of(d);
	return i;
}

static void touch(struct disc *d, struct disc_inode *i)
{
	i->changed = grain_of(d);
	if (!i->dirty)
		*LIST_ADD(d->sc, &d->dirty) = i;
	i->dirty = true;
}

static uint32_t hash_of(const char *name)
{
	uint32_t h = 2166136261u;
	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 16777619u;
	return h;
}

static struct disc_entry *entry_of(const struct disc_inode *folder, const char *name)
{
	uint32_t h = hash_of(name);
	for (size_t i = 0; i < folder->entries.count; i++) {
		struct disc_entry *e = &folder->entries.at[i];
		if (e->hash == h && strcmp(e->name, name) == 0)
			return e;
	}
	return NULL;
}

struct disc_inode *disc_look(const struct disc_inode *folder, const char *name)
{
	const struct disc_entry *e = entry_of(folder, name);
	return e ? e->at[e->count - 1].inode : NULL;
}

/* From this moment on the name stands for something else. */
static void put(struct disc *d, struct disc_inode *folder, const char *name, struct disc_inode *inode, uint64_t moment)
{
	struct disc_entry *e = entry_of(folder, name);
	if (!e) {
		e = LIST_ADD(d->sc, &folder->entries);
		*e = (struct disc_entry){ .name = scope_copy(d->sc, name), .hash = hash_of(name) };
		*LIST_ADD(d->sc, e) = (struct disc_value){ 0, NULL };
	}
	if (e->at[e->count - 1].inode)
		e->at[e->count - 1].inode->links--;
	if (inode)
		inode->links++;
	*LIST_ADD(d->sc, e) = (struct disc_value){ moment, inode };
	touch(d, folder);
}

/* One step along a path: its next part; false at the end. */
static bool next_part(const char **path, char name[DISC_NAME])
{
	while (**path == '/')
		++*path;
	size_t n = strcspn(*path, "/");
	snprintf(name, DISC_NAME, "%.*s", (int)n, *path);
	*path += n;
	return n > 0;
}

static bool ends(const char *path) { return path[strspn(path, "/")] == '\0'; }

/* Parts ".." are not needed: nobody asks this disc for one. */
int disc_parent(struct disc *d, const char *path, struct disc_inode **folder, char name[DISC_NAME])
{
	*folder = d->root;
	*name = '\0';
	while (next_part(&path, name) && !ends(path)) {
		struct disc_inode *below = strcmp(name, ".") == 0 ? *folder : disc_look(*folder, name);
		if (!below)
			return -ENOENT;
		if (!disc_is_folder(below))
			return -ENOTDIR;
		*folder = below;
	}
	return 0;
}

int disc_find(struct disc *d, const char *path, struct disc_inode **out)
{
	char name[DISC_NAME];
	int e = disc_parent(d, path, out, name);
	if (e || !*name || strcmp(name, ".") == 0)
		return e;
	struct disc_inode *found = disc_look(*out, name);
	if (found && path[strlen(path) - 1] == '/' && !disc_is_folder(found))
		return -ENOTDIR;
	*out = found;
	return found ? 0 : -ENOENT;
}

struct disc *disc_new(struct scope *sc, const char *root)
{
	struct disc *d = NEW(sc, struct disc);
	*d = (struct disc){ .sc = sc, .now = { 1700000000, 0 }, .started = { 1699990000, 0 }, .grain = { 0, 1 } };
	d->root = inode_new(d, S_IFDIR | 0755);
	put(d, d->root, root + 1, inode_new(d, S_IFDIR | 0755), 0);
	return d;
}

/* Where something new is to stand. */
static int place(struct disc *d, const char *path, struct disc_inode **folder, char name[DISC_NAME])
{
	int e = disc_parent(d, path, folder, name);
	return e ? e : disc_look(*folder, name) ? -EEXIST : 0;
}

static int make(struct disc *d, const char *path, mode_t mode, struct disc_inode **out)
{
	struct disc_inode *folder;
	char name[DISC_NAME];
	int e = place(d, path, &folder, name);
	if (e)
		return e;
	*out = inode_new(d, mode);
	put(d, folder, name, *out, ++d->moment);
	return 0;
}

int disc_create(struct disc *d, const char *path, mode_t mode, struct disc_inode **out)
{
	return make(d, path, S_IFREG | (mode & 0777), out);
}

int disc_make_folder(struct disc *d, const char *path, mode_t mode)
{
	struct disc_inode *made;
	return make(d, path, S_IFDIR | (mode & 0777), &made);
}

int disc_unlink(struct disc *d, const char *path)
{
	struct disc_inode *folder, *was;
	char name[DISC_NAME];
	int e = disc_parent(d, path, &folder, name);
	if (e)
		return e;
	was = disc_look(folder, name);
	if (!was)
		return -ENOENT;
	if (disc_is_folder(was))
		return -EISDIR;
	put(d, folder, name, NULL, ++d->moment);
	return 0;
}

static bool is_empty(const struct disc_inode *folder)
{
	for (size_t i = 0; i < folder->entries.count; i++)
		if (folder->entries.at[i].at[folder->entries.at[i].count - 1].inode)
			return false;
	return true;
}

int disc_remove_folder(struct disc *d, const char *path)
{
	struct disc_inode *folder, *was;
	char name[DISC_NAME];
	int e = disc_parent(d, path, &folder, name);
	if (e)
		return e;
	was = disc_look(folder, name);
	if (!was)
		return -ENOENT;
	if (!disc_is_folder(was))
		return -ENOTDIR;
	if (!is_empty(was))
		return -ENOTEMPTY;
	put(d, folder, name, NULL, ++d->moment);
	return 0;
}

int disc_link(struct disc *d, const char *old, const char *path)
{
	struct disc_inode *folder, *was;
	char name[DISC_NAME];
	int e = disc_find(d, old, &was);
	if (!e)
		e = place(d, path, &folder, name);
	if (e)
		return e;
	put(d, folder, name, was, ++d->moment);
	return 0;
}

/* May what stands at the new name be replaced? */
static int may_replace(const struct disc_inode *was, const struct disc_inode *there)
{
	if (!there || there == was)
		return 0;
	if (disc_is_folder(was) != disc_is_folder(there))
		return disc_is_folder(there) ? -EISDIR : -ENOTDIR;
	return disc_is_folder(there) && !is_empty(there) ? -ENOTEMPTY : 0;
}

int disc_rename(struct disc *d, const char *old, const char *path)
{
	struct disc_inode *from, *to, *was, *there;
	char name[DISC_NAME], new_name[DISC_NAME];
	int e = disc_parent(d, old, &from, name);
	if (!e)
		e = disc_parent(d, path, &to, new_name);
	if (e)
		return e;
	was = disc_look(from, name);
	if (!was)
		return -ENOENT;
	there = disc_look(to, new_name);
	e = may_replace(was, there);
	if (e || there == was)
		return e;
	put(d, to, new_name, was, ++d->moment);
	put(d, from, name, NULL, d->moment);
	return 0;
}

size_t disc_read(const struct disc_inode *i, size_t at, void *bytes, size_t len)
{
	size_t n = at >= i->len ? 0 : i->len - at;
	n = n < len ? n : len;
	if (n)
		memcpy(bytes, i->bytes + at, n);
	return n;
}

/* What was forgotten is remembered where it is written again. */
static void remember(struct disc_inode *i, size_t at, size_t len)
{
	for (size_t b = at / DISC_BLOCK; len && b <= (at + len - 1) / DISC_BLOCK && b < i->forgotten_cap; b++)
		i->forgotten[b] = 0;
}

static void reserve(struct disc *d, struct disc_inode *i, size_t len)
{
	if (len <= i->cap)
		return;
	size_t cap = len * 2 + DISC_BLOCK;
	char *more = scope_alloc(d->sc, cap, 1);
	if (i->len)
		memcpy(more, i->bytes, i->len);
	i->bytes = more;
	i->cap = cap;
}

void disc_write(struct disc *d, struct disc_inode *i, size_t at, const void *bytes, size_t len)
{
	if (at + len > i->len)
		disc_truncate(d, i, at + len);
	memcpy(i->bytes + at, bytes, len);
	remember(i, at, len);
	touch(d, i);
}

void disc_truncate(struct disc *d, struct disc_inode *i, size_t len)
{
	reserve(d, i, len);
	if (len > i->len)
		memset(i->bytes + i->len, 0, len - i->len);
	i->len = len;
	touch(d, i);
}

void disc_stat(const struct disc_inode *i, struct stat *st)
{
	*st = (struct stat){ .st_dev = 77, .st_ino = (ino_t)i->number, .st_mode = i->mode,
		.st_nlink = (nlink_t)i->links, .st_uid = geteuid(),
		.st_gid = getegid(), .st_size = (off_t)i->len, .st_blksize = DISC_BLOCK };
	st->st_mtim = st->st_ctim = st->st_atim = i->changed;
}
