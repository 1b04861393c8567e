/* accounts.c: people, passwords, sessions. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "text/book.h"
#include "web/accounts.h"
#include "web/session.h"
#include <ctype.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/stat.h>

/* Argon2id: so many passes over so many bytes, as RFC 9106 recommends where memory is dear.  Seconds: a session that is
 * idle, and any session; tries that are free, how long the next one waits, doubling, and at most.  ADDRESS: bytes of
 * one, at most (RFC 5321 section 4.5.3.1.3). */
enum { PASSES = 3, MEMORY = 64 << 20, ADDRESS = 254, IDLE = 12 * 3600, OLD = 7 * 86400, SEEN = 60,
       FREE = 5, FREE_FROM = 40, WAITS = 15, WAITS_MOST = 900, FORGET = 86400 };

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS people(email TEXT PRIMARY KEY COLLATE NOCASE, name TEXT NOT NULL, password TEXT "
	"NOT NULL, disabled INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL, seen INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS sessions(id TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE REFERENCES "
	"people(email) ON DELETE CASCADE, begun INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS tries(what TEXT PRIMARY KEY COLLATE NOCASE, wrong INTEGER NOT NULL, last INTEGER "
	"NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS accesses(at INTEGER NOT NULL, email TEXT NOT NULL, package TEXT NOT NULL, what "
	"TEXT NOT NULL);"
	"CREATE INDEX IF NOT EXISTS accesses_of ON accesses(package, at);"
	"CREATE TABLE IF NOT EXISTS ticks(email TEXT NOT NULL COLLATE NOCASE, package TEXT NOT NULL, what TEXT NOT "
	"NULL, at INTEGER NOT NULL, PRIMARY KEY(email, package, what)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS readings(email TEXT NOT NULL COLLATE NOCASE, package TEXT NOT NULL, version TEXT "
	"NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(email, package)) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS tokens(id TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE REFERENCES "
	"people(email) ON DELETE CASCADE, name TEXT NOT NULL, acts INTEGER NOT NULL, made INTEGER NOT NULL, ends "
	"INTEGER NOT NULL, seen INTEGER) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS certificates(subject TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE "
	"REFERENCES people(email) ON DELETE CASCADE) WITHOUT ROWID;";

/* Passwords that were right a moment ago, by a digest of them and of how they are kept. */
enum { LATELY = 32, LATELY_SECONDS = 60 };
struct lately { char what[DIGEST_TEXT]; int64_t until; };

/* nobody: what a try for an unknown address is held against, so that it takes as long as any other. */
struct accounts { struct book *book; pthread_mutex_t hashing, remembering; char nobody[crypto_pwhash_STRBYTES],
                  secret[DIGEST_TEXT]; struct lately lately[LATELY]; size_t next; };

static const char *number(struct scope *sc, int64_t n) { return scope_printf(sc, "%lld", (long long)n); }

#define VALUES(...) (const char *const[]){ __VA_ARGS__, NULL }

static void keep_first(void *context, const char *const *columns)
{
	struct { struct scope *sc; const char *text; } *o = context;
	o->text = scope_copy(o->sc, columns[0]);
}

/* The first column of the last row; NULL: there is none. */
static const struct fault *one(struct scope *sc, struct accounts *a, const char *statement, const char *const *values,
                               const char **out)
{
	struct { struct scope *sc; const char *text; } o = { sc, NULL };
	TRY(book_ask(a->book, statement, values, keep_first, &o));
	*out = o.text;
	return NULL;
}

/* --- passwords --- */

/* One at a time: each takes much memory, and many at once would take the machine's. */
static const struct fault *hash(struct accounts *a, const char *password, char out[crypto_pwhash_STRBYTES])
{
	pthread_mutex_lock(&a->hashing);
	int e = crypto_pwhash_str(out, password, strlen(password), PASSES, MEMORY);
	pthread_mutex_unlock(&a->hashing);
	return e ? fault_make(FAULT_SYSTEM, "there is not enough memory to keep a password well") : NULL;
}

static const struct fault *check_password(const char *password)
{
	size_t letters = 0;
	for (size_t i = 0, n; password[i]; i += n) {
		n = utf8_length(password + i);
		if (n == 0)
			return fault_make(FAULT_USAGE, "the password is not UTF-8");
		letters++;
	}
	if (letters < ACCOUNTS_SHORTEST || strlen(password) > ACCOUNTS_LONGEST)
		return fault_make(FAULT_USAGE, "a password has at least {least} letters, and at most {most} bytes",
			ACCOUNTS_SHORTEST, ACCOUNTS_LONGEST);
	return NULL;
}

static void drop(void *p)
{
	struct accounts *a = p;
	pthread_mutex_destroy(&a->hashing);
	pthread_mutex_destroy(&a->remembering);
}

const struct fault *accounts_open(struct scope *sc, const char *home, bool make, struct accounts **out)
{
	struct accounts *a = NEW(sc, struct accounts);
	const char *folder = path_join(sc, home, ".sarflow"), *path = path_join(sc, folder, "accounts.db");
	if (!make && !file_exists(path))
		return fault_advise(fault_make(FAULT_NOT_FOUND, "nobody has an account in {folder} yet; add the first "
			"one", home), REMEDY("user add", "", "NAME <ADDRESS>"));
	if (sodium_init() < 0)
		return fault_make(FAULT_SYSTEM, "the system gives no random bytes");
	TRY(file_make_folder(folder));
	if (chmod(folder, 0700) != 0)
		return fault_errno("{folder}", folder);
	/* the home may be a package itself: no git takes the passwords along with it */
	const char *ignore = path_join(sc, folder, ".gitignore");
	if (!file_exists(ignore))
		TRY(file_write(ignore, "*\n", 2));
	TRY(session_draw(a->secret));
	pthread_mutex_init(&a->hashing, NULL);
	pthread_mutex_init(&a->remembering, NULL);
	scope_defer(sc, drop, a);
	TRY(book_open(sc, path, schema, &a->book));
	TRY(hash(a, "nobody has this password", a->nobody));
	*out = a;
	return NULL;
}

/* --- people --- */

static const struct fault *require(struct accounts *a, const char *email)
{
	SCOPE(turn);
	const char *found = NULL;
	TRY(one(turn, a, "SELECT email FROM people WHERE email=?1", VALUES(email), &found));
	return found ? NULL : fault_make(FAULT_NOT_FOUND, "nobody has an account with the address {address}", email);
}

const struct fault *accounts_add(struct accounts *a, const char *name, const char *email, const char *password,
                                 int64_t now)
{
	SCOPE(turn);
	char kept[crypto_pwhash_STRBYTES];
	const char *found = NULL;
	TRY(check_password(password));
	TRY(one(turn, a, "SELECT email FROM people WHERE email=?1", VALUES(email), &found));
	if (found)
		return fault_make(FAULT_REFUSED, "{address} has an account already", email);
	TRY(hash(a, password, kept));
	return book_ask(a->book, "INSERT INTO people(email,name,password,added) VALUES(?1,?2,?3,?4)",
	                VALUES(email, name, kept, number(turn, now)), NULL, NULL);
}

/* Whatever lets somebody in without the password: sessions, tokens. */
static const struct fault *throw_out(struct accounts *a, const char *email)
{
	TRY(book_ask(a->book, "DELETE FROM tokens WHERE email=?1", VALUES(email), NULL, NULL));
	return book_ask(a->book, "DELETE FROM sessions WHERE email=?1", VALUES(email), NULL, NULL);
}

/* Wrong tries at the old password say nothing of the new one: who was given it need not wait. */
static const struct fault *forgive(struct accounts *a, const char *email)
{
	SCOPE(turn);
	return book_ask(a->book, "DELETE FROM tries WHERE what=?1 OR substr(what,1,length(?2))=?2 COLLATE NOCASE",
	                VALUES(scope_printf(turn, "all:%s", email), scope_printf(turn, "who:%s ", email)), NULL, NULL);
}

const struct fault *accounts_set_password(struct accounts *a, const char *email, const char *password)
{
	char kept[crypto_pwhash_STRBYTES];
	TRY(check_password(password));
	TRY(require(a, email));
	TRY(hash(a, password, kept));
	TRY(book_ask(a->book, "UPDATE people SET password=?2 WHERE email=?1", VALUES(email, kept), NULL, NULL));
	TRY(throw_out(a, email));
	return forgive(a, email);
}

const struct fault *accounts_disable(struct accounts *a, const char *email, bool disabled)
{
	TRY(require(a, email));
	TRY(book_ask(a->book, "UPDATE people SET disabled=?2 WHERE email=?1", VALUES(email, disabled ? "1" : "0"), NULL,
	             NULL));
	return throw_out(a, email);
}

struct listing { struct scope *sc; struct accounts_people *out; };

static void add_person(void *context, const char *const *c)
{
	const struct listing *l = context;
	*LIST_ADD(l->sc, l->out) = (struct accounts_person){ scope_copy(l->sc, c[0]), scope_copy(l->sc, c[1]),
		scope_copy(l->sc, c[2]), scope_copy(l->sc, c[3]), c[4][0] == '1', (size_t)strtoul(c[5], NULL, 10) };
}

const struct fault *accounts_list(struct scope *sc, struct accounts *a, int64_t now, struct accounts_people *out)
{
	struct listing l = { sc, out };
	return book_ask(a->book, "SELECT name, email, date(added,'unixepoch'), coalesce(date(seen,'unixepoch'),''), "
	                "disabled, (SELECT count(*) FROM sessions s WHERE s.email=p.email AND s.seen>?1 AND "
	                "s.begun>?2) FROM people p ORDER BY email", VALUES(number(sc, now - IDLE),
	                number(sc, now - OLD)), add_person, &l);
}

/* --- coming in --- */

/* How long a try has to wait still, for what was tried wrongly: an address, or from a place; when that was last. */
static const struct fault *wait_of(struct scope *sc, struct accounts *a, const char *what, int spare, int64_t now,
                                   int64_t *out, int64_t *before)
{
	const char *text = NULL;
	TRY(one(sc, a, "SELECT wrong||' '||last FROM tries WHERE what=?1", VALUES(what), &text));
	char *end = NULL;
	int64_t wrong = text ? strtoll(text, &end, 10) : 0, last = text ? strtoll(end, NULL, 10) : 0;
	int64_t over = wrong - spare, wait = over < 0 ? 0 : over > 6 ? WAITS_MOST : WAITS << over;
	wait = wait > WAITS_MOST ? WAITS_MOST : wait;
	*out = last + wait > now ? last + wait - now : 0;
	*before = last;
	return NULL;
}

static const struct fault *count_wrong(struct scope *sc, struct accounts *a, const char *what, int64_t now)
{
	TRY(book_ask(a->book, "DELETE FROM tries WHERE last<?1", VALUES(number(sc, now - FORGET)), NULL, NULL));
	return book_ask(a->book, "INSERT INTO tries VALUES(?1,1,?2) ON CONFLICT(what) DO UPDATE SET wrong=wrong+1,"
	                "last=?2", VALUES(what, number(sc, now)), NULL, NULL);
}

/* Only while the password is the one that was right: it took a while to see that, and it may have been changed. */
static const struct fault *begin_session(struct scope *sc, struct accounts *a, const char *email, const char *password,
                                         int64_t now, enum accounts_answer *out, char id[DIGEST_TEXT])
{
	char kept[DIGEST_TEXT];
	const char *begun = NULL;
	TRY(session_draw(id));
	digest_bytes(id, strlen(id), kept);             /* who reads the file gets into no session */
	TRY(book_ask(a->book, "DELETE FROM sessions WHERE seen<?1 OR begun<?2", VALUES(number(sc, now - IDLE),
	             number(sc, now - OLD)), NULL, NULL));
	TRY(book_ask(a->book, "UPDATE people SET seen=?2 WHERE email=?1", VALUES(email, number(sc, now)), NULL, NULL));
	TRY(book_ask(a->book, "INSERT INTO sessions SELECT ?1,email,?3,?3 FROM people WHERE email=?2 AND password=?4 "
	             "AND NOT disabled", VALUES(kept, email, number(sc, now), password), NULL, NULL));
	TRY(one(sc, a, "SELECT id FROM sessions WHERE id=?1", VALUES(kept), &begun));
	*out = begun ? ACCOUNTS_IN : ACCOUNTS_WRONG;
	return NULL;
}

/* What one try is counted under, each with tries that are free. */
struct counted { const char *what; int spare; int64_t before; };        /* before: when one was wrong before this */
struct count { struct counted at[3]; size_t count; };

/* Few for a person from one place; more from one place for whomever, and for a person from wherever: who only knows an
 * address keeps its owner from nothing, unless from many places. */
static struct count from_outside(struct scope *sc, const char *email, const char *from)
{
	return (struct count){ .count = 3, .at = {
		{ scope_printf(sc, "who:%s %s", email, from), FREE },
		{ scope_printf(sc, "from:%s", from), FREE_FROM },
		{ scope_printf(sc, "all:%s", email), FREE_FROM } } };
}

/* Who is in already, and says it again: nobody else's tries count. */
static struct count from_within(struct scope *sc, const char *email, const char *session)
{
	char kept[DIGEST_TEXT];
	digest_bytes(session, strlen(session), kept);
	return (struct count){ { { scope_printf(sc, "again:%s %s", email, kept), FREE } }, 1 };
}

/* Counted before the password is looked at, and taken back where it was right: of many tries at once each counts. */
static const struct fault *try_now(struct scope *sc, struct accounts *a, struct count *c, int64_t now,
                                   bool *may)
{
	int64_t wait = 0;
	const struct fault *f = NULL;
	*may = true;
	TRY(book_begin(a->book));
	for (size_t i = 0; i < c->count && !f; i++) {
		f = wait_of(sc, a, c->at[i].what, c->at[i].spare, now, &wait,
		            &c->at[i].before);
		*may = *may && !f && wait == 0;
	}
	for (size_t i = 0; i < c->count && *may && !f; i++)
		f = count_wrong(sc, a, c->at[i].what, now);
	TRY(book_end(a->book, !f));
	return f;
}

/* Of the person all, of what others count under this one, as it was: who is right renews nobody's wait. */
static const struct fault *take_back(struct scope *sc, struct accounts *a, const struct count *c, int64_t now)
{
	TRY(book_ask(a->book, "DELETE FROM tries WHERE what=?1", VALUES(c->at[0].what), NULL, NULL));
	for (size_t i = 1; i < c->count; i++)
		TRY(book_ask(a->book, "UPDATE tries SET wrong=wrong-1, last=CASE last WHEN ?2 THEN ?3 ELSE last END "
		             "WHERE what=?1", VALUES(c->at[i].what, number(sc, now), number(sc, c->at[i].before)),
		             NULL, NULL));
	return NULL;
}

static const struct fault *take_kept(struct scope *sc, struct accounts *a, const char *email, const char **kept)
{
	return one(sc, a, "SELECT password FROM people WHERE email=?1 AND NOT disabled", VALUES(email), kept);
}

/* One at a time, from the counting on: of several that come at once with the right password none is a wrong one. */
static const struct fault *try_in_turn(struct scope *sc, struct accounts *a, const char *email,
                                       const char *password, struct count *c, int64_t now,
                                       enum accounts_answer *out, const char **kept)
{
	bool may = false;
	*out = ACCOUNTS_WAIT;
	TRY(try_now(sc, a, c, now, &may));
	if (!may)
		return NULL;
	TRY(take_kept(sc, a, email, kept));
	const char *against = *kept ? *kept : a->nobody;
	bool right = crypto_pwhash_str_verify(against, password, strlen(password)) == 0 && *kept;
	*out = right ? ACCOUNTS_IN : ACCOUNTS_WRONG;
	return right ? take_back(sc, a, c, now) : NULL;
}

static bool was_right(struct accounts *a, const char what[DIGEST_TEXT], int64_t now)
{
	bool found = false;
	pthread_mutex_lock(&a->remembering);
	for (size_t i = 0; i < LATELY; i++)
		found = found || (a->lately[i].until >= now && session_same(a->lately[i].what, what));
	pthread_mutex_unlock(&a->remembering);
	return found;
}

static void remember(struct accounts *a, const char what[DIGEST_TEXT], int64_t now)
{
	struct lately *l = NULL;
	pthread_mutex_lock(&a->remembering);
	for (size_t i = 0; i < LATELY && !l; i++)       /* its own place, that it pushes out nobody else */
		l = session_same(a->lately[i].what, what) ? &a->lately[i] : NULL;
	l = l ? l : &a->lately[a->next++ % LATELY];
	memcpy(l->what, what, DIGEST_TEXT);
	l->until = now + LATELY_SECONDS;
	pthread_mutex_unlock(&a->remembering);
}

/* what: a digest by which it is remembered that it was right, NULL: it is not; kept: how the password is kept. */
static const struct fault *try_password(struct scope *sc, struct accounts *a, const char *email, const char *password,
                                        struct count *c, int64_t now, const char *what,
                                        enum accounts_answer *out, const char **kept)
{
	const struct fault *f = NULL;
	*out = ACCOUNTS_WRONG;
	if (strlen(email) > ADDRESS)            /* nobody's; what is counted is kept for a day */
		return NULL;
	pthread_mutex_lock(&a->hashing);
	if (what && was_right(a, what, now))    /* by one that came with it, a moment ago */
		*out = ACCOUNTS_IN;
	else
		f = try_in_turn(sc, a, email, password, c, now, out, kept);
	if (!f && what && *out == ACCOUNTS_IN)
		remember(a, what, now);
	pthread_mutex_unlock(&a->hashing);
	return f;
}

const struct fault *accounts_enter(struct accounts *a, const char *email, const char *password, const char *from,
                                   int64_t now, enum accounts_answer *out, char id[DIGEST_TEXT])
{
	SCOPE(turn);
	const char *kept = NULL;
	struct count c = from_outside(turn, email, from);
	TRY(try_password(turn, a, email, password, &c, now, NULL, out, &kept));
	return *out == ACCOUNTS_IN ? begin_session(turn, a, email, kept, now, out, id) : NULL;
}

const struct fault *accounts_wrong_from(struct accounts *a, const char *from, int64_t now, bool *waits)
{
	SCOPE(turn);
	const char *place = scope_printf(turn, "token:%s", from);
	int64_t wait = 0, before = 0;
	TRY(book_begin(a->book));
	const struct fault *f = wait_of(turn, a, place, FREE_FROM, now, &wait, &before);
	if (!f && wait == 0)
		f = count_wrong(turn, a, place, now);
	*waits = wait > 0;
	TRY(book_end(a->book, !f));
	return f;
}

const struct fault *accounts_require(struct accounts *a, const char *email) { return require(a, email); }

static const struct fault *check(struct scope *sc, struct accounts *a, const char *email, const char *password,
                                 struct count *c, int64_t now, enum accounts_answer *out, struct person *person)
{
	SCOPE(turn);
	const char *kept = NULL;
	char what[DIGEST_TEXT];
	TRY(take_kept(turn, a, email, &kept));
	const char *words = scope_printf(turn, "%s\n%s\n%s\n%s", a->secret, kept ? kept : "", email, password);
	digest_bytes(words, strlen(words), what);
	*out = ACCOUNTS_IN;
	if (kept && was_right(a, what, now))
		remember(a, what, now);
	else
		TRY(try_password(turn, a, email, password, c, now, kept ? what : NULL, out, &kept));
	if (*out != ACCOUNTS_IN)
		return NULL;
	*out = accounts_knows(sc, a, email, person) ? ACCOUNTS_IN : ACCOUNTS_WRONG;
	return NULL;
}

const struct fault *accounts_check(struct scope *sc, struct accounts *a, const char *email, const char *password,
                                   const char *from, int64_t now, enum accounts_answer *out, struct person *person)
{
	SCOPE(turn);
	struct count c = from_outside(turn, email, from);
	return check(sc, a, email, password, &c, now, out, person);
}

const struct fault *accounts_check_again(struct accounts *a, const char *email, const char *password,
                                         const char *session, int64_t now, enum accounts_answer *out)
{
	SCOPE(turn);
	struct person unused;
	struct count c = from_within(turn, email, session);
	return check(turn, a, email, password, &c, now, out, &unused);
}

struct found { struct scope *sc; const char *name, *email; int64_t seen; };

static void keep_person(void *context, const char *const *c)
{
	struct found *f = context;
	f->name = scope_copy(f->sc, c[0]);
	f->email = scope_copy(f->sc, c[1]);
	f->seen = strtoll(c[2], NULL, 10);
}

bool accounts_is_in(struct scope *sc, struct accounts *a, const char *id, int64_t now, struct person *out)
{
	struct found f = { .sc = sc };
	char kept[DIGEST_TEXT];
	digest_bytes(id, strlen(id), kept);
	/* in doubt nobody is in */
	if (FAILED(book_ask(a->book, "SELECT p.name, p.email, s.seen FROM sessions s JOIN people p USING(email) WHERE "
	                    "s.id=?1 AND NOT p.disabled AND s.seen>=?2 AND s.begun>=?3", VALUES(kept,
	                    number(sc, now - IDLE), number(sc, now - OLD)), keep_person, &f)) || !f.email)
		return false;
	/* one that cannot be written ends the sooner, and nobody waits for it */
	if (now - f.seen >= SEEN)
		book_try(a->book, "UPDATE sessions SET seen=?2 WHERE id=?1", VALUES(kept, number(sc, now)));
	out->name = f.name;
	out->email = f.email;
	return true;
}

const struct fault *accounts_look_up(struct scope *sc, struct accounts *a, const char *email, struct person *out,
                                     bool *known)
{
	struct found f = { .sc = sc };
	*known = false;
	TRY(book_ask(a->book, "SELECT name, email, 0 FROM people WHERE email=?1 AND NOT disabled", VALUES(email),
	             keep_person, &f));
	*known = f.email != NULL;
	if (*known) {
		out->name = f.name;
		out->email = f.email;
	}
	return NULL;
}

bool accounts_knows(struct scope *sc, struct accounts *a, const char *email, struct person *out)
{
	bool known;
	return !FAILED(accounts_look_up(sc, a, email, out, &known)) && known;   /* in doubt nobody is known */
}

const struct fault *accounts_bind(struct accounts *a, const char *email, const char *subject, bool binds)
{
	SCOPE(turn);
	const char *whose = NULL;
	TRY(require(a, email));
	TRY(one(turn, a, "SELECT email FROM certificates WHERE subject=?1", VALUES(subject), &whose));
	if (whose && strcasecmp(whose, email) != 0)
		return fault_make(FAULT_CONFLICT, "{subject} is the certificate of {address}", subject, whose);
	if (!whose && !binds)
		return fault_make(FAULT_NOT_FOUND, "{address} has no certificate {subject}", email, subject);
	return book_ask(a->book, binds ? "INSERT OR REPLACE INTO certificates VALUES(?1, ?2)"
	                : "DELETE FROM certificates WHERE subject=?1 AND email=?2", VALUES(subject, email), NULL, NULL);
}

bool accounts_shows(struct scope *sc, struct accounts *a, const char *subject, struct person *out)
{
	const char *email = NULL;
	/* in doubt nobody is known */
	return !FAILED(one(sc, a, "SELECT email FROM certificates WHERE subject=?1", VALUES(subject), &email)) && email
	       && accounts_knows(sc, a, email, out);
}

const struct fault *accounts_leave(struct accounts *a, const char *id)
{
	char kept[DIGEST_TEXT];
	digest_bytes(id, strlen(id), kept);
	return book_ask(a->book, "DELETE FROM sessions WHERE id=?1", VALUES(kept), NULL, NULL);
}

struct signed_in { struct scope *sc; struct accounts_sessions *out; const char *own; };

static void add_session(void *context, const char *const *c)
{
	const struct signed_in *s = context;
	*LIST_ADD(s->sc, s->out) = (struct accounts_session){ scope_copy(s->sc, c[0]), scope_copy(s->sc, c[1]),
		scope_copy(s->sc, c[2]), strcmp(s->own, c[3]) == 0 };
}

/* What a session is called by is the beginning of what is kept of its id: too short to be found again from it. */
#define MARK "substr(id,1,12)"

const struct fault *accounts_sessions(struct scope *sc, struct accounts *a, const char *email, const char *id,
                                      int64_t now, struct accounts_sessions *out)
{
	char kept[DIGEST_TEXT] = "";
	if (id)
		digest_bytes(id, strlen(id), kept);
	struct signed_in s = { sc, out, kept };
	TRY(require(a, email));
	return book_ask(a->book, "SELECT " MARK ", strftime('%Y-%m-%d %H:%M',begun,'unixepoch'), strftime("
	                "'%Y-%m-%d %H:%M',seen,'unixepoch'), id FROM sessions WHERE email=?1 AND seen>=?2 AND "
	                "begun>=?3 ORDER BY begun DESC, id", VALUES(email, number(sc, now - IDLE),
	                number(sc, now - OLD)), add_session, &s);
}

const struct fault *accounts_end_session(struct accounts *a, const char *email, const char *mark)
{
	SCOPE(turn);
	const char *found = NULL;
	TRY(require(a, email));
	TRY(one(turn, a, "SELECT id FROM sessions WHERE email=?1 AND " MARK "=?2", VALUES(email, mark), &found));
	if (!found)
		return fault_make(FAULT_NOT_FOUND, "there is no such session; it may have ended already");
	return book_ask(a->book, "DELETE FROM sessions WHERE email=?1 AND " MARK "=?2", VALUES(email, mark), NULL,
	                NULL);
}

struct book *accounts_book(const struct accounts *a) { return a->book; }
