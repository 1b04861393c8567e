/* t_held.c: files that somebody sent go when their hour is over, whether anybody sends another or not. */
#include "unit.h"
#include "base/temporary.h"
#include "web/held.h"

enum { HOUR = 3600 };

static void they_go_within_the_hour(void **state)
{
	SCOPE(sc);
	struct held *h = held_begin(sc);
	struct page_files files = {0};
	struct names paths = {0}, later = {0};
	char id[SESSION_TEXT], other[SESSION_TEXT];
	(void)state;
	*LIST_ADD(sc, &files) = (struct page_file){ "files", "scan.pdf", "words", 5 };
	OK(held_put(h, "mine", 100, &files, id));
	OK(held_put(h, "mine", 200, &files, other));
	held_expire(h, 100 + HOUR);
	assert_true(held_find(sc, h, "mine", 100 + HOUR, id, &paths));
	assert_int_equal(paths.count, 1);
	held_expire(h, 101 + HOUR);
	/* asked as if no time had gone by: it is not only out of date, it is not there */
	assert_false(held_find(sc, h, "mine", 100, id, &later));
	assert_true(held_find(sc, h, "mine", 100, other, &later));
	assert_false(held_find(sc, h, "theirs", 100, other, &later));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(they_go_within_the_hour) };
	return cmocka_run_group_tests_name("held", tests, NULL, NULL);
}
