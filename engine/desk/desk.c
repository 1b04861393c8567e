/* desk.c: opening a package. */
#include "base/base.h"
#include "base/date.h"
#include "check/check.h"
#include "desk/desk_private.h"
#include "guard/guard.h"
#include "store/home.h"
#include "text/unicode.h"

static const struct template *find_template(struct desk *d, const struct event *ev)
{
	const char *snapshot = event_get(ev, EVENT_SNAPSHOT_FIELD);
	const struct template *t = NULL;
	for (size_t i = 0; snapshot && i < d->templates.count; i++)
		if (strcmp(d->templates.at[i].snapshot, snapshot) == 0)
			return d->templates.at[i].template;
	if (!snapshot)
		return NULL;
	const struct fault *f = desk_templates_carried(d->shared, d->store, ev, &t);
	/* that the event carries none, or a damaged one, is a finding of the fold */
	d->template_unread = d->template_unread || (f && f->code == FAULT_SYSTEM);
	if (f)
		return NULL;
	*LIST_ADD(d->sc, &d->templates) = (struct desk_snapshot){ scope_copy(d->sc, snapshot), t };
	return t;
}

static void take_template(struct desk *d)
{
	const struct fold *f = d->journal->fold;
	d->template = NULL;
	for (size_t i = 0; f->snapshot && i < d->templates.count; i++)
		if (strcmp(d->templates.at[i].snapshot, f->snapshot) == 0)
			d->template = d->templates.at[i].template;
}

static const struct workflow *find_workflow(void *context, const struct event *ev)
{
	const struct template *t = find_template(context, ev);
	return t ? &t->workflow : NULL;
}

static const struct fault *find_in_force(struct desk *d, bool may_be_empty)
{
	take_template(d);
	if (d->template || may_be_empty)
		return NULL;
	return d->journal->findings->count
	       ? fault_make(FAULT_CORRUPT, "{package}: the journal has no valid opening event; {finding}",
			d->store->name, d->journal->findings->at[0].says)
	       : fault_make(FAULT_CORRUPT, "{package}: the journal has no valid opening event; compare it with "
			"another copy", d->store->name);
}

const struct fault *desk_refresh(struct desk *d, bool may_be_empty)
{
	struct fold_resolver resolver = { find_workflow, d };
	struct store_id tip = {""};
	if (d->journal)
		TRY(store_tip(d->store, STORE_JOURNAL, &tip));
	if (!d->journal || strcmp(d->journal->tip.hex, tip.hex) != 0 || (!tip.hex[0] && !may_be_empty))
		TRY(journal_read(d->sc, d->store, &resolver, may_be_empty, &d->journal));
	return find_in_force(d, may_be_empty);
}

const struct fault *desk_go_back(struct desk *d, const char *event)
{
	struct fold_resolver resolver = { find_workflow, d };
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", event);
	TRY(journal_read_until(d->sc, d->store, &resolver, &id, &d->journal));
	return find_in_force(d, false);
}

void desk_take_zone(struct desk *d)
{
	struct package_identity identity = {0};
	struct source *source = NULL;
	struct store_id tip = {""};
	const struct fault *f = store_tip(d->store, STORE_MAIN, &tip);
	if (!f && tip.hex[0])
		f = store_source_at(d->sc, d->store, &tip, &source);
	else if (!f)
		f = store_source_work(d->sc, d->store, &source);
	f = f ? f : package_identify(d->sc, source, &identity);
	if (!f)
		d->offset = identity.offset;
	/* no file, or one that says nothing, has its own rules; of one that cannot be read nobody knows what it says */
	d->zone_unread = f && f->code == FAULT_SYSTEM;
	d->today = date_at(d->world.now, d->offset);
	if (d->person.as_of)
		date_parse(d->person.as_of, &d->today);
}

/* --- a desk that is read event by event --- */

struct replaying { struct desk *d; const struct desk_watch *watch; };

