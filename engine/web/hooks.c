/* hooks.c: addresses, and messages for them, among the accounts. */
#include "base/base.h"
#include "base/json.h"
#include "base/path.h"
#include "desk/desk.h"
#include "desk/packages.h"
#include "text/book.h"
#include "web/hooks.h"
#include "web/page.h"
#include "web/session.h"
#include <sodium.h>

enum { MARK = 12 };

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS hooks(mark TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE REFERENCES "
	"people(email) ON DELETE CASCADE, url TEXT NOT NULL, secret TEXT NOT NULL, kinds TEXT NOT NULL, packages TEXT "
	"NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID;";
static const char schema_places[] =
	"CREATE TABLE IF NOT EXISTS hook_places(mark TEXT NOT NULL REFERENCES hooks(mark) ON DELETE CASCADE, package "
	"TEXT NOT NULL, event TEXT NOT NULL, PRIMARY KEY(mark, package)) WITHOUT ROWID;";
static const char schema_messages[] =
	"CREATE TABLE IF NOT EXISTS hook_messages(id INTEGER PRIMARY KEY AUTOINCREMENT, mark TEXT NOT NULL REFERENCES "
	"hooks(mark) ON DELETE CASCADE, package TEXT NOT NULL, event TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT "
	"NULL, at INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0, answer TEXT "
	"NOT NULL DEFAULT '')";

#define VALUES(...) (const char *const[]){ __VA_ARGS__, NULL }

static const char *number(struct scope *sc, int64_t n) { return scope_printf(sc, "%lld", (long long)n); }

static const struct fault *lay_out(struct accounts *a)
{
	const char *const all[] = { schema, schema_places, schema_messages };
	for (size_t i = 0; i < countof(all); i++)
		TRY(book_ask(accounts_book(a), all[i], VALUES(NULL), NULL, NULL));
	return NULL;
}

/* --- addresses --- */

/* Of the web, without a name and a password in it, which would stand in lists. */
static const struct fault *check_url(const char *url)
{
	size_t scheme = strncmp(url, "https://", 8) == 0 ? 8 : strncmp(url, "http://", 7) == 0 ? 7 : 0;
	size_t host = strcspn(url + scheme, "/?#");
	bool plain = strlen(url) <= HOOKS_URL;
	for (const char *c = url; *c; c++)
		plain = plain && *c > 0x20 && *c < 0x7f && !strchr("\"'<>\\^`{|}", *c);
	return scheme && host && plain && !memchr(url + scheme, '@', host) ? NULL
		: fault_make(FAULT_USAGE, "\"{address}\" is no address of the form https://NAME/PATH, without a name "
			"and a password in it", url);
}

static const struct fault *check_kinds(const struct names *kinds)
{
	enum event_kind kind;
	for (size_t i = 0; kinds && i < kinds->count; i++)
		if (!event_kind_parse(kinds->at[i], &kind))
			return fault_make(FAULT_USAGE, "there is no event of the kind \"{kind}\"", kinds->at[i]);
	return NULL;
}

struct listing { struct scope *sc; struct hooks_list *out; };

static void add_hook(void *context, const char *const *c)
{
	const struct listing *l = context;
	struct scope *sc = l->sc;
	*LIST_ADD(sc, l->out) = (struct hooks_one){ scope_copy(sc, c[0]), scope_copy(sc, c[1]), scope_copy(sc, c[2]),
		scope_copy(sc, c[3]), scope_copy(sc, c[4]), scope_copy(sc, c[5]), scope_copy(sc, c[6]) };
}

const struct fault *hooks_read(struct scope *sc, struct accounts *a, struct hooks_list *out)
{
	struct listing l = { sc, out };
	TRY(lay_out(a));
	return book_ask(accounts_book(a), "SELECT mark, email, url, secret, kinds, packages, date(made,'unixepoch') "
	                "FROM hooks ORDER BY made, mark", VALUES(NULL), add_hook, &l);
}

static const struct fault *set_place(struct accounts *a, const char *mark, const char *package, const char *event)
{
	return book_ask(accounts_book(a), "INSERT OR REPLACE INTO hook_places VALUES(?1,?2,?3)", VALUES(mark, package,
	                event), NULL, NULL);
}

/* A package that cannot be read has no place: if it can be later, all of it is news. */
static const struct fault *begin_at_end(struct accounts *a, const struct world *w, const char *folder, const char *mark)
{
	SCOPE(turn);
	struct world own = *w;
	struct desk *d = NULL;
	size_t count = 0;
	own.directory = folder;
	if (FAILED(page_desk(turn, &own, &(struct person){ .name = NULL }, NULL, &d)))
		return NULL;
	const struct event *const *events = desk_events(d, &count);
	return count ? set_place(a, mark, page_name(turn, folder), events[count - 1]->id) : NULL;
}

static const struct fault *begin_places(struct scope *sc, struct accounts *a, const struct world *w, const char *mark)
{
	struct names folders = {0};
	TRY(packages_of(sc, w->directory, &folders));
	for (size_t i = 0; i < folders.count; i++)
		TRY(begin_at_end(a, w, folders.at[i], mark));
	return NULL;
}

const struct fault *hooks_add(struct scope *sc, struct accounts *a, const struct world *w,
                              const struct hooks_wish *wish, struct hooks_one *out)
{
	struct hooks_list all = {0};
	char *drawn = scope_alloc(sc, SESSION_TEXT, 1), name[SESSION_TEXT];
	const struct names none = {0};
	TRY(check_url(wish->url));
	TRY(check_kinds(wish->kinds));
	TRY(accounts_require(a, wish->email));
	TRY(hooks_read(sc, a, &all));
	if (all.count >= HOOKS_MOST)
		return fault_make(FAULT_REFUSED, "there are {most} addresses, which is as many as there may be; remove "
			"one first", HOOKS_MOST);
	TRY(session_draw(drawn));
	TRY(session_draw(name));
	*out = (struct hooks_one){ .mark = scope_copy_bytes(sc, name, MARK), .email = wish->email, .url = wish->url,
		.secret = drawn, .kinds = list_join(sc, wish->kinds ? wish->kinds : &none, " "),
		.packages = list_join(sc, wish->packages ? wish->packages : &none, "\n") };
	TRY(book_ask(accounts_book(a), "INSERT INTO hooks VALUES(?1,?2,?3,?4,?5,?6,?7)", VALUES(out->mark, out->email,
	             out->url, out->secret, out->kinds, out->packages, number(sc, w->now)), NULL, NULL));
	return begin_places(sc, a, w, out->mark);
}

static void count_row(void *context, const char *const *c)
{
	(void)c;
	++*(size_t *)context;
}

static const struct fault *require(struct accounts *a, const char *mark)
{
	size_t found = 0;
	TRY(lay_out(a));
	TRY(book_ask(accounts_book(a), "SELECT mark FROM hooks WHERE mark=?1", VALUES(mark), count_row, &found));
	return found ? NULL : fault_make(FAULT_NOT_FOUND, "no address is called {mark}", mark);
}

const struct fault *hooks_remove(struct accounts *a, const char *mark)
{
	TRY(require(a, mark));
	return book_ask(accounts_book(a), "DELETE FROM hooks WHERE mark=?1", VALUES(mark), NULL, NULL);
}

/* --- what happened --- */

static void keep_text(void *context, const char *const *c)
{
	struct { struct scope *sc; const char *text; } *o = context;
	o->text = scope_copy(o->sc, c[0]);
}

static const struct fault *take_place(struct scope *sc, struct accounts *a, const char *mark, const char *package,
                                      const char **event)
{
	struct { struct scope *sc; const char *text; } o = { sc, NULL };
	TRY(book_ask(accounts_book(a), "SELECT event FROM hook_places WHERE mark=?1 AND package=?2", VALUES(mark,
	             package), keep_text, &o));
	*event = o.text;
	return NULL;
}

/* Is it one of the words?  No words: all are meant. */
static bool is_among(const char *words, const char *end, const char *word)
{
	size_t n = strlen(word);
	if (!*words)
		return true;
	for (const char *at = words; *at; at += strcspn(at, end) + (at[strcspn(at, end)] != '\0'))
		if (strcspn(at, end) == n && strncmp(at, word, n) == 0)
			return true;
	return false;
}

/* Nothing of what it says: no note, no place, no letter's name. */
static const char *body_of(struct scope *sc, const struct hooks_one *h, const char *package, const struct event *ev)
{
	struct json *o = json_make_object(sc);
	struct buf *b = buf_new(sc);
	json_put_text(o, "hook", h->mark);
	json_put_text(o, "package", package);
	json_put_text(o, "event", ev->id);
	json_put_text(o, "kind", event_kind_name(ev->kind));
	json_put_text(o, "person", event_get(ev, EVENT_PERSON_FIELD));
	json_put_text(o, "role", event_get(ev, EVENT_ROLE_FIELD));
	json_put_text(o, "as_of", event_get(ev, EVENT_AS_OF_FIELD));
	json_write(o, b);
	return b->at;
}

static const struct fault *put_message(struct accounts *a, const struct hooks_one *h, const char *package,
                                       const struct event *ev, int64_t now)
{
	SCOPE(turn);
	const char *kind = event_kind_name(ev->kind);
	if (!is_among(h->kinds, " ", kind))
		return NULL;
	return book_ask(accounts_book(a), "INSERT INTO hook_messages(mark,package,event,kind,body,at) VALUES(?1,?2,?3,"
	                "?4,?5,?6)", VALUES(h->mark, package, ev->id, kind, body_of(turn, h, package, ev),
	                number(turn, now)), NULL, NULL);
}

static size_t place_of(const struct event *const *events, size_t count, const char *event)
{
	for (size_t i = 0; event && i < count; i++)
		if (strcmp(events[i]->id, event) == 0)
			return i + 1;
	return event ? count : 0;       /* a journal that does not know it was put back: it begins at its end */
}

static const struct fault *count_waiting(struct accounts *a, const char *mark, size_t *out)
{
	*out = 0;
	return book_ask(accounts_book(a), "SELECT id FROM hook_messages WHERE mark=?1 AND state=0", VALUES(mark),
	                count_row, out);
}

struct gathering { struct accounts *a; const struct hooks_one *hook; const char *package; bool held; int64_t now; };

/* The message and the place behind its event stand together, or neither does. */
static const struct fault *gather_from(const struct gathering *g, const struct event *const *events, size_t count,
                                       size_t from, bool *all)
{
	size_t waiting = 0, i = from;
	TRY(count_waiting(g->a, g->hook->mark, &waiting));
	for (; i < count && waiting < HOOKS_WAITING; i++)
		if (g->held && events[i]->happened) {
			TRY(put_message(g->a, g->hook, g->package, events[i], g->now));
			TRY(count_waiting(g->a, g->hook->mark, &waiting));
		}
	*all = i >= count;
	return i > 0 ? set_place(g->a, g->hook->mark, g->package, events[i - 1]->id) : NULL;
}

const struct fault *hooks_gather(struct accounts *a, const struct world *w, const char *folder,
                                 const struct hooks_one *h, bool held, int64_t now, bool *all)
{
	SCOPE(turn);
	struct world own = *w;
	struct desk *d = NULL;
	const char *name = page_name(turn, folder), *event = NULL;
	struct gathering g = { a, h, name, held && is_among(h->packages, "\n", name), now };
	size_t count = 0;
	own.directory = folder;
	TRY(page_desk(turn, &own, &(struct person){ .name = NULL }, NULL, &d));
	const struct event *const *events = desk_events(d, &count);
	TRY(take_place(turn, a, h->mark, name, &event));
	TRY(book_begin(accounts_book(a)));
	const struct fault *f = gather_from(&g, events, count, place_of(events, count, event), all);
	TRY(book_end(accounts_book(a), !f));
	return f;
}

/* --- messages --- */

struct reading { struct scope *sc; struct hooks_messages *out; };

static void add_message(void *context, const char *const *c)
{
	const struct reading *r = context;
	struct scope *sc = r->sc;
	*LIST_ADD(sc, r->out) = (struct hooks_message){ scope_copy(sc, c[0]), scope_copy(sc, c[1]),
		scope_copy(sc, c[2]), scope_copy(sc, c[3]), scope_copy(sc, c[4]), scope_copy(sc, c[5]),
		scope_copy(sc, c[6]), (int)strtol(c[7], NULL, 10), (enum hooks_state)strtol(c[8], NULL, 10) };
}

#define MESSAGE "SELECT id, package, event, kind, strftime('%Y-%m-%d %H:%M',at,'unixepoch'), answer, body, tries, " \
	"state FROM hook_messages WHERE mark=?1 "

const struct fault *hooks_messages(struct scope *sc, struct accounts *a, const char *mark, struct hooks_messages *out)
{
	struct reading r = { sc, out };
	TRY(require(a, mark));
	return book_ask(accounts_book(a), MESSAGE "ORDER BY id DESC", VALUES(mark), add_message, &r);
}

const struct fault *hooks_next(struct scope *sc, struct accounts *a, const char *mark, struct hooks_message *out)
{
	struct hooks_messages one = {0};
	struct reading r = { sc, &one };
	TRY(book_ask(accounts_book(a), MESSAGE "AND state=0 ORDER BY id LIMIT 1", VALUES(mark), add_message, &r));
	*out = one.count ? one.at[0] : (struct hooks_message){ .id = NULL };
	return NULL;
}

const struct fault *hooks_tried(struct accounts *a, const char *mark, const char *id, bool good, const char *answer,
                                int64_t now)
{
	SCOPE(turn);
	TRY(book_ask(accounts_book(a), "UPDATE hook_messages SET tries=tries+1, answer=?3, at=?4, state=CASE WHEN "
	             "?5='1' THEN 1 WHEN tries+1>=?6+0 THEN 2 ELSE 0 END WHERE id=?2 AND mark=?1", VALUES(mark, id,
	             answer, number(turn, now), good ? "1" : "0", number(turn, HOOKS_TRIES)), NULL, NULL));
	return book_ask(accounts_book(a), "DELETE FROM hook_messages WHERE mark=?1 AND state<>0 AND id NOT IN (SELECT "
	                "id FROM hook_messages WHERE mark=?1 AND state<>0 ORDER BY id DESC LIMIT ?2)", VALUES(mark,
	                number(turn, HOOKS_KEPT)), NULL, NULL);
}

const struct fault *hooks_withhold(struct accounts *a, const char *mark, const char *id)
{
	return book_ask(accounts_book(a), "DELETE FROM hook_messages WHERE mark=?1 AND id=?2", VALUES(mark, id), NULL,
	                NULL);
}

const char *hooks_signature(struct scope *sc, const char *secret, int64_t now, const char *body)
{
	crypto_auth_hmacsha256_state s;
	unsigned char sum[crypto_auth_hmacsha256_BYTES];
	char hex[2 * sizeof sum + 1];
	const char *at = number(sc, now);
	crypto_auth_hmacsha256_init(&s, (const unsigned char *)secret, strlen(secret));
	crypto_auth_hmacsha256_update(&s, (const unsigned char *)at, strlen(at));
	crypto_auth_hmacsha256_update(&s, (const unsigned char *)".", 1);
	crypto_auth_hmacsha256_update(&s, (const unsigned char *)body, strlen(body));
	crypto_auth_hmacsha256_final(&s, sum);
	sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
	return scope_printf(sc, "t=%s,v1=%s", at, hex);
}
