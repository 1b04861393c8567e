/* fold.c: judging and applying events. */
#include "base/base.h"
#include "base/lookup.h"
#include "base/nameset.h"
#include "journal/fold_keys.h"
#include <assert.h>
#include <strings.h>

#define GET(field) event_get(ev, EVENT_##field##_FIELD)

struct fold *fold_new(struct scope *sc)
{
	struct fold *f = NEW(sc, struct fold);
	f->sc = sc;
	f->round = 1;
	f->ids = nameset_new(sc, EVENT_IDENTITY);
	f->by_id = lookup_new(sc);
	return f;
}

void fold_note_newer(struct fold *f, const struct phrase *why)
{
	if (!f->newer)
		f->newer = phrase_keep(f->sc, why);
}

const struct fold_person *fold_person(const struct fold *f, const char *email)
{
	for (size_t i = 0; i < f->people.count; i++) {
		const struct fold_person *p = &f->people.at[i];
		if (strcasecmp(p->email, email) == 0)
			return p;
		for (size_t k = 0; k < p->addresses.count; k++)
			if (strcasecmp(p->addresses.at[k], email) == 0)
				return p;
	}
	return NULL;
}

const struct fold_waiver *fold_waiver(const struct fold *f, const char *finding)
{
	for (size_t i = f->waivers.count; i-- > 0; )
		if (strcmp(f->waivers.at[i].finding, finding) == 0)
			return f->waivers.at[i].withdrawn_on ? NULL : &f->waivers.at[i];
	return NULL;
}

const struct fold_purge *fold_purge(const struct fold *f, const char *content)
{
	for (size_t i = f->purges.count; i-- > 0; )
		if (strcmp(f->purges.at[i].content, content) == 0)
			return &f->purges.at[i];
	return NULL;
}

const struct fold_remark *fold_remark(const struct fold *f, int number)
{
	return number >= 1 && (size_t)number <= f->remarks.count ? &f->remarks.at[number - 1] : NULL;
}

const struct fold_remark *fold_remark_called(const struct fold *f, const char *id)
{
	size_t at = lookup_find(f->by_id, id);
	return at != LOOKUP_NONE ? &f->remarks.at[at] : NULL;
}

bool fold_holds(const struct fold *f, const char *email, const char *role)
{
	const struct fold_person *p = fold_person(f, email);
	return p && list_has(&p->roles, role);
}

const char *fold_target(const struct fold *f, const struct workflow_transition *t)
{
	if (t->to)
		return t->to;
	for (size_t i = 0; i < f->back.count; i++)
		if (strcmp(f->back.state[i], f->state) == 0)
			return f->back.from[i];
	return NULL;
}

/* The address in "Name <address>", which the codec has checked, without a copy for those who act again and again. */
static const struct fold_person *person_of(struct scope *sc, const struct fold *f, const char *person)
{
	const char *name = NULL, *email = NULL;
	for (size_t i = 0; i < f->people.count; i++) {
		size_t n = strlen(f->people.at[i].name), m = strlen(f->people.at[i].email);
		if (strncmp(person, f->people.at[i].name, n) == 0 && strncmp(person + n, " <", 2) == 0
		    && strncmp(person + n + 2, f->people.at[i].email, m) == 0 && strcmp(person + n + 2 + m, ">") == 0)
			return &f->people.at[i];
	}
	return event_person(sc, person, &name, &email) ? fold_person(f, email) : NULL;
}