static const struct fault *stand_before(void *context, struct journal *j, const struct event *ev)
{
	struct replaying *r = context;
	r->d->journal = j;
	if (!r->d->template || strcmp(r->d->template->snapshot, j->fold->snapshot) != 0)
		take_template(r->d);
	date_parse(event_get(ev, EVENT_AS_OF_FIELD), &r->d->today);
	return r->watch->before(r->watch->context, r->d, ev);
}

const struct fault *desk_replay(struct scope *sc, const struct world *world, struct store *given,
                                const struct desk_watch *watch, struct desk **out)
{
	struct desk *d = NEW(sc, struct desk);
	struct store *store = NEW(sc, struct store);
	struct replaying r = { d, watch };
	struct fold_resolver resolver = { find_workflow, d };
	struct journal_watch inner = { stand_before, &r, watch->marks, watch->mark_count };
	*store = *given;
	store->results = NULL;
	*d = (struct desk){ .sc = sc, .world = *world, .store = store, .shared = desk_templates_new(sc),
	                    .alone = true };
	*out = d;
	desk_take_zone(d);
	TRY(journal_read_watched(sc, store, &resolver, &inner, &d->journal));
	take_template(d);
	return NULL;
}

static const struct fault *choose_language(struct desk *d)
{
	SCOPE(turn);
	int at = d->template ? template_language(d->template, d->person.language) : 0;
	if (at < 0)
		return fault_make(FAULT_USAGE, "the template {template} has no texts in \"{language}\"; it has: "
			"{languages}",
			d->template->name, d->person.language, list_join(turn, &d->template->languages, ", "));
	d->language = (size_t)at;
	return NULL;
}

static bool is_purged(const void *desk, const char *digest)
{
	const struct desk *d = desk;
	return d->journal && fold_purge(d->journal->fold, digest);
}

const struct fault *desk_remove_purged(struct desk *d)
{
	SCOPE(turn);
	const struct fold *f = d->journal->fold;
	struct names digests = {0};
	for (size_t i = 0; i < f->purges.count; i++)
		*LIST_ADD(turn, &digests) = f->purges.at[i].content;
	return digests.count ? store_remove_purged(turn, d->store, &digests) : NULL;
}

const struct fault *desk_of(struct scope *sc, const struct world *world, const struct person *person,
                            const struct desk_progress *progress, struct desk_templates *templates, struct store *store,
                            bool may_be_empty, struct desk **out)
{
	struct desk *d = NEW(sc, struct desk);
	*d = (struct desk){ .sc = sc, .world = *world, .person = *person, .store = store,
	                    .shared = templates ? templates : desk_templates_new(sc) };
	if (progress) {
		d->progress = *progress;
		store->progress = progress->bytes;
		store->progress_context = progress->context;
	}
	store->purged = is_purged;
	store->purged_context = d;
	TRY(desk_refresh(d, may_be_empty));
	TRY(choose_language(d));
	desk_take_zone(d);
	*out = d;
	return fault_missed();
}

const struct fault *desk_open(struct scope *sc, const struct world *world, const struct person *person,
                              const struct desk_progress *progress, struct desk_templates *templates, struct desk **out)
{
	struct store *store = NULL;
	TRY(home_find(sc, world->directory, &store));
	TRY(desk_of(sc, world, person, progress, templates, store, false, out));
	journal_name_submittals((*out)->journal);
	return NULL;
}

const struct template *desk_template(const struct desk *d) { return d->template; }
const struct fold *desk_fold(const struct desk *d) { return d->journal->fold; }
size_t desk_language(const struct desk *d) { return d->language; }
int desk_today(const struct desk *d) { return d->today; }
const struct guard_reasons *desk_shut(const struct desk *d) { return &d->shut; }
bool desk_was_interrupted(const struct desk *d) { return d->store->interrupted; }
const char *desk_name(const struct desk *d) { return d->store->name; }
const struct fault *desk_work_trees(struct scope *sc, const struct desk *d, struct names *out)
{
	return store_work_trees(sc, d->store, out);
}

const char *desk_temporary(const struct desk *d) { return d->store->tmp; }

const struct event *const *desk_events(const struct desk *d, size_t *count)
{
	*count = d->journal->count;
	return (const struct event *const *)d->journal->events;
}

