/* t_tool.c: another program: what it writes, and every bound on it. */
#include "unit.h"
#include "base/tool.h"
#include <fcntl.h>

static int file_with(struct scope *sc, const char *text)
{
	const char *path = path_join(sc, unit_folder(sc), "in");
	OK(file_write(path, text, strlen(text)));
	return open(path, O_RDONLY | O_CLOEXEC);
}

static const char *run(struct scope *sc, const char *const *argv, const char *in, size_t limit, size_t *len)
{
	int fd = file_with(sc, in);
	const char *out = tool_read(sc, argv, fd, &(struct tool_bounds){ 10, 512 << 20, limit, NULL }, len);
	close(fd);
	return out;
}

static void what_it_writes(void **state)
{
	(void)state;
	SCOPE(sc);
	size_t len = 0;
	SAME(run(sc, (const char *const[]){ "cat", NULL }, "words\n", 100, &len), "words\n");
	assert_int_equal(len, 6);
	SAME(run(sc, (const char *const[]){ "true", NULL }, "", 100, &len), "");
	assert_int_equal(len, 0);
}

static void what_fails_is_nothing(void **state)
{
	(void)state;
	SCOPE(sc);
	size_t len;
	assert_null(run(sc, (const char *const[]){ "no-such-program-here", NULL }, "", 100, &len));
	assert_null(run(sc, (const char *const[]){ "false", NULL }, "", 100, &len));
	assert_null(run(sc, (const char *const[]){ "sh", "-c", "echo half; kill -9 $$", NULL }, "", 100, &len));
}

static void bounds_hold(void **state)
{
	(void)state;
	SCOPE(sc);
	size_t len;
	SAME(run(sc, (const char *const[]){ "cat", NULL }, "0123456789", 10, &len), "0123456789");
	assert_null(run(sc, (const char *const[]){ "cat", NULL }, "0123456789+", 10, &len));
	/* it never ends by itself */
	assert_null(run(sc, (const char *const[]){ "yes", NULL }, "", 100000, &len));
	assert_null(run(sc, (const char *const[]){ "sh", "-c", "dd if=/dev/zero of=/dev/null bs=1G count=1", NULL },
	                "", 100, &len));
	SAME(run(sc, (const char *const[]){ "sh", "-c", "echo \"${HOME-none}\"", NULL }, "", 100, &len), "none\n");
}

static void a_home_of_its_own(void **state)
{
	(void)state;
	SCOPE(sc);
	size_t len;
	const char *home = unit_folder(sc);
	const struct tool_bounds bounds = { 10, 512 << 20, 4096, home };
	int fd = file_with(sc, "");
	const char *const where[] = { "sh", "-c", "printf '%s %s' \"$HOME\" \"$PWD\"", NULL };
	SAME(tool_read(sc, where, fd, &bounds, &len), scope_printf(sc, "%s %s", home, home));
	/* what it makes is bounded as what it says */
	const char *const big[] = { "sh", "-c", "head -c 5000 /dev/zero > big", NULL };
	assert_null(tool_read(sc, big, fd, &bounds, &len));
	close(fd);
	assert_true(tool_is_here("sh"));
	assert_false(tool_is_here("no-such-program-here"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_writes), cmocka_unit_test(what_fails_is_nothing),
			cmocka_unit_test(bounds_hold), cmocka_unit_test(a_home_of_its_own),
	};
	return cmocka_run_group_tests_name("tool", tests, NULL, NULL);
}
