/* drafts.c: drafts in SQLite, and sending them. */
#include "desk/drafts.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/path.h"
#include "desk/act_private.h"
#include "text/book.h"

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS drafts(id TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE, package TEXT NOT "
	"NULL, at INTEGER NOT NULL, place TEXT NOT NULL, quote TEXT NOT NULL, which TEXT NOT NULL, line TEXT NOT "
	"NULL, cell TEXT NOT NULL, field TEXT NOT NULL, page TEXT NOT NULL, requirements TEXT NOT NULL, severity TEXT "
	"NOT NULL, owner TEXT NOT NULL, due TEXT NOT NULL, text TEXT NOT NULL)";

/* What is known of some drafts beside it: written before the draft, and forgotten after it. */
static const char beside[] =
	"CREATE TABLE IF NOT EXISTS drafts_beside(id TEXT PRIMARY KEY, area TEXT NOT NULL, version TEXT NOT NULL, "
	"block INTEGER NOT NULL)";

struct drafts { struct desk *desk; struct book *book; const char *email, *package; };

#define VALUES(...) (const char *const[]){ __VA_ARGS__, NULL }

/* Beside what else git keeps for this copy alone: no clone takes it along. */
static const struct fault *open_own(struct scope *sc, const struct desk *d, struct book **out)
{
	const char *tmp = d->store->tmp, *end = tmp ? strrchr(tmp, '/') : NULL;
	if (!end)
		return fault_make(FAULT_REFUSED, "{name} has no folder to keep a draft in", d->store->name);
	const char *folder = scope_copy_bytes(sc, tmp, (size_t)(end - tmp));
	TRY(file_make_folder(folder));
	return book_open(sc, path_join(sc, folder, "drafts.db"), schema, out);
}

const struct fault *drafts_open(struct scope *sc, struct desk *d, struct book *home, struct drafts **out)
{
	struct store_person me;
	*out = NEW(sc, struct drafts);
	**out = (struct drafts){ .desk = d, .book = home, .package = d->journal->fold->package };
	TRY(desk_person(d, &me));
	(*out)->email = me.email;
	if (home)
		TRY(book_ask(home, schema, (const char *const[]){ NULL }, NULL, NULL));
	else
		TRY(open_own(sc, d, &(*out)->book));
	return book_ask((*out)->book, beside, (const char *const[]){ NULL }, NULL, NULL);
}

/* --- keeping --- */

static const char *or_none(const char *s) { return s ? s : ""; }

static const char *number(struct scope *sc, int64_t n) { return scope_printf(sc, "%lld", (long long)n); }

static void count_one(void *context, const char *const *columns) { *(size_t *)context = (size_t)atol(columns[0]); }

/* Two that differ in anything are two. */
static void put_all(struct buf *b, const struct act_remark *r, const char *text)
{
	const char *all[] = { r->on, r->quote, r->row, r->column, r->field, r->page, r->severity, r->owner, r->due,
		r->region, r->version, text };
	for (size_t i = 0; i < countof(all); i++)
		buf_printf(b, "%zu %s\n", strlen(or_none(all[i])), or_none(all[i]));
	buf_printf(b, "%zu %d\n", r->which, r->line);
	for (size_t i = 0; i < r->requirements.count; i++)
		buf_printf(b, "%s\n", r->requirements.at[i]);
}

/* As an event draws its own: from the seed, and from where and when it is made; or from the word alone that came with
 * it. */
static const struct fault *draw(struct scope *sc, struct drafts *d, const struct act_remark *r, const char *text,
                                const char *once, const char **out)
{
	const struct world *w = &d->desk->world;
	char digest[DIGEST_TEXT];
	size_t count = 0;
	struct buf *b = buf_new(sc);
	TRY(book_ask(d->book, "SELECT ifnull(max(rowid), 0) FROM drafts", (const char *const[]){ NULL }, count_one,
	             &count));
	if (once)
		buf_printf(b, "draft once\n%s\n%s\n%s\n", d->package, d->email, once);
	else
		buf_printf(b, "draft\n%s\n%s\n%s\n%lld\n%zu\n", or_none(w->seed), d->desk->journal->tip.hex, d->email,
		           (long long)w->now, count);
	put_all(b, r, text);
	digest_bytes(b->at, b->len, digest);
	*out = scope_copy_bytes(sc, digest, EVENT_IDENTITY);
	return NULL;
}

static const struct fault *keep_beside(struct drafts *d, const char *id, const struct act_remark *r,
                                       const char *version)
{
	SCOPE(turn);
	if (!r->region && !r->version && !r->line)
		return NULL;
	return book_ask(d->book, "INSERT OR REPLACE INTO drafts_beside VALUES(?1,?2,?3,?4)",
	                VALUES(id, or_none(r->region), version, number(turn, r->line)), NULL, NULL);
}

/* In one step, so that of two clicks at one moment one is kept. */
static const char insert[] =
	"INSERT INTO drafts SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16 WHERE NOT EXISTS (SELECT 1 "
	"FROM drafts LEFT JOIN drafts_beside USING(id) WHERE id=?1 OR email=?2 AND package=?3 AND place=?5 AND "
	"quote=?6 AND which=?7 AND line=?8 AND cell=?9 AND field=?10 AND page=?11 AND requirements=?12 AND "
	"severity=?13 AND owner=?14 AND due=?15 AND text=?16 AND ifnull(area,'')=?17 AND ifnull(version,'')=?18 AND "
	"ifnull(block,0)=CAST(?19 AS INTEGER))";

static const struct fault *is_there(struct drafts *d, const char *id, bool *out)
{
	size_t count = 0;
	TRY(book_ask(d->book, "SELECT count(*) FROM drafts WHERE id=?1", VALUES(id), count_one, &count));
	*out = count > 0 || fold_remark_called(d->desk->journal->fold, id);
	return NULL;
}

/* The version as it is, not as it is called today. */
static const struct fault *find_version(struct drafts *d, const struct act_remark *r, struct store_id *out)
{
	*out = (struct store_id){""};
	return r->version ? store_resolve(d->desk->store, r->version, out) : NULL;
}

static const struct fault *put_draft(struct drafts *d, const char *id, const struct act_remark *r, const char *text)
{
	SCOPE(turn);
	struct store_id version;
	TRY(find_version(d, r, &version));
	TRY(keep_beside(d, id, r, version.hex));
	TRY(book_ask(d->book, insert,
	             VALUES(id, d->email, d->package, number(turn, d->desk->world.now), or_none(r->on),
	                    or_none(r->quote), number(turn, (int64_t)r->which), or_none(r->row), or_none(r->column),
	                    or_none(r->field), or_none(r->page), list_join(turn, &r->requirements, "\n"),
	                    or_none(r->severity), or_none(r->owner), or_none(r->due), text, or_none(r->region),
	                    version.hex, number(turn, r->line)), NULL, NULL));
	return book_ask(d->book, "DELETE FROM drafts_beside WHERE id=?1 AND NOT EXISTS (SELECT 1 FROM drafts WHERE "
	                "id=?1)", VALUES(id), NULL, NULL);
}

const struct fault *drafts_keep(struct drafts *d, const struct act_remark *r, const char *text, const char *once)
{
	SCOPE(turn);
	const struct act_options o = { .note = text };
	struct act_remark trial = *r;
	const char *id = NULL;
	bool kept = false;
	int unused;
	trial.trial = true;
	TRY(act_remark(d->desk, &trial, &o, &unused));
	TRY(draw(turn, d, r, text, once, &id));
	TRY(is_there(d, id, &kept));
	return kept ? NULL : put_draft(d, id, r, text);
}

/* --- reading --- */

struct reading { struct scope *sc; struct drafts *d; struct draft_list *out; };

static const char *or_null(struct scope *sc, const char *s) { return *s ? scope_copy(sc, s) : NULL; }

static struct names lines_of(struct scope *sc, const char *s)
{
	struct names out = {0};
	for (size_t n; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		*LIST_ADD(sc, &out) = scope_copy_bytes(sc, s, n);
	}
	return out;
}

static void add_draft(void *context, const char *const *c)
{
	const struct reading *r = context;
	struct scope *sc = r->sc;
	char *day = scope_alloc(sc, DATE_TEXT, 1);
	date_print(date_at(atoll(c[1]), r->d->desk->offset), day);
	*LIST_ADD(sc, r->out) = (struct draft){ scope_copy(sc, c[0]), day, scope_copy(sc, c[13]), {
		.on = or_null(sc, c[2]), .quote = or_null(sc, c[3]), .which = (size_t)atol(c[4]),
		.row = or_null(sc, c[5]), .column = or_null(sc, c[6]), .field = or_null(sc, c[7]),
		.page = or_null(sc, c[8]), .requirements = lines_of(sc, c[9]), .severity = or_null(sc, c[10]),
		.owner = or_null(sc, c[11]), .due = or_null(sc, c[12]), .region = or_null(sc, c[14]),
		.version = or_null(sc, c[15]), .line = atoi(c[16]) } };
}

static const struct fault *forget(struct drafts *d, const char *id)
{
	TRY(book_ask(d->book, "DELETE FROM drafts WHERE id=?1 AND email=?2 AND package=?3",
	             VALUES(id, d->email, d->package), NULL, NULL));
	return book_ask(d->book, "DELETE FROM drafts_beside WHERE id=?1", VALUES(id), NULL, NULL);
}

static bool is_sent(const struct drafts *d, const char *id)
{
	return fold_remark_called(d->desk->journal->fold, id) != NULL;
}

/* One that was sent by a process that died before it could forget it is no draft any more. */
static const struct fault *drop_sent(struct drafts *d, struct draft_list *all)
{
	size_t kept = 0;
	for (size_t i = 0; i < all->count; i++) {
		if (is_sent(d, all->at[i].id))
			TRY(forget(d, all->at[i].id));
		else
			all->at[kept++] = all->at[i];
	}
	all->count = kept;
	return NULL;
}

const struct fault *drafts_read(struct scope *sc, struct drafts *d, struct draft_list *out)
{
	struct reading r = { sc, d, out };
	*out = (struct draft_list){0};
	TRY(book_ask(d->book, "SELECT id, at, place, quote, which, line, cell, field, page, requirements, severity, "
	             "owner, due, text, area, version, block FROM drafts LEFT JOIN drafts_beside USING(id) "
	             "WHERE email=?1 AND package=?2 ORDER BY drafts.rowid",
	             VALUES(d->email, d->package), add_draft, &r));
	return drop_sent(d, out);
}

const struct fault *drafts_drop(struct drafts *d, const char *id)
{
	SCOPE(turn);
	struct draft_list all;
	TRY(drafts_read(turn, d, &all));
	for (size_t i = 0; i < all.count; i++)
		if (strcmp(all.at[i].id, id) == 0)
			return forget(d, id);
	return fault_make(FAULT_NOT_FOUND, "there is no such draft");
}

/* --- sending --- */

/* Before the first is recorded: each of them may be.  number: the first that may not. */
static const struct fault *try_all(struct drafts *d, const struct draft_list *all, const char *role)
{
	int unused;
	for (size_t i = 0; i < all->count; i++) {
		const struct act_options o = { .role = role, .note = all->at[i].text };
		struct act_remark r = all->at[i].of;
		r.trial = true;
		const struct fault *f = act_remark(d->desk, &r, &o, &unused);
		if (f)
			return fault_while(f, "draft {number}", i + 1);
	}
	return NULL;
}

static const struct fault *send_one(struct drafts *d, const struct draft *one, const char *role, struct buf *told)
{
	const struct act_options o = { .role = role, .note = one->text };
	struct act_remark r = one->of;
	int unused;
	r.id = one->id;
	TRY(act_remark(d->desk, &r, &o, &unused));
	if (d->desk->rehearses) {
		buf_printf(told, "%s%s\n%s", told->len ? "\n\n" : "", d->desk->rehearsed, one->text);
		return NULL;
	}
	return forget(d, one->id);
}

const struct fault *drafts_send(struct drafts *d, const char *role, size_t *count)
{
	SCOPE(turn);
	struct desk *k = d->desk;
	struct draft_list all;
	struct buf *told = buf_new(turn);
	TRY(store_lock(turn, k->store));        /* nobody records anything between two of them */
	TRY(desk_refresh(k, false));
	TRY(desk_refuse_moved(k));
	k->expected = NULL;                     /* each moves the journal on */
	TRY(drafts_read(turn, d, &all));
	TRY(try_all(d, &all, role));
	for (size_t i = 0; i < all.count; i++) {
		const struct fault *f = send_one(d, &all.at[i], role, told);
		if (f && i && !k->rehearses)
			return fault_while(f, "{sent} of {count} remarks are recorded, the others are still drafts", i,
				all.count);
		if (f)
			return f;
	}
	if (k->rehearses)
		k->rehearsed = scope_copy(k->sc, told->at);
	*count = all.count;
	return NULL;
}
