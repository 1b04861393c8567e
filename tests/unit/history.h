/* history.h: making events, for the tests of fold and journal. */
#ifndef HISTORY_H
#define HISTORY_H
#include "unit.h"
#include "folded.h"
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
