/* t_fold.c: the state machine, as a property of the shipped workflow: exactly what the table says, and a refused
 * event changes nothing. */
#include "history.h"

struct world { struct scope *sc; const struct template *t; const struct workflow *w; struct fold_resolver r; };

static int begin(void **state)
{
	struct scope *sc = scope_open();
	struct world *w = NEW(sc, struct world);
	*w = (struct world){ .sc = sc, .t = history_template(sc) };
	w->w = &w->t->workflow;
	w->r = history_resolver(w->t);
	*state = w;
	return 0;
}

static int end(void **state)
{
	scope_close(((struct world *)*state)->sc);
	return 0;
}

struct events { struct event **at; size_t count, cap; };

static struct fold *fold_all(struct scope *sc, const struct world *w, const struct events *events, struct findings *fs)
{
	struct fold *f = fold_new(sc);
	for (size_t i = 0; i < events->count; i++)
		fold_step(f, events->at[i], &w->r, fs);
	return f;
}

static struct events founding(struct scope *sc, const struct world *w)
{
	struct events events = {0};
	*LIST_ADD(sc, &events) = history_open(sc, w->t);
	for (size_t i = 0; i < w->t->roles.count; i++)
		if (strcmp(w->t->roles.at[i].id, "manager") != 0)
			*LIST_ADD(sc, &events) = history_appoint(sc, w->t->roles.at[i].id);
	return events;
}

static size_t state_index(const struct world *w, const char *id)
{
	return (size_t)(workflow_state(w->w, id) - w->w->states);
}

/* Events that lead to each state, by the shortest way. */
static struct events *ways(struct scope *sc, const struct world *w)
{
	struct events *way = NEWS(sc, struct events, w->w->state_count);
	size_t *queue = NEWS(sc, size_t, w->w->state_count), from = 0, to = 1;
	queue[0] = state_index(w, w->w->initial);
	way[queue[0]] = founding(sc, w);
	for (; from < to; from++)
		for (size_t i = 0; i < w->w->transition_count; i++) {
			const struct workflow_transition *t = &w->w->transitions[i];
			struct fold *f = fold_all(sc, w, &way[queue[from]], finding_list(sc));
			if (!list_has(&t->from, f->state))
				continue;
			size_t there = state_index(w, fold_target(f, t));
			if (way[there].count)
				continue;
			for (size_t k = 0; k < way[queue[from]].count; k++)
				*LIST_ADD(sc, &way[there]) = way[queue[from]].at[k];
			*LIST_ADD(sc, &way[there]) = history_move(sc, f, t, t->roles.at[0]);
			queue[to++] = there;
		}
	assert_int_equal(to, w->w->state_count);
	return way;
}

/* The event is refused, and nothing has changed but the counters. */
static void refused(const struct world *w, struct fold *f, const struct event *ev, const char *what)
{
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	const char *before = history_dump(sc, f, true), *without = history_dump(sc, f, false);
	const struct phrase *why = fold_judge(sc, f, ev, &w->r);
	EXPECT(why, "%s is allowed in state %s: %s", what, f->state ? f->state : "-", event_encode(sc, ev));
	SAME(history_dump(sc, f, true), before);
	size_t events = f->event_count, refusals = f->refused_count;
	assert_false(fold_step(f, ev, &w->r, fs));
	SAME(history_dump(sc, f, false), without);
	assert_int_equal(f->event_count, events + 1);
	assert_int_equal(f->refused_count, refusals + 1);
	assert_int_equal(fs->count, 1);
	SAME(fs->at[0].rule, "event-refused");
	HAS(fs->at[0].message, phrase_text(sc, NULL, why));
}

static void happens(const struct world *w, struct fold *f, const struct event *ev)
{
	SCOPE(sc);
	struct findings *fs = finding_list(sc);
	size_t refusals = f->refused_count;
	const struct phrase *why = fold_judge(sc, f, ev, &w->r);
	EXPECT(!why, "%s: %s", why ? why->english : "", event_encode(sc, ev));
	assert_true(fold_step(f, ev, &w->r, fs));
	assert_int_equal(fs->count, 0);
	assert_int_equal(f->refused_count, refusals);
}

/* An event with one value taken away, or put in its place. */
static struct event *otherwise(struct scope *sc, const struct event *ev, enum event_field field, const char *value)
{
	struct event *out = event_new(sc, ev->kind);
	out->id = ev->id;
	for (size_t i = 0; i < ev->count; i++)
		if (ev->values[i].field != field)
			event_set(sc, out, ev->values[i].field, ev->values[i].text);
	event_set(sc, out, field, value);
	return out;
}