static const struct phrase *judge_transition(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const struct workflow_transition *t = workflow_find(f->workflow, f->state, GET(ACTION));
	if (!t)
		return phrase_new(sc, "there is no \"{action}\" in state \"{state}\"", GET(ACTION), f->state);
	if (strcmp(GET(FROM), f->state) != 0)
		return phrase_new(sc, "it leads from \"{from}\", but the package is in \"{state}\"", GET(FROM),
		                  f->state);
	const char *to = fold_target(f, t);
	if (!to || strcmp(GET(TO), to) != 0)
		return phrase_keep(sc, to ? PHRASE("it leads to \"{to}\", not to \"{state}\"", to, GET(TO))
		                          : PHRASE("it leads nowhere, not to \"{state}\"", GET(TO)));
	if (!list_has(&t->roles, GET(ROLE)))
		return phrase_new(sc, "the role \"{role}\" may not do it", GET(ROLE));
	if (t->reported != (GET(REPORTED_BY) != NULL) || (t->reported && (!GET(OCCURRED) || !GET(RECEIVED))))
		return t->reported ? phrase_new(sc,
		                                "what the authority did needs its office and the days it happened and "
		                                "was received")
		       : phrase_new(sc, "it is the applicant's own act, not a report");
	if (GET(DUE) && !(t->reported && workflow_state(f->workflow, to)->clock.days))
		return phrase_new(sc, "a day is set only by a report, for a state that has a clock");
	const char *evidence = GET(EVIDENCE);
	if (t->evidence == WORKFLOW_HEAD && !evidence)
		return phrase_new(sc, "it must name the evidence");
	if (t->evidence == WORKFLOW_RECORD && (f->record ? !evidence || strcmp(evidence, f->record) != 0
	                                       : evidence != NULL))
		return phrase_new(sc, "it must name the evidence bound last");
	if (t->evidence == WORKFLOW_NONE && evidence)
		return phrase_new(sc, "it binds no evidence");
	return NULL;
}

static bool has_seal(const struct fold *f, const char *number)
{
	int n = atoi(number);
	return n >= 1 && (size_t)n <= f->seals.count;
}

/* --- remarks --- */

/* Does the remark lead, from duplicate to duplicate, to the other? */
static bool leads_to(const struct fold *f, const struct fold_remark *r, const struct fold_remark *other)
{
	for (size_t i = 0; r && r != other && i < f->remarks.count; i++) {
		const struct fold_answer *last = r->state != FOLD_OPEN && r->answers.count
			? &r->answers.at[r->answers.count - 1] : NULL;
		r = last && last->duplicate_of ? fold_remark(f, atoi(last->duplicate_of)) : NULL;
	}
	return r == other;
}

static const struct phrase *judge_duplicate(struct scope *sc, const struct fold *f, const struct event *ev,
                                            const struct fold_remark *r)
{
	const struct fold_remark *other = GET(DUPLICATE) ? fold_remark_called(f, GET(DUPLICATE)) : NULL;
	if (!other || other == r)
		return phrase_new(sc, "an answer \"duplicate\" names another remark");
	return leads_to(f, other, r) ? phrase_new(sc, "remark {number} is itself answered as a duplicate of remark "
		"{other}", other->number, r->number) : NULL;
}

static const struct phrase *judge_answer(struct scope *sc, const struct fold *f, const struct event *ev,
                                         const struct fold_remark *r)
{
	const char *how = GET(DISPOSITION);
	if (r->state != FOLD_OPEN)
		return phrase_new(sc, "remark {number} is not open; reopen it first", r->number);
	if (strcmp(how, "changed") == 0)
		return GET(EVIDENCE) ? NULL : phrase_new(sc, "an answer \"changed\" names the version with the change");
	if (strcmp(how, "duplicate") == 0)
		return judge_duplicate(sc, f, ev, r);
	if (strcmp(how, "no-change") != 0 && strcmp(how, "clarified") != 0)
		return phrase_new(sc, "\"{disposition}\" is no disposition", how);
	return GET(NOTE) ? NULL : phrase_new(sc, "an answer \"{disposition}\" needs a reason", how);
}

static bool is_own(const struct fold *f, const struct fold_remark *r, const struct fold_person *by)
{
	return !r->reported_by && by && fold_person(f,
		r->email) == by;         /* who records a deficiency has not made it */
}

