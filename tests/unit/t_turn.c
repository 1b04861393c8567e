/* t_turn.c: pushes are judged in their turn: one of a package at a time, and two in all. */
#include "unit.h"
#include "web/git.h"
#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 9, TURNS = 20, PACKAGES = 3 };
static const char *const packages[PACKAGES] = { "/packages/A", "/packages/B", "/packages/C" };
static atomic_int in_all, of[PACKAGES], most, wrong, taken;

static void *judge(void *number)
{
	size_t which = (size_t)(intptr_t)number % PACKAGES;
	for (int i = 0; i < TURNS; i++) {
		SCOPE(sc);
		char *name = scope_copy(sc, packages[which]);           /* the same package, wherever its name lies */
		if (git_take_turn(sc, name) != NULL) {
			wrong++;
			break;
		}
		int one = ++of[which], all = ++in_all;
		wrong += one > 1 || all > 2;
		if (all > most)
			most = all;
		usleep(500);
		taken++;
		of[which]--;
		in_all--;
	}
	return NULL;
}

static void one_of_a_package_and_two_in_all(void **state)
{
	(void)state;
	pthread_t threads[THREADS];
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, judge, (void *)(intptr_t)i), 0);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(wrong, 0);
	assert_int_equal(taken, THREADS * TURNS);
	assert_int_equal(most, 2);              /* of two packages at once */
}

static void seconds_go_on(void **state)
{
	(void)state;
	int64_t before = git_seconds();
	usleep(1100000);
	int64_t passed = git_seconds() - before;
	assert_true(passed >= 1 && passed < 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_of_a_package_and_two_in_all), cmocka_unit_test(seconds_go_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
