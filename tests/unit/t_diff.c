/* t_diff.c: runs of two sequences: right against a slow program, bounded against inputs made to be slow. */
#include "unit.h"
#include "text/diff.h"

static uint32_t seed = 1;
static uint32_t dice(uint32_t n) { seed = seed * 1664525u + 1013904223u; return (seed >> 8) % n; }

/* Runs rise on both sides and hold what is equal; returns how many elements they hold. */
static size_t check(const uint32_t *a, size_t n, const uint32_t *b, size_t m, const struct diff_runs *runs)
{
	size_t total = 0, at_a = 0, at_b = 0;
	for (size_t i = 0; i < runs->count; i++) {
		const struct diff_run *r = &runs->at[i];
		assert_true(r->len > 0 && r->a >= at_a && r->b >= at_b && r->a + r->len <= n && r->b + r->len <= m);
		assert_false(i && r->a == at_a && r->b == at_b);
		for (size_t k = 0; k < r->len; k++)
			assert_int_equal(a[r->a + k], b[r->b + k]);
		at_a = r->a + r->len;
		at_b = r->b + r->len;
		total += r->len;
	}
	return total;
}

static size_t longest(struct scope *sc, const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	size_t *row = NEWS(sc, size_t, m + 1);
	for (size_t i = 0; i < n; i++) {
		size_t above = 0;
		for (size_t k = 0; k < m; k++) {
			size_t was = row[k + 1];
			row[k + 1] = a[i] == b[k] ? above + 1 : row[k + 1] > row[k] ? row[k + 1] : row[k];
			above = was;
		}
	}
	return row[m];
}

/* Held against the slow program that finds the most. */
static void little_is_missed(void **state)
{
	(void)state;
	size_t found = 0, most = 0;
	for (int round = 0; round < 3000; round++) {
		SCOPE(sc);
		size_t n = dice(40), m = dice(40);
		uint32_t a[40], b[40], letters = 1 + dice(3);
		for (size_t i = 0; i < n; i++)
			a[i] = dice(letters);
		for (size_t i = 0; i < m; i++)
			b[i] = dice(letters);
		struct diff_runs runs = {0};
		diff_align(sc, a, n, b, m, &runs);
		found += check(a, n, b, m, &runs);
		most += longest(sc, a, n, b, m);
	}
	/* what happens to stand once anchors, so that a little may be missed, as people want it */
	assert_true(found <= most && found * 100 >= most * 97);
}

static void edits_are_found(void **state)
{
	(void)state;
	for (int round = 0; round < 300; round++) {
		SCOPE(sc);
		size_t n = 2000, m = 0, edits = dice(30);
		uint32_t *a = NEWS(sc, uint32_t, n), *b = NEWS(sc, uint32_t, 2 * n);
		for (size_t i = 0; i < n; i++)
			a[i] = dice(300);
		memcpy(b, a, n * sizeof *a);
		m = n;
		for (size_t e = 0; e < edits; e++) {
			size_t at = dice((uint32_t)m);
			if (dice(2)) {
				memmove(b + at, b + at + 1, (m - at - 1) * sizeof *b);
				m--;
			} else {
				memmove(b + at + 1, b + at, (m - at) * sizeof *b);
				b[at] = 1000 + dice(300);
				m++;
			}
		}
		struct diff_runs runs = {0};
		diff_align(sc, a, n, b, m, &runs);
		assert_true(check(a, n, b, m, &runs) + edits >= n);
	}
}

static void the_ends(void **state)
{
	(void)state;
	SCOPE(sc);
	uint32_t a[] = { 1, 2, 3 }, b[] = { 2, 3, 4 };
	struct diff_runs runs = {0};
	diff_align(sc, a, 0, b, 3, &runs);
	diff_align(sc, a, 3, b, 0, &runs);
	diff_align(sc, a, 0, b, 0, &runs);
	assert_int_equal(runs.count, 0);
	diff_align(sc, a, 3, a, 3, &runs);
	assert_int_equal(runs.count, 1);
	assert_int_equal(runs.at[0].len, 3);
	runs.count = 0;
	diff_align(sc, a, 3, b, 3, &runs);
	assert_int_equal(runs.count, 1);
	assert_int_equal(runs.at[0].a, 1);
	assert_int_equal(runs.at[0].len, 2);
}

/* What is made to be slow is left in large pieces, in time. */
static void slow_inputs_are_bounded(void **state)
{
	(void)state;
	enum { N = 100000 };
	for (int kind = 0; kind < 5; kind++) {
		SCOPE(sc);
		uint32_t *a = NEWS(sc, uint32_t, N), *b = NEWS(sc, uint32_t, N);
		for (size_t i = 0; i < N; i++) {
			uint32_t any = dice(7), other = dice(7);
			a[i] = kind == 0 ? 1 : kind == 1 ? (uint32_t)i : kind == 2 ? any
				: kind == 3 ? (uint32_t)(i % 2) : (uint32_t)(i / 2);
			b[i] = kind == 0 ? 1 + (i % 1000 == 0) : kind == 1 ? N + (uint32_t)i : kind == 2 ? other
			       : kind == 3 ? (uint32_t)((i / 2) % 2) : (uint32_t)((N - i) / 2);
		}
		struct diff_runs runs = {0};
		clock_t start = clock();
		diff_align(sc, a, N, b, N, &runs);
		check(a, N, b, N, &runs);
		assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
	}
}

static void names(void **state)
{
	(void)state;
	SCOPE(sc);
	struct diff_names *n = diff_names(sc);
	uint32_t first = diff_intern(n, "one", 3);
	for (int i = 0; i < 5000; i++) {
		const char *text = scope_printf(sc, "word %d", i);
		uint32_t number = diff_intern(n, text, strlen(text));
		assert_int_equal(number, diff_intern(n, scope_copy(sc, text), strlen(text)));
		assert_int_not_equal(number, first);
	}
	assert_int_equal(diff_intern(n, "one two", 3), first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(little_is_missed), cmocka_unit_test(edits_are_found), cmocka_unit_test(the_ends),
		cmocka_unit_test(slow_inputs_are_bounded), cmocka_unit_test(names),
	};
	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