static void every_state_action_and_role(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events *way = ways(sc, w);
	size_t allowed = 0, shut = 0;
	for (size_t s = 0; s < w->w->state_count; s++) {
		struct fold *f = fold_all(sc, w, &way[s], finding_list(sc));
		SAME(f->state, w->w->states[s].id);
		assert_int_equal(f->refused_count, 0);
		for (size_t a = 0; a < w->w->transition_count; a++)
			for (size_t r = 0; r < w->t->roles.count; r++) {
				SCOPE(turn);
				const char *role = w->t->roles.at[r].id;
				const struct workflow_transition *t = workflow_find(w->w, f->state,
					w->w->transitions[a].action);
				struct event *ev = history_move(turn, f, t ? t : &w->w->transitions[a], role);
				if (!t || !list_has(&t->roles, role)) {
					refused(w, f, ev, w->w->transitions[a].action);
					shut++;
					continue;
				}
				struct fold *g = fold_all(turn, w, &way[s], finding_list(turn));
				happens(w, g, ev);
				SAME(g->state, fold_target(f, t));
				SAME(g->path.at[g->path.count - 1], g->state);
				SAME(g->entered_by, ev->id);
				SAME(g->entered_on, t->reported ? "2026-11-20" : "2026-11-23");
				assert_int_equal(g->round, f->round + t->new_round);
				if (t->evidence == WORKFLOW_HEAD)
					SAME(g->record, C40);
				else
					assert_ptr_equal(!g->record, !f->record);
				if (t->reported)
					SAME(g->last_heard, "2026-11-20");
				allowed++;
			}
	}
	assert_true(allowed > 60);
	assert_true(shut > 5000);
}

static void every_transition_otherwise_is_refused(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events *way = ways(sc, w);
	for (size_t s = 0; s < w->w->state_count; s++) {
		struct fold *f = fold_all(sc, w, &way[s], finding_list(sc));
		for (size_t i = 0; i < w->w->transition_count; i++) {
			SCOPE(turn);
			const struct workflow_transition *t = &w->w->transitions[i];
			if (!list_has(&t->from, f->state))
				continue;
			struct event *ev = history_move(turn, f, t, t->roles.at[0]);
			for (size_t k = 0; k <= w->w->state_count; k++) {
				const char *other = k < w->w->state_count ? w->w->states[k].id : "no-state";
				if (strcmp(other, f->state) != 0)
					refused(w, f, otherwise(turn, ev, EVENT_FROM_FIELD, other), "another from");
				if (strcmp(other, fold_target(f, t)) != 0)
					refused(w, f, otherwise(turn, ev, EVENT_TO_FIELD, other), "another to");
			}
			refused(w, f, otherwise(turn, ev, EVENT_ACTION_FIELD, "no-action"), "no action");
			refused(w, f, otherwise(turn, ev, EVENT_ROLE_FIELD, "no-role"), "no role");
			refused(w, f, otherwise(turn, ev, EVENT_PERSON_FIELD, "Mallory <mallory@evil.example>"),
			        "a stranger");
			refused(w, f, otherwise(turn, ev, EVENT_PERSON_FIELD,
			                        history_person(turn, strcmp(t->roles.at[0], "quality")
			        ? "quality" : "engineering")), "a person of another role");
			if (t->reported) {
				refused(w, f, otherwise(turn, ev, EVENT_REPORTED_BY_FIELD, NULL), "a report of nobody");
				refused(w, f, otherwise(turn, ev, EVENT_OCCURRED_FIELD, NULL), "a report of no day");
				refused(w, f, otherwise(turn, ev, EVENT_RECEIVED_FIELD, NULL), "a report not received");
			} else {
				refused(w, f, otherwise(turn, ev, EVENT_REPORTED_BY_FIELD, "DLA"),
				        "an own act as a report");
			}
			if (t->evidence == WORKFLOW_HEAD)
				refused(w, f, otherwise(turn, ev, EVENT_EVIDENCE_FIELD, NULL), "no evidence");
			else if (t->evidence == WORKFLOW_NONE)
				refused(w, f, otherwise(turn, ev, EVENT_EVIDENCE_FIELD, C40), "evidence");
			else
				refused(w, f, otherwise(turn, ev, EVENT_EVIDENCE_FIELD, B40), "other evidence");
			if (t->evidence == WORKFLOW_RECORD && f->record)
				refused(w, f, otherwise(turn, ev, EVENT_EVIDENCE_FIELD, NULL), "no record");
		}
	}
}

/* The id of a remark in these tests, by the number it will have. */
static const char *remark_id(struct scope *sc, const char *number) { return scope_printf(sc, "fade%016d",
	atoi(number)); }

