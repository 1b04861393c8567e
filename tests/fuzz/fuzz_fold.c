/* fuzz_fold.c: whatever events a journal holds: judging changes nothing, what is refused changes nothing, the events
 * that happened alone lead to the same end, and where the package stands is a state of its workflow.
 *
 * The input is events with the byte 1E between them: the kind as a letter, then lines of a field, as a letter, and its
 * value.  What a value may be is fuzz_event.c's; an event that could not stand in a journal is left out. */
#include "fuzz.h"
#include "../unit/folded.h"
#include "template/template.h"

static const struct template *template_of_all;

static const struct workflow *find(void *context, const struct event *ev)
{
	const char *snapshot = event_get(ev, EVENT_SNAPSHOT_FIELD);
	(void)context;
	return snapshot && strcmp(snapshot, template_of_all->snapshot) == 0 ? &template_of_all->workflow : NULL;
}
static const struct fold_resolver resolver = { find, NULL };

/* --- events from bytes --- */

enum { FIRST = 'A' };

/* "@3": the own id of the third event; "$": the template's snapshot. */
static const char *value_of(struct scope *sc, const char *text)
{
	if (strcmp(text, "$") == 0)
		return template_of_all->snapshot;
	return *text == '@' && text[1] >= '0' && text[1] <= '9' ? scope_printf(sc, "%020x", atoi(text + 1)) : text;
}

static void set_default(struct scope *sc, struct event *ev, enum event_field field, const char *value)
{
	if (!event_get(ev, field))
		event_set(sc, ev, field, value);
}

static struct event *event_from(struct scope *sc, char *text, int number)
{
	char *rest = NULL;
	char *line = strtok_r(text, "\n", &rest);
	if (!line || *line < FIRST || *line >= FIRST + EVENT_KIND_COUNT)
		return NULL;
	struct event *ev = event_new(sc, (enum event_kind)(*line - FIRST));
	ev->id = scope_printf(sc, "%040x", number);
	while ((line = strtok_r(NULL, "\n", &rest)))
		if (*line >= FIRST && *line < FIRST + EVENT_FIELD_COUNT)
			event_set(sc, ev, (enum event_field)(*line - FIRST), value_of(sc, line + 1));
	set_default(sc, ev, EVENT_ID_FIELD, scope_printf(sc, "%020x", number));
	set_default(sc, ev, EVENT_PERSON_FIELD, "M <m@x.example>");
	set_default(sc, ev, EVENT_ROLE_FIELD, template_of_all->workflow.founder_role);
	set_default(sc, ev, EVENT_AS_OF_FIELD, "2026-11-23");
	return event_mistake(sc, ev) ? NULL : ev;
}

struct events { struct event **at; size_t count, cap; };

static struct events events_from(struct scope *sc, const uint8_t *data, size_t size)
{
	struct events all = {0};
	int number = 0;
	for (const uint8_t *at = data, *end = data + size; at < end; ) {
		const uint8_t *stop = memchr(at, 0x1e, (size_t)(end - at));
		stop = stop ? stop : end;
		struct event *ev = event_from(sc, scope_copy_bytes(sc, at, (size_t)(stop - at)), ++number);
		if (ev)
			*LIST_ADD(sc, &all) = ev;
		at = stop + 1;
	}
	return all;
}

/* --- what holds --- */

static void stands(const struct fold *f)
{
	if (!f->workflow)
		return;
	HOLDS(workflow_state(f->workflow, f->state) && f->round >= 1 && f->path.count >= 1);
	for (size_t i = 0; i < f->remarks.count; i++)
		HOLDS(f->remarks.at[i].number == (int)i + 1
		      && fold_remark_called(f, f->remarks.at[i].id) == &f->remarks.at[i]);
	for (size_t i = 0; i < f->people.count; i++)
		HOLDS(fold_person(f, f->people.at[i].email) != NULL);
	for (size_t i = 0; i < f->keys.count; i++)
		HOLDS(!f->keys.at[i].ended_on == !f->keys.at[i].ended_by);
	for (size_t i = 0; i < f->seals.count; i++)
		HOLDS(f->seals.at[i].number == (int)i + 1);
}

