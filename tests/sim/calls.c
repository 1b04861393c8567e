/* calls.c: the C library's calls on files and clocks, as the simulated disc answers them.
 *
 * What is defined here is what `nm` finds undefined in libgit2 and in the objects of store/ and base/; a call that is
 * missing would reach the system with a path below FILES_ROOT, which exists nowhere, and fail. */
#include "faults.h"
#include "files.h"
#include "layers.h"
#include "people.h"
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>

enum { FIRST = 1000000, OPEN = 256, FOLDERS = 16, WRITE_BACK = 60 };

struct open { struct disc_inode *inode; const char *path; size_t at; int flags, person; };
/* A folder being read: its names as they were when it was opened. */
struct folder { bool used; const char **names; size_t count, at; struct dirent entry; int fd, person; };

static struct disc *disc;
static struct open files[OPEN];
static struct folder folders[FOLDERS];
static uint64_t calls, digest;
bool files_shown;

/* The system's own function of a name. */
#define REAL(name, ...) __extension__ ({ static __typeof__(&name) real_; \
	if (!real_) { void *at_ = dlsym(RTLD_NEXT, #name); memcpy(&real_, &at_, sizeof at_); } \
	real_(__VA_ARGS__); })

uint64_t files_calls(void) { return calls; }
uint64_t files_digest(void) { return digest; }

void files_mount(struct disc *d)
{
	disc = d;
	if (!d)
		return;
	calls = 0;
	digest = 14695981039346656037u;
	memset(files, 0, sizeof files);
	memset(folders, 0, sizeof folders);
}