static void acts_by_role(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events base = founding(sc, w);
	struct event *seal = EVENT(sc, EVENT_SEAL, "manager", { EVENT_EVIDENCE_FIELD, C40 },
	                           { EVENT_SUBMITTAL_FIELD, "1" },
	                           { EVENT_MANIFEST_FIELD, D64 });
	*LIST_ADD(sc, &base) = seal;
	*LIST_ADD(sc, &base) = EVENT(sc, EVENT_REMARK, "preparer", { EVENT_ID_FIELD, remark_id(sc, "1") },
	                             { EVENT_SEVERITY_FIELD, "major" }, { EVENT_NOTE_FIELD, "note.md" });
	for (size_t r = 0; r < w->t->roles.count; r++) {
		const char *role = w->t->roles.at[r].id;
		struct event *acts[] = {
			EVENT(sc, EVENT_APPOINT, role, { EVENT_APPOINTEE_FIELD, "N <n@minato.example>" },
			      { EVENT_GRANTED_FIELD, "quality" }),
			EVENT(sc, EVENT_SIGN_OFF, role, { EVENT_EVIDENCE_FIELD, C40 }, { EVENT_MEANING_FIELD, "read" },
			      { EVENT_CANON_FIELD, "canon-1" }, { EVENT_COVERS_FIELD, "A " D64 },
				{ EVENT_COVERS_FIELD, "B " E64 }),
			EVENT(sc, EVENT_USE, role, { EVENT_ALIAS_FIELD, "company" }, { EVENT_USED_FIELD, "P-2" },
			      { EVENT_PINNED_FIELD, B40 }),
			EVENT(sc, EVENT_ADOPT, role, { EVENT_TEMPLATE_FIELD, "repair" },
			      { EVENT_SNAPSHOT_FIELD, w->t->snapshot },
			      { EVENT_MAPPED_FIELD, "drafting" }),
			EVENT(sc, EVENT_SEAL, role, { EVENT_EVIDENCE_FIELD, C40 }, { EVENT_SUBMITTAL_FIELD, "2" },
			      { EVENT_MANIFEST_FIELD, E64 }),
			EVENT(sc, EVENT_EXPORTED, role, { EVENT_SUBMITTAL_FIELD, "1" },
			      { EVENT_PROFILE_FIELD, "submittal" }, { EVENT_RESULT_FIELD, D64 },
			      { EVENT_WORKBOOK_FIELD, D64 }),
			EVENT(sc, EVENT_DELIVERED, role, { EVENT_SUBMITTAL_FIELD, "1" },
			      { EVENT_OCCURRED_FIELD, "2026-11-22" }, { EVENT_MEANS_FIELD, "SAFE" }),
			EVENT(sc, EVENT_NOTE, role, { EVENT_NOTE_FIELD, "note.md" }),
			EVENT(sc, EVENT_LETTER, role, { EVENT_LETTER_FIELD, "letters/x.pdf" },
			      { EVENT_DIRECTION_FIELD, "in" }, { EVENT_OCCURRED_FIELD, "2026-11-22" }),
			EVENT(sc, EVENT_REMARK, role, { EVENT_ID_FIELD, remark_id(sc, "2") },
				{ EVENT_SEVERITY_FIELD, "major" },
			      { EVENT_NOTE_FIELD, "note.md" }),
			EVENT(sc, EVENT_ANSWER, role, { EVENT_REMARK_FIELD, remark_id(sc, "1") },
				{ EVENT_DISPOSITION_FIELD,
				"clarified" }, { EVENT_NOTE_FIELD, "note.md" }),
			EVENT(sc, EVENT_CLOSE, role, { EVENT_REMARK_FIELD, remark_id(sc, "1") },
				{ EVENT_NOTE_FIELD, "note.md" }),
		};
		for (size_t i = 0; i < countof(acts); i++) {
			struct fold *f = fold_all(sc, w, &base, finding_list(sc));
			const struct workflow_act *act = &w->w->acts[acts[i]->kind];
			assert_null(event_mistake(sc, acts[i]));
			bool raised = acts[i]->kind == EVENT_CLOSE && strcmp(role, "preparer") == 0;
			bool unanswered = acts[i]->kind == EVENT_CLOSE && !raised;
			if (!unanswered && (raised || act->anyone || list_has(&act->roles, role)))
				happens(w, f, acts[i]);
			else
				refused(w, f, acts[i], event_kind_name(acts[i]->kind));
			refused(w, f, otherwise(sc, acts[i], EVENT_PERSON_FIELD, "Mallory <mallory@evil.example>"),
			        "a stranger");
		}
	}
}

static void before_the_opening(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct fold *f = fold_new(sc);
	refused(w, f, EVENT(sc, EVENT_NOTE, "manager", { EVENT_NOTE_FIELD, "note.md" }), "a note");
	refused(w, f, history_appoint(sc, "manager"), "an appointment");
	refused(w, f, otherwise(sc, history_open(sc, w->t), EVENT_SNAPSHOT_FIELD, D64), "an unknown template");
	refused(w, f, otherwise(sc, history_open(sc, w->t), EVENT_ROLE_FIELD, "signatory"),
	        "a founder of another role");
	happens(w, f, history_open(sc, w->t));
	SAME(f->state, w->w->initial);
	SAME(f->package, "P-1");
	refused(w, f, history_open(sc, w->t), "a second opening");
}

