/* packages.c: a folder of packages, as the commands see it. */
#include "base/base.h"
#include "base/path.h"
#include "desk/desk.h"
#include "desk/packages.h"
#include "store/home.h"
#include <pthread.h>
#include <sys/stat.h>

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

enum { REMEMBERED = 4096, STAMP = 256, FRESH = 2 };     /* answers; bytes; seconds */

struct answer { char *what; char stamp[STAMP]; bool holds; };
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

/* Where the journal's reference can stand, and when each was written.  false: so lately that it could be written again
 * within what the clock of the file system tells apart. */
static bool stamp_of(const char *folder, char out[STAMP])
{
	SCOPE(turn);
	static const char *const places[] = { ".git/refs/sar/journal", ".git/packed-refs", "refs/sar/journal",
		"packed-refs" };
	struct timespec now;
	bool old = true;
	size_t n = 0;
	clock_gettime(CLOCK_REALTIME, &now);
	*out = 0;
	for (size_t i = 0; i < countof(places); i++) {
		struct stat st;
		if (stat(path_join(turn, folder, places[i]), &st) != 0)
			continue;
		n += (size_t)snprintf(out + n, STAMP - n, "%zu:%llx:%llx.%lx:%llx.%lx;", i,
			(unsigned long long)st.st_ino,
			(unsigned long long)st.st_mtim.tv_sec, (unsigned long)st.st_mtim.tv_nsec,
			(unsigned long long)st.st_ctim.tv_sec, (unsigned long)st.st_ctim.tv_nsec);
		old = old && st.st_ctim.tv_sec + FRESH < now.tv_sec;
		n = n < STAMP ? n : STAMP - 1;
	}
	return old && n > 0;
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
	char stamp[STAMP];
	const char *what = scope_printf(turn, "%s\n%s", folder, email);
	bool keeps = stamp_of(folder, stamp), holds = false;
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
