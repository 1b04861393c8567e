/* t_journal_edges.c: a second opening is refused and leaves nothing; adopting a template while suspended. */
#include "history.h"
#include "stores.h"
#include "journal/append.h"
static void second_open(void **state)
{
	SCOPE(sc);
	struct store *s = stores_make(sc, state);
	const struct template *t = history_template(sc);
	struct fold_resolver r = history_resolver(t);
	struct journal *j;
	OK(journal_read(sc, s, &r, true, &j));
	struct store_person p = {"The manager", "manager@minato.example", 1700000000, 0};
	OK(store_lock(sc, s));
	OK(journal_append(j, history_open(sc, t), &p, NULL, 0));
	FAILS(journal_append(j, history_open(sc, t), &p, NULL, 0), FAULT_REFUSED);
	assert_int_equal(j->findings->count, 0);
}
static void adopt_suspended(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct template *t = history_template(sc);
	struct fold_resolver r = history_resolver(t);
	struct fold *f = fold_new(sc);
	struct findings *fs = finding_list(sc);
	static const char *const go[] = {"start-screen", "ask-requirements", "report-requirements",
					 "report-data",	 "start-review",     "release",
					 "hand-over",	 "report-receipt",   "report-deficiency"};
	fold_step(f, history_open(sc, t), &r, fs);
	fold_step(f, history_appoint(sc, "signatory"), &r, fs);
	for (size_t i = 0; i < countof(go); i++) {
		const struct workflow_transition *m = workflow_find(&t->workflow, f->state, go[i]);
		assert_non_null(m);
		assert_true(fold_step(f, history_move(sc, f, m, m->roles.at[0]), &r, fs));
	}
	SAME(f->state, "suspended");
	assert_true(fold_step(f,
			      EVENT(sc, EVENT_ADOPT, "manager", {EVENT_TEMPLATE_FIELD, "repair"},
				    {EVENT_SNAPSHOT_FIELD, t->snapshot}, {EVENT_MAPPED_FIELD, "suspended"}),
			      &r, fs));
	const struct workflow_transition *m = workflow_find(&t->workflow, "suspended", "answer-deficiency");
	assert_non_null(fold_target(f, m));
}
int main(void)
{
	const struct CMUnitTest tests[] = {ON_BOTH(second_open), cmocka_unit_test(adopt_suspended)};
	return cmocka_run_group_tests_name("journal more", tests, NULL, NULL);
}
