/* packages.c: a folder of packages, as the commands see it. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/desk.h"
#include "desk/packages.h"
#include "store/home.h"
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

bool packages_is_one(const char *folder) { return home_is_package(folder); }

const struct fault *packages_in(struct scope *sc, const char *folder, struct names *folders)
{
	const char *const *names = NULL;
	size_t count = 0;
	TRY(home_list(sc, home_at(sc, folder), &names, &count));
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(sc, folders) = path_join(sc, folder, names[i]);
	return NULL;
}

void packages_refuse_pushes(const struct names *folders)
{
	for (size_t i = 0; i < folders->count; i++)
		/* nobody is served a package that cannot be read */
		if (FAILED(home_refuse_pushes(folders->at[i])))
			continue;
}

/* --- who holds a role --- */

enum { REMEMBERED = 4096, FRESH = 2 };                  /* answers; seconds */

struct answer { char *what; char stamp[DIGEST_TEXT]; bool holds; };
struct packages_roles { pthread_mutex_t lock; struct answer at[REMEMBERED]; };

static void drop(void *p)
{
	struct packages_roles *r = p;
	for (size_t i = 0; i < REMEMBERED; i++)
		free(r->at[i].what);
	pthread_mutex_destroy(&r->lock);
}

struct packages_roles *packages_roles_begin(struct scope *sc)
{
	struct packages_roles *r = NEW(sc, struct packages_roles);
	pthread_mutex_init(&r->lock, NULL);
	scope_defer(sc, drop, r);
	return r;
}

/* Adds when and as what a file of a folder was written.  false: so lately that it could be written again within what
 * the clock of the file system tells apart. */
static bool put_time(struct buf *b, int folder, const char *path, struct stat *st, bool *found)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (fstatat(folder, path, st, 0) != 0) {
		*st = (struct stat){0};
		buf_char(b, ';');
		return true;
	}
	*found = true;
	/* numbers as they are: printing them took longer than asking for them */
	const uint64_t told[] = { st->st_dev, st->st_ino, (uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec,
	                          (uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec };
	buf_char(b, ':');
	buf_put(b, (const char *)told, sizeof told);
	return st->st_ctim.tv_sec + FRESH < now.tv_sec;
}

/* A digest of what put_time() says of files below a folder: of a work tree's repository, or of a bare one. */
static bool stamp_of(struct buf *b, int folder, const char *const *places, size_t count)
{
	SCOPE(turn);
	bool old = true, found = false;
	struct stat st;
	for (size_t i = 0; i < count; i++)
		for (int bare = 0; bare < 2; bare++) {
			const char *place = bare ? places[i] : path_join(turn, ".git", places[i]);
			old = put_time(b, folder, place, &st, &found) && old;
		}
	return old && found;
}

/* The folders in a folder, so many floors deep: a file that comes or goes is written into its own.  In the order in
 * which they are listed, which is another one only where the folder is.  What cannot be read has no content. */
static bool stamp_folders(struct buf *b, int above, const char *name, int floors)
{
	struct stat st;
	bool found = false, old = put_time(b, above, name, &st, &found);
	int fd = floors && S_ISDIR(st.st_mode) ? openat(above, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (fd >= 0 && !d)
		close(fd);
	for (const struct dirent *e; d && (e = readdir(d)) != NULL; )
		if (e->d_name[0] != '.')
			old = stamp_folders(b, fd, e->d_name, floors - 1) && old;
	if (d)
		closedir(d);
	return old;
}

/* Content lies in folders by the first four digits of its digest. */
static bool stamp_contents(struct buf *b, int folder)
{
	bool old = stamp_folders(b, folder, ".git/lfs/objects", 2);
	return stamp_folders(b, folder, "lfs/objects", 2) && old;
}

/* To be closed; below one that is not there nothing is found. */
static int open_folder(const char *folder) { return open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC); }

static void close_folder(int fd)
{
	if (fd >= 0)
		close(fd);
}

static const char JOURNAL[] = "refs/sar/journal", PACKED[] = "packed-refs", MAIN[] = "refs/heads/main";

bool packages_stamp(const char *folder, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	static const char *const places[] = { JOURNAL, MAIN, PACKED };
	struct buf *b = buf_new(turn);
	int fd = open_folder(folder);
	bool old = stamp_of(b, fd, places, countof(places)) || !file_exists(folder);
	old = stamp_contents(b, fd) && old;
	close_folder(fd);
	digest_bytes(b->at, b->len, out);
	return old;
}

static bool stamp_journal(const char *folder, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	static const char *const places[] = { JOURNAL, PACKED };
	struct buf *b = buf_new(turn);
	int fd = open_folder(folder);
	bool old = stamp_of(b, fd, places, countof(places));
	close_folder(fd);
	digest_bytes(b->at, b->len, out);
	return old;
}

static struct answer *place(struct packages_roles *r, const char *what)
{
	size_t h = 1469598103u;
	for (const char *c = what; *c; c++)
		h = (h ^ (unsigned char)*c) * 16777619u;
	return &r->at[h % REMEMBERED];
}

static bool is_remembered(struct packages_roles *r, const char *what, const char *stamp, bool *holds)
{
	pthread_mutex_lock(&r->lock);
	const struct answer *a = place(r, what);
	bool known = a->what && strcmp(a->what, what) == 0 && strcmp(a->stamp, stamp) == 0;
	*holds = known && a->holds;
	pthread_mutex_unlock(&r->lock);
	return known;
}

static void remember(struct packages_roles *r, const char *what, const char *stamp, bool holds)
{
	pthread_mutex_lock(&r->lock);
	struct answer *a = place(r, what);
	free(a->what);
	a->what = strdup(what);
	snprintf(a->stamp, sizeof a->stamp, "%s", stamp);
	a->holds = holds;
	pthread_mutex_unlock(&r->lock);
}

static bool look(const struct world *world, const char *folder, const char *email)
{
	SCOPE(turn);
	struct world w = *world;
	struct desk *d = NULL;
	const struct person person = { .email = email };
	w.directory = folder;
	if (FAILED(desk_open(turn, &w, &person, NULL, NULL, &d)))       /* it is for nobody then */
		return false;
	const struct fold_person *p = fold_person(desk_fold(d), email);
	return p && p->roles.count > 0;
}

static bool holds_role(struct packages_roles *r, const struct world *world, const char *folder, const char *email)
{
	SCOPE(turn);
	char stamp[DIGEST_TEXT];
	const char *what = scope_printf(turn, "%s\n%s", folder, email);
	bool keeps = stamp_journal(folder, stamp), holds = false;
	if (keeps && is_remembered(r, what, stamp, &holds))
		return holds;
	holds = look(world, folder, email);
	if (keeps)
		remember(r, what, stamp, holds);
	return holds;
}

void packages_keep_held(struct scope *sc, struct packages_roles *r, const struct world *world, const char *email,
                        const struct names *folders, struct names *out)
{
	for (size_t i = 0; i < folders->count; i++)
		if (holds_role(r, world, folders->at[i], email))
			*LIST_ADD(sc, out) = folders->at[i];
}
