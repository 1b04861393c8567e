/* view.c: gathering what is shown. */
#include "base/base.h"
#include "base/date.h"
#include "base/file.h"
#include "base/path.h"
#include "check/check.h"
#include "check/facts.h"
#include "guard/guard.h"
#include "view/seals.h"
#include "view/view.h"
#include "view/view_private.h"

static const char program[] = "sarflow " SARFLOW_VERSION;

static const char *name_of(struct scope *sc, const char *person)
{
	const char *name = person, *email;
	event_person(sc, person, &name, &email);
	return name;
}

static const char *name_version(struct desk *d, const struct package *p)
{
	const struct reader *r = template_speaks(d->template, d->language);
	const char *version = package_version(p);
	return phrase_text(d->sc, r, *version ? PHRASE("version {version.7}", version) : PHRASE("work tree"));
}

/* Its sentence, with the number that people know in place of a remark's id. */
static const char *say_subject(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const char *says = event_subject(sc, ev);
	const char *id = event_get(ev, ev->kind == EVENT_REMARK ? EVENT_ID_FIELD : EVENT_REMARK_FIELD);
	const struct fold_remark *r = id ? fold_remark_called(f, id) : NULL;
	const char *at = r ? strstr(says, id) : NULL;
	return at ? scope_printf(sc, "%.*s%d%s", (int)(at - says), says, r->number, at + strlen(id)) : says;
}

static void take_paper(struct desk *d, struct view_event *out)
{
	static const char *const states[] = { [DESK_PAPER_HERE] = "here", [DESK_PAPER_ABSENT] = "absent",
		[DESK_PAPER_REMOVED] = "removed", [DESK_PAPER_DAMAGED] = "damaged" };
	struct desk_paper p;
	if (!desk_paper_of(d->sc, d, out->event, &p))
		return;
	out->content = states[p.state];
	out->digest = scope_copy(d->sc, p.content.digest);
	out->lacks = p.lacks;
}

static const struct fault *take_events(struct desk *d, struct view *v)
{
	const struct journal *j = d->journal;
	for (size_t i = 0; i < j->count; i++) {
		const struct event *ev = j->events[i];
		struct view_event *out = LIST_ADD(d->sc, &v->events);
		*out = (struct view_event){ .event = ev, .day = event_get(ev, EVENT_AS_OF_FIELD),
			.subject = say_subject(d->sc, d->journal->fold, ev),
			.person = name_of(d->sc, event_get(ev, EVENT_PERSON_FIELD)),
			.role = event_get(ev, EVENT_ROLE_FIELD) };
		const char *note = event_get(ev, EVENT_NOTE_FIELD);
		if (note)
			out->note = desk_event_text(d->sc, d, ev->id, note);
		take_paper(d, out);
	}
	return fault_missed();
}

static void take_sign_offs(struct desk *d, struct view *v)
{
	const struct fold *f = d->journal->fold;
	struct canon { char digest[DIGEST_TEXT]; } *now = NEWS(d->sc, struct canon, template_unit_count(d->template));
	for (size_t i = 0; i < f->sign_offs.count; i++) {
		const struct fold_sign_off *s = &f->sign_offs.at[i];
		const struct template_element *e = template_unit_called(d->template, s->element);
		bool newer = false;
		for (size_t k = i + 1; k < f->sign_offs.count && !newer; k++)
			newer = strcmp(f->sign_offs.at[k].element, s->element) == 0 && strcmp(f->sign_offs.at[k].role,
				s->role) == 0
			        && strcmp(f->sign_offs.at[k].email, s->email) == 0;
		if (newer)
			continue;
		size_t at = e && e != &d->template->whole ? (size_t)(e - d->template->elements.at) + 1 : 0;
		char *digest = now[at].digest;
		if (e && !*digest)
			package_canon(v->package, e, digest);
		*LIST_ADD(d->sc, &v->sign_offs) = (struct view_sign_off){ s, e && strcmp(digest, s->digest) == 0 };
	}
}

