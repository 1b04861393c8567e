/* t_journal.c: events in a store: appended, read back, and never believed where commit and words differ. */
#include "history.h"
#include "base/digest.h"
#include "stores.h"
#include "journal/append.h"

struct world { struct scope *sc; const struct template *t; struct fold_resolver r; struct store *store; };

static struct world *begin(struct scope *sc, void **state)
{
	struct world *w = NEW(sc, struct world);
	*w = (struct world){ .sc = sc, .t = history_template(sc), .store = stores_make(sc, state) };
	w->r = history_resolver(w->t);
	return w;
}

static struct journal *reading(struct scope *sc, struct world *w)
{
	struct journal *j = NULL;
	OK(journal_read(sc, w->store, &w->r, true, &j));
	return j;
}

static int64_t clock_of_tests;

/* The person an event names, as an author. */
static struct store_person author(struct scope *sc, const struct event *ev)
{
	const char *name = NULL, *email = NULL;
	assert_true(event_person(sc, event_get(ev, EVENT_PERSON_FIELD), &name, &email));
	return (struct store_person){ name, email, 1700000000 + ++clock_of_tests, 540 };
}

/* journal_append_signed() as act.c calls it: with the lock. */
static const struct fault *append_held(struct journal *j, struct event *ev, const struct store_person *person,
                                       const struct append_file *files, size_t file_count,
                                       const struct append_header *headers, size_t header_count)
{
	SCOPE(turn);
	OK(store_lock(turn, j->store));
	return journal_append_signed(j, ev, person, files, file_count, headers, header_count);
}

static const struct fault *append(struct scope *sc, struct journal *j, struct event *ev)
{
	struct append_file files[] = { { "note.md", "a note\n", 7 }, { "letters/x.pdf", "%PDF", 4 } };
	struct store_person person = author(sc, ev);
	return append_held(j, ev, &person, files, countof(files), NULL, 0);
}

/* A commit on the journal that journal.c would not write. */
static struct store_id smuggle(struct scope *sc, struct world *w, const char *message, struct store_person person,
                               const struct store_id *more, size_t count)
{
	struct store_id parents[3], tip, id;
	size_t n = 0;
	OK(store_tip(w->store, STORE_JOURNAL, &tip));
	if (tip.hex[0])
		parents[n++] = tip;
	for (size_t i = 0; i < count; i++)
		parents[n++] = more[i];
	struct store_append a = { .message = message, .person = person, .parents = parents, .parent_count = n };
	SCOPE(turn);
	OK(store_lock(turn, w->store));
	OK(store_prepare(sc, w->store, &a, &id));
	OK(store_publish(w->store, STORE_JOURNAL, &tip, &id));
	return id;
}

static struct store_id evidence(struct scope *sc, struct world *w, const char *text)
{
	stores_write(sc, w->store, "package.yaml", text);
	return stores_save(sc, w->store, ++clock_of_tests);
}

/* An opened package with everybody appointed. */
static struct journal *founded(struct scope *sc, struct world *w)
{
	struct journal *j = reading(sc, w);
	OK(append(sc, j, history_open(sc, w->t)));
	for (size_t i = 0; i < w->t->roles.count; i++)
		if (strcmp(w->t->roles.at[i].id, "manager") != 0)
			OK(append(sc, j, history_appoint(sc, w->t->roles.at[i].id)));
	return j;
}

static struct event *move(struct scope *sc, struct world *w, struct journal *j, const char *action,
                          const struct store_id *evidence_)
{
	const struct workflow_transition *t = workflow_find(&w->t->workflow, j->fold->state, action);
	EXPECT(t, "no %s in %s", action, j->fold->state);
	struct event *ev = history_move(sc, j->fold, t, t->roles.at[0]);
	for (size_t i = 0; i < ev->count; i++)
		if (ev->values[i].field == EVENT_EVIDENCE_FIELD && t->evidence == WORKFLOW_HEAD)
			ev->values[i].text = evidence_->hex;
	return ev;
}

