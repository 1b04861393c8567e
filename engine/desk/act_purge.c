/* act_purge.c: content is removed, and the trace of it stays. */
#include "base/base.h"
#include "base/date.h"
#include "desk/act_private.h"

/* Words are in git itself: in each version since, in each event behind.  Nothing takes them out of there. */
static const struct fault *refuse_text(const struct desk *d, const char *path)
{
	enum { DIGITS = 7 };
	size_t n = strlen(path);
	bool text = strncmp(path, "evidence/", 9) == 0 || strncmp(path, "registers/", 10) == 0
		|| strcmp(path, "package.yaml") == 0 || strcmp(path, "columns.csv") == 0, note = false;
	for (size_t i = 0; i < d->journal->count && n >= DIGITS && !text && !note; i++) {
		const struct event *ev = d->journal->events[i];
		const char *own = event_get(ev, EVENT_ID_FIELD);
		bool named = strncmp(ev->id, path, n) == 0 || (own && strncmp(own, path, n) == 0);
		note = named && !event_get(ev, EVENT_LETTER_FIELD) && ev->kind != EVENT_EXPORTED;
	}
	return !text && !note ? NULL : fault_advise(fault_make(FAULT_REFUSED, "{file} is text, and every copy of the "
		"history holds it: no part of a history can be removed, only all of it. Take the words out of the "
		"files, copy the files without .git to another folder, and make a new package of them there; then "
		"keep this one locked away, or destroy it and its copies, as who is responsible says", path),
		REMEDY("import", "", "FOLDER"));
}

/* --- what attachments ever held --- */

/* day: of the version that had it last. */
struct content { struct source_entry entry; char day[DATE_TEXT]; };
struct contents {
	struct scope *sc;
	struct desk *desk;
	const char *path, *digest;      /* of which files; NULL: of all that have it */
	struct content *at;
	size_t count, cap;
};

static bool is_asked_for(const struct contents *c, const struct source_entry *e)
{
	return e->kind == SOURCE_ATTACHMENT && *e->digest && !fold_purge(c->desk->journal->fold, e->digest)
	       && (c->path ? strcmp(c->path, e->path) == 0 : strncmp(c->digest, e->digest, strlen(c->digest)) == 0);
}

/* What some version holds as it is stays in git's history, whatever the others hold. */
static bool is_known(struct contents *c, const struct source_entry *e)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->at[i].entry.digest, e->digest) == 0) {
			c->at[i].entry.raw = c->at[i].entry.raw || e->raw;
			return true;
		}
	return false;
}

static const struct fault *look_at(void *context, const struct store_commit *commit)
{
	SCOPE(turn);
	struct contents *c = context;
	struct source *version = NULL;
	const struct source_entry *e = NULL;
	size_t count = 0;
	TRY(store_source_at(turn, c->desk->store, &commit->id, &version));
	TRY(source_list(turn, version, &e, &count));
	for (size_t i = 0; i < count; i++) {
		if (!is_asked_for(c, &e[i]) || is_known(c, &e[i]))
			continue;
		struct content *one = LIST_ADD(c->sc, c);
		*one = (struct content){ .entry = e[i] };
		one->entry.path = scope_copy(c->sc, e[i].path);
		date_print(date_at(commit->time, c->desk->offset), one->day);
	}
	return NULL;
}

/* The newest first, each once, but for what was purged already: a file that was replaced, renamed or removed since is
 * found as well. */
static const struct fault *find_held(struct contents *c)
{
	struct store_id tip = {""}, all = {""};
	TRY(store_tip(c->desk->store, STORE_MAIN, &tip));
	return tip.hex[0] ? store_touched(c->sc, c->desk->store, &tip, c->path ? c->path : "attachments", &all,
	                                  look_at, c) : NULL;
}

/* Under another name as well. */
static const struct fault *refuse_raw(const struct contents *found)
{
	struct contents c = { .sc = found->sc, .desk = found->desk, .digest = found->at[0].entry.digest };
	TRY(find_held(&c));
	return c.count ? store_forgettable(&c.at[0].entry) : NULL;
}

static const struct fault *name_one(const struct contents *c, const char *words)
{
	struct buf *b = buf_new(c->sc);
	for (size_t i = 0; i < c->count; i++)
		buf_printf(b, "%s%.12s (%s%s%s)", i ? ", " : "", c->at[i].entry.digest,
		           c->path ? "" : c->at[i].entry.path, c->path ? "" : ", ", c->at[i].day);
	return fault_advise(fault_make(FAULT_REFUSED, "{file} held several contents: {list}. Name by its digest the "
		"one that is to go, and do it for each", words, b->at), REMEDY("purge", "", "DIGEST"));
}

/* --- what is removed --- */

static bool is_attachment(const char *path) { return strncmp(path, "attachments/", 12) == 0; }

static bool is_digest(const char *words)
{
	enum { DIGITS = 7 };
	size_t n = strspn(words, "0123456789abcdef");
	return n >= DIGITS && n < DIGEST_TEXT && !words[n];
}

static const struct fault *set_content(struct acting *a, const char *path, const char *digest)
{
	ACT_SET(PATH, path);
	ACT_SET(CONTENT, digest);
	return NULL;
}

/* What an event holds, by its name, the event, or the digest. */
static const struct fault *find_paper(struct acting *a, const char *words, struct source_entry *out)
{
	struct desk_paper paper;
	TRY(refuse_text(a->desk, words));
	TRY(desk_paper_find(a->sc, a->desk, words, true, &paper));
	if (!*paper.content.digest)
		return fault_make(FAULT_REFUSED, "{letter}: {why}", paper.name, paper.lacks);
	*out = paper.content;
	return set_content(a, paper.path, out->digest);
}

/* An attachment by its path, or by the digest of what it ever held; else a paper. */
static const struct fault *find_content(struct acting *a, const char *words, struct source_entry *out)
{
	struct contents c = { .sc = a->sc, .desk = a->desk, .path = is_attachment(words) ? words : NULL,
		.digest = words };
	const struct source_entry *saved = NULL;
	if (c.path || is_digest(words))
		TRY(find_held(&c));
	if (c.count > 1)
		return name_one(&c, words);
	if (c.count == 0 && !c.path)
		return find_paper(a, words, out);
	if (c.count == 0) {             /* it was purged already, or never saved: that says why */
		TRY(store_purgeable(a->sc, a->desk->store, words, &saved));
		*out = *saved;
	} else {
		*out = c.at[0].entry;
		TRY(store_forgettable(out));
		TRY(refuse_raw(&c));
	}
	return set_content(a, out->path, out->digest);
}

static const struct fault *purge_once(struct desk *d, const char *path, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_PURGE));
	TRY(act_choose_role(a, o->role));
	TRY(act_guards_on_main(a));
	struct source_entry content;
	TRY(find_content(a, path, &content));
	TRY(act_add_papers(a, o));
	TRY(act_finish(a));             /* first: what is removed without a trace nobody can explain */
	/* where it cannot be removed now, it is as the next act begins (desk_remove_purged) */
	if (d->rehearses)
		return NULL;
	const struct fault *f = store_forget(a->sc, d->store, &content);
	if (!f)
		f = desk_remove_purged(d);      /* so that what is in force here is known to be cleared away */
	return f ? fault_while(f, "the removal is recorded, and not all of the content could be removed here: mend "
		"this, and whatever is recorded next removes it") : NULL;
}

const struct fault *act_purge(struct desk *d, const char *path, const struct act_options *o)
{
	return ACT_AGAIN(d, purge_once(d, path, o));
}