static const struct fault *take_moves(struct desk *d, struct view *v, const struct store_id *id)
{
	const struct fold *f = d->journal->fold;
	struct guard_case c = { .sc = d->sc, .store = d->store, .package = v->package, .evidence = id,
	                        .findings = v->findings,
	                        .fold = f, .as_of = d->today, .asking = true };
	for (size_t i = 0; i < f->workflow->transition_count; i++) {
		const struct workflow_transition *t = &f->workflow->transitions[i];
		if (!list_has(&t->from, f->state))
			continue;
		struct view_move *m = LIST_ADD(d->sc, &v->moves);
		*m = (struct view_move){ .transition = t, .to = fold_target(f, t) };
		TRY(guard_judge(&c, &t->guards, &m->reasons));
	}
	return NULL;
}

void view_take_state(struct desk *d, struct view *v)
{
	int entered;
	v->state = workflow_state(v->fold->workflow, v->fold->state);
	v->due = v->fold->due;
	if (v->due || !v->state->clock.days || !date_parse(v->fold->entered_on, &entered))
		return;
	char *due = scope_alloc(d->sc, DATE_TEXT, 1);
	date_print(entered + v->state->clock.days, due);
	v->due = due;
}

/* In one go over all lines and findings: each element going over them itself would be quadratic. */
static void take_progress(struct scope *sc, struct view *v)
{
	const struct template_requirements *lines = template_requirements(v->template);
	struct view_count *counts = NEWS(sc, struct view_count, v->template->elements.count + 1);
	for (size_t i = 0; i < lines->count; i++) {
		const struct template_requirement *r = &lines->at[i];
		struct view_count *count = &counts[r->element - v->template->elements.at];
		if (*package_need_of(v->package, r) == '-')
			continue;
		count->applies++;
		count->done += package_state(v->package, r) != PACKAGE_UNANSWERED;
	}
	for (size_t i = 0; v->findings && i < v->findings->count; i++) {
		const struct finding *f = &v->findings->at[i];
		const struct template_element *e = f->waived ? NULL : template_element(v->template, f->element);
		if (e)
			counts[e - v->template->elements.at].errors += f->level == FINDING_ERROR;
		if (e)
			counts[e - v->template->elements.at].warnings += f->level == FINDING_WARNING;
	}
	v->progress = counts;
}

const struct fault *view_of(struct desk *d, const char *version, struct view **out)
{
	struct view *v = NEW(d->sc, struct view);
	struct package *p = NULL;
	struct findings *fs = NULL;
	struct store_id id, head = {""};
	const struct store_change *changes = NULL;
	TRY(desk_package(d, version, &p, &id));
	*v = (struct view){ .package = p, .template = d->template, .language = d->language,
		.reader = template_speaks(d->template, d->language), .version_name = name_version(d, p),
		.version = package_version(p), .program = program, .as_of = d->today, .inner = true,
		.fold = d->journal->fold };
	TRY(desk_check(d, p, &fs));
	v->findings = fs;
	take_progress(d->sc, v);
	v->screening = screening_of(d->sc, p, d->language, fs);
	v->created = d->journal->events[d->journal->count - 1]->recorded;
	view_take_state(d, v);
	TRY(take_events(d, v));
	take_sign_offs(d, v);
	v->seals = seals_of(d->sc, v);
	TRY(view_take_remarks(d, v));
	TRY(store_tip(d->store, STORE_MAIN, &head));
	if (!version)
		TRY(store_changes(d->sc, d->store, &changes, &v->unsaved));
	v->saved = version ? v->version : v->unsaved ? "" : scope_copy(d->sc, head.hex);
	TRY(view_take_deficiencies(d, v, NULL));
	v->ahead = v->fold->record && strcmp(v->fold->record, head.hex) != 0;
	/* Guards look at main's tip as the act would, or at the version shown. */
	TRY(take_moves(d, v, version ? &id : &head));
	*out = v;
	return fault_missed();
}

