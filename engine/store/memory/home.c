/* home.c: packages in memory beside each other. */
#include "store/home_private.h"
#include "store/memory/memory_private.h"

struct kept { const char *name; struct store *store; };
struct shelf { struct scope *sc; struct kept *at; size_t count, cap; };

static struct kept *find(struct home *h, const char *name)
{
	struct shelf *shelf = h->state;
	for (size_t i = 0; i < shelf->count; i++)
		if (strcmp(shelf->at[i].name, name) == 0)
			return &shelf->at[i];
	return NULL;
}

static bool has(struct home *h, const char *name) { return find(h, name) != NULL; }

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const struct fault *list(struct scope *sc, struct home *h, const char *const **out, size_t *count)
{
	const struct shelf *shelf = h->state;
	struct names names = {0};
	for (size_t i = 0; i < shelf->count; i++)
		*LIST_ADD(sc, &names) = shelf->at[i].name;
	if (names.count)
		qsort(names.at, names.count, sizeof *names.at, by_name);
	*out = names.at;
	*count = names.count;
	return NULL;
}

static const struct fault *open_one(struct scope *sc, struct home *h, const char *name, struct store **out)
{
	struct store_id journal = {""};
	(void)sc;
	*out = find(h, name)->store;
	TRY(store_tip(*out, STORE_JOURNAL, &journal));
	return journal.hex[0] ? NULL : fault_make(FAULT_NOT_FOUND, "{package} has no journal", name);
}

static const struct fault *refuse_taken(const struct home_making *m)
{
	return fault_make(FAULT_REFUSED, "{folder} exists already", m->place);
}

static const struct fault *make(struct scope *sc, const char *name, const char *filter, struct home_making *m)
{
	struct shelf *shelf = m->home->state;
	(void)sc;
	(void)filter;
	m->place = scope_copy(shelf->sc, name);
	if (has(m->home, name))
		return refuse_taken(m);
	m->store = memory_new(shelf->sc, m->place, m->home);
	return NULL;
}

static const struct fault *keep(struct home_making *m)
{
	struct shelf *shelf = m->home->state;
	if (has(m->home, m->place))
		return refuse_taken(m);
	*LIST_ADD(shelf->sc, shelf) = (struct kept){ m->place, m->store };
	return NULL;
}

struct home *home_memory(struct scope *sc)
{
	static const struct home_ops ops = { .list = list, .has = has, .open = open_one, .make = make, .keep = keep };
	struct shelf *shelf = NEW(sc, struct shelf);
	struct home *h = NEW(sc, struct home);
	shelf->sc = sc;
	*h = (struct home){ .ops = &ops, .state = shelf, .name = "memory" };
	return h;
}