double files_real_seconds(void)
{
	struct timespec t;
	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool is_ours(const char *path)
{
	return disc && strncmp(path, FILES_ROOT, strlen(FILES_ROOT)) == 0
	       && (path[strlen(FILES_ROOT)] == '/' || path[strlen(FILES_ROOT)] == '\0');
}

static struct open *open_of(int fd)
{
	struct open *o = fd >= FIRST && fd < FIRST + OPEN ? &files[fd - FIRST] : NULL;
	return o && o->inode ? o : NULL;
}

static bool is_our_fd(int fd) { return fd >= FIRST; }

static void release(struct open *o)
{
	if (o->inode && o->inode->holder == (int)(o - files) + 1)
		o->inode->holder = 0;
	o->inode = NULL;
}

void files_close_all(int person)
{
	for (size_t i = 0; i < OPEN; i++)
		if (person < 0 || files[i].person == person)
			release(&files[i]);
	for (size_t i = 0; i < FOLDERS; i++)
		if (person < 0 || folders[i].person == person)
			folders[i].used = false;
}

/* --- before and after every call --- */

struct call { const char *name, *path; enum faults_call kind; enum faults_verdict verdict; int number; bool dead; };

static struct call begin(const char *name, enum faults_call kind, const char *path)
{
	struct call c = { .name = name, .path = path, .kind = kind, .dead = people_is_dead() };
	if (c.dead) {
		c.verdict = FAULTS_FAILS;
		c.number = kind == FAULTS_CLOSE ? 0 : EIO;
	} else if (people_current() != PEOPLE_DRIVER) {
		c.verdict = faults_judge(kind, &c.number);
	}
	return c;
}

static void tell(const struct call *c, long value)
{
	for (const char *at = c->name; *at; at++)
		digest = (digest ^ (unsigned char)*at) * 1099511628211u;
	digest = (digest ^ (uint64_t)value ^ (uint64_t)people_current() << 40) * 1099511628211u;
	if (files_shown)
		printf("%8llu %d %s(%s) = %ld%s%s\n", (unsigned long long)calls, people_current(), c->name,
		       c->path ? c->path : "", value, value < 0 ? " " : "", value < 0 ? strerror((int)-value) : "");
}

/* The moments at which anything can happen: death, darkness, somebody else's turn. */
static void happen(enum faults_call kind)
{
	if (people_current() == PEOPLE_DRIVER)
		return;
	if (faults_now.chance && chance_once_in(faults_now.chance, WRITE_BACK))
		layers_write_back(disc, faults_now.chance);
	if (faults_ends_here(kind)) {
		if (files_shown)
			puts(faults_now.plan == FAULTS_CUT ? "--- the power fails" : "--- the process is killed");
		if (faults_now.plan == FAULTS_CUT)
			people_kill_all();
		else
			people_kill(people_current());
		if (faults_now.plan == FAULTS_DEATH)
			faults_count(FAULTS_KILLED);
		files_close_all(faults_now.plan == FAULTS_CUT ? -1 : people_current());
		return;
	}
	people_pause(false);
}

static void tick(void)
{
	disc->now.tv_nsec += 50000;
	if (disc->now.tv_nsec >= 1000000000) {
		disc->now.tv_nsec -= 1000000000;
		disc->now.tv_sec++;
	}
}

static long end(const struct call *c, long value)
{
	if (!c->dead) {
		calls++;
		tell(c, value);
		tick();
		happen(c->kind);
	}
	if (value >= 0)
		return value;
	errno = (int)-value;
	return -1;
}

/* A call that fails has done nothing. */
static bool fails(const struct call *c) { return c->verdict == FAULTS_FAILS; }

#define CALL(kind, path) struct call call_ = begin(__func__, FAULTS_##kind, path)
#define FAILED           fails(&call_)
#define WRONG            (-(long)call_.number)
#define RETURN(value)    return (__typeof__(value))end(&call_, (long)(value))

/* --- opening and closing --- */

static int take_handle(const char *path, struct disc_inode *inode, int flags)
{
	for (int i = 0; i < OPEN; i++)
		if (!files[i].inode) {
			files[i] = (struct open){ .inode = inode, .flags = flags, .person = people_current(),
				.path = disc_is_folder(inode) ? scope_copy(disc->sc, path) : NULL };
			return FIRST + i;
		}
	return -EMFILE;
}

static int open_here(const char *path, int flags, mode_t mode)
{
	struct disc_inode *inode = NULL;
	bool writes = (flags & O_ACCMODE) != O_RDONLY;
	int e = disc_find(disc, path, &inode);
	if (e == -ENOENT && flags & O_CREAT)
		e = disc_create(disc, path, mode & ~022u, &inode);
	else if (!e && flags & O_CREAT && flags & O_EXCL)
		e = -EEXIST;
	if (e)
		return e;
	if (disc_is_folder(inode) ? writes : (flags & O_DIRECTORY) != 0)
		return disc_is_folder(inode) ? -EISDIR : -ENOTDIR;
	if (flags & O_TRUNC && inode->len)
		disc_truncate(disc, inode, 0);
	return take_handle(path, inode, flags);
}

/* What is open already, from the start. */
#define BY_NUMBER "/proc/self/fd/"
static int open_again(int fd, int flags)
{
	CALL(OPEN, NULL);
	struct open *o = open_of(fd);
	if (!FAILED && o && flags & O_TRUNC)
		disc_truncate(disc, o->inode, 0);
	RETURN(FAILED ? (int)WRONG : o ? take_handle("", o->inode, flags) : -EBADF);
}

int open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	if (flags & O_CREAT) {
		va_list more;
		va_start(more, flags);
		mode = va_arg(more, mode_t);
		va_end(more);
	}
	if (disc && strncmp(path, BY_NUMBER, strlen(BY_NUMBER)) == 0 && is_our_fd(atoi(path + strlen(BY_NUMBER))))
		return open_again(atoi(path + strlen(BY_NUMBER)), flags);
	if (!is_ours(path))
		return REAL(open, path, flags, mode);
	struct call call_ = begin("open", flags & O_CREAT && !people_is_dead() ? FAULTS_NAME : FAULTS_OPEN, path);
	RETURN(FAILED ? (int)WRONG : open_here(path, flags, mode));
}

/* A path from an open folder on, as one from the root; NULL, and errno, if it is no folder of ours. */
static const char *path_from(int fd, const char *path, char out[4096])
{
	struct open *o = open_of(fd);
	errno = EBADF;
	if (is_ours(path))
		return path;
	if (!o || !o->path || people_is_dead())
		return NULL;
	snprintf(out, 4096, "%s/%s", o->path, path);
	return out;
}