const struct fault *view_of_remarks(struct desk *d, const char *version, struct view **out)
{
	struct view *v = NEW(d->sc, struct view);
	struct package *p = NULL;
	struct store_id id;
	TRY(desk_package(d, version, &p, &id));
	*v = (struct view){ .package = p, .template = d->template, .language = d->language,
		.reader = template_speaks(d->template, d->language), .version_name = name_version(d, p),
		.version = package_version(p), .program = program, .as_of = d->today, .inner = true,
		.fold = d->journal->fold,
		.findings = NEW(d->sc, struct findings) };
	v->created = d->journal->events[d->journal->count - 1]->recorded;
	TRY(view_take_deficiencies(d, v, NULL));
	*out = v;
	return view_take_remarks(d, v);
}

const struct fault *view_of_remark(struct desk *d, const char *version, int number, struct view **out)
{
	struct view *v = NULL;
	TRY(view_of_remarks(d, version, &v));
	for (size_t i = 0; i < v->remarks.count; i++)
		if (v->remarks.at[i].of->number == number) {
			v->remarks.at[0] = v->remarks.at[i];
			v->remarks.count = 1;
			*out = v;
			return view_take_thread(d, &v->remarks.at[0]);
		}
	return fault_advise(fault_make(FAULT_NOT_FOUND, "there is no remark {number}", number), REMEDY("remark list",
		"all", ""));
}

const struct fault *view_of_history(struct desk *d, struct view **out)
{
	*out = NEW(d->sc, struct view);
	(*out)->findings = d->journal->findings;
	return take_events(d, *out);
}

static const struct fault *take_time(void *context, const struct store_commit *c)
{
	*(int64_t *)context = c->time;
	return NULL;
}

const struct fault *view_of_draft(struct desk *d, struct view **out)
{
	struct view *v = NEW(d->sc, struct view);
	struct package *p = NULL;
	struct store_id id = {""};
	const struct reader *reader = template_speaks(d->template, 0);
	TRY(store_tip(d->store, STORE_MAIN, &id));
	if (!id.hex[0])
		return fault_advise(fault_make(FAULT_REFUSED, "nothing is saved yet"), REMEDY("save", "message",
			"first version"));
	TRY(desk_package(d, id.hex, &p, &id));
	/* Wherever the marking stands, on each page and each sheet, above and below. */
	p->marking = phrase_text(d->sc, reader, *p->marking ? PHRASE("DRAFT, not a submittal. {marking}", p->marking)
	                                                    : PHRASE("DRAFT, not a submittal"));
	*v = (struct view){ .package = p, .template = d->template, .program = program, .reader = reader,
		.draft = true,
		.version_name = phrase_text(d->sc, reader, PHRASE("draft of version {version.7}",
			id.hex)),
		.version = package_version(p), .as_of = d->today };
	take_progress(d->sc, v);
	TRY(store_walk(d->store, &id, 1, take_time, &v->created));
	TRY(view_take_deficiencies(d, v, NULL));
	*out = v;
	return NULL;
}

static const struct fault *take_stamp(struct desk *d, const struct fold_seal *seal, struct view *v)
{
	if (!seal->stamped)
		return NULL;
	TRY(desk_seal_bytes(d->sc, d, seal->event, &v->stamp.bytes, &v->stamp.len));
	return journal_file(d->sc, d->journal, &(struct event){ .id = seal->stamped }, DESK_STAMP, &v->stamp.answer,
	                    &v->stamp.answer_len);
}

