/* act.c: an act under way: what all of them have in common, from the lock to the event that is recorded. */
#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/path.h"
#include "guard/guard.h"
#include "journal/append.h"
#include "journal/edition.h"
#include "store/passkey.h"
#include "desk/act_private.h"
#include "text/unicode.h"
#include <assert.h>

/* A name without what is not seen of it: capitals, blanks, points, marks of no width, full-width letters. */
static const char *name_key(struct scope *sc, const char *name)
{
	struct buf *b = buf_new(sc);
	size_t n = 0;
	for (const char *s = unicode_folded(sc, unicode_plain(sc, name)); *s; s += n)
		if (unicode_is_letter(unicode_at(s, &n)))
			buf_put(b, s, n);
	return b->len ? b->at : "";
}

/* The address says who acts, and pages print the name: nobody's words stand under the name of another.  Each spells
 * their own name as they like, and of two people who are called alike each bears it. */
static const struct fault *refuse_name(const struct acting *a)
{
	SCOPE(turn);
	const struct fold *f = a->desk->journal->fold;
	const struct fold_person *me = fold_person(f, a->person.email);
	const char *key = name_key(turn, a->person.name);
	if (!me || !*key || strcmp(key, name_key(turn, me->name)) == 0)
		return NULL;
	for (size_t i = 0; i < f->people.count; i++)
		if (&f->people.at[i] != me && strcmp(key, name_key(turn, f->people.at[i].name)) == 0)
			return fault_advise(fault_make(FAULT_REFUSED, "{name} is another person, {address}; the "
				"address {own} is of {person}, who acts under their own name", a->person.name,
				f->people.at[i].email, a->person.email, me->name),
				REMEDY("", "as", scope_printf(a->sc, "%s <%s>", me->name, a->person.email)));
	return NULL;
}

const struct fault *act_begin(struct acting *a, struct scope *sc, struct desk *d, enum event_kind kind)
{
	char today[DATE_TEXT];
	*a = (struct acting){ .sc = sc, .desk = d, .event = event_new(sc, kind), .happened = NEW(sc, bool) };
	TRY(desk_person(d, &a->person));
	if (!store_is_held(d->store))           /* by a review of several: drafts.c */
		TRY(store_lock(sc, d->store));
	TRY(desk_refresh(d, kind == EVENT_OPEN));
	TRY(desk_remove_purged(d));
	TRY(act_again_look(a, kind));
	if (d->journal->fold->newer)
		return fault_make(FAULT_REFUSED, "made by a newer sarflow ({why}): this one may read the package, not "
			"change it", d->journal->fold->newer);
	if (d->template)
		TRY(template_complete(d->template));
	TRY(desk_refuse_moved(d));
	TRY(refuse_name(a));
	d->rehearsed = NULL;
	date_print(d->today, today);
	ACT_SET(AS_OF, today);
	ACT_SET(PERSON, scope_printf(sc, "%s <%s>", a->person.name, a->person.email));
	return act_take_signer(a);
}

/* The role to act in: the one named, or the person's first that the act allows. */
const struct fault *act_choose_role_of(struct acting *a, const char *named, const struct names *allowed, bool anyone)
{
	const struct fold_person *p = fold_person(a->desk->journal->fold, a->person.email);
	SCOPE(turn);
	if (!p)
		return fault_advise(fault_make(FAULT_REFUSED, "{person} <{address}> is not appointed to this package",
		                               a->person.name,
		                               a->person.email),
			REMEDY("appoint", "", event_get(a->event, EVENT_PERSON_FIELD), "role", "ROLE"));
	for (size_t i = 0; i < p->roles.count; i++) {
		const char *role = p->roles.at[i];
		bool may = anyone || list_has(allowed, role);
		if (may && (!named || strcmp(named, role) == 0)) {
			ACT_SET(ROLE, role);
			return NULL;
		}
	}
	if (named && !list_has(&p->roles, named))
		return fault_make(FAULT_REFUSED, "{person} does not hold the role \"{role}\"", a->person.name, named);
	return anyone ? fault_make(FAULT_REFUSED, "{person} may not do this; it is for anyone appointed",
	                           a->person.name)
	              : fault_make(FAULT_REFUSED, "{person} may not do this; it is for: {roles}", a->person.name,
	                           list_join(turn, allowed, ", "));
}

