/* packages.c: a folder of packages, as the commands see it. */
#include "base/base.h"
#include "base/path.h"
#include "desk/desk.h"
#include "desk/packages.h"
#include "desk/written.h"
#include "store/home.h"
#include <pthread.h>

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

const struct fault *packages_of(struct scope *sc, const char *folder, struct names *folders)
{
	bool is_one = false;
	TRY(home_see_package(folder, &is_one));
	if (!is_one)
		return packages_in(sc, folder, folders);
	*LIST_ADD(sc, folders) = folder;
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

enum { REMEMBERED = 4096 };                             /* answers */

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

static const struct fault *look(const struct world *world, const char *folder, const char *email, bool *holds)
{
	SCOPE(turn);
	struct world w = *world;
	struct desk *d = NULL;
	const struct person person = { .email = email };
	w.directory = folder;
	TRY(desk_open(turn, &w, &person, NULL, NULL, &d));
	const struct fold_person *p = fold_person(desk_fold(d), email);
	*holds = p && p->roles.count > 0;
	return NULL;
}

/* That it cannot be read is no answer to remember, for it may be the machine's, and pass. */
const struct fault *packages_is_held(struct packages_roles *r, const struct world *world, const char *folder,
                                     const char *email, bool *holds)
{
	SCOPE(turn);
	char stamp[DIGEST_TEXT];
	const char *what = scope_printf(turn, "%s\n%s", folder, email);
	bool keeps = written_of_journal(folder, stamp);
	*holds = false;
	if (keeps && is_remembered(r, what, stamp, holds))
		return NULL;
	TRY(look(world, folder, email, holds));
	if (keeps)
		remember(r, what, stamp, *holds);
	return NULL;
}

void packages_keep_held(struct scope *sc, struct packages_roles *r, const struct world *world, const char *email,
                        const struct names *folders, struct names *out)
{
	for (size_t i = 0; i < folders->count; i++) {
		bool holds;
		/* what cannot be read is for nobody, and told to nobody: they may not know of it */
		if (!FAILED(packages_is_held(r, world, folders->at[i], email, &holds)) && holds)
			*LIST_ADD(sc, out) = folders->at[i];
	}
}