const struct fault *view_of_submittal(struct desk *d, int number, struct view **out)
{
	const struct fold *f = d->journal->fold;
	struct view *v = NEW(d->sc, struct view);
	struct package *p = NULL;
	struct store_id id;
	if (f->seals.count == 0)
		return fault_advise(fault_make(FAULT_REFUSED, "no submittal is sealed yet; what would be handed over "
			"can be looked at before"), REMEDY("export", "draft", ""));
	if (number < 0 || (size_t)number > f->seals.count)
		return fault_make(FAULT_NOT_FOUND, "there is no submittal {number}; the newest is {newest}", number,
			f->seals.count);
	const struct fold_seal *seal = &f->seals.at[number ? number - 1 : (int)f->seals.count - 1];
	struct desk_moment then;
	TRY(desk_moment_at(d, seal->event, &then));
	TRY(desk_package_at(d, seal->evidence, &then, &p, &id));
	*v = (struct view){ .package = p, .template = then.template, .program = program,
	                    .reader = template_speaks(then.template, 0),
		.version_name = phrase_text(d->sc, template_speaks(then.template, 0), PHRASE("submittal {number}",
			seal->number)), .version = seal->evidence,
		.submittal = seal->number, .seal = "", .seal_commit = seal->event };
	take_progress(d->sc, v);
	date_parse(seal->as_of, &v->as_of);
	for (size_t i = 0; i < d->journal->count; i++)
		if (strcmp(d->journal->events[i]->id, seal->event) == 0) {
			v->created = d->journal->events[i]->recorded;
			v->seal = event_get(d->journal->events[i], EVENT_ID_FIELD);
		}
	const char *manifest = NULL, *sealed = NULL;
	size_t len = 0;
	TRY(package_manifest(d->sc, p, &manifest));
	TRY(journal_file(d->sc, d->journal, &(struct event){ .id = seal->event }, "manifest", &sealed, &len));
	if (strcmp(manifest, sealed) != 0)
		return fault_make(FAULT_CORRUPT, "the evidence is not what submittal {number} sealed; compare with "
			"another copy", seal->number);
	TRY(take_stamp(d, seal, v));
	TRY(view_take_deficiencies(d, v, seal->event));
	*out = v;
	return NULL;
}

const struct fault *view_open(const struct view *v, const struct package_attachment *a, int *fd)
{
	SCOPE(turn);
	const char *path = a->entry->path;
	if (a->entry->present)
		return package_open(v->package, a->entry, fd);
	if (a->entry->purged)           /* wherever it may still lie */
		return fault_make(FAULT_REFUSED, "the content of {file} was removed on purpose", path);
	const char *places[] = { path, path_base(path) };
	for (size_t i = 0; v->supply && i < countof(places); i++) {
		const char *place = path_join(turn, v->supply, places[i]);
		if (file_exists(place))
			return file_open(place, fd);
	}
	return fault_advise(fault_make(FAULT_REFUSED,
		"the content of {file} is not here; say where it is", path), REMEDY("", "supply", "FOLDER"));
}

const struct view_count *view_progress(const struct view *v, const struct template_element *e)
{
	return &v->progress[e - v->template->elements.at];
}

/* --- tables that exist in workbooks only --- */

struct rows { const char *const **at; size_t count, cap; };

static const char *number(struct scope *sc, int64_t n) { return scope_printf(sc, "%lld", (long long)n); }

static void add_row(struct scope *sc, struct rows *rows, const char *const *cells, size_t count)
{
	const char **copy = NEWS(sc, const char *, count);
	for (size_t i = 0; i < count; i++)
		copy[i] = cells[i] ? cells[i] : "";
	*LIST_ADD(sc, rows) = copy;
}

static struct facts_table manifest_table(struct scope *sc, const struct view *v)
{
	struct rows rows = {0};
	for (size_t i = 0; i < v->manifest.count; i++) {
		const struct view_file *f = &v->manifest.at[i];
		const char *cells[] = { f->path, f->digest, number(sc, (int64_t)f->size),
		                        f->pages ? number(sc, f->pages) : "" };
		add_row(sc, &rows, cells, countof(cells));
	}
	return (struct facts_table){ "manifest", "path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, "
	                                         "pages NOT NULL",
	                             4, rows.at, rows.count };
}

