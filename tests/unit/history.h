/* history.h: making events and writing a fold out, for t_fold.c and t_journal.c. */
#ifndef HISTORY_H
#define HISTORY_H
#include "unit.h"
#include "base/buf.h"
#include "journal/fold.h"
#include "template/template.h"

#define D64 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define E64 "cb8379ac2098aa165029e3938a51da0bcecfc008fd6795f401178647f96c5b34"
#define C40 "8c1f0123456789abcdef0123456789abcdef0123"
#define B40 "0d2a0123456789abcdef0123456789abcdef0123"

/* templates/repair as it is shipped. */
static inline const struct template *history_template(struct scope *sc)
{
	const struct template_files *files = NULL;
	const struct template *t = NULL;
	OK(template_files_read(sc, unit_root(sc, "templates/repair"), &files));
	OK(template_read_fit(sc, files, &t));
	return t;
}

/* The workflow an open or adopt event carries: the one of the template, under its own digest only. */
static inline const struct workflow *history_find(void *context, const struct event *ev)
{
	const struct template *t = context;
	const char *snapshot = event_get(ev, EVENT_SNAPSHOT_FIELD);
	return snapshot && strcmp(snapshot, t->snapshot) == 0 ? &t->workflow : NULL;
}

static inline struct fold_resolver history_resolver(const struct template *t)
{
	return (struct fold_resolver){ history_find, (void *)(uintptr_t)t };
}

/* Everything a fold knows, as text. counts: the counters of events too. */
static inline const char *history_dump(struct scope *sc, const struct fold *f, bool counts)
{
	struct buf *b = buf_new(sc);
#define S(s) ((s) ? (s) : "-")
	if (counts)
		buf_printf(b, "events %zu refused %zu\n", f->event_count, f->refused_count);
	buf_printf(b, "workflow %s package %s template %s snapshot %s by %s\n", f->workflow ? f->workflow->initial
	           : "-", S(f->package),
	           S(f->template_name), S(f->snapshot), S(f->template_event));
	buf_printf(b, "state %s on %s by %s record %s round %d heard %s from %s\n", S(f->state), S(f->entered_on),
	           S(f->entered_by),
	           S(f->record), f->round, S(f->last_heard), S(f->last_heard_from));
	for (size_t i = 0; i < f->back.count; i++)
		buf_printf(b, "back %s %s\n", f->back.state[i], f->back.from[i]);
	for (size_t i = 0; i < f->people.count; i++) {
		const struct fold_person *p = &f->people.at[i];
		const struct names *lists[] = { &p->roles, &p->addresses, &p->keys };
		buf_printf(b, "person %s <%s>", p->name, p->email);
		for (size_t k = 0; k < countof(lists); k++) {
			buf_char(b, ':');
			for (size_t n = 0; n < lists[k]->count; n++)
				buf_printf(b, " %s", lists[k]->at[n]);
		}
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < f->sign_offs.count; i++) {
		const struct fold_sign_off *s = &f->sign_offs.at[i];
		buf_printf(b, "sign-off %s %s %s %s %s %s %s %s %s %s\n", s->element, s->digest, s->role, s->name,
		           s->email, s->meaning,
		           s->canon, s->as_of, S(s->evidence), s->event);
	}
	for (size_t i = 0; i < f->seals.count; i++) {
		const struct fold_seal *s = &f->seals.at[i];
		buf_printf(b, "seal %d round %d %s %s %s %s delivered %s exports %zu\n", s->number, s->round,
		           s->evidence, s->as_of,
		           s->manifest, s->event, S(s->delivered_on), s->export_count);
	}
	for (size_t i = 0; i < f->uses.count; i++)
		buf_printf(b, "use %s %s %s\n", f->uses.at[i].alias, f->uses.at[i].package, f->uses.at[i].pinned);
	for (size_t i = 0; i < f->remarks.count; i++) {
		const struct fold_remark *r = &f->remarks.at[i];
		buf_printf(b, "remark %d %d %s for %s due %s on %s %s %s %s %s by %s %s closed %s %s:", r->number,
		           r->state, r->severity, S(r->owner),
		           S(r->due), S(r->path), S(r->exact), S(r->row), S(r->page), S(r->element), r->email,
			S(r->reported_by), S(r->closed_on),
		           S(r->closed_by));
		for (size_t k = 0; k < r->requirements.count; k++)
			buf_printf(b, " %s", r->requirements.at[k]);
		for (size_t k = 0; k < r->answers.count; k++)
			buf_printf(b, " answer %s %s %s %s", r->answers.at[k].disposition, S(r->answers.at[k].version),
			           S(r->answers.at[k].duplicate_of),
			           r->answers.at[k].email);
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < f->path.count; i++)
		buf_printf(b, "path %s\n", f->path.at[i]);
	return b->at;
#undef S
}