/* What is read again from the store is what stands in memory. */
static void same_as_stored(struct world *w, const struct journal *j)
{
	SCOPE(sc);
	struct journal *again = reading(sc, w);
	SAME(history_dump(sc, again->fold, true), history_dump(sc, j->fold, true));
	SAME(again->tip.hex, j->tip.hex);
	assert_int_equal(again->count, j->count);
	for (size_t i = 0; i < j->count; i++) {
		SAME(again->events[i]->id, j->events[i]->id);
		SAME(event_encode(sc, again->events[i]), event_encode(sc, j->events[i]));
		assert_int_equal(again->events[i]->recorded, j->events[i]->recorded);
	}
	assert_int_equal(again->findings->count, j->findings->count);
}

static const char signature[] =
	"-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ==\n\n  two blanks\n-----END SSH SIGNATURE-----\n";

static struct store_id named(const char *bytes, size_t len)
{
	struct store_id id;
	digest_git("commit", bytes, len, id.hex);
	return id;
}

/* The bytes of each event are known before it is written: its commit is named after them. */
static void the_bytes_of_an_event_come_first(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	struct store_id e = evidence(sc, w, "one");
	struct append_file files[] = { { "note.md", "a note\n", 7 }, { "letters/x.pdf", "%PDF", 4 } };
	struct event *events[] = { EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" }),
		EVENT(sc, EVENT_SIGN_OFF, "quality", { EVENT_EVIDENCE_FIELD, e.hex }, { EVENT_MEANING_FIELD, "read" },
		      { EVENT_CANON_FIELD, "canon-1" }, { EVENT_COVERS_FIELD, "A " D64 }) };
	for (size_t i = 0; i < countof(events); i++) {
		const char *bytes = NULL, *again = NULL;
		size_t len = 0, more = 0;
		struct store_person person = author(sc, events[i]);
		struct store_id before = j->tip;
		OK(journal_compose(sc, j, events[i], &person, files, countof(files), &bytes, &len));
		OK(journal_compose(sc, j, events[i], &person, files, countof(files), &again, &more));
		SAME(bytes, again);
		SAME(j->tip.hex, before.hex);
		HAS(bytes, event_encode(sc, events[i]));
		HAS(bytes, scope_printf(sc, "\nparent %s\n", before.hex));
		OK(append_held(j, events[i], &person, files, countof(files), NULL, 0));
		SAME(j->tip.hex, named(bytes, len).hex);
	}
	same_as_stored(w, j);
	struct event *bad = EVENT(sc, EVENT_NOTE, "quality", { EVENT_MEANS_FIELD, "no such field of a note" });
	struct store_person person = author(sc, bad);
	const char *bytes = NULL;
	size_t len = 0;
	FAILS(journal_compose(sc, j, bad, &person, files, 1, &bytes, &len), FAULT_REFUSED);
}