static struct facts_table findings_table(struct scope *sc, const struct view *v)
{
	struct rows rows = {0};
	for (size_t i = 0; i < v->findings->count; i++) {
		const struct finding *f = &v->findings->at[i];
		const char *cells[] = { f->place.file, f->place.line ? number(sc, f->place.line) : "",
		                        finding_level_name(f->level),
		                        f->rule, finding_message(sc, v->reader, f), f->basis, f->element,
			phrase_word(v->reader, f->fix), f->id,
		                        f->waived ? phrase_text(sc, v->reader, f->waived) : "" };
		add_row(sc, &rows, cells, countof(cells));
	}
	return (struct facts_table){ "findings", "file TEXT NOT NULL, line NOT NULL, level TEXT NOT NULL, "
	                                         "rule TEXT NOT NULL, "
		"message TEXT NOT NULL, basis TEXT NOT NULL, element TEXT NOT NULL, fix TEXT NOT NULL, "
		"id TEXT NOT NULL, "
		"waived TEXT NOT NULL", 10, rows.at, rows.count };
}

static struct facts_table events_table(struct scope *sc, const struct view *v)
{
	struct rows rows = {0};
	for (size_t i = 0; i < v->events.count; i++) {
		const struct event *ev = v->events.at[i].event;
		const char *cells[] = { number(sc, (int64_t)i + 1), v->events.at[i].day, event_kind_name(ev->kind),
			event_get(ev, EVENT_ACTION_FIELD), v->events.at[i].person, v->events.at[i].role,
				event_get(ev, EVENT_FROM_FIELD),
			event_get(ev, EVENT_TO_FIELD), v->events.at[i].subject, event_get(ev, EVENT_REPORTED_BY_FIELD),
			event_get(ev, EVENT_OCCURRED_FIELD), event_get(ev, EVENT_RECEIVED_FIELD) };
		add_row(sc, &rows, cells, countof(cells));
	}
	return (struct facts_table){ "events", "number INTEGER NOT NULL, recorded_on TEXT NOT NULL, "
	                                       "kind TEXT NOT NULL, "
		"action TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL, from_state TEXT NOT NULL, "
		"to_state TEXT NOT NULL, "
		"says TEXT NOT NULL, reported_by TEXT NOT NULL, occurred_on TEXT NOT NULL, received_on TEXT NOT NULL",
		12, rows.at, rows.count };
}

static struct facts_table sign_offs_table(struct scope *sc, const struct view *v)
{
	struct rows rows = {0};
	for (size_t i = 0; i < v->sign_offs.count; i++) {
		const struct view_sign_off *s = &v->sign_offs.at[i];
		const char *cells[] = { s->by->element, s->by->role, s->by->name, s->by->meaning, s->by->as_of,
		                        s->stands ? "yes" : "no",
		                        s->stands ? "" : phrase_word(v->reader, WORD("the content changed after it")) };
		add_row(sc, &rows, cells, countof(cells));
	}
	return (struct facts_table){ "sign_offs", "element TEXT NOT NULL, role TEXT NOT NULL, person TEXT NOT NULL, "
		"meaning TEXT NOT NULL, recorded_on TEXT NOT NULL, stands TEXT NOT NULL, why TEXT NOT NULL", 7,
			rows.at, rows.count };
}

const struct fault *view_facts(struct scope *sc, const struct view *v, struct sql **out)
{
	struct facts_table tables[6] = { manifest_table(sc, v), view_deficiencies_table(sc, v) };
	size_t count = 2;
	if (v->inner) {
		tables[count++] = findings_table(sc, v);
		tables[count++] = events_table(sc, v);
		tables[count++] = sign_offs_table(sc, v);
		tables[count++] = view_remarks_table(sc, v);
	}
	return facts_load(sc, v->package, v->as_of, true, tables, count, out);
}