/* Is it for this person, or this role, to answer? */
static bool is_owner(struct scope *sc, const struct fold *f, const struct event *ev, const struct fold_remark *r,
                     const struct fold_person *by)
{
	const char *name, *email;
	if (!r->owner)
		return false;
	return event_person(sc, r->owner, &name, &email) ? fold_person(f, email) == by
	                                                 : strcmp(r->owner, GET(ROLE)) == 0;
}

/* Who raised it, or holds the role it was raised in, or whom the template lets close what others raised.  Unanswered it
 * is taken back, by who raised it. */
static const struct phrase *judge_close(struct scope *sc, const struct fold *f, const struct event *ev,
                                        const struct fold_remark *r)
{
	const struct workflow_act *act = &f->workflow->acts[EVENT_CLOSE];
	const struct fold_person *by = person_of(sc, f, GET(PERSON));
	bool own = is_own(f, r, by), raised = own || (!r->reported_by && strcmp(r->role, GET(ROLE)) == 0);
	bool named = act->anyone || list_has(&act->roles, GET(ROLE));
	if (r->state == FOLD_CLOSED)
		return phrase_new(sc, "remark {number} is closed already", r->number);
	if (f->edition && f->edition->closes_with_words && !GET(NOTE))
		return phrase_new(sc, "to close remark {number}, say why", r->number);
	if (!raised && !named)
		return phrase_new(sc, "remark {number} is closed by {person}, who made it, or in one of these roles: "
		                      "{roles}", r->number, r->name, list_join(sc, &act->roles, ", "));
	if (!raised && is_owner(sc, f, ev, r, by))
		return phrase_new(sc, "remark {number} is for you to answer; {person}, who made it, closes it",
			r->number,
		                  r->name);
	const struct fold_person *raiser = r->reported_by ? NULL : fold_person(f, r->email);
	bool left = raiser && raiser->roles.count == 0;         /* then those whom the template names settle it */
	if (r->state == FOLD_OPEN && !GET(REPORTED_BY)) {
		if (!raised && !left)
			return phrase_new(sc, "remark {number} has no answer; only {person}, who made it, takes it "
			        "back",
			                  r->number, r->name);
		return GET(NOTE) ? NULL
			: phrase_new(sc, "remark {number} has no answer; to close it all the same, say why", r->number);
	}
	const struct fold_answer *last = r->answers.count ? &r->answers.at[r->answers.count - 1] : NULL;
	return last && by && fold_person(f, last->email) == by && !own && !GET(REPORTED_BY)
	       ? phrase_new(sc, "who answered a remark of another person does not close it") : NULL;
}

static const struct phrase *judge_remark(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const struct fold_remark *r = GET(REMARK) ? fold_remark_called(f, GET(REMARK)) : NULL;
	if (GET(REPORTED_BY) && (!GET(OCCURRED) || !GET(RECEIVED)))
		return phrase_new(sc, "what the authority did needs its office and the days it happened and was "
		                      "received");
	if (ev->kind == EVENT_REMARK)
		return NULL;
	if (!r)
		return phrase_new(sc, "there is no remark {number}", GET(REMARK));
	if (ev->kind == EVENT_REPLY)
		return NULL;
	if (ev->kind == EVENT_ANSWER)
		return judge_answer(sc, f, ev, r);
	if (ev->kind == EVENT_CLOSE)
		return judge_close(sc, f, ev, r);
	return r->state == FOLD_OPEN ? phrase_new(sc, "remark {number} is open", r->number) : NULL;
}

/* --- who may appoint --- */

bool fold_may_appoint(const struct workflow *w, const struct names *roles)
{
	for (size_t i = 0; i < roles->count; i++)
		if (w->acts[EVENT_APPOINT].anyone || list_has(&w->acts[EVENT_APPOINT].roles, roles->at[i]))
			return true;
	return false;
}

/* Is there anybody who may, beside one person?  except may be NULL. */
bool fold_others_appoint(const struct fold *f, const struct workflow *w, const struct fold_person *except)
{
	for (size_t i = 0; i < f->people.count; i++)
		if (&f->people.at[i] != except && fold_may_appoint(w, &f->people.at[i].roles))
			return true;
	return false;
}

