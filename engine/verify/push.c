/* push.c: a history is verified as it would stand behind a push, and what is wrong with it only then refuses it. */
#include "base/base.h"
#include "desk/push_private.h"
#include "journal/fold_keys.h"
#include "store/home.h"
#include "verify/push.h"
#include "verify/verify_private.h"

struct judging {
	struct scope *sc;
	const struct world *world;
	const char *folder;
	const struct desk *desk;        /* where the package stands now */
	const struct desk_push *push;
	const struct person *person;
	struct verify_pushed *out;
	struct verify *now, *then;
	struct verifying *v;            /* of then */
	size_t fresh;                   /* events that come with it: so many of the newest */
	bool counted, leads;            /* fresh is known; they go on from where the journal stands now */
	size_t told, refused, number;   /* of these so many were looked at, and the fold refused; the last one, or 0 */
	const struct verify_patience *patience;
	/* events of other people that are not signed with a key that counts at their place */
	struct { struct other { size_t number; const char *person, *email, *as_of; bool is_signed; uint32_t key; } *at;
	         size_t count, cap; } others;
};

#define REFUSE(j, ref, ...) add((j), &(j)->out->refused, (ref), PHRASE(__VA_ARGS__))
static void add(const struct judging *j, struct verify_words *to, const char *ref, const struct phrase *says)
{
	*LIST_ADD(j->sc, to) = (struct verify_word){ ref, phrase_keep(j->sc, says) };
}

/* --- what moves --- */

static void judge_forward(struct judging *j, struct store *store, const struct store_move *m)
{
	bool follows = false;
	/* what cannot be followed does not go on from there */
	if (m->from.hex[0] && (MISSED(store_follows(store, &m->to, &m->from, &follows)) || !follows))
		REFUSE(j, m->ref, "what came does not go on from what stands here, version {version.12}: nothing that "
			"is recorded is taken back; fetch it, and do your work again on top of it", m->from.hex);
}

static void judge_move(struct judging *j, struct store *store, const struct store_move *m)
{
	bool main = strcmp(m->ref, STORE_MAIN) == 0;
	if (!main && strcmp(m->ref, STORE_JOURNAL) != 0)
		REFUSE(j, m->ref, "only main and the journal are taken here; this is another name");
	else if (!m->to.hex[0])
		REFUSE(j, m->ref, "nothing is deleted here");
	else if (main && j->push->gate->worked)
		REFUSE(j, m->ref, "people work in the folder of this package on the server, so main moves there only; "
			"ask who keeps the server to keep the package as a bare copy");
	else
		judge_forward(j, store, m);
}

/* --- what is wrong only then --- */

static bool stands_in(const struct findings *fs, const struct finding *f)
{
	for (size_t i = 0; i < fs->count; i++) {
		const struct finding *g = &fs->at[i];
		if (strcmp(f->rule, g->rule) == 0 && f->place.line == g->place.line
		    && strcmp(f->place.file ? f->place.file : "", g->place.file ? g->place.file : "") == 0
		    && strcmp(f->message, g->message) == 0)
			return true;
	}
	return false;
}

static const char *ref_of(const struct finding *f)
{
	return f->place.file && strcmp(f->place.file, "journal") == 0 ? STORE_JOURNAL : NULL;
}

static const struct phrase *say(const struct judging *j, const struct finding *f)
{
	return f->place.line ? phrase_new(j->sc, "event {number}: {says}", f->place.line, f->says) : f->says;
}

static void judge_findings(struct judging *j)
{
	const struct findings *fs = j->then->findings;
	for (size_t i = 0; i < fs->count; i++)
		if (fs->at[i].level != FINDING_NOTE && !stands_in(j->now->findings, &fs->at[i]))
			add(j, fs->at[i].level == FINDING_ERROR ? &j->out->refused : &j->out->told,
			    ref_of(&fs->at[i]), say(j, &fs->at[i]));
}

/* Content of evidence may follow; what an event asks must be seen whole before it stands. */
static void judge_gaps(struct judging *j)
{
	const struct findings *fs = j->then->gaps;
	for (size_t i = 0; i < fs->count; i++) {
		const struct finding *f = &fs->at[i];
		bool evidence = strcmp(f->rule, "content-absent") == 0 && !ref_of(f);
		if (!evidence && !stands_in(j->now->gaps, f))
			add(j, &j->out->refused, ref_of(f), say(j, f));
	}
}

