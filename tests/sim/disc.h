/* disc.h: a file system in memory.  For tests/sim alone.
 *
 * What programs see is the volatile layer: the bytes of a file, the last value of a folder's entry.  What a power cut
 * leaves is made from the durable layer, too; layers.h decides.  Every call answers 0 or -errno, as the kernel does;
 * faults are not made here (faults.h).  A path is absolute; all that is on the disc ends with the scope. */
#ifndef SIM_DISC_H
#define SIM_DISC_H
#include "base/base.h"
#include "base/scope.h"
#include <sys/stat.h>

enum { DISC_BLOCK = 512, DISC_NAME = 256 };

/* What a name stood for from a moment on; NULL: for nothing. */
struct disc_value { uint64_t moment; struct disc_inode *inode; };
/* The first value is durable, the last one is what programs see, those between were seen for a while. */
struct disc_entry { const char *name; uint32_t hash; struct disc_value *at; size_t count, cap; };
struct disc_entries { struct disc_entry *at; size_t count, cap; };

struct disc_inode {
	int number, links;
	mode_t mode;
	struct timespec changed;
	bool dirty;                     /* on the disc's list: it has something that is not durable */
	struct disc_entries entries;    /* of a folder */
	char *bytes, *kept;             /* of a file: as programs see it, and as it is durable */
	size_t len, cap, kept_len, kept_cap;
	unsigned char *forgotten;       /* a flag a block: a sync failed, and the next one will not try again */
	size_t forgotten_cap;
	int holder;                     /* the open file that holds the lock; 0: none */
};
struct disc_inodes { struct disc_inode **at; size_t count, cap; };

struct disc {
	struct scope *sc;
	struct disc_inode *root;
	struct disc_inodes dirty;
	int inodes;
	uint64_t moment;                /* counts changes of names */
	struct timespec now, started;   /* the simulated clock; when the machine started */
	struct timespec grain;          /* how coarse the times of files are */
};

struct disc *disc_new(struct scope *, const char *root);
int disc_find(struct disc *, const char *path, struct disc_inode **);
/* The folder that a path lies in, and its last part. */
int disc_parent(struct disc *, const char *path, struct disc_inode **folder, char name[DISC_NAME]);
struct disc_inode *disc_look(const struct disc_inode *folder, const char *name);

int disc_create(struct disc *, const char *path, mode_t mode, struct disc_inode **);
int disc_make_folder(struct disc *, const char *path, mode_t mode);
int disc_unlink(struct disc *, const char *path);
int disc_remove_folder(struct disc *, const char *path);
int disc_link(struct disc *, const char *old, const char *path);
int disc_rename(struct disc *, const char *old, const char *path);

size_t disc_read(const struct disc_inode *, size_t at, void *bytes, size_t len);
void disc_write(struct disc *, struct disc_inode *, size_t at, const void *bytes, size_t len);
void disc_truncate(struct disc *, struct disc_inode *, size_t len);
void disc_stat(const struct disc_inode *, struct stat *);
static inline bool disc_is_folder(const struct disc_inode *i) { return S_ISDIR(i->mode); }
#endif