/* Two journals say the same, one of them signed: the fold knows no difference. */
static void a_signed_event_is_folded_as_any(void **state)
{
	SCOPE(sc);
	struct world *plain = begin(sc, state), *sealed = begin(sc, state);
	struct journal *one = founded(sc, plain), *two = founded(sc, sealed);
	static const struct append_header headers[] = { { "encoding", "UTF-8" },
		{ "mergetag", "object 8c1f\ntype commit\n\nwords" }, { "gpgsig", signature } };
	struct append_file files[] = { { "note.md", "a note\n", 7 }, { "letters/x.pdf", "%PDF", 4 } };
	struct event *ev = move(sc, plain, one, "start-screen", &(struct store_id){ "" });
	struct store_person person = author(sc, ev);
	const char *bytes = NULL;
	size_t len = 0;
	OK(append_held(one, ev, &person, files, countof(files), NULL, 0));
	OK(journal_compose(sc, two, ev, &person, files, countof(files), &bytes, &len));
	OK(append_held(two, ev, &person, files, countof(files), headers, countof(headers)));
	const char *head = strstr(bytes, "\n\n");
	const char *with = scope_printf(sc, "%.*s\nencoding UTF-8\nmergetag object 8c1f\n type commit\n \n words\n"
		"gpgsig -----BEGIN SSH SIGNATURE-----\n U1NIU0lHAAAAAQ==\n \n   two blanks\n "
		"-----END SSH SIGNATURE-----%s", (int)(head - bytes), bytes, head);
	SAME(two->tip.hex, named(with, strlen(with)).hex);
	for (size_t i = 0; i < 2; i++)
		OK(append(sc, i ? two : one, EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" })));
	assert_int_equal(two->findings->count, 0);
	assert_true(two->events[two->count - 2]->happened);
	SAME(two->fold->state, one->fold->state);
	SAME(event_encode(sc, two->events[two->count - 2]), event_encode(sc, one->events[one->count - 2]));
	same_as_stored(sealed, two);
}

/* What says who did what to which tree is nobody's header, and a header is no way to say more. */
static void no_header_forges_a_commit(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	static const struct append_header bad[] = { { "tree", D64 }, { "parent", "x" }, { "author", "x" },
		{ "committer", "x" }, { "", "x" }, { "gpg sig", "x" }, { "x\nparent", "x" }, { "Gpgsig", "x" },
		{ "gpgsig", "" }, { "gpgsig", "\nx" } };
	struct event *ev = EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" });
	struct append_file note = { "note.md", "a note\n", 7 };
	struct store_person person = author(sc, ev);
	struct store_id tip = j->tip;
	for (size_t i = 0; i < countof(bad); i++)
		FAILS(append_held(j, ev, &person, &note, 1, &bad[i], 1), FAULT_REFUSED);
	SAME(j->tip.hex, tip.hex);
	same_as_stored(w, j);
}

static void an_empty_journal(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = NULL;
	FAILS(journal_read(sc, w->store, &w->r, false, &j), FAULT_NOT_FOUND);
	j = reading(sc, w);
	assert_int_equal(j->count, 0);
	SAME(j->tip.hex, "");
	assert_null(j->fold->workflow);
}

static void a_whole_life(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	same_as_stored(w, j);
	struct store_id e = evidence(sc, w, "one");
	static const char *const actions[] = { "start-screen", "ask-requirements", "report-requirements",
	                                       "report-data", "start-review", "rework", "start-review", "release",
		"hand-over",
		"report-receipt", "report-deficiency", "answer-deficiency", "report-evaluation" };
	for (size_t i = 0; i < countof(actions); i++) {
		OK(append(sc, j, move(sc, w, j, actions[i], &e)));
		same_as_stored(w, j);
	}
	OK(append(sc, j, EVENT(sc, EVENT_SEAL, "manager", { EVENT_EVIDENCE_FIELD, e.hex },
	                       { EVENT_SUBMITTAL_FIELD, "1" },
	                       { EVENT_MANIFEST_FIELD, D64 })));
	OK(append(sc, j, EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" })));
	same_as_stored(w, j);
	SAME(j->fold->state, "technical-evaluation");
	assert_int_equal(j->fold->round, 2);
	SAME(j->fold->record, e.hex);
	assert_int_equal(j->findings->count, 0);
	const char *bytes = NULL;
	size_t len = 0;
	OK(journal_file(sc, j, j->events[j->count - 1], "note.md", &bytes, &len));
	SAME(bytes, "a note\n");
	FAILS(journal_file(sc, j, j->events[j->count - 1], "none.md", &bytes, &len), FAULT_NOT_FOUND);
	journal_name_submittals(j);
	struct store_id tag;
	OK(store_tip(w->store, "refs/tags/submittal/1", &tag));
	SAME(tag.hex, e.hex);
}

static void parents_are_bound(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	struct store_id e = evidence(sc, w, "one"), last = j->tip;
	OK(append(sc, j, EVENT(sc, EVENT_SIGN_OFF, "quality", { EVENT_EVIDENCE_FIELD, e.hex },
	                       { EVENT_MEANING_FIELD, "read" },
	                       { EVENT_CANON_FIELD, "canon-1" }, { EVENT_COVERS_FIELD, "A " D64 })));
	struct store_id found;
	OK(store_resolve(w->store, j->tip.hex, &found));
	struct journal *again = reading(sc, w);
	assert_int_equal(again->findings->count, 0);
	assert_int_equal(again->fold->sign_offs.count, 1);
	assert_string_not_equal(last.hex, j->tip.hex);
}

static void the_loser_gets_a_conflict(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	founded(sc, w);
	struct journal *one = reading(sc, w), *two = reading(sc, w);
	OK(append(sc, one, EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" })));
	const char *before = history_dump(sc, two->fold, true);
	struct store_id tip = two->tip;
	size_t count = two->count;
	FAILS(append(sc, two, EVENT(sc, EVENT_NOTE, "signatory", { EVENT_NOTE_FIELD, "note.md" })), FAULT_CONFLICT);
	SAME(history_dump(sc, two->fold, true), before);
	SAME(two->tip.hex, tip.hex);
	assert_int_equal(two->count, count);
	same_as_stored(w, one);
	/* A package is opened once, too. */
	SCOPE(other);
	struct world *fresh = begin(other, state);
	struct journal *first = reading(other, fresh), *second = reading(other, fresh);
	OK(append(other, first, history_open(other, fresh->t)));
	FAILS(append(other, second, history_open(other, fresh->t)), FAULT_CONFLICT);
}

static void what_is_refused_changes_nothing(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	const char *before = history_dump(sc, j->fold, true);
	struct store_id tip = j->tip, now;
	struct event *bad[] = {
		EVENT(sc, EVENT_NOTE, "no-role", { EVENT_NOTE_FIELD, "note.md" }),
		EVENT(sc, EVENT_TRANSITION, "manager", { EVENT_ACTION_FIELD, "release" }, { EVENT_FROM_FIELD, "idea" },
		      { EVENT_TO_FIELD, "ready" }),
		EVENT(sc, EVENT_TRANSITION, "quality", { EVENT_ACTION_FIELD, "start-screen" },
		      { EVENT_FROM_FIELD, "idea" }, { EVENT_TO_FIELD, "eligibility" }),
		EVENT(sc, EVENT_DELIVERED, "manager", { EVENT_SUBMITTAL_FIELD, "1" },
		      { EVENT_OCCURRED_FIELD, "2026-11-22" }, { EVENT_MEANS_FIELD, "SAFE" }),
		EVENT(sc, EVENT_ADOPT, "manager", { EVENT_TEMPLATE_FIELD, "repair" }, { EVENT_SNAPSHOT_FIELD, D64 },
		      { EVENT_MAPPED_FIELD, "idea" }),
		EVENT(sc, EVENT_NOTE, "manager", { EVENT_MEANS_FIELD, "SAFE" }),
		EVENT(sc, EVENT_DELIVERED, "manager", { EVENT_SUBMITTAL_FIELD, "1" },
		      { EVENT_OCCURRED_FIELD, "2026-11-22" },
		      { EVENT_MEANS_FIELD, "SAFE\nSar-Role: signatory" }),
	};
	for (size_t i = 0; i < countof(bad); i++) {
		FAILS(append(sc, j, bad[i]), FAULT_REFUSED);
		SAME(history_dump(sc, j->fold, true), before);
		SAME(j->tip.hex, tip.hex);
		assert_int_equal(j->findings->count, 0);
		OK(store_tip(w->store, STORE_JOURNAL, &now));
		SAME(now.hex, tip.hex);
	}
	same_as_stored(w, j);
}

static void names_with_line_ends_are_refused(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	struct store_id tip = j->tip;
	struct event *ev = history_event(sc, EVENT_NOTE, "The quality\nSar-Role: signatory <quality@minato.example>",
	                                 "quality",
	                                 (const struct event_value[]){ { EVENT_NOTE_FIELD, "note.md" },
	                                                               { EVENT_FIELD_COUNT, NULL } });
	struct store_person person = { "The quality\nSar-Role: signatory", "quality@minato.example", 1700000999, 0 };
	FAILS(append_held(j, ev, &person, NULL, 0, NULL, 0), FAULT_REFUSED);
	SAME(j->tip.hex, tip.hex);
	same_as_stored(w, j);
}

/* The person written into the event is not the one who commits it. */
static void an_author_who_differs_is_refused(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	struct store_id tip = j->tip, now;
	struct event *ev = EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" });
	struct store_person person = { "Mallory", "mallory@evil.example", 1700000999, 0 };
	FAILS(append_held(j, ev, &person, NULL, 0, NULL, 0), FAULT_CORRUPT);
	OK(store_tip(w->store, STORE_JOURNAL, &now));
	SAME(now.hex, tip.hex);
}

/* A commit smuggled in: one finding of this id, the state as before. */
static void ignored(struct scope *sc, struct world *w, const char *message, struct store_person person,
                    const struct store_id *more,
                    size_t count, const char *rule)
{
	SCOPE(turn);
	struct journal *before = reading(turn, w);
	struct store_id id = smuggle(turn, w, message, person, more, count);
	struct journal *j = reading(turn, w);
	SAME(history_dump(turn, j->fold, false), history_dump(turn, before->fold, false));
	assert_int_equal(j->findings->count, before->findings->count + 1);
	const struct finding *f = &j->findings->at[j->findings->count - 1];
	SAME(f->rule, rule);
	HAS(f->message, scope_printf(turn, "%.7s", id.hex));
	SAME(j->tip.hex, id.hex);
	(void)sc;
}

static void foreign_commits_are_ignored(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	struct store_id e = evidence(sc, w, "one"), e2 = evidence(sc, w, "two");
	struct event *note = EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" });
	struct event *start = move(sc, w, j, "start-screen", &e);
	struct event *seal = EVENT(sc, EVENT_SEAL, "manager", { EVENT_EVIDENCE_FIELD, e.hex },
	                           { EVENT_SUBMITTAL_FIELD, "1" }, { EVENT_MANIFEST_FIELD, D64 });
	struct store_person quality = author(sc, note), manager = author(sc, start),
		mallory = { "Mallory", "mallory@evil.example", 1700005000, 0 };
	const char *text = event_encode(sc, note);
	static const char malformed[] = "event-malformed", link[] = "journal-link", wrong_author[] = "event-author",
		not_allowed[] = "event-refused";
	ignored(sc, w, "Merge branch 'main'\n", quality, NULL, 0, malformed);
	ignored(sc, w, "", quality, NULL, 0, malformed);
	ignored(sc, w, scope_printf(sc, "%s\nSigned-off-by: x\n", text), quality, NULL, 0, malformed);
	ignored(sc, w, scope_printf(sc, "%sSar-Role: signatory\n", text), quality, NULL, 0, malformed);
	ignored(sc, w, scope_printf(sc, "x%s", text), quality, NULL, 0, malformed);
	ignored(sc, w, text, mallory, NULL, 0, wrong_author);
	ignored(sc, w, event_encode(sc, start), quality, NULL, 0, wrong_author);
	ignored(sc, w, text, (struct store_person){ "The quality", "quality@minato.exampl", 1700005000, 0 }, NULL, 0,
	        wrong_author);
	ignored(sc, w, text, (struct store_person){ "The qualit", "quality@minato.example", 1700005000, 0 }, NULL, 0,
	        wrong_author);
	ignored(sc, w, text, quality, &e, 1, link);
	ignored(sc, w, event_encode(sc, seal), manager, NULL, 0, link);
	ignored(sc, w, event_encode(sc, seal), manager, &e2, 1, link);
	struct store_id both[] = { e, e2 };
	ignored(sc, w, event_encode(sc, seal), manager, both, 2, link);
	ignored(sc, w, event_encode(sc, history_event(sc, EVENT_NOTE, "Mallory <mallory@evil.example>", "quality",
	        (const struct event_value[]){ { EVENT_NOTE_FIELD, "note.md" }, { EVENT_FIELD_COUNT, NULL } })),
		mallory, NULL, 0, not_allowed);
	ignored(sc, w, event_encode(sc, EVENT(sc, EVENT_TRANSITION, "quality", { EVENT_ACTION_FIELD, "start-screen" },
	                                      { EVENT_FROM_FIELD, "idea" },
	        { EVENT_TO_FIELD, "eligibility" })), quality, NULL, 0, not_allowed);
	ignored(sc, w, event_encode(sc, EVENT(sc, EVENT_TRANSITION, "manager", { EVENT_ACTION_FIELD, "start-screen" },
	                                      { EVENT_FROM_FIELD, "idea" },
	        { EVENT_TO_FIELD, "approved" })), manager, NULL, 0, not_allowed);
	ignored(sc, w, event_encode(sc, history_open(sc, w->t)), manager, NULL, 0, link);
	/* And the package goes on behind all of this. */
	j = reading(sc, w);
	OK(append(sc, j, move(sc, w, j, "start-screen", &e)));
	SAME(j->fold->state, "eligibility");
	same_as_stored(w, j);
}

static void a_journal_that_does_not_begin_with_its_opening(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct event *note = EVENT(sc, EVENT_NOTE, "manager", { EVENT_NOTE_FIELD, "note.md" });
	ignored(sc, w, event_encode(sc, note), author(sc, note), NULL, 0, "journal-link");
	struct event *open = history_open(sc, w->t);
	ignored(sc, w, event_encode(sc, open), author(sc, open), NULL, 0, "journal-link");
}

/* The same events on another chain have other ids from there on: nothing is replaced unnoticed. */
static void a_chain_rewritten_has_other_ids(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	OK(append(sc, j, EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" })));
	for (size_t changed = 0; changed < j->count; changed++) {
		struct store_id parent = {""};
		for (size_t i = 0; i < j->count; i++) {
			const struct event *ev = j->events[i];
			struct store_id id;
			struct append_file files[] = { { "note.md", "a note\n", 7 }, { "letters/x.pdf", "%PDF", 4 } };
			struct store_blob blobs[] = { { files[0].path, i == changed ? "A note\n" : files[0].bytes, 7 },
			                              { files[1].path, files[1].bytes, 4 } };
			struct store_person person = author(sc, ev);
			person.time = ev->recorded;
			struct store_append a = { event_encode(sc, ev), person, &parent, parent.hex[0] != '\0', blobs,
			                          2 };
			OK(store_prepare(sc, w->store, &a, &id));
			EXPECT((strcmp(id.hex, ev->id) == 0) == (i < changed), "event %zu, changed %zu", i, changed);
			parent = id;
		}
		assert_string_not_equal(parent.hex, j->tip.hex);
	}
}

static void many_events(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w);
	for (int i = 0; i < 60; i++)
		OK(append(sc, j, EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" })));
	same_as_stored(w, j);
	assert_int_equal(j->fold->event_count, 60 + w->t->roles.count);
}

/* --- a journal that passes by --- */

struct looking { const struct journal *whole; size_t count; };

/* Each event comes once, in its order, before it is folded. */
static const struct fault *look(void *context, struct journal *j, const struct event *ev)
{
	SCOPE(sc);
	struct looking *l = context;
	const struct event *as_read = l->whole->events[l->count++];
	assert_int_equal(j->fold->event_count, l->count - 1);
	SAME(ev->id, as_read->id);
	SAME(event_encode(sc, ev), event_encode(sc, as_read));
	assert_int_equal(ev->number, as_read->number);
	return NULL;
}

/* One of each sort, over and over: what passes, what the fold holds, and what it refuses. */
static void append_mixed(struct scope *sc, struct world *w, struct journal *j, size_t i, const struct store_id *e)
{
	static const char *const moves[] = { "start-screen", "ask-requirements", "report-requirements", "report-data",
	                                     "start-review" };
	if (i % 10 == 0 && i / 10 < countof(moves))
		OK(append(sc, j, move(sc, w, j, moves[i / 10], e)));
	else if (i % 60 == 0)
		OK(append(sc, j, EVENT(sc, EVENT_REMARK, "quality", { EVENT_SEVERITY_FIELD, "major" },
		                       { EVENT_NOTE_FIELD, "note.md" })));
	else if (i % 7 == 0 && j->fold->remarks.count)
		OK(append(sc, j, EVENT(sc, EVENT_REPLY, "preparer",
		                       { EVENT_REMARK_FIELD, j->fold->remarks.at[0].id },
		                       { EVENT_NOTE_FIELD, "note.md" })));
	else
		OK(append(sc, j, EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" })));
}

static void a_passing_journal_says_the_same(void **state)
{
	SCOPE(sc);
	struct world *w = begin(sc, state);
	struct journal *j = founded(sc, w), *passed = NULL;
	struct store_id e = evidence(sc, w, "one");
	struct event *twice = EVENT(sc, EVENT_NOTE, "quality", { EVENT_NOTE_FIELD, "note.md" });
	for (size_t i = 0; i < 330; i++)
		append_mixed(sc, w, j, i, &e);
	smuggle(sc, w, "no event\n", author(sc, twice), NULL, 0);
	event_set(sc, twice, EVENT_ID_FIELD, NULL);
	twice->values[0].text = event_get(j->events[j->count - 300], EVENT_ID_FIELD);
	smuggle(sc, w, event_encode(sc, twice), author(sc, twice), NULL, 0);
	struct journal *whole = reading(sc, w);
	struct looking l = { whole, 0 };
	struct journal_watch watch = { look, &l };
	OK(journal_read_watched(sc, w->store, &w->r, &watch, &passed));
	assert_int_equal(l.count, whole->count);
	SAME(history_dump(sc, passed->fold, true), history_dump(sc, whole->fold, true));
	SAME(passed->fold->entered_by, whole->fold->entered_by);
	SAME(passed->fold->entered_on, whole->fold->entered_on);
	SAME(passed->fold->record, whole->fold->record);
	assert_int_equal(passed->findings->count, 2);
	assert_int_equal(whole->findings->count, 2);
	for (size_t i = 0; i < 2; i++)
		SAME(passed->findings->at[i].message, whole->findings->at[i].message);
	assert_int_equal(passed->commits, whole->commits);
	assert_int_equal(passed->count + passed->passed, whole->count);
	assert_true(passed->passed > 200);
	for (size_t i = 0, k = 0; i < passed->count; i++, k++) {
		while (strcmp(whole->events[k]->id, passed->events[i]->id) != 0)
			assert_true(++k < whole->count);
		assert_int_equal(passed->events[i]->happened, whole->events[k]->happened);
		assert_int_equal(passed->events[i]->number, whole->events[k]->number);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(the_bytes_of_an_event_come_first), ON_BOTH(a_signed_event_is_folded_as_any),
		ON_BOTH(no_header_forges_a_commit),
		ON_BOTH(an_empty_journal), ON_BOTH(a_whole_life), ON_BOTH(parents_are_bound),
			ON_BOTH(the_loser_gets_a_conflict),
		ON_BOTH(what_is_refused_changes_nothing), ON_BOTH(names_with_line_ends_are_refused),
			ON_BOTH(an_author_who_differs_is_refused),
		ON_BOTH(foreign_commits_are_ignored), ON_BOTH(a_journal_that_does_not_begin_with_its_opening),
		ON_BOTH(a_chain_rewritten_has_other_ids), ON_BOTH(many_events),
		ON_BOTH(a_passing_journal_says_the_same),
	};
	return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