int openat(int fd, const char *path, int flags, ...)
{
	char full[4096];
	mode_t mode = 0;
	if (flags & O_CREAT) {
		va_list more;
		va_start(more, flags);
		mode = va_arg(more, mode_t);
		va_end(more);
	}
	if (!is_our_fd(fd) && !is_ours(path))
		return REAL(openat, fd, path, flags, mode);
	const char *from = path_from(fd, path, full);
	return from ? open(from, flags, mode) : -1;
}

/* A name nobody has; always the same in the same life. */
int mkstemp(char *name)
{
	if (!is_ours(name))
		return REAL(mkstemp, name);
	CALL(OPEN, name);
	snprintf(name + strlen(name) - 6, 7, "%06llu", (unsigned long long)calls % 1000000);
	RETURN(FAILED ? (int)WRONG : open_here(name, O_RDWR | O_CREAT | O_EXCL, 0600));
}

int close(int fd)
{
	if (!is_our_fd(fd))
		return REAL(close, fd);
	CALL(CLOSE, NULL);
	struct open *o = call_.dead ? NULL : open_of(fd);
	if (o)
		release(o);             /* whatever it answers, the handle is gone */
	RETURN(FAILED ? (int)WRONG : o ? 0 : -EBADF);
}

/* --- bytes --- */

static size_t shortened(const struct call *c, size_t len)
{
	return c->verdict == FAULTS_IS_SHORT && len > 1 ? 1 + chance_below(faults_now.chance, len - 1) : len;
}

static long read_at(const struct call *c, struct open *o, size_t at, void *bytes, size_t len)
{
	return fails(c) ? -(long)c->number : !o ? -EBADF : disc_is_folder(o->inode) ? -EISDIR
	       : (long)disc_read(o->inode, at, bytes, shortened(c, len));
}

static long write_at(const struct call *c, struct open *o, size_t at, const void *bytes, size_t len)
{
	if (fails(c))
		return -(long)c->number;
	if (!o || (o->flags & O_ACCMODE) == O_RDONLY)
		return -EBADF;
	len = shortened(c, len);
	disc_write(disc, o->inode, at, bytes, len);
	return (long)len;
}

ssize_t read(int fd, void *bytes, size_t len)
{
	if (!is_our_fd(fd))
		return REAL(read, fd, bytes, len);
	CALL(READ, NULL);
	struct open *o = open_of(fd);
	long n = read_at(&call_, o, o ? o->at : 0, bytes, len);
	if (n > 0)
		o->at += (size_t)n;
	RETURN(n);
}

ssize_t pread(int fd, void *bytes, size_t len, off_t at)
{
	if (!is_our_fd(fd))
		return REAL(pread, fd, bytes, len, at);
	CALL(READ, NULL);
	RETURN(read_at(&call_, open_of(fd), (size_t)at, bytes, len));
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	if (!is_our_fd(fd))
		return REAL(write, fd, bytes, len);
	CALL(WRITE, NULL);
	struct open *o = open_of(fd);
	long n = write_at(&call_, o, !o ? 0 : o->flags & O_APPEND ? o->inode->len : o->at, bytes, len);
	if (n > 0)
		o->at += (size_t)n;
	RETURN(n);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	if (!is_our_fd(fd))
		return REAL(pwrite, fd, bytes, len, at);
	CALL(WRITE, NULL);
	RETURN(write_at(&call_, open_of(fd), (size_t)at, bytes, len));
}

off_t lseek(int fd, off_t at, int from)
{
	if (!is_our_fd(fd))
		return REAL(lseek, fd, at, from);
	struct open *o = open_of(fd);
	if (!o || people_is_dead()) {
		errno = EBADF;
		return -1;
	}
	at += from == SEEK_CUR ? (off_t)o->at : from == SEEK_END ? (off_t)o->inode->len : 0;
	if (at < 0) {
		errno = EINVAL;
		return -1;
	}
	o->at = (size_t)at;
	return at;
}

int ftruncate(int fd, off_t len)
{
	if (!is_our_fd(fd))
		return REAL(ftruncate, fd, len);
	CALL(CHANGE, NULL);
	struct open *o = open_of(fd);
	if (!FAILED && o)
		disc_truncate(disc, o->inode, (size_t)len);
	RETURN(FAILED ? (int)WRONG : o ? 0 : -EBADF);
}