const struct fault *desk_event_file(struct scope *sc, const struct desk *d, const char *event, const char *path,
                                    const char **bytes, size_t *len)
{
	return journal_file(sc, d->journal, &(struct event){ .id = event }, path, bytes, len);
}

const char *desk_event_text(struct scope *sc, const struct desk *d, const char *event, const char *path)
{
	const char *out = "";
	size_t len = 0, bad;
	const struct fault *f = desk_event_file(sc, d, event, path, &out, &len);
	if (MISSED(f))                  /* a finding of desk_check() as well */
		return f->code == FAULT_NOT_FOUND ? "" : "(what was written here cannot be read)";
	/* put there by other means */
	return unicode_is_valid(out, len, &bad) ? out : "(what was written here is no text)";
}

const char *desk_letter(const struct desk *d, const char *name)
{
	enum { DIGITS = 7 };            /* fewer name no event */
	for (size_t i = d->journal->count; i-- > 0; ) {
		const struct event *ev = d->journal->events[i];
		const char *letter = event_get(ev, EVENT_LETTER_FIELD), *own = event_get(ev, EVENT_ID_FIELD);
		size_t n = strlen(name);
		bool by_id = n >= DIGITS && (strncmp(ev->id, name, n) == 0 || (own && strncmp(own, name, n) == 0));
		if (letter && ev->happened && (by_id || strcmp(letter, name) == 0))
			return own;
	}
	return NULL;
}

/* --- packages this one rests on --- */

const struct fault *desk_beside(struct desk *d, const char *id, struct desk **out)
{
	struct store *store = NULL;
	if (!package_id_is_valid(id))           /* it comes from package.yaml or a journal: never a path to elsewhere */
		return fault_make(FAULT_REFUSED, "\"{package}\" is no id of a package", id);
	if (d->near && !list_has(d->near, id))
		return fault_make(FAULT_NOT_FOUND, "there is no package {package} beside this one", id);
	TRY(home_beside(d->sc, d->store, id, &store));
	return desk_of(d->sc, &d->world, &d->person, &d->progress, d->shared, store, false, out);
}

void desk_sees(struct desk *d, const struct names *ids) { d->near = ids; }

static const struct phrase *tell_states(struct scope *sc, const struct names *states)
{
	const struct phrase *out = phrase_new(sc, "{state}", states->at[0]);
	for (size_t i = 1; i < states->count; i++)
		out = phrase_new(sc, "{one} or {other}", out, states->at[i]);
	return out;
}

const struct fault *desk_usable(struct desk *used, const struct template_use *use, struct store_id *out)
{
	const struct fold *f = used->journal->fold;
	if (strcmp(used->template->name, use->template) != 0)
		return fault_make(FAULT_REFUSED, "{package} is of the template {template}; as \"{alias}\" one of "
			"{wanted} is wanted", f->package, used->template->name, use->alias, use->template);
	if (use->states.count == 0)
		return store_tip(used->store, STORE_MAIN, out);
	if (!list_has(&use->states, f->state) || !f->record)
		return fault_make(FAULT_REFUSED,
		                  "{package} is in state \"{state}\"; it can be used when it is {states}",
		                  f->package, f->state, tell_states(used->sc, &use->states));
	snprintf(out->hex, sizeof out->hex, "%s", f->record);
	return NULL;
}

/* Is there something newer beside?  What is wrong there is told there. */
static const struct phrase *find_newer(struct desk *d, const struct template_use *use, const struct fold_use *u)
{
	struct desk *beside = NULL;
	struct store_id newest = {""};
	if (MISSED(desk_beside(d, u->package, &beside)) || MISSED(desk_usable(beside, use, &newest))
	    || strcmp(newest.hex, u->pinned) == 0)
		return NULL;
	return phrase_new(d->sc, "version {version.7}, since {day}", newest.hex, beside->journal->fold->entered_on);
}

