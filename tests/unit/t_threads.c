/* t_threads.c: threads as a server has them: each its own scope, its own desk; on packages of their own, and on one. */
#include "unit.h"
#include "base/helper.h"
#include "text/pdf.h"
#include "desk/act.h"
#include "desk/edit.h"
#include <pthread.h>

enum { THREADS = 16, ROUNDS = 2, TRIES = 20 };

/* One thread's work and what came of it: asserting is for the thread that runs the tests. */
struct work {
	struct world world;             /* its folder is the one the package lies in */
	struct person person;
	const char *from;               /* a plain folder to be imported first; NULL: the package is there */
	pthread_barrier_t *together;
	size_t findings, answers, pages;
	int notes;
	char fault[FAULT_TEXT];
};

static const struct fault *look(struct scope *sc, const struct world *world, struct work *w, struct desk **desk)
{
	struct package *p = NULL;
	struct store_id id;
	struct findings *found = NULL;
	TRY(desk_open(sc, world, &w->person, NULL, NULL, desk));
	TRY(desk_package(*desk, NULL, &p, &id));
	TRY(desk_check(*desk, p, &found));
	w->findings = found->count;
	w->answers = p->answers.count;
	w->pages = 0;
	for (size_t i = 0; i < p->attachments.count; i++)
		w->pages += (size_t)p->attachments.at[i].pages;
	return NULL;
}

static const struct fault *take_a_turn(struct work *w, int round)
{
	SCOPE(sc);
	struct desk *desk = NULL;
	struct world world = w->world;
	world.now += round;
	world.directory = path_join(sc, w->world.directory, "F110-NOZ-001");
	TRY(look(sc, &world, w, &desk));
	return act_note(desk, &(struct act_options){ .note = scope_printf(sc, "Note %d of %p.\n", round, (void *)w) });
}

static const struct fault *do_all(struct work *w)
{
	const char *folder = NULL;
	struct names strays = {0};
	SCOPE(sc);
	if (w->from)
		TRY(edit_import(sc, &w->world, &w->person, NULL, w->from, &folder, &strays));
	for (int i = 0; i < ROUNDS; i++) {
		const struct fault *f = take_a_turn(w, i);
		for (int k = 1; k < TRIES && f && f->code == FAULT_CONFLICT; k++)
			f = take_a_turn(w, i);          /* the others held the lock for too long */
		TRY(f);
		w->notes++;
	}
	return NULL;
}

static void *work(void *context)
{
	struct work *w = context;
	pthread_barrier_wait(w->together);
	const struct fault *f = do_all(w);
	snprintf(w->fault, sizeof w->fault, "%s", f ? f->text : "");
	return NULL;
}

static void run(struct work *list, size_t count)
{
	pthread_t threads[THREADS];
	pthread_barrier_t together;
	pthread_barrier_init(&together, NULL, (unsigned)count);
	for (size_t i = 0; i < count; i++) {
		list[i].together = &together;
		assert_int_equal(pthread_create(&threads[i], NULL, work, &list[i]), 0);
	}
	for (size_t i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&together);
	for (size_t i = 0; i < count; i++)
		EXPECT(!*list[i].fault && list[i].notes == ROUNDS, "thread %zu, after %d notes: %s", i, list[i].notes,
		       list[i].fault);
}

static struct work work_in(struct scope *sc, const char *folder)
{
	return (struct work){ .world = { .directory = folder, .now = 1795392000, .templates = unit_root(sc,
		"templates"),
		.program = "/nowhere/sarflow" },
		.person = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" } };
}

/* Notes in the journal, and that the fold took every one of them. */
static size_t notes_of(struct scope *sc, const struct work *w)
{
	struct desk *desk = NULL;
	struct world world = w->world;
	size_t n = 0, count = 0;
	world.directory = path_join(sc, w->world.directory, "F110-NOZ-001");
	OK(desk_open(sc, &world, &w->person, NULL, NULL, &desk));
	assert_int_equal(desk_fold(desk)->refused_count, 0);
	const struct event *const *events = desk_events(desk, &count);
	for (size_t i = 0; i < count; i++)
		n += events[i]->kind == EVENT_NOTE;
	return n;
}

static bool saw_the_same(const struct work *a, const struct work *b)
{
	return a->findings == b->findings && a->answers == b->answers && a->pages == b->pages;
}

static void threads_on_packages_of_their_own(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *top = unit_folder(sc);
	struct work list[THREADS];
	for (size_t i = 0; i < THREADS; i++) {
		const char *folder = scope_printf(sc, "%s/%zu", top, i);
		OK(file_make_folder(folder));
		list[i] = work_in(sc, folder);
		list[i].from = unit_root(sc, "packages/F110-NOZ-001");
	}
	run(list, THREADS);
	for (size_t i = 0; i < THREADS; i++) {
		EXPECT(saw_the_same(&list[i], &list[0]), "thread %zu: %zu findings, %zu answers, %zu pages", i,
		       list[i].findings, list[i].answers, list[i].pages);
		assert_int_equal(notes_of(sc, &list[i]), ROUNDS);
	}
	assert_true(list[0].findings > 10 && list[0].answers > 20 && list[0].pages > 20);
}

static void threads_on_one_package(void **state)
{
	(void)state;
	SCOPE(sc);
	struct work first = work_in(sc, unit_folder(sc)), list[THREADS];
	first.from = unit_root(sc, "packages/F110-NOZ-001");
	run(&first, 1);
	for (size_t i = 0; i < THREADS; i++)
		list[i] = work_in(sc, first.world.directory);
	run(list, THREADS);
	for (size_t i = 0; i < THREADS; i++)
		EXPECT(saw_the_same(&list[i], &first), "thread %zu: %zu findings, %zu answers, %zu pages", i,
		       list[i].findings, list[i].answers, list[i].pages);
	assert_int_equal(notes_of(sc, &first), ROUNDS + THREADS * ROUNDS);
}

int main(void)
{
	/* Before there are threads, as a server does. */
	const struct fault *f = pdf_start();
	if (f) {
		fprintf(stderr, "%s\n", f->text);
		return 1;
	}
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_on_packages_of_their_own), cmocka_unit_test(threads_on_one_package),
	};
	int failed = cmocka_run_group_tests_name("threads", tests, NULL, NULL);
	helper_stop();
	return failed;
}