/* The last who may appoint cannot be taken away: nobody could ever be appointed again. */
static const struct phrase *judge_appoint(struct scope *sc, const struct fold *f, const struct event *ev)
{
	const char *name = "", *email = "";
	struct names granted = {0};
	size_t at = 0;
	event_person(sc, GET(APPOINTEE), &name, &email);
	for (const char *v; (v = event_next(ev, EVENT_GRANTED_FIELD, &at)) != NULL; )
		*LIST_ADD(sc, &granted) = v;
	const struct fold_person *p = fold_person(f, email);
	const struct phrase *why = fold_keys_refuse_revoked(sc, f, ev);
	if (why)
		return why;
	bool lost = p && fold_may_appoint(f->workflow, &p->roles) && !fold_may_appoint(f->workflow, &granted);
	return lost && !fold_others_appoint(f, f->workflow, p)
	       ? phrase_new(sc, "{person} is the last who may appoint; appoint another one first ({roles})", p->name,
	                    list_join(sc, &f->workflow->acts[EVENT_APPOINT].roles, ", ")) : NULL;
}

static const struct phrase *judge_kind(struct scope *sc, const struct fold *f, const struct event *ev,
                              const struct fold_resolver *resolver)
{
	switch (ev->kind) {
	case EVENT_APPOINT:
		return judge_appoint(sc, f, ev);
	case EVENT_TRANSITION:
		return judge_transition(sc, f, ev);
	case EVENT_TRUST:
		return fold_keys_judge_trust(sc, f, ev);
	case EVENT_REVOKE:
		return fold_keys_judge_revoke(sc, f, ev);
	case EVENT_SEAL:
		if (atoi(GET(SUBMITTAL)) != (int)f->seals.count + 1)
			return phrase_new(sc, "the next submittal is number {number}", f->seals.count + 1);
		return NULL;
	case EVENT_EXPORTED:
	case EVENT_DELIVERED:
	case EVENT_STAMPED:
		return has_seal(f, GET(SUBMITTAL)) ? NULL : phrase_new(sc, "there is no submittal {number}",
			GET(SUBMITTAL));
	case EVENT_UNWAIVE:
		return fold_waiver(f, GET(FINDING)) ? NULL : phrase_new(sc, "there is no waiver of this finding");
	case EVENT_WAIVE:
		return strcmp(GET(UNTIL), GET(AS_OF)) >= 0 ? NULL : phrase_new(sc, "it would end before it begins");
	case EVENT_REMARK: case EVENT_ANSWER: case EVENT_REPLY: case EVENT_CLOSE: case EVENT_REOPEN:
		return judge_remark(sc, f, ev);
	case EVENT_ADOPT: {
		const struct workflow *w = resolver->find(resolver->context, ev);
		if (!w)
			return phrase_new(sc, "the adopted template cannot be read");
		if (fold_others_appoint(f, f->workflow, NULL) && !fold_others_appoint(f, w, NULL))
			return phrase_new(sc, "nobody of this package could appoint any more under the adopted "
			                      "template; appoint somebody to one of its roles first: {roles}",
			                  list_join(sc, &w->acts[EVENT_APPOINT].roles, ", "));
		return workflow_state(w, GET(MAPPED)) ? NULL
			: phrase_new(sc, "the adopted template has no state \"{state}\"", GET(MAPPED));
	}
	default:
		return NULL;
	}
}

static const struct phrase *judge_open(struct scope *sc, const struct fold *f, const struct event *ev,
                                       const struct fold_resolver *resolver)
{
	if (f->workflow)
		return phrase_new(sc, "the package was opened before");
	const struct workflow *w = resolver->find(resolver->context, ev);
	if (!w)
		return phrase_new(sc, "the template it carries cannot be read, or was changed");
	return strcmp(GET(ROLE), w->founder_role) == 0 ? NULL
		: phrase_new(sc, "the founder has another role in this template");
}