const struct fault *desk_judge(struct desk *d, const struct workflow_guards *guards, const struct package *p,
                               const struct store_id *evidence, bool has_letter, bool asking,
	struct guard_reasons *reasons)
{
	struct guard_case c = { .sc = d->sc, .store = d->store, .package = p, .evidence = evidence,
	                        .fold = d->journal->fold, .as_of = d->today, .has_letter = has_letter,
	.signer = d->signer, .asking = asking };
	struct findings *fs = NULL;
	/* a move that nothing guards is none of a package whose rules cannot be judged, all the same */
	if (guard_checks(guards) || !guards->count)
		TRY(desk_check(d, p, &fs));
	c.findings = fs;
	TRY(guard_judge(&c, guards, reasons));
	return fault_missed();
}

const struct fault *desk_judge_seal(struct desk *d, enum event_kind kind, const struct fold_seal *seal,
                                    struct guard_reasons *reasons)
{
	const struct workflow_guards *guards = &d->journal->fold->workflow->acts[kind].guards;
	struct package *p = NULL;
	struct store_id id = {""};
	struct desk_moment then;
	if (!guards->count)
		return NULL;
	TRY(desk_moment_at(d, seal->event, &then));
	TRY(desk_package_at(d, seal->evidence, &then, &p, &id));
	int today = d->today;
	if (kind == EVENT_EXPORTED && seal->export_count)
		date_parse(seal->as_of, &d->today);
	const struct fault *f = desk_judge(d, guards, p, &id, false, false, reasons);
	d->today = today;
	return f;
}

static const struct fault *add_use(struct desk *d, const struct fold_use *u, struct package *p, bool present)
{
	const struct template_use *use = template_use(d->template, u->alias);
	struct package_use out = { .of = use, .id = u->package, .version = u->pinned, .pinned_on = u->as_of };
	const struct event *ev = NULL;
	const struct template *t = NULL;
	struct source *source = NULL;
	struct package *used = NULL;
	struct store_id id;
	for (size_t i = 0; i < d->journal->count; i++)
		if (strcmp(d->journal->events[i]->id, u->event) == 0)
			ev = d->journal->events[i];
	if (!use || !ev || !u->snapshot)
		return NULL;            /* the template in force knows no such use any more */
	snprintf(id.hex, sizeof id.hex, "%s", u->pinned);
	/* one bad event does not stop the reading of all others */
	t = find_template(d, ev);
	if (!t || MISSED(store_source_at(d->sc, d->store, &id, &source))
	    || MISSED(package_load(d->sc, t, source, &used))) {
		finding_add(p->findings, FINDING_event_unfounded, (struct place){ 0 },
			PHRASE("event {event.7} uses {package}, and its version or its template cannot be read: it is "
			       "not used here", u->event, u->package));
		return NULL;
	}
	out.package = used;
	out.newer = present && !d->alone ? find_newer(d, use, u) : NULL;
	package_add_use(p, &out);
	return NULL;
}

static const struct fault *open_other(void *context, struct scope *sc, const char *version, struct source **out)
{
	struct desk *d = context;
	struct store_id id = {""};
	snprintf(id.hex, sizeof id.hex, "%s", version);
	return store_source_at(sc, d->store, &id, out);
}

static const struct fault *load(struct desk *d, struct source *source, const struct desk_moment *m,
	struct package **out)
{
	bool present = m->uses == &d->journal->fold->uses;
	TRY(package_load(d->sc, m->template, source, out));
	(*out)->language = d->language;
	package_set_past(*out, open_other, d);
	for (size_t i = 0; i < m->uses->count; i++)
		TRY(add_use(d, &m->uses->at[i], *out, present));
	return fault_missed();
}

const struct fault *desk_package_over(struct desk *d, const struct overlay_file *files, size_t count,
                                      struct package **out)
{
	struct desk_moment now = desk_now(d);
	struct source *work = NULL;
	TRY(store_source_work(d->sc, d->store, &work));
	return load(d, overlay_source(d->sc, work, files, count), &now, out);
}

const struct fault *desk_package_at(struct desk *d, const char *version, const struct desk_moment *m,
                                    struct package **out, struct store_id *id)
{
	struct source *source = NULL;
	struct store_id found = {""};           /* version may point into *id */
	if (version) {
		TRY(desk_resolve(d, version, &found));
		TRY(store_source_at(d->sc, d->store, &found, &source));
	} else {
		TRY(store_source_work(d->sc, d->store, &source));
	}
	*id = found;
	return load(d, source, m, out);
}

