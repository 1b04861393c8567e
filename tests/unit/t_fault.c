/* t_fault.c: the ring of faults, context in front, long texts cut. */
#include "unit.h"
#include <errno.h>

static void a_fault_says_what_was_done(void **state)
{
	(void)state;
	const struct fault *f = fault_while(fault_make(FAULT_CORRUPT, "bad trailer in {n}", 3), "commit {id}", "b2");
	assert_int_equal(f->code, FAULT_CORRUPT);
	SAME(f->text, "commit b2: bad trailer in 3");
}

static void errno_is_told(void **state)
{
	(void)state;
	errno = ENOENT;
	const struct fault *f = fault_errno("{file}", "x.csv");
	assert_int_equal(f->code, FAULT_SYSTEM);
	SAME(f->text, "x.csv: No such file or directory");
	errno = ENOSPC;
	HAS(fault_errno("writing")->text, "make room");
}

static void the_ring_keeps_sixteen(void **state)
{
	(void)state;
	const struct fault *kept[FAULT_RING];
	for (int i = 0; i < FAULT_RING; i++)
		kept[i] = fault_make(FAULT_USAGE, "fault {n}", i);
	for (int i = 0; i < FAULT_RING; i++) {
		char text[32];
		snprintf(text, sizeof text, "fault %d", i);
		SAME(kept[i]->text, text);
	}
	const struct fault *next = fault_make(FAULT_USAGE, "one more");
	assert_ptr_equal(next, kept[0]);
	SAME(kept[1]->text, "fault 1");
}

static void context_survives_many_turns(void **state)
{
	(void)state;
	const struct fault *f = fault_make(FAULT_CONFLICT, "root");
	for (int i = 0; i < 3 * FAULT_RING; i++)
		f = fault_while(f, "t{n}", i);
	assert_int_equal(f->code, FAULT_CONFLICT);
	HAS(f->text, "t47: t46: ");
	HAS(f->text, ": root");
}

static void a_long_fault_is_cut(void **state)
{
	(void)state;
	char text[3000];
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	const struct fault *f = fault_make(FAULT_SYSTEM, "{text}", text);
	assert_int_equal(strlen(f->text), FAULT_TEXT - 1);
	f = fault_while(f, "{text}", "b");
	assert_int_equal(strlen(f->text), FAULT_TEXT - 1);
	assert_int_equal(f->text[0], 'b');
	f = fault_while(fault_make(FAULT_SYSTEM, "x"), "{text}", text);
	assert_int_equal(strlen(f->text), FAULT_TEXT - 1);
	errno = EIO;
	assert_int_equal(strlen(fault_errno("{text}", text)->text), FAULT_TEXT - 1);
}

static void exit_status(void **state)
{
	(void)state;
	assert_int_equal(fault_exit_status(fault_make(FAULT_USAGE, "x")), 2);
	for (int code = FAULT_NOT_FOUND; code <= FAULT_SYSTEM; code++)
		assert_int_equal(fault_exit_status(fault_make((enum fault_code)code, "x")), 3);
}

static void no_judgement_rests_on_the_machine(void **state)
{
	(void)state;
	errno = ENOENT;
	assert_true(MISSED(fault_errno("{file}", "x.csv")));           /* it is not there: so much is known */
	assert_true(MISSED(fault_make(FAULT_CORRUPT, "x.csv is damaged")));
	assert_false(MISSED(NULL));
	assert_null(fault_missed());
	errno = EIO;
	const struct fault *f = fault_while(fault_errno("{file}", "y.csv"), "reading version {n}", 7);
	assert_true(f->machine);
	assert_true(MISSED(f));
	errno = EMFILE;
	assert_true(MISSED(fault_errno("{file}", "z.csv")));
	f = fault_missed();                                             /* the first, once */
	assert_int_equal(f->code, FAULT_SYSTEM);
	HAS(f->text, "do the same again: reading version 7: y.csv: Input/output error");
	assert_null(fault_missed());
	assert_true(MISSED(f));                                         /* and it is one itself, for who lets it go */
	assert_non_null(fault_missed());
	assert_true(MISSED(fault_errno("{file}", "z.csv")));
	fault_forget();
	assert_null(fault_missed());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_says_what_was_done), cmocka_unit_test(errno_is_told),
		cmocka_unit_test(the_ring_keeps_sixteen), cmocka_unit_test(context_survives_many_turns),
		cmocka_unit_test(a_long_fault_is_cut), cmocka_unit_test(exit_status),
		cmocka_unit_test(no_judgement_rests_on_the_machine),
	};
	return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
