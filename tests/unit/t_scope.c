/* t_scope.c: memory and closers end together, in the right order. */
#include "unit.h"
#include "base/list.h"
#include <malloc.h>
#include <pthread.h>
#include <unistd.h>

static int order[8];
static size_t closed;
static void note(void *p) { order[closed++] = *(int *)p; }

static void closers_run_newest_first(void **state)
{
	(void)state;
	static int a = 1, b = 2, c = 3;
	closed = 0;
	struct scope *sc = scope_open();
	scope_defer(sc, note, &a);
	scope_defer(sc, note, &b);
	scope_defer(sc, note, &c);
	assert_int_equal(closed, 0);
	scope_close(sc);
	assert_int_equal(closed, 3);
	assert_int_equal(order[0], 3);
	assert_int_equal(order[1], 2);
	assert_int_equal(order[2], 1);
}

static const struct fault *leaves_early(void)
{
	SCOPE(sc);
	static int a = 7;
	scope_defer(sc, note, &a);
	TRY(fault_make(FAULT_USAGE, "early"));
	return NULL;
}

static void an_early_return_closes(void **state)
{
	(void)state;
	closed = 0;
	FAILS(leaves_early(), FAULT_USAGE);
	assert_int_equal(closed, 1);
	assert_int_equal(order[0], 7);
}

static const char *seen;
static void look(void *p) { seen = *(char *)p == 'x' ? "alive" : "gone"; }

static void closers_see_the_memory(void **state)
{
	(void)state;
	struct scope *sc = scope_open();
	char *s = scope_copy(sc, "x");
	scope_defer(sc, look, s);
	scope_close(sc);
	SAME(seen, "alive");
}

static void allocations_are_zeroed_and_apart(void **state)
{
	(void)state;
	SCOPE(sc);
	char *last = NULL;
	for (size_t n = 0; n < 3000; n++) {
		char *p = scope_alloc(sc, n, 7);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n * 7; i++)
			if (p[i])
				fail_msg("byte %zu of %zu is not zero", i, n * 7);
		memset(p, 0x5a, n * 7);
		if (last && n > 1)
			assert_int_equal(last[0], 0x5a);
		last = p;
	}
}

static void big_allocations(void **state)
{
	(void)state;
	SCOPE(sc);
	size_t sizes[] = { 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 64 * 1024, 64 * 1024 + 1, 10 << 20 };
	for (size_t i = 0; i < countof(sizes); i++) {
		char *p = scope_alloc(sc, sizes[i], 1), *small = scope_alloc(sc, 1, 1);
		assert_int_equal(p[sizes[i] - 1], 0);
		memset(p, 1, sizes[i]);
		assert_int_equal(*small, 0);
	}
}

static void copies(void **state)
{
	(void)state;
	SCOPE(sc);
	assert_null(scope_copy(sc, NULL));
	SAME(scope_copy(sc, ""), "");
	char *b = scope_copy_bytes(sc, "a\0b", 3);
	assert_memory_equal(b, "a\0b", 4);
	SAME(scope_copy_bytes(sc, NULL, 0), "");
	SAME(scope_printf(sc, "%s-%d", "x", 5), "x-5");
	char *long_one = scope_printf(sc, "%0*d", 100000, 7);
	assert_int_equal(strlen(long_one), 100000);
	assert_int_equal(long_one[99999], '7');
}

static void lists_grow(void **state)
{
	(void)state;
	SCOPE(sc);
	struct names names = {0};
	for (int i = 0; i < 1000; i++)
		*LIST_ADD(sc, &names) = scope_printf(sc, "n%d", i);
	assert_int_equal(names.count, 1000);
	SAME(names.at[0], "n0");
	SAME(names.at[999], "n999");
	assert_true(list_has(&names, "n500"));
	assert_false(list_has(&names, "n1000"));
	struct { struct { int a, b; } *at; size_t count, cap; } pairs = {0};
	LIST_ADD(sc, &pairs)->a = 4;
	assert_int_equal(pairs.at[0].b, 0);
}

static void *use_scopes(void *unused)
{
	for (int i = 0; i < 10; i++) {
		SCOPE(sc);
		scope_copy(sc, "small");
	}
	return unused;
}

/* The chunk that a thread keeps for its next scope ends with the thread. */
static void a_thread_leaves_nothing(void **state)
{
	(void)state;
	size_t before = 0;
	for (int i = 0; i < 600; i++) {
		pthread_t thread;
		assert_int_equal(pthread_create(&thread, NULL, use_scopes, NULL), 0);
		pthread_join(thread, NULL);
		if (i == 100)
			before = mallinfo2().uordblks;
	}
	assert_true(mallinfo2().uordblks < before + 500 * 400);         /* a chunk is 4 KiB */
}

/* What a library takes in turns is not asked of the system anew in each. */
static void a_kept_heap_stays(void **state)
{
	(void)state;
	enum { PIECES = 8, PIECE = 64 << 10 };
	void *pieces[PIECES];
	scope_keep_heap();
	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = malloc(PIECE);
		assert_non_null(pieces[i]);
	}
	const void *end = sbrk(0);
	for (size_t i = 0; i < PIECES; i++)
		free(pieces[i]);
	assert_ptr_equal(sbrk(0), end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thread_leaves_nothing), cmocka_unit_test(a_kept_heap_stays),
		cmocka_unit_test(closers_run_newest_first), cmocka_unit_test(an_early_return_closes),
		cmocka_unit_test(closers_see_the_memory), cmocka_unit_test(allocations_are_zeroed_and_apart),
		cmocka_unit_test(big_allocations), cmocka_unit_test(copies), cmocka_unit_test(lists_grow),
	};
	return cmocka_run_group_tests_name("scope", tests, NULL, NULL);
}