/* --- moments --- */

struct desk_moment desk_now(const struct desk *d)
{
	return (struct desk_moment){ d->template, &d->journal->fold->uses };
}

bool desk_same_uses(const struct fold_uses *a, const struct fold_uses *b)
{
	for (size_t i = 0; a->count == b->count && i < a->count; i++)
		if (strcmp(a->at[i].event, b->at[i].event) != 0)
			return false;
	return a->count == b->count;
}

const struct fault *desk_package(struct desk *d, const char *version, struct package **out, struct store_id *id)
{
	struct desk_moment now = desk_now(d);
	return desk_package_at(d, version, &now, out, id);
}

const struct fault *desk_template_of(struct desk *d, const struct event *ev, const struct template **out)
{
	*out = find_template(d, ev);
	return *out ? NULL : fault_make(FAULT_CORRUPT, "the journal's copy of the template cannot be read");
}

/* What the first so many events say. */
static const struct fault *moment_after(struct desk *d, size_t count, struct desk_moment *out)
{
	struct fold_uses *uses = NEW(d->sc, struct fold_uses);
	*out = (struct desk_moment){ NULL, uses };
	for (size_t i = 0; i < count; i++) {
		const struct event *ev = d->journal->events[i];
		if (!ev->happened)
			continue;
		if (ev->kind == EVENT_OPEN || ev->kind == EVENT_ADOPT)
			TRY(desk_template_of(d, ev, &out->template));
		if (ev->kind == EVENT_USE)
			fold_use_add(d->sc, uses, ev);
	}
	return out->template ? NULL : desk_template_of(d, d->journal->events[0], &out->template);
}

const struct fault *desk_moment_at(struct desk *d, const char *event, struct desk_moment *out)
{
	size_t count = 0;
	while (count < d->journal->count && strcmp(d->journal->events[count]->id, event) != 0)
		count++;
	return moment_after(d, count < d->journal->count ? count + 1 : count, out);
}

static const struct fault *take_time(void *context, const struct store_commit *c)
{
	*(int64_t *)context = c->time;
	return NULL;
}

const struct fault *desk_moment_of(struct desk *d, const struct store_id *version, struct desk_moment *out)
{
	int64_t saved = 0;
	size_t count = 0;
	for (size_t i = 0; i < d->journal->fold->seals.count; i++)
		if (strcmp(d->journal->fold->seals.at[i].evidence, version->hex) == 0)
			return desk_moment_at(d, d->journal->fold->seals.at[i].event, out);
	TRY(store_walk(d->store, version, 1, take_time, &saved));
	while (count < d->journal->count && d->journal->events[count]->recorded <= saved)
		count++;
	return moment_after(d, count, out);
}

/* Content that was removed on purpose is not missing. */
static void explain_purged(struct desk *d, const struct package *p, struct findings *fs)
{
	for (size_t i = 0; i < fs->count; i++) {
		struct finding *f = &fs->at[i];
		const struct package_attachment *a = strcmp(f->rule, "attachment-absent") == 0 ? package_attachment(p,
			f->place.file) : NULL;
		const struct fold_purge *purge = a ? fold_purge(d->journal->fold, a->entry->digest) : NULL;
		if (!purge)
			continue;
		f->rule = finding_id_name(d->sc, FINDING_attachment_purged);
		finding_explain(f->rule, &f->level, &(const char *){ NULL }, &f->fix);
		f->says = phrase_new(d->sc, "its content was removed on {day} by {person}; pointer and journal stay",
			purge->as_of, purge->name);
		f->message = phrase_text(d->sc, NULL, f->says);
		f->remedy = NULL;
	}
	finding_count(fs);
}

