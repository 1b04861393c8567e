/* evidence.c: versions that events name, and the content that stands beside git: attachments, letters, workbooks. */
#include "base/base.h"
#include "store/source.h"
#include "verify/verify_private.h"
#include <unistd.h>

/* --- main --- */

static const struct fault *take_main(void *context, const struct store_commit *c)
{
	struct verifying *v = context;
	*LIST_ADD(v->sc, &v->mains) = (struct verify_version){ c->id, c->time };
	return NULL;
}

/* What cannot be read is told with the objects. */
void verify_mains(struct verifying *v)
{
	if (MISSED(store_tip(v->store, STORE_MAIN, &v->main)) || !v->main.hex[0])
		return;
	if (MISSED(store_walk(v->store, &v->main, 0, take_main, v)))
		return;                 /* the versions up to there stand */
}

/* What no event binds says itself when it was saved, and acts that bind nothing are judged by that: up to the newest
 * that is bound, which must have been there by then. */
void verify_main_days(struct verifying *v)
{
	char day[DATE_TEXT];
	for (size_t i = 0; i < v->mains.count && strcmp(v->mains.at[i].id.hex, v->last_bound.hex) != 0; i++) {
		const struct verify_version *own = &v->mains.at[i];
		date_print(date_at(own->time, 0), day);
		if (own->time > v->world.now + VERIFY_CLOCKS)
			verify_tell_of(v, version_days, "main", "version {version.12} was saved on {day}, which lies "
				"ahead", own->id.hex, day);
		else if (i + 1 < v->mains.count && own->time < own[1].time - VERIFY_CLOCKS)
			verify_tell_of(v, version_days, "main", "version {version.12} was saved on {day}, before the "
				"version that it was made from", own->id.hex, day);
	}
}

/* --- versions that are bound --- */

static const struct fault *take_time(void *context, const struct store_commit *c)
{
	*(int64_t *)context = c->time;
	return NULL;
}

bool verify_follows(struct verifying *v, const struct store_id *later, const struct store_id *earlier)
{
	bool yes = false;
	/* what cannot be followed does not lead there, and is told so */
	return later->hex[0] && !MISSED(store_follows(v->store, later, earlier, &yes)) && yes;
}

static void judge_identity(struct verifying *v, struct desk *d, const struct store_id *id)
{
	SCOPE(turn);
	struct package_identity who = {0};
	struct source *source = NULL;
	const char *package = d->journal->fold->package;
	/* told in the words of this place */
	if (MISSED(store_source_at(turn, v->store, id, &source)) || MISSED(package_identify(turn, source, &who)))
		verify_tell(v, object_missing, "version {version.12}, on which it rests, cannot be read", id->hex);
	else if (package && (!who.id || strcmp(who.id, package) != 0))
		verify_tell(v, package_differs, "the journal is of {package}, and version {version.12} is of {other}",
			package, id->hex, who.id ? who.id : "-");
}

/* Acts on main's newest version: main never goes back. */
static bool is_newest(const struct desk *d, const struct event *ev)
{
	const struct workflow *w = d->journal->fold->workflow;
	const struct workflow_transition *t = w && ev->kind == EVENT_TRANSITION
		? workflow_find(w, d->journal->fold->state, event_get(ev, EVENT_ACTION_FIELD)) : NULL;
	return ev->kind == EVENT_SIGN_OFF || ev->kind == EVENT_SEAL || ev->kind == EVENT_WAIVE
	       || (t && t->evidence == WORKFLOW_HEAD);
}

/* Once each: it is of this package, was saved before the event, and main leads to it. */
static void judge_bound(struct verifying *v, struct desk *d, const struct event *ev, const struct store_id *id)
{
	int64_t saved = 0;
	if (!nameset_add(v->bound, id->hex))
		return;
	*LIST_ADD(v->sc, &v->versions) = *id;
	judge_identity(v, d, id);
	/* that it cannot be read was told */
	if (!MISSED(store_walk(v->store, id, 1, take_time, &saved)) && saved > ev->recorded + VERIFY_CLOCKS)
		verify_tell(v, event_days, "it rests on version {version.12}, which was saved after it", id->hex);
	if (!verify_follows(v, &v->main, id))
		verify_tell(v, evidence_aside, "it rests on version {version.12}, which main does not lead to",
			id->hex);
}