/* A copy of the file's bytes: nobody maps a file here that is being written. */
void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t from)
{
	if (!is_our_fd(fd))
		return REAL(mmap, at, len, protection, flags, fd, from);
	CALL(READ, NULL);
	struct open *o = open_of(fd);
	if (FAILED || call_.verdict == FAULTS_IS_SHORT || !o || (protection & PROT_WRITE && flags & MAP_SHARED)) {
		end(&call_, -ENODEV);
		return MAP_FAILED;
	}
	void *copy = REAL(mmap, NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (copy != MAP_FAILED)
		disc_read(o->inode, (size_t)from, copy, len);
	end(&call_, 0);
	return copy;
}

/* --- what is durable --- */

static int sync_one(const struct call *c, struct open *o)
{
	if (c->verdict == FAULTS_FORGETS && o)
		layers_forget(disc, o->inode, faults_now.chance);
	if (c->verdict != FAULTS_GOES_ON || !o)
		return o ? -c->number : -EBADF;
	layers_sync(disc, o->inode);
	return 0;
}

int fsync(int fd)
{
	if (!is_our_fd(fd))
		return REAL(fsync, fd);
	CALL(SYNC, NULL);
	RETURN(sync_one(&call_, open_of(fd)));
}

int fdatasync(int fd)
{
	if (!is_our_fd(fd))
		return REAL(fdatasync, fd);
	CALL(SYNC, NULL);
	RETURN(sync_one(&call_, open_of(fd)));
}

int syncfs(int fd)
{
	if (!is_our_fd(fd))
		return REAL(syncfs, fd);
	CALL(SYNC, NULL);
	struct open *o = open_of(fd);
	if (call_.verdict == FAULTS_FORGETS)
		layers_forget(disc, NULL, faults_now.chance);
	if (call_.verdict == FAULTS_GOES_ON && o)
		layers_sync_all(disc);
	RETURN(call_.verdict != FAULTS_GOES_ON ? -call_.number : o ? 0 : -EBADF);
}

/* --- names --- */

int rename(const char *old, const char *path)
{
	if (!is_ours(old))
		return REAL(rename, old, path);
	CALL(NAME, path);
	RETURN(FAILED ? (int)WRONG : disc_rename(disc, old, path));
}

int link(const char *old, const char *path)
{
	if (!is_ours(old))
		return REAL(link, old, path);
	CALL(NAME, path);
	RETURN(FAILED ? (int)WRONG : disc_link(disc, old, path));
}

/* There are no links of this kind here: libgit2 asks once, and remembers. */
int symlink(const char *to, const char *path)
{
	if (!is_ours(path))
		return REAL(symlink, to, path);
	CALL(NAME, path);
	RETURN(FAILED ? (int)WRONG : -EPERM);
}

int unlink(const char *path)
{
	if (!is_ours(path))
		return REAL(unlink, path);
	CALL(CHANGE, path);
	RETURN(FAILED ? (int)WRONG : disc_unlink(disc, path));
}

int mkdir(const char *path, mode_t mode)
{
	if (!is_ours(path))
		return REAL(mkdir, path, mode);
	CALL(NAME, path);
	RETURN(FAILED ? (int)WRONG : disc_make_folder(disc, path, mode & ~022u));
}

int mkdirat(int fd, const char *path, mode_t mode)
{
	char full[4096];
	if (!is_our_fd(fd) && !is_ours(path))
		return REAL(mkdirat, fd, path, mode);
	const char *from = path_from(fd, path, full);
	return from ? mkdir(from, mode) : -1;
}

int unlinkat(int fd, const char *path, int flags)
{
	char full[4096];
	if (!is_our_fd(fd) && !is_ours(path))
		return REAL(unlinkat, fd, path, flags);
	const char *from = path_from(fd, path, full);
	return !from ? -1 : flags & AT_REMOVEDIR ? rmdir(from) : unlink(from);
}

int rmdir(const char *path)
{
	if (!is_ours(path))
		return REAL(rmdir, path);
	CALL(CHANGE, path);
	RETURN(FAILED ? (int)WRONG : disc_remove_folder(disc, path));
}

/* --- looking --- */

static int stat_here(const struct call *c, const char *path, struct stat *st)
{
	struct disc_inode *inode = NULL;
	int e = fails(c) ? -c->number : disc_find(disc, path, &inode);
	if (!e)
		disc_stat(inode, st);
	return e;
}

int stat(const char *path, struct stat *st)
{
	if (!is_ours(path))
		return REAL(stat, path, st);
	CALL(LOOK, path);
	RETURN(stat_here(&call_, path, st));
}

int lstat(const char *path, struct stat *st)
{
	if (!is_ours(path))
		return REAL(lstat, path, st);
	CALL(LOOK, path);
	RETURN(stat_here(&call_, path, st));
}

int fstat(int fd, struct stat *st)
{
	if (!is_our_fd(fd))
		return REAL(fstat, fd, st);
	CALL(LOOK, NULL);
	struct open *o = open_of(fd);
	if (!FAILED && o)
		disc_stat(o->inode, st);
	RETURN(FAILED ? (int)WRONG : o ? 0 : -EBADF);
}

int fstatat(int fd, const char *restrict path, struct stat *restrict st, int flags)
{
	char full[4096];
	if (!is_our_fd(fd) && !is_ours(path))
		return REAL(fstatat, fd, path, st, flags);
	const char *from = path_from(fd, path, full);
	return from ? lstat(from, st) : -1;
}

int access(const char *path, int how)
{
	struct stat st;
	if (!is_ours(path))
		return REAL(access, path, how);
	CALL(LOOK, path);
	RETURN(stat_here(&call_, path, &st));
}

ssize_t readlink(const char *path, char *to, size_t len)
{
	struct stat st;
	if (!is_ours(path))
		return REAL(readlink, path, to, len);
	CALL(LOOK, path);
	long e = stat_here(&call_, path, &st);
	RETURN(e ? e : (long)-EINVAL);
}

char *realpath(const char *path, char *out)
{
	struct stat st;
	if (!is_ours(path))
		return REAL(realpath, path, out);
	CALL(LOOK, path);
	int e = stat_here(&call_, path, &st);
	if (end(&call_, e) != 0)
		return NULL;
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	if (!out)
		out = malloc(n + 1);
	memcpy(out, path, n);
	out[n] = '\0';
	return out;
}

int chmod(const char *path, mode_t mode)
{
	struct disc_inode *inode = NULL;
	if (!is_ours(path))
		return REAL(chmod, path, mode);
	CALL(CHANGE, path);
	int e = FAILED ? (int)WRONG : disc_find(disc, path, &inode);
	if (!e)
		inode->mode = (inode->mode & S_IFMT) | (mode & 07777);
	RETURN(e);
}

int fchmod(int fd, mode_t mode)
{
	if (!is_our_fd(fd))
		return REAL(fchmod, fd, mode);
	CALL(CHANGE, NULL);
	struct open *o = open_of(fd);
	if (!FAILED && o)
		o->inode->mode = (o->inode->mode & S_IFMT) | (mode & 07777);
	RETURN(FAILED ? (int)WRONG : o ? 0 : -EBADF);
}

int utimes(const char *path, const struct timeval times[2])
{
	struct disc_inode *inode = NULL;
	if (!is_ours(path))
		return REAL(utimes, path, times);
	CALL(CHANGE, path);
	int e = FAILED ? (int)WRONG : disc_find(disc, path, &inode);
	if (!e)
		inode->changed = times ? (struct timespec){ times[1].tv_sec, times[1].tv_usec * 1000 } : disc->now;
	RETURN(e);
}

/* --- folders --- */

static void list(struct folder *f, const struct disc_inode *inode)
{
	f->names = NEWS(disc->sc, const char *, inode->entries.count + 1);
	f->count = f->at = 0;
	for (size_t i = 0; i < inode->entries.count; i++)
		if (disc_look(inode, inode->entries.at[i].name))
			f->names[f->count++] = inode->entries.at[i].name;
}

static struct folder *open_folder(const char *path, int *e)
{
	struct disc_inode *inode = NULL;
	*e = disc_find(disc, path, &inode);
	if (!*e && !disc_is_folder(inode))
		*e = -ENOTDIR;
	for (size_t i = 0; i < FOLDERS && !*e; i++)
		if (!folders[i].used) {
			folders[i] = (struct folder){ .used = true, .person = people_current() };
			list(&folders[i], inode);
			return &folders[i];
		}
	*e = *e ? *e : -EMFILE;
	return NULL;
}

static bool is_our_folder(const void *d)
{
	return (uintptr_t)d >= (uintptr_t)folders && (uintptr_t)d < (uintptr_t)(folders + FOLDERS);
}

DIR *opendir(const char *path)
{
	struct folder *f = NULL;
	if (!is_ours(path))
		return REAL(opendir, path);
	CALL(OPEN, path);
	int e = FAILED ? (int)WRONG : 0;
	if (!e)
		f = open_folder(path, &e);
	end(&call_, e);
	return (DIR *)f;
}

/* The handle belongs to the folder being read from now on, and ends with it. */
DIR *fdopendir(int fd)
{
	char full[4096];
	if (!is_our_fd(fd))
		return REAL(fdopendir, fd);
	DIR *d = path_from(fd, ".", full) ? opendir(full) : NULL;
	if (d)
		((struct folder *)d)->fd = fd;
	return d;
}

struct dirent *readdir(DIR *d)
{
	struct folder *f = (struct folder *)d;
	if (!is_our_folder(d))
		return REAL(readdir, d);
	CALL(LIST, NULL);
	if (end(&call_, FAILED ? WRONG : 0) != 0 || !f->used || f->at == f->count)
		return NULL;
	f->entry = (struct dirent){ .d_ino = 1, .d_type = DT_UNKNOWN };
	snprintf(f->entry.d_name, sizeof f->entry.d_name, "%s", f->names[f->at++]);
	return &f->entry;
}

int closedir(DIR *d)
{
	if (!is_our_folder(d))
		return REAL(closedir, d);
	struct folder *f = (struct folder *)d;
	if (people_is_dead())
		return 0;
	f->used = false;
	return f->fd ? close(f->fd) : 0;
}

/* --- locks and clocks --- */

static int lock_here(struct open *o, int how)
{
	int me = (int)(o - files) + 1;
	if (how & LOCK_UN) {
		o->inode->holder = o->inode->holder == me ? 0 : o->inode->holder;
		return 0;
	}
	while (o->inode->holder && o->inode->holder != me) {
		if (how & LOCK_NB)
			return -EWOULDBLOCK;
		people_pause(true);
	}
	if (how & LOCK_EX)
		o->inode->holder = me;
	return 0;
}

int flock(int fd, int how)
{
	if (!is_our_fd(fd))
		return REAL(flock, fd, how);
	CALL(LOCK, NULL);
	struct open *o = open_of(fd);
	RETURN(FAILED ? (int)WRONG : o ? lock_here(o, how) : -EBADF);
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
	if (!disc || people_current() == PEOPLE_DRIVER)
		return REAL(nanosleep, time, left);
	disc->now.tv_nsec += time->tv_nsec;
	tick();
	if (!people_is_dead())
		faults_fired[FAULTS_WAITED]++;
	people_pause(true);
	return 0;
}

int clock_gettime(clockid_t which, struct timespec *out)
{
	if (!disc)
		return REAL(clock_gettime, which, out);
	*out = disc->now;
	if (which == CLOCK_BOOTTIME) {
		out->tv_sec -= disc->started.tv_sec + (out->tv_nsec < disc->started.tv_nsec);
		out->tv_nsec += (out->tv_nsec < disc->started.tv_nsec ? 1000000000 : 0) - disc->started.tv_nsec;
	}
	return 0;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	if (!disc)
		return REAL(gettimeofday, out, zone);
	*out = (struct timeval){ disc->now.tv_sec, disc->now.tv_nsec / 1000 };
	return 0;
}

time_t time(time_t *out)
{
	time_t now = disc ? disc->now.tv_sec : REAL(time, NULL);
	if (out)
		*out = now;
	return now;
}

/* Nobody is killed here; who asks wants to know whether a process lives. */
int kill(pid_t process, int signal)
{
	if (!disc || signal != 0)
		return REAL(kill, process, signal);
	errno = ESRCH;
	return people_is_process(process) ? 0 : -1;
}

pid_t getpid(void) { return disc ? (pid_t)people_process() : (pid_t)syscall(SYS_getpid); }
