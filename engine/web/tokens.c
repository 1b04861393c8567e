/* tokens.c: tokens among the accounts. */
#include "base/base.h"
#include "base/utf8.h"
#include "text/book.h"
#include "web/session.h"
#include "web/tokens.h"

/* Before the word itself, so that a search for leaked secrets finds it. */
static const char prefix[] = "sarflow_";
enum { DAY = 86400, SEEN = 60 };

#define VALUES(...) (const char *const[]){ __VA_ARGS__, NULL }
/* What a token is called by is the beginning of what is kept of it: too short to be found again from it. */
#define MARK "substr(id,1,12)"

static const char *number(struct scope *sc, int64_t n) { return scope_printf(sc, "%lld", (long long)n); }

static void count_row(void *context, const char *const *c)
{
	(void)c;
	++*(size_t *)context;
}

static const struct fault *check_name(const char *name)
{
	size_t letters = 0;
	for (size_t i = 0, n; name[i]; i += n, letters++)
		if ((n = utf8_length(name + i)) == 0 || (unsigned char)name[i] < 0x20 || name[i] == 0x7f)
			return fault_make(FAULT_USAGE, "a name is one line of text");
	return letters > 0 && letters <= TOKENS_NAME ? NULL : fault_make(FAULT_USAGE, "a name has {most} letters at "
		"most", TOKENS_NAME);
}

static const struct fault *check_room(struct accounts *a, const char *email, const char *name)
{
	size_t all = 0, same = 0;
	TRY(book_ask(accounts_book(a), "SELECT id FROM tokens WHERE email=?1", VALUES(email), count_row, &all));
	TRY(book_ask(accounts_book(a), "SELECT id FROM tokens WHERE email=?1 AND name=?2", VALUES(email, name),
	             count_row, &same));
	if (same)
		return fault_make(FAULT_REFUSED, "{address} has a token \"{name}\" already; revoke it first", email,
			name);
	return all < TOKENS_EACH ? NULL : fault_make(FAULT_REFUSED, "{address} has {most} tokens, which is as many as "
		"there may be; revoke one first", email, TOKENS_EACH);
}

const struct fault *tokens_add(struct scope *sc, struct accounts *a, const char *email, const char *name, bool acts,
                               int days, int64_t now, const char **text)
{
	char drawn[SESSION_TEXT], kept[DIGEST_TEXT];
	TRY(check_name(name));
	if (days < 1 || days > TOKENS_DAYS)
		return fault_make(FAULT_USAGE, "a token is good for 1 to {most} days", TOKENS_DAYS);
	TRY(accounts_require(a, email));
	TRY(check_room(a, email, name));
	TRY(session_draw(drawn));
	*text = scope_printf(sc, "%s%s", prefix, drawn);
	digest_bytes(*text, strlen(*text), kept);
	return book_ask(accounts_book(a), "INSERT INTO tokens VALUES(?1,?2,?3,?4,?5,?6,NULL)", VALUES(kept, email, name,
	                acts ? "1" : "0", number(sc, now), number(sc, now + (int64_t)days * DAY)), NULL, NULL);
}

struct listing { struct scope *sc; struct tokens_list *out; };

static void add_token(void *context, const char *const *c)
{
	const struct listing *l = context;
	*LIST_ADD(l->sc, l->out) = (struct tokens_one){ scope_copy(l->sc, c[0]), scope_copy(l->sc, c[1]),
		scope_copy(l->sc, c[2]), scope_copy(l->sc, c[3]), scope_copy(l->sc, c[4]), c[5][0] == '1',
		c[6][0] == '1' };
}

const struct fault *tokens_list(struct scope *sc, struct accounts *a, const char *email, int64_t now,
                                struct tokens_list *out)
{
	struct listing l = { sc, out };
	TRY(accounts_require(a, email));
	return book_ask(accounts_book(a), "SELECT " MARK ", name, date(made,'unixepoch'), date(ends,'unixepoch'), "
	                "coalesce(date(seen,'unixepoch'),''), acts, ends<=?2 FROM tokens WHERE email=?1 ORDER BY made, "
	                "name", VALUES(email, number(sc, now)), add_token, &l);
}

const struct fault *tokens_revoke(struct accounts *a, const char *email, const char *mark)
{
	size_t found = 0;
	TRY(accounts_require(a, email));
	TRY(book_ask(accounts_book(a), "SELECT id FROM tokens WHERE email=?1 AND " MARK "=?2", VALUES(email, mark),
	             count_row, &found));
	if (!found)
		return fault_make(FAULT_NOT_FOUND, "{address} has no token {mark}", email, mark);
	return book_ask(accounts_book(a), "DELETE FROM tokens WHERE email=?1 AND " MARK "=?2", VALUES(email, mark),
	                NULL, NULL);
}

struct found { struct scope *sc; struct tokens_bearer *who; int64_t seen; };

static void keep_bearer(void *context, const char *const *c)
{
	struct found *f = context;
	f->who->person.name = scope_copy(f->sc, c[0]);
	f->who->person.email = scope_copy(f->sc, c[1]);
	f->who->mark = scope_copy(f->sc, c[2]);
	f->who->acts = c[3][0] == '1';
	f->seen = strtoll(c[4], NULL, 10);
}

static const struct fault *refuse_wrong(struct accounts *a, const char *from, int64_t now, enum accounts_answer *out)
{
	bool waits = false;
	*out = ACCOUNTS_WRONG;
	TRY(accounts_wrong_from(a, from, now, &waits));
	*out = waits ? ACCOUNTS_WAIT : ACCOUNTS_WRONG;
	return NULL;
}

const struct fault *tokens_check(struct scope *sc, struct accounts *a, const char *text, const char *from, int64_t now,
                                 enum accounts_answer *out, struct tokens_bearer *who)
{
	struct found f = { sc, who, 0 };
	char kept[DIGEST_TEXT];
	*who = (struct tokens_bearer){ .mark = NULL };
	digest_bytes(text, strlen(text), kept);
	TRY(book_ask(accounts_book(a), "SELECT p.name, p.email, substr(t.id,1,12), t.acts, coalesce(t.seen,0) FROM "
	             "tokens t JOIN people p USING(email) WHERE t.id=?1 AND t.ends>?2 AND NOT p.disabled",
	             VALUES(kept, number(sc, now)), keep_bearer, &f));
	if (!who->mark)
		return refuse_wrong(a, from, now, out);
	*out = ACCOUNTS_IN;
	return now - f.seen < SEEN ? NULL : book_ask(accounts_book(a), "UPDATE tokens SET seen=?2 WHERE id=?1",
		VALUES(kept, number(sc, now)), NULL, NULL);
}