static void appointments(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events base = founding(sc, w);
	struct fold *f = fold_all(sc, w, &base, finding_list(sc));
	assert_true(fold_holds(f, "QUALITY@minato.example", "quality"));
	assert_false(fold_holds(f, "quality@minato.example", "manager"));
	assert_null(fold_person(f, "nobody@minato.example"));
	happens(w, f, EVENT(sc, EVENT_APPOINT, "manager",
	                    { EVENT_APPOINTEE_FIELD, "Quality Q <quality@minato.example>" },
	                    { EVENT_GRANTED_FIELD, "engineering" }, { EVENT_ADDRESS_FIELD, "q@home.example" },
		{ EVENT_KEY_FIELD, "ssh-ed25519 AAAA" }));
	assert_false(fold_holds(f, "quality@minato.example", "quality"));
	assert_true(fold_holds(f, "Q@HOME.example", "engineering"));
	SAME(fold_person(f, "q@home.example")->name, "Quality Q");
	refused(w, f, history_event(sc, EVENT_NOTE, history_person(sc, "quality"), "quality",
	        (const struct event_value[]){ { EVENT_NOTE_FIELD, "note.md" }, { EVENT_FIELD_COUNT, NULL } }),
		"a role taken away");
	happens(w, f, history_event(sc, EVENT_NOTE, "Q <q@home.example>", "engineering",
	        (const struct event_value[]){ { EVENT_NOTE_FIELD, "note.md" }, { EVENT_FIELD_COUNT, NULL } }));
	happens(w, f, EVENT(sc, EVENT_APPOINT, "manager",
	                    { EVENT_APPOINTEE_FIELD, "Quality Q <quality@minato.example>" }));
	assert_false(fold_holds(f, "quality@minato.example", "engineering"));
	assert_null(fold_person(f, "q@home.example"));
	refused(w, f, EVENT(sc, EVENT_APPOINT, "preparer", { EVENT_APPOINTEE_FIELD, history_person(sc, "preparer") },
	                    { EVENT_GRANTED_FIELD, "signatory" }),
	        "a preparer appoints himself");
}

static void submittals(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events base = founding(sc, w);
	struct fold *f = fold_all(sc, w, &base, finding_list(sc));
	struct event *deliver = EVENT(sc, EVENT_DELIVERED, "manager", { EVENT_SUBMITTAL_FIELD, "1" },
	                              { EVENT_OCCURRED_FIELD, "2026-11-22" },
	                              { EVENT_MEANS_FIELD, "SAFE" });
	struct event *exported = EVENT(sc, EVENT_EXPORTED, "manager", { EVENT_SUBMITTAL_FIELD, "1" },
	                               { EVENT_PROFILE_FIELD, "submittal" },
	                               { EVENT_RESULT_FIELD, D64 }, { EVENT_WORKBOOK_FIELD, D64 });
	struct event *seal = EVENT(sc, EVENT_SEAL, "manager", { EVENT_EVIDENCE_FIELD, C40 },
	                           { EVENT_SUBMITTAL_FIELD, "1" }, { EVENT_MANIFEST_FIELD, D64 });
	refused(w, f, deliver, "a delivery of nothing");
	refused(w, f, exported, "an export of nothing");
	refused(w, f, otherwise(sc, seal, EVENT_SUBMITTAL_FIELD, "2"), "a number left out");
	happens(w, f, seal);
	refused(w, f, seal, "an id twice");
	happens(w, f, exported);
	refused(w, f, exported, "the same event twice");
	happens(w, f, otherwise(sc, exported, EVENT_ID_FIELD, remark_id(sc, "71")));
	happens(w, f, deliver);
	happens(w, f, otherwise(sc, otherwise(sc, seal, EVENT_SUBMITTAL_FIELD, "2"), EVENT_ID_FIELD,
		remark_id(sc, "72")));
	assert_int_equal(f->seals.count, 2);
	assert_int_equal(f->seals.at[0].export_count, 2);
	SAME(f->seals.at[0].delivered_on, "2026-11-22");
	assert_null(f->seals.at[1].delivered_on);
	refused(w, f, otherwise(sc, deliver, EVENT_SUBMITTAL_FIELD, "3"), "a delivery of what is not sealed");
	refused(w, f, otherwise(sc, deliver, EVENT_SUBMITTAL_FIELD, "999999"), "a delivery of what is not sealed");
}

static const struct workflow_transition *transition(const struct world *w, const char *state, const char *action)
{
	const struct workflow_transition *t = workflow_find(w->w, state, action);
	EXPECT(t, "no %s in %s", action, state);
	return t;
}

static void history_states_lead_back(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events *way = ways(sc, w);
	size_t tried = 0;
	for (size_t i = 0; i < w->w->transition_count; i++) {
		const struct workflow_transition *in = &w->w->transitions[i];
		if (!in->to || !workflow_state(w->w, in->to)->remembers)
			continue;
		for (size_t s = 0; s < in->from.count; s++)
			for (size_t o = 0; o < w->w->transition_count; o++) {
				const struct workflow_transition *out = &w->w->transitions[o];
				if (out->to || !list_has(&out->from, in->to))
					continue;
				struct fold *f = fold_all(sc, w, &way[state_index(w, in->from.at[s])],
				                          finding_list(sc));
				int round = f->round;
				for (int turn = 0; turn < 3; turn++) {
					happens(w, f, history_move(sc, f, in, in->roles.at[0]));
					SAME(f->state, in->to);
					SAME(fold_target(f, out), in->from.at[s]);
					for (size_t k = 0; k < w->w->state_count; k++)
						if (strcmp(w->w->states[k].id, in->from.at[s]) != 0)
							refused(w, f, otherwise(sc,
								history_move(sc, f, out, out->roles.at[0]),
									EVENT_TO_FIELD,
							        w->w->states[k].id), "back to another state");
					happens(w, f, history_move(sc, f, out, out->roles.at[0]));
					SAME(f->state, in->from.at[s]);
				}
				assert_int_equal(f->round, round + (in->new_round ? 3 : 0) + (out->new_round ? 3 : 0));
				tried++;
			}
	}
	assert_true(tried >= 7);
}

