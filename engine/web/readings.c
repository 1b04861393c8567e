/* readings.c: what people opened and read, among the accounts. */
#include "web/readings.h"
#include "base/base.h"
#include "text/book.h"

#define VALUES(...) (const char *const[]){ __VA_ARGS__, NULL }

static const char *number(struct scope *sc, int64_t n) { return scope_printf(sc, "%lld", (long long)n); }

const struct fault *readings_note(struct accounts *a, const char *email, const char *package, const char *what,
                                  int64_t now)
{
	SCOPE(turn);
	return book_ask(accounts_book(a), "INSERT INTO accesses VALUES(?1,?2,?3,?4)",
	                VALUES(number(turn, now), email, package, what), NULL, NULL);
}

struct reading { struct scope *sc; struct readings_accesses *out; };

static void add_access(void *context, const char *const *c)
{
	const struct reading *r = context;
	*LIST_ADD(r->sc, r->out) = (struct readings_access){ scope_copy(r->sc, c[0]), scope_copy(r->sc, c[1]),
		scope_copy(r->sc, c[2]) };
}

const struct fault *readings_accesses(struct scope *sc, struct accounts *a, const char *package, size_t most,
                                      struct readings_accesses *out)
{
	struct reading r = { sc, out };
	return book_ask(accounts_book(a), "SELECT strftime('%Y-%m-%d %H:%M',at,'unixepoch'), email, what FROM accesses "
	                "WHERE package=?1 ORDER BY at DESC, rowid DESC LIMIT ?2",
	                VALUES(package, number(sc, (int64_t)most)), add_access, &r);
}

const struct fault *readings_keep_ticks(struct accounts *a, const char *email, const char *package,
                                        const struct readings_ticks *ticks, int64_t now)
{
	SCOPE(turn);
	const char *at = number(turn, now);
	const struct fault *f = NULL;
	TRY(book_begin(accounts_book(a)));
	for (size_t i = 0; i < ticks->count && !f; i++)
		f = ticks->at[i].read
			? book_ask(accounts_book(a), "INSERT OR IGNORE INTO ticks VALUES(?1,?2,?3,?4)",
			           VALUES(email, package, ticks->at[i].what, at), NULL, NULL)
			: book_ask(accounts_book(a), "DELETE FROM ticks WHERE email=?1 AND package=?2 AND what=?3",
			           VALUES(email, package, ticks->at[i].what), NULL, NULL);
	TRY(book_end(accounts_book(a), !f));
	return f;
}

struct naming { struct scope *sc; struct names *out; };

static void add_name(void *context, const char *const *c)
{
	const struct naming *n = context;
	*LIST_ADD(n->sc, n->out) = scope_copy(n->sc, c[0]);
}

const struct fault *readings_ticks(struct scope *sc, struct accounts *a, const char *email, const char *package,
                                   struct names *out)
{
	struct naming n = { sc, out };
	return book_ask(accounts_book(a), "SELECT what FROM ticks WHERE email=?1 AND package=?2 ORDER BY what",
	                VALUES(email, package), add_name, &n);
}

const struct fault *readings_set_read(struct accounts *a, const char *email, const char *package, const char *version,
                                      int64_t now)
{
	SCOPE(turn);
	return book_ask(accounts_book(a), "INSERT OR REPLACE INTO readings VALUES(?1,?2,?3,?4)",
	                VALUES(email, package, version, number(turn, now)), NULL, NULL);
}

const struct fault *readings_last_read(struct scope *sc, struct accounts *a, const char *email, const char *package,
                                       const char **version)
{
	struct names found = {0};
	struct naming n = { sc, &found };
	TRY(book_ask(accounts_book(a), "SELECT version FROM readings WHERE email=?1 AND package=?2",
	             VALUES(email, package), add_name, &n));
	*version = found.count ? found.at[0] : NULL;
	return NULL;
}