/* Somebody of our own for a role. */
static inline const char *history_person(struct scope *sc, const char *role)
{
	return scope_printf(sc, "The %s <%s@minato.example>", role, role);
}

static inline struct event *history_event(struct scope *sc, enum event_kind kind, const char *person, const char *role,
                                          const struct event_value *values)
{
	static unsigned number;
	struct event *ev = event_new(sc, kind);
	ev->id = scope_printf(sc, "%040x", ++number);
	event_set(sc, ev, EVENT_PERSON_FIELD, person);
	event_set(sc, ev, EVENT_ROLE_FIELD, role);
	event_set(sc, ev, EVENT_AS_OF_FIELD, "2026-11-23");
	if (kind == EVENT_OPEN || kind == EVENT_ADOPT)
		event_set(sc, ev, EVENT_EDITION_FIELD, "1");
	bool named = false;
	for (const struct event_value *v = values; v->text; v++)
		named = named || v->field == EVENT_ID_FIELD;
	if (!named)
		event_set(sc, ev, EVENT_ID_FIELD, scope_printf(sc, "%020x", number));
	for (; values->text; values++)
		event_set(sc, ev, values->field, values->text);
	return ev;
}

/* An event by the person who holds the role: EVENT(kind, role, { field, text } ...). */
#define EVENT(sc, kind, role, ...) history_event((sc), (kind), history_person((sc), (role)), (role), \
	(const struct event_value[]){ __VA_ARGS__, { EVENT_FIELD_COUNT, NULL } })

static inline struct event *history_open(struct scope *sc, const struct template *t)
{
	return EVENT(sc, EVENT_OPEN, t->workflow.founder_role, { EVENT_PACKAGE_FIELD, "P-1" },
	             { EVENT_TEMPLATE_FIELD, t->name },
	             { EVENT_SNAPSHOT_FIELD, t->snapshot });
}

static inline struct event *history_appoint(struct scope *sc, const char *role)
{
	return EVENT(sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, history_person(sc, role) },
	             { EVENT_GRANTED_FIELD, role });
}

/* A transition as it must be, done in a role. */
static inline struct event *history_move(struct scope *sc, const struct fold *f, const struct workflow_transition *t,
                                         const char *role)
{
	struct event *ev = EVENT(sc, EVENT_TRANSITION, role, { EVENT_ACTION_FIELD, t->action },
	                         { EVENT_FROM_FIELD, f->state });
	event_set(sc, ev, EVENT_TO_FIELD, fold_target(f, t) ? fold_target(f, t) : "nowhere");
	if (t->reported) {
		event_set(sc, ev, EVENT_REPORTED_BY_FIELD, "DLA Aviation, Ms. Doe");
		event_set(sc, ev, EVENT_OCCURRED_FIELD, "2026-11-20");
		event_set(sc, ev, EVENT_RECEIVED_FIELD, "2026-11-22");
	}
	event_set(sc, ev, EVENT_EVIDENCE_FIELD, t->evidence == WORKFLOW_HEAD ? C40 : t->evidence == WORKFLOW_RECORD
	          ? f->record : NULL);
	return ev;
}
#endif