const struct phrase *fold_judge(struct scope *sc, const struct fold *f, const struct event *ev,
                                const struct fold_resolver *resolver)
{
	if (GET(ID) && nameset_has(f->ids, GET(ID)))
		return phrase_new(sc, "an event with the id {id} was recorded before", GET(ID));
	if (ev->kind == EVENT_OPEN)
		return judge_open(sc, f, ev, resolver);
	if (!f->workflow)
		return phrase_new(sc, "the package was not opened");
	const struct fold_person *person = person_of(sc, f, GET(PERSON));
	if (!person)
		return phrase_new(sc, "{person} is not appointed to this package", GET(PERSON));
	if (!list_has(&person->roles, GET(ROLE)))
		return phrase_new(sc, "{person} does not hold the role \"{role}\"", GET(PERSON), GET(ROLE));
	/* who raised a remark may close it; keys have rules of their own */
	if (ev->kind != EVENT_TRANSITION && ev->kind != EVENT_CLOSE && ev->kind != EVENT_TRUST
	    && ev->kind != EVENT_REVOKE) {
		const struct workflow_act *act = &f->workflow->acts[ev->kind];
		if (!act->anyone && !list_has(&act->roles, GET(ROLE)))
			return phrase_new(sc, "the role \"{role}\" may not do it", GET(ROLE));
	}
	return judge_kind(sc, f, ev, resolver);
}

/* --- what events do --- */

static void appoint(struct fold *f, const char *person, const struct event *ev)
{
	const char *name = "", *email = "";
	event_person(f->sc, person, &name, &email);
	struct fold_person *p = NULL;
	for (size_t i = 0; i < f->people.count; i++)
		if (strcasecmp(f->people.at[i].email, email) == 0)
			p = &f->people.at[i];
	if (!p)
		p = LIST_ADD(f->sc, &f->people);
	*p = (struct fold_person){ .name = name, .email = email };
	if (ev->kind == EVENT_OPEN) {
		*LIST_ADD(f->sc, &p->roles) = GET(ROLE);
		return;
	}
	struct { enum event_field field; struct names *into; } lists[] = {
		{ EVENT_GRANTED_FIELD, &p->roles }, { EVENT_ADDRESS_FIELD, &p->addresses },
			{ EVENT_KEY_FIELD, &p->keys },
	};
	for (size_t i = 0; i < countof(lists); i++) {
		size_t at = 0;
		for (const char *v; (v = event_next(ev, lists[i].field, &at)) != NULL; )
			*LIST_ADD(f->sc, lists[i].into) = v;
	}
	fold_keys_appoint(f, p, ev);
}

static void remember(struct fold *f, const char *state, const char *from)
{
	for (size_t i = 0; i < f->back.count; i++)
		if (strcmp(f->back.state[i], state) == 0) {
			f->back.from[i] = from;
			return;
		}
	assert(f->back.count <= f->workflow->state_count);
	f->back.state[f->back.count] = state;
	f->back.from[f->back.count++] = from;
}

static void enter(struct fold *f, const char *state, const struct event *ev)
{
	f->state = state;
	f->entered_on = GET(OCCURRED) ? GET(OCCURRED) : GET(AS_OF);
	f->entered_by = ev->id;
	f->entered_at = f->event_count;
	f->due = GET(DUE);
	*LIST_ADD(f->sc, &f->path) = state;
}

static void take_edition(struct fold *f, const struct event *ev)
{
	int number = GET(EDITION) ? atoi(GET(EDITION)) : 1;
	const struct edition *known = edition_numbered(number);
	f->edition = known ? known : edition_newest();
	if (!known)
		fold_note_newer(f, phrase_new(f->sc, "its rules are of edition {edition}", number));
}