/* Suspended from one state, then from another: the newer memory counts. */
static void the_newest_memory_counts(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events *way = ways(sc, w);
	struct fold *f = fold_all(sc, w, &way[state_index(w, "screening")], finding_list(sc));
	happens(w, f, history_move(sc, f, transition(w, "screening", "report-deficiency"), "manager"));
	happens(w, f, history_move(sc, f, transition(w, "suspended", "answer-deficiency"), "manager"));
	happens(w, f, history_move(sc, f, transition(w, "screening", "report-evaluation"), "manager"));
	happens(w, f, history_move(sc, f, transition(w, "technical-evaluation", "report-deficiency"), "manager"));
	SAME(fold_target(f, transition(w, "suspended", "answer-deficiency")), "technical-evaluation");
	happens(w, f, history_move(sc, f, transition(w, "suspended", "answer-deficiency"), "manager"));
	SAME(f->state, "technical-evaluation");
}

static unsigned next_random(unsigned *seed) { return (*seed = *seed * 1103515245u + 12345u) >> 16; }

/* An event that may happen now, or now and then one that may not. */
static struct event *any_event(struct scope *sc, const struct world *w, const struct fold *f, unsigned *seed)
{
	const char *role = w->t->roles.at[next_random(seed) % w->t->roles.count].id;
	switch (next_random(seed) % 12) {
	case 0: return EVENT(sc, EVENT_NOTE, role, { EVENT_NOTE_FIELD, "note.md" });
	case 1: return history_appoint(sc, role);
	case 2:
		return EVENT(sc, EVENT_SIGN_OFF, role, { EVENT_EVIDENCE_FIELD, C40 }, { EVENT_MEANING_FIELD, "read" },
		             { EVENT_CANON_FIELD, "canon-1" },
		             { EVENT_COVERS_FIELD, "A " D64 }, { EVENT_COVERS_FIELD, "B " E64 });
	case 3:
		return EVENT(sc, EVENT_SEAL, "manager", { EVENT_EVIDENCE_FIELD, C40 }, { EVENT_MANIFEST_FIELD, D64 },
		             { EVENT_SUBMITTAL_FIELD, scope_printf(sc, "%u", next_random(seed) % 5 + 1) });
	case 4:
		return EVENT(sc, EVENT_DELIVERED, "manager", { EVENT_OCCURRED_FIELD, "2026-11-22" },
		             { EVENT_MEANS_FIELD, "SAFE" },
		             { EVENT_SUBMITTAL_FIELD, scope_printf(sc, "%u", next_random(seed) % 5 + 1) });
	case 5: return EVENT(sc, EVENT_USE, role, { EVENT_ALIAS_FIELD, "company" }, { EVENT_USED_FIELD, "P-2" },
	                     { EVENT_PINNED_FIELD, B40 });
	default: {
		const struct workflow_transition *t = NULL;
		for (int i = 0; i < 400 && (!t || !f->state || !list_has(&t->from, f->state)); i++)
			t = &w->w->transitions[next_random(seed) % w->w->transition_count];
		return history_move(sc, f, t, next_random(seed) % 4 ? t->roles.at[next_random(seed) % t->roles.count]
		                    : role);
	}
	}
}

static struct events walk(struct scope *sc, const struct world *w, unsigned seed, size_t length)
{
	struct events events = founding(sc, w);
	struct fold *f = fold_all(sc, w, &events, finding_list(sc));
	while (events.count < length) {
		struct event *ev = any_event(sc, w, f, &seed);
		if (f->state && workflow_state(w->w, f->state)->final)
			break;
		assert_null(event_mistake(sc, ev));
		fold_step(f, ev, &w->r, finding_list(sc));
		*LIST_ADD(sc, &events) = ev;
	}
	return events;
}

static const char *told(struct scope *sc, const struct findings *fs)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < fs->count; i++)
		buf_printf(b, "%s: %s\n", fs->at[i].rule, fs->at[i].message);
	return b->at;
}

static void one_by_one_is_all_at_once(void **state)
{
	const struct world *w = *state;
	size_t refusals = 0, states = 0;
	for (unsigned seed = 1; seed <= 60; seed++) {
		SCOPE(sc);
		struct events events = walk(sc, w, seed, 60);
		struct fold *one = fold_new(sc);
		struct findings *ones = finding_list(sc);
		for (size_t n = 0; n < events.count; n++) {
			SCOPE(turn);
			fold_step(one, events.at[n], &w->r, ones);
			struct events first = { events.at, n + 1, 0 };
			struct findings *fs = finding_list(turn);
			SAME(history_dump(turn, fold_all(turn, w, &first, fs), true), history_dump(turn, one, true));
			SAME(told(turn, fs), told(turn, ones));
		}
		assert_int_equal(ones->count, one->refused_count);
		assert_int_equal(one->event_count, events.count);
		refusals += one->refused_count;
		states += one->path.count;
	}
	assert_true(refusals > 100);
	assert_true(states > 300);
}