/* --- whose events --- */

/* As the package knows them now, whatever comes with the push. */
static bool is_pusher(const struct judging *j, const char *email)
{
	const struct fold *f = j->desk->journal->fold;
	const struct fold_person *a = fold_person(f, email), *b = fold_person(f, j->person->email);
	return strcasecmp(email, j->person->email) == 0 || (a && a == b);
}

/* That the signature is one is told by the verification. */
static bool is_signer(const struct fold *f, const struct verifying *v, const struct other *o)
{
	return o->is_signed
	       && fold_keys_say(f, o->email, v->keys.at[o->key].key.base64, o->as_of, NULL) == FOLD_KEY_COUNTS;
}

static void judge_happened(struct judging *j, const struct fold *f)
{
	if (f->refused_count > j->refused && j->number)
		REFUSE(j, STORE_JOURNAL, "event {number}: the journal does not allow it", j->number);
	j->refused = f->refused_count;
}

/* The newest commits down to the one that the journal ends with now; false: it does not lead there. */
static bool count_fresh(struct judging *j, const struct verifying *v, const struct store_move *m)
{
	for (j->fresh = 0; j->fresh < v->seen.count; j->fresh++)
		if (strcmp(verify_name(v, v->seen.at[j->fresh].commit).hex, m->from.hex) == 0)
			return true;
	return false;
}

/* Of the event that came: of another than who pushes it is kept until all keys are known, for a founder's is bound
 * behind it. */
static const struct fault *judge_event(struct judging *j, struct verifying *v, const struct event *ev)
{
	SCOPE(turn);
	enum { MOST = 1000 };
	const char *name = NULL, *email = "";
	const struct verify_signature *s = &verify_seen_of(v, ev)->signature;
	event_person(turn, event_get(ev, EVENT_PERSON_FIELD), &name, &email);
	if (is_pusher(j, email))
		return NULL;
	struct other o = { .number = ev->number, .person = event_get(ev, EVENT_PERSON_FIELD), .email = email,
		.as_of = event_get(ev, EVENT_AS_OF_FIELD), .is_signed = s->state == VERIFY_SIGNED, .key = s->key };
	if (is_signer(v->desk->journal->fold, v, &o))
		return NULL;
	if (j->others.count == MOST)
		return fault_make(FAULT_REFUSED, "more than {most} events that came are of other people and not "
			"signed with keys of theirs", MOST);
	o.person = scope_copy(j->sc, o.person);
	o.email = scope_copy(j->sc, o.email);
	o.as_of = scope_copy(j->sc, o.as_of);
	*LIST_ADD(j->sc, &j->others) = o;
	return NULL;
}

static const struct fault *look_at_event(void *judging, struct verifying *v, struct desk *d, const struct event *ev)
{
	struct judging *j = judging;
	const struct store_move *m = desk_push_move(j->push, STORE_JOURNAL);
	if (!m)
		return NULL;
	if (!j->counted)
		j->leads = count_fresh(j, v, m);
	j->counted = true;
	judge_happened(j, d->journal->fold);
	j->number = ev->number > v->seen.count - j->fresh ? ev->number : 0;
	if (!j->leads || !j->number)
		return NULL;
	j->told++;
	return judge_event(j, v, ev);
}

static void judge_events(struct judging *j)
{
	const struct store_move *m = desk_push_move(j->push, STORE_JOURNAL);
	if (!m || !j->v->desk || !j->v->desk->journal)
		return;
	if (!j->leads) {
		REFUSE(j, m->ref, "the journal that came does not go on, event by event, from the one here");
		return;
	}
	judge_happened(j, j->v->desk->journal->fold);
	for (size_t i = 0; i < j->others.count; i++) {
		const struct other *o = &j->others.at[i];
		if (!is_signer(j->v->desk->journal->fold, j->v, o))
			REFUSE(j, STORE_JOURNAL, "event {number} is of {person}, you are {you}, and it is not signed "
				"with a key of {person}", o->number, o->person, j->person->email);
	}
	if (j->told < j->fresh)
		REFUSE(j, m->ref, "{count} of the commits that came {count:is no event|are no events}",
			j->fresh - j->told);
}