static void take_workflow(struct fold *f, const struct event *ev, const struct fold_resolver *resolver)
{
	f->workflow = resolver->find(resolver->context, ev);
	take_edition(f, ev);
	f->template_name = GET(TEMPLATE);
	f->snapshot = GET(SNAPSHOT);
	f->template_event = ev->id;
	const char **state = f->back.state, **from = f->back.from;
	size_t count = f->back.count;
	f->back.state = NEWS(f->sc, const char *, f->workflow->state_count + 1);
	f->back.from = NEWS(f->sc, const char *, f->workflow->state_count + 1);
	f->back.count = 0;
	for (size_t i = 0; i < count; i++) {            /* a package that is suspended keeps its way back */
		const struct workflow_state *s = workflow_state(f->workflow, state[i]),
			*b = workflow_state(f->workflow, from[i]);
		if (s && s->remembers && b)
			remember(f, s->id, b->id);
	}
}

static void move(struct fold *f, const struct event *ev)
{
	const struct workflow_transition *t = workflow_find(f->workflow, f->state, GET(ACTION));
	assert(t);
	const char *from = f->state, *to = fold_target(f, t);
	assert(to);
	if (t->evidence == WORKFLOW_HEAD)
		f->record = GET(EVIDENCE);
	if (t->new_round)
		f->round++;
	if (workflow_state(f->workflow, to)->remembers)
		remember(f, to, from);
	enter(f, to, ev);
}

static void sign(struct fold *f, const struct event *ev)
{
	size_t at = 0;
	const char *name = "", *email = "";
	event_person(f->sc, GET(PERSON), &name, &email);
	for (const char *v; (v = event_next(ev, EVENT_COVERS_FIELD, &at)) != NULL; ) {
		size_t n = strcspn(v, " ");
		assert(v[n] == ' ');
		*LIST_ADD(f->sc, &f->sign_offs) = (struct fold_sign_off){
			.element = scope_copy_bytes(f->sc, v, n), .digest = v + n + 1, .role = GET(ROLE),
			.name = name, .email = email, .meaning = GET(MEANING), .canon = GET(CANON),
			.as_of = GET(AS_OF), .evidence = GET(EVIDENCE), .event = ev->id,
		};
	}
}

static void seal(struct fold *f, const struct event *ev)
{
	struct fold_uses uses = {0};
	for (size_t i = 0; i < f->uses.count; i++)
		*LIST_ADD(f->sc, &uses) = f->uses.at[i];
	*LIST_ADD(f->sc, &f->seals) = (struct fold_seal){
		.uses = uses, .snapshot = f->snapshot,
		.number = atoi(GET(SUBMITTAL)), .round = f->round, .evidence = GET(EVIDENCE),
		.as_of = GET(AS_OF), .manifest = GET(MANIFEST), .event = ev->id,
	};
}

static void deliver(const struct fold *f, struct fold_seal *s, const char *day)
{
	s->delivered_on = day;
	s->delivered_at = f->event_count;
}

static void stamp(struct fold_seal *s, const struct event *ev)
{
	s->stamped_on = GET(OCCURRED);
	s->stamped = ev->id;
}

void fold_use_add(struct scope *sc, struct fold_uses *uses, const struct event *ev)
{
	struct fold_use *u = NULL;
	for (size_t i = 0; i < uses->count; i++)
		if (strcmp(uses->at[i].alias, GET(ALIAS)) == 0)
			u = &uses->at[i];
	if (!u)
		u = LIST_ADD(sc, uses);
	*u = (struct fold_use){ GET(ALIAS), GET(USED), GET(PINNED), GET(TEMPLATE), GET(SNAPSHOT), GET(AS_OF), ev->id };
}

static void waive(struct fold *f, const struct event *ev)
{
	const char *name = "", *email = "";
	event_person(f->sc, GET(PERSON), &name, &email);
	*LIST_ADD(f->sc, &f->waivers) = (struct fold_waiver){ .finding = GET(FINDING), .rule = GET(RULE),
	                                                      .path = GET(PATH),
		.until = GET(UNTIL), .name = name, .role = GET(ROLE), .as_of = GET(AS_OF), .event = ev->id };
}

