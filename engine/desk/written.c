/* written.c: when and as what the files of a package were written. */
#include "desk/written.h"
#include "base/base.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/path.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Seconds; places that are remembered: some forty bytes each. */
enum { FRESH = 2, MOST = 4096 };

/* One who looks at a folder.  told: of each place in its turn, when and as what it was written. */
struct look { int folder; struct buf *told, *places; size_t count; bool old, found; };

/* What the machine would not look at is told as nothing else is, and never old: nothing that is kept stands on it. */
static bool put_unseen(struct look *l)
{
	if (!fault_is_of_machine(errno))
		return false;
	buf_char(l->told, '!');
	l->old = false;
	return true;
}

static struct look look_at(struct scope *sc, const char *folder)
{
	/* below one that is not there nothing is found */
	struct look l = { .folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC), .told = buf_new(sc),
	                  .places = buf_new(sc), .old = true };
	if (l.folder < 0)
		put_unseen(&l);
	return l;
}

static void end(const struct look *l)
{
	if (l->folder >= 0)
		close(l->folder);
}

/* false: there is no such place. */
static bool put_told(struct look *l, const char *place, struct stat *st)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (fstatat(l->folder, place, st, 0) != 0) {
		if (!put_unseen(l))
			buf_char(l->told, ';');
		return false;
	}
	/* numbers as they are: printing them took longer than asking for them */
	const uint64_t told[] = { st->st_dev, st->st_ino, (uint64_t)st->st_mtim.tv_sec, (uint64_t)st->st_mtim.tv_nsec,
	                          (uint64_t)st->st_ctim.tv_sec, (uint64_t)st->st_ctim.tv_nsec };
	buf_char(l->told, ':');
	buf_put(l->told, (const char *)told, sizeof told);
	l->old = l->old && st->st_ctim.tv_sec + FRESH < now.tv_sec;
	return true;
}

static bool put_place(struct look *l, const char *place, struct stat *st)
{
	l->count++;
	buf_put(l->places, place, strlen(place) + 1);
	return put_told(l, place, st);
}

/* Of a work tree's repository, or of a bare one. */
static void put_files(struct look *l, const char *const *files, size_t count)
{
	SCOPE(turn);
	struct stat st;
	for (size_t i = 0; i < count; i++) {
		l->found = put_place(l, path_join(turn, ".git", files[i]), &st) || l->found;
		l->found = put_place(l, files[i], &st) || l->found;
	}
}

/* The folders in a folder, so many floors deep: a file that comes or goes is written into its own.  In the order in
 * which they are listed, which is another one only where the folder is.  What cannot be read has no content. */
static void put_folders(struct look *l, const char *place, int floors)
{
	SCOPE(turn);
	struct stat st;
	if (!put_place(l, place, &st) || floors == 0 || !S_ISDIR(st.st_mode))
		return;
	int fd = openat(l->folder, place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d)
		put_unseen(l);
	if (fd >= 0 && !d)
		close(fd);
	errno = 0;
	for (const struct dirent *e; d && (e = readdir(d)) != NULL; errno = 0)
		if (e->d_name[0] != '.')
			put_folders(l, path_join(turn, place, e->d_name), floors - 1);
	if (d) {
		put_unseen(l);          /* the end, and a folder that cannot be read on, look alike */
		closedir(d);
	}
}

static const char JOURNAL[] = "refs/sar/journal", PACKED[] = "packed-refs", MAIN[] = "refs/heads/main";

static struct look look_through(struct scope *sc, const char *folder)
{
	static const char *const files[] = { JOURNAL, MAIN, PACKED };
	struct look l = look_at(sc, folder);
	put_files(&l, files, countof(files));
	l.old = l.old && (l.found || l.folder < 0);
	/* content lies in folders by the first four digits of its digest */
	put_folders(&l, ".git/lfs/objects", 2);
	put_folders(&l, "lfs/objects", 2);
	end(&l);
	return l;
}

bool written_of(const char *folder, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	const struct look l = look_through(turn, folder);
	digest_bytes(l.told->at, l.told->len, out);
	return l.old;
}

bool written_of_journal(const char *folder, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	static const char *const files[] = { JOURNAL, PACKED };
	struct look l = look_at(turn, folder);
	put_files(&l, files, countof(files));
	end(&l);
	digest_bytes(l.told->at, l.told->len, out);
	return l.old && l.found;
}

/* places: each with its NUL; empty: nothing is remembered. */
struct written_seen { const char *folder; struct buf *places, *told; char digest[DIGEST_TEXT]; };

struct written_seen *written_seen_begin(struct scope *sc, const char *folder)
{
	struct written_seen *s = NEW(sc, struct written_seen);
	*s = (struct written_seen){ .folder = scope_copy(sc, folder), .places = buf_new(sc), .told = buf_new(sc) };
	return s;
}

/* Every place that was looked at is as it was: so no listing can have another name in it. */
static bool stands(const struct written_seen *s)
{
	SCOPE(turn);
	struct stat st;
	if (s->places->len == 0)
		return false;
	struct look l = look_at(turn, s->folder);
	for (const char *at = s->places->at, *end = at + s->places->len; at < end; at += strlen(at) + 1)
		(void)put_told(&l, at, &st);
	end(&l);
	return l.told->len == s->told->len && memcmp(l.told->at, s->told->at, l.told->len) == 0;
}

/* Only what is old: where a folder is young, another name in it might not show in its time. */
static void remember(struct written_seen *s, const struct look *l)
{
	buf_clear(s->places);
	buf_clear(s->told);
	if (!l->old || l->count > MOST)
		return;
	buf_put(s->places, l->places->at, l->places->len);
	buf_put(s->told, l->told->at, l->told->len);
}

bool written_again(struct written_seen *s, char out[DIGEST_TEXT])
{
	SCOPE(turn);
	if (stands(s)) {
		memcpy(out, s->digest, DIGEST_TEXT);
		return true;
	}
	const struct look l = look_through(turn, s->folder);
	digest_bytes(l.told->at, l.told->len, s->digest);
	remember(s, &l);
	memcpy(out, s->digest, DIGEST_TEXT);
	return l.old;
}