static bool step(struct fold *f, struct event *ev, struct findings *fs)
{
	SCOPE(turn);
	size_t told = fs->count, refused = f->refused_count, events = f->event_count;
	const char *before = history_dump(turn, f, false);
	const struct phrase *why = fold_judge(turn, f, ev, &resolver);
	HOLDS(strcmp(history_dump(turn, f, false), before) == 0);
	bool happened = fold_step(f, ev, &resolver, fs);
	HOLDS(happened == (why == NULL) && f->refused_count == refused + !happened && f->event_count == events + 1);
	HOLDS(happened || (fs->count > told && strcmp(history_dump(turn, f, false), before) == 0));
	stands(f);
	return happened;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	struct events all = events_from(sc, data, size), good = {0};
	struct fold *f = fold_new(sc), *again = fold_new(sc);
	struct findings *fs = finding_list(sc);
	for (size_t i = 0; i < all.count; i++)
		if (step(f, all.at[i], fs))
			*LIST_ADD(sc, &good) = all.at[i];
	for (size_t i = 0; i < good.count; i++)
		HOLDS(fold_step(again, good.at[i], &resolver, fs));
	HOLDS(strcmp(history_dump(sc, f, false), history_dump(sc, again, false)) == 0);
	return 0;
}

/* --- seeds --- */

static void set(struct buf *b, enum event_field field, const char *value)
{
	if (value)
		buf_printf(b, "%c%s\n", FIRST + (int)field, value);
}

/* The begin of an event, in a role that may. */
static void say(struct buf *b, enum event_kind kind)
{
	const struct workflow_act *act = &template_of_all->workflow.acts[kind];
	buf_printf(b, "%s%c\n", b->len ? "\x1e" : "", FIRST + (int)kind);
	if (act->roles.count && !act->anyone)
		set(b, EVENT_ROLE_FIELD, act->roles.at[0]);
}

#define C40 "8c1f0123456789abcdef0123456789abcdef0123"
#define D64 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJ5 n@x.example"

static void say_opening(struct buf *b)
{
	say(b, EVENT_OPEN);
	set(b, EVENT_EDITION_FIELD, "1");
	set(b, EVENT_PACKAGE_FIELD, "P-1");
	set(b, EVENT_TEMPLATE_FIELD, template_of_all->name);
	set(b, EVENT_SNAPSHOT_FIELD, "$");
	say(b, EVENT_APPOINT);
	set(b, EVENT_APPOINTEE_FIELD, "M <m@x.example>");
	for (size_t i = 0; i < template_of_all->roles.count; i++)
		set(b, EVENT_GRANTED_FIELD, template_of_all->roles.at[i].id);
}

static void say_move(struct buf *b, const char *state, const struct workflow_transition *t)
{
	say(b, EVENT_TRANSITION);
	set(b, EVENT_ROLE_FIELD, t->roles.count ? t->roles.at[0] : NULL);
	set(b, EVENT_ACTION_FIELD, t->action);
	set(b, EVENT_FROM_FIELD, state);
	set(b, EVENT_TO_FIELD, t->to);
	if (t->reported) {
		set(b, EVENT_REPORTED_BY_FIELD, "DLA, Ms. Doe");
		set(b, EVENT_OCCURRED_FIELD, "2026-11-20");
		set(b, EVENT_RECEIVED_FIELD, "2026-11-22");
	}
	set(b, EVENT_EVIDENCE_FIELD, t->evidence ? C40 : NULL);
}

/* A way through the workflow that takes each transition where it first comes to it. */
static void say_way(struct buf *b)
{
	const struct workflow *w = &template_of_all->workflow;
	bool taken[200] = {0};
	const char *state = w->initial;
	for (size_t i = 0; i < w->transition_count && i < countof(taken); i++) {
		const struct workflow_transition *t = &w->transitions[i];
		if (taken[i] || !t->to || !list_has(&t->from, state))
			continue;
		say_move(b, state, t);
		taken[i] = true;
		state = t->to;
		i = (size_t)-1;                 /* from the first one again */
	}
}

static void say_remark(struct buf *b, const char *id)
{
	say(b, EVENT_REMARK);
	set(b, EVENT_ID_FIELD, id);
	set(b, EVENT_EVIDENCE_FIELD, C40);
	set(b, EVENT_NOTE_FIELD, "note.md");
	set(b, EVENT_PATH_FIELD, "evidence/C.md");
	set(b, EVENT_SEVERITY_FIELD, template_of_all->severities.count ? template_of_all->severities.at[0].id : NULL);
	set(b, EVENT_OWNER_FIELD, "M <m@x.example>");
}