const struct fault *act_choose_role(struct acting *a, const char *named)
{
	const struct workflow_act *act = &a->desk->journal->fold->workflow->acts[a->event->kind];
	return act_choose_role_of(a, named, &act->roles, act->anyone);
}

const struct fault *act_refuse_shut(const struct acting *a, const struct workflow_guards *guards)
{
	struct guard_reasons why = a->desk->shut;
	if (!guard_looks(guards)) {
		a->desk->shut = (struct guard_reasons){0};
		return fault_advise(fault_of(FAULT_REFUSED, why.at[0].says), why.at[0].remedy);
	}
	return fault_make(FAULT_REFUSED, "\"{action}\" is shut for {count} {count:reason|reasons}",
		event_kind_name(a->event->kind), a->desk->shut.count);
}

const struct fault *act_guards(struct acting *a, const struct package *p, const struct store_id *version)
{
	struct desk *d = a->desk;
	const struct workflow_guards *guards = &d->journal->fold->workflow->acts[a->event->kind].guards;
	bool letter = event_get(a->event, EVENT_LETTER_FIELD) != NULL;
	d->shut = (struct guard_reasons){0};
	a->judged = true;
	if (guards->count)
		TRY(desk_judge(d, guards, p, version, letter, false, &d->shut));
	return d->shut.count ? act_refuse_shut(a, guards) : NULL;
}

const struct fault *act_guards_on_main(struct acting *a)
{
	struct desk *d = a->desk;
	struct package *p = NULL;
	struct store_id id = {""};
	a->judged = true;
	if (!guard_looks(&d->journal->fold->workflow->acts[a->event->kind].guards))
		return act_guards(a, NULL, &id);
	TRY(store_tip(d->store, STORE_MAIN, &id));
	TRY(desk_package(d, id.hex[0] ? id.hex : NULL, &p, &id));
	return act_guards(a, p, &id);
}

/* Acts that ask at a time of their own have done so; of the others it is asked here, on what the event binds. */
static const struct fault *judge_guards(struct acting *a)
{
	struct desk *d = a->desk;
	struct package *p = NULL;
	struct store_id id = {""};
	const char *version = event_get(a->event, EVENT_EVIDENCE_FIELD);
	const struct workflow *w = d->journal->fold->workflow;
	if (a->judged || !w || !w->acts[a->event->kind].guards.count)
		return NULL;
	if (!version || !guard_looks(&w->acts[a->event->kind].guards))
		return act_guards_on_main(a);
	TRY(desk_package(d, version, &p, &id));
	return act_guards(a, p, &id);
}

const struct fault *act_trial(const struct acting *a)
{
	SCOPE(turn);
	const struct world *w = &a->desk->world;
	const struct event *done = act_again_event(a->desk);
	if (done && !event_get(a->event, EVENT_ID_FIELD))
		event_set(a->sc, a->event, EVENT_ID_FIELD, event_get(done, EVENT_ID_FIELD));
	if (!event_get(a->event, EVENT_ID_FIELD))
		event_draw(a->sc, a->event, w->seed ? w->seed : "", a->desk->journal->tip.hex);
	const struct phrase *mistake = event_mistake(turn, a->event);
	return mistake ? fault_while(fault_of(FAULT_REFUSED, mistake), "this cannot be recorded") : NULL;
}

/* The event without its id, which is drawn anew when it is recorded. */
static const char *tell_event(struct desk *d, const struct event *ev)
{
	struct event *out = event_new(d->sc, ev->kind);
	for (size_t i = 0; i < ev->count; i++)
		if (ev->values[i].field != EVENT_ID_FIELD)
			event_set(d->sc, out, ev->values[i].field, ev->values[i].text);
	return event_encode(d->sc, out);
}

