/* t_buf.c: bytes that grow. */
#include "unit.h"
#include "base/buf.h"

static void grows_and_ends_in_nul(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	SAME(b->at, "");
	for (int i = 0; i < 5000; i++) {
		buf_char(b, 'x');
		assert_int_equal(b->len, i + 1);
		assert_int_equal(b->at[b->len], '\0');
	}
	buf_put(b, "a\0b", 3);
	assert_int_equal(b->len, 5003);
	assert_memory_equal(b->at + 5000, "a\0b", 4);
	buf_clear(b);
	assert_int_equal(b->len, 0);
	SAME(b->at, "");
	buf_put(b, NULL, 0);
	buf_text(b, "new");
	SAME(b->at, "new");
}

static void prints(void **state)
{
	(void)state;
	SCOPE(sc);
	struct buf *b = buf_new(sc);
	buf_printf(b, "%s", "");
	assert_int_equal(b->len, 0);
	buf_printf(b, "%d %s|", 42, "x");
	buf_printf(b, "%0*d", 70000, 1);
	assert_int_equal(b->len, 5 + 70000);
	assert_memory_equal(b->at, "42 x|000", 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_and_ends_in_nul), cmocka_unit_test(prints),
	};
	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
