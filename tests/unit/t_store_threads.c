/* t_store_threads.c: sixteen threads on sixteen packages, and on one: stores share nothing that can be written. */
#include "stores.h"
#include <pthread.h>

enum { THREADS = 16, EVENTS = 2 };

/* What a thread gets and what it says; cmocka's own checks belong to the first thread. */
struct work { const char *folder; int number; char fault[FAULT_TEXT]; };

static const struct fault *append(struct scope *sc, struct store *s, const char *message)
{
	SCOPE(lock);
	struct store_id past, next;
	TRY(store_lock(lock, s));
	TRY(store_tip(s, STORE_JOURNAL, &past));
	struct store_blob file = { "note.md", message, strlen(message) };
	struct store_append a = { message, stores_person(1), &past, past.hex[0] != '\0', &file, 1 };
	TRY(store_prepare(sc, s, &a, &next));
	return store_publish(s, STORE_JOURNAL, &past, &next);
}

static const struct fault *save(struct scope *sc, struct store *s, const char *path, const char *text)
{
	SCOPE(lock);
	struct store_person person = stores_person(2);
	struct store_id id;
	TRY(store_lock(lock, s));
	TRY(store_write(sc, s, path, text, strlen(text)));
	return store_save(sc, s, &person, "Save\n", &id);
}

static const struct fault *use(struct scope *sc, struct store *s, int number)
{
	struct source *source = NULL;
	const struct source_entry *entries = NULL;
	size_t count = 0;
	for (int i = 0; i < EVENTS; i++) {
		TRY(append(sc, s, scope_printf(sc, "event %d of %d\n", i, number)));
		TRY(save(sc, s, scope_printf(sc, "evidence/T%d.md", number), scope_printf(sc, "# %d\n", i)));
		TRY(store_source_work(sc, s, &source));
		TRY(source_list(sc, source, &entries, &count));
	}
	return NULL;
}

static const struct fault *make_and_use(const struct work *w)
{
	SCOPE(sc);
	struct home *h = home_at(sc, w->folder);
	struct home_making *m = NULL;
	struct store *s = NULL;
	const char *name = scope_printf(sc, "P-%d", w->number);
	TRY(home_make(sc, h, name, "/nowhere/sarflow", &m));
	TRY(append(sc, m->store, "opened\n"));
	TRY(home_keep(m));
	TRY(home_open(sc, h, name, &s));
	return use(sc, s, w->number);
}

static const struct fault *use_the_same(const struct work *w)
{
	SCOPE(sc);
	struct store *s = NULL;
	TRY(home_open(sc, home_at(sc, w->folder), "P-0", &s));
	return use(sc, s, w->number);
}

static const struct fault *make_the_same(const struct work *w)
{
	SCOPE(sc);
	struct home_making *m = NULL;
	const struct fault *f = home_make(sc, home_at(sc, w->folder), "P-0", "/nowhere/sarflow", &m);
	if (!f)
		f = append(sc, m->store, "opened\n");
	if (!f)
		f = home_keep(m);
	return f;
}

struct start { const struct fault *(*run)(const struct work *); struct work *work; };

static void *thread(void *p)
{
	const struct start *start = p;
	const struct fault *f = start->run(start->work);
	snprintf(start->work->fault, sizeof start->work->fault, "%s", f ? f->text : "");
	return NULL;
}

/* Run it in every thread at once; how many ended without a fault. */
static int at_once(const char *folder, const struct fault *(*run)(const struct work *), struct work work[THREADS])
{
	pthread_t threads[THREADS];
	struct start starts[THREADS];
	int good = 0;
	for (int i = 0; i < THREADS; i++) {
		work[i] = (struct work){ .folder = folder, .number = i };
		starts[i] = (struct start){ run, &work[i] };
		assert_int_equal(pthread_create(&threads[i], NULL, thread, &starts[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		good += !*work[i].fault;
	}
	return good;
}

static void all_good(const char *folder, const struct fault *(*run)(const struct work *))
{
	struct work work[THREADS];
	at_once(folder, run, work);
	for (int i = 0; i < THREADS; i++)
		SAME(work[i].fault, "");
}

static const struct fault *count_one(void *context, const struct store_commit *c)
{
	(void)c;
	++*(size_t *)context;
	return NULL;
}

static size_t length(struct scope *sc, const char *folder, const char *name, const char *ref)
{
	struct store *s = NULL;
	struct store_id tip;
	size_t count = 0;
	OK(home_open(sc, home_at(sc, folder), name, &s));
	OK(store_tip(s, ref, &tip));
	OK(store_walk(s, &tip, 0, count_one, &count));
	return count;
}

static void each_its_own(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *const *names = NULL;
	size_t count = 0;
	all_good(folder, make_and_use);
	OK(home_list(sc, home_at(sc, folder), &names, &count));
	assert_int_equal(count, THREADS);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(length(sc, folder, names[i], STORE_JOURNAL), 1 + EVENTS);
		assert_int_equal(length(sc, folder, names[i], STORE_MAIN), EVENTS);
	}
}

static void all_on_one(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *folder = unit_folder(sc), *const *names = NULL;
	size_t count = 0;
	struct work work[THREADS];
	/* Only one of them makes it, and nothing is left of the others. */
	assert_int_equal(at_once(folder, make_the_same, work), 1);
	OK(file_names(sc, folder, &names, &count));
	assert_int_equal(count, 1);
	all_good(folder, use_the_same);
	assert_int_equal(length(sc, folder, "P-0", STORE_JOURNAL), 1 + THREADS * EVENTS);
	assert_int_equal(length(sc, folder, "P-0", STORE_MAIN), THREADS * EVENTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_its_own), cmocka_unit_test(all_on_one) };
	return cmocka_run_group_tests_name("store threads", tests, NULL, NULL);
}