/* Main's newest as a remark on another version was made: a later one. */
static void judge_newest(struct verifying *v, struct desk *d, const struct event *ev, const struct store_id *evidence)
{
	const char *newest = event_get(ev, EVENT_NEWEST_FIELD);
	struct store_id id = {""};
	if (!newest)
		return;
	snprintf(id.hex, sizeof id.hex, "%s", newest);
	judge_bound(v, d, ev, &id);
	if (!verify_follows(v, &id, evidence) || strcmp(id.hex, evidence->hex) == 0)
		verify_tell(v, evidence_aside, "it names version {version.12} as newer than {before.12}, which it is "
			"not", id.hex, evidence->hex);
}

void verify_bound(struct verifying *v, struct desk *d, const struct event *ev)
{
	const char *evidence = event_get(ev, EVENT_EVIDENCE_FIELD), *pinned = event_get(ev, EVENT_PINNED_FIELD);
	struct store_id id = {""};
	if (pinned) {
		snprintf(id.hex, sizeof id.hex, "%s", pinned);
		if (nameset_add(v->bound, id.hex))
			*LIST_ADD(v->sc, &v->versions) = id;
	}
	if (!evidence)
		return;
	snprintf(id.hex, sizeof id.hex, "%s", evidence);
	if (is_newest(d, ev)) {
		if (v->last_bound.hex[0] && strcmp(v->last_bound.hex, id.hex) != 0
		    && !verify_follows(v, &id, &v->last_bound))
			verify_tell(v, evidence_aside, "it rests on version {version.12}, which does not come behind "
				"{before.12}, on which an earlier event rests", id.hex, v->last_bound.hex);
		v->last_bound = id;
	}
	judge_bound(v, d, ev, &id);
	judge_newest(v, d, ev, &id);
}

/* --- content --- */

static const char *keep_digest(struct verifying *v, const char *digest)
{
	if (!*digest || lookup_find(v->contents, digest) != LOOKUP_NONE)
		return NULL;
	digest = scope_copy(v->sc, digest);
	lookup_add(v->contents, digest, 0);
	return digest;
}

static void compare_content(struct verifying *v, struct source *source, const struct source_entry *e)
{
	char digest[DIGEST_TEXT];
	uint64_t size = 0;
	int fd = -1;
	const struct fault *f = source_open(source, e, &fd);
	f = f ? f : digest_fd(fd, e->path, digest, &size);
	if (fd >= 0)
		close(fd);
	v->out->files++;
	if (MISSED(f) || strcmp(digest, e->digest) != 0 || size != e->size)
		verify_tell_of(v, content_damaged, e->path, "its content is not what its pointer names");
}

/* A pointer may name it as well: in each version it is looked at anew. */
static void judge_raw(struct verifying *v, const struct source_entry *e, const struct fold_purge *purge)
{
	if (purge && e->size > 0)       /* what is empty can be had everywhere */
		verify_tell_of(v, purge_undone, e->path, "the journal says that its content was removed on {day}, and "
			"git itself holds it", purge->as_of);
}