/* What the journal now ends with is the event that was meant. */
static void assert_recorded(const struct acting *a)
{
	const struct journal *j = a->desk->journal;
	const struct event *last = j->events[j->count - 1];
	assert(last->happened && last->kind == a->event->kind && last->count == a->event->count);
	assert(strcmp(event_get(last, EVENT_ID_FIELD), event_get(a->event, EVENT_ID_FIELD)) == 0);
}

/* --- by a passkey: the bytes of the commit are the same when they are asked for and when they are signed, or it is not
 * recorded --- */

static const struct fault *compose(struct acting *a, const struct append_file *files, const char **bytes, size_t *len)
{
	return journal_compose(a->sc, a->desk->journal, a->event, &a->person, files, a->files.count, bytes, len);
}

static const struct fault *ask_passkey(struct acting *a, const struct append_file *files)
{
	const char *bytes = NULL;
	size_t len = 0;
	if (!a->desk->passkey)
		return NULL;
	TRY(compose(a, files, &bytes, &len));
	a->desk->challenge = passkey_challenge(a->desk->sc, bytes, len);
	return NULL;
}

static const struct fault *sign_by_passkey(struct acting *a, const struct append_file *files, const char **armour)
{
	const struct desk *d = a->desk;
	const struct act_touch *t = d->touch;
	const struct phrase *why = NULL;
	const char *bytes = NULL;
	size_t len = 0;
	if (!d->passkey)
		return NULL;
	if (!t)
		return fault_make(FAULT_USAGE, "the browser did not sign; nothing was recorded. Sign in a browser that "
			"runs scripts, or at home");
	TRY(compose(a, files, &bytes, &len));
	*armour = passkey_sign(a->sc, d->store->tmp, d->passkey, &(struct passkey_touch){ t->auth_data, t->client_data,
		t->signature }, bytes, len, &why);
	return *armour ? NULL : fault_while(fault_of(FAULT_CONFLICT, why), "nothing was recorded");
}

const struct fault *act_finish(struct acting *a)
{
	TRY(judge_guards(a));
	TRY(act_trial(a));
	struct append_file *files = NEWS(a->sc, struct append_file, a->files.count + 1);
	for (size_t i = 0; i < a->files.count; i++)
		files[i] = (struct append_file){ a->files.at[i].name, a->files.at[i].bytes, a->files.at[i].len };
	if (a->desk->rehearses) {
		a->desk->rehearsed = tell_event(a->desk, a->event);
		return ask_passkey(a, files);
	}
	assert(store_is_held(a->desk->store));
	if (act_again_event(a->desk)) {
		TRY(act_again_compare(a));
		return journal_secure(a->desk->journal);
	}
	struct append_header signature = { "gpgsig", NULL };
	TRY(sign_by_passkey(a, files, &signature.value));
	const struct fault *f = journal_append_signed(a->desk->journal, a->event, &a->person, files, a->files.count,
	                                              &signature, signature.value != NULL);
	/* where the disc failed nobody knows how far it came */
	*a->happened = !f || f->code == FAULT_SYSTEM;
	TRY(f);
	assert_recorded(a);
	return desk_refresh(a->desk, false);
}

void act_add_file(struct acting *a, const char *path, const char *bytes, size_t len)
{
	for (size_t i = 0; i < a->files.count; i++)
		assert(strcmp(a->files.at[i].name, path) != 0);        /* one would be lost without a word */
	*LIST_ADD(a->sc, &a->files) = (struct act_file){ path, bytes, len };
}

/* Content of an event that may not come about. */
struct kept { struct store *store; struct source_entry what; const bool *happened; };

/* An act that is refused leaves nothing behind.  Before the lock goes: what is deferred last is done first. */
static void take_back(void *p)
{
	const struct kept *k = p;
	if (!*k->happened && FAILED(store_unkeep(k->store, &k->what)))
		return;                 /* then it stays, and nothing refers to it */
}