/* A history of transitions only, each allowed. */
static struct events moves(struct scope *sc, const struct world *w, unsigned seed)
{
	struct events events = founding(sc, w);
	struct fold *f = fold_all(sc, w, &events, finding_list(sc));
	for (int turn = 0; turn < 20000 && events.count < 40; turn++) {
		const struct workflow_transition *t = &w->w->transitions[next_random(&seed) % w->w->transition_count];
		if (!list_has(&t->from, f->state) || workflow_state(w->w, fold_target(f, t))->final)
			continue;
		struct event *ev = history_move(sc, f, t, t->roles.at[0]);
		happens(w, f, ev);
		*LIST_ADD(sc, &events) = ev;
	}
	assert_int_equal(events.count, 40);
	return events;
}

static void dropped_doubled_or_swapped_moves_are_found(void **state)
{
	const struct world *w = *state;
	for (unsigned seed = 1; seed <= 20; seed++) {
		SCOPE(sc);
		struct events all = moves(sc, w, seed);
		size_t first = w->t->roles.count;
		for (size_t i = first; i < all.count; i++) {
			SCOPE(turn);
			const char *from = event_get(all.at[i], EVENT_FROM_FIELD), *to = event_get(all.at[i],
				EVENT_TO_FIELD);
			assert_string_not_equal(from, to);
			struct events dropped = {0}, twice = {0}, swapped = {0};
			for (size_t k = 0; k < all.count; k++) {
				if (k != i)
					*LIST_ADD(turn, &dropped) = all.at[k];
				*LIST_ADD(turn, &twice) = all.at[k];
				if (k == i)
					*LIST_ADD(turn, &twice) = all.at[k];
				*LIST_ADD(turn, &swapped) = all.at[k == i && i + 1 < all.count ? k + 1 : k == i + 1 ? i
				                                   : k];
			}
			struct findings *fs = finding_list(turn);
			struct fold *f = fold_all(turn, w, &dropped, fs);
			if (i + 1 < all.count)
				assert_true(fs->count > 0);
			else
				SAME(f->state, from);
			fs = finding_list(turn);
			f = fold_all(turn, w, &twice, fs);
			assert_int_equal(fs->count, 1);
			SAME(f->state, event_get(all.at[all.count - 1], EVENT_TO_FIELD));
			if (i + 1 == all.count)
				continue;
			fs = finding_list(turn);
			fold_all(turn, w, &swapped, fs);
			assert_true(fs->count > 0);
		}
	}
}

/* One value of one event forged: found, or the event is another one (its commit, and every later one, has another
 * id). */
static void forged_values_never_move_unnoticed(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	static const char *const words[] = { "signatory", "drafting", "approved", "report-approval", "release",
	                                     "Mallory <mallory@evil.example>",
		"The signatory <signatory@minato.example>", C40, B40, "2026-01-01", "DLA", "no-such" };
	struct events all = moves(sc, w, 3);
	struct fold *right = fold_all(sc, w, &all, finding_list(sc));
	for (size_t i = 0; i < all.count; i++)
		for (size_t v = 0; v < all.at[i]->count; v++)
			for (size_t k = 0; k < countof(words); k++) {
				SCOPE(turn);
				struct event *forged = otherwise(turn, all.at[i], all.at[i]->values[v].field, words[k]);
				if (event_mistake(turn, forged))
					continue;
				struct events events = {0};
				for (size_t n = 0; n < all.count; n++)
					*LIST_ADD(turn, &events) = n == i ? forged : all.at[n];
				struct findings *fs = finding_list(turn);
				struct fold *f = fold_all(turn, w, &events, fs);
				if (fs->count == 0)
					SAME(f->state, right->state);
				if (strcmp(event_encode(turn, forged), event_encode(turn, all.at[i])) == 0)
					SAME(history_dump(turn, f, true), history_dump(turn, right, true));
			}
}

static void adopting(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct events *way = ways(sc, w);
	struct fold *f = fold_all(sc, w, &way[state_index(w, "ready")], finding_list(sc));
	struct event *adopt = EVENT(sc, EVENT_ADOPT, "manager", { EVENT_TEMPLATE_FIELD, "repair" },
	                            { EVENT_SNAPSHOT_FIELD, w->t->snapshot },
	                            { EVENT_MAPPED_FIELD, "drafting" });
	refused(w, f, otherwise(sc, adopt, EVENT_SNAPSHOT_FIELD, D64), "an unknown template");
	refused(w, f, otherwise(sc, adopt, EVENT_MAPPED_FIELD, "no-state"), "an unknown state");
	happens(w, f, adopt);
	SAME(f->state, "drafting");
	SAME(f->template_event, adopt->id);
	SAME(f->record, C40);
}

/* --- remarks --- */

static struct event *say(struct scope *sc, const char *role, const char *number)
{
	return EVENT(sc, EVENT_REMARK, role, { EVENT_ID_FIELD, remark_id(sc, number) },
	             { EVENT_SEVERITY_FIELD, "major" },
	             { EVENT_NOTE_FIELD, "note.md" },
	             { EVENT_EVIDENCE_FIELD, C40 }, { EVENT_REQUIREMENT_FIELD, "C3" }, { EVENT_REQUIREMENT_FIELD,
		"C4" });
}