static const struct fault *look_whether_it_goes_on(void *judging)
{
	struct judging *j = judging;
	return j->patience && j->patience->ends(j->patience->context)
	       ? fault_make(FAULT_REFUSED, "it takes longer to look at than the server may give to one push; push a "
			"part of it first, such as an event in the midst of the journal") : NULL;
}

/* --- what was removed --- */

static const struct fault *judge_version(void *judging, const struct store_commit *c)
{
	SCOPE(turn);
	struct judging *j = judging;
	struct source *source = NULL;
	const struct source_entry *all = NULL;
	size_t count = 0;
	TRY(store_source_at(turn, j->v->store, &c->id, &source));
	TRY(source_list(turn, source, &all, &count));
	for (size_t i = 0; i < count; i++)
		if (all[i].kind == SOURCE_ATTACHMENT && all[i].raw
		    && fold_purge(j->v->desk->journal->fold, all[i].digest))
			REFUSE(j, STORE_MAIN, "{file} of version {version.12} is content that was removed on purpose; "
				"it does not come back", scope_copy(j->sc, all[i].path), c->id.hex);
	return NULL;
}

/* What main's new version wants and nobody has sent yet. */
static const struct fault *tell_absent(struct judging *j, const struct store_id *main)
{
	SCOPE(turn);
	struct source *source = NULL;
	const struct source_entry *all = NULL;
	size_t count = 0;
	TRY(store_source_at(turn, j->v->store, main, &source));
	TRY(source_list(turn, source, &all, &count));
	for (size_t i = 0; i < count; i++)
		if (all[i].kind == SOURCE_ATTACHMENT && !all[i].raw && !all[i].present
		    && !fold_purge(j->v->desk->journal->fold, all[i].digest))
			add(j, &j->out->told, STORE_MAIN, PHRASE("{file}: its content has not come; send it with "
				"git-lfs", scope_copy(j->sc, all[i].path)));
	return NULL;
}

static const struct fault *judge_main(struct judging *j)
{
	SCOPE(turn);
	const struct store_move *m = desk_push_move(j->push, STORE_MAIN);
	if (!m || !j->v->desk || !j->v->desk->journal)
		return NULL;
	if (j->v->desk->journal->fold->purges.count)
		TRY(store_touched(turn, j->v->store, &m->to, "", &m->from, judge_version, j));
	return tell_absent(j, &m->to);
}

/* --- all of it --- */

static const struct fault *look_at_nothing(void *judging, struct verifying *v, struct desk *d, const struct event *ev)
{
	(void)judging, (void)v, (void)d, (void)ev;
	return NULL;
}

static const struct fault *verify(struct judging *j, bool then, struct verify **out, struct verifying **v)
{
	const struct verify_watch watch = { then ? look_at_event : look_at_nothing, look_whether_it_goes_on, j };
	const struct verify_look look = { .skims = true, .watch = &watch };
	struct store *store = NULL;
	struct verify *made = NEW(j->sc, struct verify);
	*made = (struct verify){ .what = j->folder, .kind = "package", .package = "", .tip = "",
		.handed_by = "", .findings = finding_list(j->sc), .gaps = finding_list(j->sc) };
	TRY(home_find(j->sc, j->folder, &store));
	if (then)
		TRY(store_gate_see(store, j->push->gate, j->push->moves, j->push->count));
	for (size_t i = 0; then && i < j->push->count; i++)
		judge_move(j, store, &j->push->moves[i]);
	*out = made;
	TRY(fault_missed());
	return j->out->refused.count ? NULL : verify_store(j->sc, j->world, store, &look, made, v);
}

const struct fault *verify_push(struct scope *sc, const struct world *world, const char *folder, const struct desk *d,
                                const struct desk_push *p, const struct person *person,
                                const struct verify_patience *patience, struct verify_pushed *out)
{
	struct judging j = { .sc = sc, .world = world, .folder = folder, .desk = d, .push = p, .person = person,
		.patience = patience, .out = out };
	struct verifying *unused = NULL;
	TRY(verify(&j, true, &j.then, &j.v));
	if (out->refused.count)
		return NULL;
	TRY(verify(&j, false, &j.now, &unused));
	judge_findings(&j);
	judge_gaps(&j);
	judge_events(&j);
	return judge_main(&j);
}