const struct fault *act_add_content(struct acting *a, const char *path, const struct act_paper *paper,
                                    struct source_entry *what)
{
	const char *pointer = NULL;
	size_t len = 0;
	bool fresh = false;
	TRY(desk_refuse_purged(a->desk, paper->fd, paper->name));
	TRY(store_keep(a->sc, a->desk->store, paper->fd, paper->name, &pointer, &len, what, &fresh));
	if (fresh) {
		struct kept *k = NEW(a->sc, struct kept);
		*k = (struct kept){ a->desk->store, *what, a->happened };
		scope_defer(a->sc, take_back, k);
	}
	act_add_file(a, path, pointer, len);
	return NULL;
}

void act_add_template(struct acting *a, const struct template *t)
{
	for (size_t i = 0; i < t->files->count; i++)
		act_add_file(a, scope_printf(a->sc, "template/%s", t->files->at[i].path), t->files->at[i].bytes,
		             t->files->at[i].len);
	ACT_SET(TEMPLATE, t->name);
	ACT_SET(SNAPSHOT, t->snapshot);
	if (a->event->kind == EVENT_OPEN || a->event->kind == EVENT_ADOPT)
		ACT_SET(EDITION, scope_printf(a->sc, "%d", edition_newest()->number));
}

/* A file name made fit for the journal: ASCII letters, digits, points, hyphens. */
static const char *plain_name(struct scope *sc, const char *name)
{
	char *out = scope_copy(sc, path_base(name));
	for (char *c = out; *c; c++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_", *c))
			*c = '-';
	while (*out == '.' || *out == '-')
		out++;
	return *out ? out : "letter";
}

const struct fault *act_add_papers(struct acting *a, const struct act_options *o)
{
	if (o->note) {
		size_t bad;
		if (!unicode_is_valid(o->note, strlen(o->note), &bad))
			return fault_make(FAULT_USAGE, "the note is not UTF-8");
		if (unicode_units(o->note) > PACKAGE_CELL_UNITS)
			return fault_make(FAULT_REFUSED, "a note has at most {most} characters, as a cell of a "
				"workbook; attach a file instead", PACKAGE_CELL_UNITS);
		act_add_file(a, "note.md", o->note, strlen(o->note));
		ACT_SET(NOTE, "note.md");
	}
	if (o->letter.name) {
		const char *name = plain_name(a->sc, o->letter.name);
		struct source_entry what;
		TRY(act_add_content(a, scope_printf(a->sc, "letters/%s", name), &o->letter, &what));
		ACT_SET(LETTER, name);
		ACT_SET(LETTER_DATE, o->letter_date);
		ACT_SET(LETTER_REF, o->letter_reference);
		ACT_SET(LETTER_FROM, o->letter_from);
	}
	ACT_SET(REPORTED_BY, o->reported_by);
	ACT_SET(OCCURRED, o->occurred);
	ACT_SET(RECEIVED, o->received);
	return NULL;
}

const struct fault *act_check_days(const struct acting *a, const struct act_options *o)
{
	int occurred = 0, received = 0;
	const struct { const char *text; int *day; } days[] = { { o->occurred, &occurred }, { o->received, &received },
		{ o->letter_date, &(int){ 0 } } };
	for (size_t i = 0; i < countof(days); i++) {
		if (!days[i].text)
			continue;
		if (!date_parse(days[i].text, days[i].day))
			return fault_make(FAULT_USAGE, "\"{day}\" is no day; write YYYY-MM-DD", days[i].text);
		if (*days[i].day > a->desk->today)
			return fault_make(FAULT_REFUSED, "{day} lies in the future", days[i].text);
	}
	if (o->occurred && o->received && received < occurred)
		return fault_make(FAULT_REFUSED, "it cannot be received ({received}) before it happened ({occurred})",
			o->received, o->occurred);
	return NULL;
}