static struct event *answer(struct scope *sc, const char *role, const char *number, const char *how)
{
	return EVENT(sc, EVENT_ANSWER, role, { EVENT_REMARK_FIELD, remark_id(sc, number) },
	             { EVENT_DISPOSITION_FIELD, how },
	             { EVENT_NOTE_FIELD, "note.md" });
}

static struct event *duplicate(struct scope *sc, const char *number, const char *of)
{
	return EVENT(sc, EVENT_ANSWER, "manager", { EVENT_REMARK_FIELD, remark_id(sc, number) },
	             { EVENT_DISPOSITION_FIELD, "duplicate" }, { EVENT_DUPLICATE_FIELD, remark_id(sc, of) });
}

static struct event *shut(struct scope *sc, const char *role, const char *number)
{
	return EVENT(sc, EVENT_CLOSE, role, { EVENT_REMARK_FIELD, remark_id(sc, number) });
}

static struct event *again(struct scope *sc, const char *number)
{
	return EVENT(sc, EVENT_REOPEN, "manager", { EVENT_REMARK_FIELD, remark_id(sc, number) },
	             { EVENT_NOTE_FIELD, "note.md" });
}

static struct fold *founded(struct scope *sc, const struct world *w)
{
	struct events base = founding(sc, w);
	return fold_all(sc, w, &base, finding_list(sc));
}

static void a_remark_lives(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct fold *f = founded(sc, w);
	refused(w, f, answer(sc, "manager", "1", "clarified"), "an answer to nothing");
	happens(w, f, say(sc, "quality", "1"));
	refused(w, f, say(sc, "quality", "1"), "an id twice");
	const struct fold_remark *r = fold_remark(f, 1);
	assert_int_equal(r->state, FOLD_OPEN);
	assert_int_equal(r->requirements.count, 2);
	refused(w, f, shut(sc, "quality", "1"), "closing without an answer, without a word");
	refused(w, f, again(sc, "1"), "opening what is open");
	refused(w, f, answer(sc, "manager", "2", "clarified"), "another number");
	refused(w, f, answer(sc, "manager", "1", "ignored"), "an unknown disposition");
	refused(w, f, answer(sc, "manager", "1", "changed"), "changed without a version");
	const char *const reasoned[] = { "no-change", "clarified" };
	for (size_t i = 0; i < countof(reasoned); i++)
		refused(w, f, otherwise(sc, answer(sc, "manager", "1", reasoned[i]), EVENT_NOTE_FIELD, NULL),
		        "no reason");
	happens(w, f, otherwise(sc, otherwise(sc, answer(sc, "engineering", "1", "changed"), EVENT_NOTE_FIELD, NULL),
	                        EVENT_EVIDENCE_FIELD, B40));
	assert_int_equal(r->state, FOLD_ANSWERED);
	SAME(r->answers.at[0].version, B40);
	refused(w, f, answer(sc, "manager", "1", "clarified"), "a second answer");
	refused(w, f, shut(sc, "engineering", "1"), "closing one's own answer to another's remark");
	refused(w, f, shut(sc, "manager", "1"), "closing in a role that may not");
	happens(w, f, shut(sc, "quality", "1"));
	SAME(r->closed_by, "The quality");
	refused(w, f, answer(sc, "manager", "1", "clarified"), "an answer to what is closed");
	refused(w, f, shut(sc, "quality", "1"), "closing what is closed");
	happens(w, f, again(sc, "1"));
	assert_int_equal(r->state, FOLD_OPEN);
	assert_null(r->closed_on);
	happens(w, f, EVENT(sc, EVENT_CLOSE, "quality", { EVENT_REMARK_FIELD, remark_id(sc, "1") },
	                    { EVENT_NOTE_FIELD, "note.md" }));
}

/* Each event is judged by the edition in force at its place: what gets stricter is a new one, from the adopt on that
 * names it. */
static void an_edition_is_for_ever(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct event *adopt = EVENT(sc, EVENT_ADOPT, "manager", { EVENT_TEMPLATE_FIELD, "repair" },
	                            { EVENT_SNAPSHOT_FIELD, w->t->snapshot }, { EVENT_MAPPED_FIELD, "drafting" });
	adopt = otherwise(sc, adopt, EVENT_EDITION_FIELD, "99");
	for (int known = 0; known < 2; known++) {
		if (known)
			edition_of_tests();
		struct fold *f = founded(sc, w);
		assert_int_equal(f->edition->number, 1);
		for (int i = 1; i <= 2; i++) {
			happens(w, f, say(sc, "quality", i == 1 ? "1" : "2"));
			happens(w, f, answer(sc, "manager", i == 1 ? "1" : "2", "clarified"));
		}
		happens(w, f, shut(sc, "quality", "1"));        /* edition 1 asks for no words */
		assert_null(f->newer);
		happens(w, f, otherwise(sc, adopt, EVENT_ID_FIELD, remark_id(sc, "80")));
		if (!known) {
			HAS(phrase_text(sc, NULL, f->newer), "edition 99");
			continue;
		}
		assert_null(f->newer);
		refused(w, f, shut(sc, "quality", "2"), "closing without words under the stricter edition");
		happens(w, f, EVENT(sc, EVENT_CLOSE, "quality", { EVENT_REMARK_FIELD, remark_id(sc, "2") },
		                    { EVENT_NOTE_FIELD, "note.md" }));
		assert_int_equal(f->remarks.at[0].state, FOLD_CLOSED);
	}
}