const struct fault *desk_check(struct desk *d, const struct package *p, struct findings **out)
{
	struct findings *fs = NULL;
	TRY(check_run(d->sc, p, d->today, &fs));
	for (size_t i = 0; i < d->journal->findings->count; i++)
		finding_add_rule(fs, &d->journal->findings->at[i]);
	for (size_t i = 0; i < p->uses.count; i++)
		if (p->uses.at[i].newer)
			finding_add(fs, FINDING_use_newer, (struct place){ "package.yaml" },
				PHRASE("{package}, used as \"{alias}\", has a newer state ({newer})", p->uses.at[i].id,
				p->uses.at[i].of->alias, p->uses.at[i].newer));
	desk_check_papers(d, fs);
	explain_purged(d, p, fs);
	finding_sort(fs);
	check_identify(p, fs);
	check_waive(fs, d->template, d->journal->fold, d->today);
	*out = fs;
	return fault_missed();
}

struct listing_versions { struct desk *d; struct desk_versions *out; };

static const struct fault *list_version(void *context, const struct store_commit *c)
{
	struct listing_versions *l = context;
	char *day = scope_alloc(l->d->sc, DATE_TEXT, 1);
	date_print(date_at(c->time, l->d->offset), day);
	*LIST_ADD(l->d->sc, l->out) = (struct desk_version){ scope_copy(l->d->sc, c->id.hex), day,
		scope_copy(l->d->sc, c->author_name),
		scope_copy_bytes(l->d->sc, c->message, strcspn(c->message, "\n")) };
	return NULL;
}

const struct fault *desk_versions(struct desk *d, size_t most, struct desk_versions *out)
{
	struct listing_versions l = { d, out };
	struct store_id tip = {""};
	*out = (struct desk_versions){0};
	TRY(store_tip(d->store, STORE_MAIN, &tip));
	return tip.hex[0] ? store_walk(d->store, &tip, most, list_version, &l) : NULL;
}

const struct fault *desk_require_clean(struct desk *d)
{
	const struct store_change *changes = NULL;
	size_t count = 0;
	TRY(store_changes(d->sc, d->store, &changes, &count));
	return desk_refuse_changes(changes, count);
}

const struct fault *desk_refuse_changes(const struct store_change *changes, size_t count)
{
	const struct fault *f;
	if (count == 0)
		return NULL;
	f = count > 1 ? fault_make(FAULT_REFUSED, "{file} is not saved, and {count} more", changes[0].path, count - 1)
	              : fault_make(FAULT_REFUSED, "{file} is not saved", changes[0].path);
	return fault_advise(f, REMEDY("save", "message", "what changed"));
}

const struct fault *desk_head(struct desk *d, struct package **out, struct store_id *id)
{
	if (!d->on_main)
		TRY(desk_require_clean(d));
	TRY(store_tip(d->store, STORE_MAIN, id));
	if (!id->hex[0])
		return fault_advise(fault_make(FAULT_REFUSED, "nothing is saved yet"), REMEDY("save", "message",
			"first version"));
	return desk_package(d, id->hex, out, id);
}

const struct fault *desk_person(const struct desk *d, struct store_person *out)
{
	const struct person *p = &d->person;
	if (d->zone_unread)
		return fault_make(FAULT_SYSTEM, "package.yaml could not be read, and with it which day it is there; "
			"try again");
	if (d->template_unread)
		return fault_make(FAULT_SYSTEM, "the template that an event carries could not be read, and with it "
			"where the package stands; try again");
	if (!p->name || !p->email)
		return fault_advise(fault_make(FAULT_USAGE, "who are you? Tell git your name and address (user.name, "
			"user.email)"),
		                    REMEDY("", "as", "NAME <ADDRESS>"));
	if (!event_person_is_valid(p->name, p->email))
		return fault_make(FAULT_USAGE, "\"{name} <{address}>\" is no name and address", p->name, p->email);
	/* Git takes these off both ends of a name; the event must say the same as its commit. */
	const char *crud = " .,:;<>\"\\'", *name = p->name + strspn(p->name, crud);
	size_t n = strlen(name);
	while (n > 0 && strchr(crud, name[n - 1]))
		n--;
	if (n == 0)
		return fault_make(FAULT_USAGE, "\"{name}\" is no name", p->name);
	*out = (struct store_person){ scope_copy_bytes(d->sc, name, n), p->email, d->world.now, d->offset,
		p->signing };
	return NULL;
}
