/* t_plan.c: the way to open guards: what a step mends is signed, sealed and delivered anew, in an order that works. */
#include "unit.h"
#include "tiny.h"
#include "desk/edit.h"
#include "guard/guard.h"
#include "store/store.h"
#include "view/why.h"

enum { NOON = 1795435200 };             /* 2026-11-23T12:00:00Z */

static const struct person manager = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" };

/* The tiny package in its first state; Yui signed A and C as they are. */
struct asked {
	struct scope *sc;
	struct fold *fold;
	struct guard_case c;
	struct guard_plan plan;
	struct store_id none;
};

static struct asked *begin(struct scope *sc)
{
	struct asked *a = NEW(sc, struct asked);
	const struct template *t = NULL;
	struct store *s = store_memory(sc);
	struct source *work = NULL;
	struct package *p = NULL;
	OK(template_read_fit(sc, tiny_template(sc), &t));
	for (size_t i = 0; i < countof(tiny_package); i++)
		OK(store_write(sc, s, tiny_package[i].path, tiny_package[i].text, strlen(tiny_package[i].text)));
	OK(store_source_work(sc, s, &work));
	OK(package_load(sc, t, work, &p));
	*a = (struct asked){ .sc = sc, .fold = fold_new(sc) };
	a->fold->workflow = &t->workflow;
	a->fold->state = t->workflow.initial;
	for (const char *const *e = (const char *const[]){ "A", "C", NULL }; *e; e++) {
		char *digest = scope_alloc(sc, DIGEST_TEXT, 1);
		package_canon(p, template_element(t, *e), digest);
		*LIST_ADD(sc, &a->fold->sign_offs) = (struct fold_sign_off){ .element = *e, .digest = digest,
			.role = "quality",
			.name = "Yui Tanaka", .email = "yui.tanaka@minato-turbine.example" };
	}
	a->c = (struct guard_case){ .sc = sc, .store = s, .package = p, .evidence = &a->none,
		.findings = NEW(sc, struct findings), .fold = a->fold };
	a->plan.c = &a->c;
	return a;
}

static const struct workflow_guard *guard_of(const struct asked *a, const char *name)
{
	const struct workflow_transition *t = workflow_find(a->fold->workflow, "draft", "send");
	for (size_t i = 0; i < t->guards.count; i++)
		if (strcmp(t->guards.at[i].name, name) == 0)
			return &t->guards.at[i];
	return NULL;
}

static void plan(struct asked *a, const char *name)
{
	const struct guard *g = guard_find(name);
	struct guard_reasons reasons = {0};
	OK(g->judge(&a->c, guard_of(a, name), &reasons));
	g->steps(&a->plan, guard_of(a, name), &reasons);
}

static void mend(struct asked *a, const char *file, int line)
{
	guard_plan_mend(&a->plan, &(struct guard_reason){ { file, line, 0 }, phrase_new(a->sc, "{text}",
		"it is wrong"), "Mend it.", NULL });
}

static const char *says(const struct asked *a, size_t i) { return phrase_text(a->sc, NULL, a->plan.steps.at[i].says); }

static const char *does(const struct asked *a, size_t i) { return remedy_line(a->sc, a->plan.steps.at[i].remedy); }

static void what_stands_is_not_signed_again(void **state)
{
	SCOPE(sc);
	struct asked *a = begin(sc);
	(void)state;
	plan(a, "signed_off");
	assert_int_equal(a->plan.steps.count, 0);
}

static void an_element_mended_is_signed_anew(void **state)
{
	static const char *const files[] = { "evidence/C.md", "registers/gauges.csv" };
	(void)state;
	for (size_t i = 0; i < countof(files); i++) {
		SCOPE(sc);
		struct asked *a = begin(sc);
		mend(a, files[i], 3);
		assert_true(a->plan.content);
		plan(a, "signed_off");
		EXPECT(a->plan.steps.count == 2, "%s: %zu steps", files[i], a->plan.steps.count);
		SAME(says(a, 0), scope_printf(sc, "%s:3: it is wrong", files[i]));
		SAME(a->plan.steps.at[0].how, "Mend it.");
		SAME(does(a, 0), "");
		SAME(says(a, 1), "read and sign C");
		SAME(does(a, 1), "sarflow sign --role quality --elements C");
	}
}

