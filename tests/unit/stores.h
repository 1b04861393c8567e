/* stores.h: one test, every implementation of store.h: in memory, and git in a folder of its own. */
#ifndef STORES_H
#define STORES_H
#include "unit.h"
#include "store/home.h"
#include "store/write.h"

static inline struct store *stores_memory(struct scope *sc) { return store_memory(sc); }

static inline struct store *stores_git(struct scope *sc)
{
	struct home_making *m = NULL;
	OK(home_make(sc, home_at(sc, unit_folder(sc)), "P-1", "/nowhere/sarflow", &m));
	return m->store;
}

struct stores_kind { const char *name; struct store *(*make)(struct scope *); };
static __attribute__((unused)) struct stores_kind stores_kinds[] = { { "memory", stores_memory },
	{ "git", stores_git } };

/* The test twice, once with each. */
#define ON_BOTH(test) { #test " in memory", (test), NULL, NULL, &stores_kinds[0] }, \
	{ #test " on disc", (test), NULL, NULL, &stores_kinds[1] }

static inline struct store *stores_make(struct scope *sc, void **state)
{
	return ((const struct stores_kind *)*state)->make(sc);
}

static inline struct store_person stores_person(int64_t time)
{
	return (struct store_person){ "Aiko Sato", "aiko.sato@minato.example", 1700000000 + time, 540 };
}

static inline void stores_write(struct scope *sc, struct store *s, const char *path, const char *text)
{
	OK(store_write(sc, s, path, text, strlen(text)));
}

/* Remove the content of an attachment of main's tip; digest: of what was removed. */
static inline const struct fault *stores_purge(struct scope *sc, struct store *s, const char *path,
                                               char digest[DIGEST_TEXT])
{
	const struct source_entry *what = NULL;
	TRY(store_purgeable(sc, s, path, &what));
	memcpy(digest, what->digest, DIGEST_TEXT);
	return store_forget(sc, s, what);
}

static inline const struct fault *stores_attach(struct scope *sc, struct store *s, const char *path, const char *text,
                                                int how)
{
	FILE *f = tmpfile();
	assert_non_null(f);
	fputs(text, f);
	fflush(f);
	const struct fault *fault = store_attach(sc, s, fileno(f), path, how);
	fclose(f);
	return fault;
}

static inline struct store_id stores_save(struct scope *sc, struct store *s, int64_t time)
{
	SCOPE(turn);
	struct store_id id = {"nothing"};       /* which a save that makes no version takes away */
	struct store_person person = stores_person(time);
	OK(store_lock(turn, s));
	OK(store_save(sc, s, &person, "Save\n", &id));
	return id;
}
#endif