static void say_of_remark(struct buf *b, enum event_kind kind, const char *disposition)
{
	say(b, kind);
	set(b, EVENT_REMARK_FIELD, "@144");
	set(b, EVENT_NOTE_FIELD, "note.md");
	set(b, EVENT_DISPOSITION_FIELD, disposition);
}

static void say_remarks(struct buf *b)
{
	say_remark(b, "00000000000000000090");
	say_remark(b, NULL);
	say_of_remark(b, EVENT_ANSWER, "no-change");
	say_of_remark(b, EVENT_REPLY, NULL);
	say_of_remark(b, EVENT_CLOSE, NULL);
	say_of_remark(b, EVENT_REOPEN, NULL);
}

static void say_findings(struct buf *b)
{
	say(b, EVENT_WAIVE);
	set(b, EVENT_FINDING_FIELD, D64);
	set(b, EVENT_RULE_FIELD, "rule");
	set(b, EVENT_UNTIL_FIELD, "2027-01-01");
	set(b, EVENT_NOTE_FIELD, "note.md");
	set(b, EVENT_EVIDENCE_FIELD, C40);
	say(b, EVENT_UNWAIVE);
	set(b, EVENT_FINDING_FIELD, D64);
	say(b, EVENT_PURGE);
	set(b, EVENT_PATH_FIELD, "attachments/x.pdf");
	set(b, EVENT_CONTENT_FIELD, D64);
	set(b, EVENT_NOTE_FIELD, "note.md");
}

static void say_seals(struct buf *b)
{
	say(b, EVENT_SIGN_OFF);
	set(b, EVENT_EVIDENCE_FIELD, C40);
	set(b, EVENT_MEANING_FIELD, "read");
	set(b, EVENT_CANON_FIELD, "canon-1");
	buf_printf(b, "%c%s " D64 "\n", FIRST + (int)EVENT_COVERS_FIELD, template_of_all->elements.at[0].id);
	say(b, EVENT_SEAL);
	set(b, EVENT_EVIDENCE_FIELD, C40);
	set(b, EVENT_SUBMITTAL_FIELD, "1");
	set(b, EVENT_MANIFEST_FIELD, D64);
	say(b, EVENT_DELIVERED);
	set(b, EVENT_SUBMITTAL_FIELD, "1");
	set(b, EVENT_OCCURRED_FIELD, "2026-11-22");
	set(b, EVENT_MEANS_FIELD, "by hand");
}

static void say_keys(struct buf *b)
{
	say(b, EVENT_APPOINT);
	set(b, EVENT_APPOINTEE_FIELD, "N <n@x.example>");
	set(b, EVENT_GRANTED_FIELD, template_of_all->workflow.founder_role);
	set(b, EVENT_KEY_FIELD, KEY);
	say(b, EVENT_TRUST);
	set(b, EVENT_APPOINTEE_FIELD, "N <n@x.example>");
	set(b, EVENT_KEY_FIELD, KEY);
	say(b, EVENT_REVOKE);
	set(b, EVENT_APPOINTEE_FIELD, "N <n@x.example>");
	set(b, EVENT_KEY_FIELD, KEY);
	set(b, EVENT_OCCURRED_FIELD, "2026-11-22");
	set(b, EVENT_NOTE_FIELD, "note.md");
}

static void say_adopted(struct buf *b)
{
	say(b, EVENT_ADOPT);
	set(b, EVENT_EDITION_FIELD, "1");
	set(b, EVENT_TEMPLATE_FIELD, template_of_all->name);
	set(b, EVENT_SNAPSHOT_FIELD, "$");
	set(b, EVENT_MAPPED_FIELD, template_of_all->workflow.initial);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static void (*const parts[])(struct buf *) = { say_way, say_remarks, say_findings, say_seals, say_keys,
		say_adopted };
	struct scope *sc = scope_open();        /* for the whole run */
	const struct template_files *files = NULL;
	(void)argc; (void)argv;
	HOLDS(template_files_read(sc, "templates/repair", &files) == NULL);
	HOLDS(template_read_fit(sc, files, &template_of_all) == NULL);
	struct buf *all = buf_new(sc);
	say_opening(all);
	for (size_t i = 0; i < countof(parts); i++) {
		struct buf *b = buf_new(sc);
		say_opening(b);
		parts[i](b);
		fuzz_seed((int)i, "", b->at);
		parts[i](all);
	}
	fuzz_seed(99, "", all->at);
	return 0;
}