static void unwaive(struct fold *f, const struct event *ev)
{
	for (size_t i = 0; i < f->waivers.count; i++)
		if (strcmp(f->waivers.at[i].finding, GET(FINDING)) == 0 && !f->waivers.at[i].withdrawn_on)
			f->waivers.at[i].withdrawn_on = GET(AS_OF);
}

static void purge(struct fold *f, const struct event *ev)
{
	const char *name = "", *email = "";
	event_person(f->sc, GET(PERSON), &name, &email);
	*LIST_ADD(f->sc, &f->purges) = (struct fold_purge){ GET(PATH), GET(CONTENT), name, GET(AS_OF), ev->id };
}

static void remark(struct fold *f, const struct event *ev)
{
	const char *name = "", *email = "";
	struct fold_remark *r = LIST_ADD(f->sc, &f->remarks);
	event_person(f->sc, GET(PERSON), &name, &email);
	*r = (struct fold_remark){ .number = (int)f->remarks.count, .id = GET(ID) ? GET(ID) : "",
		.severity = GET(SEVERITY), .owner = GET(OWNER),
	                           .due = GET(DUE),
		.path = GET(PATH), .exact = GET(EXACT), .prefix = GET(PREFIX), .suffix = GET(SUFFIX), .row = GET(ROW),
			.column = GET(COLUMN), .field = GET(FIELD),
		.page = GET(PAGE), .region = GET(REGION), .newest = GET(NEWEST),
		.content = GET(CONTENT), .element = GET(ELEMENT), .evidence = GET(EVIDENCE),
		.reported_by = GET(REPORTED_BY),
		.occurred = GET(OCCURRED), .received = GET(RECEIVED), .filed_in = GET(FILED_IN), .theirs = GET(THEIRS),
		.name = name,
		.email = email, .role = GET(ROLE), .as_of = GET(AS_OF), .event = ev->id };
	size_t at = 0;
	for (const char *v; (v = event_next(ev, EVENT_REQUIREMENT_FIELD, &at)) != NULL; )
		*LIST_ADD(f->sc, &r->requirements) = v;
}

/* An answer, a close, a reopening; a reply changes nothing. */
static void treat(struct fold *f, const struct event *ev)
{
	size_t at = lookup_find(f->by_id, GET(REMARK));
	assert(at < f->remarks.count);
	struct fold_remark *r = &f->remarks.at[at];
	const struct fold_remark *other = GET(DUPLICATE) ? fold_remark_called(f, GET(DUPLICATE)) : NULL;
	const char *name = "", *email = "";
	event_person(f->sc, GET(PERSON), &name, &email);
	r->state = ev->kind == EVENT_ANSWER ? FOLD_ANSWERED : ev->kind == EVENT_CLOSE ? FOLD_CLOSED : FOLD_OPEN;
	r->closed_on = ev->kind == EVENT_CLOSE ? GET(AS_OF) : NULL;
	r->closed_by = ev->kind == EVENT_CLOSE ? name : NULL;
	if (ev->kind == EVENT_ANSWER)
		*LIST_ADD(f->sc, &r->answers) = (struct fold_answer){ GET(DISPOSITION), GET(EVIDENCE),
			other ? scope_printf(f->sc, "%d", other->number) : NULL, name, email, GET(ROLE),
		                                                      GET(AS_OF), ev->id };
}