static void judge_attachment(struct verifying *v, struct source *source, const struct source_entry *e)
{
	const struct fold *f = v->desk->journal ? v->desk->journal->fold : NULL;
	const struct fold_purge *purge = f ? fold_purge(f, e->digest) : NULL;
	bool raw = e->raw && !e->damaged;       /* it stands in git itself, where objects are read */
	if (e->kind != SOURCE_ATTACHMENT)
		return;
	if (raw)
		judge_raw(v, e, purge);
	if (!keep_digest(v, e->digest) || raw)
		return;
	if (e->present && v->skims)
		return;
	if (e->present)
		compare_content(v, source, e);
	else if (e->damaged)
		verify_tell_of(v, content_damaged, e->path, "its content is not what its pointer names");
	else if (purge)
		verify_gap_phrase(v, FINDING_content_absent, e->path, 0, PHRASE("its content was removed on {day} by "
			"{person}; nobody can compare it any more", purge->as_of, purge->name));
	else
		verify_gap_phrase(v, FINDING_content_absent, e->path, 0, PHRASE("its content is not here; nobody can "
			"compare it with its digest"));
}

static void judge_version(struct verifying *v, const struct store_id *id)
{
	SCOPE(turn);
	struct source *source = NULL;
	const struct source_entry *all = NULL;
	size_t count = 0;
	if (MISSED(store_source_at(turn, v->store, id, &source)) || MISSED(source_list(turn, source, &all, &count)))
		return;                 /* told with the objects */
	for (size_t i = 0; i < count; i++)
		judge_attachment(v, source, &all[i]);
}

static void judge_paper(struct verifying *v, const struct event *ev)
{
	SCOPE(turn);
	struct desk_paper p;
	int fd = -1;
	if (!desk_paper_of(turn, v->desk, ev, &p))
		return;
	if (p.content.raw && !p.content.damaged && p.state == DESK_PAPER_REMOVED && p.content.size > 0)
		verify_tell_phrase(v, FINDING_purge_undone, "journal", ev->number, PHRASE("{letter}: the journal says "
			"that its content was removed, and git itself holds it", p.name));
	if (*p.content.digest && !keep_digest(v, p.content.digest))
		return;
	/* told in the words of this place */
	bool bad = p.state == DESK_PAPER_HERE ? MISSED(desk_paper_open(v->desk, &p, &fd))
	           : p.state == DESK_PAPER_DAMAGED;
	if (fd >= 0)
		close(fd);
	v->out->files += p.state == DESK_PAPER_HERE;
	if (bad)
		verify_tell_phrase(v, FINDING_content_damaged, "journal", ev->number, PHRASE("{letter}: its content is "
			"not what its pointer names", p.name));
	else if (p.lacks)
		verify_gap_phrase(v, FINDING_content_absent, "journal", ev->number, PHRASE("{letter}: {why}", p.name,
			p.lacks));
}

/* What was removed must be gone; where content is only skimmed, it goes with the event that came. */
static void judge_purged(struct verifying *v, const struct fold_purge *p)
{
	/* of no size that anybody said: what is empty can be had everywhere */
	struct source_entry e = { .path = p->path, .kind = SOURCE_ATTACHMENT, .size = 1 };
	struct store_id id = {""};
	int fd = -1;
	memcpy(e.digest, p->content, sizeof e.digest);
	snprintf(id.hex, sizeof id.hex, "%s", p->event);
	const struct fault *f = store_open(v->store, &id, &e, &fd);
	if (fd >= 0)
		close(fd);
	if (!f)
		verify_tell_of(v, purge_undone, p->path, "the journal says that its content was removed on {day}, and "
			"it is here", p->as_of);
	else if (f->code != FAULT_NOT_FOUND)
		verify_gap_phrase(v, FINDING_not_judged, p->path, 0, PHRASE("whether its content was removed cannot be "
			"said: {why}", verify_words(v->sc, f)));
}

void verify_content(struct verifying *v)
{
	const struct journal *j = v->desk->journal;
	if (v->main.hex[0])
		judge_version(v, &v->main);
	for (size_t i = 0; i < v->versions.count; i++)
		judge_version(v, &v->versions.at[i]);
	for (size_t i = 0; j && i < j->count; i++)
		judge_paper(v, j->events[i]);
	for (size_t i = 0; j && !v->skims && i < j->fold->purges.count; i++)
		judge_purged(v, &j->fold->purges.at[i]);
}