static void what_is_missing_and_what_falls_are_signed_together(void **state)
{
	SCOPE(sc);
	struct asked *a = begin(sc);
	(void)state;
	a->fold->sign_offs.at[0].digest = "another text";
	mend(a, "evidence/C.md", 0);
	plan(a, "signed_off");
	assert_int_equal(a->plan.steps.count, 2);
	SAME(says(a, 0), "evidence/C.md: it is wrong");
	SAME(does(a, 1), "sarflow sign --role quality --elements A,C");
	SAME(phrase_text(sc, NULL, a->plan.steps.at[1].who), "Quality (nobody is appointed)");
}

static void a_mistake_is_told_once(void **state)
{
	SCOPE(sc);
	struct asked *a = begin(sc);
	(void)state;
	mend(a, "evidence/C.md", 3);
	mend(a, "evidence/C.md", 3);
	mend(a, "evidence/C.md", 4);
	assert_int_equal(a->plan.steps.count, 2);
	assert_int_equal(a->plan.edited.count, 1);
}

/* What is sealed and delivered stays so, unless a step changes content. */
static void a_change_is_sealed_and_delivered_anew(void **state)
{
	(void)state;
	for (int changed = 0; changed < 2; changed++) {
		SCOPE(sc);
		struct asked *a = begin(sc);
		*LIST_ADD(sc, &a->fold->seals) = (struct fold_seal){ .number = 1, .evidence = "", .as_of = "2026-11-01",
			.delivered_on = "2026-11-02", .round = a->fold->round };
		if (changed)
			mend(a, "evidence/C.md", 0);
		plan(a, "sealed");
		plan(a, "delivered");
		EXPECT(a->plan.steps.count == (changed ? 3 : 0), "%zu steps", a->plan.steps.count);
		if (!changed)
			continue;
		SAME(does(a, 1), "sarflow seal");
		SAME(does(a, 2), "sarflow deliver --means TEXT --on DAY");
	}
}

static bool step_is(struct scope *sc, const struct why *why, size_t i, const char *act)
{
	const char *line = remedy_line(sc, why->steps.at[i].remedy);
	return strncmp(line, act, strlen(act)) == 0 && (line[strlen(act)] == ' ' || !line[strlen(act)]);
}

/* A new profile: first the way to the state, then what is to be written, saved, signed; the act itself at last. */
static void steps_stand_in_an_order_that_works(void **state)
{
	static const char *const order[] = { "sarflow why", "", "sarflow save", "sarflow sign", "sarflow do" };
	SCOPE(sc);
	struct world world = { .now = NOON, .directory = unit_folder(sc), .templates = unit_root(sc, "templates"),
	                       .program = "sarflow" };
	const struct names fields = {0};
	struct desk *d = NULL;
	struct why *why = NULL;
	size_t at = 0, seen[countof(order)] = {0};
	(void)state;
	OK(edit_new(sc, &world, &manager, "PLAN-001", "company-profile", "repairer", "A site (fictitious)", &fields,
	            &world.directory));
	OK(desk_open(sc, &world, &manager, NULL, NULL, &d));
	OK(why_of(d, "put-in-force", &why));
	assert_false(why->open);
	for (size_t i = 0; i < why->steps.count; i++) {
		while (at < countof(order) && !step_is(sc, why, i, order[at]))
			at++;
		EXPECT(at < countof(order), "step %zu of %zu is out of order: %s", i + 1, why->steps.count,
		       phrase_text(sc, NULL, why->steps.at[i].says));
		seen[at]++;
	}
	for (size_t i = 0; i < countof(order); i++)
		EXPECT(seen[i] > 0, "no step \"%s\"", order[i]);
	assert_int_equal(seen[2], 1);
	assert_int_equal(seen[3], 2);
	assert_int_equal(seen[4], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_stands_is_not_signed_again), cmocka_unit_test(an_element_mended_is_signed_anew),
		cmocka_unit_test(what_is_missing_and_what_falls_are_signed_together),
			cmocka_unit_test(a_mistake_is_told_once),
		cmocka_unit_test(a_change_is_sealed_and_delivered_anew),
			cmocka_unit_test(steps_stand_in_an_order_that_works),
	};
	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