static void duplicates_lead_somewhere(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct fold *f = founded(sc, w);
	const char *const numbers[] = { "1", "2", "3" };
	for (size_t i = 0; i < countof(numbers); i++)
		happens(w, f, say(sc, "quality", numbers[i]));
	refused(w, f, duplicate(sc, "1", "1"), "a duplicate of itself");
	refused(w, f, duplicate(sc, "1", "9"), "a duplicate of nothing");
	refused(w, f, otherwise(sc, duplicate(sc, "1", "2"), EVENT_DUPLICATE_FIELD, NULL), "a duplicate of no number");
	happens(w, f, duplicate(sc, "1", "2"));
	happens(w, f, duplicate(sc, "2", "3"));
	refused(w, f, duplicate(sc, "3", "2"), "a circle of two");
	refused(w, f, duplicate(sc, "3", "1"), "a circle of three");
	happens(w, f, again(sc, "2"));
	happens(w, f, duplicate(sc, "3", "1"));
	refused(w, f, duplicate(sc, "2", "3"), "the circle from its other end");
}

/* The same person by another address answers and closes; who records a deficiency has not made it. */
static void who_may_close(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct fold *f = founded(sc, w);
	happens(w, f, EVENT(sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, history_person(sc, "quality") },
	                    { EVENT_GRANTED_FIELD, "quality" },
	                    { EVENT_ADDRESS_FIELD, "home@minato.example" }));
	happens(w, f, say(sc, "quality", "1"));
	happens(w, f, otherwise(sc, answer(sc, "quality", "1", "clarified"), EVENT_PERSON_FIELD,
	                        "The quality <home@minato.example>"));
	happens(w, f, shut(sc, "quality", "1"));
	happens(w, f, say(sc, "engineering", "2"));
	happens(w, f, otherwise(sc, answer(sc, "quality", "2", "clarified"), EVENT_PERSON_FIELD,
	                        "The quality <home@minato.example>"));
	refused(w, f, shut(sc, "quality", "2"), "closing one's answer given by another address");

	struct event *theirs = say(sc, "quality", "3");
	event_set(sc, theirs, EVENT_REPORTED_BY_FIELD, "DLA");
	refused(w, f, theirs, "a deficiency without its days");
	event_set(sc, theirs, EVENT_OCCURRED_FIELD, "2026-11-20");
	event_set(sc, theirs, EVENT_RECEIVED_FIELD, "2026-11-21");
	happens(w, f, theirs);
	SAME(f->last_heard, "2026-11-20");
	happens(w, f, answer(sc, "quality", "3", "clarified"));
	refused(w, f, shut(sc, "quality", "3"), "closing one's answer to the Government");
	struct event *closed = shut(sc, "quality", "3");
	event_set(sc, closed, EVENT_REPORTED_BY_FIELD, "DLA");
	refused(w, f, closed, "a report without its days");
	event_set(sc, closed, EVENT_OCCURRED_FIELD, "2026-11-22");
	event_set(sc, closed, EVENT_RECEIVED_FIELD, "2026-11-22");
	happens(w, f, closed);
}

/* An appointment taken back: no act any more, what was said stays. */
static void who_has_left(void **state)
{
	const struct world *w = *state;
	SCOPE(sc);
	struct fold *f = founded(sc, w);
	happens(w, f, say(sc, "quality", "1"));
	happens(w, f, EVENT(sc, EVENT_APPOINT, "manager", { EVENT_APPOINTEE_FIELD, history_person(sc, "quality") }));
	refused(w, f, say(sc, "quality", "2"), "a remark by who has left");
	happens(w, f, answer(sc, "engineering", "1", "clarified"));
	refused(w, f, shut(sc, "quality", "1"), "closing by who has left");
	SAME(fold_remark(f, 1)->name, "The quality");
	assert_null(fold_remark(f, 0));
	assert_null(fold_remark(f, 2));
	assert_null(fold_remark(f, -1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state_action_and_role), cmocka_unit_test(every_transition_otherwise_is_refused),
		cmocka_unit_test(acts_by_role), cmocka_unit_test(before_the_opening), cmocka_unit_test(appointments),
		cmocka_unit_test(submittals), cmocka_unit_test(history_states_lead_back),
			cmocka_unit_test(the_newest_memory_counts),
		cmocka_unit_test(one_by_one_is_all_at_once),
		cmocka_unit_test(dropped_doubled_or_swapped_moves_are_found),
			cmocka_unit_test(forged_values_never_move_unnoticed),
		cmocka_unit_test(adopting), cmocka_unit_test(a_remark_lives),
			cmocka_unit_test(an_edition_is_for_ever), cmocka_unit_test(duplicates_lead_somewhere),
		cmocka_unit_test(who_may_close), cmocka_unit_test(who_has_left),
	};
	return cmocka_run_group_tests_name("fold", tests, begin, end);
}
