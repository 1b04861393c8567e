/* draw.c: what people try next. */
#include "draw.h"
#include "base/list.h"

const char *draw_text(struct life *l, size_t *len)
{
	size_t n = chance_once_in(&l->chance, 8) ? chance_below(&l->chance, 5000) : chance_below(&l->chance, 60);
	char *text = scope_alloc(l->sc, n + 2, 1);
	for (size_t i = 0; i < n; i++)
		text[i] = "abcdefghijklmnopqrstuvwxyz     \n"[chance_below(&l->chance, 32)];
	text[n] = '\n';
	*len = n + 1;
	return text;
}

struct store_person draw_person(struct life *l, const struct life_person *p)
{
	return (struct store_person){ p->name, p->email, 1700000000 + ++l->clock, 540 };
}

static void set(struct life *l, struct life_event *e, enum event_field field, const char *text)
{
	event_set(l->sc, e->event, field, text);
}

static struct life_event *event_of(struct life *l, enum event_kind kind, const struct life_person *p)
{
	struct life_event *e = NEW(l->sc, struct life_event);
	e->event = event_new(l->sc, kind);
	e->person = draw_person(l, p);
	e->id = scope_printf(l->sc, "%010llx%010llx", (unsigned long long)(chance_next(&l->chance) >> 24),
	                     (unsigned long long)l->clock);
	set(l, e, EVENT_ID_FIELD, e->id);
	set(l, e, EVENT_PERSON_FIELD, scope_printf(l->sc, "%s <%s>", p->name, p->email));
	set(l, e, EVENT_ROLE_FIELD, p->role);
	set(l, e, EVENT_AS_OF_FIELD, "2026-11-23");
	return e;
}

static struct life_event *draw_open(struct life *l, const struct life_person *p)
{
	struct life_event *e = event_of(l, EVENT_OPEN, p);
	set(l, e, EVENT_EDITION_FIELD, "1");
	set(l, e, EVENT_PACKAGE_FIELD, LIFE_NAME);
	set(l, e, EVENT_TEMPLATE_FIELD, l->template->name);
	set(l, e, EVENT_SNAPSHOT_FIELD, l->template->snapshot);
	return e;
}

static struct life_event *draw_appoint(struct life *l, const struct life_person *p, const struct life_person *whom)
{
	struct life_event *e = event_of(l, EVENT_APPOINT, p);
	set(l, e, EVENT_APPOINTEE_FIELD, scope_printf(l->sc, "%s <%s>", whom->name, whom->email));
	set(l, e, EVENT_GRANTED_FIELD, whom->role);
	return e;
}

struct life_event *draw_note(struct life *l, const struct life_person *p)
{
	struct life_event *e = event_of(l, EVENT_NOTE, p);
	set(l, e, EVENT_NOTE_FIELD, "note.md");
	e->files[0] = (struct append_file){ .path = "note.md" };
	e->files[0].bytes = draw_text(l, &e->files[0].len);
	e->file_count = 1;
	return e;
}

static struct life_event *draw_move(struct life *l, const struct life_person *p, const struct fold *f,
                                    const struct workflow_transition *t, const struct store_id *main)
{
	struct life_event *e = event_of(l, EVENT_TRANSITION, p);
	const char *to = fold_target(f, t);
	set(l, e, EVENT_ACTION_FIELD, t->action);
	set(l, e, EVENT_FROM_FIELD, f->state);
	set(l, e, EVENT_TO_FIELD, to ? to : "nowhere");
	if (t->reported) {
		set(l, e, EVENT_REPORTED_BY_FIELD, "DLA Aviation, Ms. Doe");
		set(l, e, EVENT_OCCURRED_FIELD, "2026-11-20");
		set(l, e, EVENT_RECEIVED_FIELD, "2026-11-22");
	}
	if (t->evidence == WORKFLOW_HEAD)
		set(l, e, EVENT_EVIDENCE_FIELD, main->hex);
	if (t->evidence == WORKFLOW_RECORD)
		set(l, e, EVENT_EVIDENCE_FIELD, f->record);
	return e;
}

/* Any move, or one that the state allows, by the person's own role or not. */
static const struct workflow_transition *choose_move(struct life *l, const struct life_person *p, const struct fold *f)
{
	const struct workflow *w = f->workflow;
	size_t first = chance_below(&l->chance, w->transition_count);
	bool legal = chance_percent(&l->chance, 75);
	for (size_t i = 0; i < w->transition_count && legal; i++) {
		const struct workflow_transition *t = &w->transitions[(first + i) % w->transition_count];
		if (list_has(&t->from, f->state) && list_has(&t->roles, p->role))
			return t;
	}
	return &w->transitions[first];
}

/* The first person, who founds the package, appoints the others sooner or later. */
static const struct life_person *not_appointed(const struct life *l, const struct fold *f)
{
	for (size_t i = 0; i < PEOPLE_MAX; i++)
		if (!fold_person(f, l->people[i].email))
			return &l->people[i];
	return NULL;
}

struct life_event *draw_event(struct life *l, const struct life_person *p, const struct journal *j,
                              const struct store_id *main)
{
	const struct fold *f = j->fold;
	if (!f->workflow || chance_once_in(&l->chance, 60))
		return draw_open(l, &l->people[0]);
	const struct life_person *missing = not_appointed(l, f);
	if (missing && chance_once_in(&l->chance, 2))
		return draw_appoint(l, &l->people[0], missing);
	if (chance_percent(&l->chance, 8))
		return draw_appoint(l, p, &l->people[chance_below(&l->chance, PEOPLE_MAX)]);
	const struct workflow_transition *t = choose_move(l, p, f);
	bool bound = t->evidence == WORKFLOW_NONE
	             || (t->evidence == WORKFLOW_HEAD ? main->hex[0] != '\0' : f->record != NULL);
	return bound && chance_percent(&l->chance, 60) ? draw_move(l, p, f, t, main) : draw_note(l, p);
}
