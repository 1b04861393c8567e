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

/* day: of the version that had it last; of what is not saved, today. */
struct content { struct source_entry entry; char day[DATE_TEXT]; bool unsaved; };
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

/* What the folder and git's index have there, and no version had. */
static const struct fault *find_unsaved(struct contents *c)
{
	struct names digests = {0};
	TRY(store_unsaved(c->sc, c->desk->store, c->path, &digests));
	for (size_t i = 0; i < digests.count; i++) {
		struct source_entry e = { .path = c->path, .kind = SOURCE_ATTACHMENT };
		snprintf(e.digest, sizeof e.digest, "%s", digests.at[i]);
		if (!is_asked_for(c, &e) || is_known(c, &e))
			continue;
		struct content *one = LIST_ADD(c->sc, c);
		*one = (struct content){ .entry = e, .unsaved = true };
		date_print(c->desk->today, one->day);
	}
	return NULL;
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

static int newest_first(const void *a, const void *b)
{
	const struct store_content *x = a, *y = b;
	return x->came != y->came ? (x->came < y->came ? 1 : -1) : strcmp(x->digest, y->digest);
}

/* No version and nothing else held that; what lies here without a name may be it, and has no path. */
static const struct fault *name_unnamed(const struct contents *c, const struct fault *unknown)
{
	enum { TOLD = 12 };
	struct store_contents all = {0};
	struct buf *b = buf_new(c->sc);
	TRY(store_unnamed(c->sc, c->desk->store, &all));
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, newest_first);
	for (size_t i = 0; i < all.count && i < TOLD; i++) {
		char day[DATE_TEXT];
		date_print(date_at(all.at[i].came, c->desk->offset), day);
		buf_printf(b, "%s%.12s (%llu, %s)", i ? ", " : "", all.at[i].digest,
		           (unsigned long long)all.at[i].size, day);
	}
	if (all.count > TOLD)
		buf_printf(b, ", ...");
	return all.count == 0 ? unknown : fault_advise(fault_make(FAULT_NOT_FOUND, "no version held {file}. Content "
		"that nothing names lies here all the same (digest, bytes, day): {list}. Name by its digest what is to "
		"go", c->path, b->at), REMEDY("purge", "", "DIGEST"));
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

/* A version of another package on which this one rests names it: that is no content without a name. */
static const struct fault *refuse_pinned(struct acting *a, const char *digest)
{
	const struct fold_uses *uses = &a->desk->journal->fold->uses;
	for (size_t i = 0; i < uses->count; i++) {
		SCOPE(turn);
		struct store_id id = {""};
		struct source *version = NULL;
		const struct source_entry *e = NULL;
		size_t count = 0;
		snprintf(id.hex, sizeof id.hex, "%s", uses->at[i].pinned);
		TRY(store_source_at(turn, a->desk->store, &id, &version));
		TRY(source_list(turn, version, &e, &count));
		for (size_t k = 0; k < count; k++)
			if (e[k].kind == SOURCE_ATTACHMENT && strcmp(e[k].digest, digest) == 0)
				return fault_make(FAULT_REFUSED, "{file} of {package}, on which this package rests, is "
					"that content: remove it there, and rest on the version that follows",
					e[k].path, uses->at[i].package);
	}
	return NULL;
}

/* A paper, or by its digest what nothing names. */
static const struct fault *find_other(struct acting *a, const char *words, struct source_entry *out,
                                      struct store_spilled *unnamed)
{
	const struct fault *f = find_paper(a, words, out);
	if (!f || f->code != FAULT_NOT_FOUND || !is_digest(words))
		return f;
	TRY(store_find_spilled(a->desk->sc, a->desk->store, words, unnamed));
	return *unnamed->digest ? refuse_pinned(a, unnamed->digest) : f;
}

/* What was never saved under this name is content that a version has under another: that one is to be named. */
static const struct fault *refuse_twin(struct acting *a, const char *path, const char *digest)
{
	struct contents c = { .sc = a->sc, .desk = a->desk, .digest = digest };
	TRY(find_held(&c));
	return c.count ? fault_advise(fault_make(FAULT_REFUSED, "{file} was never saved, and a version has the same "
		"content as {other}; name it by its digest if it is to go there as well", path, c.at[0].entry.path),
		REMEDY("purge", "", digest)) : NULL;
}

/* An attachment by its path, or by the digest of what it ever held; else a paper; else (unnamed) what nothing names. */
static const struct fault *find_content(struct acting *a, const char *words, struct source_entry *out,
                                        struct store_spilled *unnamed)
{
	struct contents c = { .sc = a->sc, .desk = a->desk, .path = is_attachment(words) ? words : NULL,
		.digest = words };
	const struct source_entry *saved = NULL;
	if (c.path || is_digest(words))
		TRY(find_held(&c));
	if (c.path)
		TRY(find_unsaved(&c));
	if (c.count > 1)
		return name_one(&c, words);
	if (c.count == 1 && c.at[0].unsaved) {
		TRY(refuse_twin(a, words, c.at[0].entry.digest));
		return find_other(a, c.at[0].entry.digest, out, unnamed);
	}
	if (c.count == 0 && !c.path)
		return find_other(a, words, out, unnamed);
	if (c.count == 0) {             /* it was purged already, or never saved: that says why */
		const struct fault *f = store_purgeable(a->sc, a->desk->store, words, &saved);
		if (f)
			return name_unnamed(&c, f);
		*out = *saved;
	} else {
		*out = c.at[0].entry;
		TRY(store_forgettable(out));
		TRY(refuse_raw(&c));
	}
	return set_content(a, out->path, out->digest);
}

/* The journal has no place for what it never named: a note tells of it. */
static const struct fault *note_unnamed(struct scope *sc, struct desk *d, const struct store_spilled *what,
                                        const struct act_options *o)
{
	struct acting work, *a = &work;
	struct act_options told = { .role = o->role };
	const char *files = list_join(sc, &what->files, ", ");
	told.note = scope_printf(sc, "Removed content that no version and no event named: SHA-256 %s, %llu bytes%s%s."
		"\n\n%s", what->digest, (unsigned long long)what->size, *files ? ", in " : "", files, o->note);
	TRY(act_begin(a, sc, d, EVENT_NOTE));
	TRY(act_choose_role(a, o->role));
	TRY(act_add_papers(a, &told));
	return act_finish(a);
}

static const struct fault *remove_unnamed(struct scope *sc, struct desk *d, const struct store_spilled *what,
                                          const struct act_options *o, const struct act_unnamed **out)
{
	struct act_unnamed *told = NEW(d->sc, struct act_unnamed);
	TRY(note_unnamed(sc, d, what, o));
	*told = (struct act_unnamed){ what->digest, what->size, what->led, list_join(d->sc, &what->files, ", ") };
	*out = told;
	const struct fault *f = d->rehearses ? NULL : store_remove_spilled(sc, d->store, what);
	return f ? fault_while(f, "a note tells of the removal, and not all of the content could be removed here: mend "
		"this, and do the same again") : NULL;
}

static const struct fault *purge_once(struct desk *d, const char *path, const struct act_options *o,
                                      const struct act_unnamed **unnamed)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_PURGE));
	TRY(act_choose_role(a, o->role));
	TRY(act_guards_on_main(a));
	struct source_entry content;
	struct store_spilled *nameless = NEW(d->sc, struct store_spilled);
	*unnamed = NULL;
	TRY(find_content(a, path, &content, nameless));
	if (*nameless->digest)
		return remove_unnamed(sc, d, nameless, o, unnamed);
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

const struct fault *act_purge(struct desk *d, const char *path, const struct act_options *o,
                              const struct act_unnamed **unnamed)
{
	return ACT_AGAIN(d, purge_once(d, path, o, unnamed));
}