static void apply(struct fold *f, const struct event *ev, const struct fold_resolver *resolver)
{
	switch (ev->kind) {
	case EVENT_OPEN:
		take_workflow(f, ev, resolver);
		f->package = GET(PACKAGE);
		appoint(f, GET(PERSON), ev);
		enter(f, f->workflow->initial, ev);
		break;
	case EVENT_ADOPT:
		take_workflow(f, ev, resolver);
		enter(f, workflow_state(f->workflow, GET(MAPPED))->id, ev);
		break;
	case EVENT_APPOINT:    appoint(f, GET(APPOINTEE), ev); break;
	case EVENT_TRANSITION: move(f, ev); break;
	case EVENT_SIGN_OFF:   sign(f, ev); break;
	case EVENT_SEAL:       seal(f, ev); break;
	case EVENT_USE:        fold_use_add(f->sc, &f->uses, ev); break;
	case EVENT_WAIVE:      waive(f, ev); break;
	case EVENT_UNWAIVE:    unwaive(f, ev); break;
	case EVENT_PURGE:      purge(f, ev); break;
	case EVENT_REMARK:     remark(f, ev); break;
	case EVENT_ANSWER: case EVENT_CLOSE: case EVENT_REOPEN: treat(f, ev); break;
	case EVENT_EXPORTED:   f->seals.at[atoi(GET(SUBMITTAL)) - 1].export_count++; break;
	case EVENT_DELIVERED:  deliver(f, &f->seals.at[atoi(GET(SUBMITTAL)) - 1], GET(OCCURRED)); break;
	case EVENT_STAMPED:    stamp(&f->seals.at[atoi(GET(SUBMITTAL)) - 1], ev); break;
	case EVENT_TRUST:      fold_keys_trust(f, ev); break;
	case EVENT_REVOKE:     fold_keys_revoke(f, ev); break;
	case EVENT_NOTE: case EVENT_LETTER: case EVENT_REPLY: case EVENT_KIND_COUNT: break;
	}
	if (GET(REPORTED_BY)) {
		f->last_heard = GET(OCCURRED);
		f->last_heard_from = GET(REPORTED_BY);
	}
}

/* What holds of every fold, whatever its events were. */
static void assert_stands(const struct fold *f)
{
	assert(f->refused_count <= f->event_count);
	assert(!f->workflow == !f->state);
	if (!f->workflow)
		return;
	assert(f->package && f->snapshot && f->round >= 1 && f->people.count > 0);
	assert(workflow_state(f->workflow, f->state));
	assert(f->path.count > 0 && strcmp(f->path.at[f->path.count - 1], f->state) == 0);
	assert(f->seals.count == 0 || (size_t)f->seals.at[f->seals.count - 1].number == f->seals.count);
	assert(f->remarks.count == 0 || (size_t)f->remarks.at[f->remarks.count - 1].number == f->remarks.count);
}

bool fold_step(struct fold *f, const struct event *ev, const struct fold_resolver *resolver, struct findings *fs)
{
	SCOPE(turn);
	f->event_count++;
	const struct phrase *why = fold_judge(turn, f, ev, resolver);
	if (why) {
		f->refused_count++;
		finding_add(fs, FINDING_event_refused, (struct place){ 0 },
			PHRASE("event {number} ({id.7}, {subject}): {why}", f->event_count, ev->id,
			event_subject(turn, ev), why));
		return false;
	}
	apply(f, ev, resolver);
	if (GET(ID))
		nameset_add(f->ids, GET(ID));
	if (GET(ID) && ev->kind == EVENT_REMARK)
		lookup_add(f->by_id, GET(ID), f->remarks.count - 1);
	assert_stands(f);
	return true;
}

/* --- events that pass --- */

/* Notes and replies change nothing; a transition is where the package stands until the next one.  A report and a letter
 * are asked for later, and what comes before the opening is no event of a package. */
bool fold_passes(const struct fold *f, const struct event *ev)
{
	bool plain = ev->kind == EVENT_NOTE || ev->kind == EVENT_REPLY || ev->kind == EVENT_TRANSITION;
	return plain && f->workflow && !GET(REPORTED_BY) && !GET(LETTER);
}

void fold_let_go(struct fold *f)
{
	f->entered_on = scope_copy(f->sc, f->entered_on);
	f->entered_by = scope_copy(f->sc, f->entered_by);
	f->due = scope_copy(f->sc, f->due);
	f->record = scope_copy(f->sc, f->record);
}
