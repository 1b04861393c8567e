/* act_accept.c: accepting a finding for a time, and removing content that should never have come in. */
#include "base/base.h"
#include "base/date.h"
#include "desk/act_private.h"
#include <assert.h>

static const struct fault *check_until(const struct desk *d, const char *until)
{
	int day, longest = d->template->waivers.days;
	char last[DATE_TEXT];
	if (!longest)
		return fault_make(FAULT_REFUSED, "the template {template} knows no waivers", d->template->name);
	if (!date_parse(until, &day))
		return fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", until);
	date_print(d->today + longest, last);
	if (day < d->today)
		return fault_make(FAULT_REFUSED, "{day} is past; a waiver lasts up to a day to come", until);
	if (day > d->today + longest)
		return fault_make(FAULT_REFUSED, "a waiver lasts at most {days} {days:day|days} here, until {day}",
			longest,
			last);
	return NULL;
}

static const struct fault *waive_once(struct desk *d, const struct finding *f, const struct store_id *version,
                                      const char *until, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	struct store_id tip = {""};
	TRY(act_begin(a, sc, d, EVENT_WAIVE));
	TRY(act_choose_role(a, o->role));
	TRY(check_until(d, until));
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	if (strcmp(tip.hex, version->hex) != 0)
		return fault_make(FAULT_CONFLICT, "the package was saved anew at the same moment; look at the "
			"finding again");
	if (list_has(&d->template->waivers.never, f->rule))
		return fault_make(FAULT_REFUSED, "the template lets nobody waive {rule}", f->rule);
	assert(digest_is_valid(f->id));         /* of check_identify() */
	ACT_SET(FINDING, f->id);
	ACT_SET(RULE, f->rule);
	ACT_SET(PATH, strchr(f->place.file, ':') ? NULL : f->place.file);
	ACT_SET(UNTIL, until);
	ACT_SET(EVIDENCE, tip.hex);
	TRY(act_add_papers(a, o));
	act_add_file(a, "finding.txt", f->message, strlen(f->message));
	return act_finish(a);
}

const struct fault *act_waive(struct desk *d, const struct finding *f, const struct store_id *version,
                              const char *until, const struct act_options *o)
{
	return ACT_AGAIN(d, waive_once(d, f, version, until, o));
}

static const struct fault *unwaive_once(struct desk *d, const char *finding, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_UNWAIVE));
	TRY(act_choose_role(a, o->role));
	ACT_SET(FINDING, finding);
	TRY(act_add_papers(a, o));
	return act_finish(a);
}

const struct fault *act_unwaive(struct desk *d, const char *finding, const struct act_options *o)
{
	return ACT_AGAIN(d, unwaive_once(d, finding, o));
}

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

static bool is_attachment(const char *path) { return strncmp(path, "attachments/", 12) == 0; }

/* An attachment by its path; what an event holds by its name, the event, or the digest. */
static const struct fault *find_content(struct acting *a, const char *path, struct desk_paper *paper)
{
	const struct source_entry *what = NULL;
	if (is_attachment(path)) {
		TRY(store_purgeable(a->sc, a->desk->store, path, &what));
		ACT_SET(PATH, path);
		ACT_SET(CONTENT, what->digest);
		return NULL;
	}
	TRY(refuse_text(a->desk, path));
	TRY(desk_paper_find(a->sc, a->desk, path, true, paper));
	if (!*paper->content.digest)
		return fault_make(FAULT_REFUSED, "{letter}: {why}", paper->name, paper->lacks);
	ACT_SET(PATH, paper->path);
	ACT_SET(CONTENT, paper->content.digest);
	return NULL;
}

/* Where it cannot be removed now, it is as the next act begins (desk_remove_purged). */
static const struct fault *remove_content(struct acting *a, const char *path, const struct desk_paper *paper)
{
	char digest[DIGEST_TEXT];
	return is_attachment(path) ? store_purge(a->sc, a->desk->store, path, digest)
	       : store_forget(a->sc, a->desk->store, &paper->content);
}

static const struct fault *purge_once(struct desk *d, const char *path, const struct act_options *o)
{
	SCOPE(sc);
	struct acting work, *a = &work;
	TRY(act_begin(a, sc, d, EVENT_PURGE));
	TRY(act_choose_role(a, o->role));
	TRY(act_guards_on_main(a));
	struct desk_paper paper;
	TRY(find_content(a, path, &paper));
	TRY(act_add_papers(a, o));
	TRY(act_finish(a));             /* first: what is removed without a trace nobody can explain */
	return d->rehearses ? NULL : remove_content(a, path, &paper);
}

const struct fault *act_purge(struct desk *d, const char *path, const struct act_options *o)
{
	return ACT_AGAIN(d, purge_once(d, path, o));
}
